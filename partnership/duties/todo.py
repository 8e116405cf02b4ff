"""What everybody owes this week: everything open, from every kind of document, with whose it is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from partnership.agreement import Agreement
from partnership.documents import Commitment, Document, Role
from partnership.documents.references import references_in
from partnership.duties.owed import FINDERS, Asked
from partnership.duties.points import Point
from partnership.duties.reach import seat_that_answers
from partnership.errors import WrongUsage
from partnership.findings import nearest
from partnership.judging import Verdict

PARTIES = ("client", "provider")
WEEK = timedelta(days=7)


class Group(StrEnum):
    """When something is due, seen from a day."""

    OVERDUE = "overdue"
    TODAY = "today"
    THIS_WEEK = "this week"
    """Within seven days."""
    LATER = "later"
    NO_DAY = "no day is agreed"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that one seat owes."""

    point: Point
    """What it is; its party is one of the two and its owner a seat, where there is any."""
    group: Group
    answers: str
    """The seat that answers for its owner on the day; nothing where nobody does."""

    @property
    def is_stood_in(self) -> bool:
        """Whether another seat answers for its owner."""
        return bool(self.answers) and self.answers != self.point.owner


@dataclass(frozen=True, slots=True)
class Todo:
    """What is owed, of everybody or of one party or seat."""

    as_of: date
    until: date
    """The last day that is looked at; what has to be begun earlier is named earlier."""
    items: tuple[Item, ...]
    party: str = ""
    role: Role | None = None

    def of(self, group: Group) -> tuple[Item, ...]:
        """Give what is due then."""
        return tuple(one for one in self.items if one.group is group)


def find_todo(
    agreement: Agreement,
    as_of: date,
    verdicts: tuple[Verdict, ...],
    within: timedelta = WEEK,
    waiting: tuple[Point, ...] = (),
) -> Todo:
    """Find everything that is overdue or due soon.

    Args:
        agreement: All documents.
        as_of: The day.
        verdicts: Every verdict of that day.
        within: How far is looked ahead.
        waiting: Proposals that wait to be agreed, where git tells them.

    """
    until = as_of + within
    asked = Asked(agreement, as_of, until, verdicts)
    found = (*(one for finder in FINDERS for one in finder(asked)), *waiting)
    items = {item: None for point in found for item in _items(agreement, point, as_of)}
    return Todo(as_of, until, tuple(sorted(items, key=_order)))


def of_role(agreement: Agreement, todo: Todo, name: str) -> Todo:
    """Keep what a seat owes: its own, and that of the vacant seats for which it answers.

    Raises:
        WrongUsage: there is no such seat; the text names the nearest.

    """
    role = agreement.roles.get(name)
    if role is None:
        near = nearest(name, agreement.roles)
        listed = ", ".join(sorted(agreement.roles)) or "none"
        told = f"did you mean `{near}`?" if near else f"there are: {listed}"
        raise WrongUsage(f"there is no role `{name}`; {told}")
    own = (one for one in todo.items if name in {one.point.owner, one.answers})
    return replace(todo, items=tuple(own), role=role, party=role.party)


def of_party(todo: Todo, party: str) -> Todo:
    """Keep what one party owes."""
    own = (one for one in todo.items if one.point.party == party)
    return replace(todo, items=tuple(own), party=party)


def _items(agreement: Agreement, point: Point, as_of: date) -> Iterator[Item]:
    """Give a thing to those who owe it; what both owe is one thing for each."""
    for party in PARTIES if point.party == "both" else (point.party,):
        owner = point.owner or _owner(agreement, point, party, as_of)
        answers = seat_that_answers(agreement, owner, as_of)
        text = point.text[:1].upper() + point.text[1:]
        own = replace(point, text=text, party=party, owner=owner)
        yield Item(own, _group(point.due, as_of), answers.id if answers else "")


def _owner(agreement: Agreement, point: Point, party: str, as_of: date) -> str:
    """Name who looks after what a thing stands in, or after what that is about; else who signs."""
    found = agreement.named(point.place.document)
    terms = _looked_after(agreement, found) if found else None
    if terms is not None:
        return str(getattr((terms.on(as_of) or terms).owners, party))
    whole = agreement.partnership
    signs: tuple[str, ...] = getattr(whole.authorised_signatories, party) if whole else ()
    return signs[0] if signs else ""


def _looked_after(agreement: Agreement, document: Document, deep: int = 3) -> Commitment | None:
    """Find the commitment that a document is, or the first that it names."""
    if isinstance(document, Commitment):
        return document
    for _, kind, name in references_in(document) if deep else ():
        about = agreement.named(name if kind == "any" else f"{kind}/{name}")
        found = _looked_after(agreement, about, deep - 1) if about else None
        if found:
            return found
    return None


def _group(due: date | None, as_of: date) -> Group:
    if due is None:
        return Group.NO_DAY
    if due < as_of:
        return Group.OVERDUE
    if due == as_of:
        return Group.TODAY
    return Group.THIS_WEEK if due - as_of <= WEEK else Group.LATER


def _order(one: Item) -> tuple[date, str, str, str, int]:
    point = one.point
    return point.due or date.max, point.owner, point.text, point.place.path, point.place.line
