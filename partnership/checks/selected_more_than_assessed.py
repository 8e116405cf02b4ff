"""No more are selected than were assessed, and a group's rate stands one way.

A rate is those selected of those assessed. More selected than assessed is a slip, and no ratio can be made of it.
A group with both counts and a rate has two rates; one with neither has none, and stays out of sight.

To mend it: correct the counts, and keep the counts or the rate.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import AutomatedTool
from partnership.documents.automated_tool import AuditGroup
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every group whose counts make no rate, or two."""
    for stretch in agreement.stretches(AutomatedTool):
        audit = stretch.terms.audit
        for index, table in enumerate(audit.tables if audit else ()):
            for number, group in enumerate(table.groups):
                message, hint = _wrong(group)
                if message:
                    loc = ("audit", "tables", index, "groups", number)
                    yield stretch.terms.finding(message, *loc, hint=hint)


def _wrong(group: AuditGroup) -> tuple[str, str]:
    hint = "write `assessed` and `selected`, or `rate`"
    if group.assessed == "fewer than 5":
        return "", ""
    if group.selected is not None and group.rate is not None:
        return f"`{group.group}` has counts and a rate", hint
    if group.selected is None and group.rate is None:
        return f"`{group.group}` has no rate: neither `selected` nor `rate`", hint
    if group.selected is not None and group.assessed is None:
        return f"`{group.group}` says how many were selected, and not of how many", hint
    if (
        group.selected is not None
        and group.assessed is not None
        and group.selected > group.assessed
    ):
        more = group.selected - group.assessed
        message = f"`{group.group}`: {group.selected} selected of {group.assessed} assessed, {more} more than there are"
        return message, "take both from the same count of the same people"
    return "", ""
