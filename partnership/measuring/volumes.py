"""What was counted beside what was expected: inside the band that both agreed on, or outside, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import SLA, HiringPlan, Measurement, Relief
from partnership.documents.base import When
from partnership.documents.hiring_plan import ForecastRow, VolumeBand
from partnership.findings import Loc
from partnership.values.levels import Share, decimal_text


@dataclass(frozen=True, slots=True)
class Volume:
    """One row of a forecast, with what was counted."""

    plan: HiringPlan
    row: ForecastRow
    loc: Loc
    """Where the row stands."""
    counted: Fraction | None
    """None while it is not measured, or withheld."""
    known: date | None
    """The day on which the count is known."""

    @property
    def bounds(self) -> tuple[Fraction | None, Fraction | None]:
        """The fewest and the most openings inside the band; None where there is no bound."""
        if self.row.confidence == "indicative":
            return None, None
        low = [self._edge(band) for band in self.plan.bands if band.under is not None]
        high = [self._edge(band) for band in self.plan.bands if band.over is not None]
        return max(low, default=None), min(high, default=None)

    @property
    def outside(self) -> tuple[VolumeBand, ...]:
        """The bands beyond which it lies; none of a forecast that was only indicative."""
        if self.counted is None or self.row.confidence == "indicative":
            return ()
        return tuple(band for band in self.plan.bands if self._is_beyond(band))

    def edge(self, band: VolumeBand) -> Fraction:
        """Give the last number of openings inside a band."""
        return self._edge(band)

    def _edge(self, band: VolumeBand) -> Fraction:
        share = band.over.value if band.over is not None else Fraction(0)
        if band.under is not None:
            share = -band.under.value
        return self.row.openings * (1 + Fraction(share))

    def _is_beyond(self, band: VolumeBand) -> bool:
        if self.counted is None:
            return False
        if band.over is not None:
            return self.counted > self._edge(band)
        return band.under is not None and self.counted < self._edge(band)


def number(value: Fraction | None) -> str:
    """Print an exact number of openings: `21.6`; what does not end in decimals as a fraction."""
    if value is None:
        return "no number"
    try:
        return decimal_text(value)
    except ValueError:
        return str(value)


def counted_words(volume: Volume, share: str = "") -> str:
    """Say what was counted: `118 openings of 90 expected in 2026-Q2`, with a share in brackets where one is given."""
    where = f"{volume.row.period}" + (f", {volume.row.segment}" if volume.row.segment else "")
    said = f"{number(volume.counted)} openings of {volume.row.openings} expected in {where}"
    return f"{said} ({share})" if share else said


def beyond_words(volume: Volume, band: VolumeBand) -> str:
    """Say beyond what it lies, worked out: `more than 108 (90 + 20%, `surge`)`."""
    share: Share | None = band.over or band.under
    side, sign = ("more than", "+") if band.over is not None else ("fewer than", "-")
    edge = number(volume.edge(band))
    return f"{side} {edge} ({volume.row.openings} {sign} {share}, `{band.id}`)"


def find_volumes(agreement: Agreement, plan: HiringPlan) -> Iterator[Volume]:
    """Yield each row of a forecast with what was counted of it."""
    measured = {
        str(one.period): one
        for one in sorted(agreement.of(Measurement), key=lambda one: one.known)
        if one.sla == plan.counted_by
    }
    for index, row in enumerate(plan.forecast):
        found = measured.get(str(row.period))
        counted = _counted(found, row.segment) if found else None
        known = found.known if found is not None and counted is not None else None
        yield Volume(plan, row, ("forecast", index), counted, known)


def _counted(measurement: Measurement, segment: str | None) -> Fraction | None:
    """Count what a measurement found of a segment; what is withheld is not known."""
    rows = [one for one in measurement.rows if segment is None or one.segment == segment]
    total = Fraction(0)
    for row in rows:
        if row.withheld:
            return None
        if row.amount is not None:
            total += Fraction(row.amount)
        elif row.n is not None:
            total += row.n
        else:
            return None
    return total if rows else None


def all_volumes(agreement: Agreement, as_of: date) -> tuple[Volume, ...]:
    """Give every row of the forecasts in force on a day; worked out once for a day."""
    key = ("volumes", as_of)
    if key not in agreement.answers:
        plans = agreement.in_force(HiringPlan, as_of)
        agreement.answers[key] = tuple(
            one for plan in plans for one in find_volumes(agreement, plan)
        )
    found: tuple[Volume, ...] = agreement.answers[key]
    return found


def counting(agreement: Agreement) -> set[str]:
    """Name the promises whose counts are held against a forecast."""
    return {terms.counted_by for plan in agreement.of(HiringPlan) for _, terms in plan.versions()}


def by_rule(agreement: Agreement) -> Iterator[tuple[Volume, VolumeBand]]:
    """Yield each volume outside a band that relieves its whole period, by the terms of the period's first day."""
    for plan in agreement.of(HiringPlan):
        for _, terms in plan.versions():
            for volume in find_volumes(agreement, terms):
                period = volume.row.period
                then = plan.on(period.first) or plan.on(period.last)
                for band in volume.outside:
                    if then == terms and band.then == "relief" and band.days == "whole period":
                        yield volume, band


def asked_of(agreement: Agreement, relief: Relief) -> tuple[Volume, ...]:
    """Give the forecasts of the days and the segment for which a relief by the band is asked."""
    found = []
    for plan in agreement.of(HiringPlan):
        terms = plan.on(relief.interval.from_) or plan
        for volume in find_volumes(agreement, terms):
            period, until = volume.row.period, relief.interval.until
            inside = period.first <= relief.interval.from_ and (
                until is not None and until <= period.next.first
            )
            if inside and covers(segment_of(agreement, volume), relief.covers.when):
                found.append(volume)
    return tuple(found)


def is_by_band(agreement: Agreement, relief: Relief) -> Volume | None:
    """Give the volume by which a relief holds without an answer; None where none is outside."""
    for volume in asked_of(agreement, relief):
        for band in volume.outside:
            if band.then == "relief" and set(relief.affects) <= set(band.affects):
                return volume
    return None


def segment_of(agreement: Agreement, volume: Volume) -> When:
    """Give the segment that a row of a forecast is about; everything where it names none."""
    sla = agreement.get(SLA, volume.plan.counted_by)
    if sla is None or volume.row.segment is None:
        return {}
    terms = sla.on(volume.row.period.last) or sla
    rows = (one.when for one in terms.targets if one.id == volume.row.segment)
    return next(rows, {})


def covers(whole: When, part: When) -> bool:
    """Whether a segment lies within another."""
    for name, values in whole.items():
        allowed = {values} if isinstance(values, str) else set(values)
        asked = part.get(name)
        own = {asked} if isinstance(asked, str) else set(asked or ())
        if not own or not own <= allowed:
            return False
    return True
