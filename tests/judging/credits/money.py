"""Commercials, critical promises and their months, written as YAML and settled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from pathlib import Path

from partnership.judging import judge_in_full
from partnership.judging.credits import Account, Statement, accounts_of
from partnership.values.periods import Span
from tests.judging.agreements import agreement, measurement, row, sla

AS_OF = date(2026, 12, 31)
MISSED, MET = "21/30", "29/30"
FIXED = "  - {id: fixed, slas: [slates], method: fixed percent, percent: 10%}\n"
YEAR = tuple(f"2026-{number:02d}" for number in range(1, 13))
UK_BANDS = """\
      bands:
        - {from: 99%, points: 0}
        - {from: 98%, below: 99%, points: 1}
        - {from: 97%, below: 98%, points: 2}
        - {from: 96%, below: 97%, points: 3}
        - {below: 96%, points: 4}
"""
NINETY_NINE = "  - {id: all, within: 7 business days, expected: 99%, minimum: 90%}\n"
ONE_POINT_EACH = f"  - id: points\n    slas: [slates]\n    method: points\n    points:\n{UK_BANDS}      each: 1%\n"
ROUNDING = "rounding: {to: 0.01 GBP, when: total, mode: half even}\n"


def commercials(
    categories: str,
    more: str = "",
    *,
    name: str = "provider-credits",
    owed_by: str = "provider",
    fee: str = "100000 GBP",
    start: str = "2026-01-01",
    rounding: str = ROUNDING,
) -> str:
    """Write one party's terms; without a fee, what invoices say is charged."""
    charges = f"charges: {{fee: {fee}}}" if fee else "charges: {}"
    return f"""\
kind: Commercials
id: {name}
title: What the {owed_by} owes
owners: {{client: vendor-manager, provider: account-director}}
effective: {{from: {start}}}
owed_by: {owed_by}
currency: GBP
invoice_period: month
{charges}
categories:
{categories}{rounding}{more}"""


def critical(name: str, *, targets: str = "", owed_by: str = "provider", more: str = "") -> str:
    """Write a promise that pays credits: 90% expected and 80% at least, where nothing else is said."""
    usual = "  - {id: all, within: 7 business days, expected: 90%, minimum: 80%}\n"
    text = sla(targets or usual, name=name, owed_by=owed_by, more=more)
    return text.replace("class: kpi", "class: critical")


def months(name: str, *counts: str, first: int = 1) -> tuple[str, ...]:
    """Write a month's counts each, from January 2026 on; a dash is a month nobody measured."""
    return tuple(
        measurement(f"2026-{number:02d}", row(one), name=name)
        for number, one in enumerate(counts, first)
        if one != "-"
    )


def statement(folder: Path, period: str, *documents: str, as_of: date = AS_OF) -> Statement:
    """Load documents and give the statement of a period."""
    loaded = agreement(folder, *documents)
    judged = tuple(judge_in_full(loaded, as_of))
    return accounts_of(loaded, judged, Span.parse(period), as_of)


def account(folder: Path, period: str, *documents: str, as_of: date = AS_OF) -> Account:
    """Load documents and give the one account of a period."""
    [found] = statement(folder, period, *documents, as_of=as_of).accounts
    return found


def every(folder: Path, documents: Iterable[str], periods: Iterable[str]) -> list[Account]:
    """Give the accounts of several periods."""
    loaded = agreement(folder, *documents)
    judged = tuple(judge_in_full(loaded, AS_OF))
    found: list[Account] = []
    for period in periods:
        found += accounts_of(loaded, judged, Span.parse(period), AS_OF).accounts
    return found


def pounds(text: str) -> Fraction:
    """Read an amount: `2,000.00`."""
    return Fraction(text.replace(",", ""))


def states(found: Account) -> dict[str, str]:
    """Give the state of every credit's promise."""
    return {
        sla: line.state.value
        for line in found.lines
        if line.section == "credit"
        for sla in line.slas
    }


def points_of(found):
    return [source.points or 0 for line in found.lines for source in line.sources]


def invoice(period: str, *lines: str, name: str = "", more: str = "") -> str:
    """Write an invoice whose charges are `fee 100 GBP`."""
    written = "".join(
        f"  - {{id: {line.split(' ', 1)[0]}, amount: {line.split(' ', 1)[1]}}}\n" for line in lines
    )
    name = name or f"invoice-{period}"
    return (
        f"kind: Invoice\nid: {name}\nperiod: {period}\nissued_on: 2026-02-02\n"
        f"charges:\n{written}{more}"
    )


def action(*breaches: str, more: str = "") -> str:
    named = ", ".join(
        f"{{sla: {name}, period: {period}}}" for name, period in (one.split() for one in breaches)
    )
    return (
        "kind: CorrectiveAction\nid: outage\nowed_by: provider\n"
        f"breaches: [{named}]\nknown_on: 2026-02-05\none_event: true\n{more}"
    )


def dispute(measured: str, more: str = "") -> str:
    """Write a dispute that is open."""
    return (
        f"kind: Dispute\nid: of-{measured.partition('.')[0]}\nmeasurement: {measured}\n"
        f"raised_by: provider\nraised_on: 2026-07-09\nclaim: Holds seem to be counted.\n{more}"
    )
