"""What the store counted, added up by part and row, and made into the rows of a Measurement."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from partnership.documents import SLA, Metric
from partnership.measuring.made import Made
from partnership.measuring.periods import Part
from partnership.measuring.quantities import is_of_people
from partnership.measuring.ratios import UNDECIDED
from partnership.measuring.subjects import PEOPLE
from partnership.statistics import Histogram, mean, median, percentile
from partnership.values.levels import decimal_text
from partnership.values.statistic_names import Statistic

DAY = 86_400
SMALLEST = 5
"""Rows of people with a smaller denominator are withheld."""


@dataclass(slots=True)
class Court:
    """Of subjects whose time was excused by another promise: in whose court they lay, in seconds."""

    subjects: int = 0
    waited: int = 0
    """How long the other party alone was late with them."""
    ran: int = 0
    """How long their clocks ran in all."""

    def days(self, owed_by: str) -> dict[str, int]:
        """Give the days in the court of each party, rounded up; of nobody there are none."""
        other = "client" if owed_by == "provider" else "provider"
        days = {other: -(-self.waited // DAY), owed_by: -(-(self.ran - self.waited) // DAY)}
        return {"subjects": self.subjects, **days} if self.subjects else {}


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
    court: Court = field(default_factory=Court)
    """In whose court those subjects lay whose time another promise excuses."""
    made: Made | None = None
    """What quantities add up to, where the metric is made of them."""

    @property
    def complete(self) -> int:
        """How many subjects had all their events; to what is undecided more may happen."""
        if self.made:
            return self.made.n
        counted = self.on_time + self.late + self.open_late + self.not_yet_due
        return counted + self.excluded[UNDECIDED]


@dataclass(slots=True)
class Gate:
    """What is wrong with the events."""

    orphans: int = 0
    out_of_order: int = 0
    unassigned: int = 0
    missing: int = 0
    complete: int = 0
    events: int = 0
    """The rows looked at, orphans among them."""
    recorded: int = 0
    """The stops looked at."""
    prompt: int = 0
    """Those of them that were recorded within one business day."""
    precision: str | None = None
    """The least exact precision among them."""
    imprecise: int = 0
    """The rows that are less exact than the SLA asks."""
    unused: int = 0
    """Those of them whose subjects are not known to be missing."""
    conflicting_holds: int = 0
    """Subjects whose holds in the store and in the repository differ by a day or more."""
    standing_holds: int = 0
    """Subjects with a hold, or another pause of the store, that never ended."""
    shares: list[Fraction] = field(default_factory=list)
    """Of what comes added up: the share of it that is there."""

    def written(self, *, hides: bool = False) -> dict[str, Any]:
        """Give the gate as it stands in a record; shares are rounded down to 0.01%.

        Each orphan stands for something that could not be counted, and is missing as well; so does a
        row that is not exact enough, where its subject is not counted as missing already. Where months of what comes added up are not there, the
        least of all shares counts.

        Args:
            hides: Whether all rows of the record are withheld. A share of few people tells how many
                they are, so then completeness is all, at least half, or less, and no other stands.
        """
        missing = self.missing + self.orphans + self.unused
        total = self.complete + missing
        counted = Fraction(self.complete, total) if total else Fraction(1)
        if hides:
            counted = Fraction(math.floor(counted * 2), 2)
        complete = min([counted, *self.shares])
        share = _share(complete.numerator, complete.denominator)
        gate: dict[str, Any] = {"completeness": share}
        if self.recorded and not hides:
            gate["latency"] = _share(self.prompt, self.recorded)
        if self.precision:
            gate["precision"] = self.precision
        gate |= {"orphans": self.orphans, "out_of_order": self.out_of_order}
        if self.orphans and not hides:
            gate["orphan_share"] = _share(self.orphans, self.events, up=True)
        if self.out_of_order and not hides:
            subjects = self.complete + missing + self.out_of_order
            gate["out_of_order_share"] = _share(self.out_of_order, subjects, up=True)
        others = {
            "unassigned": self.unassigned,
            "imprecise": self.imprecise,
            "conflicting_holds": self.conflicting_holds,
            "standing_holds": self.standing_holds,
        }
        return gate | {name: count for name, count in others.items() if count}


def counted_row(tally: Tally, sla: SLA, metric: Metric) -> dict[str, Any]:
    """Give a row's counts as they stand in a record, after relief.

    Args:
        tally: What was counted.
        sla: The terms that place it.
        metric: What is counted.
    """
    if tally.made:
        return _made_row(tally.made, metric)
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
    if sla.owed_by != "both" and not (metric.subject in PEOPLE and tally.court.subjects < SMALLEST):
        row["court"] = tally.court.days(sla.owed_by)
    if metric.subject not in PEOPLE and metric.type == "duration":
        removed = sla.relief == "remove"
        row["closed"] = _bins(tally.closed - tally.excused_closed if removed else tally.closed)
        row["open"] = _bins(tally.open - tally.excused_open if removed else tally.open)
        if sla.statistic.name == "bucket counts":
            row["buckets"] = _buckets(_judged(tally, sla), sla)
    return {name: value for name, value in row.items() if value not in ({}, None)}


def _made_row(made: Made, metric: Metric) -> dict[str, Any]:
    """Give what quantities were made into: counts of a composition, else exact amounts."""
    row: dict[str, Any] = {"n": made.n}
    if metric.composition and made.amount is not None:
        row = {"numerator": int(made.amount), "denominator": made.n, "n": made.n}
    elif not metric.composition:
        exact = {"amount": made.amount, "per": made.per}
        row |= {name: str(value) for name, value in exact.items() if value is not None}
    excluded = {name: count for name, count in sorted(made.excluded.items()) if count}
    return row | ({"excluded": excluded} if excluded else {})


def before_relief(tally: Tally, sla: SLA, metric: Metric) -> dict[str, Any]:
    """Give the numerator and denominator, or the value of so many, as if there were no relief."""
    return _result(tally, sla, metric, with_relief=False)


def after_relief(tally: Tally, sla: SLA, metric: Metric) -> dict[str, Any]:
    """Give in the same form what it is with relief."""
    return _result(tally, sla, metric, with_relief=True)


def _result(tally: Tally, sla: SLA, metric: Metric, *, with_relief: bool) -> dict[str, Any]:
    if tally.made:
        return {}
    found = _fraction(tally, sla, metric, with_relief=with_relief)
    if "denominator" in found:
        return {name: found[name] for name in ("numerator", "denominator")}
    value = _value(Histogram.from_counts(_judged(tally, sla)), sla.statistic)
    return {"denominator": found["n"]} | ({} if value is None else {"value": str(value)})


def _fraction(
    tally: Tally, sla: SLA, metric: Metric, *, with_relief: bool = True
) -> dict[str, Any]:
    counts_open = metric.type != "duration" or sla.open_past_due != "ignored"
    open_late = tally.open_late if counts_open else 0
    closed = Histogram.from_counts(_judged(tally, sla))
    match sla.statistic:
        case Statistic(name="bucket counts"):
            most = max((bucket.amount for bucket in sla.buckets), default=0)
            return {"numerator": closed.beyond(most), "denominator": closed.n, "n": closed.n}
        case Statistic(name="share within" | "share beyond" | "ratio of sums"):
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


def _judged(tally: Tally, sla: SLA) -> Counter[int]:
    """Give the clocks a statistic is taken of: those that stopped, or those that run at the end."""
    return tally.open if sla.placed_by == "open at the end" else tally.closed


def _buckets(counts: Counter[int], sla: SLA) -> dict[str, int]:
    """Count by bucket: `0 to 30`, `31 to 60`, `over 60`."""
    found, low = {}, 0
    for most in sorted(bucket.amount for bucket in sla.buckets):
        found[f"{low} to {most}"] = sum(n for length, n in counts.items() if low <= length <= most)
        low = most + 1
    found[f"over {low - 1}"] = sum(n for length, n in counts.items() if length >= low)
    return found


def _value(closed: Histogram, statistic: Statistic) -> Fraction | None:
    match statistic:
        case Statistic(name="mean"):
            return mean(closed)
        case Statistic(name="median"):
            return median(closed)
        case Statistic(name="percentile", percentile=number, method="linear"):
            return percentile(closed, number, "linear")
    return percentile(closed, statistic.percentile, "nearest rank")


def withheld(
    rows: list[dict[str, Any]],
    metric: Metric,
    least: Mapping[int, int] | None = None,
    exposed: frozenset[int] = frozenset(),
) -> list[dict[str, Any]]:
    """Withhold small rows of people, and others where the rest of a total would tell them.

    Suppression looks at the denominator. Where one row is withheld alone, or all that are withheld
    come to less than the smallest, the next smallest is withheld with them; a row of nobody tells
    of nobody and needs no company. Counts before relief stand only where they are large enough.

    Args:
        rows: All rows of a record.
        metric: What is counted.
        least: By row: the fewest people that a published number is of, where `n` does not say it.
        exposed: Rows that would tell, with other records, what is withheld there.
    """
    if not is_of_people(metric):
        return rows
    sizes = [
        min(_size(row), (least or {}).get(index, _size(row))) for index, row in enumerate(rows)
    ]
    small = {index for index, size in enumerate(sizes) if size < SMALLEST} | exposed
    others = sorted(set(range(len(rows))) - small, key=lambda index: (sizes[index], index))
    for index in others:
        told = [sizes[one] for one in small if sizes[one]]
        if not told or (len(told) > 1 and sum(told) >= SMALLEST):
            break
        small.add(index)
    return [
        {**_named(row), "withheld": True} if index in small else _with_large_before(row)
        for index, row in enumerate(rows)
    ]


def _with_large_before(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out counts before relief that are of too few people."""
    before = row.get("before_relief")
    if before is None or before["denominator"] >= SMALLEST:
        return row
    return {name: value for name, value in row.items() if name != "before_relief"}


def _size(row: dict[str, Any]) -> int:
    return int(row.get("denominator", row.get("n", 0)))


def _named(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("segment", "from", "to") if name in row}


def row_names(part: Part, found: Iterable[str]) -> list[str]:
    """Name a part's rows: its targets in order, then rows of earlier terms that still count."""
    own = [target.id for target in part.sla.targets]
    return own + sorted(set(found) - set(own))


def _share(part: int, whole: int, *, up: bool = False) -> str:
    """Write a share in percent with two decimals, rounded down, or up; all where there is nothing."""
    share = Fraction(part, whole) if whole else Fraction(1)
    hundredths, rest = divmod(share.numerator * 10_000, share.denominator)
    return f"{decimal_text(Fraction(hundredths + (up and rest > 0), 100))}%"


def _bins(counts: Counter[int]) -> dict[str, int]:
    return {str(value): count for value, count in sorted(counts.items()) if count}
