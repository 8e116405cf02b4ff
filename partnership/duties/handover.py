"""What is open and would be handed over, as counts: of the last measurement, never a list of requisitions."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.agreement import Agreement
from partnership.documents import Measurement


@dataclass(frozen=True, slots=True)
class Open:
    """How many of one row were open when it was last measured."""

    segment: str
    past_due: int
    not_due: int
    """Whose clock stood still, so that nobody knows when they are due."""

    @property
    def count(self) -> int:
        """All of them."""
        return self.past_due + self.not_due


@dataclass(frozen=True, slots=True)
class Counted:
    """What a promise's last measurement says is open."""

    measurement: Measurement
    rows: tuple[Open, ...]


def last_counted(agreement: Agreement, sla: str) -> Counted | None:
    """Give what the last measurement of a promise says is open; None where none was made."""
    own = [one for one in agreement.of(Measurement) if one.sla == sla]
    if not own:
        return None
    last = max(own, key=lambda one: (one.period.last, one.known, one.id))
    rows = tuple(
        Open(row.segment, sum((row.open or row.buckets).values()), row.not_yet_due or 0)
        for row in last.rows
        if not row.withheld
    )
    return Counted(last, rows)
