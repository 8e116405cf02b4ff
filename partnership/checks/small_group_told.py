"""A group of fewer than five people stays withheld.

`assessed: fewer than 5` withholds a group. A count or a rate beside it tells what was withheld, and so does
another table of the same audit whose groups are all told: its sum less the groups that are told is the one that
is not.

To mend it: take `selected` and `rate` away; withhold the next smallest group of the table as well.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import AutomatedTool
from partnership.documents.automated_tool import AuditTable
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
FEW = "fewer than 5"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every withheld group of which something is told, or can be worked out."""
    for stretch in agreement.stretches(AutomatedTool):
        audit = stretch.terms.audit
        tables = audit.tables if audit else ()
        totals = {table.id: total for table in tables if (total := _total(table)) is not None}
        for index, table in enumerate(tables):
            hidden = [number for number, one in enumerate(table.groups) if one.assessed == FEW]
            loc = ("audit", "tables", index, "groups")
            for number in hidden:
                group = table.groups[number]
                for field in ("selected", "rate"):
                    if getattr(group, field) is not None:
                        message = f"`{group.group}` is withheld, and its `{field}` is told"
                        hint = f"take `{field}` away"
                        yield stretch.terms.finding(message, *loc, number, field, hint=hint)
            if len(hidden) == 1:
                known = sum(one.assessed for one in table.groups if isinstance(one.assessed, int))
                known += table.unknown or 0
                for name, total in totals.items():
                    if 0 < total - known < 5:
                        group = table.groups[hidden[0]]
                        message = (
                            f"`{group.group}` is withheld, and is known from the sum of `{name}` less the "
                            "other groups"
                        )
                        hint = "withhold the next smallest group as well"
                        yield stretch.terms.finding(message, *loc, hidden[0], hint=hint)
                        break


def _total(table: AuditTable) -> int | None:
    """Give how many a table tells of, where it withholds nobody."""
    counts = [one.assessed for one in table.groups if isinstance(one.assessed, int)]
    return sum(counts) + (table.unknown or 0) if len(counts) == len(table.groups) else None
