"""One message for each seat about what it owes: what may be said where, when, and what was said before."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from partnership.agreement import Agreement
from partnership.clock import local_time
from partnership.documents import Channel
from partnership.documents.vocabulary import DataClass
from partnership.duties.moments import shown_at
from partnership.duties.reach import reach, reach_on
from partnership.duties.todo import Group, Item, Todo
from partnership.guard import Known, find_leaks
from partnership.reporting.agendas import day_words
from partnership.reporting.todos import where, who_words
from partnership.reporting.words import plural, printable

CONFIDENTIAL = frozenset(
    {
        "ChangeRequest",
        "Commercials",
        "CrisisRecord",
        "Dispute",
        "Escalation",
        "ExitPlan",
        "Incident",
        "Invoice",
        "Risk",
    }
)
"""The kinds of which not even the title is for everybody in both companies."""


PLAIN = str.maketrans(
    {
        "<": "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}",
        ">": "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}",
        "@": "@ ",
    }
)
"""Signs with which services call people, link and mark up, and what stands for them."""


@dataclass(frozen=True, slots=True)
class Message:
    """What one seat is told, before it is cut to what a service takes."""

    role: str
    """The seat that is told."""
    who: str
    """What people call it."""
    title: str
    items: tuple[Item, ...]
    lines: tuple[str, ...]
    """A line for each item."""
    left_out: tuple[str, ...] = ()
    """What is not said, and why."""
    held_until: str = ""
    """The moment it would go, where the seat is not at work now."""
    not_sent: str = ""
    """Why it does not go at all."""

    @property
    def goes(self) -> bool:
        """Whether it goes now."""
        return bool(self.items) and not self.held_until and not self.not_sent


@dataclass(frozen=True, slots=True)
class Text:
    """A message as one service takes it."""

    title: str
    body: str
    said: tuple[Item, ...]
    """The items that stand in it."""
    more: int = field(default=0)
    """How many do not."""


def write_messages(
    agreement: Agreement,
    todo: Todo,
    channel: Channel,
    at: int,
    sent: Collection[str],
    known: Known,
) -> Iterator[Message]:
    """Yield what each seat is told: one message for each, with what it was not told yet.

    Args:
        agreement: All documents.
        todo: What is owed.
        channel: Where it is told.
        at: The moment, in seconds since 1970-01-01T00:00:00Z.
        sent: The names of what was told before.
        known: What is no person's in this partnership.

    """
    by_seat: dict[str, list[Item]] = {}
    for item in todo.items:
        if name_of(item) not in sent:
            by_seat.setdefault(item.answers or item.point.owner, []).append(item)
    for seat in sorted(by_seat):
        yield _message(agreement, todo, channel, at, seat, by_seat[seat], known)


def name_of(item: Item) -> str:
    """Name an item so that it is told once, and once more when it is overdue."""
    point = item.point
    is_late = item.group is Group.OVERDUE
    parts = (point.owner, point.place.document, point.place.pointer, point.text, point.due, is_late)
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()[:16]


def fitted(message: Message, longest: int, longest_title: int) -> Text:
    """Cut a message to what a service takes: whole lines, and how many more there are.

    Args:
        message: The message.
        longest: How many signs its body may have.
        longest_title: How many its title may have; 0 where titles stand in the body.

    """
    title = message.title if len(message.title) <= longest_title else ""
    head = [] if title else [message.title]
    for count in range(len(message.items), -1, -1):
        body = "\n".join([*head, *_grouped(message, count)])
        if len(body) <= longest:
            break
    else:
        body, count = "", 0
    return Text(title, body, message.items[:count], len(message.items) - count)


def _grouped(message: Message, count: int) -> Iterator[str]:
    group = None
    for item, line in zip(message.items[:count], message.lines, strict=False):
        if item.group is not group:
            group = item.group
            yield f"{group.value[0].upper()}{group.value[1:]}:"
        yield line
    more = len(message.items) - count
    if more:
        yield f"and {more} more"


def _message(
    agreement: Agreement,
    todo: Todo,
    channel: Channel,
    at: int,
    seat: str,
    items: list[Item],
    known: Known,
) -> Message:
    role = agreement.roles.get(seat)
    may, left_out = _allowed(items, channel, agreement, known)
    late = sum(one.group is Group.OVERDUE for one in may)
    whole = agreement.partnership
    name = whole.title if whole else "Partnership"
    who = role.title if role else seat or f"the {todo.party}"
    overdue = f", {late} overdue" if late else ""
    title = _safe(f"{who}: {plural(len(may), 'thing')} to do{overdue}; {name}")
    lines = tuple(_line(one, agreement) for one in may)
    not_sent = _obstacle(agreement, channel, items[0], seat)
    if not not_sent and find_leaks(title, known):
        not_sent = "its title holds what looks like personal data"
    held = "" if not_sent or not may else _held(agreement, channel, seat, at)
    return Message(seat, who, title, tuple(may), lines, tuple(left_out), held, not_sent)


def _obstacle(agreement: Agreement, channel: Channel, item: Item, seat: str) -> str:
    """Say why a seat cannot be told at all; nothing where it can."""
    if seat not in agreement.roles:
        return "no role is known that owes it"
    if not item.answers:
        return "nobody fills the seat, and no deputy is there"
    if seat not in channel.audience:
        return f"it does not read `{channel.id}`: it is not in its `audience`"
    return ""


def _allowed(
    items: Iterable[Item], channel: Channel, agreement: Agreement, known: Known
) -> tuple[list[Item], list[str]]:
    """Give what may be said on a channel, and say what may not."""
    may, forbidden, personal = [], 0, 0
    allowed = channel.data_allowed
    for one in items:
        if _class_of(one) not in allowed:
            forbidden += 1
        elif find_leaks(_line(one, agreement), known):
            personal += 1
        else:
            may.append(one)
    left_out = []
    if forbidden:
        classes = " and ".join(allowed) or "nothing"
        told = plural(forbidden, "thing")
        left_out.append(f"{told} left out: `{channel.id}` is for {classes} data only")
    if personal:
        told = plural(personal, "thing")
        left_out.append(f"{told} left out: the text holds what looks like personal data")
    return may, left_out


def _class_of(item: Item) -> DataClass:
    kind = item.point.place.document.partition("/")[0]
    return "confidential" if kind in CONFIDENTIAL else "internal"


def _held(agreement: Agreement, channel: Channel, seat: str, at: int) -> str:
    """Say until when a message waits: for the seat's own hours, or for the channel's where it has none."""
    found = reach(agreement, seat, at)
    if found is None or found.from_utc is None:
        zone = agreement.zone(channel.calendar)
        stretch = reach_on(agreement, channel.calendar, channel.hours, at)
        begins = stretch[0] if stretch else None
    else:
        zone, begins = found.zone, found.from_utc
    if begins is None or begins <= at:
        return ""
    return f"{local_time(zone, begins):%A} {shown_at(begins, zone)}"


def _line(item: Item, agreement: Agreement) -> str:
    due = f"{day_words(item.point.due)}: " if item.point.due else ""
    stands = f" ({who_words(item, agreement)})" if item.is_stood_in else ""
    place = f" [{where(item)}]" if where(item) else ""
    return _safe(f"- {due}{item.point.text.replace('`', '')}{stands}{place}")


def _safe(text: str) -> str:
    """Keep text from a document text: on one line, calling nobody, and no mark-up."""
    plain = printable(" ".join(text.split()))
    return plain.translate(PLAIN)
