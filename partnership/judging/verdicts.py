"""A verdict: one SLA judged on its measurement for one period and segment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from partnership.findings import Place
from partnership.values.levels import Threshold


class Status(StrEnum):
    """What can be said of a promise in a period; only `met` is green."""

    NOT_IN_FORCE = "not_in_force"
    NOT_YET_DUE = "not_yet_due"
    NOT_MEASURED = "not_measured"
    EXCUSED = "excused"
    INSUFFICIENT_DATA = "insufficient_data"
    BASELINING = "baselining"
    MINIMUM_MISSED = "minimum_missed"
    EXPECTED_MISSED = "expected_missed"
    MET = "met"


@dataclass(frozen=True, slots=True)
class Verdict:
    """One SLA judged for one period (or part of it) and one row of its targets."""

    sla: str
    title: str
    owed_by: str
    """`client`, `provider` or `both`."""
    period: str
    segment: str
    status: Status
    reason: str
    """Why, in a sentence."""
    expected: Threshold | None
    minimum: Threshold | None
    place: Place
    """Where the row of targets stands that was judged."""
    value: Fraction | None = None
    """The exact value, shares as 0 to 1."""
    n: int | None = None
    numerator: int | None = None
    denominator: int | None = None
    since: date | None = None
    """The first day of its part, where terms change inside the period."""
    until: date | None = None
    """The last day of its part."""
    disputed: bool = False

    @property
    def is_breach(self) -> bool:
        """Whether the minimum was missed by a party that owes it alone."""
        return self.status is Status.MINIMUM_MISSED and self.owed_by != "both"
