"""What every reporter tells of periods that run: what can still become of them, and what is due when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from partnership.judging.prospects import Prospect
from partnership.judging.wording import listed
from partnership.report import Report
from partnership.reporting.words import plural

if TYPE_CHECKING:
    from partnership.judging.outlook import Outlook

COLUMNS = (
    *("SLA", "owed by", "period", "row", "outlook", "so far"),
    *("missed", "in flight", "left to expected", "left to minimum", "chance of a breach"),
)
SHOWN_DAYS = 10
"""How many days of what is due are told one by one."""


def told(report: Report) -> tuple[Outlook, ...]:
    """Give the outlooks of what is counted by party, what is lost or at risk first."""
    order = list(Prospect)
    counted = (one for one in report.outlooks if one.prospect is not Prospect.NOT_COUNTED)
    found = sorted(counted, key=lambda one: order.index(one.prospect))
    return tuple(sorted(found, key=lambda one: one.owed_by))


def cells(outlook: Outlook) -> tuple[str, ...]:
    """Give an outlook's cells under `COLUMNS`."""
    known = outlook.known
    part = f" from {outlook.since}" if outlook.since else ""
    return (
        outlook.sla,
        outlook.owed_by,
        f"{outlook.period}{part}",
        outlook.segment,
        outlook.prospect.words,
        outlook.so_far,
        f"{known.misses} of {known.total}" if known else "",
        str(known.flying) if known else "",
        _left(outlook, "expected"),
        _left(outlook, "minimum"),
        outlook.told_chance.shown if outlook.told_chance else "",
    )


def _left(outlook: Outlook, level: str) -> str:
    """Say how many more of those known may miss before a level is missed: `3`, `2 too many`."""
    left = outlook.left.get(level)
    if left is None:
        return ""
    return str(left) if left >= 0 else f"{-left} too many"


def in_words(outlook: Outlook) -> str:
    """Say an outlook in one line."""
    part = f" from {outlook.since} to {outlook.until}" if outlook.since else ""
    subject = f"SLA {outlook.sla}, {outlook.segment}, {outlook.period}{part}"
    return f"{outlook.title} ({outlook.owed_by}): {subject}: {outlook.reason}"


def pressing(report: Report) -> tuple[Outlook, ...]:
    """Give what is lost or at risk, of both parties and of what both owe."""
    urgent = {Prospect.LOST, Prospect.AT_RISK}
    return tuple(one for one in told(report) if one.prospect in urgent)


def due_days(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the next days on which something is due, with what; the later ones together."""
    days: dict[date, list[str]] = {}
    later: Counter[str] = Counter()
    every = sorted({day for one in report.outlooks if one.flight for day in one.flight.due})
    for one in told(report):
        for day, number in sorted(one.flight.due.items()) if one.flight else ():
            name = f"{one.sla} {one.segment}"
            if day in every[:SHOWN_DAYS]:
                days.setdefault(day, []).append(f"{name} {number}")
            else:
                later[name] += number
    yield from ((str(day), ", ".join(days[day])) for day in sorted(days))
    if later:
        yield "later", ", ".join(f"{name} {number}" for name, number in later.items())


def closing(report: Report) -> str:
    """Say how many running rows are lost or at risk; nothing where none is."""
    found = len(pressing(report))
    return plural(found, "running row") + " lost or at risk" if found else ""


def uncounted(report: Report) -> tuple[str, ...]:
    """Say which running periods are not counted for the day judged, by reason."""
    reasons: dict[str, dict[str, None]] = {}
    for one in report.outlooks:
        if one.prospect is Prospect.NOT_COUNTED:
            reasons.setdefault(one.reason, {})[f"{one.sla} {one.period}"] = None
    return tuple(f"{reason}: {listed(names)}" for reason, names in reasons.items())


def as_data(outlook: Outlook) -> dict[str, Any]:
    """Give an outlook as plain data."""
    known, flight, chance = outlook.known, outlook.flight, outlook.told_chance
    return {
        "sla": outlook.sla,
        "owed_by": outlook.owed_by,
        "title": outlook.title,
        "period": outlook.period,
        "segment": outlook.segment,
        "from": outlook.since.isoformat() if outlook.since else None,
        "to": outlook.until.isoformat() if outlook.until else None,
        "outlook": outlook.prospect.value,
        "at_risk": outlook.is_at_risk,
        "reason": outlook.reason,
        "possible": [status.value for status in outlook.possible],
        "so_far": outlook.so_far or None,
        "kept": known.kept if known else None,
        "missed": known.misses if known else None,
        "in_flight": known.flying if known else None,
        "takes_new": known.takes_new if known else None,
        "misses_left": dict(outlook.left),
        "paused": flight.paused if flight else None,
        "due": {str(day): number for day, number in sorted(flight.due.items())} if flight else {},
        "chance": chance
        and {
            "of_breach": chance.shown,
            "past_periods": chance.periods,
            "brier": f"{chance.brier:.4f}",
            "base_rate_brier": f"{chance.base_brier:.4f}",
        },
        "path": outlook.place.path,
        "line": outlook.place.line,
    }
