"""How one tracking system's exports are read: which columns, and which words mean what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from partnership.documents.base import Commitment, Model, Reference, amendable
from partnership.documents.vocabulary import Favours, HiringStage, Party
from partnership.values import Id, Text, Zone

EventMapId = Annotated[Id, Reference("EventMap", "client-greenhouse")]

System = Literal["greenhouse", "lever", "ashby", "csv"]
StageEvent = Literal[
    "acknowledged",
    "contacted",
    "candidate replied",
    "screened",
    "submitted to client",
    "client advanced",
    "client declined",
    "disposition sent",
]
CloseReason = Literal["filled", "cancelled by client", "cancelled", "frozen", "duplicate"]
SourceCategory = Literal[
    "inbound", "sourced", "referral", "agency", "internal", "campus", "talent pool"
]
RequisitionColumn = Literal[
    "job_family",
    "level",
    "location",
    "country",
    "business_unit",
    "urgency",
    "req_type",
    "employment_type",
    "in_scope",
    "target_start",
    "hm_group",
    "recruiter_group",
]
"""What a requisition may say of itself; groups stand for people."""
WordList = Literal["stages", "sources", "close reasons", "reasons"]
EventTable = Literal[
    "requisition",
    "opening",
    "req_event",
    "application",
    "app_event",
    "interview",
    "feedback",
    "approval",
    "offer",
    "hire",
    "qoh_aggregate",
    "survey_aggregate",
    "diversity_aggregate",
    "cost_entry",
    "capacity",
    "forecast",
    "attestation",
    "relief_subject",
]
Actor = Literal["client", "provider", "candidate", "system"]


class LookUp(Model):
    """Another table of the export that says what a key stands for."""

    table: Id
    """The table, by its id in `tables`."""
    by: Text
    """The column there that holds the key."""
    take: Text
    """The column there that holds the answer."""


class Value(Model):
    """Where one value comes from: a column and what its words mean, or one word for all."""

    column: Text | None = None
    """The export's column; in JSON a path such as `custom_fields.level` or `departments.0.name`."""
    always: Text | None = None
    """One word for every row; for what the system does not know."""
    looked_up: LookUp | None = None
    """Where the column holds a key: the table that says what it stands for."""
    words: dict[Text, Text] = {}
    """The column's words, each with ours. Upper and lower case are the same."""
    words_of: WordList | None = None
    """A list of this map that has the words."""
    as_written: tuple[Text, ...] | bool = False
    """Words that are taken as they stand; `true` takes all, which suits a column of fixed choices."""
    otherwise: Text | None = None
    """Our word for every other word, and for none; without it such a row is set aside and counted."""
    as_: Text | None = Field(default=None, alias="as")
    """How a day or time is written: `DD/MM/YYYY`, `MM/DD/20YY HH:mm`, `epoch ms`. Without it: ISO 8601."""
    time_zone: Zone | None = None
    """The zone of its days, and of times that name none."""
    counts_as: Literal["start of day", "end of day"] | None = None
    """Which moment a day stands for where a moment is asked for; without it the day is left out."""


class Times(Model):
    """How one column of a known system writes days and times."""

    column: Text
    """The table and its field, as `partnership import SYSTEM --list` prints them: `offer.extended_at`."""
    table: Text | None = None
    """Only in this table of the system, where its tables differ: `webhook: offer`."""
    as_: Text | None = Field(default=None, alias="as")
    """How it is written: `DD/MM/YYYY`, `MM/DD/20YY HH:mm`, `epoch ms`. Without it: ISO 8601."""
    time_zone: Zone | None = None
    """The zone of its days, and of times that name none."""
    counts_as: Literal["start of day", "end of day"] | None = None
    """Which moment a day stands for where a moment is asked for; without it the day is left out."""


class Table(Model):
    """One table of an export, and what its rows say."""

    id: Id
    """A short name."""
    files: tuple[Text, ...]
    """Which files hold it: `history.csv`, `openings-*.csv`."""
    gives: EventTable | None = None
    """The event table its rows become; none where it is only looked up in."""
    each: Text | None = None
    """In JSON: the list within an object whose items are the rows; `^.id` is then the object's own."""
    columns: dict[Text, Text | Value] = {}
    """Each column of the event table, with the export's column or how its value is made."""
    recorded_at: Text | Value | None = None
    """When the system took the row down; without it, the moment of the import."""
    only: dict[Text, Text | tuple[Text, ...]] = {}
    """Only rows with these words in these columns are read."""
    key: tuple[Text, ...] = ()
    """For events without an id: the columns that tell one from another."""
    when_changed: Text | None = None
    """With dated exports: one event for each change of this column, dated by the export's day."""


@amendable
class EventMap(Commitment):
    """How one tracking system's exports are read: which columns, and which words mean what."""

    kind: Literal["EventMap"]
    """Always `EventMap`."""
    system: System
    """The system the exports come from; `csv` is any other, described by `tables`."""
    time_zone: Zone
    """The zone of days, and of times that name none."""
    ids_of: EventMapId | None = None
    """Another map whose ids these are: a list of holds beside the tracking system's own export."""
    reads: tuple[Text, ...] = ()
    """The system's tables that are read; all that `partnership import SYSTEM --list` prints where empty."""
    requisition: dict[RequisitionColumn, Text | Value] = {}
    """Where a requisition's job family, level, location and the like come from."""
    stages: dict[Text, HiringStage] = {}
    """The system's stages, each with ours. A stage that is not listed is counted and set aside."""
    events: dict[Text, StageEvent | tuple[StageEvent, ...]] = {}
    """What else entering one of the system's stages means: `CV sent: submitted to client`."""
    sources: dict[Text, SourceCategory] = {}
    """Where applications come from: the system's sources, each with ours."""
    sourced_by: dict[Text, Party] = {}
    """Whose work a source is, where it is one party's."""
    close_reasons: dict[Text, CloseReason] = {}
    """Why openings close: the system's reasons, each with ours."""
    reasons: dict[Text, Id] = {}
    """Why people are rejected or decline: the system's reasons, each with a code of ours."""
    statuses: dict[Text, dict[Text, Text]] = {}
    """More words of a system's field, by its name: `offer.outcome: {signed by both: accepted}`."""
    parties: dict[Text, Actor] = {}
    """Who acts in an event, where it is not the usual one: `stage entered: client`."""
    times: tuple[Times, ...] = ()
    """Columns of a known system that write days and times in a way of their own."""
    tables: tuple[Table, ...] = ()
    """The export's tables, for the system `csv` and for what a known system lacks."""
    known_gaps: tuple[Text, ...] = ()
    """What the system does not record, so that nobody looks for it."""


FAVOURS: Favours = {"needs reading": ("",)}

EXAMPLE = """\
kind: EventMap
id: client-greenhouse
title: How the client's Greenhouse is read
owners: {client: ta-ops-lead, provider: delivery-lead}
effective: {from: 2026-01-01}
system: greenhouse
time_zone: Europe/London
requisition:
  job_family: {column: department, words: {Product & Engineering: engineering, Sales: sales}}
  level: {column: custom_fields.employee_level, as_written: [IC1, IC2, M1], otherwise: other}
  location: {column: office, as_written: true}
  country: {always: GB}
  urgency: {column: custom_fields.priority, words: {"Yes": critical}, otherwise: standard}
  req_type: {always: new}
  in_scope: {always: yes}
stages:
  Application Review: new
  Recruiter Phone Screen: screen
  CV sent: client review
  Face to Face: interview
  Offer: offer
events:
  CV sent: submitted to client
  Face to Face: client advanced
sources: {Company website: inbound, Recruiter research: sourced, Referral: referral}
sourced_by: {Recruiter research: provider}
close_reasons: {Hired: filled, Position cancelled: cancelled by client, On hold: frozen}
times:
  - {column: offer.extended_at, as: YYYY-MM-DD, counts_as: end of day}
known_gaps:
  - Holds are not recorded; they come from the monthly list of holds.
"""
