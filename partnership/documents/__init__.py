"""The documents people write: one frozen model per kind, each imported when it is first asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from partnership.documents.base import (
    Amendment,
    Commitment,
    Document,
    Model,
    Origin,
    Record,
    Reference,
    pointer,
)

if TYPE_CHECKING:
    from partnership.documents.attestation import Attestation
    from partnership.documents.automated_tool import AutomatedTool
    from partnership.documents.cadence import Cadence
    from partnership.documents.calendar import Calendar
    from partnership.documents.change_request import ChangeRequest
    from partnership.documents.channel import Channel
    from partnership.documents.close import Close
    from partnership.documents.commercials import Commercials
    from partnership.documents.corrective_action import CorrectiveAction
    from partnership.documents.crisis_plan import CrisisPlan
    from partnership.documents.crisis_record import CrisisRecord
    from partnership.documents.culture import Culture
    from partnership.documents.data_protection import DataProtection
    from partnership.documents.disclosure import Disclosure
    from partnership.documents.disclosure_record import DisclosureRecord
    from partnership.documents.dispute import Dispute
    from partnership.documents.escalation import Escalation
    from partnership.documents.escalation_path import EscalationPath
    from partnership.documents.event_map import EventMap
    from partnership.documents.exit_plan import ExitPlan
    from partnership.documents.goal import Goal
    from partnership.documents.hiring_plan import HiringPlan
    from partnership.documents.improvement import Improvement
    from partnership.documents.incident import Incident
    from partnership.documents.invoice import Invoice
    from partnership.documents.measurement import Measurement
    from partnership.documents.meeting_record import MeetingRecord
    from partnership.documents.metric import Metric
    from partnership.documents.partnership import Partnership
    from partnership.documents.relief import Relief
    from partnership.documents.responsibilities import Responsibilities
    from partnership.documents.risk import Risk
    from partnership.documents.roles import Role, Roles
    from partnership.documents.scope import Scope
    from partnership.documents.sla import SLA
    from partnership.documents.survey import Survey
    from partnership.documents.survey_result import SurveyResult
    from partnership.documents.transition_plan import TransitionPlan
    from partnership.documents.waiver import Waiver

MODULES: dict[str, str] = {
    "Partnership": "partnership",
    "Roles": "roles",
    "Scope": "scope",
    "Calendar": "calendar",
    "EventMap": "event_map",
    "Metric": "metric",
    "SLA": "sla",
    "Goal": "goal",
    "Commercials": "commercials",
    "Cadence": "cadence",
    "EscalationPath": "escalation_path",
    "Channel": "channel",
    "MeetingRecord": "meeting_record",
    "Responsibilities": "responsibilities",
    "DataProtection": "data_protection",
    "AutomatedTool": "automated_tool",
    "Survey": "survey",
    "Disclosure": "disclosure",
    "Culture": "culture",
    "CrisisPlan": "crisis_plan",
    "HiringPlan": "hiring_plan",
    "Risk": "risk",
    "Improvement": "improvement",
    "TransitionPlan": "transition_plan",
    "ExitPlan": "exit_plan",
    "Measurement": "measurement",
    "Relief": "relief",
    "Invoice": "invoice",
    "Dispute": "dispute",
    "CorrectiveAction": "corrective_action",
    "SurveyResult": "survey_result",
    "DisclosureRecord": "disclosure_record",
    "Attestation": "attestation",
    "Incident": "incident",
    "Escalation": "escalation",
    "CrisisRecord": "crisis_record",
    "ChangeRequest": "change_request",
    "Close": "close",
    "Waiver": "waiver",
}
"""Every kind of document and its module, in the order they are explained."""


class Kinds(Mapping[str, type[Document]]):
    """The model of each kind; making all of them takes longer than a hook should."""

    def __getitem__(self, kind: str) -> type[Document]:
        """Give the model of a kind, whose module is imported now."""
        return _model(kind)

    def __contains__(self, kind: object) -> bool:
        """Whether there is such a kind; nothing is imported for it."""
        return kind in MODULES

    def __iter__(self) -> Iterator[str]:
        """Name the kinds in the order they are explained."""
        return iter(MODULES)

    def __len__(self) -> int:
        """Count the kinds."""
        return len(MODULES)


@cache
def _model(kind: str) -> type[Document]:
    found: type[Document] = getattr(import_module(f"{__name__}.{MODULES[kind]}"), kind)
    return found


KINDS: Mapping[str, type[Document]] = Kinds()
"""The model of every kind of document, in the order they are explained."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - as the language has it
    """Import what is asked for by name: `from partnership.documents import SLA`."""
    if name in MODULES:
        return KINDS[name]
    if name == "Role":
        return import_module(f"{__name__}.roles").Role
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)


__all__ = [
    "KINDS",
    "SLA",
    "Amendment",
    "Attestation",
    "AutomatedTool",
    "Cadence",
    "Calendar",
    "ChangeRequest",
    "Channel",
    "Close",
    "Commercials",
    "Commitment",
    "CorrectiveAction",
    "CrisisPlan",
    "CrisisRecord",
    "Culture",
    "DataProtection",
    "Disclosure",
    "DisclosureRecord",
    "Dispute",
    "Document",
    "Escalation",
    "EscalationPath",
    "EventMap",
    "ExitPlan",
    "Goal",
    "HiringPlan",
    "Improvement",
    "Incident",
    "Invoice",
    "Measurement",
    "MeetingRecord",
    "Metric",
    "Model",
    "Origin",
    "Partnership",
    "Record",
    "Reference",
    "Relief",
    "Responsibilities",
    "Risk",
    "Role",
    "Roles",
    "Scope",
    "Survey",
    "SurveyResult",
    "TransitionPlan",
    "Waiver",
    "pointer",
]
