"""A Close seals what is there.

A Close names its terms and its measurements by their digests. Where one of them is another one now, is gone,
or never was what the digest says, the Close was written over other inputs: its verdicts cannot be worked
out again by anybody.

To mend it: restore the measurement or the Close from git. What is different now stands in a new measurement
beside the old one, and is sealed by `partnership close PERIOD --correct --because TEXT`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity
from partnership.judging.audit import find_other_inputs
from partnership.judging.closes import closes_in

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every input of a Close that is not what the Close says it was."""
    for close in closes_in(agreement):
        yield from find_other_inputs(agreement, close)
