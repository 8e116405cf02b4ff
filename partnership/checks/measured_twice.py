"""A row is measured once.

Two rows of one segment in a measurement are two answers to one question, and whichever stands first would be
judged. A correction with the very counts, terms and relief of the record that it corrects says that
something was wrong, and nothing is different.

To mend it: measure again; delete a correction that corrects nothing before it is merged.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.findings import Finding, Severity
from partnership.measuring.records import correction, is_early

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every second row of a segment, and every correction of nothing."""
    before: dict[tuple[str, str], Measurement] = {}
    for record in sorted(agreement.of(Measurement), key=correction):
        yield from _rows(record)
        key = (record.sla, str(record.period))
        if correction(record) < 0:
            continue
        last = before.get(key)
        if last is not None and last.digests == record.digests and not is_early(last):
            message = f"`{record.id}` says what `{last.id}` says"
            hint = "delete it; a correction is for other counts, terms or relief"
            yield record.finding(message, "id", hint=hint)
        before[key] = record


def _rows(record: Measurement) -> Iterator[Finding]:
    seen = set()
    for index, row in enumerate(record.rows):
        part = (row.segment, row.from_, row.to)
        if part in seen:
            days = f" from {row.from_}" if row.from_ else ""
            message = f"`{record.id}` has two rows `{row.segment}`{days}"
            yield record.finding(message, "rows", index, "segment", hint="measure again")
        seen.add(part)
