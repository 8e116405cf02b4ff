"""Renders the subjects behind a verdict for a terminal: by token, with their clocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnership.clock import local_time
from partnership.judging import Verdict
from partnership.measuring.listing import Subject
from partnership.reporting.words import plural, printable

HEAD = ("subject", "start", "stop", "due by", "ran")
MOMENT, DAY = "%Y-%m-%d %H:%M", "%Y-%m-%d"
GAP = "  "


def render(subjects: Sequence[Subject], verdict: Verdict, zone: str, unit: str) -> str:
    """Render subjects as text, ending in a newline.

    Args:
        subjects: Those of the verdict's row.
        verdict: What was made of them.
        zone: The time zone of the calendar.
        unit: The metric's unit.

    """
    return "\n".join(_lines(subjects, verdict, zone, unit)) + "\n"


def _lines(subjects: Sequence[Subject], verdict: Verdict, zone: str, unit: str) -> Iterator[str]:
    has_clock = any(one.start is not None for one in subjects)
    where = f", in {unit}, times in {zone}" if has_clock else ""
    yield f"Subjects of {verdict.sla}, {verdict.segment}, {verdict.period}{where}"
    groups = dict.fromkeys(one.what for one in sorted(subjects, key=_order))
    width = max((len(one.token) for one in subjects), default=0)
    for what in groups:
        found = [one for one in subjects if one.what == what]
        yield ""
        yield f"{what} ({len(found)})"
        if has_clock:
            yield _row(HEAD, width, unit)
        for one in found:
            yield from _subject(one, zone, unit, width)
    yield ""
    yield _sum(subjects, verdict)


def _order(subject: Subject) -> tuple[bool, bool, str]:
    """Sort what was missed before what was met, and both before what was not counted."""
    return not subject.is_counted, subject.is_met, subject.what


def _subject(subject: Subject, zone: str, unit: str, width: int) -> Iterator[str]:
    if subject.start is None:
        yield f"{GAP}{printable(subject.token)}"
        return
    ends = DAY if unit.endswith("days") else MOMENT
    cells = (
        printable(subject.token),
        *(_moment(zone, at) for at in (subject.start, subject.stop)),
        _moment(zone, subject.due, ends),
        "" if subject.length is None else str(subject.length),
    )
    yield _row(cells, width, unit)
    for begin, end in subject.pauses:
        until = f"until {_moment(zone, end)}" if end is not None else "and still does"
        yield f"{GAP * 2}stood still from {_moment(zone, begin)} {until}"


def _moment(zone: str, at: int | None, form: str = MOMENT) -> str:
    return "-" if at is None else f"{local_time(zone, at):{form}}"


def _row(cells: Sequence[str], width: int, unit: str) -> str:
    """Write a line; a day needs less room than an instant."""
    widths = (max(width, len(HEAD[0])), 16, 16, 10 if unit.endswith("days") else 16, 0)
    padded = (cell.ljust(one) for cell, one in zip(cells, widths, strict=True))
    return f"{GAP}{GAP.join(padded)}".rstrip()


def _sum(subjects: Sequence[Subject], verdict: Verdict) -> str:
    """Hold what is listed against what was judged."""
    counted = sum(1 for one in subjects if one.is_counted)
    met = sum(1 for one in subjects if one.is_met)
    text = f"{plural(len(subjects), 'subject')}: {met} of {counted} counted"
    if verdict.pooled or verdict.numerator is None or verdict.denominator is None:
        return f"{text}; judged on {verdict.fraction or f'n {verdict.n}'}"
    if (met, counted) == (verdict.numerator, verdict.denominator):
        return f"{text}, as recorded"
    return f"{text}; recorded are {verdict.counted}: the store has changed, or measure again"
