"""What is counted lies between nothing and all there is.

12 of 10 on time, or -1 of 10, is no number of anything, whoever wrote it and whatever its digest says: the record
judges nothing. Only a net promoter score may be below nothing, and only a ratio of two different things, such as
interviews to an offer, above 1.

To mend it: restore the record from history, or correct the events and measure again.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Measurement, Metric
from partnership.documents.measurement import BeforeRelief, Row
from partnership.findings import Finding, Severity
from partnership.judging.counts import COUNTED, can_be

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every row of a measurement whose counts cannot be."""
    for record in agreement.of(Measurement):
        promise = agreement.get(SLA, record.sla)
        terms = promise and (promise.on(record.period.last) or promise)
        if terms is None or terms.statistic.name not in COUNTED:
            continue
        metric = agreement.get(Metric, terms.metric)
        metric = metric and (metric.on(record.period.last) or metric)
        for index, way, counted in _pairs(record):
            top, bottom = counted.numerator, counted.denominator
            if top is None or bottom is None or can_be(top, bottom, terms.statistic, metric):
                continue
            message = f"{top} of {bottom} in row `{record.rows[index].segment}` cannot be"
            hint = "restore the record, or measure again; a count is never typed"
            yield record.finding(message, "rows", index, *way, "numerator", hint=hint)


def _pairs(record: Measurement) -> Iterator[tuple[int, tuple[str, ...], Row | BeforeRelief]]:
    """Yield what every row counts, and what it counted before relief."""
    for index, row in enumerate(record.rows):
        yield index, (), row
        if row.before_relief is not None:
            yield index, ("before_relief",), row.before_relief
