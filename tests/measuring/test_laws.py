"""What holds of every set of events: counts add up, order is nothing, calendars move them one way."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.judging.counts import exact_value, read_counts
from partnership.measuring.records import to_yaml
from partnership.statistics import Histogram
from partnership.values.statistic_names import Statistic
from tests.measuring.amounts import (
    BOTH_PER_HIRE,
    LOAD,
    OPENED,
    PARTNERSHIP,
    capacity,
    cost,
    hired,
    promise,
)
from tests.measuring.stores import CALENDAR, FILL, Events, agreed, measured, terms

FEW = settings(
    max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
"""Each example writes a store and opens it."""
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
MONTHS = ("2026-01", "2026-02", "2026-03")
COUNTRIES = ("GB", "DE")
WITHIN = "expected: 90%, minimum: 80%"
ROWS = (
    f"{{id: britain, when: {{country: GB}}, within: 30 UNIT, {WITHIN}}}\n"
    f"  - {{id: others, otherwise: true, within: 30 UNIT, {WITHIN}}}"
)

openings = st.lists(
    st.tuples(
        st.integers(-60 * 24 * 60, 85 * 24 * 60),  # minutes after New Year
        st.one_of(st.none(), st.integers(0, 70 * 24 * 60)),  # how long it was open
        st.sampled_from(COUNTRIES),
    ),
    max_size=25,
)


def instant(minutes):
    return (NEW_YEAR + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def stored(drawn, prefix="x"):
    events = Events()
    for number, (opened, length, country) in enumerate(drawn):
        asked, name = f"{prefix}r{number}", f"{prefix}o{number}"
        events.number = 10 * number
        events.requisition(asked, country=country)
        events.add("opening", opening_id=name, requisition_id=asked, opened_at=instant(opened))
        if length is not None:
            ended = instant(opened + length)
            candidate = events.add(
                "application",
                application_id=f"{prefix}a{number}",
                requisition_id=asked,
                source_category="inbound",
                is_internal="false",
            )
            events.offer(None, "accepted", name, asked, application_id=candidate, decided_at=ended)
            events.rows["offer"][-1]["offer_id"] = f"{prefix}f{number}"
    return events


def both(one, other):
    events = Events()
    for part in (one, other):
        for table, rows in part.rows.items():
            events.rows.setdefault(table, []).extend(rows)
    return events


def fill(unit="calendar days", placed_by="stop", window="month", statistic="share within", **more):
    targets = ROWS.replace("UNIT", unit)
    calendar = more.pop("calendar", CALENDAR)
    said = terms(statistic, placed_by, window, targets, **more)
    return agreed(FILL.replace("calendar days", unit), said, calendar=calendar)


def measuring(agreement, events, *periods):
    with tempfile.TemporaryDirectory() as folder:
        return measured(agreement, events, Path(folder), *periods)


def bins(found):
    """The histograms of each row: closed and open."""
    return {
        one.segment: (
            Counter({int(length): n for length, n in one.closed.items()}),
            Counter({int(length): n for length, n in one.open.items()}),
        )
        for one in found.rows
    }


def added(*several):
    return {
        name: tuple(sum((one[name][side] for one in several), Counter()) for side in (0, 1))
        for name in several[0]
    }


@FEW
@given(openings, openings)
def test_the_histograms_of_two_stores_add_up_to_those_of_both(one, other):
    first, second = stored(one, "x"), stored(other, "y")

    for placed_by, more in (
        ("stop", {"open_past_due": "counts as a miss"}),
        ("due date", {"open_past_due": "counts as a miss"}),
    ):
        agreement = fill(placed_by=placed_by, **more)
        parts = [
            measuring(agreement, events, "2026-03")["2026-03"]
            for events in (first, second, both(first, second))
        ]

        assert bins(parts[2]) == added(bins(parts[0]), bins(parts[1]))
        for position in range(2):
            sums = [
                sum(getattr(part.rows[position], name) or 0 for part in parts[:2])
                for name in ("numerator", "denominator", "n")
            ]
            whole = parts[2].rows[position]
            assert sums == [whole.numerator, whole.denominator, whole.n]


@FEW
@given(openings)
def test_three_months_add_up_to_their_quarter(drawn):
    events = stored(drawn)
    months = measuring(fill(open_past_due="ignored"), events, *MONTHS)
    quarter = measuring(fill(window="quarter", open_past_due="ignored"), events, "2026-Q1")

    closed = added(*(bins(months[month]) for month in MONTHS))

    assert {name: pair[0] for name, pair in bins(quarter["2026-Q1"]).items()} == {
        name: pair[0] for name, pair in closed.items()
    }


@FEW
@given(openings)
def test_every_statistic_of_the_bins_is_the_statistic_of_the_rows(drawn):
    """Each one is worked out from the single openings, in the plainest way there is."""
    agreement = fill(statistic="mean", window="year")
    found = measuring(agreement, stored(drawn), "2026")["2026"]

    for position, country in enumerate(COUNTRIES):
        lengths = sorted(
            london_day(opened + length) - london_day(opened)
            for opened, length, where in drawn
            if length is not None and where == country and opened + length >= 0
        )
        row = found.rows[position]
        for name, value in plain_statistics(lengths).items():
            statistic = Statistic.parse(name)
            if name == "share within":
                histogram = Histogram.from_counts((int(a), n) for a, n in row.closed.items())
                counted = Fraction(histogram.within(30), histogram.n) if histogram.n else None
            else:
                counted = exact_value(read_counts(row, statistic), statistic)
            assert value == counted, (name, lengths)


def london_day(minutes):
    """The local day of an instant; London keeps UTC until 29 March 2026, then an hour more."""
    hour = 60 if minutes >= 87 * 24 * 60 + 60 else 0
    return (minutes + hour) // (24 * 60)


def plain_statistics(lengths):
    n = len(lengths)
    if not n:
        return dict.fromkeys(("mean", "median", "90th percentile, linear", "share within"))
    place, rest = divmod((n - 1) * 90, 100)
    upper = lengths[min(place + 1, n - 1)]
    return {
        "mean": Fraction(sum(lengths), n),
        "median": Fraction(lengths[(n - 1) // 2] + lengths[n // 2], 2),
        "90th percentile, linear": lengths[place] + Fraction(rest, 100) * (upper - lengths[place]),
        "90th percentile, nearest rank": Fraction(lengths[-(-n * 90 // 100) - 1]),
        "share within": Fraction(sum(length <= 30 for length in lengths), n),
    }


@FEW
@given(openings, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(drawn, order):
    events = stored(drawn)
    hired(events, 6)
    for month in MONTHS:
        cost(events, "12.5", period=month)
        cost(events, 70, "internal", period=month, category="tools")
        capacity(events, 2, month)
    shuffled = Events()
    for table, rows in events.rows.items():
        shuffled.rows[table] = order.sample(rows, len(rows))

    for agreement in (
        fill(window="quarter", open_past_due="counts as a miss"),
        agreed(BOTH_PER_HIRE, promise(), PARTNERSHIP),
        agreed(LOAD, promise()),
    ):
        one, other = (
            measuring(agreement, each, "2026-Q1")["2026-Q1"] for each in (events, shuffled)
        )
        assert to_yaml(one) == to_yaml(other)


@FEW
@given(openings)
def test_sums_of_months_add_up_to_their_quarter(drawn):
    events = stored(drawn)
    months = measuring(agreed(OPENED, promise("sum", "month")), events, *MONTHS)
    quarter = measuring(agreed(OPENED, promise("sum")), events, "2026-Q1")["2026-Q1"].rows[0]

    assert sum(int(one.rows[0].amount or 0) for one in months.values()) == int(quarter.amount or 0)
    inside = sum(1 for opened, _, _ in drawn if 0 <= opened < 90 * 24 * 60 - 60)
    assert str(inside) == quarter.amount


@FEW
@given(openings, st.integers(0, 60))
def test_a_holiday_never_makes_anyone_later(drawn, day):
    """A day off is no business day, so what lies over it is shorter and is due later."""
    holiday = (NEW_YEAR + timedelta(days=day)).date()
    free = CALENDAR.replace("holidays:\n", f"holidays:\n  - {{day: {holiday}, title: Off}}\n")
    with_holiday, without = (
        measuring(
            fill("business days", window="year", open_past_due="ignored", calendar=calendar),
            stored(drawn),
            "2026",
        )["2026"]
        for calendar in (free, CALENDAR)
    )

    for fewer, more in zip(with_holiday.rows, without.rows, strict=True):
        assert (fewer.n, fewer.denominator) == (more.n, more.denominator)
        assert (fewer.numerator or 0) >= (more.numerator or 0)
        for limit in range(60):
            assert up_to(fewer, limit) >= up_to(more, limit)


def up_to(row, limit):
    return sum(n for length, n in row.closed.items() if int(length) <= limit)


@pytest.mark.parametrize(
    ("west", "east"), [("America/New_York", "Europe/London"), ("Europe/London", "Asia/Tokyo")]
)
@FEW
@given(drawn=openings)
def test_a_zone_further_east_begins_each_month_earlier(west, east, drawn):
    """What happens at one instant is the same day or a later one there, never an earlier one."""
    counted = {
        zone: measuring(
            agreed(
                OPENED, promise("sum", "month"), calendar=CALENDAR.replace("Europe/London", zone)
            ),
            stored(drawn),
            "2025-11",
            "2025-12",
            *MONTHS,
        )
        for zone in (west, east)
    }

    so_far = dict.fromkeys(counted, 0)
    for month in ("2025-11", "2025-12", *MONTHS):
        for zone, found in counted.items():
            so_far[zone] += int(found[month].rows[0].amount or 0)
        assert so_far[east] <= so_far[west]


def test_the_laws_are_asked_of_events_that_tell_them_apart():
    """A law that only ever sees empty stores holds of nothing."""
    draws = random.Random(7)  # noqa: S311 - any numbers will do
    drawn = [
        (draws.randrange(85 * 24 * 60), draws.randrange(70 * 24 * 60), draws.choice(COUNTRIES))
        for _ in range(40)
    ]
    free = CALENDAR.replace("holidays:\n", "holidays:\n  - {day: 2026-02-10, title: Off}\n")

    shorter, longer = (
        bins(
            measuring(
                fill("business days", window="year", calendar=calendar), stored(drawn), "2026"
            )["2026"]
        )
        for calendar in (free, CALENDAR)
    )

    assert shorter != longer
    assert 30 < sum(sum(pair[0].values()) for pair in longer.values())
