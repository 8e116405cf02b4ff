"""The chance of a breach: from the row's own past, and only where that has foreseen more than luck."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import pytest

from partnership.judging.chances import (
    FEWEST,
    Chance,
    Course,
    History,
    PastPeriod,
    brier_scores,
    chance_of,
    probability,
)

USUAL = {"kept": 18, "missed": 2}
LENGTHS = {2: 6, 4: 6, 6: 6}


def past(*misses, total=20):
    """Periods of one row with so many misses of twenty; below 80% is a breach."""
    return tuple(
        PastPeriod(f"2025-{number:02}", total - miss, miss, total - miss < 16, LENGTHS)
        for number, miss in enumerate(misses, 1)
    )


def is_missed(kept, missed):
    """The minimum is 80%."""
    return kept + missed > 0 and Fraction(kept, kept + missed) < Fraction(4, 5)


def party(rows):
    """The rows of the party, by period, that were judged and that were breaches."""
    return {one.period: (1, int(one.is_breach)) for one in rows}


def test_where_nothing_is_open_the_chance_is_certain():
    known = past(2, 1, 3, 2, 1, 2)

    assert probability(known, Course(16, 4, takes_new=False), is_missed) == pytest.approx(0)
    assert probability(known, Course(15, 5, takes_new=False), is_missed) == pytest.approx(1)


def test_each_miss_makes_a_breach_likelier():
    known = past(2, 1, 3, 2, 1, 8)

    chances = [
        probability(known, Course(10, missed, (2, 2, 4), takes_new=True), is_missed)
        for missed in range(5)
    ]

    assert chances == sorted(chances)
    assert chances[0] < 0.1
    assert chances[-1] > 0.5


def test_who_has_waited_longer_is_the_likelier_to_miss():
    known = past(2, 1, 3, 2, 1, 8)

    fresh = probability(known, Course(14, 3, (1, 1, 1), takes_new=False), is_missed)
    late = probability(known, Course(14, 3, (6, 6, 6), takes_new=False), is_missed)

    assert fresh < late


def test_without_lengths_to_tell_the_misses_are_beta_binomial():
    """All past clocks ran longer, so that being open tells nothing: the textbook's sum comes out."""
    known = tuple(
        PastPeriod(f"2025-{number:02}", 16, 4, is_breach=False, lengths={9: 10**6})
        for number in range(1, 9)
    )
    course = Course(12, 3, (1,) * 5, takes_new=False)
    mean, strength = (32 + 0.5) / (160 + 1), 256
    alpha, beta = mean * strength + 3, (1 - mean) * strength + 12

    def rising(start, count):
        product = 1.0
        for step in range(count):
            product *= start + step
        return product

    expected = sum(
        comb(5, late) * rising(alpha, late) * rising(beta, 5 - late) / rising(alpha + beta, 5)
        for late in range(2, 6)
    )

    assert probability(known, course, is_missed) == pytest.approx(expected, abs=2e-3)


def test_a_short_past_tells_no_chance():
    rows = past(*[2] * (FEWEST - 1))

    assert chance_of(History({"all": rows}, party(rows)), "all", Course(5, 1), is_missed) is None


def test_a_past_without_published_lengths_tells_no_chance():
    rows = tuple(
        PastPeriod(one.period, one.kept, one.missed, one.is_breach, {}) for one in past(*[2] * 8)
    )

    assert chance_of(History({"all": rows}, party(rows)), "all", Course(5, 1), is_missed) is None


def test_a_chance_that_foresaw_less_than_the_base_rate_is_not_told():
    """Nobody was ever in breach: to say so each time is never wrong, and the model is a little."""
    rows = past(2, 1, 3, 2, 1, 2, 3, 2)
    history = History({"all": rows}, party(rows))

    model, base = brier_scores(history, "all", is_missed)
    found = chance_of(history, "all", Course(5, 1), is_missed)

    assert base == 0 < model
    assert found is not None
    assert not found.is_told


def test_a_chance_that_foresaw_more_than_the_base_rate_is_told():
    """The party is often in breach elsewhere, and hardly ever here."""
    rows = past(2, 1, 3, 2, 1, 2, 3, 2)
    history = History({"all": rows}, {one.period: (4, 2) for one in rows})

    found = chance_of(history, "all", Course(5, 1), is_missed)

    assert found is not None
    assert found.is_told
    assert found.base_brier == pytest.approx(0.25)


def test_the_base_rate_leaves_the_period_asked_about_out():
    rows = past(2, 8, 2, 2)
    history = History({"all": rows}, party(rows))

    assert history.base_rate() == pytest.approx(1 / 4)
    assert history.base_rate("2025-02") == 0


@pytest.mark.parametrize(
    ("probability", "shown"), [(0.001, "under 1%"), (0.384, "38%"), (0.999, "over 99%")]
)
def test_no_chance_is_shown_as_certain(probability, shown):
    assert shown == Chance(probability, 12, 0.01, 0.02).shown


def test_of_more_subjects_than_can_be_drawn_no_chance_is_told():
    rows = past(2, 1, 3, 2, 1, 2)
    history = History({"all": rows}, party(rows))

    found = [
        chance_of(history, "all", Course(4000, 999, paused=paused, takes_new=False), is_missed)
        for paused in (1, 2)
    ]

    assert [True, False] == [one is not None for one in found]
