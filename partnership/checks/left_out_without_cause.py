"""Only a group of less than 2% of all is left out of the ratios.

An auditor may leave out a group that is less than 2% of those assessed, and says why (6 RCNY 5-301). A larger group
that is left out hides what the audit is made for; of a group whose size is not told nobody can say.

To mend it: take `left_out` away, or write the counts that show it is small enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import AutomatedTool
from partnership.duties.selection_rates import SMALL_SHARE, share_of
from partnership.findings import Finding, Severity
from partnership.judging.wording import shown

SEVERITY = Severity.ERROR
HINT = "only less than 2% may be left out; take `left_out` away, or write `assessed` of every group"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every group that is left out and not known to be small."""
    for stretch in agreement.stretches(AutomatedTool):
        audit = stretch.terms.audit
        for index, table in enumerate(audit.tables if audit else ()):
            for number, group in enumerate(table.groups):
                if group.left_out is None:
                    continue
                share = share_of(table, group)
                if share is not None and share < SMALL_SHARE:
                    continue
                loc = ("audit", "tables", index, "groups", number, "left_out")
                if share is None:
                    message = (
                        f"`{group.group}` is left out, and counts do not show that it is small"
                    )
                else:
                    said = shown(share, "percent", (SMALL_SHARE,))
                    message = f"`{group.group}` is left out and is {said} of those assessed, not less than 2%"
                yield stretch.terms.finding(message, *loc, hint=HINT)
