"""What was counted beside the forecast in words with their arithmetic, and what follows as something owed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import EscalationPath, HiringPlan
from partnership.documents.hiring_plan import VolumeBand
from partnership.duties.duty import Duty
from partnership.duties.retention import end_of
from partnership.judging.wording import shown
from partnership.measuring.volumes import Volume, all_volumes
from partnership.values.levels import Share, decimal_text

FORECAST = "forecast"


def said_of(volume: Volume, band: VolumeBand) -> str:
    """Say by how much a volume lies beyond a band: `118 openings counted in 2026-Q2, …`."""
    share: Share | None = band.over or band.under
    side = "more than" if band.over is not None else "fewer than"
    sign = "+" if band.over is not None else "-"
    edge = number(volume.edge(band))
    return f"{counted_words(volume)}, {side} {edge} ({volume.row.openings} {sign} {share}, `{band.id}`)"


def counted_words(volume: Volume) -> str:
    """Say what was counted: `118 openings of 90 expected in 2026-Q2 (131.11%)`."""
    counted = volume.counted
    where = f"{volume.row.period}" + (f", {volume.row.segment}" if volume.row.segment else "")
    said = f"{number(counted)} openings of {volume.row.openings} expected in {where}"
    if counted is None or not volume.row.openings:
        return said
    return f"{said} ({shown(counted / volume.row.openings, 'percent')})"


def number(value: Fraction | None) -> str:
    """Print an exact number of openings: `21.6`; what does not end in decimals as a fraction."""
    if value is None:
        return "no number"
    try:
        return decimal_text(value)
    except ValueError:
        return str(value)


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
