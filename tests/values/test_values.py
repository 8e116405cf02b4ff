"""Each scalar people write has one grammar and one printed form."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.values import GRAMMARS
from partnership.values.clock_times import Hours, Wall
from partnership.values.days import parse_day
from partnership.values.durations import DURATION, LENGTH, UNITS
from partnership.values.durations import Span as Duration
from partnership.values.levels import LEVEL_TEXT, PERCENTAGE, Share, Threshold, decimal_text
from partnership.values.money import MONEY, MULTIPLE, Amount
from partnership.values.ordinals import WHICH, Occurrence, ordinal
from partnership.values.periods import Span as Period
from partnership.values.recurrences import RECURRENCE, Rhythm
from partnership.values.respelling import out_of_bounds
from partnership.values.statistic_names import STATISTIC, Statistic


def test_every_example_of_every_grammar_matches_parses_and_prints_itself():
    printed = {
        example: str(grammar.parse(example))
        for grammar in GRAMMARS.values()
        for example in grammar.examples
    }

    assert {example: example for example in printed} == printed
    for grammar in GRAMMARS.values():
        assert all(re.fullmatch(grammar.pattern, example) for example in grammar.examples)


@given(st.integers(0, 99_999), st.sampled_from(UNITS))
def test_a_duration_prints_what_it_parses(amount, unit):
    text = str(Duration(amount, unit))

    assert re.fullmatch(DURATION.pattern, text)
    assert Duration(amount, unit) == Duration.parse(text)


@pytest.mark.parametrize(
    "text", ["5 days", "1 business days", "2 business day", "-1 weeks", "5  weeks", "05 weeks", "5"]
)
def test_what_is_no_duration_does_not_match(text):
    assert not re.fullmatch(DURATION.pattern, text)


@given(st.decimals(0, 100, places=3))
def test_a_percentage_is_exact_and_prints_itself(percent):
    text = f"{percent.normalize():f}%"

    assert re.fullmatch(PERCENTAGE.pattern, text)
    assert Fraction(percent) / 100 == Share.parse(text).value
    assert text == str(Share.parse(text))


@pytest.mark.parametrize("text", ["100.5%", "101%", "95.0%", "05%", "95 %", "-5%", "95"])
def test_what_is_no_percentage_does_not_match(text):
    assert not re.fullmatch(PERCENTAGE.pattern, text)


def test_a_level_is_a_share_a_number_or_a_duration():
    assert Threshold(Fraction(9, 10), "percent") == Threshold.parse("90%")
    assert Threshold(Fraction(21, 5), "number") == Threshold.parse(4.2)
    assert Threshold(Fraction(30), "calendar days") == Threshold.parse("30 calendar days")
    assert ["90%", "4.2", "30", "1 calendar day"] == [
        str(Threshold.parse(written)) for written in ("90%", 4.2, 30, "1 calendar day")
    ]
    assert not re.fullmatch(LEVEL_TEXT.pattern, "ninety")


def test_a_fraction_without_an_end_is_not_written_in_decimals():
    with pytest.raises(ValueError, match="1/3 has no end in decimals"):
        decimal_text(Fraction(1, 3))
    assert "-0.05" == decimal_text(Fraction(-1, 20))


@pytest.mark.parametrize(
    ("text", "first", "last", "following", "before"),
    [
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31), "2026-04", "2026-02"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-03", "2024-01"),
        ("2025-12", date(2025, 12, 1), date(2025, 12, 31), "2026-01", "2025-11"),
        ("2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2026-Q2", "2025-Q4"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "2027-Q1", "2026-Q3"),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2027", "2025"),
    ],
)
def test_a_period_knows_its_days_and_its_neighbours(text, first, last, following, before):
    period = Period.parse(text)

    assert (text, first, last) == (str(period), period.first, period.last)
    assert (following, before) == (str(period.next), str(period.previous))


@given(
    st.dates(date(1901, 1, 1), date(2098, 12, 31)), st.sampled_from(["month", "quarter", "year"])
)
def test_every_day_lies_in_its_period(day, length):
    period = Period.containing(day, length)

    assert period.first <= day <= period.last
    assert period == Period.parse(str(period))
    assert period == period.next.previous


def test_what_is_no_period_says_how_one_is_written():
    with pytest.raises(
        ValueError, match="`2026-13` is not a period; write `2026-03`, `2026-Q1` or"
    ):
        Period.parse("2026-13")


def test_a_day_no_calendar_has_is_refused():
    assert date(2024, 2, 29) == parse_day("2024-02-29")
    with pytest.raises(ValueError, match="`2026-02-29` is a day no calendar has"):
        parse_day("2026-02-29")


def test_ordinals_are_written_as_people_do():
    assert ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th"] == [
        ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 112)
    ]
    written = ("first", "last", "all", "3rd")
    assert [1, -1, 0, 3] == [Occurrence.parse(text).number for text in written]
    assert list(written) == [str(Occurrence.parse(text)) for text in written]


PERCENTILES = st.integers(1, 9999).map(lambda parts: Fraction(parts, 100))


@given(st.integers(1, 99) | PERCENTILES, st.sampled_from(["linear", "nearest rank"]))
def test_every_percentile_can_be_written(number, method):
    text = f"{ordinal(number)} percentile, {method}"

    assert re.fullmatch(STATISTIC.pattern, text)
    assert Statistic("percentile", number, method) == Statistic.parse(text)
    assert text == str(Statistic.parse(text))


@given(
    PERCENTILES.map(ordinal), st.sampled_from(["st", "nd", "rd", "th"]), st.sampled_from(["", "0"])
)
def test_only_right_ordinals_are_percentiles_and_a_wrong_one_is_told_the_right_one(
    right, ending, zero
):
    decimals = zero if "." in right else ""
    wrong = f"{right[:-2]}{decimals}{ending} percentile, linear"
    told = f"{right} percentile, linear"

    assert (wrong == told) == bool(re.fullmatch(STATISTIC.pattern, wrong))
    assert (told,) == STATISTIC.nearest(wrong)


@pytest.mark.parametrize(
    ("grammar", "wrong", "right"),
    [
        (STATISTIC, "11st percentile, linear", ("11th percentile, linear",)),
        (STATISTIC, "12nd percentile, nearest rank", ("12th percentile, nearest rank",)),
        (STATISTIC, "99.1th percentile,linear", ("99.1st percentile, linear",)),
        (STATISTIC, "90 percentile, linear", ("90th percentile, linear",)),
        (
            STATISTIC,
            "95th percentile",
            ("95th percentile, linear", "95th percentile, nearest rank"),
        ),
        (WHICH, "3th", ("3rd",)),
        (WHICH, "12nd", ("12th",)),
        (WHICH, "1st", ("first",)),
    ],
)
def test_a_wrong_ordinal_is_told_the_nearest_right_one(grammar, wrong, right):
    assert not re.fullmatch(grammar.pattern, wrong)
    assert right == grammar.nearest(wrong)


@pytest.mark.parametrize("number", ["0th", "0.0th", "100th", "00.5th", "99.999th", "99.50th"])
def test_what_is_no_percentile_is_refused(number):
    assert not re.fullmatch(STATISTIC.pattern, f"{number} percentile, linear")


def test_money_and_times_print_what_they_parse():
    assert Decimal("99.50") == Amount.parse("99.50 GBP").value
    assert time(17) == Wall.parse("17:00").time
    assert (time(9), time(12, 30)) == (
        Hours.parse("09:00-12:30").start,
        Hours.parse("09:00-12:30").end,
    )


def working(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("every month on the 3rd Tuesday", ["2026-01-20", "2026-02-17", "2026-03-17"]),
        ("every month on the last Friday", ["2026-01-30", "2026-02-27", "2026-03-27"]),
        ("every month on the 15th", ["2026-01-15", "2026-02-15", "2026-03-15"]),
        ("every month on business day 6", ["2026-01-08", "2026-02-09", "2026-03-09"]),
        ("every two months on the 1st Monday", ["2026-01-05", "2026-03-02"]),
        ("every quarter on the 2nd Wednesday of the second month", ["2026-02-11"]),
        ("every quarter on the 1st Monday", ["2026-01-05"]),
        ("every year on 29 February", []),
        ("every year on 20 March at 09:00", ["2026-03-20"]),
        (
            "every two weeks on Thursday",
            [
                f"2026-{day}"
                for day in ["01-01", "01-15", "01-29", "02-12", "02-26", "03-12", "03-26"]
            ],
        ),
    ],
)
def test_a_recurrence_falls_on_the_days_people_mean(text, days):
    assert re.fullmatch(RECURRENCE.pattern, text)

    found = Rhythm.parse(text).days(date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31), working)

    assert days == [str(day) for day in found]


def test_a_recurrence_never_falls_before_its_anchor_and_does_not_drift():
    rhythm = Rhythm.parse("every two weeks on Monday at 10:00 Europe/London")

    late = list(rhythm.days(date(2026, 1, 5), date(2027, 1, 1), date(2027, 1, 31), working))

    assert (time(10), "Europe/London") == (rhythm.at, rhythm.zone)
    assert ["2027-01-04", "2027-01-18"] == [str(day) for day in late]
    assert [] == list(rhythm.days(date(2027, 1, 1), date(2026, 1, 1), date(2026, 12, 31), working))


@pytest.mark.parametrize(
    ("grammar", "wrong", "near"),
    [
        (DURATION, "7 busines days", ["7 business days"]),
        (DURATION, "3 working days", ["3 business days"]),
        (DURATION, "5 Business Days", ["5 business days"]),
        (DURATION, "05 business days", ["5 business days"]),
        (DURATION, "6 month", ["6 months"]),
        (DURATION, "30 days", ["30 business days", "30 calendar days"]),
        (DURATION, "48 hrs", ["48 business hours", "48 elapsed hours"]),
        (LENGTH, "30 days", ["30 calendar days"]),
        (LENGTH, "48 hours", []),
        (STATISTIC, "share wthin", ["share within"]),
        (STATISTIC, "meadian", ["median"]),
        (MONEY, "60,000 GBP", ["60000 GBP"]),
        (MONEY, "1 250 000.50 EUR", ["1250000.50 EUR"]),
        (MONEY, "£60000", ["60000 GBP"]),
        (MONEY, "EUR 12.5", ["12.50 EUR"]),
        (MONEY, "$60000", []),
        (MONEY, "60000gbp", []),
        (MONEY, "60000 gbp", ["60000 GBP"]),
        (PERCENTAGE, "85 %", ["85%"]),
        (PERCENTAGE, "85.50%", ["85.5%"]),
        (PERCENTAGE, "100.0%", ["100%"]),
        (PERCENTAGE, "85 percent", ["85%"]),
        (PERCENTAGE, "120%", []),
    ],
)
def test_a_misspelt_scalar_is_guessed_with_its_number_in_every_sense_it_has(grammar, wrong, near):
    assert near == [*grammar.nearest(wrong)]


@pytest.mark.parametrize(
    ("grammar", "wrong", "bound"),
    [
        (PERCENTAGE, "120%", "is above 100%"),
        (PERCENTAGE, "100.01%", "is above 100%"),
        (PERCENTAGE, "100.0%", None),
        (PERCENTAGE, "-5%", "is below 0"),
        (MULTIPLE, "12000%", None),
        (MONEY, "-60000 GBP", "is below 0"),
        (MONEY, "-£5", "is below 0"),
        (MONEY, "120%", None),
        (DURATION, "-3 business days", "is below 0"),
        (DURATION, "--3 business days", None),
    ],
)
def test_a_number_beyond_its_bound_is_told_the_bound(grammar, wrong, bound):
    assert bound == out_of_bounds(wrong, grammar.pattern)
