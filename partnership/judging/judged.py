"""A verdict with everything that led to it."""

from __future__ import annotations

from typing import NamedTuple

from partnership.judging.cases import Case
from partnership.judging.standing import ALONE, Standing, Trigger
from partnership.judging.steps import Step, steps_of
from partnership.judging.verdicts import Verdict


class Judged(NamedTuple):
    """A verdict with everything that led to it."""

    verdict: Verdict
    case: Case | None = None
    standing: Standing = ALONE
    undisputed: Verdict | None = None
    """What the counts come to that nobody contests, where its row is contested and they are named."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """What each step of the way to the verdict found, in order; written when it is asked for."""
        return steps_of(self.verdict, self.case, self.standing)

    @property
    def run(self) -> int:
        """How many periods in a row missed a level, this one included; 0 where it did not."""
        return len(self.standing.run)

    @property
    def minimum_run(self) -> int:
        """How many periods in a row missed the minimum, this one included; 0 where it did not."""
        return len(self.standing.minimum_run)

    @property
    def multiplier(self) -> int:
        """How many times a credit or points count for it: more than once for a repeat."""
        return self.standing.multiplier

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """The rights to end the agreement that it gives."""
        return self.standing.triggers
