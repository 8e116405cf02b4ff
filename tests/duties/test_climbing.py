"""A matter climbs its ladder at the exact instant at which a level's time has passed."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.agreement import Agreement
from partnership.checks import find_all
from partnership.clock import local_instant
from partnership.documents import Escalation
from partnership.duties.climbing import DECIDED, SILENCE, UNDECIDED, Climb, Matter, climb
from partnership.duties.matters import find_open, matter_of
from partnership.duties.moments import instant_of, shown_at
from partnership.values.moments import Moment
from tests.checks.agreements import agreement_of, edited, passing, told

RECORD = "records/escalations/slots-2026-06.yaml"
LADDER = "partnership/escalations/delivery.yaml"
CALENDAR = "partnership/calendars/client-uk.yaml"
TEXTS = passing("escalation-unanswered")
RAISED = TEXTS[RECORD].partition("levels:")[0]
ZONE = "Europe/London"


def at(text: str) -> int:
    return instant_of(Moment.parse(f"{text} {ZONE}"))


def climbed(until: str, steps: tuple[str, ...] = (), raised: str = "", **edits: str) -> Climb:
    """Follow the record with other steps up to a moment."""
    record = RAISED
    if raised:
        record = record.replace("2026-06-22 10:30", raised)
    if steps:
        record += "levels:\n" + "".join(f"  - {{{step}}}\n" for step in steps)
    texts = {**TEXTS, RECORD: record}
    for old, new in edits.items():
        texts = edited(texts, LADDER, *new.split(" -> ")) if old else texts
    return climb(*matter_in(texts), at(until))


def matter_in(texts: dict[str, str]) -> tuple[Agreement, Matter]:
    """Read the one record that is raised."""
    agreement = agreement_of(texts)
    assert () == agreement.refused
    [found] = agreement.of(Escalation)
    matter = matter_of(agreement, found)
    assert matter is not None
    return agreement, matter


def rungs(found: Climb) -> list[tuple[str, str, str]]:
    return [(one.level.id, shown_at(one.since, ZONE)[:16], one.left_because) for one in found.rungs]


def step(level: str, did: str, role: str, when: str) -> str:
    return f"level: {level}, did: {did}, role: {role}, at: {when} {ZONE}"


def test_the_last_instant_in_time_is_in_time_and_the_next_is_not():
    """Raised on Monday 10:30, four business hours end at 14:30; the client has not answered."""
    still = climbed("2026-06-22 14:30")

    assert [("l1", "2026-06-22 10:30", "")] == rungs(still)
    assert still.present.lapses_at == at("2026-06-22 14:30") + 1
    assert [("l1", "2026-06-22 10:30", SILENCE), ("l2", "2026-06-22 14:30", "")] == rungs(
        climbed("2026-06-22 14:31")
    )


def test_whoever_raises_it_has_acknowledged_it_and_the_other_side_has_not():
    found = climbed("2026-06-22 12:00")

    assert ("client",) == found.present.waits_for
    assert "to be acknowledged" == found.state


def test_business_hours_go_on_after_the_night_and_the_weekend():
    """From Friday 15:30: two hours until 17:30 on a calendar of nine to five are half past ten on Monday."""
    found = climbed("2026-06-26 16:00", raised="2026-06-26 15:30")

    assert found.present.acknowledge_by == at("2026-06-29 11:30")


def test_elapsed_hours_count_the_hour_that_clocks_leave_out():
    found = climbed(
        "2026-03-28 13:00",
        raised="2026-03-28 12:00",
        a="acknowledge_within: 4 business hours -> acknowledge_within: 24 elapsed hours",
    )

    assert found.present.acknowledge_by == local_instant(ZONE, date(2026, 3, 29), _time(13))


def _time(hour: int):
    from datetime import time

    return time(hour)


def test_a_level_that_answers_and_does_not_decide_hands_it_on_when_its_days_are_over():
    """Raised on Monday, three business days are over with Thursday."""
    answered = step("l1", "acknowledged", "vendor-manager", "2026-06-22 13:05")

    found = climbed("2026-06-26 00:01", (answered,))

    assert [("l1", "2026-06-22 10:30", UNDECIDED), ("l2", "2026-06-26 00:00", "")] == rungs(found)
    assert ("client", "provider") == found.present.waits_for


def test_what_lapses_at_the_cut_off_is_received_at_the_cut_off():
    """Nobody answers by Tuesday 17:00: one business day from then is Wednesday, not Thursday."""
    texts = edited(TEXTS, CALENDAR, "cut_off: 00:00", "cut_off: 17:00")
    texts = edited(texts, LADDER, "4 business hours", "1 business day")
    found = climb(*matter_in(texts | {RECORD: RAISED}), at("2026-06-23 17:01"))

    assert [("l1", "2026-06-22 10:30", SILENCE), ("l2", "2026-06-23 17:00", "")] == rungs(found)
    assert found.present.acknowledge_by == at("2026-06-24 17:00")


def test_a_decision_stops_every_clock():
    decided = step("l1", "decided", "vendor-manager", "2026-06-22 13:05")

    found = climbed("2027-06-22 13:05", (decided,))

    assert DECIDED == found.state
    assert 1 == len(found.rungs)


def test_an_answer_after_the_last_instant_comes_too_late():
    late = step("l1", "acknowledged", "vendor-manager", "2026-06-22 14:31")

    assert "l2" == climbed("2026-06-22 15:00", (late,)).present.level.id


def test_handed_up_it_is_one_level_up_at_that_moment():
    handed = step("l1", "handed up", "vendor-manager", "2026-06-22 13:05")

    found = climbed("2026-06-22 13:05", (handed,))

    assert [("l1", "2026-06-22 10:30", "handed up"), ("l2", "2026-06-22 13:05", "")] == rungs(found)


def test_past_the_last_level_the_ladder_says_what_follows():
    found = climbed("2026-07-31 12:00")

    assert "past the last level" == found.state
    assert found.following(agreement_of(TEXTS)) is None


@pytest.mark.parametrize(
    ("until", "known"),
    [("2026-06-22 10:29", 0), ("2026-06-22 10:30", 1), ("2026-06-24 16:00", 1)],
    ids=["before it was raised", "when it was raised", "when it was decided"],
)
def test_it_is_open_from_the_moment_it_is_raised_until_it_is_closed(until, known):
    assert known == len(find_open(agreement_of(TEXTS), at(until)))


def test_closed_it_is_open_no_more():
    closed = "closed: {on: 2026-07-01, client: vendor-manager, provider: account-director, result: Kept.}\n"
    texts = {**TEXTS, RECORD: TEXTS[RECORD] + closed}

    assert 1 == len(find_open(agreement_of(texts), at("2026-06-30 23:59")))
    assert () == find_open(agreement_of(texts), at("2026-07-01 00:00"))


def test_a_ladder_that_waits_a_negative_time_is_refused_with_a_right_example():
    texts = edited(TEXTS, LADDER, "4 business hours", "-4 business hours")

    [found] = agreement_of(texts).refused

    assert "wrong-value" == found.check
    assert "`-4 business hours` is below 0" == found.message
    assert found.hint.startswith("write it like `5 business days`")


def test_a_role_that_does_not_exist_is_named_with_the_nearest_one():
    texts = edited(
        TEXTS, RECORD, "role: account-director\nraised_at", "role: acount-director\nraised_at"
    )

    found = find_all(agreement_of(texts), date(2026, 7, 10))

    assert ("dangling-reference", "there is no role `acount-director`") in told(found)


def test_acknowledged_before_it_was_raised_is_named_with_the_arithmetic():
    texts = edited(TEXTS, RECORD, "2026-06-22 13:05", "2026-06-22 09:15")

    said = (
        "acknowledged at 2026-06-22 09:15 Europe/London, 1 h 15 min before it was raised at "
        "2026-06-22 10:30 Europe/London"
    )
    assert ("escalation-out-of-order", said) in told(
        find_all(agreement_of(texts), date(2026, 7, 10))
    )


def test_a_step_by_somebody_who_does_not_hold_the_level_is_named():
    roles = TEXTS["partnership/roles.yaml"] + (
        "  - {id: buyer, title: Buyer, party: client, tier: operational, contact: b@client.example}\n"
    )
    texts = {**TEXTS, "partnership/roles.yaml": roles}
    texts = edited(texts, RECORD, "decided, role: vendor-manager", "decided, role: buyer")

    assert (
        "step-of-no-level",
        "`buyer` decided at level `l1`, which `vendor-manager` and `account-director` hold",
    ) in told(find_all(agreement_of(texts), date(2026, 7, 10)))


def test_facts_of_a_side_are_written_by_that_side():
    texts = edited(TEXTS, RECORD, "  role: account-director\n", "  role: vendor-manager\n")

    assert (
        "wrong-party",
        "`vendor-manager` is a role of the client, not of the provider",
    ) in told(find_all(agreement_of(texts), date(2026, 7, 10)))
