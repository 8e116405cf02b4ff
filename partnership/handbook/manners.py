"""What the pages of culture and of what is told show: the two sides beside each other, and why not."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from partnership.documents import (
    SLA,
    Calendar,
    Channel,
    Culture,
    Disclosure,
    DisclosureRecord,
    Document,
    Metric,
    Survey,
)
from partnership.documents.culture import Communication
from partnership.documents.disclosure import NotShown, Section
from partnership.duties.norms import cultures_on, find_clashes
from partnership.duties.telling import due_of, find_reviews, last_attested, untold
from partnership.handbook.book import PARTIES, Book
from partnership.handbook.names import day_words, field_words, period_words
from partnership.handbook.writing import STACKED, bullets, escape, paragraph, table
from partnership.values.periods import Span

Say = Callable[[Book, Culture, str], str]
"""Writes one line of one side."""


def about(book: Book, found: Culture | Disclosure, path: str) -> Iterator[str]:
    """Yield what the page of a culture, or of a report, shows."""
    if isinstance(found, Culture):
        yield from culture(book, found, path)
    else:
        yield from disclosure(book, found, path)


def culture(book: Book, found: Culture, path: str) -> Iterator[str]:
    """Yield what a culture's page shows: beside the other side's, then what is its own."""
    terms = found.on(book.as_of) or found
    sides = cultures_on(book.agreement, book.as_of)
    yield paragraph(_lead(book, terms), "pac-lead")
    shared = [one for one in book.agreement.in_force(Culture, book.as_of) if one.party == "both"]
    others = [sides[party] for party in PARTIES if party in sides]
    shown = {one.id: one for one in (*others, *shared, terms)}.values()
    yield "## Side by side"
    head = ("What", *(escape(book.party(one.party)) for one in shown))
    rows = ((what, *(say(book, one, path) for one in shown)) for what, say in LINES)
    yield table(head, (row for row in rows if any(row[1:])), STACKED)
    clashes = list(find_clashes(book.agreement, book.as_of))
    if clashes:
        yield "## What does not fit together"
        yield bullets(escape(one.message) for one in clashes)
    if terms.risks:
        yield "## Where we may misread each other"
        risks = ((escape(one.risk), escape(one.then)) for one in terms.risks)
        yield table(("What may happen", "What both do"), risks, STACKED)
    yield from _brought_in(book, terms, path)
    yield from _again(book, terms, path)


def _lead(book: Book, terms: Culture) -> str:
    if terms.party == "both":
        return "What both sides share."
    return f"How {escape(book.party(terms.party))} works, and how it wants to be worked with."


def _values(book: Book, terms: Culture, path: str) -> str:
    said = []
    for one in terms.values:
        text = f"<strong>{escape(one.value)}</strong><br>{escape(one.in_hiring)}"
        asked = one.measured_by
        survey = book.agreement.get(Survey, asked.survey) if asked else None
        if survey:
            text += f"<br><small>asked in {book.link_to(survey, path)}</small>"
        said.append(text)
    return bullets(said)


def _deciding(book: Book, terms: Culture, path: str) -> str:
    if terms.deciding is None:
        return ""
    text = f"<strong>{escape(field_words(terms.deciding.style))}</strong>: {escape(terms.deciding.said)}"
    veto = ", ".join(book.role(one, path) for one in terms.deciding.may_veto)
    return f"{text}<br>{veto} may stop it." if veto else text


def _responses(book: Book, terms: Culture, path: str) -> str:
    said = []
    for one in terms.communication.responses if terms.communication else ():
        channel = book.agreement.get(Channel, one.channel)
        where = book.link_to(channel, path) if channel else "Anywhere"
        expects = f"expects an answer within {one.expects_within}" if one.expects_within else ""
        answers = f"answers within {one.answers_within}" if one.answers_within else ""
        said.append(f"{where}: {escape(', '.join(part for part in (expects, answers) if part))}")
    return bullets(said)


def _quiet(_book: Book, terms: Culture, _path: str) -> str:
    quiet = terms.communication.quiet if terms.communication else None
    return f"from {quiet.off_from} until {quiet.until}" if quiet else ""


def _free(_book: Book, terms: Culture, _path: str) -> str:
    found = terms.communication.meeting_free if terms.communication else ()
    return "<br>".join(f"{field_words(one.weekday)} {one.hours}" for one in found)


def _talk(pick: Callable[[Communication], str | None]) -> Say:
    """Make the line of one thing about how a side talks."""

    def say(_book: Book, terms: Culture, _path: str) -> str:
        return escape(pick(terms.communication) or "") if terms.communication else ""

    return say


def _tone(_book: Book, terms: Culture, _path: str) -> str:
    tone = terms.candidate_tone
    if tone is None:
        return ""
    text = escape(tone.voice)
    if tone.we_say:
        text += f"<br>We say: {escape(', '.join(tone.we_say))}."
    return f"{text}<br>Never: {escape(', '.join(tone.never_say))}." if tone.never_say else text


def _calendars(book: Book, terms: Culture, path: str) -> str:
    found = (book.agreement.get(Calendar, name) for name in terms.calendars)
    links = [book.link_to(one, path) for one in found if one]
    kept = [
        f"<strong>{escape(one.title)}</strong>: {escape(one.means)}" for one in terms.observances
    ]
    return "<br>".join((*links, *kept))


def _plain(field: str) -> Say:
    def say(_book: Book, terms: Culture, _path: str) -> str:
        return escape(getattr(terms, field) or "")

    return say


LINES: tuple[tuple[str, Say], ...] = (
    ("What it holds to, and how that shows in hiring", _values),
    ("How decisions come about", _deciding),
    ("Languages", _talk(lambda talk: ", ".join(talk.languages))),
    ("How plainly things are said", _talk(lambda talk: talk.directness)),
    ("How meetings go", _talk(lambda talk: talk.etiquette)),
    ("How feedback is given", _talk(lambda talk: talk.feedback)),
    ("How soon an answer comes", _responses),
    ("Switched off", _quiet),
    ("Free of meetings", _free),
    ("How candidates are spoken to", _tone),
    ("What good looks like", _plain("hiring_bar")),
    ("How bias is kept out", _plain("inclusion")),
    ("Hours, holidays and observances", _calendars),
)
"""What stands side by side, in the order in which a newcomer asks."""


def _brought_in(book: Book, terms: Culture, path: str) -> Iterator[str]:
    if not terms.onboarding:
        return
    yield "## How the other side's people are brought in"
    rows = []
    for one in terms.onboarding:
        last = last_attested(book.agreement, one, book.as_of)
        count = f"{last.covered} of {last.required}, {day_words(last.date)}" if last else "not yet"
        where = book.link_to(last, path, count) if last else count
        rows.append((escape(one.session), escape(one.group), book.role(one.owner, path), where))
    yield table(("What", "Who comes", "Who sees to it", "How many have been"), rows, STACKED)


def _again(book: Book, terms: Culture, path: str) -> Iterator[str]:
    own = (one for one in find_reviews(book.agreement, book.as_of) if one.document.id == terms.id)
    review = next(own, None)
    if review:
        late = " <strong>(overdue)</strong>" if review.due < book.as_of else ""
        who = book.role(review.owner, path)
        yield paragraph(
            f"{who} calls both sides to look at it again by {day_words(review.due)}{late}."
        )


def disclosure(book: Book, found: Disclosure, path: str) -> Iterator[str]:
    """Yield what the page of a report shows: what is told, and what is not and why."""
    terms = found.on(book.as_of) or found
    yield paragraph(escape(terms.purpose), "pac-lead")
    channel = book.agreement.get(Channel, terms.channel)
    where = book.link_to(channel, path) if channel else escape(terms.channel)
    readers = ", ".join(book.role(role, path) for role in terms.told_to)
    yield paragraph(
        f"{book.role(terms.told_by, path)} tells {readers}, once a {terms.every}, within "
        f"{escape(terms.due_within)} of its end, on {where}. The data in it is {terms.data}."
    )
    yield "## What is told"
    rows = (
        (escape(one.title), _named(book, one, path), escape(one.detail or ""))
        for one in terms.sections
    )
    yield table(("What", "Numbers of", "How finely"), rows, STACKED)
    yield "## What is not told, and why"
    head = ("What", "Why not", "Numbers of")
    kept = [
        (escape(one.what), escape(one.because), _named(book, one, path)) for one in terms.not_shown
    ]
    width = 3 if any(row[2] for row in kept) else 2
    yield table(head[:width], (row[:width] for row in kept), STACKED)
    yield from _told(book, terms, path)


def _told(book: Book, terms: Disclosure, path: str) -> Iterator[str]:
    """Yield when each period was told, beside the day it was due; what is still to be told with it."""
    agreement = book.agreement
    records = [one for one in agreement.of(DisclosureRecord) if one.disclosure == terms.id]
    rows: list[tuple[Span, str, str]] = []
    for one in records:
        due = due_of(agreement, terms, one.period)
        late = " <strong>(late)</strong>" if due and due < one.told_on else ""
        day = book.link_to(one, path, day_words(one.told_on))
        rows.append((one.period, day_words(due) if due else "", f"{day}{late}"))
    for period, duty in untold(agreement, terms, book.as_of):
        rows.append((period, day_words(duty.due), "<strong>not yet</strong>"))
    if rows:
        yield "## When it was told"
        rows.sort(key=lambda row: (row[0].last, row[0]), reverse=True)
        head = ("About", "Due", "Told")
        yield table(head, ((period_words(row[0]), row[1], row[2]) for row in rows), STACKED)


def _named(book: Book, part: Section | NotShown, path: str) -> str:
    found: Iterable[Document | None] = (
        *(book.agreement.get(SLA, name) for name in part.slas),
        *(book.agreement.get(Metric, name) for name in part.metrics),
        *(book.agreement.get(Survey, name) for name in part.surveys),
    )
    return "<br>".join(book.link_to(one, path) for one in found if one)
