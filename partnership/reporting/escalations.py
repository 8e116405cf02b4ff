"""Tells the open escalations: at which level each is, who holds it, until when, and what is next."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from partnership.agreement import Agreement
from partnership.clock import local_time
from partnership.documents import Channel
from partnership.documents.escalation_path import Level
from partnership.duties.climbing import DECIDED, Rung
from partnership.duties.drills import Called, channel_of, who_is_called
from partnership.duties.matters import Open
from partnership.history.git import Tip
from partnership.reporting.escaping import escape
from partnership.reporting.tables import as_csv
from partnership.reporting.words import plural, printable

FORMAT = "partnership/escalations/1"
COLUMNS = (
    "document",
    "about",
    "what",
    "path",
    "raised_by",
    "state",
    "level",
    "since",
    "acknowledge_by",
    "waits_for",
    "decide_by",
    "next_level",
    "next_at",
    "client",
    "client_contact",
    "provider",
    "provider_contact",
    "channel",
    "place",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """The open escalations of an agreement at an instant."""

    agreement: Agreement
    at: int
    found: tuple[Open, ...]
    tip: Tip

    @property
    def zone(self) -> str:
        """The partnership's time zone."""
        return self.agreement.zone()


def render_text(listed: Listed) -> str:
    """Tell the open escalations for a terminal, ending in a newline."""
    lines: list[str] = []
    for one in listed.found:
        lines.append(_title(listed, one))
        rows = list(facts(listed.agreement, one, listed.at))
        width = max(len(before) for before, _ in rows)
        lines += [f"  {before.ljust(width)}  {said}".rstrip() for before, said in rows]
        lines.append("")
    lines.append(f"{_count(listed)}{_foot(listed)}")
    return "".join(f"{printable(line)}\n" for line in lines)


def render_markdown(listed: Listed) -> str:
    """Tell the open escalations as Markdown, ending in a newline."""
    lines = ["# Open escalations", "", escape(f"{_count(listed)}{_foot(listed)}")]
    for one in listed.found:
        lines += ["", f"## {escape(_title(listed, one))}", ""]
        lines += ["| | |", "| --- | --- |"]
        lines += [
            f"| {escape(name)} | {escape(said)} |"
            for name, said in facts(listed.agreement, one, listed.at)
        ]
    return "\n".join([*lines, ""])


def render_json(listed: Listed) -> str:
    """Tell the open escalations as JSON by the published schema, ending in a newline."""
    found = listed.agreement.partnership
    answer = {
        "format": FORMAT,
        "agreement": found.id if found else "",
        "commit": listed.tip.full,
        "at": utc(listed.at),
        "open": [_data(listed, one) for one in listed.found],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def render_csv(listed: Listed) -> str:
    """Tell the open escalations as CSV, a line for each, the header first; formulas are disarmed."""
    rows = []
    for one in listed.found:
        data = _data(listed, one)
        held = {seat["party"]: seat for seat in data["held_by"]}
        flat = data | {
            "waits_for": ", ".join(data["waits_for"]),
            "channel": data["channel"]["channel"] if data["channel"] else "",
            "place": f"{data['file']}:{data['line']}",
        }
        for party in ("client", "provider"):
            seat = held.get(party, {})
            flat |= {party: seat.get("answered_by"), f"{party}_contact": seat.get("contact")}
        rows.append([flat[name] if flat[name] is not None else "" for name in COLUMNS])
    return as_csv(COLUMNS, rows)


RENDERERS: Mapping[str, Callable[[Listed], str]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
    "csv": render_csv,
}
"""Every form of the list by its name."""


def facts(agreement: Agreement, one: Open, at: int) -> Iterator[tuple[str, str]]:
    """Yield what there is to say of an open escalation, each with a word before it."""
    rung, zone = one.climb.present, agreement.zone(one.climb.present.path.calendar)
    yield "about", f"{one.matter.about}: {one.matter.what}"
    yield "level", f"{level_words(rung)} since {moment(zone, rung.since)} ({rung.why})"
    before = "held by"
    for seat in who_is_called(agreement, rung, at):
        yield before, called_words(agreement, seat, at)
        before = ""
    channel = channel_of(agreement, rung)
    if channel:
        yield "where", channel_words(channel)
    yield from _deadlines(agreement, one, zone)


def _deadlines(agreement: Agreement, one: Open, zone: str) -> Iterator[tuple[str, str]]:
    rung, climbed = one.climb.present, one.climb
    if climbed.state == DECIDED and rung.decided:
        text = f": {rung.decided.text}" if rung.decided.text else ""
        yield "decided", f"{moment(zone, rung.decided.at)} by the {rung.decided.party}{text}"
        if one.needed:
            yield "clean", f"{one.clean} of {plural(one.needed, 'period')} since"
        if one.may_be_closed and one.record:
            yield "next", "it may be closed"
        return
    if rung.acknowledge_by is not None:
        waits = " and the ".join(rung.waits_for)
        said = f"waits for the {waits}" if waits else "acknowledged by both sides"
        yield "acknowledge", f"until {moment(zone, rung.acknowledge_by)}; {said}"
    if rung.decide_by is not None:
        yield "decide", f"until {moment(zone, rung.decide_by)}"
    following = climbed.following(agreement)
    if following is None:
        yield "next", end_words(rung)
    else:
        where = level_words(rung, following.level) if following.level else end_words(rung)
        when = f" from {moment(zone, following.at)} on" if following.at is not None else ""
        yield "next", f"{where}{when}"


def end_words(rung: Rung) -> str:
    """Say what follows the last level."""
    return rung.path.ends_with or "nothing follows the last level"


def level_words(rung: Rung, level: Level | None = None) -> str:
    """Name a level with its number: `2. Account`."""
    level = level or rung.level
    names = [one.id for one in rung.path.levels]
    number = f"{names.index(level.id) + 1}. " if level.id in names else ""
    return f"{number}{level.title or level.id}"


def called_words(agreement: Agreement, seat: Called, at: int) -> str:
    """Name who answers for a seat, how, and from when."""
    asked = agreement.roles.get(seat.role)
    if asked is None:
        return f"`{seat.role}` ({seat.party}), which no `Roles` names"
    found = seat.reach
    if found is None:
        return f"{asked.title} ({seat.party}): nobody fills this seat, and no deputy stands in"
    said = f"{found.role.title} ({seat.party}), {found.role.contact}"
    if found.passed:
        said += f", stands in for {found.passed[0].title}"
    if found.from_utc is not None and not found.is_open(at):
        said += f", there from {moment(found.zone, found.from_utc)}"
    return said


def channel_words(channel: Channel) -> str:
    """Say where something is raised."""
    where = f"{channel.tool} {channel.address}" if channel.address else channel.tool
    return f"{channel.title}: {where}"


def moment(zone: str, at: int) -> str:
    """Print an instant as the clocks of a zone show it: `Thu 9 Jul 2026 10:00 Europe/London`."""
    local = local_time(zone, at)
    return f"{local:%a} {local.day} {local:%b %Y %H:%M} {zone}"


def utc(at: int | None) -> str | None:
    """Print an instant for machines."""
    return None if at is None else f"{datetime.fromtimestamp(at, UTC):%Y-%m-%dT%H:%M:%SZ}"


def seat_data(seat: Called) -> dict[str, Any]:
    """Give who answers for a seat as data."""
    found = seat.reach
    return {
        "party": seat.party,
        "role": seat.role,
        "answered_by": found.role.id if found else None,
        "contact": found.role.contact if found else None,
        "there_from": utc(found.from_utc) if found else None,
    }


def channel_data(channel: Channel | None) -> dict[str, Any] | None:
    """Give a channel as data."""
    if channel is None:
        return None
    return {"channel": channel.id, "tool": channel.tool, "address": channel.address}


def _data(listed: Listed, one: Open) -> dict[str, Any]:
    rung, climbed = one.climb.present, one.climb
    following = climbed.following(listed.agreement)
    place = one.matter.document.place(*one.matter.loc)
    return {
        "document": one.matter.document.name,
        "about": one.matter.about,
        "what": one.matter.what,
        "path": rung.path.id,
        "raised_by": one.record.raised_by if one.record else None,
        "state": climbed.state.replace(" ", "_"),
        "level": rung.level.id,
        "since": utc(rung.since),
        "because": rung.why,
        "acknowledge_by": utc(rung.acknowledge_by),
        "acknowledged": {
            party: utc(rung.acknowledged.get(party)) for party in ("client", "provider")
        },
        "waits_for": list(rung.waits_for) if climbed.state != DECIDED else [],
        "decide_by": utc(rung.decide_by),
        "decided_at": utc(rung.decided.at) if rung.decided else None,
        "clean_periods": one.clean,
        "clean_periods_needed": one.needed,
        "next_level": following.level.id if following and following.level else None,
        "next_at": utc(following.at) if following else None,
        "held_by": [seat_data(seat) for seat in who_is_called(listed.agreement, rung, listed.at)],
        "channel": channel_data(channel_of(listed.agreement, rung)),
        "file": place.path,
        "line": place.line,
    }


def _title(listed: Listed, one: Open) -> str:
    document = one.matter.document
    name = document.title or document.id
    if one.record:
        return f"{name} [{document.path}:{document.place(*one.matter.loc).line}]"
    about = listed.agreement.named(one.matter.about)
    title = about.title if about and about.title else one.matter.about
    return f"{title}: not raised by anybody"


def _count(listed: Listed) -> str:
    return plural(len(listed.found), "open escalation")


def _foot(listed: Listed) -> str:
    edited = ", with changes that are not committed" if listed.tip.edited else ""
    return f" at {moment(listed.zone, listed.at)}, from {listed.tip.short}{edited}"
