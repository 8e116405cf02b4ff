"""Pauses and their union."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.clock import Pause, merged
from tests.clock.calendars import at

PAUSES = st.lists(
    st.builds(
        lambda start, length: Pause(start, None if length is None else start + length),
        st.integers(0, 60),
        st.none() | st.integers(0, 20),
    ),
    max_size=6,
)


def test_overlapping_and_touching_pauses_are_one():
    assert (Pause(0, 30), Pause(40, None)) == merged(
        [Pause(50, 60), Pause(20, 30), Pause(0, 10), Pause(5, 20), Pause(40), Pause(45)]
    )


def test_of_pauses_from_one_instant_the_one_without_an_end_remains():
    for pauses in ([Pause(5), Pause(5, 9)], [Pause(5, 9), Pause(5)]):
        assert (Pause(5, None),) == merged(pauses)


def test_a_pause_that_ends_before_it_starts_is_refused():
    message = "out of order: the pause ends at 1970-01-01T00:00:05Z, before it starts at 1970-01-01T00:00:06Z"
    with pytest.raises(ValueError, match=message):
        Pause(6, 5)


def test_a_pause_of_days_starts_and_ends_at_local_midnights():
    assert Pause(at("2026-03-16"), at("2026-03-30")) == Pause.of_days(
        "Europe/London", date(2026, 3, 16), date(2026, 3, 30)
    )
    assert Pause(at("2026-03-16")) == Pause.of_days("Europe/London", date(2026, 3, 16))


@given(PAUSES, st.randoms(use_true_random=False))
def test_the_union_stops_the_same_instants_in_any_order(pauses, random):
    def stopped(some):
        ends = [(p.from_utc, 90 if p.until_utc is None else p.until_utc) for p in some]
        return [any(start <= at < end for start, end in ends) for at in range(90)]

    shuffled = random.sample(pauses, len(pauses))
    union = merged(pauses)

    assert stopped(pauses) == stopped(union)
    assert stopped(union) == stopped(merged(shuffled))
    assert all(
        first.until_utc is not None and first.until_utc < second.from_utc
        for first, second in pairwise(union)
    )
