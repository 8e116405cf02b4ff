"""In a crisis updates are due on their clock, and what both agreed to has its time."""

from __future__ import annotations

import re
from datetime import date

import pytest

from partnership.checks import find_all
from partnership.documents import CrisisPlan, CrisisRecord
from partnership.duties.crises import find_crisis_duties, find_updates
from partnership.duties.moments import shown_at
from partnership.handbook.book import Book
from partnership.handbook.pages import document_page
from partnership.handbook.scoreboard import page
from tests.checks.agreements import agreement_of, edited, passing, told

RECORD = "records/crises/freeze-2026-06.yaml"
TEXTS = passing("crisis-update-late")
OPEN = {**TEXTS, RECORD: TEXTS[RECORD].partition("stood_down:")[0]}
DAY = date(2026, 6, 8)


def words(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def test_each_update_is_due_so_long_after_the_one_before_it():
    """Declared on Monday 09:30, told at 13:00 and 16:30: the next is due on Tuesday at 12:30."""
    [record] = agreement_of(OPEN).of(CrisisRecord)

    found = [
        (shown_at(one.since, "Europe/London")[5:16], shown_at(one.due, "Europe/London")[5:16])
        for one in find_updates(agreement_of(OPEN), record)
    ]

    assert [
        ("06-08 09:30", "06-08 13:30"),
        ("06-08 13:00", "06-09 09:00"),
        ("06-08 16:30", "06-09 12:30"),
    ] == found


def test_when_it_is_over_before_the_next_update_none_is_due():
    [record] = agreement_of(TEXTS).of(CrisisRecord)

    assert 2 == len(list(find_updates(agreement_of(TEXTS), record)))


def test_an_update_that_does_not_come_is_named_until_it_does():
    found = told(find_all(agreement_of(OPEN), date(2026, 6, 10)))

    assert (
        "crisis-update-late",
        "no update since 2026-06-08 16:30 Europe/London: one was due by 2026-06-09 12:30 Europe/London",
    ) in found


def test_candidates_who_were_not_told_in_time_are_named_with_who_tells_them():
    texts = edited(TEXTS, RECORD, "actions:\n  - {id: candidates, on: 2026-06-08}\n", "")

    assert (
        "crisis-update-late",
        "the provider owes since 2026-06-09: Tell candidates what the plan says",
    ) in told(find_all(agreement_of(texts), date(2026, 7, 10)))


def test_the_review_is_due_ten_business_days_after_it_was_stood_down():
    duties = [
        one
        for one in find_crisis_duties(agreement_of(TEXTS), date(2026, 7, 10))
        if one.topic == "after-action review"
    ]

    assert [(date(2026, 6, 23), date(2026, 6, 16))] == [(one.due, one.done_on) for one in duties]


def test_stood_down_by_somebody_without_the_right_is_named():
    texts = passing("crisis-without-right")
    texts = edited(texts, RECORD, "  client: vendor-manager\n", "  client: buyer\n")

    assert (
        "crisis-without-right",
        "`buyer` stood it down for the client, and may not",
    ) in told(find_all(agreement_of(texts), date(2026, 7, 10)))


def test_a_plan_that_was_not_tried_out_for_a_year_is_named():
    found = told(find_all(agreement_of(TEXTS), date(2027, 2, 11)))

    assert ("overdue-drill", "a drill was due by 2027-02-10: the last was on 2026-02-10") in found


@pytest.mark.parametrize(
    ("texts", "day", "shown"),
    [(OPEN, DAY, True), (OPEN, date(2026, 6, 7), False), (TEXTS, date(2026, 7, 10), False)],
    ids=["while it lasts", "before", "after"],
)
def test_the_first_page_of_the_handbook_shows_it_while_it_lasts(texts, day, shown):
    said = words(page(Book(agreement_of(texts), day)).markdown)

    assert shown == ("A crisis is declared" in said)
    assert shown == ("The next update is due by Tue 9 Jun 2026 12:30 Europe/London." in said)


def test_the_plan_reads_as_what_to_do_in_order():
    agreement = agreement_of(OPEN)
    [plan] = agreement.of(CrisisPlan)

    said = words(document_page(Book(agreement, DAY), plan).markdown)

    heads = ["1. Is it one?", "2. Declare it", "3. Meet and tell", "5. Tell candidates"]
    heads += ["6. What stands still meanwhile", "7. When it is over"]
    assert sorted(heads, key=said.index) == heads
    assert "Declared now: Crisis of 8 June 2026" in said
    assert "Vendor manager (vendor-management@client.example)" in said


def test_the_page_of_a_crisis_says_what_stands_still_until_when():
    agreement = agreement_of(OPEN)
    [record] = agreement.of(CrisisRecord)

    said = words(document_page(Book(agreement, DAY), record).markdown)

    assert "First slate on time 8 June 2026 28 June 2026 Nobody presents candidates" in said


MET = "met_at: 2026-06-08 10:30 Europe/London\n"
MONDAY = date(2026, 6, 8)


def late(texts, day=MONDAY):
    found = told(find_all(agreement_of(texts), day))
    return [message for check, message in found if "in command" in message]


def test_those_in_command_meet_within_two_hours_of_the_declaration():
    """Declared at 09:30: in time until 11:30."""
    until = edited(OPEN, RECORD, MET, MET.replace("10:30", "11:30"))
    after = edited(OPEN, RECORD, MET, MET.replace("10:30", "11:45"))

    assert [] == late(OPEN) == late(until)
    assert [
        (
            "those in command met at 2026-06-08 11:45 Europe/London, 15 min after "
            "2026-06-08 11:30 Europe/London, 2 elapsed hours after it was declared"
        )
    ] == late(after)


def test_a_meeting_that_nothing_records_is_owed_by_the_lead_and_named():
    texts = edited(OPEN, RECORD, MET, "")

    assert [
        (
            "those in command have not met: they were to by 2026-06-08 11:30 Europe/London, "
            "2 elapsed hours after it was declared"
        )
    ] == late(texts)
    [duty] = [
        one
        for one in find_crisis_duties(agreement_of(texts), MONDAY)
        if one.topic == "crisis meeting"
    ]
    assert ("vendor-manager", "client", MONDAY, None) == (
        duty.owner,
        duty.party,
        duty.due,
        duty.done_on,
    )


def test_a_crisis_that_is_over_before_they_had_to_meet_asks_for_no_meeting():
    over = edited(TEXTS, RECORD, MET, "")
    over = edited(
        over, RECORD, "  at: 2026-06-09 11:00 Europe/London", "  at: 2026-06-08 11:30 Europe/London"
    )

    assert [] == late(over, date(2026, 7, 10))
    assert 1 == len(late(edited(over, RECORD, "11:30 Europe", "11:31 Europe"), date(2026, 7, 10)))


def test_a_meeting_before_the_declaration_is_a_moment_written_wrongly():
    texts = edited(OPEN, RECORD, MET, MET.replace("10:30", "09:00"))

    assert (
        "crisis-out-of-order",
        (
            "those in command met at 2026-06-08 09:00 Europe/London, 30 min before it was declared "
            "at 2026-06-08 09:30 Europe/London"
        ),
    ) in told(find_all(agreement_of(texts), MONDAY))
