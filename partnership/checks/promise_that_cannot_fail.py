"""A promise can be broken.

A share that is expected at 0% is met by nothing at all. Where `allow misses` lets more be missed in a
quiet month than the minimum allows in a busier one, three of nine late are met and three of ten are a
breach. It reads as a promise and weighs in a scorecard; nobody keeps it.

Fewer than five people are withheld and judged by nothing. Where people are counted alone, as a sum of hires
or hires for each recruiter, that is the worst result of all: seven of ten promised hires are a breach, and
two are not.

To mend it: write the level that is meant; lower `misses` to the number in the hint, or write
`then: report only`. One miss may always be allowed, but not as many as there are subjects. Count openings
filled, which are no people, or a share of people.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import OF_SUBJECTS, fits, with_metric
from partnership.documents import SLA, Metric
from partnership.documents.sla import Target
from partnership.findings import Finding, Severity
from partnership.judging.counts import is_higher_better
from partnership.measuring.quantities import counts_only_people, counts_people
from partnership.measuring.tallies import SMALLEST
from partnership.statistics import allowed_misses

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every row that nothing misses, and every allowance larger than the minimum's own."""
    for sla, metric in with_metric(agreement):
        statistic = sla.terms.statistic
        if fits(metric, statistic) and counts_only_people(metric):
            yield from _withheld(sla.terms, metric)
        if (
            statistic.name not in OF_SUBJECTS
            or metric.type == "cost"
            or not fits(metric, statistic)
        ):
            continue
        up = is_higher_better(statistic, metric)
        rows = [
            (index, row)
            for index, row in enumerate(sla.terms.targets)
            if row.minimum.unit == row.expected.unit == "percent"
        ]
        for index, row in rows:
            worst = 0 if up else 1
            if row.expected.value == row.minimum.value == worst:
                message = f"{row.expected} is expected, so nothing can miss it"
                hint = "write the level that is meant"
                yield sla.terms.finding(message, "targets", index, "expected", hint=hint)
        if up:
            yield from _misses(sla.terms, [row for _, row in rows])


def _withheld(sla: SLA, metric: Metric) -> Iterator[Finding]:
    """Yield the statistic where its worst results are withheld: few people, where many are better."""
    if metric.direction == "higher is better":
        people = " and ".join(f"`{name}`" for name in metric.amount or () if counts_people(name))
        message = (
            f"fewer than {SMALLEST} {people} are withheld, so the worst result is never a miss"
        )
        hint = "count `openings filled`, which are no people, or a share of people"
        yield sla.finding(message, "statistic", hint=hint)


def _misses(sla: SLA, rows: list[Target]) -> Iterator[Finding]:
    low = sla.low_volume
    if low is None or low.then != "allow misses" or not low.misses or not rows:
        return
    hint = "write `then: report only`"
    if low.misses >= low.below - 1:
        message = f"below {low.below} each subject may be missed, so no such period can fail"
        yield sla.finding(message, "low_volume", "misses", hint=hint)
        return
    strictest = max(rows, key=lambda row: row.minimum.value)
    allowed = max(1, allowed_misses(strictest.minimum.value, low.below))
    if low.misses > allowed:
        message = (
            f"{low.misses} of {low.below - 1} may be missed, and the minimum of "
            f"{strictest.minimum} allows {allowed_misses(strictest.minimum.value, low.below)} "
            f"of {low.below}"
        )
        yield sla.finding(message, "low_volume", "misses", hint=f"write `misses: {allowed}`")
