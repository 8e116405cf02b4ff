"""What is withheld is not told by promises that cut the same people in another way."""

from __future__ import annotations

from itertools import product

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
from tests.measuring.test_differences import DIGEST, is_solved
from tests.measuring.test_records import again, run

SCOPE = f"""\
kind: Scope
id: scope
{HEAD}in_scope: [Professional hires]
dimensions:
  - {{id: urgency, values: [standard, critical]}}
  - {{id: country, values: [GB, DE, FR]}}
"""
BY_URGENCY = {"standard": "{urgency: standard}", "critical": "{urgency: critical}"}
BY_COUNTRY = {"gb": "{country: GB}", "abroad": "{country: [DE, FR]}"}
BY_BOTH = {
    "s-gb": "{urgency: standard, country: GB}",
    "s-de": "{urgency: standard, country: DE}",
    "s-fr": "{urgency: standard, country: FR}",
    "c-gb": "{urgency: critical, country: GB}",
    "c-abroad": "{urgency: critical, country: [DE, FR]}",
}
ALL = {"all": "{}"}
LEVELS = "expected: 85%, minimum: 75%"


def targets(whens):
    """Rows of targets."""
    return "\n  - ".join(f"{{id: {name}, when: {when}, {LEVELS}}}" for name, when in whens.items())


def promise(name, whens, window="month"):
    """A promise about the same offers, cut in its own way."""
    return (
        f"kind: SLA\nid: {name}\n{HEAD}owed_by: provider\nclass: kpi\nmetric: it\ncalendar: uk\n"
        + terms("ratio of sums", "stop", window, targets(whens))
    )


def agreement(*others, whens=None):
    """Offers by month, cut as said, and by what else is asked for."""
    own = terms("ratio of sums", "stop", "month", targets(whens or BY_BOTH))
    return agreed(OFFERS, own, SCOPE, *others)


def offers(month="2026-01", **counts):
    """So many accepted of each urgency and country: `s_gb`."""
    events = Events()
    for name, count in counts.items():
        urgency = "standard" if name[0] == "s" else "critical"
        for _ in range(count):
            asked = events.requisition(urgency=urgency, country=name[2:].upper())
            events.offer(f"{month}-10 10:00", "accepted", requisition=asked)
    return events


def told(found, sla):
    """The denominators of one promise by row; None is withheld."""
    [one] = [one for one in found if one.sla == sla]
    return {row.segment: row.denominator for row in one.rows}


def test_a_coarser_cut_does_not_tell_a_finer_row_that_is_withheld(tmp_path):
    """Standard is 21 and standard in Great Britain and France 18, so that three are German."""
    events = offers(s_gb=10, s_de=3, s_fr=8, c_gb=9, c_de=6)
    everything = agreement(promise("later", BY_URGENCY))

    found = run(everything, events.write(tmp_path), "2026-01")

    assert {"s-gb": 10, "s-de": None, "s-fr": 8, "c-gb": 9, "c-abroad": None} == told(found, "it")
    assert {"standard": None, "critical": None} == told(found, "later")


def test_a_finer_cut_is_withheld_as_far_as_a_coarser_one_that_is_told_asks(tmp_path):
    """And what is withheld for that is not told either: critical is 15, so both its rows go."""
    events = offers(s_gb=10, s_de=3, s_fr=8, c_gb=9, c_de=6)
    everything = agreement(promise("by-urgency", BY_URGENCY))

    found = run(everything, events.write(tmp_path), "2026-01")

    assert {"standard": 21, "critical": 15} == told(found, "by-urgency")
    rest = {"s-de": None, "s-fr": None, "c-gb": None, "c-abroad": None}
    assert {"s-gb": 10} | rest == told(found, "it")


def test_a_coarser_cut_is_told_where_two_finer_rows_hide_each_other(tmp_path):
    """Standard less Great Britain is nine, of whom nobody knows how many are German."""
    events = offers(s_gb=10, s_de=3, s_fr=6, c_gb=9, c_de=8)
    everything = agreement(promise("by-urgency", BY_URGENCY))

    found = run(everything, events.write(tmp_path), "2026-01")

    assert {"s-gb": 10, "s-de": None, "s-fr": None, "c-gb": 9, "c-abroad": 8} == told(found, "it")
    assert {"standard": 19, "critical": 17} == told(found, "by-urgency")


def test_a_part_that_no_row_names_is_not_told_where_it_is_small(tmp_path):
    """Everybody less Great Britain leaves four abroad."""
    events = offers(s_gb=10, c_gb=9, c_fr=4)
    everything = agreement(promise("gb", {"gb": "{country: GB}"}), whens=ALL)

    found = run(everything, events.write(tmp_path), "2026-01")

    assert {"all": None, "gb": 19} == told(found, "gb") | told(found, "it")


@pytest.mark.parametrize(("abroad", "least"), [(5, 24), (0, 19)], ids=["five", "nobody"])
def test_a_part_that_no_row_names_may_be_told(abroad, least, tmp_path):
    events = offers(s_gb=10, c_gb=9, c_fr=abroad)
    everything = agreement(promise("gb", {"gb": "{country: GB}"}), whens=ALL)

    found = run(everything, events.write(tmp_path), "2026-01")

    assert {"all": least, "gb": 19} == told(found, "gb") | told(found, "it")


def test_a_quarter_cut_otherwise_does_not_tell_a_month(tmp_path):
    """The quarter less January and March, each by both, leaves February's Germans."""
    quarter = promise("by-urgency", BY_URGENCY, "quarter")
    months = [
        measurement("it", f"2026-{month:02d}", [9, german, 8, 7, 6])
        for month, german in ((1, 8), (2, None), (3, 9))
    ]
    known = again(agreement(quarter), months)

    shown = Shown.by(known)

    assert frozenset({0}) == shown.exposed(measurement("by-urgency", "2026-Q1", [80, 39]))


def test_a_row_that_other_cuts_tell_is_a_finding_that_says_how():
    everything = agreement(promise("by-urgency", BY_URGENCY))
    records = [
        measurement("it", "2026-01", [10, None, 6, 9, 8]),
        measurement("by-urgency", "2026-01", [19, 17]),
    ]

    [found] = withheld_and_worked_out.find(again(everything, records))

    assert (
        "`s-de` of `it` is withheld for 2026-01, and is `standard` of 2026-01 of `by-urgency`"
        " less `s-gb` of 2026-01 and `s-fr` of 2026-01" == found.message
    )


CUTS = {"it": BY_BOTH, "by-urgency": BY_URGENCY, "by-country": BY_COUNTRY, "whole": ALL}
OTHERS = ["by-urgency", "by-country", "whole"]
PERIODS = {"it": "month", "by-urgency": "quarter", "by-country": "month", "whole": "month"}
CELLS = [*product(range(3), ("s", "c"), ("GB", "DE", "FR"))]


@given(st.lists(st.integers(0, 9), min_size=18, max_size=18), st.randoms())
def test_what_is_worked_out_is_what_linear_equations_of_cells_solve(counts, random):
    """Of three months, two urgencies and three countries, in whatever order they are measured."""
    everything = agreement(*(promise(name, CUTS[name], PERIODS[name]) for name in OTHERS))
    tasks = [
        (name, period)
        for name, window in PERIODS.items()
        for period in (["2026-Q1"] if window == "quarter" else ["2026-01", "2026-02", "2026-03"])
    ]
    random.shuffle(tasks)
    shown, equations = Shown(everything), []
    hidden: dict[tuple[str, str, int], list[int]] = {}
    for name, period in tasks:
        cells = [cells_of(everything, name, period, when) for when in CUTS[name].values()]
        sums = [sum(counts[cell] for cell in row) for row in cells]
        large = [None if 0 < n < 5 else n for n in sums]
        exposed = shown.exposed(measurement(name, period, large))
        own = [None if row in exposed else n for row, n in enumerate(large)]
        shown.add(measurement(name, period, own))
        for row, (part, n) in enumerate(zip(cells, own, strict=True)):
            if n is not None:
                equations.append(part)
            else:
                hidden[name, period, row] = part

    found = {(one.record.sla, str(one.record.period), one.row) for one, _ in shown.worked_out()}

    somebody = {key: part for key, part in hidden.items() if sum(counts[cell] for cell in part)}
    assert found == {key for key, part in somebody.items() if is_solved(equations, part)}


def cells_of(everything, name, period, when):
    """The numbers of the cells of a row."""
    first, last = days_of(Span.parse(period), everything.get(SLA, name).window)
    return [
        number
        for number, (month, urgency, country) in enumerate(CELLS)
        if first.month <= month + 1 <= last.month
        and ("urgency" not in when or ("standard" in when) == (urgency == "s"))
        and ("country" not in when or country in when)
    ]


def measurement(name, period, counts):
    """A record of so many people in each row; None is withheld."""
    rows = [
        {"segment": segment}
        | ({"withheld": True} if n is None else {"numerator": n, "denominator": n, "n": n})
        for segment, n in zip(CUTS[name], counts, strict=True)
    ]
    content = {
        "rows": rows,
        "gate": {"completeness": "100%", "orphans": 0, "out_of_order": 0},
        "definition": DIGEST,
        "reliefs": {},
        "measured_with": "0",
    }
    return record(name, Span.parse(period), "2026-12-31", content, "")
