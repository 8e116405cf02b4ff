"""The enumerated words of documents; output writes the same words in snake_case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Party = Literal["client", "provider"]
Owing = Literal["client", "provider", "both"]
Tier = Literal["day to day", "operational", "tactical", "strategic", "executive"]
Window = Literal["month", "quarter", "year", "12 months"]
PlacedBy = Literal["start", "stop", "due date", "open at the end"]
Direction = Literal["lower is better", "higher is better"]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Stage = Literal[
    "operational awareness",
    "knowledge",
    "internal assessment",
    "partner selection",
    "working together",
    "value creation",
    "staying together",
    "exit strategy activation",
]
"""The eight stages of ISO 44001:2017."""

MetricType = Literal["duration", "ratio", "count", "score", "cost", "index"]
MetricUnit = Literal[
    "calendar days",
    "business days",
    "business hours",
    "elapsed hours",
    "elapsed minutes",
    "percent",
    "x to 1",
    "points",
    "score",
    "currency",
    "count",
]
Subject = Literal[
    "opening",
    "requisition",
    "application",
    "interview",
    "feedback",
    "approval",
    "offer",
    "hire",
    "survey response",
    "event",
]
Event = Literal[
    "requisition submitted",
    "requisition approved",
    "requisition rejected",
    "requisition assigned",
    "intake scheduled",
    "intake completed",
    "posted",
    "unposted",
    "scope changed",
    "reopened",
    "cancelled",
    "opening opened",
    "opening closed",
    "applied",
    "acknowledged",
    "contacted",
    "candidate replied",
    "screened",
    "submitted to client",
    "client advanced",
    "client declined",
    "stage entered",
    "rejected by organisation",
    "withdrew",
    "disposition sent",
    "hired",
    "slots requested",
    "slots provided",
    "interview confirmed",
    "interview started",
    "interview ended",
    "feedback submitted",
    "approval requested",
    "approval decided",
    "approval given",
    "offer drafted",
    "offer extended",
    "offer accepted",
    "offer decided",
    "employee started",
    "employee left",
    "guarantee ended",
    "event occurred",
    "event recorded",
]
HiringStage = Literal[
    "new",
    "screen",
    "submitted",
    "client review",
    "interview",
    "assessment",
    "offer",
    "background",
    "hired",
    "rejected",
    "withdrawn",
]
Exclusion = Literal[
    "evergreen",
    "pipeline",
    "confidential",
    "internal moves",
    "cancelled by client",
    "cancelled",
    "duplicate",
    "frozen",
    "not required",
    "agency",
    "referral",
    "redundancy",
    "no guarantee",
]
Pause = Literal[
    "hold",
    "scope change",
    "candidate requested delay",
    "client dependency",
    "provider dependency",
    "force majeure",
]
Outcome = Literal[
    "accepted",
    "declined",
    "expired",
    "rescinded by employer",
    "withdrawn by candidate",
    "pending",
    "filled",
    "open",
    "cancelled by client",
    "cancelled",
    "completed",
    "no show",
    "approved",
    "rejected",
    "advanced",
    "submitted",
    "started",
    "never started",
    "employed",
    "left",
]
Quantity = Literal[
    "hires",
    "starts",
    "offers extended",
    "candidates interviewed",
    "candidates submitted",
    "openings opened",
    "openings filled",
    "openings open on average",
    "internal cost",
    "external cost",
    "agency cost",
    "comparable cost",
    "first-year pay",
    "recruiter capacity",
    "forecast openings",
    "survey responses",
    "survey invitations",
    "attested",
    "attestations required",
    "required fields",
    "required fields filled",
]
"""What can be added up over a period; what each of them is stands in the page of choices."""
Precision = Literal["second", "minute", "day"]
EXACTNESS: tuple[Precision, ...] = ("day", "minute", "second")
"""How exact an instant is, from the least to the most."""
ReliefType = Literal[
    "hold",
    "candidate requested delay",
    "client dependency",
    "provider dependency",
    "force majeure",
    "scope change",
    "volume outside band",
    "crisis",
]
Favour = Literal["owing party", "other party", "client", "provider", "neither", "needs reading"]
"""Whom a larger number, a longer list or a value where there was none favours."""
Favours = Mapping[Favour, tuple[str, ...]]
"""The ways to a kind's fields by whom more of them favours; see `partnership.documents.favours`."""
Order = Mapping[str, tuple[str, ...]]
"""The words of enumerated fields by way, from the least to the most."""
DataClass = Literal["public", "internal", "confidential", "personal"]


def snake(word: str) -> str:
    """Write a document's word as output writes it: `due date` becomes `due_date`."""
    return word.replace(" ", "_")
