"""Finds what was measured for a part of a period, and says why it does not count where it does not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.documents.measurement import Row
from partnership.documents.sla import MissingData
from partnership.judging.parts import Part
from partnership.judging.wording import shown
from partnership.measuring.definitions import definition_digest
from partnership.values.periods import Span

Key = tuple[str, Span]


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a measurement does not count."""

    reason: str
    found_by: str


def newest_measurements(agreement: Agreement) -> Mapping[Key, Measurement]:
    """Give the last correction of each SLA's measurement of each period."""
    newest: dict[Key, tuple[int, Measurement]] = {}
    for measurement in agreement.of(Measurement):
        number = _correction(measurement)
        key = (measurement.sla, measurement.period)
        if number is not None and (key not in newest or number > newest[key][0]):
            newest[key] = (number, measurement)
    return {key: measurement for key, (_, measurement) in newest.items()}


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
    now = definition_digest(agreement, part.terms, part.period)
    if measurement.digests.definition != now:
        yield Fault("measured under other terms: measure again", "terms")
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


def _correction(measurement: Measurement) -> int | None:
    """Give the number of a correction, 0 for the first measurement; None for a goal's or another's."""
    suffix = measurement.id.removeprefix(f"{measurement.sla}.{measurement.period}")
    if suffix == measurement.id:
        return None
    if not suffix:
        return 0
    found = re.fullmatch(r"\.r([1-9][0-9]?)", suffix)
    return int(found[1]) if found else None
