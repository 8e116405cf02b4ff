"""The chance of a breach in a running period, from the partnership's own past; it decides nothing.

The model, in four sentences. Each subject of a row misses with a probability of its period; these
probabilities are a Beta distribution, whose mean is the row's share of misses in its past periods
and whose spread is the one, of a few, under which those periods are likeliest. What is decided in
the running period moves it by Bayes' rule. A subject still open after so long is the likelier to miss
the fewer of the past ones in time took that long. Where newcomers may be counted, there come as many
as in one of the past periods, each of them as likely.

A chance is told only where the same model, asked before each past period with that period left out,
has the lower Brier score than the party's base rate: its share of breaches in the other periods.
Floats draw the chance; no verdict and no exit code depends on it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import exp, lgamma, log

from partnership.judging.judged import Judged
from partnership.judging.verdicts import Verdict

FEWEST = 6
"""So few past periods tell nothing."""
MOST = 36
"""Older periods are not looked at."""
MANY = 5000
"""Of more subjects than these no chance is drawn: it would take too long."""
STRENGTHS = (2, 4, 8, 16, 32, 64, 128, 256)
"""How many subjects the past may weigh as."""
STEPS = 64
"""How many probabilities of a miss are tried."""

IsMissed = Callable[[int, int], bool]
"""Whether so many kept and so many missed are below the minimum."""


@dataclass(frozen=True, slots=True)
class Chance:
    """The chance of a breach, and how well the same model did on the past."""

    probability: float
    periods: int
    """How many past periods of the row it is from."""
    brier: float
    """The mean squared error of the model on past periods, each left out in turn."""
    base_brier: float
    """The same of the party's base rate."""

    @property
    def is_told(self) -> bool:
        """Whether the model did better than the base rate."""
        return self.brier < self.base_brier

    @property
    def shown(self) -> str:
        """The chance for reading: `12%`, `under 1%`."""
        percent = round(100 * self.probability)
        if percent < 1:
            return "under 1%"
        return "over 99%" if percent > 99 else f"{percent}%"


@dataclass(frozen=True, slots=True)
class Course:
    """How far a running period has come."""

    kept: int
    missed: int
    open: tuple[int, ...] = ()
    """The subjects whose clock runs, by how long it has run so far."""
    paused: int = 0
    takes_new: bool = True

    @property
    def total(self) -> int:
        """All that are known."""
        return self.kept + self.missed + len(self.open) + self.paused


@dataclass(frozen=True, slots=True)
class PastPeriod:
    """What became of one row in one past period."""

    period: str
    kept: int
    missed: int
    is_breach: bool
    lengths: Mapping[int, int]
    """Those kept, by the length of their clock; nothing where lengths are not published."""

    @property
    def total(self) -> int:
        """All that were counted."""
        return self.kept + self.missed


@dataclass(frozen=True, slots=True)
class History:
    """The past periods of an SLA, by row, and how often the party that owes it was in breach."""

    rows: Mapping[str, tuple[PastPeriod, ...]] = field(default_factory=dict)
    party: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By period: how many rows the owing party was judged on, and how many were breaches."""

    @classmethod
    def of(cls, judged: Sequence[Judged], verdicts: Iterable[Verdict]) -> History:
        """Gather the past of an SLA.

        Args:
            judged: Its verdicts with what led to them.
            verdicts: All verdicts, for the base rate of the party that owes it last.

        """
        rows: dict[str, list[PastPeriod]] = {}
        owing = [one.verdict.owed_by for one in judged[-1:]]
        for one in judged:
            found = _past_period(one)
            if found:
                rows.setdefault(one.verdict.segment, []).append(found)
        party: dict[str, tuple[int, int]] = {}
        for verdict in verdicts:
            if verdict.owed_by in owing and verdict.is_judged:
                rated, breaches = party.get(verdict.period, (0, 0))
                party[verdict.period] = (rated + 1, breaches + verdict.is_breach)
        return cls({name: tuple(found[-MOST:]) for name, found in rows.items()}, party)

    def base_rate(self, left_out: str | None = None) -> float:
        """Give the party's share of breaches among all it was judged on, one period left out."""
        kept = [pair for period, pair in self.party.items() if period != left_out]
        rated = sum(pair[0] for pair in kept)
        return sum(pair[1] for pair in kept) / rated if rated else 0.0


def chance_of(history: History, row: str, course: Course, is_missed: IsMissed) -> Chance | None:
    """Give the chance of a breach, or None where there is too little past; see `is_told`.

    Args:
        history: The SLA's past.
        row: The row of targets.
        course: How far it has come.
        is_missed: What judging says of counts at the period's end.

    """
    past = history.rows.get(row, ())
    if course.total > MANY or len(past) < FEWEST or not any(one.lengths for one in past):
        return None
    model, base = brier_scores(history, row, is_missed)
    return Chance(probability(past, course, is_missed), len(past), model, base)


def brier_scores(history: History, row: str, is_missed: IsMissed) -> tuple[float, float]:
    """Ask the model and the base rate before each past period of a row, with that one left out."""
    past = history.rows[row]
    model = base = 0.0
    for one in past:
        others = tuple(other for other in past if other is not one)
        start = Course(0, 0)
        model += (probability(others, start, is_missed) - one.is_breach) ** 2
        base += (history.base_rate(one.period) - one.is_breach) ** 2
    return model / len(past), base / len(past)


def probability(past: Sequence[PastPeriod], course: Course, is_missed: IsMissed) -> float:
    """Give the model's probability that a period ends below the minimum.

    Args:
        past: The row's past periods.
        course: How far the period has come.
        is_missed: What judging says of counts at its end.

    """
    longer = _longer(past, course.open)
    ends = [
        (number, weight, most_misses(course.total + number, is_missed) - course.missed)
        for number, weight in _newcomers(past, course)
    ]
    alpha, beta = _fitted(tuple((one.missed, one.kept) for one in past))
    if not course.open and not course.paused:
        alpha, beta = alpha + course.missed, beta + course.kept
        return sum(
            weight * _beta_binomial(number, most, alpha, beta) for number, weight, most in ends
        )
    likely, found = [], []
    for step in range(STEPS):
        # More of the steps lie where misses are few.
        theta = ((step + 0.5) / STEPS) ** 2
        seen = (alpha + course.missed - 0.5) * log(theta) + (beta + course.kept - 1) * log(
            1 - theta
        )
        open_ = [theta + (1 - theta) * longer[size] for size in course.open]
        likely.append(seen + sum(map(log, open_)))
        chances = [theta / one for one in open_] + [theta] * course.paused
        found.append(_above(chances, theta, ends))
    highest = max(likely)
    weights = [exp(one - highest) for one in likely]
    return sum(map(float.__mul__, weights, found)) / sum(weights)


def _past_period(one: Judged) -> PastPeriod | None:
    """Give what became of a period, where those counted had a limit to keep."""
    case, verdict = one.case, one.verdict
    if case is None or case.row is None or verdict.numerator is None or not verdict.denominator:
        return None
    within = case.target.within
    if within is None or verdict.pooled:
        return None
    closed = {int(size): number for size, number in case.row.closed.items()}
    lengths = {size: number for size, number in closed.items() if size <= within.amount}
    missed = verdict.denominator - verdict.numerator
    return PastPeriod(verdict.period, verdict.numerator, missed, verdict.is_breach, lengths)


@lru_cache(maxsize=4096)
def _fitted(pairs: tuple[tuple[int, int], ...]) -> tuple[float, float]:
    """Fit a Beta distribution to misses and kept by period: the mean, then the likeliest strength."""
    missed, kept = sum(pair[0] for pair in pairs), sum(pair[1] for pair in pairs)
    mean = (missed + 0.5) / (missed + kept + 1)

    def likelihood(strength: int) -> float:
        alpha, beta = mean * strength, (1 - mean) * strength
        one = _log_beta(alpha, beta)
        return sum(_log_beta(alpha + miss, beta + keep) - one for miss, keep in pairs)

    strength = max(STRENGTHS, key=likelihood)
    return mean * strength, (1 - mean) * strength


def _log_beta(alpha: float, beta: float) -> float:
    return lgamma(alpha) + lgamma(beta) - lgamma(alpha + beta)


def _beta_binomial(number: int, most: int, alpha: float, beta: float) -> float:
    """Give the probability that of so many more than the most miss."""
    if most >= number:
        return 0.0
    whole = _log_beta(alpha, beta)
    below = (
        exp(
            lgamma(number + 1)
            - lgamma(late + 1)
            - lgamma(number - late + 1)
            + _log_beta(alpha + late, beta + number - late)
            - whole
        )
        for late in range(most + 1)
    )
    return min(max(1 - sum(below), 0.0), 1.0)


def _longer(past: Sequence[PastPeriod], sizes: Iterable[int]) -> dict[int, float]:
    """Give, of those in time in the past, the share whose clock ran at least as long."""
    lengths: Counter[int] = Counter()
    for one in past:
        lengths.update(one.lengths)
    return {
        size: (sum(n for length, n in lengths.items() if length >= size) + 0.5)
        / (lengths.total() + 1)
        for size in set(sizes)
    }


def _newcomers(past: Sequence[PastPeriod], course: Course) -> list[tuple[int, float]]:
    """Give how many more may come in, each with its weight: as many as in one of the past periods."""
    if not course.takes_new:
        return [(0, 1.0)]
    found = Counter(max(0, one.kept + one.missed - course.total) for one in past)
    return [(number, count / len(past)) for number, count in sorted(found.items())]


def most_misses(total: int, is_missed: IsMissed) -> int:
    """Give the most misses of so many that are no breach; -1 where even none is one too many."""
    return bisect_left(range(total + 1), True, key=lambda late: is_missed(total - late, late)) - 1


def _above(chances: Sequence[float], theta: float, ends: Iterable[tuple[int, float, int]]) -> float:
    """Give the probability that more miss than may, over all numbers of newcomers.

    Args:
        chances: The probability of a miss, for each subject known.
        theta: The same of a newcomer.
        ends: How many newcomers, with which weight, and how many more may miss then.

    """
    ends = sorted(ends)
    counts = [1.0] + [0.0] * max(most for _, _, most in ends)
    for chance in chances:
        _add(counts, chance)
    found, there = 0.0, 0
    for number, weight, most in ends:
        for _ in range(number - there):
            _add(counts, theta)
        there = number
        found += weight * (1 - sum(counts[: max(most + 1, 0)]))
    return found


def _add(counts: list[float], chance: float) -> None:
    """Add one subject to the distribution of misses; what is beyond the last is not kept."""
    for index in range(len(counts) - 1, 0, -1):
        counts[index] += chance * (counts[index - 1] - counts[index])
    counts[0] *= 1 - chance
