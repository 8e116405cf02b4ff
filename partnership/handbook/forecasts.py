"""A forecast beside what was counted: a picture with its band, the table, and what follows beyond."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnership.documents import SLA, EscalationPath, HiringPlan
from partnership.documents.hiring_plan import VolumeBand
from partnership.duties.retention import end_of
from partnership.handbook.book import Book
from partnership.handbook.names import day_words, period_words, row_words
from partnership.handbook.writing import STACKED, escape, paragraph, table
from partnership.judging.wording import shown
from partnership.measuring.volumes import Volume, find_volumes, number

BANDS = ("Band", "Beyond", "Then", "Falls on", "What both do")
WIDTH, LEFT, RIGHT, ROW = 720, 150, 60, 34
"""The picture's measures: its width, room for names and numbers, the height of a row."""


def plan(book: Book, found: HiringPlan, path: str) -> Iterator[str]:
    """Yield what a forecast's page shows."""
    terms = found.on(book.as_of) or found
    again = day_words(end_of(terms.issued_on, terms.renew_every))
    by = book.role(terms.issued_by, path)
    sla = book.agreement.get(SLA, terms.counted_by)
    counted = book.link_to(sla, path) if sla else escape(terms.counted_by)
    yield paragraph(
        f"Issued on {day_words(terms.issued_on)} by {by}; a new one is due by {again}.", "pac-lead"
    )
    yield paragraph(f"What was opened is counted by {counted}.")
    volumes = tuple(find_volumes(book.agreement, terms))
    yield "## Expected and counted"
    yield f'<figure class="pac-figure" tabindex="0">{_picture(volumes)}</figure>'
    head = ("Period", "Expected", "Inside the band", "Counted", "Of what was expected", "So")
    yield table(head, (_row(one) for one in volumes), STACKED)
    if terms.bands:
        yield "## What follows beyond the band"
        yield table(BANDS, (_band(book, one, path) for one in terms.bands), STACKED)


def _row(one: Volume) -> tuple[str, ...]:
    low, high = one.bounds
    band = f"{number(low) if low is not None else 0} to {number(high)}" if high is not None else ""
    if high is None and low is not None:
        band = f"{number(low)} and more"
    share = ""
    if one.counted is not None and one.row.openings:
        share = shown(one.counted / one.row.openings, "percent")
    beyond = ", ".join(band.id for band in one.outside)
    so = f"<strong>outside: {escape(beyond)}</strong>" if beyond else "inside"
    if one.row.confidence == "indicative":
        so = "no band holds"
    elif one.counted is None:
        so = "not counted yet"
    expected = f"{one.row.openings} <small>({escape(one.row.confidence)})</small>"
    counted = number(one.counted) if one.counted is not None else ""
    return escape(_name(one)), expected, escape(band), counted, escape(share), so


def _name(one: Volume) -> str:
    segment = f", {row_words(one.row.segment)}" if one.row.segment else ""
    return f"{period_words(one.row.period)}{segment}"


def _band(book: Book, one: VolumeBand, path: str) -> tuple[str, ...]:
    side = f"more than {one.over} above" if one.over is not None else f"more than {one.under} below"
    promises = (book.agreement.get(SLA, name) for name in one.affects)
    then = "relief of " + ", ".join(book.link_to(sla, path) for sla in promises if sla)
    if one.days == "whole period":
        then += " for the whole period, without being asked for"
    if one.then == "trigger":
        ladder = book.agreement.get(EscalationPath, one.escalation)
        then = f"up {book.link_to(ladder, path)}" if ladder else escape(one.escalation or "")
    name = escape(row_words(one.id))
    return name, escape(side), then, escape(book.party(one.falls_on)), escape(one.text)


def _picture(volumes: Sequence[Volume]) -> str:
    """Draw each period as a line: the band as a bar, what was expected as a stroke, what was counted as a mark."""
    most = max(
        [float(one.row.openings) for one in volumes]
        + [float(one.counted) for one in volumes if one.counted is not None]
        + [float(one.bounds[1]) for one in volumes if one.bounds[1] is not None]
        + [1.0]
    )
    height = ROW * len(volumes) + 12

    def at(value: float) -> float:
        return round(LEFT + value / most * (WIDTH - LEFT - RIGHT), 1)

    said = "; ".join(_told(one) for one in volumes)
    parts = [
        f'<svg class="pac-chart" role="img" viewBox="0 0 {WIDTH} {height}" aria-label="{escape(said)}">',
        f"<title>Expected and counted openings</title><desc>{escape(said)}</desc>",
    ]
    for index, one in enumerate(volumes):
        middle = ROW * index + ROW / 2 + 6
        low, high = one.bounds
        begin = at(float(low)) if low is not None else LEFT
        end = at(float(high)) if high is not None else WIDTH - RIGHT
        expected = at(one.row.openings)
        parts += [
            f'<text x="{LEFT - 10}" y="{middle + 4}" text-anchor="end" fill="currentColor" font-size="13">{escape(_name(one))}</text>',
            f'<path d="M{expected} {middle - 11}v22" stroke="currentColor" stroke-width="2"/>',
        ]
        if (low, high) != (None, None):
            parts.append(
                f'<rect x="{begin}" y="{middle - 9}" width="{max(end - begin, 1)}" height="18" fill="currentColor" opacity="0.12"/>'
            )
        if one.counted is not None:
            tone = "pac-bad" if one.outside else "pac-good"
            x = at(float(one.counted))
            parts.append(f'<circle class="{tone}" cx="{x}" cy="{middle}" r="6"/>')
            parts.append(
                f'<text x="{WIDTH - RIGHT + 8}" y="{middle + 4}" fill="currentColor" font-size="13">{escape(number(one.counted))}</text>'
            )
    return "".join([*parts, "</svg>"])


def _told(one: Volume) -> str:
    counted = f"{number(one.counted)} counted" if one.counted is not None else "not counted yet"
    outside = ", outside the band" if one.outside else ""
    return f"{_name(one)}: {one.row.openings} expected, {counted}{outside}"
