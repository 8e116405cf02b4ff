"""Finds what was measured for a part of a period, and says why it does not count where it does not."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.documents.measurement import Row
from partnership.documents.sla import MissingData
from partnership.judging.parts import Part
from partnership.judging.wording import shown
from partnership.measuring.recorded import Fault, Key, find_changes, newest_measurements

__all__ = ["Fault", "Key", "find_faults", "newest_measurements", "row_of"]


def row_of(measurement: Measurement, part: Part, segment: str) -> Row | None:
    """Find the row of a segment in a part of the period."""
    for row in measurement.rows:
        whole = row.from_ is None and row.to is None
        same = row.from_ == part.first and row.to in {part.last, None}
        if row.segment == segment and (same or (whole and not part.divided)):
            return row
    return None


def find_faults(agreement: Agreement, part: Part, measurement: Measurement) -> Iterator[Fault]:
    """Yield every reason why a measurement does not count."""
    yield from find_changes(agreement, part.terms, measurement)
    gap = _gap(part.terms.missing_data, measurement)
    if gap:
        yield Fault(gap, "gate")


def _gap(agreed: MissingData | None, measurement: Measurement) -> str:
    """Say by how much too much is missing, where it is."""
    if agreed is None:
        return ""
    missing = 1 - measurement.gate.completeness.value
    most = agreed.at_most.value if agreed.then != "block" else type(missing)(0)
    if missing <= most:
        return ""
    allowed = f"at most {agreed.at_most} may" if most else "none may"
    return f"events are missing for {shown(missing, 'percent', [most])} of subjects; {allowed}"
