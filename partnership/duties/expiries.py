"""What runs out in the care for people's data, by when, and which role must act before it does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Literal

from partnership.agreement import Agreement
from partnership.documents import Attestation, AutomatedTool, DataProtection, Document, Incident
from partnership.documents.data_protection import RequiredAttestation, SubProcessor
from partnership.duties.breach_clocks import BreachClock, find_breach_clocks
from partnership.duties.retention import end_of
from partnership.findings import Loc
from partnership.values.durations import Span

Sort = Literal[
    "review", "term", "objection", "transfer", "attestation", "audit", "measure", "breach"
]
LEADS: dict[Sort, int] = {
    "review": 30,
    "term": 30,
    "objection": 7,
    "transfer": 90,
    "attestation": 30,
    "audit": 60,
    "measure": 7,
    "breach": 3,
}
"""How many days before its last day each sort is named: what takes longer is named sooner."""
AUDIT_HOLDS = Span(1, "years")
"""How long a bias audit lets a tool be used in New York City (6 RCNY 5-301)."""
NYC = "NYC Local Law 144"


@dataclass(frozen=True, slots=True)
class Expiry:
    """One thing that somebody must do by a day, and that is not done."""

    owner: str
    """The role that must act."""
    due: date
    """The last day on which it is in time."""
    sort: Sort
    what: str
    """What is to be done, after `is to`: `look at the term security again`."""
    document: Document
    loc: Loc
    """The field that it follows from."""
    told_apart: Literal["", "passed", "always"] = ""
    """Whether a check of its own tells it: once the day has passed, or always."""

    @property
    def lead(self) -> int:
        """How many days before its last day it is named."""
        return LEADS[self.sort]

    def is_past(self, as_of: date) -> bool:
        """Whether its last day has passed."""
        return self.due < as_of

    def is_near(self, as_of: date) -> bool:
        """Whether its last day has not passed and is within its lead."""
        return as_of <= self.due <= as_of + timedelta(days=self.lead)


def find_expiries(agreement: Agreement, as_of: date) -> Iterator[Expiry]:
    """Yield everything that is open on a day, whenever it is due, by due day and role."""
    key = ("expiries", as_of)
    if key not in agreement.answers:
        found = (*_protection(agreement, as_of), *_tools(agreement, as_of))
        found += (*_incidents(agreement, as_of), *_attested(agreement, as_of))
        agreement.answers[key] = tuple(sorted(found, key=_order))
    yield from agreement.answers[key]


def _order(one: Expiry) -> tuple[date, str, str, str]:
    return one.due, one.owner, one.document.name, one.what


def by_owner(expiries: Iterable[Expiry]) -> dict[str, tuple[Expiry, ...]]:
    """Group what is open by the role that must act, each role's by due day."""
    ordered = sorted(expiries, key=lambda one: (one.owner, one.due, one.what))
    return {owner: tuple(group) for owner, group in groupby(ordered, lambda one: one.owner)}


def _protection(agreement: Agreement, as_of: date) -> Iterator[Expiry]:
    for terms in agreement.in_force(DataProtection, as_of):
        owner, since = terms.owners.client, terms.effective.from_
        for index, term in enumerate(terms.terms):
            who, loc = term.owner or owner, ("terms", index)
            if term.missing:
                what = f"bring the term `{term.term}`"
                yield Expiry(who, term.missing.by, "term", what, terms, (*loc, "missing", "by"))
            elif term.review_every:
                due = end_of(term.reviewed_on or since, term.review_every)
                what = f"look at the term `{term.term}` again"
                yield Expiry(who, due, "review", what, terms, (*loc, "reviewed_on"))
        for index, one in enumerate(terms.sub_processors):
            yield from _sub_processor(terms, one, ("sub_processors", index))
        for index, transfer in enumerate(terms.transfers):
            who, loc = transfer.owner or owner, ("transfers", index)
            if transfer.expires_on:
                what = f"replace what allows the transfer `{transfer.id}`"
                yield Expiry(
                    who, transfer.expires_on, "transfer", what, terms, (*loc, "expires_on")
                )
            if transfer.review_every:
                due = end_of(transfer.reviewed_on or since, transfer.review_every)
                what = f"look at the transfer `{transfer.id}` again"
                yield Expiry(who, due, "transfer", what, terms, (*loc, "reviewed_on"))


def _sub_processor(terms: DataProtection, one: SubProcessor, loc: Loc) -> Iterator[Expiry]:
    owner = one.owner or terms.owners.client
    if one.answer is None and one.objection_within and one.added_on is None:
        due = end_of(one.announced_on, one.objection_within)
        what = f"object to the sub-processor `{one.id}`, or say that nothing speaks against it"
        yield Expiry(owner, due, "objection", what, terms, (*loc, "announced_on"))
    if one.review_every and one.added_on:
        due = end_of(one.reviewed_on or one.added_on, one.review_every)
        what = f"look at the sub-processor `{one.id}` again"
        yield Expiry(owner, due, "review", what, terms, (*loc, "reviewed_on"))


def _attested(agreement: Agreement, as_of: date) -> Iterator[Expiry]:
    """Yield the next of each attestation; only the newest count of a group says when."""
    newest: dict[tuple[str, str, str], Attestation] = {}
    for one in sorted(agreement.of(Attestation), key=lambda each: each.date):
        if one.date <= as_of:
            newest[one.topic, one.party, one.group] = one
    for terms in agreement.in_force(DataProtection, as_of):
        for index, asked in enumerate(terms.attestations):
            last = newest.pop((asked.topic, asked.party, asked.group), None)
            yield _required(terms, index, asked, last)
    for last in newest.values():
        if last.next_due:
            yield Expiry(
                last.owner, last.next_due, "attestation", _attest(last), last, ("next_due",)
            )


def _required(
    terms: DataProtection, index: int, asked: RequiredAttestation, last: Attestation | None
) -> Expiry:
    if last is None:
        due, loc = end_of(terms.effective.from_, asked.every), ("attestations", index)
        what = f"{_attest(asked)}; there is none yet"
        return Expiry(asked.owner, due, "attestation", what, terms, loc)
    due = end_of(last.date, asked.every)
    if last.next_due and last.next_due <= due:
        return Expiry(last.owner, last.next_due, "attestation", _attest(last), last, ("next_due",))
    return Expiry(asked.owner, due, "attestation", _attest(asked), last, ("date",))


def _attest(one: Attestation | RequiredAttestation) -> str:
    return f"attest `{one.topic}` of the {one.party}'s group `{one.group}` again"


def _tools(agreement: Agreement, as_of: date) -> Iterator[Expiry]:
    for tool in agreement.in_force(AutomatedTool, as_of):
        if tool.status == "retired":
            continue
        confirmed = tool.legal_confirmed
        if confirmed and confirmed.again_by:
            loc, what = ("legal_confirmed", "again_by"), "look at the laws on the tool again"
            yield Expiry(confirmed.by, confirmed.again_by, "review", what, tool, loc)
        if tool.audit is None:
            continue
        owner, days = tool.audit.owner or tool.owners.client, []
        if NYC in tool.laws and tool.employment_decision_tool:
            days.append((end_of(tool.audit.on, AUDIT_HOLDS), ("audit", "on")))
        if tool.audit.next_due:
            days.append((tool.audit.next_due, ("audit", "next_due")))
        if days:
            due, loc = min(days)
            apart: Literal["", "passed"] = "passed" if loc == ("audit", "on") else ""
            what = "have the tool audited for bias again"
            yield Expiry(owner, due, "audit", what, tool, loc, apart)


def _incidents(agreement: Agreement, as_of: date) -> Iterator[Expiry]:
    for incident in agreement.of(Incident):
        for index, measure in enumerate(incident.measures):
            if measure.done_on is None or measure.done_on > as_of:
                what, loc = f"take the measure `{measure.id}`", ("measures", index, "due")
                yield Expiry(measure.owner, measure.due, "measure", what, incident, loc)
        for clock in find_breach_clocks(agreement, incident):
            if clock.is_running:
                yield _told(agreement, clock)


def _told(agreement: Agreement, clock: BreachClock) -> Expiry:
    """Give the duty to tell of a breach, of the role that looks after the data for its party."""
    terms = agreement.get(DataProtection, clock.incident.protection)
    owner = getattr(terms.owners, clock.party) if terms else clock.party
    what = f"tell the {clock.whom} of the breach"
    return Expiry(owner, clock.due_day, "breach", what, clock.incident, clock.loc, "always")
