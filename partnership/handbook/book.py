"""Everything a handbook is written from, and what its pages ask of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby
from urllib.parse import quote

from partnership.agreement import Agreement
from partnership.clock import day_bounds
from partnership.documents import (
    SLA,
    Attestation,
    Cadence,
    Close,
    CorrectiveAction,
    CrisisRecord,
    Disclosure,
    DisclosureRecord,
    Dispute,
    Document,
    Incident,
    Measurement,
    MeetingRecord,
    Relief,
    Role,
    Survey,
    SurveyResult,
)
from partnership.duties.feeds import Feed, find_feeds, published
from partnership.duties.matters import Open, find_open
from partnership.duties.meetings import Kept, find_kept, first_recorded
from partnership.duties.schedule import Meeting, find_meetings
from partnership.duties.todo import Todo, find_todo, of_role
from partnership.findings import Finding, Loc
from partnership.handbook import writing
from partnership.handbook.names import day_words, names_of, period_words, row_words
from partnership.history.past import Past
from partnership.judging import Status, Verdict
from partnership.judging.actions import Owed, find_owed
from partnership.measuring.definitions import currency_on
from partnership.measuring.still_open import StillOpen
from partnership.website.addresses import folder_of, index_of, page_of
from partnership.website.links import Targets

PARTIES = ("client", "provider")
QUARTER = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the repository's files can be read and changed by browser."""

    source: str = ""
    """What stands before a file's path to read it; nothing where nobody knows."""
    edit: str = ""
    """What stands before it to propose a change."""


NOWHERE = Forge()
"""Where nobody said on which forge the repository is."""


@dataclass(frozen=True)
class Book:
    """An agreement, its verdicts, and what surrounds them."""

    agreement: Agreement
    as_of: date
    verdicts: tuple[Verdict, ...] = ()
    past: Past = field(default_factory=Past)
    """What git tells of the agreement's history."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Each file's text, by path from git's top."""
    forge: Forge = NOWHERE
    tip: str = "none"
    """The commit the pages were written from."""
    findings: tuple[Finding, ...] = ()
    """What a draft tells on its pages."""
    is_draft: bool = False
    still_open: Mapping[str, tuple[StillOpen, ...]] = field(default_factory=dict)
    """What is open on the day, by the promise whose rows count it; nothing where no event store is."""
    folder: str = ""
    """Where in the site the handbook stands, with a slash at its end."""

    @cached_property
    def targets(self) -> Targets:
        """What pages in the partnership's own words are, and what they may lead to."""
        return Targets(self.agreement)

    @cached_property
    def title(self) -> str:
        """The partnership's title."""
        found = self.agreement.partnership
        return found.title if found else "Handbook"

    @cached_property
    def currency(self) -> str:
        """The partnership's currency on the day of the pages."""
        return currency_on(self.agreement, self.as_of)

    def party(self, party: str) -> str:
        """Name a party as people do: by its company's name."""
        found = self.agreement.partnership
        if party == "both":
            return "Both sides"
        if found is None:
            return f"The {party}"
        return found.parties.client.name if party == "client" else found.parties.provider.name

    def owing(self, party: str) -> str:
        """Name a party with its part: `Harbour Foods (the client)`."""
        if party == "both" or self.agreement.partnership is None:
            return self.party(party)
        return f"{self.party(party)} (the {party})"

    def title_of(self, document: Document) -> str:
        """Give a document's title; a record without one is named by what it is about."""
        if document.title:
            return document.title
        if isinstance(document, Measurement):
            sla = self.agreement.get(SLA, document.sla)
            name = sla.title if sla else document.sla
            return f"{name}, {period_words(document.period)}"
        if isinstance(document, MeetingRecord):
            cadence = self.agreement.get(Cadence, document.cadence)
            name = cadence.title if cadence else document.cadence
            return f"{name}, {day_words(document.day)}"
        if isinstance(document, Relief):
            return f"{document.type.capitalize()} from {day_words(document.interval.from_)}"
        if isinstance(document, Dispute):
            measured = self.agreement.get(Measurement, document.measurement)
            return f"Dispute of {self.title_of(measured) if measured else document.measurement}"
        if isinstance(document, CorrectiveAction):
            first = document.breaches[0]
            sla = self.agreement.get(SLA, first.sla)
            return f"After {sla.title if sla else first.sla}, {period_words(first.period)}"
        if isinstance(document, Attestation):
            topic = document.topic[:1].upper() + document.topic[1:]
            return f"{topic} at {self.party(document.party)}, {day_words(document.date)}"
        if isinstance(document, CrisisRecord):
            return f"Crisis of {day_words(document.declared.at.day)}"
        if isinstance(document, Incident):
            return f"Incident of {day_words(document.detected.day)}"
        if isinstance(document, SurveyResult):
            survey = self.agreement.get(Survey, document.survey)
            name = survey.title if survey else document.survey
            return f"{name}, {period_words(document.period)}"
        if isinstance(document, DisclosureRecord):
            told = self.agreement.get(Disclosure, document.disclosure)
            return f"{told.title if told else document.disclosure}, {period_words(document.period)}"
        if isinstance(document, Close):
            number = document.id.partition("-r")[2]
            return period_words(document.period) + (f", correction {number}" if number else "")
        return f"{names_of(document.kind).one} {row_words(document.id)}"

    def path_of(self, document: Document) -> str:
        """Give the path of a document's page."""
        return f"{self.folder}{page_of(document)}"

    def index_of(self, kind: str) -> str:
        """Give the path of the page that lists a kind."""
        return f"{self.folder}{index_of(kind)}"

    def page(self, name: str) -> str:
        """Give the path of one of the handbook's own pages."""
        return f"{self.folder}{name}.md"

    def link_to(self, document: Document, seen_from: str, words: str = "") -> str:
        """Link to a document's page by its title, or by other words."""
        shown = writing.escape(words or self.title_of(document))
        return writing.link(shown, writing.address(self.path_of(document), seen_from))

    def link(self, path: str, words: str, seen_from: str, css: str = "") -> str:
        """Link to one of the handbook's own pages."""
        return writing.link(writing.escape(words), writing.address(path, seen_from), css)

    def role(self, role_id: str | None, seen_from: str) -> str:
        """Link to a seat by its title."""
        role = self.agreement.roles.get(role_id or "")
        if role is None:
            return writing.escape(role_id or "")
        path = self._seats.get(role.id, "")
        where = writing.address(f"{path}#{role.id}", seen_from)
        return writing.link(writing.escape(role.title), where)

    @cached_property
    def _seats(self) -> dict[str, str]:
        from partnership.documents import Roles

        return {
            role.id: self.path_of(roles)
            for roles in self.agreement.of(Roles)
            for role in roles.roles
        }

    @cached_property
    def roles(self) -> tuple[Role, ...]:
        """Every seat, the client's first."""
        return tuple(sorted(self.agreement.roles.values(), key=lambda role: role.party))

    @cached_property
    def _verdicts_by_sla(self) -> dict[str, tuple[Verdict, ...]]:
        return {
            sla: tuple(group)
            for sla, group in groupby(self.verdicts, key=lambda verdict: verdict.sla)
        }

    def verdicts_of(self, sla: str) -> tuple[Verdict, ...]:
        """Give an SLA's verdicts, the oldest first."""
        return self._verdicts_by_sla.get(sla, ())

    def latest(self, sla: str) -> tuple[Verdict, ...]:
        """Give the verdicts of an SLA's last period that could have been judged."""
        found = [
            verdict
            for verdict in self.verdicts_of(sla)
            if verdict.status not in {Status.NOT_YET_DUE, Status.NOT_IN_FORCE}
        ]
        if not found:
            return self.verdicts_of(sla)[:1]
        newest = max(found, key=lambda verdict: verdict.last).period
        return tuple(verdict for verdict in found if verdict.period == newest)

    @cached_property
    def owed(self) -> tuple[Owed, ...]:
        """What breaches ask of the party that owes the promise, by due day."""
        return find_owed(self.agreement, self.verdicts)

    @cached_property
    def open(self) -> tuple[Open, ...]:
        """What is on the ladders at the end of the day, the most pressing first."""
        until = day_bounds(self.agreement.zone(), self.as_of, self.as_of)[1] - 1
        return find_open(self.agreement, until, self.verdicts)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings of the next three months."""
        return find_meetings(self.agreement, self.as_of, self.as_of + QUARTER)

    @cached_property
    def kept(self) -> tuple[Kept, ...]:
        """Every meeting since the first record, up to the day, with how it was kept."""
        first = min(first_recorded(self.agreement).values(), default=None)
        return tuple(find_kept(self.agreement, first, self.as_of)) if first else ()

    @cached_property
    def todo(self) -> Todo:
        """What everybody owes on the day of the pages, as far as the files tell."""
        return find_todo(self.agreement, self.as_of, self.verdicts)

    def todo_of(self, role: str) -> Todo:
        """What one seat owes, or answers for."""
        return self._todo_by_role[role]

    @cached_property
    def _todo_by_role(self) -> dict[str, Todo]:
        return {name: of_role(self.agreement, self.todo, name) for name in self.agreement.roles}

    @cached_property
    def feeds(self) -> tuple[Feed, ...]:
        """The calendars of the meetings: of everybody, of each party and of each role."""
        return tuple(find_feeds(self.agreement, *published(self.as_of)))

    @cached_property
    def links_of(self) -> dict[str, dict[Loc, tuple[str, str]]]:
        """What each document names, by document and by way: kind and id."""
        found: dict[str, dict[Loc, tuple[str, str]]] = {}
        for one in self.agreement.links:
            found.setdefault(one.document.name, {})[one.loc] = (one.kind, one.id)
        return found

    @cached_property
    def _named_by(self) -> dict[str, dict[str, Document]]:
        found: dict[str, dict[str, Document]] = {}
        for one in self.agreement.links:
            name = one.id if one.kind == "any" else f"{one.kind}/{one.id}"
            found.setdefault(name, {})[one.document.name] = one.document
        return found

    def named_by(self, document: Document) -> tuple[Document, ...]:
        """Give the documents that name this one."""
        return tuple(self._named_by.get(document.name, {}).values())

    @cached_property
    def by_path(self) -> dict[str, Document]:
        """Every document by its file."""
        return {document.path: document for document in self.agreement.documents}

    @cached_property
    def refused(self) -> dict[str, str]:
        """The files that a draft could not take as documents, with the paths of their pages."""
        taken = {self.path_of(document) for document in self.agreement.documents}
        found: dict[str, str] = {}
        for one in self.findings:
            path = one.place.path
            if path in found or path in self.by_path or path not in self.sources:
                continue
            kind, _, name = one.place.document.partition("/")
            page = f"{self.folder}{folder_of(kind)}/{name}.md" if kind and name else ""
            if not page or page in taken:
                page = f"{self.folder}files/{len(found) + 1}.md"
            found[path] = page
        return found

    def findings_at(self, path: str) -> tuple[Finding, ...]:
        """Give what a draft tells about a file."""
        return tuple(found for found in self.findings if found.place.path == path)

    def source_of(self, path: str) -> str:
        """Give the address where a file can be read, or nothing."""
        return f"{self.forge.source}{quote(path)}" if self.forge.source else ""

    def edit_of(self, path: str) -> str:
        """Give the address where a change of a file can be proposed, or nothing."""
        return f"{self.forge.edit}{quote(path)}" if self.forge.edit else ""
