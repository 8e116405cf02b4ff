"""Surveys counted by quarter and country: answers by score, never an answer by itself."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from partnership.example import days, shape

if TYPE_CHECKING:
    from partnership.example.draws import Draws
    from partnership.example.rows import Rows

CANDIDATES = "candidate-experience"
MANAGERS = "hiring-manager"


def record_surveys(draws: Draws, rows: Rows) -> None:
    """Record both surveys for every quarter, as they are counted on its last day."""
    for quarter, (promoters, detractors) in shape.CANDIDATE_SCORES.items():
        for country, answers in (("GB", draws.whole(95, 120)), ("DE", draws.whole(70, 90))):
            counts = _candidate_counts(answers, promoters, detractors)
            _record(draws, rows, quarter, country, (CANDIDATES, "candidate"), counts)
    for quarter, satisfied in shape.MANAGER_SATISFIED.items():
        for country, answers in (("GB", draws.whole(24, 32)), ("DE", draws.whole(18, 26))):
            counts = _manager_counts(answers, satisfied)
            _record(draws, rows, quarter, country, (MANAGERS, "hiring manager"), counts)


def _candidate_counts(answers: int, promoters: int, detractors: int) -> dict[int, int]:
    high, low = answers * promoters // 100, answers * detractors // 100
    between = answers - high - low
    return _split(low, (0, 1, 2, 3, 4, 5, 6)) | _split(between, (7, 8)) | _split(high, (9, 10))


def _manager_counts(answers: int, satisfied: int) -> dict[int, int]:
    """Round the satisfied up: a share at the line stays above it."""
    high = -(-answers * satisfied // 100)
    return _split(answers - high, (1, 2, 3)) | _split(high, (4, 5))


def _split(count: int, scores: tuple[int, ...]) -> dict[int, int]:
    """Share answers out over scores, the highest first."""
    return {score: (count + number) // len(scores) for number, score in enumerate(scores)}


def _record(
    draws: Draws,
    rows: Rows,
    quarter: str,
    country: str,
    survey: tuple[str, str],
    counts: dict[int, int],
) -> None:
    year, number = quarter.split("-Q")
    next_quarter = days.FIRST_DAY.replace(year=int(year), month=3 * int(number))
    last = (next_quarter + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    invited = sum(counts.values()) * draws.whole(22, 30) // 10
    survey_id, audience = survey
    for score, count in sorted(counts.items()):
        rows.state(
            "survey_aggregate",
            days.at(last, 18, draws.whole(0, 59)),
            source="csv",
            period=quarter,
            survey_id=survey_id,
            audience=audience,
            country=country,
            item="overall",
            invited=invited,
            n=sum(counts.values()),
            score=score,
            count=count,
        )
