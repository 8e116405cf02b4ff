"""A cap leaves room for the smallest credit.

A cap of 3% under a credit of 5% cuts every single credit, so the amounts that were negotiated are never
paid. Either the cap or the credit is not what was meant.

To mend it: raise the cap, or lower what a miss costs.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._credits import Credited, credited, limit_share, of_charges, smallest_credit
from partnership.documents import Commercials
from partnership.findings import Finding, Severity
from partnership.values.levels import Share
from partnership.values.money import Amount

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every cap that is below what the smallest credit comes to."""
    least: dict[int, tuple[Credited, ...]] = {}
    for one in credited(agreement):
        if smallest_credit(one):
            least[id(one.commercials)] = (*least.get(id(one.commercials), ()), one)
    for found in least.values():
        smallest = min(found, key=lambda one: smallest_credit(one) or 0)
        yield from _caps(smallest)


def _caps(one: Credited) -> Iterator[Finding]:
    terms, credit = one.commercials.terms, smallest_credit(one)
    for where, limit in _limits(terms):
        share = limit_share(terms, limit)
        if credit is None or share is None or credit <= share:
            continue
        message = (
            f"one miss of `{one.sla.id}`, the smallest credit, is {of_charges(terms, credit)}, "
            f"and at most {of_charges(terms, share)} is paid"
        )
        yield terms.finding(message, *where, hint="raise the cap, or lower what a miss costs")


def _limits(terms: Commercials) -> Iterator[tuple[tuple[str, ...], Share | Amount]]:
    if terms.at_risk is not None:
        yield ("at_risk",), terms.at_risk
    if terms.caps and terms.caps.period is not None:
        yield ("caps", "period"), terms.caps.period
    if terms.caps and isinstance(terms.caps.twelve_months, Amount):
        yield ("caps", "twelve_months"), terms.caps.twelve_months
