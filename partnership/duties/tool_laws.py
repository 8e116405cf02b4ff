"""What laws on automated hiring tools ask to have, from which day, and where that stands.

These are days and duties as they were told in public sources by August 2026, and no legal advice: counsel
confirms which of them hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from partnership.documents import AutomatedTool
from partnership.documents.automated_tool import Law
from partnership.duties.expiries import AUDIT_HOLDS
from partnership.duties.retention import can_outlast, end_of
from partnership.values.durations import Span

ALWAYS = date.min
"""Where the law is in force already and its first day does not matter any more."""


@dataclass(frozen=True, slots=True)
class LegalDuty:
    """One thing that a law asks a tool's register to have."""

    law: Law
    field: str
    """The field that shows it."""
    what: str
    from_: date
    source: str
    is_there: Callable[[AutomatedTool, date], bool]
    """Whether a tool's register shows it on a day."""
    told_apart: bool = False
    """Whether a check of its own tells that it is missing."""


def find_missing(tool: AutomatedTool, as_of: date) -> Iterator[LegalDuty]:
    """Yield what the tool's laws ask for and the register does not show, whenever it is asked from."""
    for duty in DUTIES:
        if duty.law in tool.laws and not duty.told_apart and not duty.is_there(tool, as_of):
            yield duty


def is_audited(tool: AutomatedTool, as_of: date) -> bool:
    """Whether an independent audit with a published summary carries a tool on a day."""
    audit = tool.audit
    if audit is None or not audit.independent or audit.summary is None:
        return False
    return audit.on <= as_of <= end_of(audit.on, AUDIT_HOLDS)


def _lasts(span: Span | None, at_least: Span) -> bool:
    return span is not None and not can_outlast(at_least, span)


OMNIBUS = (
    "Annex III(4) and Article 26; moved from 2 August 2026 by the Digital Omnibus, as the Council signed it "
    "off on 29 June 2026"
)
DUTIES: tuple[LegalDuty, ...] = (
    LegalDuty(
        "NYC Local Law 144",
        "audit",
        "an independent audit for bias at most one year old, with its summary published",
        ALWAYS,
        "6 RCNY 5-301 to 5-303",
        lambda tool, day: not tool.employment_decision_tool or is_audited(tool, day),
        told_apart=True,
    ),
    LegalDuty(
        "NYC Local Law 144",
        "notice",
        "a notice to candidates at least 10 business days before use",
        ALWAYS,
        "6 RCNY 5-304",
        lambda tool, _: not tool.employment_decision_tool or tool.notice is not None,
    ),
    LegalDuty(
        "EU AI Act",
        "notice",
        "telling people that they deal with such a tool",
        date(2026, 8, 2),
        "Article 50",
        lambda tool, _: tool.notice is not None,
    ),
    LegalDuty(
        "EU AI Act",
        "oversight",
        "a role that oversees the tool and can overrule it",
        date(2027, 12, 2),
        OMNIBUS,
        lambda tool, _: not tool.high_risk or tool.oversight is not None,
    ),
    LegalDuty(
        "EU AI Act",
        "logs_kept",
        "logs that are kept for at least 6 months",
        date(2027, 12, 2),
        OMNIBUS,
        lambda tool, _: not tool.high_risk or _lasts(tool.logs_kept, Span(6, "months")),
    ),
    LegalDuty(
        "EU AI Act",
        "workers_informed_on",
        "telling workers and their representatives",
        date(2027, 12, 2),
        OMNIBUS,
        lambda tool, _: not tool.high_risk or tool.workers_informed_on is not None,
    ),
    LegalDuty(
        "UGESP",
        "impact_records",
        "records of the tool's effect on groups",
        ALWAYS,
        "29 CFR 1607.4",
        lambda tool, _: tool.impact_records is not None,
    ),
    LegalDuty(
        "Illinois HB 3773",
        "notice",
        "a notice that the tool is used",
        date(2026, 1, 1),
        "Illinois Human Rights Act as amended by HB 3773",
        lambda tool, _: tool.notice is not None,
    ),
    LegalDuty(
        "Colorado SB 26-189",
        "notice",
        "a notice that the tool is used",
        date(2027, 1, 1),
        "SB 26-189, which re-enacted SB 24-205; one source only",
        lambda tool, _: tool.notice is not None,
    ),
    LegalDuty(
        "Colorado SB 26-189",
        "explanation",
        "an explanation and a person who looks again",
        date(2027, 1, 1),
        "SB 26-189, which re-enacted SB 24-205; one source only",
        lambda tool, _: tool.explanation is not None,
    ),
    LegalDuty(
        "California FEHA",
        "retention",
        "data of automated decisions that is kept for 4 years",
        date(2025, 10, 1),
        "FEHA regulations of October 2025",
        lambda tool, _: _lasts(tool.retention, Span(4, "years")),
    ),
)
