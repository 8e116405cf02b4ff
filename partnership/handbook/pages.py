"""All pages of a handbook, and the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from partnership.documents import KINDS, Commitment, Document
from partnership.handbook import (
    agreed,
    indexes,
    kinds,
    own,
    scoreboard,
    terms,
    todos,
    trail,
    versions,
    writing,
)
from partnership.handbook.book import Book
from partnership.handbook.names import names_of
from partnership.handbook.writing import Page

FIRST = ("SLA", "Goal", "Cadence", "EscalationPath", "Roles")
"""The kinds a reader looks for first; the others stand under `More`."""
OWN = "In our own words"
"""Where the navigation has the pages that a partnership wrote itself."""


def find_pages(book: Book) -> Iterator[Page]:
    """Yield every page, the home page first; each says from which commit it is written."""
    for page in _pages(book):
        yield replace(page, markdown=writing.joined((page.markdown, _written_from(book))))


def _written_from(book: Book) -> str:
    """Say what a page rests on, or nothing where git keeps nothing."""
    if book.tip == "none":
        return ""
    said = f"Written from commit {book.tip}, as of {book.as_of}."
    return writing.paragraph(writing.escape(said), "pac-tip")


def _pages(book: Book) -> Iterator[Page]:
    yield scoreboard.page(book, listed(book) if book.folder else ())
    yield from indexes.scorecard(book)
    yield from todos.pages(book)
    yield indexes.glossary(book)
    yield trail.page(book)
    yield from agreed.pages(book)
    if book.is_draft:
        yield indexes.findings(book)
        yield from (refused_page(book, file, path) for file, path in book.refused.items())
    for kind, model in KINDS.items():
        documents = book.agreement.of(model)
        if documents:
            yield indexes.kind_index(book, kind, documents)
        for document in documents:
            yield document_page(book, document)
    for page in book.targets.pages.values():
        yield own.page(book, page)


def document_page(book: Book, document: Document) -> Page:
    """Write the page of one document."""
    path = book.path_of(document)
    blocks = [
        *terms.head(book, document, path),
        *kinds.about(book, document, path),
        "## Its terms" if isinstance(document, Commitment) else "## What it says",
        terms.fields(book, document, path),
        terms.looked_after(book, document, path),
        *(versions.history(book, document, path) if isinstance(document, Commitment) else ()),
        *terms.clause(book, document, path),
    ]
    return Page(path, book.title_of(document), writing.joined(blocks))


def listed(book: Book) -> tuple[tuple[str, str], ...]:
    """Give the words and the page of every entry of the navigation but the first page's."""
    entries = [pair for entry in navigation(book)[1:] for pair in entry.items()]
    more = [
        pair
        for _, inner in entries
        if not isinstance(inner, str)
        for one in inner
        for pair in one.items()
    ]
    return (*((words, path) for words, path in entries if isinstance(path, str)), *more)


def refused_page(book: Book, file: str, path: str) -> Page:
    """Write a draft's page of a file that could not be taken: what is wrong, and what is written."""
    blocks = (
        f"# {writing.inline(file)}",
        terms.draft_findings(book, file),
        "## What is written",
        writing.code_block(book.sources[file]),
    )
    return Page(path, file, writing.joined(blocks))


def navigation(book: Book) -> list[dict[str, str | list[dict[str, str]]]]:
    """Give the navigation: lists only, because every page in it is written on every page."""
    present = [kind for kind, model in KINDS.items() if book.agreement.of(model)]
    found: list[dict[str, str | list[dict[str, str]]]] = [
        {"Home": book.page("index")},
        {"Scorecard": book.page("scorecard/index")},
        {"To do": book.page("todo/index")},
    ]
    found += [{names_of(kind).many: book.index_of(kind)} for kind in FIRST if kind in present]
    found.append({"Glossary": book.page("glossary")})
    found.append({"Changes": book.page("changes")})
    more = [{names_of(kind).many: book.index_of(kind)} for kind in present if kind not in FIRST]
    if book.is_draft:
        found.append({"Findings": book.page("findings")})
    if book.targets.pages:
        found.append({OWN: own.listed(book)})
    if more:
        found.append({"More": more})
    return found
