"""A party's weighted score: what its promises earn of their weights, and what nobody knows.

A promise earns its weight in a period where every row is met, and loses it where one is not. Where
none is missed and one is not known, nobody knows: that weight stands apart and is never counted as
met. Of several periods each is an equal part of the weight.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from partnership.judging.verdicts import Status, Verdict


class Outcome(StrEnum):
    """What came of a promise in one period, all its rows together."""

    MET = "met"
    MISSED = "missed"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True, slots=True)
class Weighed:
    """What one promise earns of its weight."""

    sla: str
    outcomes: tuple[tuple[str, Outcome], ...]
    """What came of each period, in order."""
    weights: tuple[int, ...]
    """Its weight in each of them."""

    @property
    def weight(self) -> int:
        """Its weight in the last period."""
        return self.weights[-1]

    def part(self, outcome: Outcome) -> Fraction:
        """Give the part of the weight that has this outcome; each period is an equal part."""
        pairs = zip(self.outcomes, self.weights, strict=True)
        total = sum(weight for (_, one), weight in pairs if one is outcome)
        return Fraction(total, len(self.outcomes))

    @property
    def earned(self) -> Fraction:
        """What is met."""
        return self.part(Outcome.MET)

    @property
    def missed(self) -> Fraction:
        """What is missed."""
        return self.part(Outcome.MISSED)

    @property
    def not_known(self) -> Fraction:
        """What nobody knows."""
        return self.part(Outcome.NOT_KNOWN)


@dataclass(frozen=True, slots=True)
class Score:
    """What a party's promises earn together."""

    weighed: tuple[Weighed, ...] = ()

    @property
    def earned(self) -> Fraction:
        """The weights of what is met."""
        return sum((one.earned for one in self.weighed), Fraction(0))

    @property
    def missed(self) -> Fraction:
        """The weights of what is missed."""
        return sum((one.missed for one in self.weighed), Fraction(0))

    @property
    def not_known(self) -> Fraction:
        """The weights of what nobody knows."""
        return sum((one.not_known for one in self.weighed), Fraction(0))

    @property
    def known(self) -> Fraction:
        """The weights of what is met or missed."""
        return self.earned + self.missed

    @property
    def total(self) -> Fraction:
        """All weights."""
        return self.known + self.not_known


def score_of(verdicts: Iterable[Verdict], weights: Mapping[tuple[str, str], int]) -> Score:
    """Weigh the verdicts of one party.

    Args:
        verdicts: Its verdicts, of one period or of several.
        weights: The weight of each promise in each period; one without a weight is not scored.

    """
    found: dict[str, dict[str, list[Verdict]]] = {}
    for verdict in verdicts:
        if (verdict.sla, verdict.period) in weights:
            found.setdefault(verdict.sla, {}).setdefault(verdict.period, []).append(verdict)
    return Score(
        tuple(
            Weighed(
                sla,
                tuple((period, outcome_of(rows)) for period, rows in periods.items()),
                tuple(weights[sla, period] for period in periods),
            )
            for sla, periods in found.items()
        )
    )


def outcome_of(rows: Iterable[Verdict]) -> Outcome:
    """Say what came of all rows of a promise in a period: a miss first, then what is not known."""
    statuses = {row.status for row in rows}
    if statuses & {Status.MINIMUM_MISSED, Status.EXPECTED_MISSED}:
        return Outcome.MISSED
    return Outcome.MET if statuses == {Status.MET} else Outcome.NOT_KNOWN
