"""Meetings as iCalendar: three other programs find the same occurrences in them as we do."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule

from partnership.duties.feeds import feed_of, find_feeds
from partnership.duties.schedule import find_meetings
from partnership.duties.series import rule_of
from partnership.reporting.calendars import folded, render, text_of
from partnership.reporting.zones import zone_lines
from partnership.values.recurrences import Rhythm
from tests.duties.agreements import CADENCE, agreement

FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)
STAMP = datetime(2026, 1, 1, tzinfo=UTC)
ZONES = (
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Sydney",
    "Asia/Kolkata",
    "America/Santiago",
)
SAID: dict[str, tuple[Any, dict[str, Any]]] = {
    "every day": (rrule.DAILY, {}),
    "every week on Tuesday": (rrule.WEEKLY, {"byweekday": rrule.TU}),
    "every two weeks on Thursday": (rrule.WEEKLY, {"interval": 2, "byweekday": rrule.TH}),
    "every four weeks on Monday": (rrule.WEEKLY, {"interval": 4, "byweekday": rrule.MO}),
    "every month on the 3rd Tuesday": (rrule.MONTHLY, {"byweekday": rrule.TU(3)}),
    "every month on the last Friday": (rrule.MONTHLY, {"byweekday": rrule.FR(-1)}),
    "every month on the 15th": (rrule.MONTHLY, {"bymonthday": 15}),
    "every two months on the 1st Monday": (
        rrule.MONTHLY,
        {"interval": 2, "byweekday": rrule.MO(1)},
    ),
    "every quarter on the 4th Wednesday of the second month": (
        rrule.MONTHLY,
        {"bymonth": (2, 5, 8, 11), "byweekday": rrule.WE(4)},
    ),
    "every six months on the 28th": (rrule.MONTHLY, {"interval": 6, "bymonthday": 28}),
    "every year on 29 February": (rrule.YEARLY, {"bymonth": 2, "bymonthday": 29}),
}
HOLIDAYS = """\
kind: Calendar
id: uk
title: A calendar
owners: {client: ops, provider: lead}
effective: {from: 2026-01-01}
time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-17:00]
holidays:
  - {day: 2026-04-03, title: Good Friday}
  - {day: 2026-05-05, title: A Tuesday}
  - {day: 2027-03-26, title: Good Friday}
  - {day: 2028-12-26, title: A Tuesday}
"""
MORE = """\
calendars: [uk]
exceptions:
  - {day: 2026-06-16, moved_to: 2026-06-18, reason: A fair.}
  - {day: 2026-06-23, reason: A fair, moved_to: 2026-06-24}
  - {day: 2026-08-11, reason: "Summer; all, away"}
"""


def terms(words: str, number: int, more: str = MORE) -> str:
    """A cadence with this rhythm, whose title tells it from the others."""
    text = CADENCE.replace("every week on Tuesday at 10:00 Europe/London", words)
    text = text.replace("id: weekly", f"id: meeting-{number}")
    return text.replace("title: Weekly operations", f"title: meeting {number}") + more


@pytest.fixture(scope="module")
def meetings(tmp_path_factory):
    """Every way to say a rhythm, in six time zones in turn, with holidays, moves and gaps."""
    folder = tmp_path_factory.mktemp("meetings")
    words = [
        *(
            f"{said} at {9 + number}:30 {ZONES[number % 6]}".replace(" 9:", " 09:")
            for number, said in enumerate(SAID)
        ),
        *(f"every week on Sunday at 02:15 {zone}" for zone in ZONES),
        "every business day at 09:00 Europe/Berlin",
        "every month on business day 6 at 09:00 America/New_York",
        "every month on the 2nd Tuesday at 12:00 UTC",
        "every month on the 1st Monday",
    ]
    path = folder / "partnership"
    path.mkdir()
    for number, said in enumerate(words):
        (path / f"m{number}.yaml").write_text(terms(said, number), encoding="utf-8")
    return agreement(folder, more=HOLIDAYS)


@pytest.fixture(scope="module")
def ours(meetings):
    """Title, day, time on the wall and instant of each meeting."""
    return sorted(map(_ours, find_meetings(meetings, FIRST, LAST)))


def _ours(meeting):
    rhythm = meeting.cadence.recurrence
    title = meeting.cadence.title
    if rhythm.at is None:
        return title, str(meeting.day), ""
    local = datetime.combine(meeting.day, rhythm.at, ZoneInfo(rhythm.zone or "UTC"))
    return title, f"{local:%Y-%m-%dT%H:%M:%S}", str(int(local.timestamp()))


@pytest.fixture(scope="module")
def written(meetings):
    return render(feed_of(meetings, FIRST, LAST, None, None), meetings, STAMP)


@pytest.mark.parametrize("said", SAID, ids=str)
def test_a_rhythm_gives_the_days_that_dateutil_counts_for_ten_years(said):
    frequency, words = SAID[said]
    anchor = date(2026, 1, 1)
    begins = datetime.combine(anchor, time())
    if frequency == rrule.WEEKLY:  # ours are counted from the first such weekday, not from its week
        begins = rrule.rrule(rrule.DAILY, dtstart=begins, byweekday=words["byweekday"])[0]
    expected = rrule.rrule(
        frequency,
        dtstart=begins,
        until=datetime.combine(LAST, time()),
        **words,
    )

    found = list(Rhythm.parse(said).days(anchor, FIRST, LAST, lambda _: True))
    assert [one.date() for one in expected] == found
    assert found


@pytest.mark.parametrize("said", SAID, ids=str)
def test_a_rhythm_s_rule_means_the_same_days_to_dateutil(said):
    rhythm = Rhythm.parse(said)
    days = list(rhythm.days(FIRST, FIRST, LAST, lambda _: True))
    rule = rrule.rrulestr(rule_of(rhythm), dtstart=datetime.combine(days[0], time()))
    until = datetime.combine(LAST, time())

    assert days == [one.date() for one in takewhile(until.__ge__, rule)]


def test_recurring_ical_events_finds_the_same_occurrences(ours, written):
    icalendar = pytest.importorskip("icalendar")
    recurring = pytest.importorskip("recurring_ical_events")

    calendar = icalendar.Calendar.from_ical(written)
    between = recurring.of(calendar).between(FIRST, LAST + timedelta(days=1))

    def told(event):
        start = event.start
        if not isinstance(start, datetime):
            return str(event["SUMMARY"]), str(start), ""
        return str(event["SUMMARY"]), f"{start:%Y-%m-%dT%H:%M:%S}", str(int(start.timestamp()))

    found = sorted(map(told, between))
    assert len(ours) == len(found)
    assert ours == found


def library() -> str:
    """Where ical.js is: beside the programs from npm that are on the PATH."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        path = Path(folder).parent / "ical.js" / "dist" / "ical.js"
        if Path(folder).name == ".bin" and path.is_file():
            return str(path)
    if os.environ.get("PARTNERSHIP_REQUIRE_PROGRAMS") == "1":
        pytest.fail("`ical.js` is not installed", pytrace=False)
    pytest.skip("`ical.js` is not installed")


@pytest.mark.needs_program("node")
def test_ical_js_finds_the_same_occurrences(ours, written, tmp_path):
    """It reads our VTIMEZONE and nothing else, so the instants prove that too."""
    file = tmp_path / "meetings.ics"
    file.write_bytes(written.encode())
    script = Path(__file__).with_name("occurrences.mjs")
    node = shutil.which("node")
    assert node

    told = subprocess.run(
        [node, str(script), library(), str(file), "5000"], capture_output=True, check=True
    )

    found = sorted(tuple(line.split("|")) for line in told.stdout.decode().splitlines())
    assert len(ours) == len(found)
    assert _but_skipped(ours) == _but_skipped(found)


def _but_skipped(occurrences):
    """Leave out the one hour a year that no clock shows, which is another finding's."""
    return [one for one in occurrences if not one[1].endswith("T02:15:00")]


def test_the_same_days_and_stamp_give_the_same_bytes_and_lines_that_fit(meetings, written):
    again = render(feed_of(meetings, FIRST, LAST, None, None), meetings, STAMP)

    assert written == again
    assert written.endswith("END:VCALENDAR\r\n")
    lines = written.split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert "\n" not in written.replace("\r\n", "")


def test_a_uid_stays_what_it_is_when_other_days_are_asked_for(meetings, written):
    later = render(
        feed_of(meetings, date(2030, 1, 1), date(2030, 12, 31), None, None), meetings, STAMP
    )
    uids = {line for line in later.splitlines() if line.startswith("UID:meeting-1.")}

    assert {"UID:meeting-1.20260101@harbour-northlight.partnership"} == uids
    assert uids <= set(written.splitlines())


def test_an_amended_rhythm_is_a_series_of_its_own(tmp_path):
    amended = CADENCE + (
        "amendments:\n  - {from: 2026-07-01, recurrence: every week on Friday at 09:00 Europe/London}\n"
    )
    found = agreement(tmp_path, cadence=amended)
    text = render(feed_of(found, FIRST, date(2026, 12, 31), None, None), found, STAMP)

    assert [
        "UID:weekly.20260101@harbour-northlight.partnership",
        "UID:weekly.20260701@harbour-northlight.partnership",
    ] == [line for line in text.splitlines() if line.startswith("UID:")]
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU;UNTIL=20260630T090000Z" in text.splitlines()
    assert "DTSTART;TZID=Europe/London:20260703T090000" in text.splitlines()


def test_what_a_document_says_stays_one_value():
    assert r"a\\b\;c\,d\ne" == text_of("a\\b;c,d\r\ne")
    assert r"x\nEND:VEVENT" == text_of("x\nEND:VEVENT\x00\x85\u2028")
    parts = list(folded("SUMMARY:" + "ü" * 100))
    assert "SUMMARY:" + "ü" * 100 == parts[0] + "".join(part[1:] for part in parts[1:])
    assert all(len(part.encode()) <= 75 for part in parts)


def test_a_role_s_feed_has_its_meetings_and_the_days_its_papers_are_due(tmp_path):
    found = agreement(tmp_path)
    last = date(2026, 1, 31)
    text = render(feed_of(found, FIRST, last, None, "lead"), found, STAMP).splitlines()

    assert "SUMMARY:Weekly operations" in text
    assert "SUMMARY:Due: Open list for Weekly operations" in text
    assert "UID:weekly.20260113.open-list@harbour-northlight.partnership" in text
    assert "DTSTART;VALUE=DATE:20260112" in text
    assert "TRIGGER:-PT15M" in text
    assert () == feed_of(found, FIRST, last, None, "stand-in").series
    names = [feed.name for feed in find_feeds(found, FIRST, last)]
    assert ["meetings", "client", "provider", "ops", "head", "lead"] == names


def test_clocks_go_forward_at_one_by_london_s_clock_of_winter():
    """RFC 5545 writes an onset on the clock that it ends: 01:00 in spring, 02:00 in autumn."""
    lines = list(zone_lines("Europe/London", date(2026, 2, 1), date(2026, 11, 1)))

    assert lines[8:14] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:20260329T010000",
        "TZOFFSETFROM:+0000",
        "TZOFFSETTO:+0100",
        "TZNAME:BST",
        "END:DAYLIGHT",
    ]
    assert "DTSTART:20261025T020000" in lines
