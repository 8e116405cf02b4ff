"""Scores in SQL: survey answers that were counted by score before they came to the store."""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from partnership.documents import Metric
from partnership.documents.base import When
from partnership.documents.metric import SurveyItem
from partnership.documents.sla import Target
from partnership.errors import PartnershipError, StoreError
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


@dataclass(slots=True)
class Answers:
    """The answers of one row of targets."""

    scores: Counter[int] = field(default_factory=Counter)
    answered: int = 0
    invited: int = 0


@dataclass(frozen=True, slots=True)
class _Group:
    """One segment's answers of one period."""

    period: Span
    dimensions: tuple[str | None, ...]
    answered: int
    invited: int
    scores: tuple[tuple[int, int], ...]


def answers_of(
    store: EventStore, metric: Metric, targets: tuple[Target, ...], spans: tuple[Span, ...]
) -> tuple[dict[int | None, Answers], int]:
    """Count a survey's answers by row of targets; None is the row of nobody's.

    Answers carry a period and no day: those of the longest periods that lie in what is asked for
    are counted.

    Args:
        store: The events.
        metric: The score.
        targets: The rows.
        spans: The periods that lie inside what is counted.

    Returns:
        The answers, and how many were given in all.

    Raises:
        StoreError: A score is off the scale, or answers are there at two levels of detail.
        PartnershipError: The metric names no question, or segments answers do not carry.
    """
    item = metric.answers
    if item is None:
        raise PartnershipError(f"{metric.path}: the score `{metric.id}` needs `answers`")
    groups = list(_groups(store, item, spans))
    _require_one_level(groups, item)
    found: dict[int | None, Answers] = {}
    for group in groups:
        written = {
            name: value for name, value in zip(DIMENSIONS, group.dimensions, strict=True) if value
        }
        if not _holds(metric.where, written, metric):
            continue
        row = _row_of(targets, written, metric)
        answers = found.setdefault(row, Answers())
        answers.answered += group.answered
        answers.invited += group.invited
        answers.scores.update(dict(group.scores))
    return found, sum(group.answered for group in groups)


def _groups(store: EventStore, item: SurveyItem, spans: tuple[Span, ...]) -> Iterator[_Group]:
    query = Query()
    columns = ", ".join(f"v.{name}" for name in DIMENSIONS)
    sql = (
        f"SELECT v.period, {columns}, v.score, sum(v.count) AS answers, max(v.n) AS answered,"
        " max(v.invited) AS invited FROM survey_aggregate AS v"
        f" WHERE v.survey_id = {query.bind(item.survey)} AND v.audience = {query.bind(item.audience)}"
        f" AND v.item = {query.bind(item.item)}"
        f" AND v.period IN ({query.bind_all(str(span) for span in spans)})"
        f" GROUP BY v.period, {columns}, v.score"
    )
    gathered: dict[tuple[str | None, ...], list[tuple[int, ...]]] = {}
    for period, *rest in query.ask(store, sql):
        *dimensions, score, answers, answered, invited = rest
        key = (str(period), *(None if value is None else str(value) for value in dimensions))
        numbers = tuple(int(str(number)) for number in (score, answers, answered, invited))
        gathered.setdefault(key, []).append(numbers)
    for key, rows in gathered.items():
        scores = tuple((score, count) for score, count, _, _ in rows)
        group = _Group(
            PERIOD.parse(str(key[0])),
            key[1:],
            max(row[2] for row in rows),
            max(row[3] for row in rows),
            scores,
        )
        _require_sound(group, item)
        yield group


def _require_sound(group: _Group, item: SurveyItem) -> None:
    for score, _ in group.scores:
        if not item.scale.lowest <= score <= item.scale.highest:
            raise StoreError(
                f"survey `{item.survey}`, {group.period}: the score {score} of item `{item.item}` "
                f"is not on the scale {item.scale}"
            )
    if any(count < 0 for _, count in group.scores):
        raise StoreError(f"survey `{item.survey}`, {group.period}: a count is below 0")
    if sum(count for _, count in group.scores) > group.answered:
        raise StoreError(
            f"survey `{item.survey}`, {group.period}: item `{item.item}` has more scores than its "
            f"{group.answered} answers"
        )


def _require_one_level(groups: list[_Group], item: SurveyItem) -> None:
    lengths = {group.period.months for group in groups}
    if len(lengths) > 1:
        raise StoreError(
            f"survey `{item.survey}` has answers of {' and '.join(sorted({str(g.period) for g in groups}))}, "
            "which would count some twice; keep periods of one length"
        )
    patterns = {
        tuple(name for name, value in zip(DIMENSIONS, group.dimensions, strict=True) if value)
        for group in groups
    }
    if len(patterns) > 1:
        shown = " and ".join(sorted("by " + ", ".join(p) if p else "in all" for p in patterns))
        raise StoreError(
            f"survey `{item.survey}` counts answers {shown}, which would count some twice; "
            "keep one level of detail"
        )


def _row_of(targets: tuple[Target, ...], written: dict[str, str], metric: Metric) -> int | None:
    ordered = sorted(enumerate(targets), key=lambda pair: bool(pair[1].otherwise))
    for index, target in ordered:
        if _holds(target.when, written, metric):
            return index
    return None


def _holds(when: When, written: dict[str, str], metric: Metric) -> bool:
    """Whether answers are of a segment; what they do not carry, they are not of."""
    for dimension, values in when.items():
        if dimension not in DIMENSIONS:
            raise PartnershipError(f"{metric.path}: survey answers do not carry `{dimension}`")
        if written.get(dimension) not in ((values,) if isinstance(values, str) else values):
            return False
    return True
