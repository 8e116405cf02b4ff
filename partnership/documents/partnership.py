"""The partnership itself: who the two parties are, what they want, and for how long."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import Commitment, Model, RoleId, amendable
from partnership.documents.vocabulary import Favours, Stage
from partnership.values import Currency, Day, Duration, Id, One, Text, Zone


class PartyDetails(Model):
    """One of the two companies."""

    name: Text
    """The company's name as the contract has it."""
    domains: tuple[Text, ...] = ()
    """Its mail domains; addresses outside them are treated as personal data."""


class Parties(Model):
    """The two companies."""

    client: PartyDetails
    """The company that hires."""
    provider: PartyDetails
    """The recruitment-process-outsourcing provider."""


class Contract(Model):
    """A signed paper that this agreement stands beside."""

    id: Id
    """A short name for it."""
    title: Text
    """What it is called."""
    reference: Text | None = None
    """The number or name under which both sides file it."""
    dated: Day | None = None
    """The day it was signed."""


class Principle(Model):
    """A guiding principle and what it means in practice."""

    id: Id
    """A short name for it: `reciprocity`."""
    principle: Text
    """The principle in a sentence."""
    we_will: Text
    """What both sides do because of it."""
    we_will_not: Text
    """What both sides leave undone because of it."""


class StatementOfIntent(Model):
    """Why the two companies work together."""

    vision: Text
    """Where both want to be."""
    outcomes: tuple[Text, ...]
    """What will be true when it works."""
    guiding_principles: tuple[Principle, ...] = ()
    """What both hold to when the text does not say."""


class Term(Model):
    """How long the agreement runs."""

    from_: Day = Field(alias="from")
    """The first day."""
    to: Day | None = None
    """The last day; open where it is not written."""
    notice: Duration | None = None
    """How long before the end either side gives notice."""


class EventTableNames(Model):
    """What a database calls one event table."""

    table: Text | None = None
    """The table's name there, with its schema: `hr.openings`; ours where it is not written."""
    columns: dict[Text, Text] = {}
    """Our columns by name, each with its name there: `opened_at: opened_ts`; the others bear ours."""


class EventPlace(Model):
    """Where events live. Rows stay there; only counts come here."""

    at: Text | None = None
    """A folder, `duckdb:FILE`, `postgresql://HOST/DATABASE`, `spark:CATALOG.SCHEMA` or `sc://HOST:PORT`.

    `data/events` beside `partnership/` where it is not written. A password never stands here: the
    environment variable PARTNERSHIP_EVENTS holds an address with secrets, and wins.
    """
    tables: dict[Text, EventTableNames] = {}
    """Our event tables by name, where a database calls them or their columns otherwise."""


class Disputes(Model):
    """How long a measurement may be contested, and how soon that is decided."""

    raised_within: Duration
    """A measurement is contested so long after it is known; later disputes do not count."""
    decided_within: Duration | None = None
    """A dispute is decided so long after it is raised."""


class Signatories(Model):
    """The roles that may bind their company."""

    client: tuple[RoleId, ...]
    """The client's roles."""
    provider: tuple[RoleId, ...]
    """The provider's roles."""


@amendable
class Partnership(Commitment):
    """The partnership itself: who the two parties are, what they want, and for how long."""

    kind: Literal["Partnership"]
    """Always `Partnership`."""
    format: One
    """The version of the document format; 1."""
    parties: Parties
    """The client and the provider."""
    time_zone: Zone
    """The time zone of documents that name no calendar."""
    currency: Currency
    """The currency of fees and credits."""
    languages: tuple[Text, ...] = ()
    """The languages the two sides work in."""
    term: Term
    """How long the agreement runs."""
    contracts: tuple[Contract, ...] = ()
    """The signed papers this agreement stands beside."""
    order_of_precedence: tuple[Id, ...] = ()
    """Which paper wins where two differ, the strongest first: ids of `contracts`, `repository`."""
    statement_of_intent: StatementOfIntent | None = None
    """Why the two companies work together."""
    lifecycle_stage: Stage | None = None
    """Where the relationship stands (ISO 44001:2017)."""
    authorised_signatories: Signatories
    """The roles that may bind their company."""
    events: EventPlace | None = None
    """Where events live, and what a database of theirs calls its tables and columns."""
    measured_within: Duration
    """How long after a period's end (or its maturity) its measurements are due."""
    disputes: Disputes | None = None
    """How long a measurement may be contested; at any time where it is not written."""
    change_notice: Duration | None = None
    """How long before a change begins it is proposed; none is agreed where it is not written."""
    symmetry: int = Field(default=3, ge=1, le=100)
    """How many times what the other owes one party may owe before it is noted."""


FAVOURS: Favours = {
    "neither": (
        "format",
        "languages",
        "lifecycle_stage",
        "events",
        "parties.client.domains",
        "parties.provider.domains",
    ),
    "needs reading": ("",),
}

EXAMPLE = """\
kind: Partnership
id: harbour-northlight
title: Harbour Foods and Northlight Talent
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
format: 1
parties:
  client: {name: Harbour Foods, domains: [client.example]}
  provider: {name: Northlight Talent, domains: [provider.example]}
time_zone: Europe/London
currency: GBP
term: {from: 2026-01-01, to: 2028-12-31, notice: 6 months}
authorised_signatories: {client: [vendor-manager], provider: [account-director]}
measured_within: 5 business days
disputes: {raised_within: 10 business days, decided_within: 20 business days}
"""
