"""What can still become of a period that runs: what is proved, and what is not claimed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.judging.chances import History
from partnership.judging.outlook import outlooks
from partnership.judging.prospects import Asking, Before, Known, Prospect
from partnership.judging.slas import judge_in_full
from partnership.judging.verdicts import Status
from tests.judging.agreements import agreement, measurement, months, row, sla
from tests.judging.ahead import TODAY, looked, running, uncounted
from tests.judging.test_chances import past

CLOSED = {"takes_new": False}
ALL = "  - {id: all, within: 7 business days, expected: 90%, minimum: 80%}\n"
SURE = "  - {id: all, within: 7 business days, expected: 100%, minimum: 100%}\n"
JULY = "{from: 2026-07-01}"


def one(tmp_path, counts, flights, *documents, as_of=TODAY, **more):
    """The outlook of one row."""
    found = agreement(tmp_path, *(documents or (sla(effective=JULY),)))
    (outlook,) = looked(found, running(found, counts, flights=flights, **more), as_of=as_of)
    return outlook


def test_misses_left_are_counted_among_those_known(tmp_path):
    """Of 20 known, 4 may miss the minimum and 2 the expected level; one has."""
    found = one(tmp_path, "9/10", {"open": 6, "stopped": 4})

    assert Prospect.OPEN is found.prospect
    assert {"expected": 1, "minimum": 3} == dict(found.left)
    assert "1 of 20 known missed, 6 in flight: 3 more may miss before the minimum is missed" == (
        found.reason
    )
    assert ("First slate on time", "90.00% (9/10)") == (found.title, found.so_far)


def test_what_all_in_flight_can_miss_is_safe_once_nobody_else_can_come(tmp_path):
    closed = one(tmp_path, "18/19", {"open": 3, **CLOSED})
    still_open = one(tmp_path / "open", "18/19", {"open": 3})

    assert Prospect.SAFE is closed.prospect
    assert (Status.MET, Status.EXPECTED_MISSED) == closed.possible
    assert "1 of 22 known missed; the minimum holds even if all 3 in flight miss" == closed.reason
    assert Prospect.OPEN is still_open.prospect


def test_what_newcomers_alone_can_save_is_at_risk_and_without_them_lost(tmp_path):
    at_risk = one(tmp_path, "6/10", {"open": 3})
    lost = one(tmp_path / "lost", "6/10", {"open": 3, **CLOSED})

    assert (Prospect.AT_RISK, True) == (at_risk.prospect, at_risk.is_at_risk)
    assert {"expected": -3, "minimum": -2} == dict(at_risk.left)
    assert "4 of 13 known missed; only subjects that have not started yet can keep the minimum" == (
        at_risk.reason
    )
    assert (Prospect.LOST, True) == (lost.prospect, lost.is_at_risk)
    assert (Status.MINIMUM_MISSED,) == lost.possible


def test_one_miss_loses_what_allows_none_however_many_may_come(tmp_path):
    found = one(tmp_path, "8/9", {"open": 3}, sla(SURE, effective=JULY))

    assert Prospect.LOST is found.prospect


def test_what_may_leave_the_count_can_still_save_or_spoil_it(tmp_path):
    """With a floor of 10, three of eleven in flight may be put on hold, and nothing is judged."""
    floor = sla(effective=JULY, more="low_volume: {below: 10, then: report only}\n")

    found = one(tmp_path, "6/8", {"open": 3, **CLOSED}, floor)

    assert Prospect.OPEN is found.prospect
    assert Status.INSUFFICIENT_DATA in found.possible


def test_what_stays_below_the_floor_will_not_be_judged(tmp_path):
    floor = sla(effective=JULY, more="low_volume: {below: 10, then: report only}\n")

    found = one(tmp_path, "1/4", {"open": 3, **CLOSED}, floor)

    assert Prospect.NOT_JUDGED is found.prospect
    assert not found.is_at_risk
    assert "4 counted, and below 10 the number is only reported" == found.reason


def test_misses_allowed_at_low_volume_are_allowed_ahead(tmp_path):
    allowed = sla(effective=JULY, more="low_volume: {below: 5, then: allow misses, misses: 1}\n")

    safe = one(tmp_path, "2/2", {"open": 1, **CLOSED}, allowed)
    lost = one(tmp_path / "lost", "1/3", {"open": 1, **CLOSED}, allowed)

    assert Prospect.SAFE is safe.prospect
    assert Prospect.LOST is lost.prospect


def test_baselining_is_not_judged(tmp_path):
    phases = "phases:\n  - {phase: baselining, from: 2026-07-01, to: 2026-12-31}\n"

    found = one(tmp_path, "1/10", {"open": 1}, sla(effective=JULY, more=phases))

    assert Prospect.NOT_JUDGED is found.prospect


def test_what_was_carried_forward_is_judged_together(tmp_path):
    pooled = sla(
        effective="{from: 2026-06-01}", more="low_volume: {below: 9, then: carry forward}\n"
    )

    found = one(tmp_path, "3/3", {"open": 1, **CLOSED}, pooled, measurement("2026-06", row("2/6")))

    assert Prospect.LOST is found.prospect


def test_nothing_is_claimed_where_an_earlier_period_may_carry_something(tmp_path):
    """June is over and not measured yet: what it carries is not known."""
    pooled = sla(
        effective="{from: 2026-06-01}", more="low_volume: {below: 9, then: carry forward}\n"
    )

    found = one(tmp_path, "9/9", {**CLOSED}, pooled, as_of=date(2026, 7, 3))

    assert Prospect.OPEN is found.prospect


def test_one_miss_of_the_expected_level_too_many_is_foreseen(tmp_path):
    chronic = "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}\n"
    documents = (
        sla(effective="{from: 2026-05-01}", more=chronic),
        *months("2026-05", ("17/20", "17/20")),
    )

    found = one(tmp_path, "17/20", CLOSED, *documents)

    assert Prospect.LOST is found.prospect
    assert {"expected": -1, "minimum": -1} == dict(found.left)


def test_what_is_placed_by_its_stop_can_always_grow(tmp_path):
    """A clock that starts on the last day may stop on it."""
    by_stop = sla(effective=JULY).replace("placed_by: due date", "placed_by: stop")

    found = one(tmp_path, "6/10", {"open": 3}, by_stop, open_past_due=2)

    assert Prospect.AT_RISK is found.prospect
    assert 2 == found.known.overdue


def test_what_is_open_past_due_and_can_be_left_out_is_not_lost(tmp_path):
    """Placed by start, a subject that is cancelled late is left out: 8 of 10 can still come."""
    by_start = sla(effective=JULY, more="matures: 1 month\n")
    by_start = by_start.replace("placed_by: due date", "placed_by: start")

    found = one(tmp_path, "8/12", CLOSED, by_start, open_past_due=2)

    assert Prospect.AT_RISK is found.prospect
    assert "4 of 12 known missed; only past due subjects that are left out after all can keep" in (
        found.reason
    )


@pytest.mark.parametrize(
    ("placed_by", "said", "counts", "past_due", "known"),
    [
        ("due date", "counts as a miss", "8/12", 2, Known(8, 4, 0, 0, takes_new=False)),
        ("start", "counts as a miss", "8/12", 2, Known(8, 2, 2, 0, takes_new=False)),
        ("start", "counts as a miss", "8/12", None, Known(8, 4, 0, 0, takes_new=False)),
        # Relief counts both as met: neither is a miss that could be left out.
        ("start", "counts as a miss", "12/12", 2, Known(12, 0, 0, 0, takes_new=False)),
        ("start", "ignored", "8/12", 2, Known(8, 4, 0, 2, takes_new=False)),
    ],
)
def test_a_miss_that_is_open_past_due_may_leave_unless_its_due_date_places_it(
    tmp_path, placed_by, said, counts, past_due, known
):
    promise = sla(effective=JULY, more="" if placed_by == "due date" else "matures: 1 month\n")
    promise = promise.replace("placed_by: due date", f"placed_by: {placed_by}")

    found = one(
        tmp_path,
        counts,
        CLOSED,
        promise.replace("counts as a miss", said),
        open_past_due=past_due,
    )

    assert known == found.known


def test_what_too_many_leavers_leave_unjudged_fewer_may_still_save(tmp_path):
    """8 of 11 kept, 3 open past due: without one 8 of 10 are kept, without two 9 are too few."""
    floor = "matures: 1 month\nlow_volume: {below: 10, then: report only}\n"
    by_start = sla(effective=JULY, more=floor).replace("placed_by: due date", "placed_by: start")

    found = one(tmp_path, "8/11", CLOSED, by_start, open_past_due=3)
    fewer = one(tmp_path / "fewer", "8/9", CLOSED, by_start, open_past_due=1)

    assert Prospect.AT_RISK is found.prospect
    assert {
        Status.EXPECTED_MISSED,
        Status.MINIMUM_MISSED,
        Status.INSUFFICIENT_DATA,
    } == {*found.possible}
    assert (Prospect.NOT_JUDGED, (Status.INSUFFICIENT_DATA,)) == (fewer.prospect, fewer.possible)


def test_what_is_in_flight_can_save_by_leaving_where_few_may_miss(tmp_path):
    """Below 5, two may miss: 3 of 5 are too few, and 2 of 4 are allowed once one is left out."""
    allowed = sla(effective=JULY, more="low_volume: {below: 5, then: allow misses, misses: 2}\n")

    found = one(tmp_path, "1/3", {"open": 2, **CLOSED}, allowed)

    assert Prospect.AT_RISK is found.prospect
    assert found.reason == (
        "2 of 5 known missed; only subjects that are left out after all can keep the minimum"
    )


def test_one_miss_too_many_is_foreseen_where_repeats_are_counted_in_working_time(tmp_path):
    """Two misses of the expected level came before, each within 30 business days of the next."""
    more = (
        "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}\n"
        "repeat: {within: 30 business days, multiplier: 2}\n"
    )
    documents = (
        sla(effective="{from: 2026-05-01}", more=more),
        *months("2026-05", ("17/20", "17/20")),
    )

    found = one(tmp_path, "17/20", CLOSED, *documents)

    assert Prospect.LOST is found.prospect


def test_open_subjects_that_are_ignored_may_still_stop_late(tmp_path):
    ignored = sla(effective=JULY).replace("counts as a miss", "ignored")

    found = one(tmp_path, "9/10", CLOSED, ignored, open_past_due=5)

    assert 5 == found.known.flying
    assert Prospect.OPEN is found.prospect


def test_of_a_median_nothing_is_claimed(tmp_path):
    median = sla(
        "  - {id: all, expected: 5 business days, minimum: 7 business days}\n",
        statistic="median",
        effective=JULY,
    )

    found = one(tmp_path, "0/0", CLOSED, median, closed={"9": 3}, n=3)

    assert Prospect.OPEN is found.prospect
    assert "a median can go either way until the period ends" == found.reason
    assert "9 business days (n 3)" == found.so_far


def test_of_a_ratio_nothing_is_claimed(tmp_path):
    """Offers have no clock: what is in flight of them nobody counts."""
    offers = sla(
        "  - {id: all, expected: 50%, minimum: 40%}\n",
        measures="offer-acceptance",
        statistic="ratio of sums",
        effective=JULY,
    )

    found = one(tmp_path, "9/10", CLOSED, offers)

    assert Prospect.OPEN is found.prospect
    assert "a ratio of sums can go either way until the period ends" == found.reason


def test_chances_can_be_learned_from_another_past_than_its_own(tmp_path):
    """Six months in which two of twenty missed, of a promise that is new here."""
    found = agreement(tmp_path, sla(effective=JULY))
    counts = running(found, "9/10", flights={"open": 1, "length": {"3": 1}})
    history = History({"all": past(2, 2, 2, 2, 2, 2)})

    def chance(histories):
        (seen,) = outlooks(found, (), {counts.key: counts}, (), TODAY, histories)
        return seen.chance and seen.chance.periods

    assert (None, 6) == (chance(None), chance({"first-slate": history}))


def test_of_what_cannot_be_judged_no_value_is_shown(tmp_path):
    """Days cannot be held against a share."""
    days = "  - {id: all, within: 7 business days, expected: 5 business days, minimum: 7 business days}\n"

    found = one(tmp_path, "9/10", CLOSED, sla(days, effective=JULY))

    assert "" == found.so_far


def test_counts_without_what_is_in_flight_are_not_counted(tmp_path):
    found = one(tmp_path, "9/10", {"to": "2026-07-30"})

    assert Prospect.NOT_COUNTED is found.prospect
    assert "its counts have no such row" == found.reason


def test_what_one_row_has_missed_is_not_held_against_another(tmp_path):
    """Three misses of the expected level weigh like one of the minimum: two of the first row came before."""
    rows = ALL.replace("all", "one, when: {urgency: standard}") + ALL.replace(
        "all", "two, otherwise: true"
    )
    chronic = "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}\n"
    found = agreement(
        tmp_path,
        sla(rows, effective="{from: 2026-05-01}", more=chronic),
        *(
            measurement(month, row("17/20", "one"), row("19/20", "two"))
            for month in ("2026-05", "2026-06")
        ),
    )

    def prospect(name: str) -> Prospect:
        flights = {"segment": name, **CLOSED}
        seen = looked(found, running(found, "17/20", segment=name, flights=flights))
        return {one.segment: one.prospect for one in seen}[name]

    assert {"one": Prospect.LOST, "two": Prospect.SAFE} == {
        name: prospect(name) for name in ("one", "two")
    }


def test_of_withheld_numbers_nothing_is_told(tmp_path):
    found = one(tmp_path, "3/4", {"withheld": True})

    assert Prospect.OPEN is found.prospect
    assert "withheld for privacy: nothing is told of so few" == found.reason


def test_what_both_owe_is_at_risk_for_nobody(tmp_path):
    found = one(tmp_path, "2/10", CLOSED, sla(effective=JULY, owed_by="both"))

    assert (Prospect.LOST, False) == (found.prospect, found.is_at_risk)


def test_a_period_without_counts_is_not_known_to_be_safe(tmp_path):
    (found,) = uncounted(agreement(tmp_path, sla(effective=JULY)), "2026-07", "not counted")

    assert (Prospect.NOT_COUNTED, "not counted") == (found.prospect, found.reason)
    assert found.needs_someone
    assert not found.is_at_risk


LOW = ("", "report only", "allow misses, misses: 1", "carry forward")


@pytest.mark.parametrize("low", LOW)
def test_no_course_leads_to_a_verdict_that_was_ruled_out(tmp_path, low):
    """Every course of everything in flight, tried one by one, ends in a verdict foreseen."""
    volume = f"low_volume: {{below: 6, then: {low}}}\n" if low else ""
    agreed = agreement(tmp_path, sla(ALL, effective=JULY, more=volume))
    (case,) = (judged.case for judged in judge_in_full(agreed, TODAY) if judged.case)
    counted = running(agreed, "0/0")

    @settings(max_examples=60, deadline=None)
    @given(*(st.integers(0, 7) for _ in range(4)), st.booleans())
    def tried(kept, missed, overdue, flying, takes_new):
        asking = Asking(agreed, case, Before(), counted)
        known = Known(kept, missed, overdue, flying, takes_new)
        possible = asking.possible(known)
        newcomers = range(4) if takes_new else range(1)
        came = {
            asking.status(kept + hits + good, missed + late + misses + bad)[0]
            for late in range(overdue + 1)
            for hits in range(flying + 1)
            for misses in range(flying + 1 - hits)
            for good in newcomers
            for bad in newcomers
        }

        assert came <= possible
        prospect = asking.prospect(known, possible)
        if prospect is Prospect.SAFE:
            assert Status.MINIMUM_MISSED not in came
        if prospect is Prospect.LOST:
            assert not came & {Status.MET, Status.EXPECTED_MISSED}
        if not takes_new and Status.MINIMUM_MISSED not in came and Status.MET in came:
            assert prospect is Prospect.SAFE

    tried()
