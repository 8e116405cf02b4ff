"""Renders the draft of a meeting: for a terminal, as Markdown for its invitation, and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from partnership.agreement import Agreement
from partnership.duties.agenda import Agenda
from partnership.duties.points import Point
from partnership.history.git import Tip
from partnership.reporting.escaping import escape
from partnership.reporting.words import plural, printable

FORMAT = "partnership/agenda/1"
NOTHING = "nothing"


def render_text(agenda: Agenda, agreement: Agreement, tip: Tip) -> str:
    """Render an agenda for a terminal, ending in a newline."""
    lines = [_title(agenda), *_facts(agenda, agreement), ""]
    for item in agenda.standing:
        at = f"{item.at:%H:%M}  " if item.at else ""
        lines.append(f"  {at}{item.minutes:>3} min  {item.title} ({_role(agreement, item.owner)})")
    if agenda.papers:
        lines += ["", "To be there before"]
        for paper in agenda.papers:
            lines.append(
                f"  {day_words(paper.due)}  {paper.what} ({_role(agreement, paper.owner)})"
            )
    for section in agenda.sections:
        if section.points:
            lines += ["", section.title]
            lines += [f"  {_point(one, agreement)}" for one in section.points]
    clear = [one.title.lower() for one in agenda.sections if not one.points]
    if clear:
        lines += ["", f"Nothing under: {'; '.join(clear)}"]
    lines += ["", _foot(agenda, tip)]
    return "".join(f"{printable(line)}\n" for line in lines)


def render_markdown(agenda: Agenda, agreement: Agreement, tip: Tip) -> str:
    """Render an agenda as Markdown, ending in a newline."""
    lines = [f"# {escape(_title(agenda))}", ""]
    lines += [f"- {escape(one)}" for one in _facts(agenda, agreement)]
    lines += ["", "| Time | Minutes | Item | Led by |", "| --- | --- | --- | --- |"]
    for item in agenda.standing:
        at = f"{item.at:%H:%M}" if item.at else ""
        led_by = escape(_role(agreement, item.owner))
        lines.append(f"| {at} | {item.minutes} | {escape(item.title)} | {led_by} |")
    if agenda.papers:
        lines += ["", "## To be there before", ""]
        for paper in agenda.papers:
            said = f"{day_words(paper.due)}: {paper.what} ({_role(agreement, paper.owner)})"
            lines.append(f"- {escape(said)}")
    for section in agenda.sections:
        points = [f"- {escape(_point(one, agreement))}" for one in section.points]
        lines += ["", f"## {section.title}", "", *(points or [f"- {NOTHING}"])]
    return "\n".join([*lines, "", escape(_foot(agenda, tip)), ""])


def render_json(agenda: Agenda, agreement: Agreement, tip: Tip) -> str:
    """Render an agenda as JSON, ending in a newline."""
    found = agreement.partnership
    answer = {
        "format": FORMAT,
        "agreement": found.id if found else "",
        "commit": tip.full,
        "as_of": str(agenda.as_of),
        "cadence": agenda.meeting.cadence.id,
        "title": agenda.meeting.cadence.title,
        "day": str(agenda.meeting.day),
        "instead_of": str(agenda.meeting.instead_of) if agenda.meeting.instead_of else None,
        "at": _at(agenda) or None,
        "time_zone": agenda.zone,
        "duration": str(agenda.meeting.cadence.duration),
        "chair": agenda.meeting.chair,
        "standing": [
            {
                "title": item.title,
                "owner": item.owner,
                "minutes": item.minutes,
                "at": f"{item.at:%H:%M}" if item.at else None,
            }
            for item in agenda.standing
        ],
        "papers": [
            {"what": one.what, "party": one.party, "owner": one.owner, "due": str(one.due)}
            for one in agenda.papers
        ],
        "sections": [
            {"id": one.id, "title": one.title, "points": [_as_json(each) for each in one.points]}
            for one in agenda.sections
        ],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


RENDERERS = {"text": render_text, "markdown": render_markdown, "json": render_json}
"""Every form of an agenda by its name."""


def _as_json(point: Point) -> dict[str, Any]:
    return {
        "text": point.text,
        "party": point.party,
        "owner": point.owner or None,
        "due": str(point.due) if point.due else None,
        "document": point.place.document,
        "path": point.place.path,
        "line": point.place.line,
        "pointer": point.place.pointer,
    }


def _title(agenda: Agenda) -> str:
    meeting = agenda.meeting
    at = f", {_at(agenda)} {agenda.zone}" if _at(agenda) else ""
    return f"{meeting.cadence.title}, {meeting.day:%A} {day_words(meeting.day)}{at}"


def _facts(agenda: Agenda, agreement: Agreement) -> Iterator[str]:
    meeting, terms = agenda.meeting, agenda.meeting.cadence
    if meeting.instead_of:
        yield f"Moved from {day_words(meeting.instead_of)}: {meeting.reason}"
    yield f"Led by: {_role(agreement, meeting.chair)}"
    required = ", ".join(_role(agreement, name) for name in terms.required)
    quorum = f"{terms.quorum.client} of the client, {terms.quorum.provider} of the provider"
    yield f"Required: {required}; quorum {quorum}"
    if terms.decides:
        yield f"May decide: {', '.join(terms.decides)}"
    needed = sum(item.minutes for item in agenda.standing)
    yield f"{plural(needed, 'minute')} of standing items in {terms.duration}"


def _at(agenda: Agenda) -> str:
    at = agenda.meeting.cadence.recurrence.at
    return f"{at:%H:%M}" if at else ""


def _point(point: Point, agreement: Agreement) -> str:
    who = "Both" if point.party == "both" else f"The {point.party}"
    if point.owner:
        who += f" ({_role(agreement, point.owner)})"
    due = f", due {day_words(point.due)}" if point.due else ""
    where = f" [{point.place.path}:{point.place.line}]" if point.place.path else ""
    return f"{who}: {point.text}{due}{where}"


def _foot(agenda: Agenda, tip: Tip) -> str:
    edited = ", with changes that are not committed" if tip.edited else ""
    return f"Drafted as of {day_words(agenda.as_of)} from {tip.short}{edited}"


def _role(agreement: Agreement, name: str) -> str:
    role = agreement.roles.get(name)
    return role.title if role else name


def day_words(day: date) -> str:
    """Write a day as people read it: `10 Jul 2026`."""
    return f"{day.day} {day:%b %Y}"
