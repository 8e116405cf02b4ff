"""Who does what with candidates' data, on which terms, with whose help, where, and for how long."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import Commitment, Model, RoleId, SLAId, amendable
from partnership.documents.vocabulary import Favours, Party
from partnership.values import Day, Duration, Id, Length, Text

ProcessingRole = Literal["controller", "processor", "joint controller", "independent controller"]
Article28Term = Literal[
    "subject matter and duration",
    "nature and purpose",
    "types of data",
    "categories of people",
    "rights of the controller",
    "documented instructions",
    "confidentiality",
    "security",
    "sub-processors",
    "rights of people",
    "assistance with Articles 32 to 36",
    "deletion or return",
    "audits",
]
"""What a contract with a processor says at least: the details, and (a) to (h) of Article 28(3) GDPR."""


class Records(Model):
    """Where each party keeps its record of the processing (Article 30)."""

    client: Text | None = None
    """The reference in the client's record: Article 30(1) of a controller, 30(2) of a processor."""
    provider: Text | None = None
    """The reference in the provider's record."""


class Activity(Model):
    """One thing that is done with people's data, and what each party is for it."""

    id: Id
    """A short name for it: `client-recruiting`."""
    title: Text | None = None
    """What people call it."""
    purpose: Text
    """What it is done for."""
    client: ProcessingRole | None = None
    """What the client is for it; nothing where it takes no part."""
    provider: ProcessingRole | None = None
    """What the provider is for it; nothing where it takes no part."""
    people: tuple[Text, ...] = Field(min_length=1)
    """Whose data: candidates, employees, referees."""
    categories: tuple[Text, ...] = Field(min_length=1)
    """Which data: contact details, curriculum vitae, interview notes."""
    lawful_basis: Text | None = None
    """On which ground, as the controller's counsel has it."""
    records: Records | None = None
    """Where it stands in each party's record of processing activities."""


class MissingTerm(Model):
    """That a term is not there, and who brings it."""

    because: Text
    """Why it is not there."""
    by: Day
    """The last day on which it is in time."""


class Term(Model):
    """One of the terms of Article 28(3): where it stands, what shows that it is lived, who looked."""

    term: Article28Term
    """Which of them."""
    clause: Text | None = None
    """Where it stands in the contract. The repository holds the register, not the text."""
    evidence: Text | None = None
    """What shows that it is lived."""
    reviewed_on: Day | None = None
    """The day it was last looked at."""
    review_every: Length | None = None
    """How often it is looked at."""
    owner: RoleId | None = None
    """Who looks; the client's owner of this document where none is written."""
    missing: MissingTerm | None = None
    """Where it is not there: why, and until when."""


class SubProcessor(Model):
    """Somebody whom the processor lets work on the data, and how the controller was told."""

    id: Id
    """A short name for it."""
    name: Text
    """The company's name."""
    service: Text
    """What it does."""
    location: Text
    """Where it does it: countries."""
    categories: tuple[Text, ...] = Field(min_length=1)
    """Which data it sees."""
    transfer: Id | None = None
    """The transfer by which data reaches it, by its id below; nothing where none leaves."""
    approval: Literal["general", "specific"]
    """`general`: the controller may object; `specific`: nothing before it says yes."""
    announced_on: Day
    """The day the controller was told."""
    notice: Length
    """How long after that it is not added."""
    objection_within: Length | None = None
    """How long after that the controller may object."""
    answer: Literal["no objection", "approved", "objected"] | None = None
    """What the controller said."""
    answered_on: Day | None = None
    """The day it said so."""
    added_on: Day | None = None
    """The day it first saw data."""
    reviewed_on: Day | None = None
    """The day it was last looked at."""
    review_every: Length | None = None
    """How often it is looked at."""
    owner: RoleId | None = None
    """Who looks and answers; the client's owner of this document where none is written."""


class Transfer(Model):
    """Data that leaves one legal area for another, and what allows it."""

    id: Id
    """A short name for it."""
    from_: Text = Field(alias="from")
    """Where it leaves."""
    to: Text
    """Where it goes."""
    mechanism: Literal[
        "adequacy decision",
        "standard contractual clauses",
        "international data transfer agreement",
        "binding corporate rules",
        "derogation",
    ]
    """What allows it; for the last three a transfer risk assessment belongs to it."""
    source: Text
    """The decision, or the clauses and their date."""
    expires_on: Day | None = None
    """The day it ends, where it does."""
    reviewed_on: Day | None = None
    """The day it was last looked at, with its risk assessment."""
    review_every: Length | None = None
    """How often it is looked at."""
    owner: RoleId | None = None
    """Who looks; the client's owner of this document where none is written."""


class LegalPeriod(Model):
    """A period that a law or an authority asks for, with its source."""

    id: Id
    """A short name for it: `equal-treatment-claims`."""
    period: Length
    """How long."""
    source: Text
    """Where that stands: the law, its section, or the authority's guidance."""


class Retention(Model):
    """How long something is kept in a country, and between which bounds."""

    id: Id
    """A short name for it: `germany-unsuccessful`."""
    country: Text
    """Where."""
    people: Text
    """Whose data: unsuccessful candidates, hires."""
    starts: Text
    """What it counts from: the last contact, the end of the procedure."""
    keep: Length
    """How long both parties keep it; then it is deleted or made anonymous."""
    minima: tuple[LegalPeriod, ...] = ()
    """The shortest that laws allow: nothing is deleted before."""
    maxima: tuple[LegalPeriod, ...] = ()
    """The longest that laws allow: nothing is kept after."""


class BreachClock(Model):
    """How soon somebody is told of a breach of personal data, on a clock that never pauses."""

    id: Id
    """A short name for it."""
    party: Party
    """Who tells."""
    whom: Literal["controller", "authority"]
    """Who is told."""
    within: Duration
    """How soon after the party became aware, in elapsed hours: nights and holidays count."""
    source: Text
    """Where that stands: the clause, or the article."""
    sla: SLAId | None = None
    """The promise that measures it, where there is one."""


class RequiredAttestation(Model):
    """What a group attests again and again: training, confidentiality."""

    id: Id
    """A short name for it."""
    topic: Text
    """What is attested, in the words of the `Attestation`."""
    party: Party
    """Whose people."""
    group: Text
    """Which of them, in the words of the `Attestation`."""
    every: Length
    """How often."""
    owner: RoleId
    """The role that attests."""


@amendable
class DataProtection(Commitment):
    """Who does what with candidates' data, on which terms, with whose help, where, and for how long."""

    kind: Literal["DataProtection"]
    """Always `DataProtection`."""
    contract: Id | None = None
    """The data-processing agreement, by its id in `contracts` of the Partnership."""
    activities: tuple[Activity, ...] = Field(min_length=1)
    """What is done with people's data, and what each party is for it."""
    terms: tuple[Term, ...] = ()
    """The register of Article 28(3): each of the minimum terms, or that it is missing."""
    sub_processors: tuple[SubProcessor, ...] = ()
    """Whom the processor lets work on the data."""
    transfers: tuple[Transfer, ...] = ()
    """Where data leaves a legal area, and what allows it."""
    retention: tuple[Retention, ...] = ()
    """How long data is kept, by country."""
    breach_clocks: tuple[BreachClock, ...] = ()
    """How soon somebody is told of a breach."""
    attestations: tuple[RequiredAttestation, ...] = ()
    """What is attested, by which group, how often."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: DataProtection
id: recruitment-data
title: Care with candidates' data
owners: {client: head-of-ta, provider: delivery-lead}
effective: {from: 2026-01-01}
activities:
  - id: client-recruiting
    purpose: Find, assess and offer for the client's openings.
    client: controller
    provider: processor
    people: [candidates]
    categories: [contact details, curriculum vitae, interview notes]
    lawful_basis: Article 6(1)(b) GDPR, steps before a contract
    records: {client: ROPA-HR-07, provider: ROPA-P-03}
  - id: talent-pool
    purpose: Tell people who agreed to it about later openings, of any client.
    provider: independent controller
    people: [former candidates]
    categories: [contact details]
    lawful_basis: Article 6(1)(a) GDPR, consent
terms:
  - {term: subject matter and duration, clause: DPA 1, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: nature and purpose, clause: DPA 2, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: types of data, clause: DPA 3, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: categories of people, clause: DPA 4, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: rights of the controller, clause: DPA 5, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: confidentiality, clause: DPA 7, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: security, clause: DPA 8, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: sub-processors, clause: DPA 9, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: rights of people, clause: DPA 10, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: assistance with Articles 32 to 36, clause: DPA 11, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: deletion or return, clause: DPA 12, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: documented instructions, clause: DPA 3.1, evidence: Instruction log, reviewed_on: 2026-01-15, review_every: 12 months}
  - {term: audits, missing: {because: The audit clause is being renegotiated., by: 2026-06-30}}
sub_processors:
  - id: tracking-system
    name: Example Tracking Ltd
    service: Hosts the tracking system
    location: Ireland
    categories: [contact details, curriculum vitae]
    approval: general
    announced_on: 2026-02-02
    notice: 30 calendar days
    objection_within: 14 calendar days
    answer: no objection
    answered_on: 2026-02-10
    added_on: 2026-03-09
transfers:
  - id: uk-to-eu
    from: United Kingdom
    to: European Economic Area
    mechanism: adequacy decision
    source: UK adequacy regulations for the EEA
retention:
  - id: germany-unsuccessful
    country: Germany
    people: unsuccessful candidates
    starts: the rejection
    keep: 6 months
    minima: [{id: claims, period: 2 months, source: "Section 15(4) AGG: claims within two months"}]
    maxima: [{id: guidance, period: 6 months, source: Guidance of the supervisory authorities}]
breach_clocks:
  - {id: to-the-client, party: provider, whom: controller, within: 24 elapsed hours, source: DPA 7.2}
  - {id: to-the-authority, party: client, whom: authority, within: 72 elapsed hours, source: Article 33(1) GDPR}
attestations:
  - {id: training, topic: privacy training, party: provider, group: Recruiters with access to the tracking system, every: 12 months, owner: delivery-lead}
"""
