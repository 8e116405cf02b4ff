"""What came of a promise in one of its periods: all rows together, and what a category makes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import SLA, Metric
from partnership.documents.commercials import Category
from partnership.judging.bands import reaches
from partnership.judging.counts import is_higher_better
from partnership.judging.credits.account import Source
from partnership.judging.credits.bands import holding, unit_of
from partnership.judging.judged import Judged
from partnership.judging.verdicts import Status, Verdict
from partnership.values.levels import Threshold, decimal_text

UNKNOWN = {Status.NOT_MEASURED, Status.NOT_YET_DUE}
"""Somebody will know, or should: never the same as no credit."""
MISSED = {Status.MINIMUM_MISSED, Status.EXPECTED_MISSED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """All rows of one promise in one of its periods."""

    sla: SLA
    """The terms on the period's last day."""
    period: str
    ends: date
    rows: tuple[Judged, ...]
    higher: bool
    """Whether a higher value is better."""

    @property
    def key(self) -> tuple[str, str]:
        """The promise and its period."""
        return self.sla.id, self.period

    @property
    def unknown(self) -> tuple[Verdict, ...]:
        """The rows nobody knows about yet."""
        return tuple(row.verdict for row in self.rows if row.verdict.status in UNKNOWN)

    @property
    def judged(self) -> tuple[Verdict, ...]:
        """The rows that were held against their levels."""
        return tuple(row.verdict for row in self.rows if row.verdict.is_judged)

    @property
    def undisputed(self) -> Outcome:
        """What nobody contests: the other rows, and of contested ones the counts that stand."""
        rows = (
            (row._replace(verdict=row.undisputed) if row.undisputed else None)
            if row.verdict.disputed
            else row
            for row in self.rows
        )
        return replace(self, rows=tuple(row for row in rows if row))

    @property
    def is_known(self) -> bool:
        """Whether something was judged and nothing is left open."""
        return bool(self.judged) and not self.unknown

    def is_judged_in(self, unit: str) -> bool:
        """Whether a row was held against levels of a unit."""
        return any(row.expected is not None and row.expected.unit == unit for row in self.judged)

    def all_reach(self, level: Threshold) -> bool:
        """Whether every judged row of a level's unit is on its good side, or on it."""
        return bool(self.judged) and all(
            row.value is not None and reaches(row.value, level, higher=self.higher)
            for row in self.judged
            if row.expected is not None and row.expected.unit == level.unit
        )


@dataclass(frozen=True, slots=True)
class Assessed:
    """What a category makes of an outcome."""

    outcome: Outcome
    row: Judged | None = None
    """The row that costs most, where one does."""
    points: int = 0
    """Before a repeat multiplies them."""
    gap: Fraction = Fraction(0)
    gap_words: str = ""
    """`(90% − 70%)`."""
    reason: str = ""
    """Why nobody knows what it costs."""

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that costs, where one does."""
        return self.row.verdict if self.row else None

    @property
    def failed(self) -> bool:
        """Whether it costs something."""
        return self.row is not None

    @property
    def times(self) -> int:
        """How many times it counts: more than once for a repeat, never where it costs nothing."""
        return self.row.multiplier if self.row else 0

    @property
    def weight(self) -> int:
        """Its points, repeats counted."""
        return self.points * self.times

    @property
    def disputed(self) -> bool:
        """Whether the row that costs is contested."""
        return self.verdict is not None and self.verdict.disputed

    @property
    def source(self) -> Source:
        """The verdict that decided, or the first row's."""
        verdict = self.verdict or _shown(self.outcome)
        counts = f" ({verdict.fraction})" if verdict.fraction and verdict.value is not None else ""
        return Source(
            sla=verdict.sla,
            title=verdict.title,
            period=verdict.period,
            segment=verdict.segment,
            status=verdict.status.value,
            value=f"{verdict.shown}{counts}" if verdict.value is not None else "",
            measurement=verdict.measurement,
            clause=verdict.place,
            points=self.weight or None,
        )


def find_outcomes(agreement: Agreement, judged: Iterable[Judged]) -> dict[str, tuple[Outcome, ...]]:
    """Put verdicts together by promise and period, each promise's in the order of their days."""
    groups: dict[tuple[str, str], list[Judged]] = {}
    for one in judged:
        if one.verdict.status is not Status.NOT_IN_FORCE:
            groups.setdefault((one.verdict.sla, one.verdict.period), []).append(one)
    found: dict[str, list[Outcome]] = {}
    for (name, period), rows in groups.items():
        last = max(rows, key=lambda row: row.verdict.last)
        terms, metric = _terms(agreement, last)
        if terms is not None:
            higher = metric is None or is_higher_better(terms.statistic, metric)
            outcome = Outcome(terms, period, last.verdict.last, tuple(rows), higher)
            found.setdefault(name, []).append(outcome)
    return {name: tuple(sorted(all_, key=lambda one: one.ends)) for name, all_ in found.items()}


def _terms(agreement: Agreement, judged: Judged) -> tuple[SLA | None, Metric | None]:
    """Give the terms of a period's last day as they were judged by, also where they are sealed."""
    if judged.case is not None:
        return judged.case.terms, judged.case.metric
    day = judged.verdict.last
    promise = agreement.get(SLA, judged.verdict.sla)
    if promise is None:
        return None, None
    terms = promise.on(day) or promise
    metric = agreement.get(Metric, terms.metric)
    return terms, metric and (metric.on(day) or metric)


def assess(category: Category, outcome: Outcome) -> Assessed:
    """Say what a category makes of an outcome: the row that costs most, or why nothing is known."""
    costs: list[tuple[tuple[Fraction | int, ...], Assessed]] = []
    unclear: list[str] = []
    found: Assessed | None
    for row in outcome.rows:
        if category.method == "points":
            points, told = _points(category, row.verdict)
            unclear.append(told)
            found = Assessed(outcome, row, points)
        else:
            found = _missed(category, outcome, row)
        if found and (rank := _rank(category, row, found))[0] > 0:
            costs.append((rank, found))
    if costs:
        return max(costs, key=lambda pair: pair[0])[1]
    return Assessed(outcome, reason=next(filter(None, unclear), _open(outcome)))


def _rank(category: Category, row: Judged, found: Assessed) -> tuple[Fraction | int, ...]:
    """Rank what a row costs: by its points, by its gap, or by repeats, status and gap."""
    if category.method == "points":
        return (found.weight,)
    if category.method == "gap to target":
        return (found.gap * found.times,)
    return found.times, row.verdict.status is Status.MINIMUM_MISSED, found.gap


def _missed(category: Category, outcome: Outcome, row: Judged) -> Assessed | None:
    """Say how far a row that missed is from the level it should reach; None where it did not."""
    verdict = row.verdict
    wanted = MISSED if category.on == "expected missed" else {Status.MINIMUM_MISSED}
    level = verdict.minimum if category.gap_to == "minimum" else verdict.expected
    if verdict.status not in wanted or verdict.value is None or level is None:
        return None
    gap, value = level.value - verdict.value, _exact(verdict.value)
    if outcome.higher:
        return Assessed(outcome, row, gap=max(Fraction(0), gap), gap_words=f"({level} − {value})")
    return Assessed(outcome, row, gap=max(Fraction(0), -gap), gap_words=f"({value} − {level})")


def _exact(share: Fraction) -> str:
    """Write a share exactly: a percentage where that ends in a few decimals, else a fraction."""
    percent = share * 100
    return f"{decimal_text(percent)}%" if 10**4 % percent.denominator == 0 else str(share)


def _points(category: Category, verdict: Verdict) -> tuple[int, str]:
    """Give the points of a row, or say why they are not known."""
    if not verdict.is_judged or verdict.value is None:
        return 0, ""
    if category.points is None:
        return 0, "`points` does not say what a miss costs"
    if verdict.status is Status.MET and verdict.decided_by != "band":
        return 0, ""
    unit = unit_of(category.points.bands)
    if verdict.expected is not None and unit not in {None, verdict.expected.unit}:
        return 0, f"the bands are in {unit}, and it is judged in {verdict.expected.unit}"
    held = holding(category.points.bands, verdict.value)
    if len(held) == 1:
        return held[0].points, ""
    return 0, f"at {verdict.shown} {'no band applies' if not held else f'{len(held)} bands apply'}"


def _open(outcome: Outcome) -> str:
    unknown = outcome.unknown
    if not unknown:
        return ""
    return f"{unknown[0].status.words}: {unknown[0].reason}"


def _shown(outcome: Outcome) -> Verdict:
    """Choose the row that is shown where none costs anything: an open one before all others."""
    return next(iter((*outcome.unknown, *outcome.judged)), outcome.rows[0].verdict)
