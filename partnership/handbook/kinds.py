"""What the pages of single kinds show beyond their terms."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.documents import (
    SLA,
    Attestation,
    AutomatedTool,
    Cadence,
    Calendar,
    ChangeRequest,
    Close,
    CorrectiveAction,
    CrisisPlan,
    CrisisRecord,
    Culture,
    DataProtection,
    Disclosure,
    Dispute,
    Document,
    Escalation,
    EscalationPath,
    ExitPlan,
    Goal,
    HiringPlan,
    Improvement,
    Incident,
    MeetingRecord,
    Metric,
    Partnership,
    Responsibilities,
    Risk,
    Roles,
    Survey,
    SurveyResult,
    TransitionPlan,
)
from partnership.duties.schedule import Meeting
from partnership.handbook import (
    care,
    changing,
    crises,
    escalated,
    followups,
    forecasts,
    intent,
    listening,
    manners,
    minutes,
    promises,
    responsible,
    sentences,
    todos,
    tools,
    writing,
)
from partnership.handbook.book import PARTIES, Book
from partnership.handbook.ladder import Names, ladder
from partnership.handbook.names import day_words, field_words, row_words
from partnership.handbook.scoreboard import now
from partnership.handbook.writing import STACKED, bullets, escape, paragraph, table


def about(book: Book, document: Document, path: str) -> Iterator[str]:
    """Yield what only pages of this document's kind show."""
    match document:
        case SLA():
            yield from promises.about(book, document, path)
        case Goal():
            yield from _goal(book, document, path)
        case Metric():
            yield from _metric(book, document, path)
        case Cadence():
            yield from _cadence(book, document, path)
        case MeetingRecord():
            yield from minutes.record(book, document, path)
        case EscalationPath():
            yield from _escalation(book, document, path)
        case Responsibilities():
            yield from responsible.responsibilities(book, document, path)
        case Roles():
            yield from _roles(book, document, path)
        case Calendar():
            yield from _calendar(book, document, path)
        case DataProtection():
            yield from care.protection(book, document, path)
        case AutomatedTool():
            yield from tools.tool(book, document, path)
        case Attestation():
            yield from care.attestation(book, document, path)
        case Survey() | SurveyResult():
            yield from listening.about(book, document, path)
        case Culture() | Disclosure():
            yield from manners.about(book, document, path)
        case Incident():
            yield from care.incident(book, document, path)
        case CrisisPlan():
            yield from crises.plan(book, document, path)
        case CrisisRecord():
            yield from crises.crisis(book, document, path)
        case HiringPlan():
            yield from forecasts.plan(book, document, path)
        case Escalation():
            yield from escalated.escalation(book, document, path)
        case ChangeRequest() | Risk() | Improvement() | ExitPlan() | TransitionPlan():
            yield from changing.about(book, document, path)
        case Dispute():
            yield from followups.dispute(book, document, path)
        case CorrectiveAction():
            yield from followups.action(book, document, path)
        case Close():
            yield from followups.close(book, document, path)
        case Partnership():
            yield from _partnership(book)


def _goal(book: Book, goal: Goal, path: str) -> Iterator[str]:
    yield paragraph(escape(goal.objective), "pac-lead")
    rows = []
    for result in goal.key_results:
        sla = book.agreement.get(SLA, result.sla)
        source = book.link_to(sla, path) if sla else escape(result.metric or "")
        title = escape(result.title or row_words(result.id))
        level = (escape(result.baseline), now(book, result), escape(result.target))
        rows.append((title, *level, day_words(result.due), source))
    yield "## How far it is"
    yield table(("What tells", "Started at", "Now", "Wanted", "By", "Taken from"), rows)


def _metric(book: Book, metric: Metric, path: str) -> Iterator[str]:
    yield paragraph(escape(metric.intent), "pac-lead")
    yield "## How it is counted"
    yield paragraph(escape(sentences.formula(metric)))
    origin = sentences.origin(metric)
    if origin:
        yield paragraph(escape(origin))
    found = [sla for sla in book.agreement.of(SLA) if sla.metric == metric.id]
    if found:
        yield "## What is promised about it"
        yield bullets(
            f"{escape(book.party(sla.owed_by))}: {book.link_to(sla, path)}" for sla in found
        )


def _cadence(book: Book, cadence: Cadence, path: str) -> Iterator[str]:
    yield paragraph(escape(cadence.purpose), "pac-lead")
    zone = "" if cadence.recurrence.zone else f" ({book.agreement.zone()})"
    yield paragraph(f"{escape(_capital(str(cadence.recurrence)))}{escape(zone)}.")
    own = [meeting for meeting in book.meetings if meeting.cadence.id == cadence.id]
    yield "## The next meetings"
    yield bullets(when(meeting) for meeting in own) or paragraph("None in the next three months.")
    yield from minutes.last_meetings(book, cadence, path)
    if cadence.agenda:
        yield "## What is on the agenda"
        yield table(
            ("Item", "Minutes", "Led by"),
            (
                (escape(item.title), str(item.minutes), book.role(item.owner, path))
                for item in cadence.agenda
            ),
        )


def when(meeting: Meeting) -> str:
    """Say when a meeting is held, and from which day it was moved."""
    at = meeting.cadence.recurrence.at
    said = f"{meeting.day:%A}, {day_words(meeting.day)}"
    if at:
        said += f", {at:%H:%M}"
    if meeting.instead_of:
        said += f" (instead of {day_words(meeting.instead_of)}: {escape(meeting.reason)})"
    return said


def _escalation(book: Book, path_terms: EscalationPath, path: str) -> Iterator[str]:
    terms = path_terms.on(book.as_of) or path_terms
    titles = {role.id: role.title for role in book.roles}
    names = Names(titles, book.party("client"), book.party("provider"))
    yield paragraph("Either side may raise something; it climbs step by step.", "pac-lead")
    yield f'<figure class="pac-figure" tabindex="0">{ladder(terms, names)}</figure>'
    rows = []
    for number, level in enumerate(terms.levels, 1):
        triggers = bullets(_trigger(trigger) for trigger in level.triggers)
        rows.append(
            (
                f"{number}. {escape(level.title or row_words(level.id))}",
                f"{book.role(level.client, path)}<br>{book.role(level.provider, path)}",
                triggers,
                f"answer within {level.acknowledge_within}, decide within {level.decide_within}",
            )
        )
    yield table(("Step", "Who meets", "What brings something here", "How long"), rows, STACKED)
    yield from escalated.on_path(book, terms, path)


def _trigger(trigger: object) -> str:
    said = escape(_capital(str(getattr(trigger, "on", ""))))
    by = getattr(trigger, "by", None)
    times, within = getattr(trigger, "times", None), getattr(trigger, "in_", None)
    if by:
        said += f" by {escape(by)}"
    if times:
        said += f", {times} times"
    if within:
        said += f" in {escape(within)}"
    return said


def _roles(book: Book, roles: Roles, path: str) -> Iterator[str]:
    for party in PARTIES:
        yield f"## {writing.inline(book.party(party))}"
        yield table(
            ("Role", "Level", "Reached at", "Stands in", "Owes this week"),
            (
                (
                    f'<strong id="{role.id}">{escape(role.title)}</strong>',
                    escape(role.tier),
                    escape(role.contact),
                    escape(", ".join(_titles(book, role.deputies))),
                    todos.count(book, role, path),
                )
                for role in roles.roles
                if role.party == party
            ),
        )


def _titles(book: Book, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        role = book.agreement.roles.get(name)
        yield role.title if role else name


def _calendar(book: Book, calendar: Calendar, path: str) -> Iterator[str]:
    hours = " and ".join(str(hours) for hours in calendar.hours)
    days = ", ".join(field_words(day) for day in calendar.workdays)
    said = f"{days}, {escape(hours)}, {escape(calendar.time_zone)} time."
    found = (book.agreement.get(Calendar, name) for name in calendar.common_to)
    if named := " and ".join(book.link_to(one, path) for one in found if one):
        said += (
            f" Of these, only the time that is also worked on {named}; a day off there is one here."
        )
    yield paragraph(said, "pac-lead")


def _partnership(book: Book) -> Iterator[str]:
    sides = " and ".join(escape(book.owing(party)) for party in PARTIES)
    yield paragraph(f"Between {sides}.", "pac-lead")
    yield from intent.intent(book)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
