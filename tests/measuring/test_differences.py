"""What is withheld of one period is not told by others: a month is its quarter less the two others."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.checks import withheld_and_worked_out
from partnership.documents import SLA
from partnership.measuring.differences import Shown
from partnership.measuring.periods import days_of
from partnership.measuring.records import record
from partnership.values.periods import Span
from tests.measuring.stores import HEAD, OFFERS, Events, agreed, terms
from tests.measuring.test_records import again, run

ALL = "{id: all, expected: 85%, minimum: 75%}"
OTHERS = "{id: whoever, expected: 80%, minimum: 70%}"


def promise(name, window, targets=OTHERS, **more):
    """Another promise about the same offers."""
    return (
        f"kind: SLA\nid: {name}\n{HEAD}owed_by: provider\nclass: kpi\nmetric: it\ncalendar: uk\n"
        + terms("ratio of sums", "stop", window, targets, **more)
    )


def agreement(*others):
    """Offers by month, and by what else is asked for."""
    return agreed(OFFERS, terms("ratio of sums", "stop", "month", ALL), *others)


def offers(*counts, first="2026-01"):
    """So many accepted in each month from the first on."""
    events, month = Events(), Span.parse(first)
    for count in counts:
        for _ in range(count):
            events.offer(f"{month}-10 10:00", "accepted")
        month = month.next
    return events


def told(found):
    """The denominators by SLA and period; None is withheld."""
    return {(one.sla, str(one.period)): one.rows[0].denominator for one in found}


@pytest.mark.parametrize(
    ("counts", "quarter"),
    [
        ((6, 3, 7), None),
        ((6, 0, 7), 13),
        ((6, 2, 2), None),
        ((6, 2, 3), 11),
        ((6, 5, 7), 18),
    ],
    ids=[
        "the month withheld would be told",
        "a month of nobody tells of nobody",
        "two months of four together would be told",
        "two months of five together hide each other",
        "nothing is withheld",
    ],
)
def test_a_quarter_that_tells_a_month_that_is_withheld_is_withheld(counts, quarter, tmp_path):
    terms_of = agreement(promise("by-quarter", "quarter"))
    folder = offers(*counts).write(tmp_path)

    found = told(run(terms_of, folder, "2026-Q1", "2026-01", "2026-02", "2026-03"))

    months = [found["it", f"2026-{number:02d}"] for number in (1, 2, 3)]
    assert quarter == found["by-quarter", "2026-Q1"]
    assert [count if count >= 5 else None for count in counts] == months


def test_months_that_are_recorded_already_are_looked_at(tmp_path):
    folder = offers(6, 3, 7).write(tmp_path)
    both = agreement(promise("by-quarter", "quarter"))
    months = [one for one in run(both, folder) if one.sla == "it"]

    [quarter] = run(again(both, months), folder, "2026-Q1")

    assert quarter.rows[0].withheld


def test_whoever_does_not_promise_months_keeps_the_quarter(tmp_path):
    alone = agreed(OFFERS, terms("ratio of sums", "stop", "quarter", ALL))
    folder = offers(6, 3, 7).write(tmp_path)

    assert {("it", "2026-Q1"): 16} == told(run(alone, folder, "2026-Q1"))


@pytest.mark.parametrize(("count", "told_then"), [(2, None), (5, 61)])
def test_twelve_months_to_april_less_those_to_march_tell_april(count, told_then, tmp_path):
    """They are April 2026 less April 2025, which is told."""
    terms_of = agreement(promise("trailing", "12 months"))
    folder = offers(6, *[5] * 11, count, first="2025-04").write(tmp_path)

    found = told(run(terms_of, folder, "2025-04", "2026-03", "2026-04"))

    assert [61, told_then and 60] == [
        found["trailing", f"2026-{number}"] for number in ("03", "04")
    ]


def test_another_segment_is_another_sum(tmp_path):
    standard = "{id: all, when: {urgency: standard}, expected: 80%, minimum: 70%}"
    folder = offers(6, 3, 7).write(tmp_path)

    found = told(run(agreement(promise("by-quarter", "quarter", standard)), folder))

    assert [None, 16] == [found["it", "2026-02"], found["by-quarter", "2026-Q1"]]


def test_where_the_quarter_is_told_already_a_second_month_is_withheld(tmp_path):
    folder = offers(6, 3, 7).write(tmp_path)
    both = agreement(promise("by-quarter", "quarter"))
    quarter = run(both, folder, "2026-Q1")

    found = told(run(again(both, quarter), folder, "2026-01", "2026-02", "2026-03"))

    assert [16] == [*told(quarter).values()]
    assert [6, None, None] == [found["it", f"2026-{number:02d}"] for number in (1, 2, 3)]


def test_records_that_tell_what_is_withheld_are_a_finding_until_one_is_corrected(tmp_path):
    both = agreement(promise("by-quarter", "quarter"))
    rows = [("2026-01", 6), ("2026-02", None), ("2026-03", 7)]
    records = [measurement("it", period, n) for period, n in rows]
    told_twice = again(both, [*records, measurement("by-quarter", "2026-Q1", 16)])

    [found] = withheld_and_worked_out.find(told_twice)
    [mended] = run(told_twice, offers(6, 3, 7).write(tmp_path), "2026-Q1")

    assert (
        "`all` of `it` is withheld for 2026-02, and is 2026-Q1 of `by-quarter` less 2026-01 and 2026-03"
        == found.message
    )
    assert (
        "run `partnership measure --sla by-quarter --period 2026-Q1`: it is then withheld too"
        == found.hint
    )
    assert "by-quarter.2026-Q1.r1" == mended.id
    assert [] == list(withheld_and_worked_out.find(again(told_twice, [mended])))


def test_the_parts_of_a_quarter_that_tell_a_month_together_are_not_both_told():
    """February is both parts less January and March; either part alone leaves half a month."""
    quarter = promise("by-quarter", "quarter") + (
        f"amendments:\n  - {{from: 2026-02-15, targets: [{OTHERS}]}}\n"
    )
    shown = Shown(agreement(quarter))
    for period, n in (("2026-01", 6), ("2026-02", None), ("2026-03", 7)):
        shown.add(measurement("it", period, n))
    parts = [
        {"segment": "whoever", "from": first, "to": last, "numerator": n, "denominator": n, "n": n}
        for first, last, n in (("2026-01-01", "2026-02-14", 15), ("2026-02-15", "2026-03-31", 16))
    ]

    assert frozenset({1}) == shown.exposed(measurement("by-quarter", "2026-Q1", rows=parts))
    assert frozenset() == shown.exposed(measurement("by-quarter", "2026-Q1", rows=parts[:1]))
    assert frozenset() == shown.exposed(measurement("by-quarter", "2026-Q1", rows=parts[1:]))


WINDOWS = {
    "it": ["2025-12", "2026-01", "2026-02", "2026-03", "2026-04"],
    "by-quarter": ["2026-Q1"],
    "by-year": ["2026"],
    "trailing": ["2026-01", "2026-02", "2026-03", "2026-04"],
}
ALL_WINDOWS = [(name, period) for name, periods in WINDOWS.items() for period in periods]
DIGEST = "0" * 64


@given(
    st.lists(st.integers(0, 9), min_size=25, max_size=25),
    st.permutations(ALL_WINDOWS),
    st.booleans(),
)
def test_what_is_worked_out_is_what_linear_equations_of_months_solve(counts, order, short_first):
    """And nothing is where short windows are measured first, as `measure` does."""
    everything = agreement(
        promise("by-quarter", "quarter"),
        promise("by-year", "year"),
        promise("trailing", "12 months"),
    )
    if short_first:
        order = sorted(order, key=lambda one: len(months_of(everything, *one)))
    shown = Shown(everything)
    equations: list[range] = []
    hidden: dict[tuple[str, str], tuple[range, int]] = {}
    for name, period in order:
        months = months_of(everything, name, period)
        n = sum(counts[month] for month in months)
        made = measurement(name, period, n)
        if n < 5 or shown.exposed(made):
            made = measurement(name, period, None)
            hidden[name, period] = months, n
        else:
            equations.append(months)
        shown.add(made)

    found = {(told.record.sla, str(told.record.period)) for told, _ in shown.worked_out()}

    assert found == {
        key for key, (months, n) in hidden.items() if n and is_solved(equations, months)
    }
    assert not (found and short_first)


def months_of(everything, name, period):
    """The months of a window, as numbers from January 2025 on."""
    sla = everything.get(SLA, name)
    first, last = days_of(Span.parse(period), sla.window)
    return range((first.year - 2025) * 12 + first.month - 1, (last.year - 2025) * 12 + last.month)


def measurement(name, period, n=None, rows=None):
    row: dict[str, object] = {"segment": "all" if name == "it" else "whoever"}
    row |= {"withheld": True} if n is None else {"numerator": n, "denominator": n, "n": n}
    content = {
        "rows": rows or [row],
        "gate": {"completeness": "100%", "orphans": 0, "out_of_order": 0},
        "definition": DIGEST,
        "reliefs": {},
        "measured_with": "0",
    }
    return record(name, Span.parse(period), "2026-05-01", content, "")


def is_solved(equations, months):
    """Whether a sum of months follows from others, by elimination."""
    pivots: dict[int, dict[int, Fraction]] = {}

    def rest(vector):
        vector = dict(vector)
        while vector:
            lead = min(vector)
            if lead not in pivots:
                return vector
            factor = vector[lead]
            for month, share in pivots[lead].items():
                vector[month] = vector.get(month, Fraction(0)) - factor * share
            vector = {month: share for month, share in vector.items() if share}
        return vector

    for equation in equations:
        left = rest(dict.fromkeys(equation, Fraction(1)))
        if left:
            lead = left[min(left)]
            pivots[min(left)] = {month: share / lead for month, share in left.items()}
    return not rest(dict.fromkeys(months, Fraction(1)))
