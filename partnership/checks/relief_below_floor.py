"""Relief cannot make a breach disappear.

With `relief: remove` and `then: report only`, one excused subject can take a month below the number that is
judged, and all its misses with it: of ten with four late, one removed leaves nine, and nine are not judged.
Where misses cost money, that one subject is worth a credit.

To mend it: write `then: carry forward`, so that what is left is judged with the next period, or a relief
that keeps the subject: `extend the clock`, `count as met`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.checks._credits import Credited, credited, metrics_of
from partnership.checks._promises import OF_SUBJECTS
from partnership.findings import Finding, Severity
from partnership.judging.counts import is_higher_better
from partnership.statistics import allowed_misses

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every credited promise whose relief can leave too few to judge."""
    for one in credited(agreement):
        low = one.sla.low_volume
        if one.sla.relief != "remove" or low is None or low.below < 2:
            continue
        if low.then == "report only" and one.sla.class_ == "critical":
            for metric in metrics_of(agreement, one):
                if one.sla.statistic.name in OF_SUBJECTS:
                    yield from _finding(one, up=is_higher_better(one.sla.statistic, metric))


def _finding(one: Credited, *, up: bool) -> Iterator[Finding]:
    below = one.sla.low_volume.below if one.sla.low_volume else 1
    levels = [row.minimum.value for row in one.sla.targets if row.minimum.unit == "percent"]
    if not levels:
        return
    share = max(levels) if up else 1 - min(levels)
    missed = allowed_misses(min(Fraction(1), share), below) + 1
    message = (
        f"of {below} with {missed} missed, one removed leaves {below - 1}, which are not judged, "
        "so no credit falls due"
    )
    hint = "write `then: carry forward` in `low_volume`, or a relief that keeps the subject"
    yield one.sla.finding(message, "relief", hint=hint)
