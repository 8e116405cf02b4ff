"""The list of changes, from git: what was agreed, when, by whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from partnership.handbook import writing
from partnership.handbook.book import Book
from partnership.handbook.names import day_words, names_of
from partnership.handbook.writing import Page, escape, paragraph
from partnership.history.commits import Commit

SHOWN = 8
HEAD = ("Day", "Who agreed", "What")


def page(book: Book) -> Page:
    """Write the page that lists every change of the agreement and its records."""
    path = book.page("changes")
    blocks = ["# Changes"]
    if book.commits:
        blocks.append(
            paragraph("What was agreed, the newest first: the steps of the shared history.")
        )
        blocks.append(writing.table(HEAD, lines(book, book.commits, path), "pac-changes"))
    else:
        blocks.append(paragraph("There is no history here: no git, or nothing agreed in it yet."))
    return Page(path, "Changes", writing.joined(blocks))


def lines(book: Book, commits: Sequence[Commit], path: str) -> Iterator[tuple[str, ...]]:
    """Yield a row for each change: its day, who agreed to it, what it says, what it touched."""
    for commit in commits:
        said = f"{escape(commit.subject)}{_touched(book, commit, path)}"
        yield day_words(commit.day), escape(commit.author), said


def _touched(book: Book, commit: Commit, path: str) -> str:
    """List the documents that a change touched, by kind."""
    found = [book.by_path[name] for name in commit.paths if name in book.by_path]
    said = []
    for kind, group in groupby(
        sorted(found[:SHOWN], key=lambda one: one.kind), lambda one: one.kind
    ):
        links = [book.link_to(document, path) for document in group]
        names = names_of(kind)
        said.append(f"{names.one if len(links) == 1 else names.many}: {', '.join(links)}")
    more = len(commit.paths) - min(len(found), SHOWN)
    if more > 0 and said:
        said.append(f"and {more} more")
    elif more > 0:
        said.append(f"{more} {'file' if more == 1 else 'files'} that are no longer there")
    return f"<br><small>{'; '.join(said)}</small>" if said else ""
