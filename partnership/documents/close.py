"""The record that seals a month: its terms, its measurements and its verdicts; never changed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from partnership.documents.base import Model, Record
from partnership.documents.vocabulary import Favours, Owing, Party
from partnership.values import Currency, Day, Exact, Id, Level, Month, Period, Text
from partnership.values.identifiers import CloseId, Digest, DocumentName, MeasurementId

SealedStatus = Literal[
    "met",
    "expected missed",
    "minimum missed",
    "baselining",
    "insufficient data",
    "excused",
    "not measured",
]


class Predecessor(Model):
    """The Close before, by its content."""

    id: CloseId
    """Its id."""
    digest: Digest
    """The SHA-256 of all that stands in it."""


class LeftOpen(Model):
    """A window that ends with the month and is judged later, because its subjects mature."""

    sla: Id
    """The SLA."""
    period: Period
    """The window."""
    due: Day
    """The last day on which its measurement is in time."""


class SealedVerdict(Model):
    """One SLA judged for one window and one row of its targets."""

    sla: Id
    """The SLA."""
    period: Period
    """The window that ends with the month: a month, a quarter, a year."""
    segment: Id
    """The row of `targets`."""
    from_: Day | None = Field(default=None, alias="from")
    """The first day of its part, where terms change inside the window."""
    to: Day | None = None
    """The last day of its part."""
    owed_by: Owing
    """Who owes it."""
    status: SealedStatus
    """What is said of the promise."""
    reason: Text
    """Why, in a sentence."""
    decided_by: Text
    """What decided: `band`, `low volume`, `chronic`, `gate`, …"""
    value: Exact | None = None
    """The exact value; a share lies between 0 and 1."""
    numerator: int | None = None
    """What counts."""
    denominator: int | None = Field(default=None, ge=0)
    """Out of what."""
    n: int | None = Field(default=None, ge=0)
    """How many subjects there are."""
    amount: Exact | None = None
    """What quantities add up to, where the value is made of them."""
    per: Exact | None = None
    """What the amount is divided by."""
    expected: Level | None = None
    """What was promised."""
    minimum: Level | None = None
    """Below it the promise was broken."""
    pooled: tuple[Period, ...] = ()
    """The earlier periods whose counts were judged together with this one's."""
    measurement: MeasurementId | None = None
    """The measurement that was judged."""


class SealedLine(Model):
    """One amount of an account."""

    section: Literal["credit", "returned", "bonus", "gain share"]
    """What it is: a credit, or what is given back or earned."""
    category: Id
    """The category, the bonus or the gain share."""
    slas: tuple[Id, ...] = ()
    """The promises it rests on."""
    state: Literal[
        "due", "not determined", "suspended", "upheld", "waived", "one event", "disputed"
    ]
    """What becomes of it; only what is `due` or `upheld` is part of what is owed."""
    amount: Exact | None = None
    """The exact amount, or as it was rounded where each line is; none where it is not known."""


class SealedAccount(Model):
    """What one party owes the other for an invoice period, as it stood when the month was closed."""

    commercials: Id
    """The Commercials."""
    period: Period
    """The invoice period."""
    owed_by: Party
    """Who owes the credits."""
    currency: Currency
    """The currency of every amount."""
    charges: Exact | None = None
    """What credits are a share of; none where it is not known."""
    total: Exact
    """The credits that count, before any cap."""
    payable: Exact
    """What is left of them after caps and rounding."""
    returned: Exact
    """What is earned back of earlier credits."""
    earned: Exact
    """What the other party owes for bonus and gain share."""
    lines: tuple[SealedLine, ...] = ()
    """Every amount, also one that is not determined; a promise that costs nothing has none."""


class SealedTerms(Model):
    """A document as it stood when the month was closed."""

    document: DocumentName
    """`Kind/id`."""
    digest: Digest
    """The SHA-256 that names exactly these terms."""
    canonical: Text
    """What was written, in canonical form."""


class Close(Record):
    """The record that seals a month: its terms, its measurements and its verdicts; never changed."""

    kind: Literal["Close"]
    """Always `Close`."""
    id: CloseId
    """The month, with `-r1` for its first correction."""
    period: Month
    """The month that is closed, and with it every window that ends with it."""
    previous: Predecessor | None = None
    """The last Close before this one, corrections included; the first has none."""
    because: Text | None = None
    """Why it is corrected."""
    known: Day
    """The day up to which records were looked at: that of the latest of them."""
    unmeasured_because: Text | None = None
    """Why it is closed though something is not measured."""
    verdicts: tuple[SealedVerdict, ...]
    """Every verdict that is sealed."""
    left_open: tuple[LeftOpen, ...] = ()
    """Windows that a later Close seals, when they are measured."""
    measurements: dict[Text, Digest]
    """Every measurement that was judged, by its SHA-256."""
    reliefs: dict[Text, Digest] = Field(default_factory=dict)
    """Every relief that the measurements used, by its SHA-256."""
    credits: tuple[SealedAccount, ...] = ()
    """Every account whose invoice period ends with the month, or that a verdict sealed here changes."""
    terms: tuple[SealedTerms, ...] = Field(min_length=1)
    """Every document that the verdicts and the credits rest on, as it stood."""
    closed_with: Text | None = None
    """The version of the tool."""


FAVOURS: Favours = {"neither": ("",)}

EXAMPLE = """\
kind: Close
id: 2026-03
period: 2026-03
previous:
  id: 2026-02
  digest: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
known: 2026-04-08
verdicts:
  - {sla: time-to-fill, period: 2026-03, segment: standard, owed_by: provider, status: expected missed, reason: "82.61% (19/23) is below the expected 90%, though at least the minimum 80%", decided_by: band, value: 19/23, numerator: 19, denominator: 23, n: 23, expected: 90%, minimum: 80%, measurement: time-to-fill.2026-03}
measurements:
  time-to-fill.2026-03: f305494807f549aa6950a11aec3ed32140db7fd56fa419f962ffed9f52e77715
terms:
  - document: Scope/scope
    digest: 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
    canonical: '{"dimensions":[],"effective":{"from":"2026-01-01"},"id":"scope","kind":"Scope"}'
"""
