"""The first page: how both sides stand, what fell short, what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from partnership.documents import SLA, Goal
from partnership.documents.goal import KeyResult
from partnership.handbook import crises, intent, todos, writing
from partnership.handbook.book import PARTIES, Book
from partnership.handbook.chart import MARKS
from partnership.handbook.escalated import on_home
from partnership.handbook.names import day_words, names_of, period_words, row_words, sum_words
from partnership.handbook.promises import card
from partnership.handbook.trail import HEAD, lines
from partnership.handbook.writing import Page, escape, paragraph

YEAR = timedelta(days=365)


def _legend() -> str:
    words = (
        ("good", "met"),
        ("short", "below target"),
        ("bad", "breached: below the minimum"),
        ("unknown", "not judged"),
    )
    marks = " ".join(
        f'<span><svg aria-hidden="true" width="18" height="20">{MARKS[tone] % (9, 10)}</svg> '
        f"{said}</span>"
        for tone, said in words
    )
    return f'<p class="pac-legend">The marks are the last periods, the newest on the right: {marks}</p>'


LEGEND = _legend()


def page(book: Book, listed: Sequence[tuple[str, str]] = ()) -> Page:
    """Write the first page.

    Args:
        book: What it is written from.
        listed: Other pages to lead to, where the site's navigation does not.

    """
    path = book.page("index")
    contents = " · ".join(book.link(target, words, path) for words, target in listed)
    title, *blocks = _blocks(book, path)
    markdown = writing.joined([title, paragraph(contents, "pac-contents"), *blocks])
    return Page(path, book.title, markdown, {"hide": ["toc"]})


def _blocks(book: Book, path: str) -> Iterator[str]:
    yield f"# {writing.inline(book.title)}"
    if book.is_draft:
        yield _draft(book, path)
    yield from crises.on_home(book, path)
    partnership = book.agreement.partnership
    if partnership and partnership.statement_of_intent:
        yield paragraph(escape(partnership.statement_of_intent.vision), "pac-lead")
    yield f"## How both sides stand on {day_words(book.as_of)}"
    yield _sides(book, path)
    yield LEGEND
    yield from todos.summary(book, path)
    yield from _short(book, path)
    yield from on_home(book, path)
    yield from _goals(book, path)
    yield from _next(book, path)
    yield from _changes(book, path)
    yield from intent.intent(book)


def _draft(book: Book, path: str) -> str:
    count = len(book.findings)
    said = "nothing to mend" if not count else f"{count} {'finding' if count == 1 else 'findings'}"
    where = book.link(book.page("findings"), said, path)
    return f'<div class="pac-draft"><p><strong>This is a draft</strong>: {where}.</p></div>'


def _sides(book: Book, path: str) -> str:
    promises = book.agreement.of(SLA)
    columns = []
    for party in (*PARTIES, "both"):
        owed = [sla for sla in promises if (sla.on(book.as_of) or sla).owed_by == party]
        if owed or party != "both":
            columns.append(_side(book, party, owed, path))
    return f'<div class="pac-sides">\n{"".join(columns)}</div>'


def _side(book: Book, party: str, owed: list[SLA], path: str) -> str:
    ordered = sorted(owed, key=lambda sla: (-(sla.weight or 0), sla.title))
    cards = "\n".join(card(book, sla, path) for sla in ordered)
    name = escape(book.party(party))
    part = "" if party == "both" else f" <small>the {party}</small>"
    return (
        f'<section class="pac-side"><h3 id="{party}">{name}{part}</h3>\n'
        f'<p class="pac-sum">{_sum(book, owed)}</p>\n{cards}</section>\n'
    )


def _sum(book: Book, owed: list[SLA]) -> str:
    """Count the results of a side's last judged periods; what is not known is not met."""
    states = [verdict.status for sla in owed for verdict in book.latest(sla.id)]
    if not states:
        return "Owes nothing that was judged yet."
    met, _, rest = sum_words(states).partition(" met")
    return f"<strong>{met}</strong> {'result' if len(states) == 1 else 'results'} met{rest}."


def _short(book: Book, path: str) -> Iterator[str]:
    found = [one for one in book.verdicts if one.is_breach and one.last > book.as_of - YEAR]
    yield "## What was breached in the last twelve months"
    if not found:
        yield paragraph("Nothing: no promise of either side fell below its minimum.")
        return
    rows = []
    for verdict in sorted(found, key=lambda one: one.last, reverse=True):
        sla = book.agreement.get(SLA, verdict.sla)
        title = book.link_to(sla, path) if sla else escape(verdict.title)
        row = "" if verdict.segment == "all" else f", {escape(row_words(verdict.segment))}"
        said = f"{escape(verdict.shown)} <small>({escape(verdict.fraction)})</small>"
        owed = escape(book.party(verdict.owed_by))
        when = period_words(verdict.period)
        rows.append((when, owed, f"{title}{row}", said, escape(verdict.minimum or "")))
    yield writing.table(("When", "Owed by", "Promise", "Result", "Minimum"), rows)


def _goals(book: Book, path: str) -> Iterator[str]:
    rows = [
        (
            book.link_to(goal, path),
            escape(result.title or row_words(result.id)),
            escape(result.baseline),
            now(book, result),
            escape(result.target),
            day_words(result.due),
        )
        for goal in book.agreement.of(Goal)
        for result in (goal.on(book.as_of) or goal).key_results
    ]
    if rows:
        yield "## What both sides want to reach"
        yield writing.table(("Goal", "What tells", "Started at", "Now", "Wanted", "By"), rows)


def now(book: Book, result: KeyResult) -> str:
    """Say where a key result stands: the last number of its promise, row by row."""
    latest = [one for one in book.latest(result.sla or "") if one.value is not None]
    if len(latest) == 1:
        return escape(latest[0].shown)
    said = (
        f"{escape(one.shown)} <small>{escape(row_words(one.segment))}</small>" for one in latest
    )
    return "<br>".join(said) or "not known"


def _next(book: Book, path: str) -> Iterator[str]:
    seen: dict[str, str] = {}
    for meeting in book.meetings:
        at = meeting.cadence.recurrence.at
        time = f", {at:%H:%M}" if at else ""
        said = f"{day_words(meeting.day)}{time}: {book.link_to(meeting.cadence, path)}"
        seen.setdefault(meeting.cadence.id, said)
    if seen:
        yield f"## {names_of('Cadence').many} coming up"
        yield writing.bullets(seen.values())
        yield paragraph(
            book.link(book.index_of("Cadence"), "All meetings of the next months", path)
        )


def _changes(book: Book, path: str) -> Iterator[str]:
    if book.past.amended:
        yield "## What changed lately"
        latest = book.past.amended[::-1][:5]
        yield writing.table(HEAD, lines(book, latest, path, brief=True), "pac-changes")
        yield paragraph(book.link(book.page("changes"), "All changes", path))
