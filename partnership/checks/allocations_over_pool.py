"""Allocations add up to the pool at most.

The pool says how much of the amount at risk the critical promises share out: 200% lets half of them
missed reach the whole. Allocations beyond it were never agreed, and each promise costs more than its part.

To mend it: lower the allocations, or agree on a larger pool.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from partnership.agreement import Agreement, Stretch
from partnership.documents import SLA, Commercials
from partnership.findings import Finding, Severity
from partnership.values.levels import decimal_text

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every pool that the allocations in force on some day go beyond."""
    slas = tuple(agreement.stretches(SLA))
    for days in agreement.stretches(Commercials):
        if days.terms.pool is not None and agreement.is_whole("SLA"):
            yield from _pool(days, slas)


def _pool(days: Stretch[Commercials], slas: tuple[Stretch[SLA], ...]) -> Iterator[Finding]:
    terms = days.terms
    shares = {
        name: category.share.value if category.share else Fraction(1)
        for category in terms.categories
        if category.method == "allocation"
        for name in category.slas
    }
    known = [sla for sla in slas if sla.terms.id in shares and sla.terms.class_ == "critical"]
    starts = {max(days.first, sla.first) for sla in known if sla.first < days.until}
    for day in sorted(starts):
        found = {
            sla.terms.id: sla.terms.allocation.value * shares[sla.terms.id]
            for sla in known
            if sla.first <= day < sla.until and sla.terms.allocation is not None
        }
        total = sum(found.values(), Fraction(0))
        if terms.pool is not None and total > terms.pool.value:
            said = " + ".join(f"{_percent(share)} of {name}" for name, share in found.items())
            message = (
                f"{said} make {_percent(total)} from {date.fromordinal(day)}, "
                f"and the pool is {terms.pool}"
            )
            hint = f"lower the allocations by {_percent(total - terms.pool.value)}"
            yield terms.finding(message, "pool", hint=hint)
            return


def _percent(share: Fraction) -> str:
    return f"{decimal_text(share * 100)}%"
