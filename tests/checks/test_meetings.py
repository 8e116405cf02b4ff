"""Recurrence that cannot be meant: the arithmetic of each finding."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import find_all
from partnership.loading import load
from tests.duties.agreements import CADENCE, agreement

TUESDAY = "every week on Tuesday at 10:00 Europe/London"


def told(folder, as_of=date(2026, 1, 2), *, recurrence=TUESDAY, more="", **replaced):
    """Messages of the checks of recurrence about one cadence."""
    text = CADENCE.replace(TUESDAY, recurrence) + more
    for old, new in replaced.items():
        text = text.replace(
            {"duration": "45 elapsed minutes", "days": "{from: 2026-01-01}"}[old], new, 1
        )
    found = agreement(folder, cadence=text)
    checks = {"meeting-never-held", "meeting-too-often", "meeting-at-no-hour"}
    return [one.message for one in find_all(found, as_of) if one.check in checks]


def test_a_meeting_longer_than_the_time_to_the_next_overlaps_with_itself(tmp_path):
    said = told(tmp_path, recurrence="every business day at 10:00 UTC", duration="25 elapsed hours")

    assert ["it lasts 1500 minutes, and the next one begins 1440 minutes after it"] == said


def test_a_quarter_of_the_week_is_not_too_much_and_a_minute_more_is(tmp_path):
    """Twenty meetings in four weeks: 20 times 120 minutes are 40 hours of 160."""
    every_day = "every business day at 10:00 UTC"

    assert [] == told(tmp_path / "a", recurrence=every_day, duration="120 elapsed minutes")
    assert [
        "it takes 20 × 121 = 2420 minutes in four weeks, and a quarter of the time at work is 2400"
    ] == told(tmp_path / "b", recurrence=every_day, duration="121 elapsed minutes")


def test_a_cadence_that_ends_before_its_first_date_is_never_held(tmp_path):
    said = told(tmp_path, days="{from: 2026-01-07, to: 2026-01-12}")

    assert [f"`{TUESDAY}` gives no meeting in the 6 days from 2026-01-07"] == said


def test_the_29th_of_february_comes_every_four_years(tmp_path):
    assert [] == told(tmp_path / "a", recurrence="every year on 29 February at 10:00 UTC")
    assert [
        (
            "`every year on 31 April at 10:00 UTC` gives no meeting in the 3295 days from 2026-01-01: "
            "April has at most 30 days"
        )
    ] == told(tmp_path / "b", recurrence="every year on 31 April at 10:00 UTC")


@pytest.mark.parametrize(
    ("zone", "at", "messages"),
    [
        ("Europe/London", "01:00", 2),
        ("Europe/London", "02:00", 0),
        ("Europe/Berlin", "02:30", 2),
        ("Asia/Kolkata", "02:30", 0),
    ],
    ids=["the hour that moves", "the hour after it", "an hour later in Berlin", "no summer time"],
)
def test_only_the_hour_that_moves_is_told(tmp_path, zone, at, messages):
    said = told(
        tmp_path,
        recurrence=f"every week on Sunday at {at} {zone}",
        more="on_holiday: hold all the same\n",
    )

    assert messages == len(said)


def test_a_meeting_moved_off_the_sunday_meets_no_shift(tmp_path):
    assert [] == told(tmp_path, recurrence="every week on Sunday at 01:00 Europe/London")


def test_every_second_is_no_recurrence_and_a_right_one_is_shown(tmp_path):
    agreement(tmp_path)
    (tmp_path / "partnership" / "weekly.yaml").write_text(
        CADENCE.replace(TUESDAY, "every second"), encoding="utf-8"
    )
    (refused,) = load(tmp_path).refused

    assert "`every second` is not a recurrence" in refused.message
    assert "every month on the 3rd Tuesday at 10:00 Europe/London" in refused.hint
