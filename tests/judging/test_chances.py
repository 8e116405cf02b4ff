"""The chance of a breach: from the row's own past, and only where that has foreseen more than luck."""

from __future__ import annotations

from datetime import date
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
    most_misses,
    probability,
)
from partnership.judging.slas import judge_in_full
from tests.judging.agreements import agreement, measurement, months, row, sla

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


def test_what_is_lost_already_is_a_breach_for_certain_whoever_is_open():
    """5 of 20 are too many, and 6 have missed."""
    lost = Course(9, 6, (1,) * 4, paused=1, takes_new=False)

    assert probability(past(2, 1, 3, 2, 1, 2), lost, is_missed) == pytest.approx(1, abs=1e-12)


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


def more_than(most, number, alpha, beta):
    """The textbook's chance that more than so many of a number miss, by counting every one."""

    def rising(start, count):
        product = 1.0
        for step in range(count):
            product *= start + step
        return product

    return sum(
        comb(number, late) * rising(alpha, late) * rising(beta, number - late)
        for late in range(most + 1, number + 1)
    ) / rising(alpha + beta, number)


def alike(*totals, lengths):
    """Periods in which a fifth missed each time, so that the past weighs as much as it may."""
    return tuple(
        PastPeriod(
            f"2025-{number:02}", total * 4 // 5, total // 5, is_breach=False, lengths=lengths
        )
        for number, total in enumerate(totals, 1)
    )


NEVER_SO_LONG = {9: 10**6}
"""All past clocks ran longer than any that is open, so that being open tells nothing."""


@pytest.mark.parametrize(
    ("course", "chance"),
    [
        # 12 kept and 3 missed of 20: of 5 more, 1 may miss.
        (Course(12, 3, (1,) * 5, takes_new=False), lambda *fit: more_than(1, 5, *fit)),
        # The same where two of the five stand still: they are as likely to miss as the others.
        (Course(12, 3, (1,) * 3, paused=2, takes_new=False), lambda *fit: more_than(1, 5, *fit)),
        # 20 were counted in six periods and 25 in two: 1 more may miss of 20, and 2 more of 25.
        (
            Course(12, 3, (1, 1)),
            lambda *fit: 3 / 4 * more_than(1, 5, *fit) + 1 / 4 * more_than(2, 10, *fit),
        ),
        # Where nothing is open yet, it is newcomers alone that may miss.
        (
            Course(12, 3),
            lambda *fit: 3 / 4 * more_than(1, 5, *fit) + 1 / 4 * more_than(2, 10, *fit),
        ),
        # There were never more than 25, and 26 are here: nobody else is expected.
        (Course(20, 5, (1,)), lambda *fit: more_than(0, 1, *fit)),
    ],
    ids=["open", "paused", "newcomers", "newcomers alone", "more than ever"],
)
def test_without_lengths_to_tell_the_misses_are_beta_binomial(course, chance):
    """All past clocks ran longer, so that being open tells nothing: the textbook's sum comes out."""
    known = alike(*[20] * 6, 25, 25, lengths=NEVER_SO_LONG)
    mean, strength = (34 + 0.5) / (170 + 1), 256
    expected = chance(mean * strength + course.missed, (1 - mean) * strength + course.kept)

    within = 2e-3 if course.open else 1e-9
    assert probability(known, course, is_missed) == pytest.approx(expected, abs=within)


def test_of_nothing_counted_there_is_no_breach():
    known = alike(*[20] * 6, lengths=NEVER_SO_LONG)

    assert probability(known, Course(0, 0, takes_new=False), is_missed) == pytest.approx(0)


def test_the_most_misses_that_are_no_breach_are_found_among_all_counts():
    """At 80%: none of 4, 1 of 5, 4 of 20; none where nothing can be kept, all where all may miss."""
    found = [most_misses(total, is_missed) for total in (4, 5, 9, 10, 20)]

    assert [0, 1, 1, 2, 4] == found
    assert -1 == most_misses(3, lambda kept, missed: True)
    assert 3 == most_misses(3, lambda kept, missed: False)


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


def test_the_base_rate_of_a_party_that_was_never_judged_is_nothing():
    assert History().base_rate() == 0


def test_the_base_rate_is_of_the_party_that_owes_the_promise_now(tmp_path):
    """The client owed it until March: its breach in February is none of the provider's."""
    amended = "amendments:\n  - {from: 2026-04-01, owed_by: provider}\n"
    found = agreement(
        tmp_path,
        sla(effective="{from: 2026-01-01}", owed_by="client", more=amended),
        *months("2026-01", ("18/20", "1/20", "17/20")),
        sla(name="other", effective="{from: 2026-01-01}"),
        *months("2026-01", ("19/20", "17/20", "2/20"), name="other"),
    )
    verdicts = [one.verdict for one in judge_in_full(found, date(2026, 4, 20))]
    own = tuple(judge_in_full(found, date(2026, 4, 20), "first-slate"))

    history = History.of(own, verdicts)

    assert {"2026-01": (1, 0), "2026-02": (1, 0), "2026-03": (1, 1)} == history.party
    assert (1 / 3, 1 / 2) == (history.base_rate(), history.base_rate("2026-01"))
    assert {} == History.of((), verdicts).party


def test_what_was_counted_alone_against_a_limit_is_the_past(tmp_path):
    """Not a month before its terms, one without counts, or one judged with what was carried to it."""
    bins = 'closed: {"2": 6, "7": 9, "8": 2}'
    counted = ("0/0", "4/5", "16/20", f"numerator: 15, denominator: 17, n: 17, {bins}")
    found = agreement(
        tmp_path,
        sla(effective="{from: 2026-01-01}", more="low_volume: {below: 10, then: carry forward}\n"),
        measurement("2025-12", row("19/20")),
        *months("2026-01", counted),
        sla(
            "  - {id: all, expected: 50%, minimum: 40%}\n",
            name="offers",
            measures="offer-acceptance",
            statistic="ratio of sums",
            effective="{from: 2026-01-01}",
        ),
        *months("2026-01", ("9/10", "1/10"), name="offers"),
    )
    judged = {
        name: tuple(judge_in_full(found, date(2026, 5, 4), name))
        for name in ("first-slate", "offers")
    }
    statuses = [one.verdict.status.words for one in judged["first-slate"]]
    past, offers = (History.of(judged[name], ()) for name in ("first-slate", "offers"))

    assert "not in force" == statuses[-1]
    assert {
        "all": (
            PastPeriod("2026-02", 4, 1, is_breach=False, lengths={}),
            PastPeriod("2026-04", 15, 2, is_breach=False, lengths={2: 6, 7: 9}),
        )
    } == past.rows
    assert {} == offers.rows


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
