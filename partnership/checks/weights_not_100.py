"""Weights make 100.

All SLAs that one party owes and that carry a `weight` make its scorecard, and all weighted key results
make their goal. Where they make 90 or 110, a party that meets everything does not score 100, and the
share of each promise is not the one that was agreed. The sum is taken for each day on which it changes.

To mend it: correct the weights, also of SLAs that begin or end on the day the finding names.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement, Stretch
from partnership.documents import SLA, Goal
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
WHOLE = 100


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every scorecard and goal whose weights do not make 100."""
    for goal in agreement.stretches(Goal):
        weights = [result.weight for result in goal.terms.key_results if result.weight is not None]
        if weights and sum(weights) != WHOLE:
            message = f"the weights of the key results make {sum(weights)}"
            yield goal.terms.finding(message, "key_results", hint="correct them to make 100")
    if agreement.is_whole("SLA"):
        for party in ("client", "provider"):
            yield from _scorecard(agreement, party)


def _scorecard(agreement: Agreement, party: str) -> Iterator[Finding]:
    """Follow one party's sum of weights through time, from change to change."""
    borders: list[tuple[int, int, int, Stretch[SLA]]] = []
    for sla in agreement.stretches(SLA):
        weight = sla.terms.weight
        if sla.terms.owed_by == party and weight is not None:
            borders.append((sla.first, 1, weight, sla))
            borders.append((sla.until, -1, -weight, sla))
    borders.sort(key=lambda border: (border[0], border[1], border[3].terms.id))
    total = carried = 0
    told = WHOLE
    for index, (day, change, weight, sla) in enumerate(borders):
        total, carried = total + weight, carried + change
        is_last_of_day = index + 1 == len(borders) or borders[index + 1][0] != day
        if not is_last_of_day:
            continue
        if carried and total not in {WHOLE, told}:
            message = f"the weights of what the {party} owes make {total} from {_day(day)}"
            hint = "correct them to make 100, this one or another"
            yield sla.terms.finding(message, "weight", hint=hint)
        told = total if carried else WHOLE


def _day(ordinal: int) -> date:
    return date.fromordinal(ordinal)
