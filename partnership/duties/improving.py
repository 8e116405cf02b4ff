"""What the measured numbers say of an improvement: exactly how much better, against what was expected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import SLA, Improvement, Metric
from partnership.judging import Verdict
from partnership.judging.counts import is_higher_better
from partnership.judging.wording import shown


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the promise before and after."""

    segment: str
    before: Verdict
    after: Verdict
    gain: Fraction
    """How much better it is; below zero where it is worse."""
    expected: Fraction
    unit: str

    @property
    def is_reached(self) -> bool:
        """Whether the expected gain is there."""
        return self.gain >= self.expected

    @property
    def words(self) -> str:
        """The arithmetic: `92% in 2026-06 after 85% in 2025-12: 7% better, 5% expected`."""
        by, expected = (self._points(one) for one in (abs(self.gain), self.expected))
        better = f"{by} {'better' if self.gain > 0 else 'worse'}" if self.gain else "no better"
        return (
            f"{self.after.shown} ({self.after.fraction}) in {self.after.period} after "
            f"{self.before.shown} ({self.before.fraction}) in {self.before.period}: {better}, "
            f"{expected} expected"
        )

    def _points(self, value: Fraction) -> str:
        """Write a difference: of shares it is in percentage points."""
        said = shown(value, self.unit, [self.expected])
        return f"{said.removesuffix('%')} percentage points" if said.endswith("%") else said


def find_measured(
    agreement: Agreement, one: Improvement, verdicts: Iterable[Verdict]
) -> Iterator[Measured]:
    """Yield each row that was measured in both periods and tells of an improvement.

    Args:
        agreement: All documents.
        one: The improvement.
        verdicts: Every verdict of the day judged.

    """
    sla = agreement.get(SLA, one.sla)
    metric = agreement.get(Metric, sla.metric) if sla else None
    if sla is None or metric is None:
        return
    sign = 1 if is_higher_better(sla.statistic, metric) else -1
    own = [each for each in verdicts if each.sla == one.sla and each.value is not None]
    by_row = {(each.period, each.segment): each for each in own}
    for (period, segment), after in by_row.items():
        before = by_row.get((str(one.baseline), segment))
        is_asked = period == str(one.measured_in) and one.segment in {None, segment}
        if before is None or not is_asked or before.value is None or after.value is None:
            continue
        gain = sign * (after.value - before.value)
        expected = one.expected_gain
        yield Measured(segment, before, after, gain, expected.value, expected.unit)
