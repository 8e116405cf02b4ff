"""A crisis plan as a runbook for one screen, and the page of a crisis while it lasts and after."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.clock import day_bounds
from partnership.documents import SLA, Channel, CrisisPlan, CrisisRecord
from partnership.documents.crisis_plan import CrisisRights, CrisisSeverity
from partnership.duties.crises import UPDATE, find_crisis_duties, find_updates, is_open
from partnership.duties.duty import Duty, State
from partnership.handbook.book import PARTIES, Book
from partnership.handbook.names import day_words, row_words
from partnership.handbook.writing import STACKED, bullets, escape, paragraph, table
from partnership.measuring.by_plan import pauses_of, plan_of
from partnership.reporting.escalations import moment


def on_home(book: Book, path: str) -> Iterator[str]:
    """Yield what the first page shows while a crisis lasts; nothing where none does."""
    at = _end(book)
    for record in book.agreement.of(CrisisRecord):
        plan = plan_of(book.agreement, record)
        if plan is None or not is_open(book.agreement, record, at):
            continue
        zone = book.agreement.zone(plan.calendar)
        waiting = [one for one in find_updates(book.agreement, record) if one.given is None]
        said = f"Since {escape(record.declared.at)}: {escape(record.what)}"
        if waiting:
            said += f" The next update is due by {escape(moment(zone, waiting[-1].due))}."
        links = f"{book.link_to(record, path)} · {book.link_to(plan, path, 'what to do now')}"
        yield (
            f'<div class="pac-draft pac-crisis" role="status"><p><strong>A crisis is declared'
            f"</strong> ({escape(record.severity)}). {said}</p><p>{links}</p></div>"
        )


def plan(book: Book, found: CrisisPlan, path: str) -> Iterator[str]:
    """Yield a plan as what to do, in the order in which it is done."""
    terms = found.on(book.as_of) or found
    open_now = [
        one
        for one in book.agreement.of(CrisisRecord)
        if one.plan == found.id and is_open(book.agreement, one, _end(book))
    ]
    for record in open_now:
        yield paragraph(f"Declared now: {book.link_to(record, path)}.", "pac-lead")
    yield "## 1. Is it one?"
    titles = {one.id: one.title for one in terms.severities}
    yield bullets(
        f"{escape(one.text)} <strong>{escape(titles.get(one.severity, one.severity))}</strong>"
        for one in terms.triggers
    )
    yield "## 2. Declare it"
    yield paragraph(f"{_rights(book, terms.declares, path)} One of them is enough.")
    yield "## 3. Meet and tell"
    head = ("How grave", "Meet within", "An update every", "To", "Where")
    yield table(head, (_severity(book, one, path) for one in terms.severities), STACKED)
    jobs = (
        (escape(row_words(one.id)), _seat(book, one.role, path), escape(one.does))
        for one in terms.command
    )
    yield table(("Job", "Who", "Does"), jobs, STACKED)
    if terms.actions:
        yield "## 4. Do at once, without asking"
        steps = (
            (
                escape(one.text),
                book.role(one.owner, path),
                escape(one.within),
                _only(one.severities),
            )
            for one in sorted(terms.actions, key=lambda one: one.within.rank)
        )
        yield table(("What", "Who", "Within", "When"), steps, STACKED)
    yield "## 5. Tell candidates"
    words = terms.candidates
    yield f"<blockquote><p>{escape(words.told)}</p></blockquote>"
    yield paragraph(f"{book.role(words.by, path)} tells them within {escape(words.within)}.")
    if words.never:
        yield paragraph("Nobody says:")
        yield bullets(escape(one) for one in words.never)
    yield from _standing_still(book, terms, path)
    yield "## 7. When it is over"
    yield paragraph(
        f"{_rights(book, terms.stands_down, path)} One of each side says so. "
        f"Both look back within {escape(terms.review_within)}."
    )


def _standing_still(book: Book, terms: CrisisPlan, path: str) -> Iterator[str]:
    yield "## 6. What stands still meanwhile"
    if not terms.pauses:
        yield paragraph("Nothing: every promise is measured as always.")
    rows = []
    for one in terms.pauses:
        sla = book.agreement.get(SLA, one.sla)
        title = book.link_to(sla, path) if sla else escape(one.sla)
        rows.append((title, f"{one.at_most}", _only(one.severities), escape(one.because)))
    yield table(("Promise", "At most", "When", "Why"), rows, STACKED)
    yield paragraph("Every other promise goes on; breaches of personal data are told as always.")
    if terms.commercials:
        yield paragraph(escape(terms.commercials))


def _severity(book: Book, one: CrisisSeverity, path: str) -> tuple[str, ...]:
    channel = book.agreement.get(Channel, one.channel)
    where = book.link_to(channel, path) if channel else escape(one.channel)
    if channel and channel.address:
        where += f"<br>{escape(channel.tool)} {escape(channel.address)}"
    told = ", ".join(book.role(name, path) for name in one.updates_to)
    return (
        f"<strong>{escape(one.title)}</strong>",
        escape(one.meet_within),
        escape(one.update_every),
        told,
        where,
    )


def _rights(book: Book, rights: CrisisRights, path: str) -> str:
    sides = []
    for party in PARTIES:
        names = " or ".join(_seat(book, name, path) for name in getattr(rights, party))
        sides.append(f"{escape(book.party(party))}: {names}.")
    return " ".join(sides)


def _seat(book: Book, name: str, path: str) -> str:
    role = book.agreement.roles.get(name)
    return f"{book.role(name, path)} ({escape(role.contact)})" if role else escape(name)


def _only(severities: tuple[str, ...]) -> str:
    return escape(", ".join(severities)) if severities else "always"


def crisis(book: Book, record: CrisisRecord, path: str) -> Iterator[str]:
    """Yield the page of a crisis: what happened, what stands still, what is due, what was learned."""
    yield paragraph(escape(record.what), "pac-lead")
    terms = plan_of(book.agreement, record)
    if terms is None:
        return
    by = book.role(record.declared.role, path)
    said = f"{by} declared it at {escape(record.declared.at)}, under {book.link_to(terms, path)}."
    if record.stood_down:
        said += (
            f" Stood down at {escape(record.stood_down.at)}: {escape(record.stood_down.because)}"
        )
    yield paragraph(said)
    paused = [
        (
            book.link_to(sla, path),
            day_words(first),
            day_words(until) if until else "",
            escape(one.because),
        )
        for one, sla, first, until in pauses_of(book.agreement, record)
    ]
    yield "## What stands still"
    head = ("Promise", "From", "Runs again on", "Why")
    yield table(head, paused, STACKED) or paragraph("Nothing does.")
    duties = [
        one
        for one in find_crisis_duties(book.agreement, book.as_of)
        if one.document.name == record.name
    ]
    yield "## What is due"
    yield table(("What", "Who", "By", "Done"), (_duty(book, one, path) for one in duties), STACKED)
    if record.timeline or record.updates:
        yield "## How it went"
        entries = [(one.at, one.text) for one in record.timeline]
        entries += [(one.at, f"Update: {one.text}") for one in record.updates]
        entries.sort(key=lambda entry: (entry[0].day, entry[0].at))
        yield table(("When", "What"), ((escape(at), escape(text)) for at, text in entries))
    yield from _review(record)


def _duty(book: Book, one: Duty, path: str) -> tuple[str, ...]:
    by = f"{one.at:%H:%M} on {day_words(one.due)}" if one.at else day_words(one.due)
    done = day_words(one.done_on) if one.done_on else "not yet"
    if one.state(book.as_of) is State.OVERDUE:
        done = "<strong>overdue</strong>"
    what = one.what if one.topic == UPDATE else one.what[:1].upper() + one.what[1:]
    return escape(what[:1].upper() + what[1:]), book.role(one.owner, path), by, done


def _review(record: CrisisRecord) -> Iterator[str]:
    review = record.after_action_review
    if review is None:
        return
    yield f"## What both learned on {day_words(review.on)}"
    yield "### What worked"
    yield bullets(escape(one) for one in review.worked)
    if review.failed:
        yield "### What did not"
        yield bullets(escape(one) for one in review.failed)


def _end(book: Book) -> int:
    return day_bounds(book.agreement.zone(), book.as_of, book.as_of)[1] - 1
