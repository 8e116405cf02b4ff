"""Groups of candidates by stage: selection rates held against each other, and who a stage is of.

Self-identification comes to the store added up and suppressed, never by person. A cell that is not
there may be 0 or may be suppressed; which of both is not known, so a row that needs it is not
counted. A row needs every group it knows in every period and segment it is added up from. The group
`unknown` is left out and counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from partnership.documents.metric import Selection
from partnership.errors import EventsError, PartnershipError
from partnership.measuring.aggregates import (
    Entries,
    covered,
    entries_of,
    place,
    require_one_level,
)
from partnership.measuring.made import AllMade, AmountView, Made
from partnership.values.periods import Span

GROUPS = Entries("diversity_aggregate", "group counts", ("stage", "group"), ("n",))
UNKNOWN = "unknown"


@dataclass(slots=True)
class _Cells:
    """The groups of one row of targets: how many, by slice, stage and group.

    A slice is a period and the segment that is counted in it.
    """

    counts: dict[tuple[str, str, str], int] = field(default_factory=dict)
    periods: set[Span] = field(default_factory=set)

    def add(self, part: str, stage: str, group: str, number: int) -> None:
        """Add to a cell; one of 0 is there too."""
        key = part, stage, group
        self.counts[key] = self.counts.get(key, 0) + number

    def at(self, stage: str) -> dict[str, int]:
        """Give the known groups of a stage."""
        found: Counter[str] = Counter()
        for (_, where, group), n in sorted(self.counts.items()):
            if where == stage and group != UNKNOWN:
                found[group] += n
        return dict(found)

    def unknown(self, stage: str) -> int:
        """Give how many of a stage are of no known group."""
        return sum(
            n for (_, where, group), n in self.counts.items() if (where, group) == (stage, UNKNOWN)
        )

    def is_whole(self, stage: str, group: str) -> bool:
        """Whether no slice lacks the cell of a group at a stage."""
        return all((part, stage, group) in self.counts for part, _, _ in self.counts)


def selection_ratios_of(view: AmountView) -> AllMade:
    """Hold the lowest selection rate against the highest, by row of targets.

    Raises:
        EventsError: More were selected than there were, or a group stands at two levels of detail.
        PartnershipError: The metric names no selection.
    """
    selection, made = view.metric.selection, AllMade()
    if selection is None:
        raise PartnershipError(f"{view.metric.path}: `{view.metric.id}` needs a `selection`")
    cells = _cells(view, selection.dimension, (selection.from_, selection.to), made)
    there = asked = 0
    for index in range(len(view.sla.targets)):
        row = made.rows[index]
        own = cells.get(index, _Cells())
        before, after = own.at(selection.from_), own.at(selection.to)
        _require_fewer(selection, own)
        row.n = sum(before.values())
        compared = _compared(selection, before, row)
        lacking = {group for group in before | after if not own.is_whole(selection.from_, group)}
        needed = lacking | set(compared)
        whole = {group for group in needed - lacking if own.is_whole(selection.to, group)}
        there += len(whole)
        asked += max(len(needed), 1)
        row.excluded[UNKNOWN] += own.unknown(selection.from_)
        if whole == needed:
            _hold_against(row, {group: (after[group], n) for group, n in compared.items()})
    made.shares.append(Fraction(there, asked))
    return made


def compositions_of(view: AmountView) -> AllMade:
    """Count the share of some groups among all at a stage, by row of targets.

    A row where no other group is there is not counted: the others may be suppressed.

    Raises:
        EventsError: A group stands at two levels of detail.
        PartnershipError: The metric names no composition.
    """
    composition, made = view.metric.composition, AllMade()
    if composition is None:
        raise PartnershipError(f"{view.metric.path}: `{view.metric.id}` needs a `composition`")
    cells = _cells(view, composition.dimension, (composition.stage,), made)
    there = asked = 0
    for index in range(len(view.sla.targets)):
        own = cells.get(index, _Cells())
        groups = own.at(composition.stage)
        row = made.rows[index]
        row.excluded[UNKNOWN] += own.unknown(composition.stage)
        whole = {group for group in groups if own.is_whole(composition.stage, group)}
        wanted = set(composition.groups)
        others = set(groups) - wanted
        lacking = len(others - whole) if others else 1
        there += len(wanted & whole)
        asked += len(wanted) + lacking
        if wanted <= whole and not lacking:
            row.n = sum(groups.values())
            row.amount = Fraction(sum(groups[group] for group in wanted))
            row.per = Fraction(row.n)
    made.shares.append(Fraction(there, asked))
    return made


def _cells(
    view: AmountView, dimension: str, stages: Iterable[str], made: AllMade
) -> Mapping[int, _Cells]:
    wanted, levels = set(stages), []
    rows: dict[int, _Cells] = {}
    for entry in entries_of(view.store, GROUPS, view.spans, {"dimension": dimension}):
        stage, group = entry.key
        counts, row = place(entry, view.metric, view.sla.targets, GROUPS.many)
        if stage not in wanted or not counts:
            continue
        number = entry.values[0] or 0
        if number < 0:
            raise EventsError(f"`diversity_aggregate`, {entry.period}: column `n` is below 0")
        levels.append((entry.period, entry.dimensions))
        if row is None:
            made.unassigned += number
        else:
            part = f"{entry.period} {sorted(entry.segment.items())}"
            own = rows.setdefault(row, _Cells())
            own.add(part, stage, group, number)
            own.periods.add(entry.period)
    there, asked = covered(view.months, [own.periods for own in rows.values()])
    made.shares += [Fraction(there, asked)] if asked else []
    require_one_level(levels, f"`diversity_aggregate` {dimension}", GROUPS.many)
    return rows


def _require_fewer(selection: Selection, cells: _Cells) -> None:
    after = [key for key in cells.counts if key[1] == selection.to and key[2] != UNKNOWN]
    groups = {group for _, _, group in after}
    wrong = {
        group
        for part, stage, group in after
        if (part, selection.from_, group) in cells.counts
        and cells.counts[part, stage, group] > cells.counts[part, selection.from_, group]
    }
    if wrong:
        raise EventsError(
            f"`diversity_aggregate`: column `n` has more at `{selection.to}` than at "
            f"`{selection.from_}` in {len(wrong)} of {len(groups)} groups of `{selection.dimension}`"
        )


def _compared(selection: Selection, before: Mapping[str, int], row: Made) -> dict[str, int]:
    """Leave out groups that are too small a share of all, and count them."""
    total = sum(before.values())
    least = selection.at_least.value * total
    compared = {group: n for group, n in before.items() if n and n >= least}
    row.excluded[f"groups below {selection.at_least}"] += len(before) - len(compared)
    return compared


def _hold_against(row: Made, groups: Mapping[str, tuple[int, int]]) -> None:
    """Hold the lowest rate against the highest; of one group, or where none was chosen, nothing."""
    rates = sorted((Fraction(chosen, n), n) for chosen, n in groups.values())
    if len(rates) < 2 or not rates[-1][0]:
        return
    (row.amount, low), (row.per, high) = rates[0], rates[-1]
    row.least = min(low, high)
