"""The terms say where an amount is rounded, to what, and which way.

A third of 100.00 has no cents that are right. Rounding each credit or only their sum, half up or to the even
cent, gives different totals, and a program that chooses for the parties chooses for one of them.

To mend it: write `rounding: {to: 0.01 GBP, when: total, mode: half even}`, or what was agreed.
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
    """Yield every account whose amounts nobody may round."""
    for days in agreement.stretches(Commercials):
        terms = days.terms
        if terms.rounding is None:
            third = money_text(Fraction(100, 3), terms.currency)
            message = f"nothing says where amounts are rounded: a third of 100.00 stays {third}"
            example = f"{{to: 0.01 {terms.currency}, when: total, mode: half even}}"
            yield terms.finding(message, "rounding", hint=f"add `rounding: {example}`")
        elif not terms.rounding.to.value:
            message = f"amounts are rounded to `{terms.rounding.to}`, which no amount is made of"
            hint = f"write the smallest unit that is paid: `0.01 {terms.currency}`"
            yield terms.finding(message, "rounding", "to", hint=hint)
