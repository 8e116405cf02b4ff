"""Whether a record still says what was agreed and measured; `measure` and `check` both ask here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Measurement
from partnership.measuring.definitions import definition_digest, last_day_seen
from partnership.measuring.records import correction, is_as_measured
from partnership.measuring.reliefs import reliefs_until, reliefs_used
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


def find_changes(
    agreement: Agreement, sla: SLA, measurement: Measurement, known: date = date.max
) -> Iterator[Fault]:
    """Yield what differs between a record and the agreement: its counts, the terms, the relief.

    Args:
        agreement: All documents of one revision.
        sla: The SLA, in any version.
        measurement: What is recorded.
        known: Relief answered later does not count.

    Raises:
        PartnershipError: The terms or a relief cannot be resolved.
    """
    if not is_as_measured(measurement):
        yield Fault("its counts differ from their digest: restore the record", "digest")
    if measurement.digests.definition != definition_digest(agreement, sla, measurement.period):
        yield Fault("measured under other terms: measure again", "terms")
    *others, last = ["", *_changed(agreement, sla, measurement, known)]
    if last:
        named = " and ".join(filter(None, (", ".join(others[1:]), last)))
        yield Fault(f"measured with other relief ({named}): measure again", "relief")


def _changed(agreement: Agreement, sla: SLA, measurement: Measurement, known: date) -> list[str]:
    """Name the relief in which a record differs from what is accepted for its days."""
    accepted = reliefs_used(agreement, sla, known)
    if not accepted and not measurement.digests.reliefs:
        return []
    last = last_day_seen(agreement, sla, measurement.period)
    now = set(reliefs_until(accepted, last).items())
    return sorted({name for name, _ in now ^ set(measurement.digests.reliefs.items())})
