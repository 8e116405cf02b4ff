"""Says who decides or does something, who is asked and told, and how to reach them at a moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from partnership.agreement import Agreement
from partnership.clock import local_time
from partnership.documents import Channel, Role
from partnership.documents.responsibilities import Activity, Decision
from partnership.duties.deadlines import deadline
from partnership.duties.deciding import Subject
from partnership.duties.reach import Reach, reach
from partnership.reporting.words import HEADING, paint, printable

FORMAT = "partnership/who/1"
Row: TypeAlias = tuple[str, str]
"""A word before, and what is said."""


def render_json(
    agreement: Agreement, found: Sequence[Subject], at: int, commit: str
) -> dict[str, Any]:
    """Give who is meant as data."""
    return {
        "format": FORMAT,
        "at": _utc(at),
        "commit": commit,
        "found": [_data(agreement, one, at) for one in found],
    }


def render_text(
    agreement: Agreement,
    found: Sequence[Subject],
    at: int,
    commit: str,
    colour: bool,  # noqa: FBT001
) -> str:
    """Say who is meant for a terminal, ending in a newline."""
    lines: list[str] = []
    for one in found:
        lines.append(paint(printable(one.title), HEADING, colour=colour))
        rows = list(_rows(agreement, one, at))
        width = max(len(before) for before, _ in rows)
        for before, said in rows:
            lines.append(f"  {before.ljust(width)}  {printable(said)}".rstrip())
        lines.append("")
    tip = "" if commit == "none" else f", at {commit[:12]}"
    lines.append(f"asked for {_moment(agreement.zone(), at)}{tip}")
    return "\n".join(lines) + "\n"


def _rows(agreement: Agreement, subject: Subject, at: int) -> Iterator[Row]:
    match subject.about:
        case Decision():
            yield from _decision(agreement, subject.about, at)
        case Activity():
            yield from _activity(agreement, subject.about, at)
        case Role():
            yield from _seat(agreement, "answers", subject.about.id, at)
    yield "written in", subject.place


def _decision(agreement: Agreement, decision: Decision, at: int) -> Iterator[Row]:
    yield from _seat(agreement, "decides", decision.decided_by, at)
    yield "how far", decision.threshold
    if decision.beyond:
        yield from _seat(agreement, "beyond that", decision.beyond, at)
    due = due_of(agreement, decision, at)
    soon = f"within {decision.within}"
    if due is not None:
        asked = f"asked then, until {_moment(_zone(agreement, decision.decided_by), due)}"
        soon = f"{soon}; {asked}"
    yield "how soon", soon
    yield from _seat(agreement, "else decides", decision.fallback, at)
    yield from _others(agreement, decision, at)


def _activity(agreement: Agreement, activity: Activity, at: int) -> Iterator[Row]:
    yield from _seat(agreement, "answers", activity.accountable, at)
    for name in activity.responsible:
        yield from _seat(agreement, "does it", name, at)
    if activity.slas:
        yield "keeps", ", ".join(f"SLA/{name}" for name in activity.slas)
    yield from _others(agreement, activity, at)


def _others(agreement: Agreement, about: Decision | Activity, at: int) -> Iterator[Row]:
    for before, names in (("is asked", about.consulted), ("is told", about.informed)):
        for name in names:
            yield before, _named(agreement, name, at)
    channel = agreement.get(Channel, about.channel)
    if channel:
        yield "where", _channel(channel)
        if channel.not_for:
            yield "not there", "; ".join(channel.not_for)


def _seat(agreement: Agreement, before: str, name: str, at: int) -> Iterator[Row]:
    yield before, _named(agreement, name, at)
    found = reach(agreement, name, at)
    if found:
        yield "", _reached(found, at)


def _named(agreement: Agreement, name: str, at: int) -> str:
    """Name a seat, who stands in where nobody fills it, and its contact."""
    role = agreement.roles.get(name)
    if role is None:
        return f"`{name}`, which no `Roles` names"
    found = reach(agreement, name, at)
    if found is None:
        return f"{role.title} ({role.party}): nobody fills this seat, and no deputy stands in"
    said = f"{found.role.title} ({found.role.party}), {found.role.contact}"
    return f"{said}; stands in for {found.passed[0].title}" if found.passed else said


def _reached(found: Reach, at: int) -> str:
    if found.from_utc is None or found.until_utc is None:
        return "no calendar says when this seat is there"
    if found.is_open(at):
        return f"there until {_moment(found.zone, found.until_utc)}"
    return f"there again from {_moment(found.zone, found.from_utc)}"


def _channel(channel: Channel) -> str:
    where = f"{channel.tool} {channel.address}" if channel.address else channel.tool
    data = ", ".join(channel.data_allowed) or "none"
    return (
        f"{channel.title}: {where}, answered within {channel.response_within}; data allowed: {data}"
    )


def due_of(agreement: Agreement, decision: Decision, at: int) -> int | None:
    """Give the last instant for a decision that is asked for at an instant, where one is known."""
    role = agreement.roles.get(decision.decided_by)
    return deadline(agreement, role.calendar if role else None, at, decision.within)


def _data(agreement: Agreement, subject: Subject, at: int) -> dict[str, Any]:
    about = subject.about
    said: dict[str, Any] = {"title": subject.title, "place": subject.place}
    match about:
        case Decision():
            due = due_of(agreement, about, at)
            said |= {
                "is": "decision",
                "decided_by": _seat_data(agreement, about.decided_by, at),
                "threshold": about.threshold,
                "beyond": _seat_data(agreement, about.beyond, at),
                "within": str(about.within),
                "due": None if due is None else _utc(due),
                "fallback": _seat_data(agreement, about.fallback, at),
            }
        case Activity():
            said |= {
                "is": "activity",
                "accountable": _seat_data(agreement, about.accountable, at),
                "responsible": [_seat_data(agreement, one, at) for one in about.responsible],
                "slas": list(about.slas),
            }
        case Role():
            return said | {"is": "role", "seat": _seat_data(agreement, about.id, at)}
    said["consulted"] = [_seat_data(agreement, one, at) for one in about.consulted]
    said["informed"] = [_seat_data(agreement, one, at) for one in about.informed]
    channel = agreement.get(Channel, about.channel)
    said["channel"] = _channel_data(channel) if channel else None
    return said


def _seat_data(agreement: Agreement, name: str | None, at: int) -> dict[str, Any] | None:
    if name is None:
        return None
    asked, found = agreement.roles.get(name), reach(agreement, name, at)
    answers = found.role if found else None
    return {
        "role": name,
        "title": asked.title if asked else None,
        "party": asked.party if asked else None,
        "answered_by": answers.id if answers else None,
        "contact": answers.contact if answers else None,
        "there_from": _utc(found.from_utc) if found and found.from_utc is not None else None,
        "there_until": _utc(found.until_utc) if found and found.until_utc is not None else None,
    }


def _channel_data(channel: Channel) -> dict[str, Any]:
    return {
        "channel": channel.id,
        "tool": channel.tool,
        "address": channel.address,
        "response_within": str(channel.response_within),
        "data_allowed": list(channel.data_allowed),
        "not_for": list(channel.not_for),
    }


def _zone(agreement: Agreement, name: str) -> str:
    role = agreement.roles.get(name)
    return agreement.zone(role.calendar if role else None)


def _moment(zone: str, at: int) -> str:
    local = local_time(zone, at)
    return f"{local:%A} {local.day} {local:%B %Y, %H:%M} {zone} time"


def _utc(at: int) -> str:
    return f"{local_time('UTC', at):%Y-%m-%dT%H:%M:%SZ}"
