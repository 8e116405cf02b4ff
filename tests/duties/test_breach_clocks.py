"""The clocks of a breach: 72 hours are 72 hours, also when clocks are changed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from partnership.documents import Incident
from partnership.duties.breach_clocks import find_breach_clocks
from partnership.duties.moments import instant_of, shown_at, span_words
from partnership.values.moments import Moment
from tests.checks.agreements import agreement_of, edited, found_in, passing, told

INCIDENT = "records/incidents/misdirected-shortlist.yaml"
TERMS = "partnership/care/recruitment-data.yaml"
NOTICE = "  - {whom: controller, by: provider, at: 2026-03-27 19:10 Europe/London}\n"
TEXTS = passing("breach-notice-overdue")
UNTOLD = edited(
    TEXTS, INCIDENT, "  - {whom: authority, by: client, at: 2026-03-30 18:00 Europe/London}\n", ""
)


def clocks(texts: dict[str, str]) -> list[tuple[str, str, str, str]]:
    agreement = agreement_of(texts)
    [incident] = agreement.of(Incident)
    return [
        (one.party, one.whom, shown_at(one.since, one.zone), shown_at(one.due, one.zone))
        for one in find_breach_clocks(agreement, incident)
    ]


def with_moments(texts: dict[str, str], detected: str, aware: str, told_at: str) -> dict[str, str]:
    texts = edited(texts, INCIDENT, "2026-03-27 16:40 Europe/London", detected)
    texts = edited(texts, INCIDENT, "2026-03-27 18:05 Europe/London", aware)
    return edited(texts, INCIDENT, "2026-03-27 19:10 Europe/London", told_at)


def test_a_processor_tells_the_controller_who_is_aware_from_then_on():
    assert [
        (
            "provider",
            "controller",
            "2026-03-27 18:05 Europe/London",
            "2026-03-28 18:05 Europe/London",
        ),
        ("client", "authority", "2026-03-27 19:10 Europe/London", "2026-03-30 20:10 Europe/London"),
    ] == clocks(UNTOLD)


def test_in_the_week_in_which_clocks_go_back_the_last_instant_reads_an_hour_earlier():
    """From Friday 23 October 2026 to Monday the 26th London gains an hour."""
    moments = ("2026-10-23 16:40 Europe/London", "2026-10-23 18:05 Europe/London")

    found = clocks(with_moments(UNTOLD, *moments, "2026-10-23 19:10 Europe/London"))

    assert "2026-10-26 18:10 Europe/London" == found[1][3]


def test_moments_of_different_zones_are_compared_as_instants():
    """18:30 in Berlin is 17:30 in London: told 35 minutes before it is known would be wrong."""
    texts = with_moments(
        TEXTS,
        "2026-03-27 16:40 Europe/London",
        "2026-03-27 18:05 Europe/London",
        "2026-03-27 17:30 Europe/Berlin",
    )

    assert [
        (
            "incident-out-of-order",
            (
                "the controller was told at 2026-03-27 17:30 Europe/Berlin, 10 min before it was detected at "
                "2026-03-27 16:40 Europe/London"
            ),
        )
    ] == [one for one in told(found_in(texts)) if one[0] == "incident-out-of-order"]


def test_a_notice_at_the_last_minute_is_in_time_and_a_minute_later_is_not():
    last = edited(TEXTS, INCIDENT, "2026-03-30 18:00", "2026-03-30 20:10")
    late = edited(TEXTS, INCIDENT, "2026-03-30 18:00", "2026-03-30 20:11")

    assert [] == told(found_in(last))
    assert [
        (
            "late-breach-notice",
            (
                "the client told the authority 72 h 1 min after 2026-03-27 19:10 Europe/London: 72 h are allowed "
                "(Article 33(1) GDPR), until 2026-03-30 20:10 Europe/London"
            ),
        )
    ] == told(found_in(late))


def test_the_shortest_of_the_agreed_hours_and_the_laws_counts():
    agreed = "  - {id: to-the-authority, party: client, whom: authority, within: 48 elapsed hours, source: DPA 7.3}\n"
    texts = UNTOLD | {TERMS: UNTOLD[TERMS] + agreed}

    assert "2026-03-29 20:10 Europe/London" == clocks(texts)[1][3]


def test_a_client_that_nobody_told_has_no_clock_yet():
    assert ["provider"] == [
        one[0] for one in clocks(edited(UNTOLD, INCIDENT, "notices:\n" + NOTICE, ""))
    ]


@pytest.mark.parametrize(
    ("as_of", "check"),
    [
        (date(2026, 3, 30), "breach-clock-running"),
        (date(2026, 3, 31), "breach-notice-overdue"),
    ],
    ids=["on the day of the last instant", "the day after"],
)
def test_a_running_clock_is_said_until_its_day_and_overdue_from_the_next(as_of, check):
    assert [check] == [one.check for one in found_in(UNTOLD, as_of)]


def test_who_writes_why_the_authority_need_not_be_told_stops_the_clock():
    spared = """\
no_notice:
  - {whom: authority, by: client, role: vendor-manager, on: 2026-03-28, because: It was deleted unread.}
"""

    assert [] == told(found_in(UNTOLD | {INCIDENT: UNTOLD[INCIDENT] + spared}, date(2026, 4, 2)))


def test_an_incident_with_an_independent_controller_starts_its_own_clock_alone():
    texts = edited(UNTOLD, TERMS, "client: controller", "client: independent controller")
    texts = edited(texts, TERMS, "provider: processor", "provider: independent controller")

    assert [("provider", "authority")] == [one[:2] for one in clocks(texts)]


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (
            "2026-03-29 01:30 Europe/London",
            "there is no 01:30 on 2026-03-29 in Europe/London: the clocks leave it out",
        ),
        (
            "2025-10-26 01:30 Europe/London",
            "01:30 on 2025-10-26 in Europe/London comes twice: it is 00:30 or 01:30 UTC",
        ),
    ],
    ids=["an hour left out", "an hour that comes twice"],
)
def test_a_moment_that_is_no_instant_or_two_is_told(moment, said):
    texts = edited(TEXTS, INCIDENT, "2026-03-27 16:40 Europe/London", moment)

    assert said in [message for check, message in told(found_in(texts)) if check == "unclear-hour"]


def test_a_day_of_a_change_has_23_hours():
    start = instant_of(Moment.parse("2026-03-28 12:00 Europe/London"))
    end = instant_of(Moment.parse("2026-03-29 12:00 Europe/London"))

    assert start is not None
    assert end is not None
    assert "23 h" == span_words(end - start)
    assert timedelta(hours=23).total_seconds() == end - start


@pytest.mark.parametrize("count", ["1", "4", "0"])
def test_so_few_people_that_they_could_be_known_are_only_said_to_be_few(count):
    texts = edited(TEXTS, INCIDENT, "count: 14", f"count: {count}")

    assert ["wrong-value"] == [check for check, _ in told(found_in(texts))]
    assert [] == told(found_in(edited(TEXTS, INCIDENT, "count: 14", "count: fewer than 5")))


def test_a_promise_that_pauses_cannot_measure_a_breach():
    full = passing()
    clock = "  - {id: to-the-client, party: provider, whom: controller, within: 24 elapsed hours, source: DPA 7.2"
    terms = TEXTS[TERMS].replace(clock, f"{clock}, sla: first-slate")

    found = told(found_in(full | {TERMS: terms}))

    assert ["breach-clock-that-pauses"] == [check for check, _ in found]
    assert "the promise `first-slate`" in found[0][1]
