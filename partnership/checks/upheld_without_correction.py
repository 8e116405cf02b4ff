"""A measurement that was found wrong is corrected.

An upheld dispute says that the measurement was wrong. Until the correction stands beside it, the wrong
counts are judged, and the verdict is no longer shown as disputed.

To mend it: correct the events and run `partnership measure`, which writes `SLA.PERIOD.r1`; where the month is
closed, correct its Close.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Dispute, Measurement
from partnership.findings import Finding, Severity
from partnership.judging.measured import newest_measurements

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every upheld dispute whose measurement is still the newest."""
    newest = newest_measurements(agreement)
    for dispute in agreement.of(Dispute):
        record = agreement.get(Measurement, dispute.measurement)
        upheld = dispute.outcome is not None and dispute.outcome.decision == "upheld"
        if record and upheld and newest.get((record.sla, record.period)) is record:
            message = f"the dispute is upheld, and `{record.id}` is still what counts"
            hint = "correct the events and run `partnership measure`"
            yield dispute.finding(message, "outcome", "decision", hint=hint)
