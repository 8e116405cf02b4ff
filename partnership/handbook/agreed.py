"""The agreement as it stood at the end of a month: what was different then."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from partnership.handbook import writing
from partnership.handbook.book import Book
from partnership.handbook.names import names_of
from partnership.handbook.trail import month_words
from partnership.handbook.writing import Page, escape, paragraph
from partnership.history.changes import Change, changes_between
from partnership.reporting.changes import label, shown


def pages(book: Book) -> Iterator[Page]:
    """Yield a page for each month's end but the last: today's pages tell that."""
    for month in list(book.past.months)[:-1]:
        yield _page(book, month)


def _page(book: Book, month: str) -> Page:
    path = book.page(f"agreed/{month}")
    title = f"As agreed at the end of {month_words(month)}"
    changes = [
        change
        for change in changes_between(book.past.months[month], book.past.state)
        if change.binds
    ]
    blocks = [
        paragraph(book.link(book.page("changes"), "Changes", path), "pac-crumb"),
        f"# {title}",
        paragraph(
            "What stood in the agreement otherwise than it does now, as both sides knew it then. "
            "All that is not named here was the same."
        ),
    ]
    for name, group in groupby(changes, key=lambda change: change.document):
        blocks.extend(_document(book, name, list(group), path))
    if not changes:
        blocks.append(paragraph("Nothing: all terms were those of today."))
    return Page(path, title, writing.joined(blocks))


def _document(book: Book, name: str, changes: list[Change], path: str) -> Iterator[str]:
    found = book.agreement.named(name)
    words = names_of(name.partition("/")[0]).one
    title = book.link_to(found, path) if found else escape(changes[0].title)
    whole = next(
        (change for change in changes if not change.pointer and change.effect != "moved"), None
    )
    if whole and whole.effect == "added":
        yield paragraph(f"{escape(words)} {title}: it was not there yet.")
        return
    if whole:
        yield paragraph(f"{escape(words)} {title}: it was there, and is not any more.")
        return
    rows = [
        (
            escape(label(change)),
            escape(shown(change.before)),
            escape(shown(change.after)),
            escape(change.since or "the first day"),
        )
        for change in changes
        if change.pointer
    ]
    if rows:
        yield f"## {words}: {writing.inline(changes[0].title)}"
        yield paragraph(f"As it stands now: {title}" if found else "It is not there any more.")
        yield writing.table(("Term", "Then", "Now", "Now holds from"), rows)
