"""What the page of an automated tool shows: what it does, what laws ask of it, and how it treats groups."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.documents import AutomatedTool
from partnership.documents.automated_tool import AuditTable
from partnership.duties.selection_rates import GroupRate, rates_of, ratio_text
from partnership.duties.tool_laws import DUTIES, LegalDuty
from partnership.handbook import writing
from partnership.handbook.book import Book
from partnership.handbook.care import acting
from partnership.handbook.names import day_words, row_words
from partnership.handbook.writing import bullets, escape, paragraph, table
from partnership.judging.wording import shown


def tool(book: Book, found: AutomatedTool, path: str) -> Iterator[str]:
    """Yield what a tool's page shows."""
    terms = found.on(book.as_of) or found
    yield paragraph(escape(terms.purpose), "pac-lead")
    yield bullets(_facts(book, terms, path))
    yield from acting(book, terms, path)
    if terms.notice:
        yield "## What candidates are told"
        yield paragraph(escape(terms.notice.text))
        where = f", at {escape(terms.notice.published_at)}" if terms.notice.published_at else ""
        yield paragraph(f"Since {day_words(terms.notice.given_on)}{where}.")
    if terms.laws:
        yield "## What the law asks"
        yield paragraph(
            "As public sources told it by August 2026, and no legal advice: counsel confirms which of these "
            f"hold, and from when. {_confirmed(book, terms, path)}"
        )
        rows = (_duty(book, terms, one) for one in DUTIES if one.law in terms.laws)
        yield table(("Law", "Asks for", "From", "Source", "Here"), rows)
    yield from _audit(terms)


def _facts(book: Book, terms: AutomatedTool, path: str) -> Iterator[str]:
    yield f"Made by {escape(terms.vendor)}; {escape(terms.status)}, for {escape(', '.join(terms.places))}."
    since = f" since {day_words(terms.used_from)}" if terms.used_from else ""
    yield f"Used at the stage {escape(terms.stage)}{since}; it {_weighs(terms.weight)}."
    for party in ("client", "provider"):
        role = getattr(terms.answering, party)
        if role != "none":
            yield f"{escape(book.party(party))} is its {escape(role)}."
    if terms.oversight:
        yield f"{book.role(terms.oversight, path)} oversees it, can overrule it and switch it off."
    yield f"Without it: {escape(terms.fallback)}"


def _weighs(weight: str) -> str:
    return escape(weight if weight.split(maxsplit=1)[0].endswith("s") else f"is {weight}")


def _confirmed(book: Book, terms: AutomatedTool, path: str) -> str:
    if terms.legal_confirmed is None:
        return "Nobody has yet."
    who = book.role(terms.legal_confirmed.by, path)
    return f"{who} did on {day_words(terms.legal_confirmed.on)}."


def _duty(book: Book, terms: AutomatedTool, one: LegalDuty) -> tuple[str, ...]:
    from_ = "in force" if one.from_ == date.min else day_words(one.from_)
    here = "yes" if one.is_there(terms, book.as_of) else "not yet"
    if here != "yes" and one.from_ <= book.as_of:
        here = "<strong>missing</strong>"
    return escape(one.law), escape(one.what), from_, escape(one.source), here


def _audit(terms: AutomatedTool) -> Iterator[str]:
    audit = terms.audit
    if audit is None:
        return
    yield "## How it treats groups"
    independent = "independent" if audit.independent else "not independent"
    summary = f" Its summary: {escape(audit.summary)}." if audit.summary else ""
    yield paragraph(
        f"Audited on {day_words(audit.on)} by {escape(audit.by)}, {independent}.{summary}"
    )
    for one in audit.tables:
        yield f"### By {writing.inline(row_words(one.id))}"
        yield table(("Group", "Assessed", "Selected", "Rate", "Ratio"), _groups(one))
    if audit.tables:
        yield paragraph(
            "A ratio is a group's rate over the highest. Below four fifths it is a sign to look closer; exactly "
            "four fifths is not. Groups of fewer than five are withheld."
        )


def _groups(one: AuditTable) -> Iterator[tuple[str, ...]]:
    for found in rates_of(one):
        group = found.group
        counts = ("" if each is None else escape(each) for each in (group.assessed, group.selected))
        rate = shown(found.rate, "percent") if found.rate is not None else "withheld"
        yield escape(group.group), *counts, rate, _ratio(found)
    if one.unknown is not None:
        yield "not known", str(one.unknown), "", "", "in no ratio"


def _ratio(found: GroupRate) -> str:
    if found.group.left_out:
        return f"left out: {escape(found.group.left_out)}"
    if found.ratio is None:
        return "none"
    exact = f"{ratio_text(found.ratio)} <small>{escape(found.ratio)}</small>"
    return f"{exact} <strong>below 4/5</strong>" if found.is_low else exact
