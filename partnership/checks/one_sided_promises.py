"""Both parties owe something.

Late feedback moves a hire as much as a late slate. Where one party owes many times what the other
owes, the agreement measures one side and excuses the other. How many times is too many stands in the
partnership's `symmetry`; what both owe together counts for neither.

To mend it: write down what the other party does for the result, as SLAs it owes; or raise
`symmetry`, if both agree that it is right as it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Finding, Severity

SEVERITY = Severity.NOTE


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield a note where one party owes many times what the other owes."""
    if agreement.partnership is None or not agreement.is_whole("SLA"):
        return
    terms = agreement.partnership.on(as_of) or agreement.partnership
    owed = Counter(str(sla.owed_by) for sla in agreement.in_force(SLA, as_of))
    for more, less in (("provider", "client"), ("client", "provider")):
        if owed[more] > terms.symmetry * owed[less]:
            promises = "1 promise" if owed[more] == 1 else f"{owed[more]} promises"
            message = (
                f"the {more} owes {promises} on {as_of}, and the {less} {owed[less] or 'none'}"
            )
            hint = f"write down what the {less} owes"
            if owed[less]:
                hint += f", or raise `symmetry` above {terms.symmetry}"
            yield terms.finding(message, "symmetry", hint=hint)
