"""What a dispute leaves undisputed is a part of what was measured.

`undisputed` names counts of the one row that is contested: they stand, and cost what they cost, whatever comes of
the rest. More than was measured, more than there is to count, or counts of several rows at once are no part of
anything; then the whole credit is held.

To mend it: write the counts that nobody contests, of the one row in `segments`; one dispute for each row. Leave
`undisputed` out where all of it is contested.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Dispute, Measurement, Metric
from partnership.findings import Finding, Severity
from partnership.judging.undisputed import contested_rows, why_not

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every dispute whose undisputed counts cannot be a part of its row's."""
    for dispute in agreement.of(Dispute):
        measurement = agreement.get(Measurement, dispute.measurement)
        promise = agreement.get(SLA, measurement.sla) if measurement else None
        if dispute.undisputed is None or measurement is None or promise is None:
            continue
        rows = contested_rows(dispute, measurement.rows)
        terms = promise.on(measurement.period.last) or promise
        if len(rows) > 1:
            message = f"`undisputed` has the counts of one row, and {len(rows)} are contested"
            hint = "name one row in `segments`, and write a dispute for each"
            yield dispute.finding(message, "undisputed", hint=hint)
            continue
        metric = agreement.get(Metric, terms.metric)
        metric = metric and (metric.on(measurement.period.last) or metric)
        for row in rows:
            said = why_not(dispute.undisputed, row, terms.statistic, metric)
            if not said:
                continue
            hint = "write the counts of the row that nobody contests"
            yield dispute.finding(said, "undisputed", hint=hint)
