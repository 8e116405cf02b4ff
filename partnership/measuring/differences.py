"""Whether rows of different windows tell, less one another, what is withheld.

A row of people that is too small is withheld. February is the first quarter less January and
March, so that where all three are told February is told too. Each row that is told fixes the
difference between two days: how many had come by the day after its last, less how many had come
by its first. What can be worked out is the difference of any two days that such rows join.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from partnership.agreement import Agreement
from partnership.canonical import canonical_json
from partnership.documents import SLA, Measurement, Metric
from partnership.measuring.periods import ONE_DAY, days_of, parts_of
from partnership.measuring.quantities import is_of_people
from partnership.measuring.recorded import Key, newest_measurements
from partnership.measuring.tallies import SMALLEST

Subjects = tuple[str, str]
"""Whom a row counts: the metric, and the segment as it is written."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row of people over some days."""

    record: Measurement
    row: int
    """Its place among the record's rows."""
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


@dataclass
class Shown:
    """The rows of people that are recorded, by whom they count."""

    agreement: Agreement
    until: date = date.max
    """A period that still runs is counted up to the day before this one."""
    rows: dict[Subjects, dict[Key, list[Told]]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def by(cls, agreement: Agreement, until: date = date.max) -> Shown:
        """Collect what the newest records tell and withhold."""
        shown = cls(agreement, until)
        for record in newest_measurements(agreement).values():
            shown.add(record)
        return shown

    def add(self, record: Measurement) -> None:
        """Take in what a record tells and withholds, in place of an earlier one."""
        found: dict[Subjects, list[Told]] = defaultdict(list)
        for subjects, told in self._told(record):
            found[subjects].append(told)
        for subjects, rows in found.items():
            self.rows[subjects][record.sla, record.period] = rows

    def exposed(self, record: Measurement) -> frozenset[int]:
        """Give the rows of a record that would tell, with those shown, what is to be withheld.

        That is a row that is withheld, or a number of 1 to 4 people, which no row need name.
        """
        found, own = set(), defaultdict[Subjects, list[Told]](list)
        for subjects, new in self._told(record):
            others = self._rows(subjects, without=(record.sla, record.period))
            if new.n is not None and _tells(others + own[subjects], new, new.n):
                found.add(new.row)
            else:
                own[subjects].append(new)  # the parts of a period tell together what none does
        return frozenset(found)

    def worked_out(self) -> Iterator[tuple[Told, tuple[Step, ...]]]:
        """Yield each withheld row of somebody that others tell, with those that do."""
        for subjects in self.rows:
            rows = self._rows(subjects)
            for hidden in (one for one in rows if one.n is None):
                way = _ways(rows, hidden.first).get(hidden.after, ())
                if sum(map(_signed, way)):
                    yield hidden, way

    def _rows(self, subjects: Subjects, *, without: Key | None = None) -> list[Told]:
        kept = self.rows[subjects]
        return [one for key, rows in kept.items() if key != without for one in rows]

    def _told(self, record: Measurement) -> Iterator[tuple[Subjects, Told]]:
        """Yield a record's rows with whom they count, where those add up from period to period."""
        sla = self.agreement.get(SLA, record.sla)
        for part in parts_of(sla, record.period) if sla else ():
            metric = self.agreement.get(Metric, part.sla.metric)
            if (
                metric is None
                or not is_of_people(metric)
                or part.sla.placed_by == "open at the end"
            ):
                continue
            segments = _segments(part.sla)
            whole = days_of(record.period, part.sla.window)
            for index, row in enumerate(record.rows):
                first, last = row.from_ or whole[0], row.to or whole[1]
                last = min(last, self.until - ONE_DAY)
                is_counted = row.withheld or row.denominator is not None or row.n is not None
                if is_counted and row.segment in segments and part.first <= first <= part.last:
                    n = row.n if row.denominator is None else row.denominator
                    told = Told(record, index, first, last + ONE_DAY, None if row.withheld else n)
                    yield (metric.id, segments[row.segment]), told


def _segments(sla: SLA) -> dict[str, str]:
    """Give each row of targets whom it holds for, whatever it is called."""
    whens = [target.when for target in sla.targets if not target.otherwise]
    return {
        target.id: canonical_json({"not": whens} if target.otherwise else target.when)
        for target in sla.targets
    }


def _tells(rows: Sequence[Told], new: Told, n: int) -> bool:
    """Whether one more row of so many would tell, with others, what is not to be told."""
    before, behind = _reached(rows, new.first), _reached(rows, new.after)
    if new.after in before:
        return False  # it was told without it
    hidden = {one.days for one in rows if one.n is None}
    for start, less in before.items():
        for end, more in behind.items():
            number = abs(n + more - less)
            is_hidden = (start, end) in hidden or (end, start) in hidden
            if 0 < number < SMALLEST or (number and is_hidden):
                return True
    return False


def _reached(rows: Sequence[Told], start: date) -> dict[date, int]:
    """Give each day that rows join to another, and how many more had come by then."""
    return {day: sum(map(_signed, way)) for day, way in _ways(rows, start).items()}


def _signed(step: Step) -> int:
    number = step.told.n or 0
    return number if step.is_added else -number


def _ways(rows: Sequence[Told], start: date) -> dict[date, tuple[Step, ...]]:
    """Give each day that rows join to another, with the fewest rows that do."""
    joined: dict[date, list[tuple[date, Step]]] = defaultdict(list)
    for one in rows:
        if one.n is not None:
            joined[one.first].append((one.after, Step(one, is_added=True)))
            joined[one.after].append((one.first, Step(one, is_added=False)))
    ways: dict[date, tuple[Step, ...]] = {start: ()}
    days = deque([start])
    while days:
        day = days.popleft()
        for other, step in joined[day]:
            if other not in ways:
                ways[other] = (*ways[day], step)
                days.append(other)
    return ways
