"""The page of who does what and who decides, as two tables a newcomer can look things up in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.documents import SLA, Channel, Responsibilities
from partnership.documents.responsibilities import Activity, Decision
from partnership.handbook.book import Book
from partnership.handbook.writing import STACKED, escape, paragraph, table

DONE = ("What is done", "Answers for it", "Does it", "Is asked before", "Is told after", "Keeps")
DECIDED = ("What is decided", "Decides", "How far", "How soon", "If not in time", "Where to ask")


def responsibilities(book: Book, terms: Responsibilities, path: str) -> Iterator[str]:
    """Yield what the page shows beyond its terms."""
    yield paragraph(
        "One seat answers for each thing that is done, and one decides each question.", "pac-lead"
    )
    if terms.decisions:
        yield "## Who decides"
        yield table(DECIDED, (_decision(book, one, path) for one in terms.decisions), STACKED)
    yield "## Who does what"
    yield table(DONE, (_activity(book, one, path) for one in terms.activities), STACKED)


def _activity(book: Book, one: Activity, path: str) -> tuple[str, ...]:
    promises = (book.agreement.get(SLA, name) for name in one.slas)
    return (
        escape(one.title),
        book.role(one.accountable, path),
        _seats(book, one.responsible, path),
        _seats(book, one.consulted, path),
        _seats(book, one.informed, path),
        "<br>".join(book.link_to(sla, path) for sla in promises if sla),
    )


def _decision(book: Book, one: Decision, path: str) -> tuple[str, ...]:
    channel = book.agreement.get(Channel, one.channel)
    further = f"{escape(one.threshold)}; beyond that {book.role(one.beyond, path)}"
    return (
        escape(one.title),
        book.role(one.decided_by, path),
        further if one.beyond else escape(one.threshold),
        escape(f"within {one.within}"),
        book.role(one.fallback, path),
        book.link_to(channel, path) if channel else "",
    )


def _seats(book: Book, names: Iterable[str], path: str) -> str:
    return "<br>".join(book.role(name, path) for name in names)
