"""The change log, from git: what was agreed, when, by whom, and what it does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from partnership.handbook import writing
from partnership.handbook.book import Book
from partnership.handbook.names import day_words, names_of
from partnership.handbook.writing import Page, escape, paragraph
from partnership.history.changes import Amended, Change
from partnership.reporting.changes import sentence

SHOWN = 8
HEAD = ("Day", "Who", "What")


def page(book: Book) -> Page:
    """Write the page that lists every change of the agreement and its records."""
    path = book.page("changes")
    past = book.past
    blocks = ["# Changes"]
    if past.refused:
        blocks.append(paragraph(f"The history is not told here: {escape(past.refused)}."))
    elif not past.amended:
        blocks.append(paragraph("There is no history here: no git, or nothing agreed in it yet."))
    else:
        blocks.append(
            paragraph(
                "What was agreed, the newest first: the steps of the shared history. Who agreed is "
                "declared there, and verified by nobody."
            )
        )
        blocks.extend(_months(book, path))
        blocks.append(writing.table(HEAD, lines(book, past.amended[::-1], path), "pac-changes"))
    return Page(path, "Changes", writing.joined(blocks))


def _months(book: Book, path: str) -> Iterator[str]:
    """Yield the links to the agreement as it was."""
    links = [
        book.link(book.page(f"agreed/{month}"), month_words(month), path)
        for month in list(book.past.months)[:-1]
    ]
    if links:
        yield paragraph(f"The agreement as it stood at the end of: {', '.join(links)}.")


def month_words(month: str) -> str:
    """Write `2026-03` as people do: `March 2026`."""
    from partnership.handbook.names import period_words
    from partnership.values.periods import Span

    return period_words(Span.parse(month))


def lines(
    book: Book, amended: Sequence[Amended], path: str, *, brief: bool = False
) -> Iterator[tuple[str, ...]]:
    """Yield a row for each step: its day, who proposed and agreed, what changed and what that does."""
    for one in amended:
        if one.step is None:
            continue
        what = _brief(book, one, path) if brief else _whole(book, one, path)
        yield day_words(one.step.known.date()), _who(one), f"{escape(one.step.subject)}{what}"


def _who(one: Amended) -> str:
    """Say who proposed a step, who declares to agree, and who merged it."""
    if one.step is None:
        return ""
    said = [", ".join(one.step.proposed_by)]
    if one.step.agreed_by:
        said.append(f"agreed: {', '.join(one.step.agreed_by)}")
    if one.step.brought and one.step.committer.name not in one.step.proposed_by:
        said.append(f"merged: {one.step.committer.name}")
    elif one.step.is_straight and any(change.binds for change in one.changes):
        said.append("straight onto main")
    return "<br>".join(map(escape, said))


def _whole(book: Book, one: Amended, path: str) -> str:
    """Tell a step's changes document by document; records are counted."""
    said = []
    commitments = [change for change in one.changes if change.binds]
    for name, group in groupby(commitments, key=lambda change: change.document):
        changes = list(group)
        parts = [escape(sentence(change)) for change in changes[:SHOWN]]
        if len(changes) > SHOWN:
            parts.append(f"and {len(changes) - SHOWN} more")
        said.append(f"{_linked(book, changes[0], name, path)}: {'; '.join(parts)}")
    said.extend(_records(one))
    return f'<ul class="pac-changed"><li>{"</li><li>".join(said)}</li></ul>' if said else ""


def _brief(book: Book, one: Amended, path: str) -> str:
    """Name the documents that a step changed."""
    names = dict.fromkeys(change.document for change in one.changes if change.binds)
    by_name = {change.document: change for change in one.changes}
    links = [_linked(book, by_name[name], name, path) for name in list(names)[:SHOWN]]
    if len(names) > SHOWN:
        links.append(f"and {len(names) - SHOWN} more")
    said = [*links, *_records(one)]
    return f"<br><small>{'; '.join(said)}</small>" if said else ""


def _records(one: Amended) -> Iterator[str]:
    """Count a step's records by kind: `7 measurements`."""
    records = {change.document: change.kind for change in one.changes if not change.binds}
    for kind, count in Counter(records.values()).items():
        words = names_of(kind)
        yield escape(f"{count} {words.one.lower() if count == 1 else words.many.lower()}")


def _linked(book: Book, change: Change, name: str, path: str) -> str:
    """Link to a document that is still there, or give the title it had."""
    found = book.agreement.named(name)
    return book.link_to(found, path) if found else escape(change.title)
