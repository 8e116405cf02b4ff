"""A quorum can be reached.

It counts required roles of each side. Where it asks for more than are required at all, no meeting ever
counts, whoever comes.

To mend it: lower the number, or add roles of that party to `required:`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Cadence
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every quorum that asks for more roles than are required."""
    for cadence in agreement.stretches(Cadence):
        terms = cadence.terms
        if any(name not in agreement.roles for name in terms.required):
            continue
        seats = Counter(str(agreement.roles[name].party) for name in set(terms.required))
        for party in ("client", "provider"):
            asked = getattr(terms.quorum, party)
            if asked > seats[party]:
                known = f"{seats[party] or 'none'}"
                verb = "is" if seats[party] == 1 else "are"
                message = f"the quorum asks for {asked} of the {party}, and {known} {verb} required"
                hint = "lower the number, or add roles to `required`"
                yield terms.finding(message, "quorum", party, hint=hint)
