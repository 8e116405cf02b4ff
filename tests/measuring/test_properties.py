"""What SQL counts is what the clock counts, whatever the intervals and pauses."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from partnership.clock import Pause, Timeline, Unit
from partnership.measuring.periods import working_time
from tests.measuring.stores import FILL, Events, agreed, measured, terms

FIRST = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp())
DAY = 86_400
TIMELINE = Timeline(working_time(agreed().documents[0]), date(2025, 12, 1), date(2028, 1, 1))  # type: ignore[arg-type]
CUT = int(datetime(2027, 1, 1, tzinfo=UTC).timestamp())
WITHIN = {
    Unit.CALENDAR_DAYS: 30,
    Unit.BUSINESS_DAYS: 20,
    Unit.BUSINESS_HOURS: 160,
    Unit.ELAPSED_HOURS: 700,
    Unit.ELAPSED_MINUTES: 42_000,
}


def utc(at):
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def drawn(seed, subjects=150):
    """Openings with a start, perhaps a stop, and up to four holds that may overlap or not end."""
    draws = random.Random(seed)  # noqa: S311 - any numbers will do
    found = []
    for _ in range(subjects):
        start = FIRST + draws.randrange(200 * DAY)
        stop = start + draws.randrange(70 * DAY) if draws.random() < 0.8 else None
        holds: list[tuple[bool, int, int | None]] = []
        for level in (False, True):
            at = start - 5 * DAY
            for _ in range(draws.randrange(3)):
                at += 1 + draws.randrange(20 * DAY)
                until = at + 1 + draws.randrange(15 * DAY)
                if draws.random() < 0.1:
                    holds.append((level, at, None))
                    break
                holds.append((level, at, until))
                at = until
        found.append((start, stop, holds))
    return found


def stored(subjects, *, with_holds=True):
    events = Events()
    for number, (start, stop, holds) in enumerate(subjects):
        asked, name = f"r{number}", f"o{number}"
        events.requisition(asked)
        events.add("opening", opening_id=name, requisition_id=asked, opened_at=utc(start))
        if stop is not None:
            events.offer("2026-01-01 00:00", "accepted", name, asked, decided_at=utc(stop))
        for level, at, until in holds if with_holds else ():
            opening = name if level else None
            for kind, when in (("hold_started", at), ("hold_ended", until)):
                if when is not None:
                    events.add(
                        "req_event",
                        type=kind,
                        occurred_at=utc(when),
                        requisition_id=asked,
                        opening_id=opening,
                    )
    return events


def pauses_of(stop, holds):
    """A clock that has stopped is held no longer."""
    return [
        Pause(at, stop if stop is not None and (until is None or until > stop) else until)
        for _, at, until in holds
        if stop is None or at < stop
    ]


def metric(unit):
    return FILL.replace("calendar days", unit.value)


def limit(unit):
    return f"{{id: all, within: {WITHIN[unit]} {unit.value}, expected: 90%, minimum: 80%}}"


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("seed", [1, 2])
def test_durations_in_sql_are_the_clocks(unit, seed, tmp_path):
    subjects = drawn(seed)
    promise = terms(
        placed_by="stop",
        window="year",
        targets=limit(unit),
        pauses="[hold]",
        open_past_due="ignored",
    )
    expected = Counter(
        TIMELINE.elapsed(unit, start, stop, pauses_of(stop, holds))
        for start, stop, holds in subjects
        if stop is not None
    )

    (found,) = measured(agreed(metric(unit), promise), stored(subjects), tmp_path, "2026")[
        "2026"
    ].rows

    assert {str(value): count for value, count in expected.items()} == found.closed


@pytest.mark.parametrize("unit", list(Unit))
@pytest.mark.parametrize("seed", [3, 4])
def test_due_dates_in_sql_are_the_clocks(unit, seed, tmp_path):
    subjects = drawn(seed)
    promise = terms(
        window="month", targets=limit(unit), pauses="[hold]", open_past_due="counts as a miss"
    )
    due: Counter[str] = Counter()
    on_time: Counter[str] = Counter()
    for start, stop, holds in subjects:
        pauses = pauses_of(stop, holds)
        day = TIMELINE.due_day(unit, start, WITHIN[unit], pauses)
        if day is not None and day.year == 2026:
            due[f"{day:%Y-%m}"] += 1
            if stop is not None:
                raw = TIMELINE.raw(unit, start, stop, pauses)
                on_time[f"{day:%Y-%m}"] += unit.rounded_up(raw) <= WITHIN[unit]

    months = [f"2026-{month:02}" for month in range(1, 13)]
    found = measured(agreed(metric(unit), promise), stored(subjects), tmp_path, *months)

    assert {name: due[name] for name in months} == {
        name: one.rows[0].denominator for name, one in found.items()
    }
    assert {name: on_time[name] for name in months} == {
        name: one.rows[0].numerator for name, one in found.items()
    }


@pytest.mark.parametrize("seed", [5, 6])
def test_a_hold_never_makes_anyone_later(seed, tmp_path):
    unit = Unit.CALENDAR_DAYS
    subjects = [one for one in drawn(seed) if one[1] is not None]
    promise = terms(placed_by="stop", window="year", targets=limit(unit), pauses="[hold]")

    held, free = (
        measured(
            agreed(metric(unit), promise),
            stored(subjects, with_holds=with_holds),
            tmp_path / str(with_holds),
            "2026",
        )["2026"].rows[0]
        for with_holds in (True, False)
    )

    assert held.denominator == free.denominator
    assert (held.numerator or 0) > (free.numerator or 0)
