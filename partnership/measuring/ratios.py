"""Ratios in SQL: subjects by their outcome, placed by the day it was decided."""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from partnership.clock import day_start
from partnership.documents import Metric
from partnership.documents.vocabulary import Outcome, Subject
from partnership.errors import PartnershipError
from partnership.measuring.definitions import Definition
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.query import NO_NUMBER, Query
from partnership.measuring.subjects import subjects_sql

UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class OutcomeSource:
    """The table whose rows have an outcome, when it was decided, and how each is told."""

    table: str
    key: str
    decided: str
    told: Mapping[Outcome, str]
    """The condition on the row `e` for each outcome, in words of the table's own lists.

    `{after}` is the first day, or instant, that is not seen.
    """
    is_day: bool = False
    """`decided` holds a local day without a time."""
    undecided: Outcome | None = None
    """What a row is called that has none of them yet, where a ratio is taken of those as well."""

    @property
    def known(self) -> tuple[Outcome, ...]:
        """The outcomes a ratio can be taken of."""
        return (*self.told, self.undecided) if self.undecided else tuple(self.told)


def _in(column: str, words: Mapping[Outcome, str]) -> Mapping[Outcome, str]:
    return {outcome: f"e.{column} = '{word}'" for outcome, word in words.items()}


OUTCOMES: Mapping[Subject, OutcomeSource] = {
    "offer": OutcomeSource(
        "offer",
        "offer_id",
        "decided_at",
        _in(
            "outcome",
            {
                "accepted": "accepted",
                "declined": "declined",
                "expired": "expired",
                "rescinded by employer": "rescinded_employer",
                "withdrawn by candidate": "withdrawn_candidate",
            },
        ),
    ),
    "opening": OutcomeSource(
        "opening",
        "opening_id",
        "closed_at",
        _in(
            "close_reason",
            {
                "filled": "filled",
                "cancelled by client": "cancelled_client",
                "cancelled": "cancelled_other",
            },
        ),
    ),
    "interview": OutcomeSource(
        "interview",
        "interview_id",
        "end_at",
        _in("status", {"completed": "completed", "no show": "no_show", "cancelled": "cancelled"}),
    ),
    "feedback": OutcomeSource(
        "feedback",
        "feedback_id",
        "submitted_at",
        _in("decision", {"advanced": "advance", "declined": "decline"}),
    ),
    "approval": OutcomeSource(
        "approval",
        "approval_id",
        "decided_at",
        _in("decision", {"approved": "approved", "rejected": "rejected"}),
    ),
    "hire": OutcomeSource(
        "hire",
        "hire_id",
        "planned_start",
        {
            "never started": (
                "e.end_type = 'never_started' AND coalesce(e.ended, e.planned_start) < {after}"
            ),
            "started": "e.actual_start < {after}",
        },
        is_day=True,
        undecided="pending",
    ),
}
"""The outcomes the store can answer. What is not decided is in no ratio.

A hire is placed by its planned start: as far as is seen, it has started, on that day or another, or
it is known that it never will. Who starts late is pending, unless `matures` follows the hires on;
a ratio that does not name `pending` leaves those out as undecided.
"""
_STARTS = replace(OUTCOMES["hire"], decided="actual_start", undecided=None)
"""Hires of which only those count that started: each on the day it did."""


def outcome_source(metric: Metric) -> OutcomeSource | None:
    """Give where a ratio's outcomes stand, and which day places them; None where nothing says it."""
    if metric.subject == "hire" and set(metric.denominator) == {"started"}:
        return _STARTS
    return OUTCOMES.get(metric.subject)


def outcomes_of(definition: Definition) -> tuple[str, ...]:
    """Name the outcomes of a ratio's subject, in the order of the statement's numbers.

    Raises:
        PartnershipError: The store knows no outcome of the subject, or not one that is named.
    """
    metric = definition.metric
    source = outcome_source(metric)
    if source is None:
        known = ", ".join(f"`{name}`" for name in OUTCOMES)
        raise PartnershipError(
            f"{metric.path}: the event store knows no outcome of a `{metric.subject}`; "
            f"it knows those of {known}"
        )
    for outcome in (*metric.numerator, *metric.denominator):
        if outcome not in source.known:
            known = ", ".join(f"`{name}`" for name in source.known)
            raise PartnershipError(
                f"{metric.path}: `{outcome}` is no decided outcome of a `{metric.subject}`; "
                f"these are {known}"
            )
    if not metric.denominator or not set(metric.numerator) <= set(metric.denominator):
        raise PartnershipError(
            f"{metric.path}: the ratio `{metric.id}` needs a `denominator` that holds every "
            "outcome of its `numerator`"
        )
    if source.undecided is None:
        return (*source.told, "another outcome")
    takes_all = source.undecided in metric.denominator
    return (*source.told, source.undecided if takes_all else UNDECIDED)


def ratio_query(
    definition: Definition, last: date, parts: tuple[tuple[date, date], ...]
) -> tuple[Query, str]:
    """Write the statement of a ratio: subjects by part, row, reason and outcome.

    Args:
        definition: What is counted, for subjects decided on the definition's days.
        last: The last day whose events are seen.
        parts: The first and the last day of each part of the period.
    """
    metric, zone = definition.metric, definition.calendar.time_zone
    names = outcomes_of(definition)
    cut_at = day_start(zone, last + ONE_DAY)
    source, query = outcome_source(metric) or OUTCOMES[metric.subject], Query(cut=cut_at)
    cut = query.bind(cut_at)
    query.step("subjects", subjects_sql(query, metric, definition.sla.targets, cut))
    if metric.subject == "offer":
        query.step("states", _last_versions(source, cut))
    else:
        query.step("states", f"SELECT * FROM {source.table}")
    at = f"e.{source.decided}"
    after = query.bind(last.toordinal() + 1) if source.is_day else cut
    told = " ".join(
        f"WHEN {one.format(after=after)} THEN {index}"
        for index, one in enumerate(source.told.values())
    )
    counts = "s.of_which" if metric.of_which else "1"
    query.step(
        "decided",
        "SELECT s.id, s.seg, coalesce(s.reason, s.gone_reason) AS why,"
        f" CASE {told} ELSE {len(names) - 1} END AS outcome, {counts} AS of_which,"
        f" {_part(query, definition, source, parts)} AS part"
        f" FROM subjects AS s JOIN states AS e ON e.{source.key} = s.id WHERE {at} < {after}",
    )
    return query, (
        "SELECT part, seg, why, outcome, of_which, count(*) AS subjects FROM decided"
        " WHERE part IS NOT NULL GROUP BY part, seg, why, outcome, of_which"
    )


def _part(
    query: Query,
    definition: Definition,
    source: OutcomeSource,
    parts: tuple[tuple[date, date], ...],
) -> str:
    """Write the part of the period in which an outcome was decided, on the definition's days."""
    at, zone, cases = f"e.{source.decided}", definition.calendar.time_zone, []
    for index, (first, final) in enumerate(parts):
        low, high = max(first, definition.first), min(final, definition.last)
        if low <= high:
            low_at, high_at = (
                query.bind(day.toordinal() if source.is_day else day_start(zone, day))
                for day in (low, high + ONE_DAY)
            )
            cases.append(f"WHEN {at} >= {low_at} AND {at} < {high_at} THEN {index}")
    return f"CASE {' '.join(cases)} END" if cases else NO_NUMBER


def _last_versions(source: OutcomeSource, cut: str) -> str:
    """Of several versions of an offer, the last one drafted is the application's."""
    return (
        "SELECT v.* FROM (SELECT f.*, row_number() OVER (PARTITION BY f.application_id"
        f" ORDER BY f.version DESC, f.offer_id DESC) AS from_last FROM {source.table} AS f"
        f" WHERE f.drafted_at < {cut}) AS v WHERE v.from_last = 1"
    )
