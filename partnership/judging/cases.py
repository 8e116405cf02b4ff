"""One case: the terms of one row in one part of a period, and what was measured for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from partnership.documents import SLA, Measurement, Metric
from partnership.documents.measurement import Row
from partnership.documents.sla import Phase, Target
from partnership.findings import Place
from partnership.judging.counts import Counts
from partnership.judging.measured import Fault
from partnership.judging.parts import Part
from partnership.judging.verdicts import Status
from partnership.values.durations import Span as Duration
from partnership.values.statistic_names import Statistic


class Case(NamedTuple):
    """What one verdict is about."""

    part: Part
    target: Target
    """The row of targets, with the thresholds that hold in its phase."""
    place: Place
    """Where the thresholds are written."""
    period: str
    """The period's name."""
    due: date
    """The last day on which its measurement is in time."""
    as_of: date
    metric: Metric | None = None
    measurement: Measurement | None = None
    row: Row | None = None
    fault: Fault | None = None
    """Why no number can be held against the terms."""
    unit: str = ""
    """What stands behind a value for reading: `to 1`, `GBP`."""
    phase: Phase | None = None
    """The phase the last day judged lies in."""

    @property
    def terms(self) -> SLA:
        """The SLA as it stands on those days."""
        return self.part.terms

    @property
    def floor(self) -> int:
        """The number of subjects below which relief alone may have emptied the row."""
        low = self.terms.low_volume
        return low.below if low and low.then != "allow misses" else 1

    @property
    def is_baselining(self) -> bool:
        """Whether a number is shown and not judged."""
        return self.phase is not None and self.phase.phase == "baselining"


UNCOUNTED = Counts(0)
Meaning = tuple[str, Statistic, Duration | None, str, str]
"""Metric, statistic, limit and calendar, and who owes it."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What earlier periods with too little to judge have carried forward."""

    periods: tuple[str, ...] = ()
    counts: Counts = UNCOUNTED
    terms: Meaning | None = None
    """What the counts mean: only counts of the same meaning are added up."""


class Decision(NamedTuple):
    """A status, why, and the numbers it was decided on."""

    status: Status
    reason: str
    decided_by: str
    counts: Counts | None = None
    value: Fraction | None = None
    pooled: tuple[str, ...] = ()
