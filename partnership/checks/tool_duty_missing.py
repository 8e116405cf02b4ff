"""What the laws on automated tools ask for is there before its day.

Each law that a tool lists under `laws` asks for something: a notice, a role that oversees, logs, an explanation.
What is missing is named half a year before the day from which it is asked, and from then on. The days are as
public sources told them by August 2026; the European ones were moved once and may be moved again, so counsel
confirms them, and the tool says who did and when.

To mend it: fill in the field that is named, with what is really done; or have counsel take the law off the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.documents import AutomatedTool
from partnership.duties.tool_laws import LegalDuty, find_missing
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
AHEAD = timedelta(days=183)
"""How long before its day a duty is named."""


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield everything that a tool's laws ask for soon or already and its register does not show."""
    for tool in agreement.in_force(AutomatedTool, as_of):
        if tool.status == "retired":
            continue
        for duty in find_missing(tool, as_of):
            if duty.from_ - as_of <= AHEAD:
                hint = f"write `{duty.field}`; have counsel confirm that the duty and its day hold"
                yield tool.finding(_said(duty, as_of), duty.field, hint=hint)
        if tool.laws and tool.legal_confirmed is None:
            message = "nobody in counsel confirmed which laws hold, and from which day"
            yield tool.finding(message, "laws", hint="write `legal_confirmed: {on: …, by: …}`")


def _said(duty: LegalDuty, as_of: date) -> str:
    said = f"{duty.law} asks for {duty.what}"
    if duty.from_ != date.min:
        said += f" {'since' if duty.from_ <= as_of else 'from'} {duty.from_}"
    return f"{said} ({duty.source})"
