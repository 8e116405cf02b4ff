"""What comes to the store added up already: by period and segment, never row by row.

An entry carries a period and no day, and the dimensions it was counted by; one that is null means
all. It belongs to a row of targets only where it carries every dimension that the rows differ by.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from partnership.documents import Metric
from partnership.documents.base import When
from partnership.documents.sla import Target
from partnership.errors import EventsError, PartnershipError
from partnership.measuring.query import EventStore, Query
from partnership.values.periods import PERIOD, Span

DIMENSIONS = (
    "job_family",
    "level",
    "location",
    "country",
    "business_unit",
    "urgency",
    "req_type",
    "employment_type",
)
"""What an entry may be counted by."""


@dataclass(frozen=True, slots=True)
class Entries:
    """A table of entries, and how its rows are told apart within one period and segment."""

    table: str
    many: str
    """What its entries are called."""
    key: tuple[str, ...]
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of such a table."""

    period: Span
    segment: Mapping[str, str]
    """The dimensions it carries."""
    key: tuple[str, ...]
    values: tuple[int | None, ...]

    @property
    def dimensions(self) -> tuple[str, ...]:
        """The names of the dimensions it carries."""
        return tuple(self.segment)


class HasSegment(Protocol):
    """What is counted by segment."""

    @property
    def segment(self) -> Mapping[str, str]:
        """The dimensions it carries."""


def entries_of(
    store: EventStore, source: Entries, spans: Iterable[Span], only: Mapping[str, str] | None = None
) -> list[Entry]:
    """Give the entries of some periods.

    Args:
        store: The events.
        source: The table.
        spans: The periods.
        only: Columns and the word each must hold.
    """
    query, wanted = Query(), sorted(str(span) for span in set(spans))
    if not wanted:
        return []
    names = ", ".join(
        f'v."{name}"' for name in ("period", *DIMENSIONS, *source.key, *source.values)
    )
    where = "".join(f' AND v."{name}" = {query.bind(word)}' for name, word in (only or {}).items())
    sql = (
        f"SELECT {names} FROM {source.table} AS v"
        f' WHERE v."period" IN ({query.bind_all(wanted)}){where}'
    )
    found = []
    first, last = 1 + len(DIMENSIONS), 1 + len(DIMENSIONS) + len(source.key)
    for row in sorted(query.ask(store, sql), key=lambda row: [str(value) for value in row]):
        carried = zip(DIMENSIONS, row[1:first], strict=True)
        found.append(
            Entry(
                PERIOD.parse(str(row[0])),
                {name: str(value) for name, value in carried if value is not None},
                tuple(str(value) for value in row[first:last]),
                tuple(None if value is None else int(value) for value in row[last:]),
            )
        )
    return found


def require_one_level(found: Iterable[tuple[Span, Sequence[str]]], what: str, many: str) -> None:
    """Refuse entries that stand at two levels of detail: some would count twice.

    Args:
        found: The period of each entry, and the dimensions it carries.
        what: Whose entries they are.
        many: What they are called.

    Raises:
        EventsError: They are of periods of several lengths, or carry different dimensions.
    """
    pairs = list(found)
    if len({period.months for period, _ in pairs}) > 1:
        listed = " and ".join(sorted({str(period) for period, _ in pairs}))
        raise EventsError(
            f"{what} has {many} of {listed}, which would count some twice; "
            "keep periods of one length"
        )
    patterns = {tuple(names) for _, names in pairs}
    if len(patterns) > 1:
        shown = " and ".join(sorted("by " + ", ".join(p) if p else "in all" for p in patterns))
        raise EventsError(
            f"{what} counts {many} {shown}, which would count some twice; keep one level of detail"
        )


def row_of(
    targets: Sequence[Target], segment: Mapping[str, str], metric: Metric, many: str
) -> int | None:
    """Give the row of targets that takes a segment, or None."""
    ordered = sorted(enumerate(targets), key=lambda pair: bool(pair[1].otherwise))
    for index, target in ordered:
        if holds(target.when, segment, metric, many):
            return index
    return None


def holds(when: When, segment: Mapping[str, str], metric: Metric, many: str) -> bool:
    """Whether a segment lies in another; of a dimension it does not carry it has no value.

    Raises:
        PartnershipError: Entries never carry the dimension.
    """
    require_carried(when, metric, many)
    for dimension, values in when.items():
        if segment.get(dimension) not in ((values,) if isinstance(values, str) else values):
            return False
    return True


def require_carried(dimensions: Iterable[str], metric: Metric, many: str) -> None:
    """Refuse to tell entries apart by what they never carry.

    Raises:
        PartnershipError: They never carry one of the dimensions.
    """
    for dimension in dimensions:
        if dimension not in DIMENSIONS:
            raise PartnershipError(f"{metric.path}: {many} do not carry `{dimension}`")


def place(
    entry: HasSegment, metric: Metric, targets: Sequence[Target], many: str
) -> tuple[bool, int | None]:
    """Say whether an entry is counted at all, and in which row of targets; None is nobody's.

    An entry that does not carry a dimension by which the metric or a row is narrowed cannot be told
    apart: it is counted, and nobody's.
    """
    asked = {*metric.where, *(name for target in targets for name in target.when)}
    own = {name: values for name, values in metric.where.items() if name in entry.segment}
    require_carried(asked, metric, many)
    if not holds(own, entry.segment, metric, many):
        return False, None
    if any(name not in entry.segment for name in asked):
        return True, None
    return True, row_of(targets, entry.segment, metric, many)


def spans_in(first: date, last: date) -> tuple[Span, ...]:
    """Give every month, quarter and year that lies inside some days."""
    found = []
    for length in ("month", "quarter", "year"):
        span = Span.containing(first, length)
        while span.first <= last:
            if span.first >= first and span.last <= last:
                found.append(span)
            span = span.next
    return tuple(found)


def covered(months: frozenset[Span], rows: Iterable[Iterable[Span]]) -> tuple[int, int]:
    """Count the months that each row's entries cover, and those that they should.

    A month of which nothing is written is not known; where nothing happened, 0 is written. A row
    without any entry has nothing to be made of, and one such row alone covers nothing.
    """
    there = [len(months & months_of(spans)) for spans in rows]
    return sum(there), len(months) * max(len(there), 1)


def months_of(spans: Iterable[Span]) -> frozenset[Span]:
    """Give the months that some periods cover."""
    return frozenset(
        Span.containing(span.first.replace(month=span.month + index), "month")
        for span in spans
        for index in range(span.months)
    )
