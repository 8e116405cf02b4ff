"""A verdict: one SLA judged on its measurement for one period and segment."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from partnership.findings import Place
from partnership.judging.counts import divided
from partnership.judging.ranges import exact_range, is_small_share, score_range
from partnership.judging.wording import shown, with_unit
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

    @property
    def words(self) -> str:
        """The status as people say it: `minimum missed`."""
        return self.value.replace("_", " ")


MET, EXPECTED_MISSED, MINIMUM_MISSED = Status.MET, Status.EXPECTED_MISSED, Status.MINIMUM_MISSED
"""What a number can come to, by names that are looked up for every verdict."""


class Verdict(NamedTuple):
    """One SLA judged for one period (or part of it) and one row of its targets.

    There are hundreds of thousands of them, and a tuple is made in a quarter of the time.
    """

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
    amount: Fraction | None = None
    """What quantities add up to, where the value is made of them."""
    per: Fraction | None = None
    """What the amount is divided by."""
    unit: str = ""
    """What stands behind the value for reading: `to 1`, `GBP`."""
    since: date | None = None
    """The first day of its part, where terms change inside the period."""
    until: date | None = None
    """The last day of its part."""
    disputed: bool = False
    """Whether a party contests its measurement, and nothing has come of that yet."""
    sealed: str = ""
    """The id of the Close that sealed it; nothing while its period is open."""
    first: date = date.min
    """The first day that was judged."""
    last: date = date.max
    """The last day that was judged."""
    due: date = date.max
    """The last day on which its measurement is in time."""
    is_due: bool = False
    """Whether that day is past."""
    decided_by: str = ""
    """What decided: `band`, `low volume`, `chronic`, `gate`, …"""
    measurement: str = ""
    """The id of the measurement that was judged."""
    pooled: tuple[str, ...] = ()
    """The earlier periods whose counts were judged together with this one's."""
    again: str = ""
    """What a sealed verdict comes to by its own Close, where that is not what is sealed."""
    invited: int | None = None
    """How many were asked, where it is made of answers to a survey."""

    @property
    def is_breach(self) -> bool:
        """Whether the minimum was missed by a party that owes it alone."""
        return self.status is Status.MINIMUM_MISSED and self.owed_by != "both"

    @property
    def is_unmeasured(self) -> bool:
        """Whether a measurement that is due is not there, or does not count."""
        return self.status is Status.NOT_MEASURED and self.is_due

    @property
    def is_judged(self) -> bool:
        """Whether a number was held against the promise."""
        return self.status in {Status.MINIMUM_MISSED, Status.EXPECTED_MISSED, Status.MET}

    @property
    def shown(self) -> str:
        """The value for reading, `82.61%` or `3.5 to 1`; nothing where there is none."""
        if self.value is None or self.expected is None:
            return ""
        levels = [level.value for level in (self.expected, self.minimum) if level is not None]
        return with_unit(shown(self.value, self.expected.unit, levels), self.unit)

    @property
    def range(self) -> tuple[str, str] | None:
        """The 95% score interval of a share of few subjects, for display; None for any other."""
        if not is_small_share(self.value, self.numerator, self.denominator):
            return None
        return score_range(self.numerator or 0, self.denominator or 0)

    @property
    def ranges(self) -> str:
        """Both intervals in words; nothing where no range is shown."""
        if self.range is None:
            return ""
        exact = exact_range(self.numerator or 0, self.denominator or 0)
        return f"95% range {' to '.join(self.range)} (Wilson), exact {' to '.join(exact)}"

    @property
    def fraction(self) -> str:
        """The counts for reading, `19/23` or `700000 ÷ 140`; nothing where there are none."""
        if self.amount is not None and self.per is not None:
            return divided(self.amount, self.per)
        if self.numerator is None or self.denominator is None:
            return ""
        return f"{self.numerator}/{self.denominator}"

    @property
    def answered(self) -> str:
        """How many of those asked answered, `40% of 120 answered`; nothing where none is known."""
        if not self.invited or self.n is None or self.pooled:
            return ""
        share = shown(Fraction(self.n, self.invited), "percent", ())
        return f"{share} of {self.invited} answered"

    @property
    def counted(self) -> str:
        """The counts as people say them, `19 of 23`; nothing where there are none."""
        return self.fraction.replace("/", " of ") if self.amount is None else self.fraction
