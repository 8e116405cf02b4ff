"""A disputed verdict keeps its status and says that it is disputed; what nobody contests stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from partnership.checks import find_all
from partnership.documents import Dispute, Measurement, Partnership
from partnership.judging import Status, judge
from partnership.judging.disputes import last_day_to_decide, last_day_to_raise
from tests.judging.agreements import CALENDAR, PARTNERSHIP, agreement, measurement, row, sla

ROWS = (
    "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 80%}\n"
)
OUTCOME = "outcome: {decision: %s, on: 2026-04-20, reason: Both looked at it.}\n"
LIMITS = (
    PARTNERSHIP + "disputes: {raised_within: 10 business days, decided_within: 5 business days}\n"
)
AS_OF = date(2026, 4, 17)


def dispute(more="", segments="segments: [standard]\n", raised="2026-04-10"):
    return (
        f"kind: Dispute\nid: slates\nmeasurement: first-slate.2026-03\n{segments}"
        f"raised_by: provider\nraised_on: {raised}\nclaim: Two were counted twice.\n{more}"
    )


def contested(folder, *records, partnership=PARTNERSHIP, correction=()):
    measured = measurement("2026-03", row("15/30", "standard"), row("29/30", "critical"))
    return agreement(
        folder,
        partnership,
        sla(ROWS, effective="{from: 2026-03-01}"),
        measured.replace("2026-07-08", "2026-04-08"),
        *correction,
        *records,
    )


def march(found, as_of=AS_OF):
    verdicts = [one for one in judge(found, as_of) if one.period == "2026-03"]
    return {one.segment: (one.status, one.disputed) for one in verdicts}


def told(found, as_of=AS_OF):
    checks = {"late-dispute", "overdue-dispute", "dispute-of-no-row", "upheld-without-correction"}
    return [one.message for one in find_all(found, as_of) if one.check in checks]


def test_the_contested_row_is_marked_and_the_other_stands(tmp_path):
    assert {
        "standard": (Status.MINIMUM_MISSED, True),
        "critical": (Status.MET, False),
    } == march(contested(tmp_path, dispute()))


def test_without_rows_every_row_is_contested(tmp_path):
    found = march(contested(tmp_path, dispute(segments="")))

    assert {"standard": True, "critical": True} == {row: said for row, (_, said) in found.items()}


@pytest.mark.parametrize("decision", ["upheld", "dismissed", "settled"])
def test_the_mark_goes_on_the_day_of_the_outcome(tmp_path, decision):
    found = contested(tmp_path, dispute(OUTCOME % decision))

    assert march(found, date(2026, 4, 19))["standard"] == (Status.MINIMUM_MISSED, True)
    assert march(found, date(2026, 4, 20))["standard"] == (Status.MINIMUM_MISSED, False)


def test_before_it_is_raised_nothing_is_marked(tmp_path):
    assert (Status.MINIMUM_MISSED, False) == march(
        contested(tmp_path, dispute()), date(2026, 4, 9)
    )["standard"]


def test_a_correction_is_not_what_was_contested(tmp_path):
    corrected = measurement(
        "2026-03", row("27/30", "standard"), row("29/30", "critical"), correction=".r1"
    )
    found = contested(tmp_path, dispute(), correction=[corrected])

    assert (Status.MET, False) == march(found)["standard"]


def test_a_dispute_after_the_last_day_does_not_count(tmp_path):
    """Ten business days after 8 April end on 22 April."""
    last = contested(tmp_path / "a", dispute(raised="2026-04-22"), partnership=LIMITS)
    late = contested(tmp_path / "b", dispute(raised="2026-04-23"), partnership=LIMITS)

    assert march(last, date(2026, 4, 23))["standard"][1]
    assert not march(late, date(2026, 4, 23))["standard"][1]
    assert [] == told(last, date(2026, 4, 23))
    assert [
        (
            "the provider contests `first-slate.2026-03` on 2026-04-23, and could until 2026-04-22: it"
            " does not count"
        )
    ] == told(late, date(2026, 4, 23))


def test_an_undecided_dispute_is_overdue_after_its_last_day(tmp_path):
    """Five business days after 10 April end on 17 April."""
    found = contested(tmp_path, dispute(), partnership=LIMITS)

    assert [] == told(found, date(2026, 4, 17))
    assert ["the dispute of 2026-04-10 was to be decided by 2026-04-17"] == told(
        found, date(2026, 4, 18)
    )
    assert [] == told(
        contested(tmp_path / "b", dispute(OUTCOME % "settled"), partnership=LIMITS),
        date(2026, 5, 18),
    )


def test_an_upheld_dispute_asks_for_a_correction_until_there_is_one(tmp_path):
    upheld = dispute(OUTCOME % "upheld")
    corrected = measurement(
        "2026-03", row("27/30", "standard"), row("29/30", "critical"), correction=".r1"
    )

    assert ["the dispute is upheld, and `first-slate.2026-03` is still what counts"] == told(
        contested(tmp_path / "a", upheld)
    )
    assert [] == told(contested(tmp_path / "b", upheld, correction=[corrected]))


def test_an_answer_older_than_its_dispute_is_found(tmp_path):
    early = OUTCOME.replace("2026-04-20", "2026-04-02") % "settled"

    assert ["the outcome of 2026-04-02 is older than the dispute of 2026-04-10"] == told(
        contested(tmp_path, dispute(early))
    )


def test_two_disputes_of_one_measurement_both_count(tmp_path):
    other = dispute(segments="segments: [critical]\n").replace("id: slates", "id: others")
    found = march(contested(tmp_path, dispute(), other))

    assert {"standard": True, "critical": True} == {row: said for row, (_, said) in found.items()}


def test_days_are_counted_by_the_terms_that_hold_then(tmp_path):
    """From April ten days are three, and the promise counts on a calendar of weekends."""
    weekends = CALENDAR.replace("provider-uk", "weekends").replace(
        "workdays: [monday, tuesday, wednesday, thursday, friday]", "workdays: [saturday, sunday]"
    )
    partnership = f"{LIMITS}amendments:\n  - {{from: 2026-04-01, disputes: {{raised_within: 3 business days}}}}\n"
    terms = sla(
        ROWS,
        effective="{from: 2026-03-01}",
        more="amendments:\n  - {from: 2026-04-01, calendar: weekends}\n",
    )
    last, late = (
        contested(
            tmp_path / raised,
            weekends,
            terms,
            dispute(raised=raised),
            partnership=partnership,
        )
        for raised in ("2026-04-18", "2026-04-19")
    )

    assert [] == told(last, date(2026, 4, 20))
    assert [
        (
            "the provider contests `first-slate.2026-03` on 2026-04-19, and could until 2026-04-18: it"
            " does not count"
        )
    ] == told(late, date(2026, 4, 20))


def test_without_a_partnership_a_dispute_counts_on_any_day(tmp_path):
    found = contested(tmp_path, dispute(raised="2026-04-16"))
    alone = tuple(one for one in found.documents if not isinstance(one, Partnership))

    assert march(replace(found, documents=alone))["standard"] == (Status.MINIMUM_MISSED, True)


def test_a_dispute_of_a_measurement_that_is_gone_is_neither_late_nor_overdue(tmp_path):
    found = contested(tmp_path, dispute(), partnership=LIMITS)
    [first] = found.of(Dispute)
    gone = tuple(one for one in found.documents if not isinstance(one, Measurement))
    found = replace(found, documents=gone)

    assert (None, None) == (last_day_to_raise(found, first), last_day_to_decide(found, first))
    assert not [one for one in told(found, date(2026, 8, 1)) if "dispute" in one]
