"""Candidates in New York City know of a tool ten business days before it is used on them.

Local Law 144 asks for a notice at least 10 business days before use (6 RCNY 5-304), so that somebody can ask for
another way. The days are counted on the calendar that the notice names, without its holidays; the day of the
notice is not one of them.

To mend it: use the tool later, or give the notice earlier; where it was given earlier, correct its day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import AutomatedTool
from partnership.duties.expiries import NYC
from partnership.errors import PartnershipError
from partnership.findings import Finding, Severity
from partnership.measuring.days import day_after
from partnership.values.durations import Span

SEVERITY = Severity.ERROR
NOTICE = Span(10, "business days")


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every tool that is used before its notice is old enough."""
    for stretch in agreement.stretches(AutomatedTool):
        tool = stretch.terms
        if NYC not in tool.laws or not tool.employment_decision_tool or tool.status == "retired":
            continue
        if tool.notice is None or tool.used_from is None:
            continue
        first = _first_day(agreement, tool.notice.given_on, tool.notice.calendar)
        if first is not None and tool.used_from < first:
            message = (
                f"the tool is used from {tool.used_from}, before its notice is old enough: {NOTICE} after "
                f"{tool.notice.given_on} on `{tool.notice.calendar}` is {first}"
            )
            hint = f"use it from {first} on, or correct the day of the notice"
            yield tool.finding(message, "used_from", hint=hint)


def _first_day(agreement: Agreement, given_on: date, calendar: str) -> date | None:
    try:
        return day_after(given_on, NOTICE, agreement, calendar)
    except PartnershipError:  # the calendar's own finding says why no day is ever worked on it
        return None
