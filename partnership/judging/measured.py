"""Finds what was measured for a part of a period, and says why it does not count where it does not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import SLA, Measurement
from partnership.documents.measurement import Gate, Row
from partnership.documents.sla import GateFloors, MissingData
from partnership.documents.vocabulary import EXACTNESS, Precision
from partnership.judging.parts import Part
from partnership.judging.wording import shown
from partnership.measuring.recorded import Fault, Key, find_changes, newest_measurements
from partnership.values.levels import Share

__all__ = ["Fault", "Key", "find_faults", "newest_measurements", "rows_of"]


NOBODY = "who owes the events is not agreed (`data_owner`)"


def rows_of(measurement: Measurement, part: Part) -> dict[str, Row]:
    """Give the rows of a part of the period by their segment; of two alike the first."""
    found: dict[str, Row] = {}
    for row in measurement.rows:
        if row.from_ is None:
            fits = row.to is None and not part.divided
        else:
            fits = row.from_ == part.first and (row.to is None or row.to == part.last)
        if fits:
            found.setdefault(row.segment, row)
    return found


def find_faults(agreement: Agreement, part: Part, measurement: Measurement) -> Iterator[Fault]:
    """Yield every reason why a measurement does not count."""
    if measurement.known <= part.ends:
        reason = f"measured on {measurement.known}, before {part.period} was over: measure again"
        yield Fault(reason, "measurement")
    yield from find_changes(agreement, part.terms, measurement)
    yield from (Fault(gap, "gate") for gap in _gaps(part.terms, measurement))


def _gaps(terms: SLA, measurement: Measurement) -> Iterator[str]:
    """Say in which ways the events were not good enough, and who owes them."""
    floors = terms.gate or GateFloors()
    gate = measurement.gate
    found = [_missing(terms.missing_data, gate)]
    found += [
        _below(gate.completeness, floors.completeness, "of subjects have all their events"),
        _below(gate.latency, floors.latency, "of events were recorded within one business day"),
        _above(gate.orphan_share, floors.orphans, "of event rows belong to nothing"),
        _above(gate.out_of_order_share, floors.out_of_order, "of clocks stop before they start"),
        _coarse(gate.precision, floors.precision),
    ]
    owner = f"the {terms.data_owner} owes the events" if terms.data_owner else NOBODY
    yield from (f"{text}; {owner}" for text in found if text)


def _missing(agreed: MissingData | None, gate: Gate) -> str:
    """Say by how much too much is missing, where it is."""
    if agreed is None:
        return ""
    most = agreed.at_most.value if agreed.then != "block" else Fraction(0)
    top, bottom = gate.completeness.value.as_integer_ratio()
    over, under = most.as_integer_ratio()
    if (bottom - top) * under <= over * bottom:
        return ""
    missing = 1 - gate.completeness.value
    allowed = f"at most {agreed.at_most} may" if most else "none may"
    return f"events are missing for {shown(missing, 'percent', [most])} of subjects; {allowed}"


def _below(found: Share | None, floor: Share | None, what: str) -> str:
    is_low = found is not None and floor is not None and found < floor
    return f"{found} {what}; at least {floor} must" if is_low else ""


def _above(found: Share | None, most: Share | None, what: str) -> str:
    is_high = found is not None and most is not None and found > most
    return f"{found} {what}; at most {most} may" if is_high else ""


def _coarse(found: Precision | None, floor: Precision | None) -> str:
    is_coarse = found and floor and EXACTNESS.index(found) < EXACTNESS.index(floor)
    return f"events are exact to the {found}; the {floor} is agreed" if is_coarse else ""
