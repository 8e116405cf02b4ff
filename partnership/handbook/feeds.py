"""The meetings as calendars to subscribe to, beside the page that lists them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from datetime import UTC, datetime, time

from partnership.duties.feeds import Feed
from partnership.handbook import writing
from partnership.handbook.book import PARTIES, Book
from partnership.handbook.writing import bullets, escape, paragraph
from partnership.reporting.calendars import render


def files(book: Book) -> Iterator[tuple[str, bytes]]:
    """Yield each calendar's path in the site and its bytes, the same on every build of a day."""
    stamp = datetime.combine(book.as_of, time(), UTC)
    for feed in book.feeds:
        yield path_of(book, feed), render(feed, book.agreement, stamp).encode()


def path_of(book: Book, feed: Feed) -> str:
    """Give the path of a calendar; a role's stands apart, so that no role is taken for a party."""
    folder = posixpath.dirname(book.index_of("Cadence"))
    is_shared = feed.name in {"meetings", *PARTIES} and feed.role is None
    return f"{folder}/{'' if is_shared else 'roles/'}{feed.name}.ics"


def listed(book: Book, path: str) -> Iterator[str]:
    """Yield the links to all calendars."""
    if not book.feeds:
        return
    years = f"{book.as_of.year} and {book.as_of.year + 1}"
    yield "## For your calendar"
    yield paragraph(
        f"Subscribe to a link, and your calendar has the meetings of {years}; a role's also has the "
        "days on which its papers are due."
    )
    yield bullets(_link(book, feed, path) for feed in book.feeds)


def _link(book: Book, feed: Feed, path: str) -> str:
    where = posixpath.relpath(path_of(book, feed), posixpath.dirname(path))
    return writing.link(escape(feed.title), where)
