"""Laws of money: caps hold, parties can be swapped, doing better never costs more."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.agreement import Agreement
from partnership.documents import SLA, Commercials
from partnership.judging import Status, Verdict
from partnership.judging.bands import band
from partnership.judging.credits import accounts_of, settle
from partnership.judging.credits.amounts import money_text, plain_text, rounded
from partnership.judging.credits.outcomes import find_outcomes
from partnership.judging.credits.sealing import kept_by
from partnership.judging.judged import Judged
from partnership.loading.document import load_document
from partnership.values.periods import Span
from tests.judging.agreements import metric
from tests.judging.credits.money import commercials, critical

AS_OF = date(2027, 12, 31)
OTHER = {"client": "provider", "provider": "client"}
NAMES = ("a", "b", "c")
METHODS = {
    "allocation": "  - {id: all, slas: [a, b, c], method: allocation, share: 70%}\n",
    "expected": "  - {id: all, slas: [a, b, c], method: allocation, on: expected missed}\n",
    "fixed": "  - {id: all, slas: [a, b, c], method: fixed percent, percent: 3%}\n",
    "gap": "  - {id: all, slas: [a, b, c], method: gap to target, gap_to: expected, on: expected missed}\n",
    "points": """\
  - id: all
    slas: [a, b, c]
    method: points
    points:
      bands: [{from: 90%, points: 0}, {from: 80%, below: 90%, points: 2}, {below: 80%, points: 7}]
      table: [{from: 2, percent: 1%}, {from: 7, percent: 4%}, {from: 15, percent: 11%}]
""",
}
KINDS = st.sampled_from(sorted(METHODS))
VALUES = st.one_of(st.none(), st.integers(60, 100))
"""A percentage, or a month nobody measured."""
MONTH = st.tuples(VALUES, VALUES, VALUES)
SPAN = Span.parse("2026-01")


@cache
def documents(method: str, more: str = "", party: str = "provider") -> Agreement:
    """Give terms of one party about three promises, straight from their text."""
    texts = [
        commercials(METHODS[method], f"at_risk: 12%\n{more}", name="credits", owed_by=party),
        *(critical(name, owed_by=party, more="allocation: 40%\n") for name in NAMES),
        metric("time-to-first-slate"),
    ]
    loaded = [load_document(f"partnership/{i}.yaml", text.encode()) for i, text in enumerate(texts)]
    assert [] == [finding for one in loaded for finding in one.findings]
    return Agreement(tuple(one.document for one in loaded if one.document))


def judged(agreement: Agreement, months: list[tuple[int | None, ...]]) -> tuple[Judged, ...]:
    """Judge percentages by month and promise."""
    found = []
    period = SPAN
    for values in months:
        for name, value in zip(NAMES, values, strict=True):
            found.append(Judged(_verdict(agreement, name, period, value)))
        period = period.next
    return tuple(found)


def _verdict(agreement: Agreement, name: str, period: Span, value: int | None) -> Verdict:
    sla = agreement.get(SLA, name)
    assert sla
    row = sla.targets[0]
    exact = None if value is None else Fraction(value, 100)
    status = Status.NOT_MEASURED
    if exact is not None:
        status = band(exact, row.expected, row.minimum, higher=True)
    return Verdict(
        sla=name,
        title=name,
        owed_by=sla.owed_by,
        period=str(period),
        segment="all",
        status=status,
        reason="",
        expected=row.expected,
        minimum=row.minimum,
        place=sla.place("targets", 0),
        value=exact,
        first=period.first,
        last=period.last,
        decided_by="band",
    )


def settled(agreement: Agreement, months):
    """Give every account of some months."""
    [terms] = agreement.of(Commercials)
    last = SPAN
    for _ in months[1:]:
        last = last.next
    outcomes = find_outcomes(agreement, judged(agreement, months))
    return list(settle(kept_by(agreement), outcomes, terms, last))


@settings(max_examples=60)
@given(
    method=KINDS,
    months=st.lists(MONTH, min_size=1, max_size=18),
    period_cap=st.integers(0, 15),
    year_cap=st.integers(0, 90_000),
    extra=st.sampled_from(
        ["", "suspended: {waived_when: met}\n", "earn_back: {after: 2 periods, share: 100%}\n"]
    ),
)
def test_caps_hold_for_any_sequence(method, months, period_cap, year_cap, extra):
    caps = f"caps: {{period: {period_cap}%, twelve_months: {year_cap} GBP}}\n{extra}"
    found = settled(documents(method, caps), months)
    payable = [one.payable for one in found]

    assert all(0 <= one <= min(12_000, period_cap * 1000) for one in payable)
    assert all(
        sum(payable[max(0, index - 11) : index + 1]) <= year_cap for index in range(len(payable))
    )
    assert sum(one.returned for one in found) <= sum(payable)


@settings(max_examples=40)
@given(method=KINDS, months=st.lists(MONTH, min_size=1, max_size=6))
def test_swapping_the_parties_swaps_the_credits(method, months):
    ours = settled(documents(method, party="provider"), months)
    theirs = settled(documents(method, party="client"), months)

    assert [(one.owed_by, one.payable) for one in ours] == [
        (OTHER[one.owed_by], one.payable) for one in theirs
    ]
    assert [[(line.state, line.amount) for line in one.lines] for one in ours] == [
        [(line.state, line.amount) for line in one.lines] for one in theirs
    ]


@settings(max_examples=80)
@given(
    method=KINDS,
    earlier=st.lists(MONTH, max_size=3),
    month=st.tuples(*[st.integers(60, 100)] * 3),
    better=st.tuples(*[st.integers(0, 40)] * 3),
)
def test_doing_better_in_a_period_never_costs_more_in_it(method, earlier, month, better):
    agreement = documents(method)
    improved = tuple(min(100, value + more) for value, more in zip(month, better, strict=True))

    assert settled(agreement, [*earlier, improved])[-1].payable <= (
        settled(agreement, [*earlier, month])[-1].payable
    )


@given(
    value=st.fractions(min_value=0, max_value=10**6),
    unit=st.sampled_from([Fraction(1, 100), Fraction(5, 100), Fraction(1), Fraction(1000)]),
)
def test_rounding_moves_less_than_a_unit_and_half_of_it_at_most(value, unit):
    down, up = rounded(value, unit, "down"), rounded(value, unit, "up")

    assert down <= value <= up
    assert up - down in {0, unit}
    for mode in ("half up", "half even"):
        assert abs(rounded(value, unit, mode) - value) <= unit / 2


@pytest.mark.parametrize(
    ("value", "half_up", "half_even"),
    [("0.005", "0.01", "0.00"), ("0.015", "0.02", "0.02"), ("2.675", "2.68", "2.68")],
)
def test_a_half_goes_up_or_to_the_even_cent(value, half_up, half_even):
    cent = Fraction(1, 100)

    assert Fraction(half_up) == rounded(Fraction(value), cent, "half up")
    assert Fraction(half_even) == rounded(Fraction(value), cent, "half even")


@given(value=st.fractions(min_value=-(10**9), max_value=10**9, max_denominator=10**6))
def test_an_exact_text_loses_nothing(value):
    assert value == Fraction(plain_text(value))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("2000", "2,000.00 GBP"),
        ("1234567.891", "1,234,567.891 GBP"),
        ("-3.5", "-3.50 GBP"),
        ("10000/3", "3,333.33… GBP (10000/3)"),
    ],
)
def test_an_amount_reads_as_people_write_it(value, text):
    assert text == money_text(Fraction(value), "GBP")


def test_a_disputed_credit_is_held_and_the_undisputed_part_stands():
    agreement = documents("points")
    verdicts = judged(agreement, [(75, 85, 100)])
    contested = tuple(
        Judged(one.verdict._replace(disputed=one.verdict.sla == "a")) for one in verdicts
    )
    [found] = accounts_of(agreement, contested, SPAN, AS_OF).accounts

    assert {"disputed": 3000, "due": 1000} == {
        line.state.value: int(line.amount or 0) for line in found.lines if line.state != "nothing"
    }
    assert 1000 == found.payable


def test_every_example_of_the_terms_is_settled_by_its_own_currency():
    agreement = documents("fixed", "rates: [{from: EUR, is: 0.85 GBP}]\n")
    [found] = agreement.of(Commercials)

    assert "0.85 GBP" == str(found.rates[0].is_)
