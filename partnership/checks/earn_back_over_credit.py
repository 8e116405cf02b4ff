"""A credit earns back what it was at most.

With `share: 150%` a party that misses once and then keeps three months is paid for having missed.

To mend it: write at most `share: 100%`. What is paid for doing better than promised is a `bonus`.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import Commercials
from partnership.findings import Finding, Severity
from partnership.judging.credits.amounts import money_text

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every earn-back of more than the credit."""
    for days in agreement.stretches(Commercials):
        back, currency = days.terms.earn_back, days.terms.currency
        if back is not None and back.share.value > 1:
            credit = money_text(Fraction(1000), currency)
            returned = money_text(1000 * back.share.value, currency)
            message = f"a credit of {credit} earns back {returned}"
            yield days.terms.finding(message, "earn_back", "share", hint="write at most `100%`")
