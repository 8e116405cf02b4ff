"""A tool that decides over candidates in New York City was audited for bias within the last year.

Local Law 144 lets an automated employment decision tool be used only within one year of an audit by somebody
independent, whose summary is published (6 RCNY 5-301 to 5-303). The day after, it may not be used.

To mend it: have the audit made and write it as `audit`, with the address of its summary; until then write
`status: suspended`, and use the `fallback`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import AutomatedTool
from partnership.duties.expiries import AUDIT_HOLDS, NYC
from partnership.duties.retention import end_of
from partnership.findings import Finding, Loc, Severity

SEVERITY = Severity.ERROR
HINT = "write the audit, or `status: suspended` until there is one"


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every tool in use in New York City whose audit does not carry it on the day."""
    for tool in agreement.in_force(AutomatedTool, as_of):
        begun = tool.used_from is None or tool.used_from <= as_of
        if NYC in tool.laws and tool.employment_decision_tool and tool.status == "in use" and begun:
            for message, loc in _found(tool, as_of):
                yield tool.finding(message, *loc, hint=HINT)


def _found(tool: AutomatedTool, as_of: date) -> Iterator[tuple[str, Loc]]:
    audit = tool.audit
    if audit is None:
        yield "the tool is in use and has no audit for bias", ("laws",)
        return
    last = end_of(audit.on, AUDIT_HOLDS)
    if last < as_of:
        message = (
            f"the audit of {audit.on} is {(as_of - audit.on).days} days old: Local Law 144 lets the tool be "
            f"used for one year, until {last}"
        )
        yield message, ("audit", "on")
    if audit.on > as_of:
        yield f"the audit is of {audit.on}, and the tool is in use on {as_of}", ("audit", "on")
    if not audit.independent:
        yield f"the audit by {audit.by} is not independent", ("audit", "independent")
    if audit.summary is None:
        yield "the audit's summary is not published", ("audit",)
