"""The page of a promise: what is owed in a sentence, how it was kept, and by which terms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from partnership.documents import SLA, Metric, Relief
from partnership.handbook import followups, sentences
from partnership.handbook.book import Book
from partnership.handbook.chart import chart, strip
from partnership.handbook.names import (
    STATUSES,
    day_words,
    field_words,
    period_words,
    row_words,
)
from partnership.handbook.points import Point, points_of
from partnership.handbook.writing import address, bullets, escape, inline, paragraph, table
from partnership.judging import Status, Verdict
from partnership.measuring.by_plan import reliefs_by_plan
from partnership.measuring.reliefs import grants

DAY = re.compile(r"\b[0-9]{4}-[01][0-9]-[0-3][0-9]\b")
PERIOD = re.compile(r"\b[0-9]{4}-(Q[1-4]|[01][0-9](?!-[0-9]))")


def badge(verdict: Verdict) -> str:
    """Write a verdict as a mark and words, in its colour."""
    words = STATUSES[verdict.status]
    disputed = ", disputed" if verdict.disputed else ""
    return (
        f'<span class="pac-badge pac-{words.tone}"><span aria-hidden="true">{words.mark}</span> '
        f"{words.words}{disputed}</span>"
    )


def about(book: Book, sla: SLA, path: str) -> Iterator[str]:
    """Yield the parts of a promise's page that no other kind has."""
    yield from _terms(book, sla, path)
    yield from _kept(book, sla)
    yield from _relief(book, sla, path)
    yield from followups.disputes_of(book, sla, path)
    yield from followups.actions_of(book, sla, path)
    for heading, terms in _other_terms(book, sla):
        yield f"## {heading}"
        yield bullets(_sentences(book, terms))


def _terms(book: Book, sla: SLA, path: str) -> Iterator[str]:
    today = sla.on(book.as_of) or sla
    yield paragraph(f"{escape(book.owing(today.owed_by))} {_owes(today)} this.", "pac-lead")
    yield bullets(_sentences(book, today), "pac-promise")
    metric = book.agreement.get(Metric, today.metric)
    said = escape(sentences.counted(today))
    if metric:
        said += f" How it is counted: {book.link_to(metric, path)}."
    yield paragraph(said)


def _owes(sla: SLA) -> str:
    return "owe" if sla.owed_by == "both" else "owes"


def _sentences(book: Book, sla: SLA) -> Iterator[str]:
    metric = book.agreement.get(Metric, sla.metric)
    alone = len(sla.targets) == 1
    for target in sla.targets:
        said = escape(sentences.promise(sla, metric, target, book.currency))
        yield (
            said
            if alone
            else f"<strong>{escape(field_words(row_words(target.id)))}</strong>: {said}"
        )


def _other_terms(book: Book, sla: SLA) -> Iterator[tuple[str, SLA]]:
    """Yield the terms of other times, where their sentences differ."""
    versions = list(sla.versions())
    today = sla.on(book.as_of) or sla
    for index, (since, terms) in enumerate(versions):
        if terms.targets == today.targets and terms.window == today.window:
            continue
        if since > book.as_of:
            yield f"What is promised from {day_words(since)} on", terms
        elif index + 1 < len(versions):
            until = versions[index + 1][0]
            yield f"What was promised before {day_words(until)}", terms


def _kept(book: Book, sla: SLA) -> Iterator[str]:
    verdicts = book.verdicts_of(sla.id)
    yield "## How it was kept"
    if not verdicts:
        yield paragraph("Nothing has been judged yet.")
        return
    rows: dict[str, list[Verdict]] = {}
    for verdict in sorted(verdicts, key=lambda one: one.first):
        rows.setdefault(verdict.segment, []).append(verdict)
    for target in reversed(sla.targets):  # the order in which they are written comes first
        if target.id in rows:
            rows = {target.id: rows.pop(target.id), **rows}
    for row, found in rows.items():
        if len(rows) > 1:
            yield f"### {inline(field_words(row_words(row)))}"
        yield from _picture(sla, row, points_of(found))


def _picture(sla: SLA, row: str, points: tuple[Point, ...]) -> Iterator[str]:
    drawn = chart(points, f"{sla.title}: {row_words(row)}", f"chart-{row}")
    if drawn:
        yield f'<figure class="pac-figure" tabindex="0">{drawn}</figure>'
        yield LEGEND
    yield table(
        ("Period", "Verdict", "Result", "Counts", "Target", "Minimum"),
        (_line(point) for point in reversed(points)),
        "pac-verdicts",
    )


LEGEND = (
    '<p class="pac-legend">'
    '<svg aria-hidden="true" width="26" height="10"><path class="pac-expected" d="M0 5H26"/></svg> '
    "target "
    '<svg aria-hidden="true" width="26" height="10"><path class="pac-minimum" d="M0 5H26"/></svg> '
    "minimum, both as they stood at the time</p>"
)


CLOSED = "<br><small>closed</small>"


def _line(point: Point) -> tuple[str, ...]:
    verdict = point.verdict
    part = ""
    if verdict.since and verdict.until:
        part = f"<br><small>{day_words(verdict.since)} to {day_words(verdict.until)}</small>"
    # The numbers beside it say why a level was reached or missed.
    why = "" if verdict.decided_by == "band" else f"<br><small>{escape(_reason(verdict))}</small>"
    counts = escape(verdict.counted or ("" if verdict.n is None else str(verdict.n)))
    return (
        f"{period_words(verdict.period)}{part}{CLOSED if verdict.sealed else ''}",
        badge(verdict) + why,
        escape(point.shown),
        counts,
        escape(verdict.expected or ""),
        escape(verdict.minimum or ""),
    )


def _reason(verdict: Verdict) -> str:
    """Say in plain words why a verdict is what it is."""
    if verdict.status is Status.BASELINING:
        return "shown and not judged: the level was still being found"
    said = DAY.sub(lambda found: day_words(date.fromisoformat(found[0])), verdict.reason)
    return PERIOD.sub(lambda found: period_words(found[0]), said)


def _relief(book: Book, sla: SLA, path: str) -> Iterator[str]:
    by_rule = {one.id: one for one in reliefs_by_plan(book.agreement)}
    written = {one.id for one in book.agreement.of(Relief)}
    every = (*book.agreement.of(Relief), *(by_rule[name] for name in sorted({*by_rule} - written)))
    found = [relief for relief in every if sla.id in relief.affects]
    if not found:
        return
    yield "## What was excused"
    yield table(
        ("Reason", "From", "Until", "Raised by", "Answer"),
        (
            (
                _reason_of(book, relief, path)
                if relief.id not in written
                else book.link_to(relief, path),
                day_words(relief.interval.from_),
                day_words(relief.interval.until) if relief.interval.until else "still running",
                escape(book.party(relief.raised_by)),
                "accepted by rule"
                if relief.id in by_rule
                else escape(relief.answer.decision if relief.answer else "no answer yet"),
            )
            for relief in found
        ),
    )


def _reason_of(book: Book, relief: Relief, path: str) -> str:
    """Link relief that nobody wrote to the crisis or the forecast that grants it, with its cause."""
    source = next((one for one in book.agreement.documents if grants(one.name, relief.id)), None)
    named = book.link_to(source, path) if source else escape(relief.type.capitalize())
    return f"{named}<br><small>{escape(relief.cause)}</small>"


def card(book: Book, sla: SLA, seen_from: str) -> str:
    """Write a promise as a card for the scoreboard: how it stands, and how it went."""
    latest = book.latest(sla.id)
    lines = []
    for verdict in latest:
        row = f"{escape(field_words(row_words(verdict.segment)))}: " if len(latest) > 1 else ""
        past = [one for one in book.verdicts_of(sla.id) if one.segment == verdict.segment]
        points = points_of(one for one in past if one.last <= verdict.last)[-12:]
        number = escape(points[-1].shown) if points and points[-1].shown else ""
        target = f"target {escape(verdict.expected)}" if verdict.expected else ""
        label = f"{sla.title}, {row_words(verdict.segment)}: the last {len(points)} periods"
        lines.append(
            f'<div class="pac-row"><span class="pac-row-name">{row}<strong>{number}</strong> '
            f"<small>{target}</small></span>{badge(verdict)}{strip(points, label)}</div>"
        )
    when = f"<small>{period_words(latest[0].period)}</small>" if latest else ""
    link = f'<a href="{address(book.path_of(sla), seen_from)}">{escape(sla.title)}</a>'
    body = "".join(lines) or "<p>Nothing has been judged yet.</p>"
    return f'<div class="pac-card"><p class="pac-card-title">{link} {when}</p>{body}</div>'
