"""What stands in whose calendar: the meetings of all, of a party or of a role, and its papers' due days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Cadence
from partnership.documents.cadence import Input
from partnership.duties.duty import Duty
from partnership.duties.meetings import inputs_of
from partnership.duties.schedule import Meeting, find_meetings
from partnership.duties.series import Series, find_series
from partnership.errors import WrongUsage
from partnership.findings import nearest


@dataclass(frozen=True, slots=True)
class Paper:
    """Something that is to be there before a meeting."""

    meeting: Meeting
    terms: Input
    duty: Duty


@dataclass(frozen=True, slots=True)
class Feed:
    """One calendar that people subscribe to."""

    name: str
    """What it is called, `meetings`, `client`, `delivery-lead`."""
    title: str
    series: tuple[Series, ...]
    role: str | None = None
    """The role it is for, where it is for one."""
    papers: tuple[Paper, ...] = ()
    """What its role prepares."""


def find_feeds(agreement: Agreement, first: date, last: date) -> Iterator[Feed]:
    """Yield the feed of everybody, of each party, and of each role that any meeting names.

    Args:
        agreement: All documents.
        first: The first day.
        last: The last day.

    """
    series = tuple(find_series(agreement, first, last))
    papers = tuple(_papers(agreement, first, last))
    if not series:
        return
    yield Feed("meetings", "All meetings", series)
    for party in ("client", "provider"):
        if any(_of_party(agreement, one.terms, party) for one in series):
            yield _of(agreement, series, papers, party=party)
    for name in agreement.roles:
        if any(name in roles_of(one.terms) for one in series):
            yield _of(agreement, series, papers, role=name)


def published(day: date) -> tuple[date, date]:
    """Give the days of a feed where nothing else is asked for: the year, and the next one."""
    return date(day.year, 1, 1), date(min(day.year + 1, date.max.year), 12, 31)


def feed_of(
    agreement: Agreement, first: date, last: date, party: str | None, role: str | None
) -> Feed:
    """Give one feed: of a party, of a role, or of everybody.

    Raises:
        WrongUsage: there is no such role.

    """
    if role is not None and role not in agreement.roles:
        near = nearest(role, agreement.roles)
        hint = f"; did you mean `{near}`?" if near else ""
        raise WrongUsage(f"there is no role `{role}`{hint}")
    series = tuple(find_series(agreement, first, last))
    if party is None and role is None:
        return Feed("meetings", "All meetings", series)
    papers = tuple(_papers(agreement, first, last)) if role else ()
    return _of(agreement, series, papers, party=party, role=role)


def roles_of(terms: Cadence) -> tuple[str, ...]:
    """Name every role that has something to do in a meeting."""
    named = (
        *(terms.chair.role, *terms.chair.rotates_with),
        *terms.required,
        *terms.optional,
        *(one.owner for one in terms.inputs),
        *(one.owner for one in terms.agenda),
        *((terms.minutes_by,) if terms.minutes_by else ()),
    )
    return tuple(dict.fromkeys(named))


def _papers(agreement: Agreement, first: date, last: date) -> Iterator[Paper]:
    for meeting in find_meetings(agreement, first, last):
        asked = zip(meeting.cadence.inputs, inputs_of(agreement, meeting), strict=True)
        for terms, duty in asked:
            yield Paper(meeting, terms, duty)


def _of(
    agreement: Agreement,
    series: tuple[Series, ...],
    papers: tuple[Paper, ...],
    *,
    party: str | None = None,
    role: str | None = None,
) -> Feed:
    if role is not None:
        own = tuple(one for one in series if role in roles_of(one.terms))
        title = agreement.roles[role].title
        return Feed(role, title, own, role, tuple(one for one in papers if one.duty.owner == role))
    own = tuple(one for one in series if _of_party(agreement, one.terms, party or ""))
    found = agreement.partnership
    sides = found.parties if found else None
    name = (sides.client.name if party == "client" else sides.provider.name) if sides else party
    return Feed(party or "", name or "", own)


def _of_party(agreement: Agreement, terms: Cadence, party: str) -> bool:
    roles = (agreement.roles.get(name) for name in roles_of(terms))
    return any(role is not None and role.party == party for role in roles)
