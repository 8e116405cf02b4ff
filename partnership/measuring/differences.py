"""Whether rows of different windows and segments tell, less one another, what is withheld.

A row of people that is too small is withheld. February is the first quarter less January and
March, so that where all three are told February is told too. Each row that is told fixes the
difference between two days: how many had come by the day after its last, less how many had come
by its first. What can be worked out is the difference of any two days that such rows join.

Two promises may cut the same people in two ways, by urgency and by urgency and country. What their
rows tell together is found as sums of the cells that both cut.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from partnership.agreement import Agreement
from partnership.canonical import canonical_json
from partnership.documents import SLA, Measurement, Metric
from partnership.measuring.equations import Cells, Sums, cells_of, connected
from partnership.measuring.periods import ONE_DAY, days_of, parts_of
from partnership.measuring.quantities import is_of_people
from partnership.measuring.recorded import Key, newest_measurements
from partnership.measuring.tallies import SMALLEST
from partnership.measuring.told import Step, Told


@dataclass
class Shown:
    """The rows of people that are recorded, by whom they count."""

    agreement: Agreement
    until: date = date.max
    """A period that still runs is counted up to the day before this one."""
    rows: dict[str, dict[Key, list[Told]]] = field(default_factory=lambda: defaultdict(dict))
    """By metric and record."""

    @classmethod
    def by(cls, agreement: Agreement, until: date = date.max) -> Shown:
        """Collect what the newest records tell and withhold."""
        shown = cls(agreement, until)
        for record in newest_measurements(agreement).values():
            shown.add(record)
        return shown

    def add(self, record: Measurement) -> None:
        """Take in what a record tells and withholds, in place of an earlier one."""
        found: dict[str, list[Told]] = defaultdict(list)
        for metric, told in self._told(record):
            found[metric].append(told)
        for metric, rows in found.items():
            self.rows[metric][record.sla, record.period] = rows

    def exposed(self, record: Measurement) -> frozenset[int]:
        """Give the rows of a record that would tell, with those shown, what is to be withheld.

        That is a row that is withheld, or a number of 1 to 4 people, which no row need name.
        """
        found, own = set(), defaultdict[str, list[Told]](list)
        withheld = [one for one in self._told(record) if one[1].n is None]
        for metric, one in withheld:
            own[metric].append(one)
        for metric, new in self._told(record):
            if new.n is None:
                continue
            others = self._rows(metric, without=(record.sla, record.period)) + own[metric]
            alike = [one for one in others if one.segment == new.segment]
            if _tells(alike, new, new.n) or self._crosses(others, new):
                found.add(new.row)
                own[metric].append(replace(new, n=None))
            else:
                own[metric].append(new)  # the parts of a period tell together what none does
        return frozenset(found)

    def worked_out(self) -> Iterator[tuple[Told, tuple[Step, ...]]]:
        """Yield each withheld row of somebody that others tell, with those that do."""
        for metric in self.rows:
            rows = self._rows(metric)
            for hidden in (one for one in rows if one.n is None):
                alike = [one for one in rows if one.segment == hidden.segment]
                way = _ways(alike, hidden.first).get(hidden.after) or self._sum(rows, hidden)
                if sum(map(_signed, way)):
                    yield hidden, way

    def _rows(self, metric: str, *, without: Key | None = None) -> list[Told]:
        kept = self.rows[metric]
        return [one for key, rows in kept.items() if key != without for one in rows]

    def _crosses(self, others: Sequence[Told], new: Told) -> bool:
        """Whether a row tells with others, which cut people otherwise, what is not to be told."""
        rows, cells = self._connected(others, new)
        *parts, own = cells
        sums = _sums(rows, parts)
        if not rows or sums.made_of(own) is not None:
            return False  # it was told without it
        if any(_is_small_beside(new, own, *other) for other in zip(rows, parts, strict=True)):
            return True
        hidden = [part for one, part in zip(rows, parts, strict=True) if one.n is None]
        unknown = [part for part in hidden if sums.made_of(part) is None]
        sums.add(len(rows), own)
        numbers = [one.n or 0 for one in (*rows, new)]
        made = (sums.made_of(part) or {} for part in unknown)
        return any(sum(numbers[row] * weight for row, weight in one.items()) for one in made)

    def _sum(self, others: Sequence[Told], hidden: Told) -> tuple[Step, ...]:
        """Give the rows, however they cut people, that make one that is withheld; () where none do."""
        rows, cells = self._connected(others, hidden)
        made = _sums(rows, cells[:-1]).made_of(cells[-1]) or {}
        return tuple(Step(rows[row], is_added=weight > 0) for row, weight in made.items())

    def _connected(self, others: Sequence[Told], own: Told) -> tuple[list[Told], list[Cells]]:
        """Give the rows that have to do with one, and the cells of each, its own last.

        Where every record cuts people alike, differences of days tell all there is: none is given.
        """
        segments: dict[str, set[str]] = defaultdict(set)
        for one in (*others, own):
            segments[one.record.name].add(one.segment)
        if len({frozenset(found) for found in segments.values()}) == 1:
            return [], [frozenset()]
        cells = cells_of([*others, own], self.agreement.dimensions)
        kept = connected(cells[:-1], cells[-1])
        return [others[row] for row in kept], [*(cells[row] for row in kept), cells[-1]]

    def _told(self, record: Measurement) -> Iterator[tuple[str, Told]]:
        """Yield a record's rows with the metric, where those add up from period to period."""
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
                    days = first, last + ONE_DAY
                    whom, shown = segments[row.segment], None if row.withheld else n
                    yield metric.id, Told(record, index, whom, *days, shown)


def _segments(sla: SLA) -> dict[str, str]:
    """Give each row of targets whom it holds for, whatever it is called."""
    whens = [target.when for target in sla.targets if not target.otherwise]
    return {
        target.id: canonical_json({"not": whens} if target.otherwise else target.when)
        for target in sla.targets
    }


def _is_small_beside(new: Told, own: Cells, other: Told, part: Cells) -> bool:
    """Whether one of two rows lies within the other, and leaves 1 to 4 people of it."""
    if new.days != other.days or new.n is None or other.n is None:
        return False
    return (part < own or part > own) and 0 < abs(new.n - other.n) < SMALLEST


def _sums(rows: Sequence[Told], cells: Sequence[Cells]) -> Sums:
    """Take in the rows that are told."""
    sums = Sums()
    for place, (one, own) in enumerate(zip(rows, cells, strict=True)):
        if one.n is not None:
            sums.add(place, own)
    return sums


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
