"""What the pages of care with data show: who decides, on which terms, who else sees data, who must act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from partnership.documents import SLA, Attestation, DataProtection, Document, Incident
from partnership.documents.data_protection import (
    Activity,
    LegalPeriod,
    Retention,
    SubProcessor,
    Term,
    Transfer,
)
from partnership.duties.breach_clocks import BreachClock, find_breach_clocks
from partnership.duties.expiries import Expiry, by_owner, find_expiries
from partnership.duties.moments import shown_at, span_words
from partnership.duties.retention import end_of
from partnership.handbook.book import Book
from partnership.handbook.names import day_words, row_words
from partnership.handbook.writing import bullets, escape, paragraph, table


def protection(book: Book, found: DataProtection, path: str) -> Iterator[str]:
    """Yield what a page of data protection shows."""
    terms = found.on(book.as_of) or found
    yield paragraph(
        "Who decides over candidates' data and who works on instruction, what was agreed about it, and "
        "who looks at it again.",
        "pac-lead",
    )
    yield from acting(book, terms, path)
    yield "## What each side is"
    sides = ("What is done", escape(book.party("client")), escape(book.party("provider")))
    rest = ("Whose data", "Which data", "On which ground", "In the records (Article 30)")
    yield table((*sides, *rest), (_activity(one) for one in terms.activities))
    if terms.terms:
        yield "## What a processor's contract says (Article 28(3))"
        yield paragraph(f"{_stands(book, terms.terms)}.")
        head: tuple[str, ...] = ("Term", "Clause", "What shows it", "Looked at", "Again by")
        yield table(head, (_term(book, one) for one in terms.terms))
    if terms.sub_processors:
        yield "## Who else sees data"
        head = (
            "Who",
            "Where",
            "Which data",
            "Told on",
            "No until",
            "Not before",
            "Sees data since",
        )
        yield table(head, (_sub_processor(one) for one in terms.sub_processors))
    if terms.transfers:
        yield "## Where data goes"
        head = ("From", "To", "What allows it", "Source", "Looked at", "Ends")
        yield table(head, (_transfer(one) for one in terms.transfers))
    if terms.retention:
        yield "## How long data is kept"
        head = ("Country", "Whose", "From", "The law asks for", "Both keep", "The law allows")
        yield table(head, (_retention(one) for one in terms.retention))
    yield from _clocks(book, terms, path)


def acting(book: Book, document: Document, path: str) -> Iterator[str]:
    """Yield what is open about a document, by the role that must act."""
    own = [
        one
        for one in find_expiries(book.agreement, book.as_of)
        if one.document.name == document.name
    ]
    near = [one for one in own if one.is_past(book.as_of) or one.is_near(book.as_of)]
    if not near:
        following = min((one.due for one in own), default=None)
        if following:
            yield paragraph(f"Nothing is due now; the next day is {day_words(following)}.")
        return
    yield "## Who must act"
    rows = (
        (book.role(owner, path), bullets(_said(book, one) for one in group))
        for owner, group in by_owner(near).items()
    )
    yield table(("Role", "Is to"), rows)


def _said(book: Book, one: Expiry) -> str:
    said = f"{escape(one.what.replace('`', ''))} by {day_words(one.due)}"
    return f"<strong>overdue</strong>: {said}" if one.is_past(book.as_of) else said


def _activity(one: Activity) -> tuple[str, ...]:
    title = f"<strong>{escape(one.title or row_words(one.id))}</strong><br>{escape(one.purpose)}"
    roles = (escape(one.client or "no part"), escape(one.provider or "no part"))
    records = (
        [("client", one.records.client), ("provider", one.records.provider)] if one.records else []
    )
    kept = "<br>".join(f"{party}: {escape(ref)}" for party, ref in records if ref)
    data = (_listed(one.people), _listed(one.categories))
    return title, *roles, *data, escape(one.lawful_basis or "not said"), kept or "not said"


def _stands(book: Book, terms: tuple[Term, ...]) -> str:
    missing = sum(1 for one in terms if one.missing)
    overdue = sum(1 for one in terms if (due := _again(one)) and due < book.as_of)
    said = f"{len(terms) - missing} of {len(terms)} terms stand"
    if missing:
        said += f", {missing} {'is' if missing == 1 else 'are'} missing"
    return said + (f", and {overdue} should have been looked at again" if overdue else "")


def _again(one: Term) -> date | None:
    if one.reviewed_on is None or one.review_every is None or one.missing:
        return None
    return end_of(one.reviewed_on, one.review_every)


def _term(book: Book, one: Term) -> tuple[str, ...]:
    name = escape(one.term[:1].upper() + one.term[1:])
    if one.missing:
        said = f"<strong>missing</strong>: {escape(one.missing.because)}"
        return name, said, "", "", f"to be agreed by {day_words(one.missing.by)}"
    due = _again(one)
    again = day_words(due) if due else ""
    if due and due < book.as_of:
        again = f"<strong>{again}, overdue</strong>"
    told = (escape(one.clause or ""), escape(one.evidence or "not said"))
    return name, *told, day_words(one.reviewed_on) if one.reviewed_on else "not yet", again


def _sub_processor(one: SubProcessor) -> tuple[str, ...]:
    who = f"<strong>{escape(one.name)}</strong><br>{escape(one.service)}"
    until = (
        day_words(end_of(one.announced_on, one.objection_within)) if one.objection_within else ""
    )
    if one.answer:
        on = f", {day_words(one.answered_on)}" if one.answered_on else ""
        until = f"{until}<br>{escape(one.answer)}{on}".removeprefix("<br>")
    elif one.approval == "specific":
        until += "<br>needs a yes"
    return (
        who,
        escape(one.location),
        _listed(one.categories),
        day_words(one.announced_on),
        until,
        day_words(end_of(one.announced_on, one.notice)),
        day_words(one.added_on) if one.added_on else "not yet",
    )


def _transfer(one: Transfer) -> tuple[str, ...]:
    looked = day_words(one.reviewed_on) if one.reviewed_on else "not yet"
    ends = day_words(one.expires_on) if one.expires_on else "open"
    told = (escape(one.from_), escape(one.to), escape(one.mechanism), escape(one.source))
    return *told, looked, ends


def _retention(one: Retention) -> tuple[str, ...]:
    told = (escape(one.country), escape(one.people), escape(one.starts))
    bounds = (_periods(one.minima, "at least"), _periods(one.maxima, "at most"))
    return *told, bounds[0], f"<strong>{one.keep}</strong>", bounds[1]


def _periods(periods: Iterable[LegalPeriod], words: str) -> str:
    said = (f"{words} {one.period}<br><small>{escape(one.source)}</small>" for one in periods)
    return "<br>".join(said) or "no bound"


def _clocks(book: Book, terms: DataProtection, path: str) -> Iterator[str]:
    if terms.breach_clocks:
        yield "## When something goes wrong"
        yield paragraph("These hours never pause: nights, weekends and holidays count.")
        rows = []
        for one in terms.breach_clocks:
            sla = book.agreement.get(SLA, one.sla)
            measured = book.link_to(sla, path) if sla else "by incident"
            who = (escape(book.party(one.party)), escape(f"the {one.whom}"))
            rows.append((*who, escape(one.within), escape(one.source), measured))
        yield table(("Who tells", "Whom", "Within", "Source", "Measured"), rows)
    incidents = [one for one in book.agreement.of(Incident) if one.protection == terms.id]
    if incidents:
        yield "## What went wrong"
        yield bullets(f"{book.link_to(one, path)}: {escape(one.what)}" for one in incidents)


def incident(book: Book, found: Incident, path: str) -> Iterator[str]:
    """Yield what an incident's page shows: its clocks, of how many it was, and what was done."""
    yield paragraph(escape(found.what), "pac-lead")
    terms = book.agreement.get(DataProtection, found.protection)
    if terms:
        said = f"It happened with {escape(book.party(found.party))}, under {book.link_to(terms, path)}."
        yield paragraph(said)
    clocks = list(find_breach_clocks(book.agreement, found))
    if clocks:
        yield "## Who was to be told, and when"
        head = ("Who tells", "Whom", "Aware", "Until", "Told")
        yield table(head, (_clock(book, one) for one in clocks))
    yield "## Of how many it was"
    rows = ((escape(one.category), escape(one.people), escape(one.count)) for one in found.scope)
    yield table(("Which data", "Whose", "How many people"), rows)
    if found.measures:
        yield "## What is done about it"
        done = (
            (
                escape(one.text),
                book.role(one.owner, path),
                day_words(one.due),
                day_words(one.done_on) if one.done_on else "not yet",
            )
            for one in found.measures
        )
        yield table(("What", "Who", "By", "Done"), done)
    for spared in found.no_notice:
        said = f"The {spared.whom} need not be told: {spared.because}"
        yield paragraph(escape(said))
    if found.closed:
        learned = escape(found.closed.learned)
        yield paragraph(f"Closed on {day_words(found.closed.on)}. What was learned: {learned}")


def _clock(book: Book, one: BreachClock) -> tuple[str, ...]:
    until = f"{shown_at(one.due, one.zone)}<br><small>{span_words(one.within)}, {escape(one.source)}</small>"
    if one.told is not None:
        told = f"{shown_at(one.told, one.zone)}, after {span_words(max(0, one.told - one.since))}"
        told += " <strong>(late)</strong>" if one.is_late else ""
    elif one.is_spared:
        told = "need not be told"
    else:
        told = "<strong>overdue</strong>" if one.due_day < book.as_of else "not yet"
    return (
        escape(book.party(one.party)),
        escape(f"the {one.whom}"),
        shown_at(one.since, one.zone),
        until,
        told,
    )


def attestation(book: Book, found: Attestation, path: str) -> Iterator[str]:
    """Yield what an attestation's page shows: how many of how many, and when again."""
    of = f"{found.covered} of {found.required}"
    said = (
        f"{of} at {book.party(found.party)} are covered on {day_words(found.date)}: {found.group}."
    )
    yield paragraph(escape(said), "pac-lead")
    if found.covered < found.required:
        missing = found.required - found.covered
        note = f" {found.note}" if found.note else ""
        yield paragraph(escape(f"{missing} {'is' if missing == 1 else 'are'} not.{note}"))
    yield from acting(book, found, path)


def _listed(words: Iterable[str]) -> str:
    return escape(", ".join(words))
