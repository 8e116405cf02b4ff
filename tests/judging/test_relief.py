"""Relief of two sides: what counts, until when notice is in time, and what judging says of it."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import late_relief_notice, measured_too_early, measured_twice
from partnership.documents import SLA, Relief
from partnership.judging import Status
from partnership.judging.explaining import explain
from partnership.measuring.reliefs import accepted_reliefs
from tests.judging.agreements import agreement, measurement, relief, row, sla, verdicts

MARCH = "{from: 2026-03-01, to: 2026-03-31}"
NOTICE = "relief: extend the clock\nrelief_notice: 5 business days\n"
LATE = relief(answer="{by: client, decision: accepted, on: 2026-04-02}").replace(
    "notified_on: 2026-03-17", "notified_on: 2026-03-24"
)


def counted(folder, written, more=NOTICE, **terms):
    """Name the relief that counts for the SLA."""
    agreed = agreement(folder, sla(more=more, **terms), written)
    (promise,) = agreed.of(SLA)
    found = accepted_reliefs(agreed, promise, date(2026, 7, 1))
    return [one.relief.id for one in found]


@pytest.mark.parametrize(
    ("notified", "known"),
    [("2026-03-16", True), ("2026-03-23", True), ("2026-03-24", False)],
    ids=["the day it begins", "the fifth business day", "a day later"],
)
def test_notice_is_in_time_for_five_business_days(tmp_path, notified, known):
    """A hold from Monday 16 March: the fifth business day after it is Monday 23 March."""
    written = LATE.replace("notified_on: 2026-03-24", f"notified_on: {notified}")

    assert (["relief-2026-001"] if known else []) == counted(tmp_path, written)


def test_without_an_agreed_notice_relief_is_never_late(tmp_path):
    assert ["relief-2026-001"] == counted(tmp_path, LATE, more="relief: extend the clock\n")


def test_the_notice_of_the_day_the_reason_began_holds(tmp_path):
    """A longer notice that is agreed later does not bring back what was lost before."""
    amended = NOTICE + "amendments:\n  - {from: 2026-03-20, relief_notice: 20 business days}\n"

    assert [] == counted(tmp_path, LATE, more=amended)


@pytest.mark.parametrize(
    ("answer", "known"),
    [
        ("{by: client, decision: accepted, on: 2026-03-18}", True),
        (
            (
                "{by: client, decision: accepted in part, on: 2026-03-18, "
                "part: {from: 2026-03-16, until: 2026-03-20}}"
            ),
            True,
        ),
        ("{by: client, decision: refused, on: 2026-03-18}", False),
        ("{by: provider, decision: accepted, on: 2026-03-18}", False),
    ],
    ids=["accepted", "accepted in part", "refused", "accepted by who asks"],
)
def test_only_what_the_other_party_accepted_counts(tmp_path, answer, known):
    assert (["relief-2026-001"] if known else []) == counted(tmp_path, relief(answer=answer))


def test_a_record_that_used_late_relief_is_measured_again(tmp_path):
    agreed = agreement(tmp_path / "first", sla(more=NOTICE), LATE)
    (late,) = agreed.of(Relief)
    found = measurement("2026-03", row("38/40"), reliefs=f"{{relief-2026-001: {late.digest}}}")

    (verdict,) = verdicts(tmp_path / "next", sla(effective=MARCH, more=NOTICE), LATE, found)

    assert (Status.NOT_MEASURED, "relief") == (verdict.status, verdict.decided_by)
    assert "measured with other relief (relief-2026-001): measure again" == verdict.reason


def test_late_notice_is_told_with_its_arithmetic(tmp_path):
    agreed = agreement(tmp_path, sla(more=NOTICE), LATE)

    (finding,) = late_relief_notice.find(agreed)

    assert (
        "`first-slate` takes notice until 2026-03-23, 5 business days after 2026-03-16; "
        "this one is of 2026-03-24 and does not count"
    ) == finding.message


def test_notice_on_a_calendar_without_work_asks_nothing(tmp_path):
    still = NOTICE + "amendments:\n  - {from: 2026-03-01, relief_notice: 0 business days}\n"

    assert [] == list(late_relief_notice.find(agreement(tmp_path, sla(more=NOTICE), relief())))
    (finding,) = late_relief_notice.find(agreement(tmp_path / "none", sla(more=still), relief()))
    assert "takes notice until 2026-03-16, 0 business days after 2026-03-16" in finding.message


def test_volume_outside_its_band_is_relief_like_any_other(tmp_path):
    written = relief().replace("type: hold", "type: volume outside band")

    assert ["relief-2026-001"] == counted(tmp_path, written)


def test_what_was_known_before_the_period_was_over_judges_nothing(tmp_path):
    early = measurement("2026-03", row("40/40")).replace("known: 2026-07-08", "known: 2026-03-31")

    (verdict,) = verdicts(tmp_path, sla(effective=MARCH), early)
    (finding,) = measured_too_early.find(agreement(tmp_path, sla(effective=MARCH), early))

    assert Status.NOT_MEASURED == verdict.status
    assert "measured on 2026-03-31, before 2026-03 was over: measure again" == verdict.reason
    assert finding.message.endswith("is known since 2026-03-31, and 2026-03 ends on 2026-03-31")


def test_two_rows_of_one_segment_are_found(tmp_path):
    twice = measurement("2026-03", row("1/40"), row("40/40"))

    (finding,) = measured_twice.find(agreement(tmp_path, sla(effective=MARCH), twice))

    assert "`first-slate.2026-03` has two rows `all`" == finding.message


def test_rows_of_two_parts_are_two(tmp_path):
    parts = measurement(
        "2026-03",
        row("1/40", more="from: 2026-03-01, to: 2026-03-15"),
        row("40/40", more="from: 2026-03-16, to: 2026-03-31"),
    )

    assert [] == list(measured_twice.find(agreement(tmp_path, sla(effective=MARCH), parts)))


@pytest.mark.parametrize(
    ("owed_by", "client", "provider", "words"),
    [
        (
            *("provider", 1, 9),
            (
                "of 5 so excused the client alone kept the ball 1 day, "
                "and it was with the provider, or with nobody late, 9 days"
            ),
        ),
        (
            *("client", 12, 0),
            (
                "of 5 so excused the provider alone kept the ball 0 days, "
                "and it was with the client, or with nobody late, 12 days"
            ),
        ),
    ],
    ids=["the provider owes", "the client owes"],
)
def test_relief_tells_in_whose_court_the_ball_was(tmp_path, owed_by, client, provider, words):
    other = "client" if owed_by == "provider" else "provider"
    court = f"court: {{subjects: 5, client: {client}, provider: {provider}}}"
    agreed = agreement(
        tmp_path,
        sla(effective=MARCH, owed_by=owed_by, more="excused_by: [review]\n"),
        sla(name="review", effective=MARCH, owed_by=other),
        measurement(
            "2026-03",
            row("38/40", more=f"before_relief: {{numerator: 36, denominator: 40}}, {court}"),
        ),
    )

    steps = {
        step.name: step.text for step in explain(agreed, date(2026, 7, 10), "first-slate").steps
    }

    assert (
        "before 36/40 = 90.00%, after 38/40 = 95.00% "
        f"(time in which only `review` was late); {words}"
    ) == steps["relief"]


@pytest.mark.parametrize(
    ("statistic", "before", "words"),
    [
        ("median", "denominator: 3, value: 73/2", "before 36.5 calendar days of 3, after 26 calendar days of 3"),
        ("mean", "numerator: 108, denominator: 3", "before 36 calendar days of 3, after 29.33 calendar days of 3"),
        ("median", "denominator: 0", "before nothing counted, after 26 calendar days of 3"),
    ],
)  # fmt: skip
def test_relief_of_a_middle_is_told_in_its_unit(tmp_path, statistic, before, words):
    levels = "  - {id: all, expected: 30 calendar days, minimum: 40 calendar days}\n"
    counts = "n: 3, closed: {'26': 2, '36': 1}"
    agreed = agreement(
        tmp_path,
        sla(levels, measures="time-to-fill", statistic=statistic, more="excused_by: [review]\n"),
        sla(name="review", owed_by="client"),
        measurement("2026-03", row(counts, more=f"before_relief: {{{before}}}")),
    )

    steps = {
        step.name: step.text for step in explain(agreed, date(2026, 4, 10), "first-slate").steps
    }

    assert f"{words} (time in which only `review` was late)" == steps["relief"]


def test_relief_that_changed_no_count_is_told_with_its_names(tmp_path):
    agreed = agreement(tmp_path / "first", sla(more=NOTICE), relief())
    (used,) = agreed.of(Relief)
    found = measurement("2026-03", row("38/40"), reliefs=f"{{relief-2026-001: {used.digest}}}")
    agreed = agreement(tmp_path / "next", sla(effective=MARCH, more=NOTICE), relief(), found)

    steps = {
        step.name: step.text for step in explain(agreed, date(2026, 7, 10), "first-slate").steps
    }

    assert (
        "changed no count, by `extend the clock` (relief-2026-001, answer declared, not verified)"
    ) == steps["relief"]


def test_relief_that_is_answered_after_the_day_judged_is_told(tmp_path):
    """It is accepted on 10 April, the day from which nothing more is said."""
    late = relief(answer="{by: client, decision: accepted, on: 2026-04-10}")
    (used,) = agreement(tmp_path / "first", sla(more=NOTICE), late).of(Relief)
    found = measurement("2026-03", row("38/40"), reliefs=f"{{relief-2026-001: {used.digest}}}")
    agreed = agreement(tmp_path / "next", sla(effective=MARCH, more=NOTICE), late, found)

    told = {
        day: next(
            step.text
            for step in explain(agreed, date(2026, 4, day), "first-slate", "2026-03").steps
            if step.name == "relief"
        )
        for day in (9, 10)
    }

    said = "; relief-2026-001 was answered on 2026-04-10, after 2026-04-09, and counts all the same"
    assert told[9] == told[10] + said
