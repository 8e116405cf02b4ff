"""What was counted beside the forecast in words with their arithmetic, and what follows as something owed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import EscalationPath, HiringPlan
from partnership.documents.hiring_plan import VolumeBand
from partnership.duties.duty import Duty
from partnership.duties.retention import end_of
from partnership.judging.wording import shown
from partnership.measuring.volumes import Volume, all_volumes, beyond_words, counted_words

FORECAST = "forecast"


def said_of(volume: Volume, band: VolumeBand) -> str:
    """Say by how much a volume lies beyond a band: `118 openings counted in 2026-Q2, …`."""
    return f"{in_words(volume)}, {beyond_words(volume, band)}"


def in_words(volume: Volume) -> str:
    """Say what was counted: `118 openings of 90 expected in 2026-Q2 (131.11%)`."""
    counted, expected = volume.counted, volume.row.openings
    if counted is None or not expected:
        return counted_words(volume)
    return counted_words(volume, shown(counted / expected, "percent"))


def find_forecasts(agreement: Agreement, as_of: date) -> Iterator[Duty]:
    """Yield the forecasts that are to be renewed, whenever that is."""
    for plan in agreement.in_force(HiringPlan, as_of):
        role = agreement.roles.get(plan.issued_by)
        party = role.party if role else "client"
        due = end_of(plan.issued_on, plan.renew_every)
        yield Duty(
            FORECAST,
            f"a new forecast: {plan.title}",
            party,
            plan.issued_by,
            due,
            plan,
            ("issued_on",),
        )


def find_triggers(
    agreement: Agreement, as_of: date
) -> Iterator[tuple[EscalationPath, str, Volume, VolumeBand]]:
    """Yield each ladder and level that a volume outside its band goes up."""
    for volume in all_volumes(agreement, as_of):
        for band in volume.outside:
            path = agreement.get(EscalationPath, band.escalation)
            if band.then == "trigger" and path is not None and volume.known is not None:
                terms = path.on(as_of) or path
                yield terms, band.level or terms.levels[0].id, volume, band
