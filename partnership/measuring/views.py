"""What one statement sees of a definition's subjects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partnership.clock import Unit, day_start
from partnership.measuring.business_time import LoadedTime
from partnership.measuring.definitions import Definition
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.reliefs import AGREED_PAUSES, AcceptedRelief, is_pause
from partnership.measuring.subjects import PEOPLE


@dataclass(frozen=True, slots=True)
class View:
    """What one statement sees of a definition's subjects."""

    definition: Definition
    time: LoadedTime
    last: date
    """The last day whose events are seen."""
    parts: tuple[tuple[date, date], ...]
    """The first and the last day of each part of the period."""
    reliefs: Sequence[AcceptedRelief] = ()
    excuses: Sequence[View] = ()
    """What is seen of the promises that excuse this one, a view for each of their definitions."""
    by_day: frozenset[str] = frozenset()
    """The event tables that hold rows of which the day alone is known, where such rows are used."""

    @property
    def unit(self) -> Unit:
        """The metric's unit of time."""
        return Unit(self.definition.metric.unit)

    @property
    def cut(self) -> int:
        """The first instant that is not seen."""
        return self.starts(self.last + ONE_DAY)

    @property
    def extends(self) -> bool:
        """Whether relief stops the clock."""
        return self.definition.sla.relief == "extend the clock"

    @property
    def stopping(self) -> tuple[int, ...]:
        """The numbers of the reliefs that stop the clock: all, or those that are agreed as pauses."""
        return tuple(
            number
            for number, one in enumerate(self.reliefs)
            if self.extends or is_pause(self.definition.sla, one)
        )

    @property
    def earliest_end(self) -> int:
        """Give an instant before which no clock ended that is placed in the period.

        A pause never lasts longer than its clock, so a clock is due at most its limit after its
        end; one that ended more than the limit before the period is due before the period.
        """
        day = self.parts[0][0]
        if self.definition.sla.placed_by != "due date":
            return self.starts(day)
        limits = [target.within.amount for target in self.definition.sla.targets if target.within]
        goal = self.time.at_start_of(self.unit, day) - max(limits, default=0) * self.unit.size
        while day > self.time.timeline.from_day and self.time.at_start_of(self.unit, day) >= goal:
            day -= ONE_DAY
        return self.starts(day)

    @property
    def may_stand_still(self) -> bool:
        """Whether anything stops a clock for a while."""
        is_resumed = self.definition.metric.reopening == "resume the clock"
        is_held = bool(set(self.definition.sla.pauses) - AGREED_PAUSES)
        return is_held or is_resumed or bool(self.excuses or self.stopping)

    @property
    def counts_open(self) -> bool:
        """Whether anything is told of a clock that has not stopped: how many, how long, how late.

        Of persons' clocks no bins are published, and without a limit none is late.
        """
        metric, sla = self.definition.metric, self.definition.sla
        has_limit = any(target.within for target in sla.targets)
        is_told = metric.subject not in PEOPLE or has_limit or sla.placed_by != "stop"
        return is_told or metric.type != "duration"

    @property
    def earliest_start(self) -> int | None:
        """Give an instant before which no clock started that is placed in the period, or None.

        Where nothing stops a clock, it is due its limit after its start.
        """
        if self.definition.sla.placed_by == "start":
            return self.starts(self.parts[0][0])
        is_bound = self.definition.sla.placed_by == "due date" and not self.may_stand_still
        return self.earliest_end if is_bound else None

    @property
    def earliest_unpaused(self) -> int | None:
        """Give an instant before which no clock started that is due in the period, or None.

        It is of clocks for which no event tells that they stood still or started anew; None where
        nothing stands still, or where what does is no event of a requisition, or not exact enough.
        """
        sla = self.definition.sla
        is_told = not self.excuses and not self.stopping and not self.definition.precision
        if sla.placed_by == "due date" and self.may_stand_still and is_told:
            return self.earliest_end
        return None

    def starts(self, day: date) -> int:
        """Give the first instant of a local day."""
        return day_start(self.time.timeline.working.zone, day)
