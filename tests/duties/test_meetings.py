"""What each meeting asks, of which party, and how it stands: Tuesdays of January 2026."""

from __future__ import annotations

from datetime import date

from partnership.documents import Cadence
from partnership.duties import State
from partnership.duties.actions import find_actions
from partnership.duties.meetings import find_duties, find_inputs, find_kept
from partnership.duties.schedule import find_meetings
from tests.duties.agreements import CADENCE, agreement, record

FIRST, LAST = date(2026, 1, 1), date(2026, 1, 31)
KEPT = record("2026-01-06", "minutes_on: 2026-01-07\n", paper="2026-01-05")
CALENDAR = """\
kind: Calendar
id: uk
title: England
owners: {client: ops, provider: lead}
effective: {from: 2026-01-01}
time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-17:00]
holidays:
  - {day: 2026-01-13, title: A holiday}
"""


def told(found, as_of=date(2026, 1, 31)):
    """Topic, party, due day and state of what meetings ask."""
    return [
        (one.topic, one.party, str(one.due), str(one.state(as_of)))
        for one in find_duties(found, FIRST, LAST)
    ]


def only_first(found, as_of=date(2026, 1, 31)):
    """The same of the meeting of 6 January alone."""
    duties = find_duties(found, FIRST, date(2026, 1, 6))
    return [(one.topic, one.party, str(one.due), str(one.state(as_of))) for one in duties]


def test_a_meeting_held_as_agreed_leaves_nothing_open(tmp_path):
    found = agreement(tmp_path, KEPT)

    assert [
        ("meeting", "provider", "2026-01-06", "done"),
        ("quorum", "client", "2026-01-06", "done"),
        ("quorum", "provider", "2026-01-06", "done"),
        ("input", "provider", "2026-01-05", "done"),
        ("minutes", "provider", "2026-01-07", "done"),
    ] == only_first(found)
    (kept,) = find_kept(found, FIRST, date(2026, 1, 6))
    assert kept.is_as_agreed
    assert "provider" == kept.party


def test_from_the_first_record_on_a_meeting_without_one_was_missed_by_whoever_led_it(tmp_path):
    """The chair goes round: the provider's on 6 and 20 January, the client's on 13 and 27."""
    found = agreement(tmp_path, KEPT)

    assert [
        ("meeting", "client", "2026-01-13", "missed"),
        ("meeting", "provider", "2026-01-20", "missed"),
        ("meeting", "client", "2026-01-27", "missed"),
    ] == told(found)[5:]


def test_before_its_minutes_are_due_nobody_says_that_a_meeting_was_missed(tmp_path):
    found = agreement(tmp_path, KEPT)
    state = [one.state for one in find_duties(found, date(2026, 1, 13), date(2026, 1, 13))]

    assert [State.OPEN] == [one(date(2026, 1, 14)) for one in state]
    assert [State.MISSED] == [one(date(2026, 1, 15)) for one in state]


def test_where_nothing_was_ever_recorded_nothing_is_asked_of_the_past(tmp_path):
    found = agreement(tmp_path)

    assert [] == told(found)
    assert 4 == len(find_meetings(found, FIRST, LAST))


def test_a_deputy_counts_for_one_seat(tmp_path):
    one = agreement(
        tmp_path / "one",
        record("2026-01-06", "minutes_on: 2026-01-07\n", "head, stand-in, lead", "2026-01-05"),
    )
    two = agreement(
        tmp_path / "two",
        record("2026-01-06", "minutes_on: 2026-01-07\n", "stand-in, lead", "2026-01-05"),
    )

    assert ("quorum", "client", "2026-01-06", "done") in only_first(one)
    assert ("quorum", "client", "2026-01-06", "missed") in only_first(two)
    (kept,) = find_kept(two, FIRST, date(2026, 1, 6))
    assert ("client", False) == (kept.party, kept.is_as_agreed)


def test_a_required_seat_that_nobody_holds_is_empty(tmp_path):
    """Roles that lack a seat are a finding of their own, and no reason to stop."""
    cadence = CADENCE.replace("[ops, head, lead]", "[ops, nobody, lead]")

    found = agreement(tmp_path, KEPT, cadence=cadence)

    assert ("quorum", "client", "2026-01-06", "missed") in only_first(found)


def test_a_meeting_called_off_is_owed_by_the_party_that_did(tmp_path):
    text = (
        "kind: MeetingRecord\nid: one\ncadence: weekly\nday: 2026-01-06\nstatus: cancelled\n"
        "cancelled_by: client\nreason: Nobody was free.\n"
    )

    assert [("meeting", "client", "2026-01-06", "missed")] == only_first(agreement(tmp_path, text))


def test_papers_that_came_late_or_never_are_missed_and_minutes_stay_owed(tmp_path):
    late = agreement(tmp_path / "late", record("2026-01-06", paper="2026-01-06"))
    never = agreement(tmp_path / "never", record("2026-01-06", paper="none"))

    assert ("input", "provider", "2026-01-05", "done") in only_first(late)
    assert not next(find_kept(late, FIRST, LAST)).is_as_agreed
    assert ("input", "provider", "2026-01-05", "missed") in only_first(never)
    assert ("minutes", "provider", "2026-01-07", "overdue") in only_first(never)


def test_minutes_are_owed_by_the_role_that_writes_them(tmp_path):
    cadence = CADENCE + "minutes_by: ops\n"
    found = agreement(tmp_path, record("2026-01-06", paper="2026-01-05"), cadence=cadence)

    assert ("minutes", "client", "2026-01-07", "overdue") in only_first(found)


def test_a_meeting_held_on_another_day_counts_and_its_minutes_run_from_that_day(tmp_path):
    text = record("2026-01-06", "held_on: 2026-01-08\nminutes_on: 2026-01-09\n", paper="2026-01-05")
    found = agreement(tmp_path, text)

    assert ("meeting", "provider", "2026-01-08", "done") in only_first(found)
    assert ("minutes", "provider", "2026-01-09", "done") in only_first(found)
    assert next(find_kept(found, FIRST, LAST)).is_as_agreed


def test_a_meeting_beside_the_planned_ones_keeps_none_of_them(tmp_path):
    text = record("2026-01-13", "extra_because: A surge.\nminutes_on: 2026-01-14\n")
    found = agreement(tmp_path, KEPT, text)

    assert ("meeting", "client", "2026-01-13", "missed") in told(found)


def test_a_meeting_moved_off_a_holiday_is_asked_for_on_its_new_day(tmp_path):
    cadence = CADENCE.replace("chair:", "calendars: [uk]\nchair:")
    found = agreement(tmp_path, KEPT, cadence=cadence, more=CALENDAR)
    meeting = find_meetings(found, date(2026, 1, 10), date(2026, 1, 16))[0]

    assert (date(2026, 1, 14), date(2026, 1, 13)) == (meeting.day, meeting.instead_of)
    assert "ops" == meeting.chair
    due = {str(one.due) for one in find_inputs(found, meeting.day, meeting.day)}
    assert {"2026-01-12"} == due


def test_an_exception_may_move_a_meeting_by_months(tmp_path):
    moved = "exceptions:\n  - {day: 2026-01-13, moved_to: 2026-05-14, reason: A surge.}\n"
    found = agreement(tmp_path, cadence=CADENCE.replace("chair:", f"{moved}chair:"))

    days = [one.day for one in find_meetings(found, date(2026, 5, 13), date(2026, 5, 15))]
    assert [date(2026, 5, 14)] == days
    assert date(2026, 1, 13) not in [one.day for one in find_meetings(found, FIRST, LAST)]


def test_papers_are_due_so_long_before_the_hour_of_the_meeting(tmp_path):
    def due(before):
        cadence = CADENCE.replace("1 business day}", f"{before}}}")
        found = agreement(tmp_path, cadence=cadence)
        return str(next(find_inputs(found, date(2026, 1, 20), date(2026, 1, 20))).due)

    assert "2026-01-16" == due("2 business days")
    assert "2026-01-20" == due("10 elapsed hours")
    assert "2026-01-19" == due("11 elapsed hours")
    assert "2026-01-20" == due("1 business hour")
    assert "2026-01-19" == due("2 business hours")
    assert "2026-01-16" == due("10 business hours")
    assert "2026-01-13" == due("1 week")


def test_actions_are_owed_by_the_party_of_their_owner(tmp_path):
    actions = (
        "actions:\n"
        "  - {id: slots, text: Give slots., owner: head, due: 2026-01-12}\n"
        "  - {id: list, text: Bring the list., owner: lead, due: 2026-01-12, done_on: 2026-01-13}\n"
    )
    found = agreement(tmp_path, record("2026-01-06", actions))
    slots, listed = find_actions(found)

    assert ("client", "head", "Give slots") == (slots.party, slots.owner, slots.what)
    assert State.OPEN is slots.state(date(2026, 1, 12))
    assert State.OVERDUE is slots.state(date(2026, 1, 13))
    assert (State.DONE, False) == (listed.state(date(2026, 1, 13)), listed.is_in_time)
    assert "actions[slots]" == slots.pointer
    assert found.get(Cadence, "weekly") is not None
