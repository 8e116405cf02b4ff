"""A target leaves room for one miss at the smallest volume that is judged.

95% of 7 is 6.65, so one late subject of seven is a breach: the target is really 100% in each quiet month.
Neither party meant that, and the party that owes finds out in August.

To mend it: raise `low_volume: {below: …}` to the number in the hint, or lower the minimum. Where a
single miss is meant to be a breach, write the minimum as `100%`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.checks._promises import OF_SUBJECTS, fits, with_metric
from partnership.documents import SLA
from partnership.findings import Finding, Severity
from partnership.judging.counts import is_higher_better
from partnership.statistics import allowed_misses, smallest_n_allowing_a_miss

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every row whose minimum one subject alone can break."""
    for sla, metric in with_metric(agreement):
        statistic = sla.terms.statistic
        if statistic.name in OF_SUBJECTS and metric.type != "cost" and fits(metric, statistic):
            yield from _rows(sla.terms, up=is_higher_better(statistic, metric))


def _rows(sla: SLA, *, up: bool) -> Iterator[Finding]:
    floor = sla.low_volume.below if sla.low_volume else 1
    for index, row in enumerate(sla.targets):
        if row.minimum.unit != "percent":
            continue
        share = row.minimum.value if up else 1 - row.minimum.value
        enough = smallest_n_allowing_a_miss(share)
        if enough is None or allowed_misses(share, floor):
            continue
        alone = Fraction(floor - 1, floor) if up else Fraction(1, floor)
        message = (
            f"a minimum of {row.minimum} allows no miss among {floor}: one is {_percent(alone)}"
        )
        if sla.low_volume is None:
            message = f"a minimum of {row.minimum} allows no miss, and one subject alone is judged"
        hint = f"write `low_volume: {{below: {enough}, …}}`, or a lower minimum"
        yield sla.finding(message, "targets", index, "minimum", hint=hint)


def _percent(share: Fraction) -> str:
    """Write a share for reading, with one decimal where it needs one."""
    tenths = int(share * 1000)
    return f"{tenths // 10}%" if tenths % 10 == 0 else f"{tenths // 10}.{tenths % 10}%"
