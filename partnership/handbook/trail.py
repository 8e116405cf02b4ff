"""The list of changes, from git: what was agreed, when, by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnership.handbook import writing
from partnership.handbook.book import Book
from partnership.handbook.names import day_words, names_of
from partnership.handbook.writing import Page, escape, paragraph
from partnership.history.changes import Commit

SHOWN = 6


def page(book: Book) -> Page:
    """Write the page that lists every change of the agreement and its records."""
    path = book.page("changes")
    blocks = ["# Changes"]
    if book.commits:
        blocks.append(
            paragraph("What was agreed, the newest first: the steps of the shared history.")
        )
        blocks.append(writing.table(("Day", "Who agreed", "What"), lines(book, book.commits, path)))
    else:
        blocks.append(paragraph("There is no history here: no git, or nothing agreed in it yet."))
    return Page(path, "Changes", writing.joined(blocks))


def lines(book: Book, commits: Sequence[Commit], path: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each change: its day, who agreed to it, what it says, what it touched."""
    for commit in commits:
        said = f"{escape(commit.subject)}{_touched(book, commit, path)}"
        yield day_words(commit.day), escape(commit.author), said


def _touched(book: Book, commit: Commit, path: str) -> str:
    found = [book.by_path[name] for name in commit.paths if name in book.by_path]
    links = [
        f"{names_of(document.kind).one}: {book.link_to(document, path)}"
        for document in found[:SHOWN]
    ]
    more = len(commit.paths) - len(links)
    if more > 0 and links:
        links.append(f"and {more} more")
    elif more > 0:
        links.append(f"{more} {'file' if more == 1 else 'files'} that are no longer there")
    return f"<br><small>{'; '.join(links)}</small>" if links else ""
