"""Scores in SQL: survey answers that were counted by score before they came to the store."""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from partnership.documents import Metric
from partnership.documents.metric import SurveyItem
from partnership.documents.sla import Target
from partnership.errors import EventsError, PartnershipError
from partnership.measuring.aggregates import DIMENSIONS, place, require_one_level
from partnership.measuring.query import EventStore, Query
from partnership.values.periods import PERIOD, Span

MANY = "survey answers"


@dataclass(slots=True)
class Answers:
    """The answers of one row of targets."""

    scores: Counter[int] = field(default_factory=Counter)
    answered: int = 0
    invited: int = 0
    periods: set[Span] = field(default_factory=set)
    """The periods they are of."""


@dataclass(frozen=True, slots=True)
class _Group:
    """One segment's answers of one period."""

    period: Span
    segment: Mapping[str, str]
    """The dimensions they carry."""
    answered: int
    invited: int
    scores: tuple[tuple[int, int], ...]


def answers_of(
    store: EventStore, metric: Metric, targets: tuple[Target, ...], spans: tuple[Span, ...]
) -> tuple[dict[int | None, Answers], int]:
    """Count a survey's answers by row of targets; None is the row of nobody's.

    Answers carry a period and no day: those of the longest periods that lie in what is asked for
    are counted. Those that do not carry a dimension by which the metric or a row is narrowed are
    nobody's.

    Args:
        store: The events.
        metric: The score.
        targets: The rows.
        spans: The periods that lie inside what is counted.

    Returns:
        The answers, and how many were given in all.

    Raises:
        EventsError: A score is off the scale, or answers are there at two levels of detail.
        PartnershipError: The metric names no question, or segments answers do not carry.
    """
    item = metric.answers
    if item is None:
        raise PartnershipError(f"{metric.path}: the score `{metric.id}` needs `answers`")
    groups = list(_groups(store, item, spans))
    carried = ((group.period, tuple(group.segment)) for group in groups)
    require_one_level(carried, f"survey `{item.survey}`", "answers")
    found: dict[int | None, Answers] = {}
    for group in groups:
        counts, row = place(group, metric, targets, MANY)
        if not counts:
            continue
        answers = found.setdefault(row, Answers())
        answers.answered += group.answered
        answers.invited += group.invited
        answers.periods.add(group.period)
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
        carried = zip(DIMENSIONS, key[1:], strict=True)
        group = _Group(
            PERIOD.parse(str(key[0])),
            {name: value for name, value in carried if value},
            max(row[2] for row in rows),
            max(row[3] for row in rows),
            scores,
        )
        _require_sound(group, item)
        yield group


def _require_sound(group: _Group, item: SurveyItem) -> None:
    for score, _ in group.scores:
        if not item.scale.lowest <= score <= item.scale.highest:
            raise EventsError(
                f"survey `{item.survey}`, {group.period}: the score {score} of item `{item.item}` "
                f"is not on the scale {item.scale}"
            )
    if any(count < 0 for _, count in group.scores):
        raise EventsError(f"survey `{item.survey}`, {group.period}: a count is below 0")
    if sum(count for _, count in group.scores) > group.answered:
        raise EventsError(
            f"survey `{item.survey}`, {group.period}: item `{item.item}` has more scores than its "
            f"{group.answered} answers"
        )
