"""The first status that holds, in the order of the design; only a measured promise is ever met."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from partnership.canonical import digest
from partnership.judging import Status, judge
from partnership.judging.measured import NOBODY
from partnership.loading import load
from tests.judging.agreements import (
    CALENDAR,
    PARTNERSHIP,
    agreement,
    measurement,
    months,
    relief,
    row,
    sla,
    verdicts,
)

MARCH = "{from: 2026-03-01, to: 2026-03-31}"
AS_OF_JUNE = date(2026, 6, 1)
DATA = "missing_data: {then: exclude, at_most: 5%}\n"


def march(folder, *documents, as_of=date(2026, 5, 1), more="", **terms):
    """Judge March 2026 alone."""
    (verdict,) = verdicts(folder, sla(effective=MARCH, more=more, **terms), *documents, as_of=as_of)
    return verdict


@pytest.mark.parametrize(
    ("as_of", "status", "reason"),
    [
        (date(2026, 3, 1), Status.NOT_YET_DUE, "2026-03 runs until 2026-03-31"),
        (date(2026, 3, 31), Status.NOT_YET_DUE, "2026-03 runs until 2026-03-31"),
        (
            date(2026, 4, 1),
            Status.NOT_YET_DUE,
            "2026-03 is over; its measurement is due by 2026-04-09",
        ),
        (
            date(2026, 4, 9),
            Status.NOT_YET_DUE,
            "2026-03 is over; its measurement is due by 2026-04-09",
        ),
        (
            date(2026, 4, 10),
            Status.NOT_MEASURED,
            "there is no measurement; it was due by 2026-04-09",
        ),
    ],
    ids=["first day", "last day", "the day after", "the day it is due", "a day late"],
)
def test_a_measurement_is_due_five_business_days_after_the_period(tmp_path, as_of, status, reason):
    """Good Friday and Easter Monday are not counted: 1, 2, 7, 8 and 9 April are."""
    verdict = march(tmp_path, as_of=as_of)

    assert (status, reason) == (verdict.status, verdict.reason)
    assert (status is Status.NOT_MEASURED) == verdict.is_unmeasured


def test_a_measurement_before_it_is_due_is_judged(tmp_path):
    verdict = march(tmp_path, measurement("2026-03", row("38/40")), as_of=date(2026, 4, 1))

    assert Status.MET == verdict.status
    assert not verdict.is_due


def test_a_measurement_of_a_period_that_runs_is_not_judged(tmp_path):
    verdict = march(tmp_path, measurement("2026-03", row("38/40")), as_of=date(2026, 3, 31))

    assert Status.NOT_YET_DUE == verdict.status
    assert verdict.value is None


@pytest.mark.parametrize(
    ("within", "due"),
    [
        ("10 calendar days", date(2026, 4, 10)),
        ("2 weeks", date(2026, 4, 14)),
        ("1 month", date(2026, 4, 30)),
        ("1 year", date(2027, 3, 31)),
        ("48 elapsed hours", date(2026, 4, 2)),
        ("90 elapsed minutes", date(2026, 4, 1)),
        ("16 business hours", date(2026, 4, 2)),
        ("17 business hours", date(2026, 4, 7)),
    ],
)
def test_when_it_is_due_in_every_unit(tmp_path, within, due):
    terms = PARTNERSHIP.replace("measured_within: 5 business days", f"measured_within: {within}")

    assert due == march(tmp_path, terms, as_of=date(2026, 3, 31)).due


def test_what_matures_is_due_after_it_has_matured(tmp_path):
    """Ninety days after March end on 29 June; five business days later it is 6 July."""
    verdict = march(
        tmp_path,
        more="matures: 90 calendar days\n",
        measures="renege-rate",
        statistic="ratio of sums",
        targets="  - {id: all, expected: 5%, minimum: 10%}\n",
    )

    assert date(2026, 7, 6) == verdict.due
    assert Status.NOT_YET_DUE == verdict.status


def test_a_calendar_on_which_nothing_gets_due_is_not_measured_and_stops_no_other(tmp_path):
    idle = CALENDAR.replace(
        "workdays: [monday, tuesday, wednesday, thursday, friday]", "workdays: []"
    ).replace("id: provider-uk", "id: idle")
    still = sla(name="a-slate", effective=MARCH).replace("calendar: provider-uk", "calendar: idle")

    found = verdicts(
        tmp_path,
        idle,
        still,
        sla(effective=MARCH),
        measurement("2026-03", row("38/40"), name="a-slate"),
        measurement("2026-03", row("38/40")),
        as_of=date(2026, 5, 1),
    )

    assert [Status.NOT_MEASURED, Status.MET] == [verdict.status for verdict in found]
    assert (
        "partnership/calendars/idle.yaml: Calendar/idle has no working day, so nothing gets due"
    ) == found[0].reason
    assert found[0].is_unmeasured


def test_other_terms_than_measured_must_be_measured_again(tmp_path):
    verdict = march(tmp_path, measurement("2026-03", row("38/40"), definition="2" * 64))

    assert Status.NOT_MEASURED == verdict.status
    assert "measured under other terms: measure again" == verdict.reason
    assert "terms" == verdict.decided_by
    assert verdict.is_unmeasured


def test_a_threshold_is_not_part_of_what_was_measured(tmp_path):
    """The same counts are judged on the new level at once."""
    documents = (sla(effective=MARCH), measurement("2026-03", row("38/40")))
    assert Status.MET == verdicts(tmp_path, *documents)[0].status

    file = tmp_path / "partnership/slas/first-slate.yaml"
    file.write_text(file.read_text("utf-8").replace("90%", "96%"), "utf-8")
    stricter = sla(
        "  - {id: all, within: 7 business days, expected: 96%, minimum: 80%}\n", effective=MARCH
    )

    assert Status.EXPECTED_MISSED == verdicts(tmp_path, stricter, documents[1])[0].status


@pytest.mark.parametrize(
    ("agreed", "completeness", "status", "reason"),
    [
        (DATA, "95%", Status.MET, "95.00% (38/40) is at least the expected 90%"),
        (
            DATA,
            "94.9%",
            Status.NOT_MEASURED,
            f"events are missing for 5.10% of subjects; at most 5% may; {NOBODY}",
        ),
        (
            "missing_data: {then: block, at_most: 5%}\n",
            "99.9%",
            Status.NOT_MEASURED,
            f"events are missing for 0.10% of subjects; none may; {NOBODY}",
        ),
        ("", "10%", Status.MET, "95.00% (38/40) is at least the expected 90%"),
    ],
    ids=["at the limit", "above it", "blocked by anything missing", "no limit agreed"],
)
def test_the_gate_of_missing_data(tmp_path, agreed, completeness, status, reason):
    found = measurement("2026-03", row("38/40"), completeness=completeness)

    verdict = march(tmp_path, found, more=agreed)

    assert (status, reason) == (verdict.status, verdict.reason)


def test_a_row_that_was_not_measured_is_not_measured(tmp_path):
    verdict = march(tmp_path, measurement("2026-03", row("38/40", "another")))

    assert (Status.NOT_MEASURED, "the measurement has no row `all`") == (
        verdict.status,
        verdict.reason,
    )


@pytest.mark.parametrize("missing", ["metric", "calendar"])
def test_an_sla_whose_metric_or_calendar_is_not_there_is_not_measured(tmp_path, missing):
    named = {"metric": "time-to-first-slate", "calendar": "provider-uk"}[missing]
    promise = sla(effective=MARCH).replace(f"{missing}: {named}", f"{missing}: elsewhere")

    (verdict,) = verdicts(tmp_path, promise, as_of=date(2026, 5, 1))

    assert Status.NOT_MEASURED == verdict.status
    assert f"its {missing} `elsewhere` is not there" == verdict.reason


def test_the_last_correction_is_judged(tmp_path):
    verdict = march(
        tmp_path,
        measurement("2026-03", row("10/40")),
        measurement("2026-03", row("38/40"), correction=".r2"),
        measurement("2026-03", row("20/40"), correction=".r1"),
    )

    assert (Status.MET, "first-slate.2026-03.r2") == (verdict.status, verdict.measurement)


def test_the_tenth_correction_comes_after_the_ninth(tmp_path):
    verdict = march(
        tmp_path,
        measurement("2026-03", row("10/40")),
        measurement("2026-03", row("20/40"), correction=".r9"),
        measurement("2026-03", row("38/40"), correction=".r10"),
    )

    assert "first-slate.2026-03.r10" == verdict.measurement


def test_another_measurements_name_is_nobodys_correction(tmp_path):
    goal = measurement("2026-03", row("40/40")).replace(
        "id: first-slate.2026-03", "id: goal.first-slate.2026-03"
    )

    assert Status.NOT_MEASURED == march(tmp_path, goal).status


def test_counts_that_somebody_changed_are_not_judged(tmp_path):
    agreed = agreement(tmp_path, sla(effective=MARCH), measurement("2026-03", row("30/40")))
    file = tmp_path / "records/measurements/2026-03/first-slate.yaml"
    file.write_text(file.read_text("utf-8").replace("numerator: 30", "numerator: 38"), "utf-8")

    before, after = (judge(found, date(2026, 5, 1))[0] for found in (agreed, load(tmp_path)))

    assert (Status.MINIMUM_MISSED, Status.NOT_MEASURED) == (before.status, after.status)
    assert "its counts differ from their digest: restore the record" == after.reason


RELIEVED = "relief: extend the clock\n"
USED = relief()
DIGEST = digest(
    {
        "kind": "Relief",
        "id": "relief-2026-001",
        "type": "hold",
        "raised_by": "provider",
        "notified_on": "2026-03-17",
        "interval": {"from": "2026-03-16", "until": "2026-03-26"},
        "covers": {"subject": "requisition"},
        "affects": ["first-slate"],
        "cause": "Budget freeze put approved requisitions on hold.",
        "evidence": {"kind": "ats status", "ref": "holds-2026-03"},
        "answer": {"by": "client", "decision": "accepted", "on": "2026-03-18"},
    }
)
OTHER = "measured with other relief (relief-2026-001): measure again"


@pytest.mark.parametrize(
    ("used", "written", "reason"),
    [
        (f"{{relief-2026-001: {DIGEST}}}", USED, ""),
        ("{}", USED, OTHER),
        (f"{{relief-2026-001: {DIGEST}}}", relief(interval="{from: 2026-03-16}"), OTHER),
        (
            f"{{relief-2026-001: {DIGEST}}}",
            relief(answer="{by: client, decision: refused, on: 2026-03-18}"),
            OTHER,
        ),
        ("{}", relief(answer="{by: client, decision: refused, on: 2026-03-18}"), ""),
        ("{}", relief(interval="{from: 2026-04-01, until: 2026-04-09}"), ""),
        ("{}", relief(interval="{from: 2026-02-01, until: 2026-02-09}"), OTHER),
        (f"{{relief-2025-009: {DIGEST}}}", USED, OTHER.replace("(", "(relief-2025-009 and ")),
        (
            "{}",
            relief(
                answer="{by: client, decision: accepted in part, on: 2026-04-18, "
                "part: {from: 2026-04-01, until: 2026-04-09}}"
            ),
            "",
        ),
    ],
    ids=[
        "used as it is accepted",
        "accepted after it was measured",
        "changed since",
        "refused since",
        "refused and not used",
        "accepted for later days",
        "accepted for earlier days, from which it may have moved subjects",
        "another one was used and is gone",
        "accepted in part, for other days",
    ],
)
def test_relief_must_be_the_one_accepted_now(tmp_path, used, written, reason):
    found = measurement("2026-03", row("38/40"), reliefs=used)

    verdict = march(tmp_path, found, written, more=RELIEVED)

    expected = (Status.NOT_MEASURED, reason) if reason else (Status.MET, verdict.reason)
    assert expected == (verdict.status, verdict.reason)


def test_relief_that_leaves_too_little_excuses(tmp_path):
    more = "low_volume: {below: 10, then: report only}\n"
    counts = row("2/4", more="before_relief: {numerator: 8, denominator: 12}")

    verdict = march(tmp_path, measurement("2026-03", counts), more=more)

    assert (Status.EXCUSED, "accepted relief leaves 4 of 12 to judge") == (
        verdict.status,
        verdict.reason,
    )


def test_too_little_before_relief_is_too_little_and_not_excused(tmp_path):
    more = "low_volume: {below: 10, then: report only}\n"
    counts = row("2/4", more="before_relief: {numerator: 2, denominator: 9}")

    assert (
        Status.INSUFFICIENT_DATA
        == march(tmp_path, measurement("2026-03", counts), more=more).status
    )


def test_relief_that_leaves_nothing_excuses_without_a_floor(tmp_path):
    counts = row("0/0", more="before_relief: {numerator: 0, denominator: 3}")

    assert Status.EXCUSED == march(tmp_path, measurement("2026-03", counts)).status


def test_baselining_shows_the_value_and_judges_nothing(tmp_path):
    phases = (
        "phases:\n"
        "  - {phase: baselining, from: 2026-03-01, to: 2026-03-31}\n"
        "  - {phase: steady, from: 2026-04-01}\n"
    )
    promise = sla(effective="{from: 2026-03-01, to: 2026-04-30}", more=phases)

    march_, april = verdicts(tmp_path, promise, *months("2026-03", ["10/40", "10/40"]))

    assert Status.BASELINING == march_.status
    assert "25.00%" == march_.shown
    assert "baselining until 2026-03-31: 25.00% (10/40) is shown and not judged" == march_.reason
    assert Status.MINIMUM_MISSED == april.status


def test_a_measurement_outside_the_terms_is_not_in_force(tmp_path):
    found = verdicts(tmp_path, sla(effective=MARCH), *months("2026-02", ["0/40", "40/40"]))

    assert [("2026-03", Status.MET), ("2026-02", Status.NOT_IN_FORCE)] == [
        (verdict.period, verdict.status) for verdict in found
    ]
    assert "the SLA is not in force in 2026-02" == found[1].reason


def test_a_measurement_of_another_window_is_not_in_force(tmp_path):
    found = verdicts(tmp_path, sla(effective=MARCH), measurement("2026-Q1", row("40/40")))

    assert [Status.NOT_MEASURED, Status.NOT_IN_FORCE] == [verdict.status for verdict in found]
    assert "the SLA is judged by month, which 2026-Q1 is not" == found[1].reason


def test_an_sla_that_begins_later_has_no_period(tmp_path):
    assert () == verdicts(tmp_path, sla(effective="{from: 2027-01-01}"))


@pytest.mark.parametrize(("as_of", "told"), [(date(2026, 4, 30), 1), (date(2026, 5, 1), 2)])
def test_what_is_outside_the_terms_is_told_once_its_period_is_over(tmp_path, as_of, told):
    found = verdicts(
        tmp_path,
        sla(effective=MARCH),
        measurement("2026-03", row("38/40")),
        measurement("2026-04", row("38/40")),
        as_of=as_of,
    )

    assert told == len(found)


@pytest.mark.parametrize(
    ("period", "due"),
    [("2026-02", "2026-03-07"), ("2026-03", "2026-04-07"), ("2026-04", "2026-05-11")],
    ids=["before the partnership", "as it was first agreed", "as it was amended"],
)
def test_when_it_is_due_is_agreed_by_the_partnership_of_that_day(tmp_path, period, due):
    """Before its first day the partnership counts as it was first written."""
    terms = PARTNERSHIP.replace(
        "effective: {from: 2020-01-01}\nformat", "effective: {from: 2026-03-01}\nformat"
    ).replace("measured_within: 5 business days", "measured_within: 1 week")
    amended = f"{terms}amendments:\n  - {{from: 2026-04-15, measured_within: 11 calendar days}}\n"

    found = verdicts(tmp_path, amended, sla(effective="{from: 2026-02-01}"), as_of=AS_OF_JUNE)

    assert [due] == [str(one.due) for one in found if one.period == period]


def test_without_a_partnership_a_measurement_is_due_on_the_last_day(tmp_path):
    """Nobody has said how long measuring may take; what matures is due once it has matured."""
    matures = "matures: 5 calendar days\n"
    written = agreement(
        tmp_path, sla(effective=MARCH), sla(name="later", effective=MARCH, more=matures)
    )
    kept = tuple(one for one in written.documents if one.kind != "Partnership")

    found = judge(replace(written, documents=kept), date(2026, 5, 1))

    assert {"first-slate": date(2026, 3, 31), "later": date(2026, 4, 5)} == {
        one.sla: one.due for one in found
    }


@pytest.mark.parametrize("days", ["from: 2026-03-05", "to: 2026-03-30"])
def test_a_row_of_some_days_is_not_the_row_of_the_period(tmp_path, days):
    verdict = march(tmp_path, measurement("2026-03", row("38/40", more=days)))

    assert "the measurement has no row `all`" == verdict.reason


def test_terms_that_cannot_be_resolved_are_not_measured(tmp_path):
    """Until when notice of relief is in time is counted on a calendar on which nobody works."""
    idle = CALENDAR.replace("id: provider-uk", "id: idle").replace(
        "workdays: [monday, tuesday, wednesday, thursday, friday]", "workdays: []"
    )
    promise = sla(effective=MARCH, more=f"{RELIEVED}relief_notice: 5 business days\n")

    found = verdicts(
        tmp_path,
        idle,
        promise.replace("calendar: provider-uk", "calendar: idle"),
        measurement("2026-03", row("38/40")),
        USED,
    )

    assert [("terms", Status.NOT_MEASURED)] == [(one.decided_by, one.status) for one in found]
    assert found[0].reason.startswith("its terms cannot be resolved: ")
