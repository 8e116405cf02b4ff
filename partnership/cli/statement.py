"""`partnership statement`: what each party owes the other for an invoice period."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from partnership.agreement import Agreement
from partnership.cli.options import (
    as_of_option,
    fail_on_option,
    git_tip,
    may_colour,
    path_argument,
    today,
    user_cache,
)
from partnership.documents import Commercials
from partnership.errors import NothingToCheck, WrongUsage
from partnership.files import write_bytes, write_file
from partnership.judging import judge_in_full
from partnership.judging.credits import Statement, accounts_of
from partnership.loading import find_root, load
from partnership.values.periods import Span

FORMATS = ("text", "csv", "excel", "json")


@click.command("statement")
@click.argument("period")
@path_argument
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How to answer.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the answer to FILE; Excel is not printed, so it needs one.",
)
@as_of_option
@fail_on_option(("never",), ("undetermined",))
def command(
    period: str,
    path: Path,
    form: str,
    output: Path | None,
    as_of: date | None,
    fail_on: frozenset[str],
) -> int:
    """Say what each party owes the other for an invoice period, and how every amount came about.

    PERIOD is an invoice period: 2026-03, 2026-Q1 or 2026. PATH is a partnership's folder or
    anything in it. What could not be determined is named and never counted as nothing.
    """
    if form == "excel" and output is None:
        message = "Excel is not printed; name a file: `--output statement.xlsx`"
        raise WrongUsage(message)
    day = as_of or today()
    agreement = load(find_root(path), user_cache())
    span = _period(period)
    tip = git_tip(find_root(path))
    found = _statement(agreement, span, day)
    statement = replace(found, commit=tip.full, edited=tip.edited)
    _answer(statement, span, form, output)
    undetermined = any(not account.is_determined for account in statement.accounts)
    return 1 if "undetermined" in fail_on and (undetermined or statement.notes) else 0


def _period(text: str) -> Span:
    try:
        return Span.parse(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def _statement(agreement: Agreement, period: Span, as_of: date) -> Statement:
    """Settle the accounts of a period.

    Raises:
        NothingToCheck: no Commercials invoices that period; the text says what is invoiced.

    """
    if period.first > as_of:
        message = f"{period} has not begun on {as_of}"
        raise WrongUsage(message)
    found = accounts_of(agreement, judge_in_full(agreement, as_of), period, as_of)
    known = agreement.of(Commercials)
    if not found.accounts and not agreement.is_whole("Commercials"):
        message = (
            "a Commercials document cannot be read as written, so no account is made; "
            "`partnership validate` says what to change"
        )
        raise WrongUsage(message)
    if not found.accounts and not known:
        message = "there is no Commercials document, so nothing is credited"
        raise NothingToCheck(message)
    if not found.accounts:
        terms = "; ".join(
            f"{one.name} by the {one.invoice_period}, from {one.effective.from_}" for one in known
        )
        message = f"no account is kept for {period}. There are: {terms}"
        raise NothingToCheck(message)
    return found


def _answer(statement: Statement, period: Span, form: str, output: Path | None) -> None:
    if form == "excel" and output is not None:
        from partnership.reporting.statements.sheets import render_excel

        write_bytes(output, render_excel(statement, period.last))
        return
    text = _rendered(statement, form, colour=output is None and may_colour())
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text)


def _rendered(statement: Statement, form: str, *, colour: bool) -> str:
    from partnership.reporting.statements import json, sheets, text

    renderers = {"text": text.render, "csv": sheets.render_csv, "json": json.render}
    return renderers[form](statement, colour)
