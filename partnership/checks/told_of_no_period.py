"""A record of what was told fits what was to be told.

A disclosure is told once a month, a quarter or a year, about one that is over. What is recorded of another length, of
days before the disclosure bound, or as told before its period was over tells nobody that the promise was kept; and
of two records of one period one is a mistake.

To mend it: name the period as `every` has it, write the day on which it was told, and keep one record of each period.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Disclosure, DisclosureRecord
from partnership.findings import Finding, Severity
from partnership.values.periods import Span

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every record of what was told that fits nothing that was to be told."""
    seen: dict[tuple[str, Span], str] = {}
    for record in agreement.of(DisclosureRecord):
        found = agreement.get(Disclosure, record.disclosure)
        if found is None:
            continue
        terms, period = found.on(record.period.last) or found, record.period
        begins = found.effective.from_
        if period != Span.containing(period.first, terms.every):
            message = (
                f"`{found.id}` is told every {terms.every}, and `{period}` is no {terms.every}"
            )
            hint = f"name the {terms.every}: `{Span.containing(period.first, terms.every)}`"
            yield record.finding(message, "period", hint=hint)
        elif period.last < begins:
            message = f"`{period}` was over on {period.last}, and `{found.id}` binds from {begins}"
            yield record.finding(message, "period", hint="take the record out")
        elif record.told_on <= period.last:
            message = f"told on {record.told_on}, and `{period}` was not over before {period.last}"
            hint = "write the day after it on which it was told"
            yield record.finding(message, "told_on", hint=hint)
        other = seen.setdefault((found.id, period), record.id)
        if other != record.id:
            message = f"`{period}` of `{found.id}` is recorded as told in `{other}` too"
            yield record.finding(message, "period", hint="keep one of the two")
