"""A new calendar holds the public holidays that a country keeps."""

from __future__ import annotations

import importlib.metadata
from datetime import date

import pytest

from partnership.errors import WrongUsage
from partnership.loading.document import load_document
from partnership.scaffold import CalendarTerms, calendar_text
from partnership.scaffold.countries import zone_of

# From the British government's list of bank holidays, and Berlin's own law; a bank holiday on a
# weekend is saved beside the Monday that stands in for it.
ENGLAND_2026 = {
    "2026-01-01": "New Year's Day",
    "2026-04-03": "Good Friday",
    "2026-04-06": "Easter Monday",
    "2026-05-04": "May Day",
    "2026-05-25": "Spring Bank Holiday",
    "2026-08-31": "Late Summer Bank Holiday",
    "2026-12-25": "Christmas Day",
    "2026-12-26": "Boxing Day",
    "2026-12-28": "Boxing Day (observed)",
}
BERLIN_2026 = {
    "2026-01-01",
    "2026-03-08",
    "2026-04-03",
    "2026-04-06",
    "2026-05-01",
    "2026-05-14",
    "2026-05-25",
    "2026-10-03",
    "2026-12-25",
    "2026-12-26",
}


def terms(country="GB", subdivision="ENG", years=(2026,), title="Client"):
    return CalendarTerms(
        id="client",
        title=title,
        country=country,
        subdivision=subdivision,
        years=years,
        time_zone="Europe/London",
        start=date(2026, 1, 1),
        client_owner="vendor-manager",
        provider_owner="account-director",
    )


def loaded(**given):
    found = load_document("client.yaml", calendar_text(terms(**given)).encode())
    assert [] == found.findings
    return found.document


def test_england_keeps_its_bank_holidays():
    calendar = loaded()

    assert ENGLAND_2026 == {str(holiday.day): holiday.title for holiday in calendar.holidays}


def test_berlin_keeps_its_own():
    calendar = loaded(country="DE", subdivision="BE")

    assert BERLIN_2026 == {str(holiday.day) for holiday in calendar.holidays}
    assert {"Women's Day", "German Unity Day"} < {day.title for day in calendar.holidays}


def test_where_the_days_come_from_is_noted():
    source = loaded(years=(2027, 2026, 2027)).holidays_from

    assert (source.package, source.country, source.subdivision, source.years) == (
        "holidays",
        "GB",
        "ENG",
        (2026, 2027),
    )
    assert source.version == importlib.metadata.version("holidays")


def test_a_country_without_a_part_names_none():
    assert loaded(subdivision=None).holidays_from.subdivision is None


def test_a_weekend_is_the_country_s():
    assert loaded(country="SA", subdivision=None).workdays[-1] == "sunday"
    assert "friday" not in loaded(country="SA", subdivision=None).workdays
    assert loaded().workdays[-1] == "friday"


def test_a_title_cannot_break_out_of_its_place():
    title = '"}\nholidays_from: ${years} # '

    assert loaded(title=title).title == title


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"country": "UK", "subdivision": None},
            "no public holidays are known for the country `UK`; did you mean `GB` (Britain (UK))?",
        ),
        (
            {"country": "GERMNY", "subdivision": None},
            "no public holidays are known for the country `GERMNY`; did you mean `DE` (Germany)?",
        ),
        (
            {"country": "#", "subdivision": None},
            "no public holidays are known for the country `#`; write its two letters: `GB`",
        ),
        ({"subdivision": "EN"}, "`EN` is no part of `GB`; did you mean `ENG`?"),
        ({"subdivision": "#"}, "`#` is no part of `GB`; the parts are ENG, NIR, SCT, WLS"),
        (
            {"country": "EE", "subdivision": "X"},
            "`EE` has no parts with holidays of their own; leave `X` out",
        ),
        (
            {"years": (2026, 3000)},
            "holidays are known for the years 1900 to 2100, not for 3000",
        ),
    ],
)
def test_what_is_not_known_is_told_with_what_is_nearest(given, message):
    with pytest.raises(WrongUsage) as told:
        calendar_text(terms(**given))

    assert message == str(told.value)


def test_a_country_s_time_zone_is_taken_where_there_is_one_to_take():
    assert ["Europe/London", "Europe/Berlin", "Europe/Madrid", None, None] == [
        zone_of(country) for country in ("GB", "DE", "ES", "US", "XX")
    ]
