"""The documents people write: one frozen model per kind."""

from __future__ import annotations

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
from partnership.documents.cadence import Cadence
from partnership.documents.calendar import Calendar
from partnership.documents.channel import Channel
from partnership.documents.escalation_path import EscalationPath
from partnership.documents.event_map import EventMap
from partnership.documents.goal import Goal
from partnership.documents.measurement import Measurement
from partnership.documents.metric import Metric
from partnership.documents.partnership import Partnership
from partnership.documents.relief import Relief
from partnership.documents.roles import Role, Roles
from partnership.documents.scope import Scope
from partnership.documents.sla import SLA
from partnership.documents.waiver import Waiver

KINDS: dict[str, type[Document]] = {
    "Partnership": Partnership,
    "Roles": Roles,
    "Scope": Scope,
    "Calendar": Calendar,
    "EventMap": EventMap,
    "Metric": Metric,
    "SLA": SLA,
    "Goal": Goal,
    "Cadence": Cadence,
    "EscalationPath": EscalationPath,
    "Channel": Channel,
    "Measurement": Measurement,
    "Relief": Relief,
    "Waiver": Waiver,
}
"""Every kind of document, in the order they are explained."""

__all__ = [
    "KINDS",
    "SLA",
    "Amendment",
    "Cadence",
    "Calendar",
    "Channel",
    "Commitment",
    "Document",
    "EscalationPath",
    "EventMap",
    "Goal",
    "Measurement",
    "Metric",
    "Model",
    "Origin",
    "Partnership",
    "Record",
    "Reference",
    "Relief",
    "Role",
    "Roles",
    "Scope",
    "Waiver",
    "pointer",
]
