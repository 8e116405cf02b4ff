"""Where a part of a period begins: only where something changes that counts or judges."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.judging import Status, judge
from partnership.measuring.periods import DECIDES, TELLS, parts_of
from partnership.values.periods import Span
from tests.measuring.stores import FILL, Events, agreed, measured, terms

APRIL = Span.parse("2026-04")
FEW = terms(open_past_due="counts as a miss", low_volume="{below: 10, then: report only}")
TELLING = [
    "title: Fill",
    "description: Clearer words",
    "labels: [tower]",
    "owners: {client: b, provider: a}",
    "class: critical",
    "weight: 40",
    "allocation: 10%",
    "measured_by: client",
    "verified_by: provider",
    "data_source: Another tool",
    "data_owner: client",
    "tool_change: Both look at it",
    "relief_notice: 5 business days",
    "repeat: {within: 1 month, multiplier: 2}",
    "remedies: {plan_within: 5 business days}",
    "escalation: delivery",
    "termination_triggers: [{id: three, minimum_missed: 3}]",
    "ratchet: {formula: best, cap: 20%, review: annual}",
    "on_change: judge each part",
]
DECIDING = [
    "owed_by: client",
    "metric: other",
    "statistic: share beyond",
    "placed_by: stop",
    "calendar: other",
    "targets: [{id: all, within: 30 calendar days, expected: 91%, minimum: 80%}]",
    "open_past_due: ignored",
    "pauses: [hold]",
    "relief: remove",
    "excused_by: [other]",
    "low_volume: {below: 11, then: report only}",
    "missing_data: {then: fail, at_most: 5%}",
    "matures: 1 month",
    "precision: day",
    "buckets: [30 calendar days]",
    "gate: {completeness: 95%}",
    "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}",
]


def amended(*fields: str) -> str:
    return FEW + "amendments:\n" + "".join(f"  - {{from: 2026-04-16, {one}}}\n" for one in fields)


def parts(promise: str) -> list[tuple[int, int]]:
    sla = agreed(FILL, promise).get(SLA, "it")
    assert sla is not None
    return [(part.first.day, part.last.day) for part in parts_of(sla, APRIL)]


def late_and_in_time() -> Events:
    """Give twelve openings that fall due in April, six in each half, eight in time."""
    events = Events()
    for number, day in enumerate((5, 6, 9, 10, 11, 12, 20, 21, 22, 23, 24, 25)):
        stop = "2026-03-30 10:00" if number % 3 else "2026-04-28 10:00"
        events.opening(f"2026-03-{day:02} 10:00", stop)
    return events


@pytest.mark.parametrize("promise", [FEW, amended("description: Clearer words")])
def test_a_change_that_only_tells_hides_no_breach(promise, tmp_path):
    """Eight of twelve are in time, and below ten nothing is judged."""
    agreement = agreed(FILL, promise)
    found = measured(agreement, late_and_in_time(), tmp_path, "2026-04")

    (verdict,) = (
        one
        for one in judge(Agreement((*agreement.documents, *found.values())), date(2026, 6, 1))
        if one.period == "2026-04"
    )

    assert (Status.MINIMUM_MISSED, "8/12") == (verdict.status, verdict.fraction)


@pytest.mark.parametrize("field", TELLING)
def test_a_change_that_only_tells_begins_no_part(field):
    assert [(1, 30)] == parts(amended(field))


@pytest.mark.parametrize("field", DECIDING)
def test_a_change_of_what_counts_or_judges_begins_a_part(field):
    assert [(1, 15), (16, 30)] == parts(amended(field))


def test_each_field_of_a_promise_either_tells_or_decides():
    """A window of another length does not judge the month at all."""
    fields = {info.alias or name: name for name, info in SLA.model_fields.items()}

    assert TELLS == {fields[one.split(":")[0]] for one in TELLING}
    assert DECIDES - {"window"} == {fields[one.split(":")[0]] for one in DECIDING}


@pytest.mark.parametrize("field", ["calendar: uk", "placed_by: due date", "pauses: []"])
def test_an_amendment_that_says_the_same_begins_no_part(field):
    assert [(1, 30)] == parts(amended(field))


def test_the_order_in_which_pauses_are_written_begins_no_part():
    promise = "pauses: [hold, scope change]\n" + amended("pauses: [scope change, hold]")

    assert [(1, 30)] == parts(promise)


def test_a_part_has_the_last_terms_of_its_days():
    sla = agreed(FILL, amended("weight: 40")).get(SLA, "it")
    assert sla is not None

    (part,) = parts_of(sla, APRIL)

    assert 40 == part.sla.weight


def test_what_tells_and_what_decides_amended_on_two_days_make_two_parts():
    told = amended("weight: 40").replace("04-16", "04-08")

    assert [(1, 15), (16, 30)] == parts(told + "  - {from: 2026-04-16, pauses: [hold]}\n")


@pytest.mark.parametrize(
    ("phases", "found"),
    [
        ("[{phase: baselining, from: 2026-07-01}]", [(1, 30)]),
        ("[{phase: steady, from: 2026-04-16}]", [(1, 30)]),
        ("[{phase: baselining, from: 2026-04-16}]", [(1, 15), (16, 30)]),
        ("[{phase: baselining, from: 2026-04-20}]", [(1, 19), (20, 30)]),
    ],
)
def test_a_phase_begins_a_part_on_the_day_from_which_it_judges_otherwise(phases, found):
    assert found == parts(amended(f"phases: {phases}"))


def test_a_longer_baselining_is_no_other_part():
    phase = "phases: [{{phase: baselining, from: 2026-01-01, to: {}}}]"
    promise = phase.format("2026-06-30") + "\n" + amended(phase.format("2026-09-30"))

    assert [(1, 30)] == parts(promise)
