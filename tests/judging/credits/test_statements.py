"""Whole accounts: every line, source, cap, fact and note of them, word by word and to the penny.

Each test settles some small agreements and compares all that is said with a file in `expected/`,
which `make bless` rewrites.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from partnership.judging import judge_in_full
from partnership.judging.credits import Account, State, accounts_of
from partnership.loading import load
from partnership.values.periods import Span
from tests.judging.agreements import agreement, measurement, row, sla
from tests.judging.credits.money import (
    AS_OF,
    commercials,
    critical,
    dispute,
    every,
    invoice,
    months,
)
from tests.judging.told import told

EXPECTED = Path(__file__).parent / "expected"
MISSED, SHORT, MET = "21/30", "25/30", "29/30"
YEAR = tuple(f"2026-{number:02d}" for number in range(1, 13))


@pytest.fixture
def settled(tmp_path, expect_file):
    """Settle documents, and hold everything that is said of some periods."""

    def compare(name: str, documents: Iterable[str], periods: Iterable[str]) -> None:
        found = every(tmp_path, documents, periods)
        sums = "".join(f"{one.id} {one.period}: {_sums(one)}\n" for one in found)
        expect_file(EXPECTED / f"{name}.txt", f"{sums}\n{told(found)}")

    return compare


def _sums(one: Account) -> str:
    """Say what an account adds up to, by the state of its lines."""
    states = {state.words: one.sum_of(state) for state in State}
    counted = ", ".join(f"{name} {amount}" for name, amount in states.items() if amount)
    known = "" if one.is_determined else f"; {len(one.open_lines)} not determined"
    both = one.sum_of(State.DUE, State.UPHELD)
    return f"net {one.net}; {counted or 'nothing'}; {both} counts{known}"


def event(name: str, *breaches: str, credited: str = "") -> str:
    """Write a corrective action for breaches of January 2026 that were one event."""
    named = ", ".join(f"{{sla: {one}, period: 2026-01}}" for one in breaches)
    more = f"credited: {credited}\n" if credited else ""
    return (
        f"kind: CorrectiveAction\nid: {name}\nowed_by: provider\nbreaches: [{named}]\n"
        f"known_on: 2026-02-05\none_event: true\n{more}"
    )


def test_allocations_take_their_share_of_what_is_at_risk(settled):
    """Missed, missed again, short, kept, not measured, too few, contested, a kpi's, the other party's."""
    categories = """\
  - {id: speed, slas: [repeats, short, met, unmeasured, few], method: allocation, share: 50%}
  - {id: rest, title: All others, slas: [contested, kpi, clients, of-both, unallotted, gone], method: allocation, on: expected missed}
"""
    terms = {
        "repeats": "allocation: 40%\nrepeat: {within: 1 month, multiplier: 2}\n",
        "short": "allocation: 10%\n",
        "met": "allocation: 10%\n",
        "unmeasured": "allocation: 20%\n",
        "few": "allocation: 20%\nlow_volume: {below: 10, then: report only}\n",
        "contested": "allocation: 7.5%\n",
        "unallotted": "",
    }
    counts = {
        "repeats": (MISSED, MISSED),
        "short": (SHORT, MISSED),
        "met": (MET, "27/30"),
        "unmeasured": ("-", MET),
        "few": ("2/5", MET),
        "contested": (MISSED, SHORT),
        "kpi": (MISSED, MISSED),
        "clients": (MISSED, MET),
        "of-both": (MISSED, MET),
        "unallotted": (MET, SHORT),
    }
    documents = (
        commercials(categories, "at_risk: 12%\npool: 200%\ncaps: {period: 5%}\n"),
        *(critical(name, more=more) for name, more in terms.items()),
        critical("kpi").replace("class: critical", "class: kpi"),
        critical("clients", owed_by="client"),
        critical("of-both", owed_by="both"),
        *(one for name, found in counts.items() for one in months(name, *found)),
        dispute("contested.2026-01"),
    )

    settled("allocations", documents, YEAR[:2])


POINTS = """\
  - id: each
    slas: [once, twice, thrice, held, days]
    method: points
    points: {bands: [{from: 90%, points: 0}, {from: 80%, below: 90%, points: 1}, {below: 80%, points: 3}], each: 1.5%}
  - id: gaps
    title: Bands that do not join
    slas: [between, both-of-them]
    method: points
    points: {bands: [{above: 80%, points: 0}, {below: 75%, points: 5}, {from: 60%, to: 65%, points: 7}], each: 1%}
  - id: table
    slas: [few-points, many-points]
    method: points
    points:
      bands: [{from: 90%, points: 0}, {from: 80%, below: 90%, points: 10}, {below: 80%, points: 15}]
      table: [{from: 10, percent: 2%}, {from: 20, percent: 5.5%}]
  - id: free
    slas: [few-points]
    method: points
    points: {bands: [{from: 0%, points: 1}]}
"""


def test_points_are_added_up_and_looked_up(settled):
    repeat = "repeat: {within: 1 month, multiplier: 2}\n"
    days = "  - {id: all, expected: 5 business days, minimum: 7 business days}\n"
    allow = "low_volume: {below: 10, then: allow misses, misses: 1}\n"
    median = critical("days", targets=days).replace("share within", "median")
    counts = {
        "once": (MISSED, MET),
        "twice": (SHORT, SHORT),
        "thrice": (MISSED, MISSED),
        "held": (MISSED, MISSED),
        "between": ("77/100", "80/100"),
        "both-of-them": ("60/100", "65/100"),
        "few-points": ("3/4", SHORT),
        "many-points": (SHORT, MISSED),
    }
    documents = (
        commercials(POINTS, rounding="rounding: {to: 1 GBP, when: each line, mode: up}\n", fee="9999.99 GBP"),
        *(critical(name, more=repeat) for name in counts if name != "few-points"),
        critical("few-points", more=allow),
        median.replace("open_past_due: counts as a miss\n", "").replace("placed_by: due date", "placed_by: stop"),
        *(one for name, found in counts.items() for one in months(name, *found)),
        measurement("2026-01", row('n: 2, closed: {"9": 2}'), name="days"),
        dispute("held.2026-01"),
    )  # fmt: skip

    settled("points", documents, YEAR[:2])


def test_points_without_charges_or_a_price_are_not_determined(settled):
    unpriced = "  - {id: p, slas: [once], method: points}\n"
    documents = (
        commercials(POINTS, fee="", name="uninvoiced"),
        commercials(unpriced, name="unpriced"),
        commercials("  - {id: f, slas: [once], method: fixed percent}\n", name="f"),
        commercials("  - {id: g, slas: [once], method: gap to target}\n", name="g"),
        commercials("  - {id: a, slas: [once], method: allocation}\n", name="a"),
        *(critical(name) for name in ("once", "twice")),
        *months("once", MISSED),
        *months("twice", SHORT),
    )

    settled("not-priced", documents, YEAR[:1])


def test_gaps_and_fixed_percents_take_the_row_that_fell_shortest(settled):
    rows = """\
  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 95%, minimum: 80%}
  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 85%}
"""
    reneges = "  - {id: all, expected: 5%, minimum: 10%}\n"
    days = "  - {id: all, expected: 5 business days, minimum: 7 business days}\n"
    lower = critical("reneges", targets=reneges).replace("share within", "ratio of sums")
    median = critical("days", targets=days).replace("share within", "median")

    def by_stop(text: str) -> str:
        text = text.replace("open_past_due: counts as a miss\n", "")
        return text.replace("placed_by: due date", "placed_by: stop")

    names = "[rows, reneges, days, thirds, nothing]"
    categories = "".join(
        f"  - {{id: {name}, slas: {names}, method: {method}}}\n"
        for name, method in {
            "expected": "gap to target, gap_to: expected",
            "early": "gap to target, gap_to: expected, on: expected missed",
            "minimum": "gap to target, gap_to: minimum",
            "fixed": "fixed percent, percent: 3%",
            "fixed-early": "fixed percent, percent: 0.75%, on: expected missed",
        }.items()
    )
    documents = (
        commercials(categories, rounding="rounding: {to: 0.05 GBP, when: total, mode: half even}\n"),
        critical("rows", targets=rows),
        by_stop(lower).replace("time-to-first-slate", "renege-rate"),
        by_stop(median),
        critical("thirds", more="repeat: {within: 1 month, multiplier: 3}\n"),
        measurement("2026-01", row("78/100", "standard"), row("80/100", "critical"), name="rows"),
        measurement("2026-02", row("90/100", "standard"), row("88/100", "critical"), name="rows"),
        *months("reneges", "12/100", "7/100"),
        measurement("2026-01", row('n: 2, closed: {"9": 2}'), name="days"),
        measurement("2026-02", row('n: 2, closed: {"6": 2}'), name="days"),
        *months("thirds", "20/30", "20/30"),
        critical("nothing"),
        *months("nothing", "0/30", MET),
    )  # fmt: skip

    settled("gaps", documents, YEAR[:2])


def test_later_periods_uphold_waive_and_earn_back(settled):
    fixed = "  - {id: fixed, slas: [a, b], method: fixed percent, percent: 10%}\n"
    points = """\
  - id: together
    slas: [a, b]
    method: points
    points: {bands: [{from: 80%, points: 0}, {below: 80%, points: 1}], each: 2%}
"""
    peak = "peaks: [{id: spring, from: 2026-04-30, to: 2026-05-02}]"
    documents = (
        commercials(fixed, "suspended: {waived_when: minimum kept}\n", name="kept"),
        commercials(points, "suspended: {waived_when: met}\n", name="met"),
        commercials(
            fixed,
            f"earn_back: {{after: 2 periods, level: 85%, share: 50%, {peak}}}\ncaps: {{period: 15%}}\n",
            name="back",
        ),
        commercials(points, "earn_back: {after: 1 period, share: 100%}\n", name="points"),
        commercials(fixed, "earn_back: {after: 1 period, share: 100%}\n", name="quarters").replace(
            "invoice_period: month", "invoice_period: quarter"
        ),
        *(critical(name) for name in "ab"),
        *months("a", MISSED, SHORT, MET, MISSED, "26/30", MISSED, "-", MET),
        *months("b", MISSED, MET, MET, MET, MISSED, "0/0", MET, MET),
    )

    settled("later", documents, (*YEAR[:8], "2026-Q1", "2026-Q2"))


def test_caps_of_a_period_and_of_twelve_months(settled):
    fixed = "  - {id: fixed, slas: [a], method: fixed percent, percent: 10%}\n"
    triggers = """\
triggers:
  - {id: cap-twice, gives: right to terminate, cap_reached: 2, in: 3 months}
  - {id: cap-in-a-row, gives: critical default, cap_reached: 3}
  - {id: once, gives: critical default, minimum_missed: 1}
  - {id: in-a-year, gives: right to terminate, minimum_missed: 3, in: 12 months}
  - {id: in-hours, gives: right to terminate, minimum_missed: 1, in: 40 business hours}
"""
    own = "termination_triggers:\n  - {id: twice, minimum_missed: 2}\n  - {id: once, minimum_missed: 1}\n"
    documents = (
        commercials(fixed, f"at_risk: 10%\ncaps: {{period: 8%, twelve_months: 20%}}\n{triggers}", name="shares", fee=""),
        commercials(fixed, "caps: {period: 9000 GBP, twelve_months: 25000 GBP}\n", name="amounts"),
        commercials(fixed, "caps: {period: 10 EUR}\n", name="another-currency"),
        commercials(fixed, "caps: {twelve_months: 12%}\n", name="quarters").replace("invoice_period: month", "invoice_period: quarter"),
        commercials(fixed, "caps: {twelve_months: 12%}\n", name="years").replace("invoice_period: month", "invoice_period: year"),
        critical("a", more=own),
        critical("plain").replace("class: critical", "class: kpi"),
        *months("a", MISSED, MISSED, MISSED, "-", MISSED, MET, MISSED),
        *(invoice(period, "fee 1000.01 GBP") for period in ("2026-01", "2026-02", "2026-05", "2026-07")),
    )  # fmt: skip

    settled("caps", documents, (*YEAR[:7], "2026-Q1", "2026-Q2", "2026"))


def test_one_event_is_credited_once_in_every_category(settled):
    categories = """\
  - {id: big, slas: [a, b], method: fixed percent, percent: 5%}
  - {id: small, slas: [c], method: fixed percent, percent: 2%}
  - id: points
    slas: [d, e, f]
    method: points
    points: {bands: [{from: 80%, points: 0}, {from: 70%, below: 80%, points: 2}, {below: 70%, points: 5}], each: 1%}
"""
    choice = "single_event: choice of the other party\n"
    documents = (
        commercials(categories, "single_event: highest only\n", name="highest"),
        commercials(categories, choice, name="choice"),
        commercials(categories, name="not-agreed"),
        *(critical(name) for name in "abcdef"),
        *(one for name in "abcd" for one in months(name, MISSED)),
        *months("e", "15/30"),
        *months("f", MISSED),
        event("chosen", "a", "c", credited="c"),
        event("alike", "d", "f"),
        event("open", "a", "e"),
        event("alone", "b"),
        event("two-events", "a", "b").replace("one_event: true\n", ""),
    )

    settled("one-event", documents, YEAR[:1])


def test_charges_come_from_the_fee_or_from_invoices(settled):
    fixed = "  - {id: fixed, slas: [a], method: fixed percent, percent: 1.25%}\n"
    rates = "rates: [{from: USD, is: 0.5 GBP}, {from: EUR, is: 0.85 GBP}]\n"
    lines = "charges: {lines: [fee, hires]}"
    more = """\
bonus:
  - {id: fast, sla: a, level: 95%, percent: 2%}
  - {id: faster, title: All at once, sla: a, level: 100%, percent: 2%}
  - {id: unknown, sla: unmeasured, level: 95%, percent: 2%}
  - {id: unjudged, sla: few, level: 95%, percent: 2%}
  - {id: uncharged, sla: b, level: 90%, percent: 0.33%}
gain_share:
  - {id: agency, spend: agency, baseline: 20000 GBP, share: 25%}
  - {id: adverts, title: Fewer adverts, spend: adverts, baseline: 100 GBP, share: 50%}
  - {id: none-saved, title: As many adverts, spend: adverts, baseline: 85 GBP, share: 50%}
  - {id: boards, spend: boards, baseline: 100 USD, share: 50%}
  - {id: dollars, spend: agency, baseline: 20000 CHF, share: 25%}
"""
    spend = "spend:\n  - {id: agency, amount: 12000.01 GBP}\n  - {id: adverts, amount: 100 EUR}\n"
    few = "low_volume: {below: 10, then: report only}\n"
    line = "rounding: {to: 0.01 GBP, when: each line, mode: half up}\n"
    documents = (
        commercials(fixed, rates + more, name="fee", fee="999.99 EUR"),
        commercials(fixed, more, name="no-rate", fee="999.99 EUR"),
        commercials(fixed, rates, name="every-line", fee="", rounding=line),
        commercials(fixed, rates, name="some-lines", fee="", rounding="").replace("charges: {}", lines),
        commercials(fixed, name="in-dollars", fee=""),
        commercials(fixed, name="in-another-unit", rounding=line.replace("GBP", "EUR")),
        commercials(fixed, name="next", fee="").replace("charges: {}", "charges: {of: next period}"),
        *(critical(name) for name in ("a", "b", "unmeasured")),
        critical("few", more=few),
        *months("a", "39/40", MISSED),
        *months("b", MET, MET),
        *months("few", "2/2", "2/2"),
        invoice("2026-01", "fee 1000.10 GBP", name="one"),
        invoice("2026-01", "fee 3000 EUR", "hires 500 USD", name="two", more="replaces: one\n"),
        invoice("2026-01", "travel 200 GBP", name="three", more=spend),
        invoice("2026-02", "fee 3000 GBP", name="february"),
    )  # fmt: skip

    settled("charges", documents, YEAR[:2])


@pytest.mark.parametrize("mode", ["half up", "half even", "down", "up"])
def test_totals_are_rounded_once_and_say_what_rounding_changed(settled, mode):
    """Of 100.50 GBP: 1%, 3% and 5% are 1.005, 3.015 and 5.025."""
    fixed = "  - {id: %s, slas: [a], method: fixed percent, percent: %d%%}\n"
    rounding = f"rounding: {{to: 0.01 GBP, when: total, mode: {mode}}}\n"
    extra = "bonus:\n  - {id: fast, sla: b, level: 90%, percent: 3%}\nearn_back: {after: 1 period, share: 50%}\n"
    documents = (
        *(
            commercials(
                fixed % (name, share), extra, name=name, fee="100.50 GBP", rounding=rounding
            )
            for name, share in {"one": 1, "three": 3, "five": 5}.items()
        ),
        *(critical(name) for name in "ab"),
        *months("a", MISSED, MET),
        *months("b", MET, MET),
    )

    settled(f"rounded-{mode.replace(' ', '-')}", documents, YEAR[:2])


def test_a_document_that_cannot_be_read_is_told_with_the_statement(tmp_path):
    """It may hold amounts, whichever of the kinds that make them it is; of other kinds it may not."""
    fixed = "  - {id: fixed, slas: [first-slate], method: fixed percent, percent: 10%}\n"
    documents = (
        commercials(fixed),
        sla(),
        *months("first-slate", MISSED),
        invoice("2026-01", "fee 1 GBP"),
        event("outage", "first-slate", "other"),
    )
    agreement(tmp_path, *documents)
    said = {}
    for path in sorted(tmp_path.rglob("*.yaml")):
        text = path.read_text("utf-8")
        path.write_text(f"{text}no_such_field: 1\n", "utf-8")
        found = load(tmp_path)
        judged = tuple(judge_in_full(found, AS_OF))
        said[f"{path.parent.name}/{path.stem}"] = accounts_of(
            found, judged, Span.parse("2026-01"), AS_OF
        ).notes
        path.write_text(text, "utf-8")

    kinds = {
        "2026-01/first-slate": "Measurement",
        "slas/first-slate": "SLA",
        "invoices/invoice-2026-01": "Invoice",
        "correctiveactions/outage": "CorrectiveAction",
        "commercials/provider-credits": "Commercials",
        "metrics/time-to-first-slate": "Metric",
    }
    note = (
        "a document of kind %s cannot be read as written, so amounts may be missing; "
        "`partnership validate` says what to change"
    )
    told_ = {name: notes for name, notes in said.items() if notes}
    assert {name: (note % kind,) for name, kind in kinds.items()} == told_
