"""Where the handbook's pages stand: paths of Markdown files, from the site's top."""

from __future__ import annotations

import re

from partnership.agreement import Agreement
from partnership.documents import KINDS, Document

FOLDERS = {
    "Partnership": "agreement",
    "Calendar": "calendars",
    "Metric": "metrics",
    "SLA": "promises",
    "Goal": "goals",
    "Commercials": "credits",
    "Cadence": "meetings",
    "EscalationPath": "escalation",
    "Channel": "channels",
    "MeetingRecord": "minutes",
    "Responsibilities": "responsibilities",
    "AutomatedTool": "automated-tools",
    "Attestation": "attestations",
    "Incident": "incidents",
    "Survey": "surveys",
    "SurveyResult": "survey-results",
    "CrisisPlan": "crisis",
    "HiringPlan": "forecasts",
    "CrisisRecord": "crises",
    "Escalation": "escalations",
    "Disclosure": "disclosures",
    "DisclosureRecord": "told",
    "Measurement": "measurements",
    "Invoice": "invoices",
    "Dispute": "disputes",
    "CorrectiveAction": "corrective-actions",
    "ChangeRequest": "change-requests",
    "Risk": "risks",
    "Improvement": "improvements",
    "ExitPlan": "exit",
    "TransitionPlan": "transition",
    "Close": "closes",
    "Waiver": "waivers",
}
"""Where the documents of a kind stand; of a kind that is not here it is the kind's own words."""
ALWAYS = ("index.md", "scorecard/index.md", "glossary.md", "changes.md", "todo/index.md")
"""The pages that every handbook has."""
RESERVED = ("scorecard", "files", "findings")
"""The first part of the paths of pages that come and go with periods and findings."""


def folder_of(kind: str) -> str:
    """Name the folder of a kind's pages: `ChangeRequest` is `change-request`."""
    return FOLDERS.get(kind) or re.sub(r"(?<=[a-z])(?=[A-Z])", "-", kind).lower()


def page_of(document: Document) -> str:
    """Give the path of a document's page."""
    return f"{folder_of(document.kind)}/{document.id}.md"


def index_of(kind: str) -> str:
    """Give the path of the page that lists a kind."""
    return f"{folder_of(kind)}/index.md"


def todo_of(role: str) -> str:
    """Give the path of the page of what a seat owes."""
    return f"todo/{role}.md"


def generated(agreement: Agreement) -> frozenset[str]:
    """Name every page that an agreement's handbook has, but those of periods and of drafts."""
    kinds = {index_of(kind) for kind, model in KINDS.items() if agreement.of(model)}
    seats = (todo_of(role) for role in agreement.roles)
    pages = (page_of(document) for document in agreement.documents)
    return frozenset((*ALWAYS, *kinds, *seats, *pages))
