"""Verdicts ready to be drawn and listed: every number and word once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from partnership.handbook.names import STATUSES, period_label, period_words
from partnership.handbook.writing import escape
from partnership.judging import Verdict
from partnership.values.levels import Threshold


@dataclass(frozen=True, slots=True)
class Point:
    """One verdict as pictures and tables show it; floats only draw."""

    verdict: Verdict
    tone: str
    mark: str
    label: str
    """The period, as short as an axis needs."""
    year: str
    """The period's year, where it has months."""
    words: str
    """The status in words, in lower case."""
    shown: str
    """The value for reading."""
    said: str
    """All of it in a line, escaped: `June 2026: 93.33% (14/15), met`."""
    value: float | None
    expected: float | None
    minimum: float | None
    is_share: bool


def points_of(verdicts: Iterable[Verdict]) -> tuple[Point, ...]:
    """Make verdicts ready to be drawn."""
    return tuple(_point(verdict) for verdict in verdicts)


def _point(verdict: Verdict) -> Point:
    status = STATUSES[verdict.status]
    period, label = _period(verdict.period)
    shown = verdict.shown
    told = ", ".join(filter(None, (verdict.fraction, verdict.answered)))
    counts = f" ({told})" if told else ""
    value = f"{shown}{counts}, " if shown else ""
    words = status.words.lower()
    is_share = verdict.expected is not None and verdict.expected.unit == "percent"
    drawn = None
    if verdict.value is not None:
        drawn = verdict.value.numerator / verdict.value.denominator * (100 if is_share else 1)
    return Point(
        verdict=verdict,
        tone=status.tone,
        mark=status.mark,
        label=label,
        year=verdict.period[:4] if len(verdict.period) > 4 else "",
        words=words,
        shown=shown,
        said=escape(f"{period}: {value}{words}"),
        value=drawn,
        expected=_drawn(verdict.expected),
        minimum=_drawn(verdict.minimum),
        is_share=is_share,
    )


@lru_cache(maxsize=4096)
def _period(period: str) -> tuple[str, str]:
    return period_words(period), period_label(period)


def _drawn(level: Threshold | None) -> float | None:
    if level is None:
        return None
    factor = 100 if level.unit == "percent" else 1
    return level.value.numerator / level.value.denominator * factor
