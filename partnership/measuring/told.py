"""Rows of people over some days, told or withheld."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from partnership.documents import Measurement


@dataclass(frozen=True, slots=True)
class Told:
    """A row of people over some days."""

    record: Measurement
    row: int
    """Its place among the record's rows."""
    segment: str
    """Whom it holds for, as canonical JSON: conditions, or those that do not hold."""
    first: date
    after: date
    """The day after its last."""
    n: int | None
    """Out of how many; None where it is withheld."""

    @property
    def days(self) -> tuple[date, date]:
        """The first day, and the day after the last."""
        return self.first, self.after

    @property
    def name(self) -> str:
        """Name it: `2026-Q1`, or its days where they are a part of the period."""
        days = self.record.rows[self.row]
        return f"{days.from_} to {days.to}" if days.from_ else str(self.record.period)


@dataclass(frozen=True, slots=True)
class Step:
    """A row on the way from one day to another: forwards it is added, backwards taken off."""

    told: Told
    is_added: bool
