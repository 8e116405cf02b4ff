"""Whose calendar a promise in business time runs on."""

from __future__ import annotations

import pytest

from partnership.agreement import Agreement
from partnership.checks import calendar_of_other_party
from tests.measuring.stores import FEEDBACK, FILL, HEAD, agreed, terms

CALENDAR = (
    "kind: Calendar\nid: {}\ntitle: T\nowners: {{client: a, provider: b}}\n"
    "effective: {{from: 2025-01-01}}\ntime_zone: {}\n"
    "workdays: [monday, tuesday, wednesday, thursday, friday]\nhours: [09:00-17:00]\n"
    "cut_off: 00:00\n"
)
CLIENT = CALENDAR.format("client", "Europe/London")
PROVIDER = CALENDAR.format("provider", "Europe/Warsaw")
BOTH = CALENDAR.format("both", "Europe/London") + "common_to: [client, provider]\n"
SEAT = "  - {{id: {0}, title: A seat, party: {0}, tier: tactical, contact: x@{0}.example, calendar: {1}}}\n"
LIMIT = "{id: all, within: 16 business hours, expected: 90%, minimum: 80%}"


def found(agreement: Agreement) -> list[tuple[str, str]]:
    return [(one.message, one.hint) for one in calendar_of_other_party.find(agreement)]


def promised(
    owed_by: str, calendar: str, *, metric: str = FEEDBACK, seats: tuple[str, str]
) -> list[tuple[str, str]]:
    limit = LIMIT if metric == FEEDBACK else LIMIT.replace("business hours", "calendar days")
    promise = terms(targets=limit)
    promise += f"amendments:\n  - {{from: 2025-01-01, owed_by: {owed_by}, calendar: {calendar}}}\n"
    roles = f"kind: Roles\nid: roles\n{HEAD}roles:\n"
    roles += "".join(map(SEAT.format, ("client", "provider"), seats))
    uk = CALENDAR.format("uk", "Europe/London")
    return found(agreed(metric, promise, CLIENT, PROVIDER, BOTH, roles, calendar=uk))


@pytest.mark.parametrize(
    ("owed_by", "calendar", "messages"),
    [
        ("client", "client", []),
        ("provider", "provider", []),
        ("both", "both", []),
        ("client", "both", []),
        ("provider", "uk", []),
        (
            "provider",
            "client",
            [
                (
                    "the provider owes this, and its business hours are the client's alone",
                    "name the provider's calendar, such as `calendar: provider`",
                )
            ],
        ),
        (
            "client",
            "provider",
            [
                (
                    "the client owes this, and its business hours are the provider's alone",
                    "name the client's calendar, such as `calendar: client`",
                )
            ],
        ),
        (
            "both",
            "provider",
            [
                (
                    "both parties owe this, and its business hours are the provider's alone",
                    "name a calendar with `common_to:` the calendars of both",
                )
            ],
        ),
    ],
)
def test_business_time_is_that_of_whoever_owes(owed_by, calendar, messages):
    assert messages == promised(owed_by, calendar, seats=("client", "provider"))


def test_a_calendar_that_both_have_is_nobodys_alone():
    assert [] == promised("both", "client", seats=("client", "client"))


def test_nothing_is_asked_of_calendar_days():
    assert [] == promised("provider", "client", metric=FILL, seats=("client", "provider"))


def test_calendars_that_share_no_hour_are_named():
    sydney = CALENDAR.format("provider", "Australia/Sydney")
    agreement = agreed(FEEDBACK, terms(targets=LIMIT), CLIENT, sydney, calendar=BOTH)

    assert (
        "no hour is worked on all of them, so a clock on this calendar never runs",
        "name calendars that share hours, or let one party owe it",
    ) in found(agreement)
