"""What one side expects and the other cannot give is found hour by hour, on the right calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from partnership.duties.heard import find_heard
from partnership.duties.intrusions import find_intrusions
from partnership.duties.norms import find_clashes
from partnership.duties.telling import find_reports_due
from tests.checks.agreements import agreement_of, edited, found_in, passing, told

CLIENT = "partnership/cultures/client-culture.yaml"
PROVIDER = "partnership/cultures/provider-culture.yaml"
CALENDAR = "partnership/calendars/provider-uk.yaml"
CADENCE = "partnership/cadences/monthly-review.yaml"
REPORT = "partnership/disclosures/monthly-scorecard.yaml"
AS_OF = date(2026, 7, 6)
MONTHLY = "every month on the 3rd Tuesday at 10:00 Europe/London"
EXPECTED = "expects_within: 2 business hours, calendar: provider-uk"


def clashes(texts, as_of: date = AS_OF) -> list[str]:
    agreement = agreement_of(texts)
    assert () == agreement.refused
    return [one.message for one in find_clashes(agreement, as_of)]


def expecting(words: str, texts=None):
    return edited(texts or passing("norms-that-contradict"), CLIENT, EXPECTED, words)


def test_an_answer_within_2_hours_contradicts_the_right_to_disconnect_at_18():
    texts = edited(passing("norms-that-contradict"), CALENDAR, "09:00-17:30", "09:00-20:00")

    assert [
        (
            "the client expects an answer within 2 elapsed hours: asked at 2026-07-06 17:00 Europe/London it "
            "is due at 2026-07-06 19:00 Europe/London, and the provider is off from 2026-07-06 18:00 "
            "Europe/London: 1 h short; so on 261 of 365 days"
        )
    ] == clashes(expecting("expects_within: 2 elapsed hours", texts))


def test_an_answer_within_1_hour_is_given_by_18_to_what_is_asked_by_17():
    texts = edited(passing("norms-that-contradict"), CALENDAR, "09:00-17:30", "09:00-20:00")

    assert [] == [
        one
        for one in clashes(expecting("expects_within: 1 elapsed hour", texts))
        if "asked at" in one
    ]


def test_hours_counted_on_ones_own_calendar_run_out_when_the_other_side_has_gone_home():
    texts = edited(passing("norms-that-contradict"), CALENDAR, "Europe/London", "Europe/Berlin")

    assert [
        (
            "the client expects an answer within 2 business hours: asked at 2026-07-06 14:45 Europe/London it "
            "is due at 2026-07-06 17:45 Europe/Berlin, and the provider is off from 2026-07-06 17:30 "
            "Europe/Berlin: 15 min short; so on 261 of 365 days"
        )
    ] == clashes(expecting("expects_within: 2 business hours, calendar: client-uk", texts))


def test_a_holiday_of_those_who_answer_is_told_as_time_that_nobody_works():
    holiday = "cut_off: 00:00\nholidays: [{day: 2026-07-06, title: A day off}]\n"
    texts = edited(passing("norms-that-contradict"), CALENDAR, "cut_off: 00:00\n", holiday)
    texts = edited(texts, CALENDAR, "09:00-17:30", "08:00-19:30")
    texts = edited(texts, PROVIDER, "off_from: 18:00", "off_from: 20:00")

    [message] = clashes(expecting("expects_within: 2 elapsed hours", texts))

    assert message.endswith("and the provider does not work in between; so on 1 of 365 days")


def test_business_days_leave_time_until_the_last_day_is_over():
    assert [] == [
        one
        for one in clashes(expecting("expects_within: 1 business day, calendar: provider-uk"))
        if "asked at" in one
    ]


def test_expecting_more_than_the_other_side_or_the_channel_promises_is_told_with_both_times():
    assert [
        "the client expects an answer within 1 business hour, and the provider answers within 2 business hours",
        (
            "the client expects an answer within 1 business hour, and the channel `daily` is answered "
            "within 2 business hours"
        ),
    ] == clashes(expecting("expects_within: 1 business hour, calendar: provider-uk"))


def test_sides_without_a_language_in_common_are_told_so():
    texts = edited(passing("norms-that-contradict"), CLIENT, "[English]", "[German, French]")

    assert ["the client works in German and French and the provider in English"] == clashes(texts)


def test_with_one_sides_culture_alone_nothing_contradicts():
    texts = expecting("expects_within: 1 elapsed hour")
    del texts[PROVIDER]

    assert [] == clashes(texts)


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("3rd Friday at 12:30", "it keeps friday 13:00-17:30 free of meetings"),
        ("3rd Friday at 12:00", ""),
        ("3rd Tuesday at 17:30", "it is off from 18:00 until 08:00"),
        ("3rd Tuesday at 07:30", "it is off from 18:00 until 08:00"),
    ],
)
def test_a_meeting_is_held_against_what_a_side_keeps_free(when, why):
    texts = edited(passing("meeting-in-free-time"), CADENCE, "3rd Tuesday at 10:00", when)

    found = [one.why for one in find_intrusions(agreement_of(texts), AS_OF)]

    assert ([why] if why else []) == found


def test_a_meeting_that_comes_once_a_year_is_looked_at_as_well():
    yearly = "every year on 15 December at 18:30 Europe/London"
    texts = edited(passing("meeting-in-free-time"), CADENCE, MONTHLY, yearly)

    [found] = find_intrusions(agreement_of(texts), date(2026, 1, 20))

    assert (date(2026, 12, 15), "provider") == (found.meeting.day, found.party)


@pytest.mark.parametrize(
    ("calendars", "seat", "parties"),
    [
        ("[provider-uk]", "", []),
        ("[provider-uk, provider-us]", "", []),
        ("[provider-us]", "", ["provider"]),
        ("[provider-uk, provider-us]", "provider-us", ["provider"]),
        ("[provider-us]", "provider-uk", []),
    ],
    ids=[
        "fits",
        "fits in one place",
        "in no place",
        "where the seat is",
        "where the seat is, fits",
    ],
)
def test_a_meeting_is_held_against_the_hours_where_those_sit_who_need_to_be_there(
    calendars, seat, parties
):
    """10:00 in London is 05:00 in New York, where people are off until 08:00."""
    texts = edited(passing("meeting-in-free-time"), PROVIDER, "[provider-uk]", calendars)
    uk = "partnership/calendars/provider-uk.yaml"
    texts["partnership/calendars/provider-us.yaml"] = (
        texts[uk].replace("provider-uk", "provider-us").replace("Europe/London", "America/New_York")
    )
    if seat:
        contact = "contact: account@provider.example"
        roles = "partnership/roles.yaml"
        texts = edited(texts, roles, contact, f"{contact}\n    calendar: {seat}")

    assert parties == [one.party for one in find_intrusions(agreement_of(texts), AS_OF)]


def test_a_report_is_due_so_many_business_days_after_its_month():
    agreement = agreement_of(passing("told-on-wrong-channel"))

    found = list(find_reports_due(agreement, date(2026, 5, 1), date(2026, 6, 30)))

    assert [
        ("tell The monthly scorecard, 2026-04", date(2026, 5, 7)),
        ("tell The monthly scorecard, 2026-05", date(2026, 6, 5)),
    ] == [(one.what, one.due) for one in found]


def test_what_is_asked_of_somebody_soon_is_a_point_with_its_owner_day_and_place():
    day = date(2026, 7, 1)
    agreement = agreement_of(passing("told-on-wrong-channel") | passing("overdue-culture"))

    found = {one.text: one for one in find_heard(agreement, day, day + timedelta(days=7))}

    report = found["tell The monthly scorecard, 2026-06"]
    assert ("provider", "account-director", date(2026, 7, 7)) == (
        report.party,
        report.owner,
        report.due,
    )
    assert REPORT == report.place.path
    assert date(2026, 7, 14) == found["the result of How we get on, 2026-Q2"].due
    assert not [text for text in found if text.startswith("look at")]


def test_onboarding_that_was_not_attested_is_overdue_until_it_is():
    texts = passing("overdue-culture")
    attested = """\
kind: Attestation
id: how-we-hire-2026
topic: how we hire together
party: client
group: Hiring managers of the account
covered: 18
required: 20
date: 2026-11-30
owner: account-director
evidence: Learning system, report HM-2026
note: Whoever was away comes in January.
"""
    day, review = date(2027, 1, 10), "overdue-culture"

    [late] = told(found_in(texts, day))
    assert (
        review,
        (
            "`account-director` of the provider was to attest how many of Hiring managers of the account have "
            "been to: how we hire together by 2027-01-01, 9 days ago"
        ),
    ) == late
    assert [] == told(found_in({**texts, "records/attestations/a.yaml": attested}, day))


def test_a_value_that_names_an_unknown_question_is_told():
    texts = passing("overdue-culture") | passing("small-cell-told")
    texts = edited(
        texts,
        CLIENT,
        "could be told.\n",
        "could be told.\n    measured_by: {survey: relationship, item: trust}\n",
    )

    assert [("unknown-question", "the survey `relationship` has no question `trust`")] == told(
        found_in(texts, date(2026, 4, 12))
    )


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            "audience: [vendor-manager, account-director]",
            "audience: [account-director]",
            "`vendor-manager` is told this and does not read the channel `daily`",
        ),
    ],
)
def test_a_report_that_its_readers_do_not_see_is_told_so(old, new, message):
    texts = edited(passing("told-on-wrong-channel"), "partnership/channels/daily.yaml", old, new)

    assert ("told-on-wrong-channel", message) in told(found_in(texts, date(2026, 4, 12)))


def test_hours_that_change_inside_the_days_looked_at_count_from_their_day_on():
    texts = edited(passing("norms-that-contradict"), CALENDAR, "09:00-17:30", "09:00-20:00")
    texts = edited(texts, PROVIDER, "off_from: 18:00", "off_from: 20:00")
    texts[CALENDAR] += "amendments: [{from: 2026-08-31, hours: [09:00-18:00]}]\n"

    [message] = clashes(expecting("expects_within: 2 elapsed hours", texts))

    assert "asked at 2026-08-31 17:00 Europe/London" in message
    assert message.endswith("1 h short; so on 221 of 365 days")


BERLIN = """\
kind: Calendar
id: client-de
title: Berlin
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
time_zone: Europe/Berlin
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [10:00-19:00]
cut_off: 00:00
"""
LATER = {**passing("norms-that-contradict"), "partnership/calendars/client-de.yaml": BERLIN}


def asked(texts) -> list[str]:
    """What is asked within half an hour and due when nobody answers."""
    found = clashes(expecting("expects_within: 30 elapsed minutes", texts))
    return [one for one in found if "asked at" in one]


def test_whoever_asks_on_a_sides_second_calendar_is_looked_at_too():
    """19:00 in Berlin is 18:00 in London, when the provider has gone for half an hour."""
    texts = edited(LATER, CLIENT, "calendars: [client-uk]", "calendars: [client-uk, client-de]")

    assert [] == asked(LATER)
    [message] = asked(texts)
    assert "asked at 2026-07-06 19:00 Europe/Berlin it is due at 2026-07-06 18:30" in message


def test_a_side_answers_where_any_of_its_calendars_is_worked():
    """At 08:00 in London only Berlin is at work, until at 09:00 London is."""
    early = BERLIN.replace("10:00-19:00", "08:00-18:30").replace("client-de", "provider-de")
    texts = {**passing("norms-that-contradict"), "partnership/calendars/provider-de.yaml": early}
    texts = edited(texts, CALENDAR, "09:00-17:30", "12:00-17:30")
    both = edited(texts, PROVIDER, "[provider-uk]", "[provider-uk, provider-de]")

    [message] = asked(texts)
    assert "asked at 2026-07-06 11:15 Europe/London" in message
    assert [] == asked(both)


def test_a_day_off_ten_months_ahead_is_found():
    holiday = "cut_off: 00:00\nholidays: [{day: 2027-05-03, title: A day off}]\n"
    texts = edited(passing("norms-that-contradict"), CALENDAR, "cut_off: 00:00\n", holiday)
    texts = edited(texts, CALENDAR, "09:00-17:30", "08:00-19:30")
    texts = edited(texts, PROVIDER, "off_from: 18:00", "off_from: 20:00")

    [message] = clashes(expecting("expects_within: 2 elapsed hours", texts))
    assert "asked at 2027-05-03 " in message
    assert message.endswith("so on 1 of 365 days")
