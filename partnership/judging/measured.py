"""Finds what was measured for a part of a period, and says why it does not count where it does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.documents.measurement import Row
from partnership.documents.sla import MissingData
from partnership.judging.parts import Part
from partnership.judging.wording import listed, shown
from partnership.measuring.definitions import definition_digest
from partnership.measuring.periods import days_of
from partnership.measuring.records import correction, is_as_measured
from partnership.measuring.reliefs import accepted_reliefs
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
        number = correction(measurement)
        key = (measurement.sla, measurement.period)
        if number >= newest.get(key, (0, None))[0]:
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
    if not is_as_measured(measurement):
        yield Fault("its counts differ from their digest: restore the record", "digest")
    now = definition_digest(agreement, part.terms, part.period)
    if measurement.digests.definition != now:
        yield Fault("measured under other terms: measure again", "terms")
    changed = _changed_relief(agreement, part, measurement)
    if changed:
        yield Fault(f"measured with other relief ({listed(changed)}): measure again", "relief")
    gap = _gap(part.terms.missing_data, measurement)
    if gap:
        yield Fault(gap, "gate")


def _changed_relief(agreement: Agreement, part: Part, measurement: Measurement) -> list[str]:
    """Name the relief that was used and is not accepted as it was, or is accepted and not used.

    Relief that only holds outside the period may touch its subjects too; which it does is seen in
    the event store alone, so what was not used there is not missed here.
    """
    first, last = days_of(part.period, part.terms.window)
    accepted = {
        one.relief.id: one for one in accepted_reliefs(agreement, part.terms, known=date.max)
    }
    used = measurement.digests.reliefs
    gone = (
        name
        for name, terms in used.items()
        if name not in accepted or accepted[name].relief.digest != terms
    )
    new = (name for name, one in accepted.items() if name not in used and one.overlaps(first, last))
    return sorted({*gone, *new})


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
