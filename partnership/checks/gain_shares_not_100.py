"""What an improvement brings is shared whole.

The client's share and the provider's make 100%. Where they make less, part of the gain is nobody's; where they
make more, somebody pays for it.

To mend it: correct the two shares.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity
from partnership.values.levels import Share

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every gain whose shares do not make 100%."""
    if agreement.ids("Improvement"):
        from partnership.documents import Improvement

        for one in agreement.stretches(Improvement):
            gain = one.terms.gain
            if gain is None:
                continue
            total = gain.client.value + gain.provider.value
            if total != 1:
                message = f"{gain.client} and {gain.provider} make {Share(total)}"
                yield one.terms.finding(message, "gain", hint="correct them to make 100%")
