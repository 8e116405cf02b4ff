"""What the store counted, added up by part and row, and made into the rows of a Measurement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from partnership.documents import SLA, Metric
from partnership.measuring.periods import Part
from partnership.measuring.subjects import PEOPLE
from partnership.statistics import Histogram, mean, median, percentile
from partnership.values.statistic_names import Statistic

SMALLEST = 5
"""Rows of people with a smaller denominator are withheld."""


@dataclass(slots=True)
class Tally:
    """The counts of one row in one part of a period."""

    on_time: int = 0
    late: int = 0
    open_late: int = 0
    excused: int = 0
    """Of those that miss, how many relief covers."""
    not_yet_due: int = 0
    failed: int = 0
    """Subjects with incomplete events that count as a miss."""
    invited: int | None = None
    excluded: Counter[str] = field(default_factory=Counter)
    closed: Counter[int] = field(default_factory=Counter)
    open: Counter[int] = field(default_factory=Counter)
    excused_closed: Counter[int] = field(default_factory=Counter)
    excused_open: Counter[int] = field(default_factory=Counter)

    @property
    def complete(self) -> int:
        """How many subjects were counted that had all their events."""
        return self.on_time + self.late + self.open_late + self.not_yet_due


@dataclass(slots=True)
class Gate:
    """What is wrong with the events."""

    orphans: int = 0
    out_of_order: int = 0
    unassigned: int = 0
    missing: int = 0
    complete: int = 0

    def written(self) -> dict[str, Any]:
        """Give the gate as it stands in a record; completeness is rounded down to 0.01%.

        Each orphan stands for something that could not be counted, and is missing as well.
        """
        total = self.complete + self.missing + self.orphans
        share = Fraction(self.complete, total) if total else Fraction(1)
        hundredths = share.numerator * 10_000 // share.denominator
        whole, rest = divmod(hundredths, 100)
        text = f"{whole}.{rest:02}".rstrip("0").rstrip(".") if rest else str(whole)
        gate: dict[str, Any] = {
            "completeness": f"{text}%",
            "orphans": self.orphans,
            "out_of_order": self.out_of_order,
        }
        return gate | ({"unassigned": self.unassigned} if self.unassigned else {})


def counted_row(tally: Tally, sla: SLA, metric: Metric) -> dict[str, Any]:
    """Give a row's counts as they stand in a record, after relief.

    Args:
        tally: What was counted.
        sla: The terms that place it.
        metric: What is counted.
    """
    row = _fraction(tally, sla, metric)
    if metric.type == "duration" and (sla.open_past_due or tally.open_late):
        gone = tally.excused_open.total() if sla.relief == "remove" else 0
        row["open_past_due"] = tally.open_late - gone
    if tally.not_yet_due:
        row["not_yet_due"] = tally.not_yet_due
    if tally.invited is not None:
        row["invited"] = tally.invited
    if tally.excluded:
        row["excluded"] = {name: count for name, count in sorted(tally.excluded.items()) if count}
    if metric.subject not in PEOPLE and metric.type == "duration":
        removed = sla.relief == "remove"
        row["closed"] = _bins(tally.closed - tally.excused_closed if removed else tally.closed)
        row["open"] = _bins(tally.open - tally.excused_open if removed else tally.open)
    return {name: value for name, value in row.items() if value not in ({}, None)}


def before_relief(tally: Tally, sla: SLA, metric: Metric) -> dict[str, int]:
    """Give the numerator and denominator as if there were no relief."""
    plain = _fraction(tally, sla, metric, with_relief=False)
    return {name: plain[name] for name in ("numerator", "denominator") if name in plain}


def _fraction(
    tally: Tally, sla: SLA, metric: Metric, *, with_relief: bool = True
) -> dict[str, Any]:
    counts_open = metric.type != "duration" or sla.open_past_due != "ignored"
    open_late = tally.open_late if counts_open else 0
    closed = Histogram.from_counts(tally.closed)
    match sla.statistic:
        case Statistic(name="share within" | "ratio of sums"):
            numerator = tally.on_time
            denominator = tally.on_time + tally.late + open_late + tally.failed
            excused = tally.excused_closed.total()
            excused += tally.excused_open.total() if counts_open else 0
            if with_relief and sla.relief == "remove":
                denominator -= excused
            if with_relief and sla.relief == "count as met":
                numerator += excused
            return {"numerator": numerator, "denominator": denominator, "n": denominator}
        case Statistic(name="net promoter score"):
            numerator = closed.beyond(8) - closed.within(6)
            return {"numerator": numerator, "denominator": closed.n, "n": closed.n}
        case Statistic(name="top two box"):
            highest = metric.answers.scale.highest if metric.answers else 5
            numerator = closed.beyond(highest - 2)
            return {"numerator": numerator, "denominator": closed.n, "n": closed.n}
    found = _value(closed, sla.statistic)
    row: dict[str, Any] = {"n": closed.n}
    if sla.statistic.name == "mean":
        row = {"numerator": closed.total, "denominator": closed.n, "n": closed.n}
    if metric.subject in PEOPLE and found is not None:
        row["value"] = str(found)
    return row


def _value(closed: Histogram, statistic: Statistic) -> Fraction | None:
    match statistic:
        case Statistic(name="mean"):
            return mean(closed)
        case Statistic(name="median"):
            return median(closed)
        case Statistic(name="percentile", percentile=number, method="linear"):
            return percentile(closed, number, "linear")
    return percentile(closed, statistic.percentile, "nearest rank")


def withheld(rows: list[dict[str, Any]], metric: Metric) -> list[dict[str, Any]]:
    """Withhold small rows of people, and one more where the rest of a total would tell them.

    Suppression looks at the denominator. Where only one of several rows is too small, the next
    smallest is withheld with it.
    """
    if metric.subject not in PEOPLE:
        return rows
    small = {index for index, row in enumerate(rows) if _size(row) < SMALLEST}
    others = [index for index in range(len(rows)) if index not in small]
    if len(small) == 1 and others:
        small.add(min(others, key=lambda index: (_size(rows[index]), index)))
    return [
        {**_named(row), "withheld": True} if index in small else row
        for index, row in enumerate(rows)
    ]


def _size(row: dict[str, Any]) -> int:
    return int(row.get("denominator", row.get("n", 0)))


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("segment", "from", "to") if name in row}


def row_names(part: Part, found: Iterable[str]) -> list[str]:
    """Name a part's rows: its targets in order, then rows of earlier terms that still count."""
    own = [target.id for target in part.sla.targets]
    return own + sorted(set(found) - set(own))


def _bins(counts: Counter[int]) -> dict[str, int]:
    return {str(value): count for value, count in sorted(counts.items()) if count}
