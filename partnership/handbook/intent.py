"""Why the two companies work together: what will be true when it works, and what both hold to."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.handbook.book import Book
from partnership.handbook.writing import STACKED, bullets, escape, paragraph, table


def intent(book: Book) -> Iterator[str]:
    """Yield the statement of intent with its principles; nothing where none is written."""
    partnership = book.agreement.partnership
    terms = (partnership.on(book.as_of) or partnership) if partnership else None
    found = terms.statement_of_intent if terms else None
    if found is None:
        return
    yield "## What we are here for"
    yield paragraph(escape(found.vision))
    yield bullets(escape(outcome) for outcome in found.outcomes)
    yield table(
        ("Principle", "We will", "We will not"),
        (
            (escape(one.principle), escape(one.we_will), escape(one.we_will_not))
            for one in found.guiding_principles
        ),
        STACKED,
    )
