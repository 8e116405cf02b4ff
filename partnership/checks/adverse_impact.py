"""A tool does not choose one group much less often than another.

A group's ratio is its rate over the highest rate of the table. Below four fifths it is a sign to look closer
(29 CFR 1607.4(D)); exactly four fifths is not. Ratios are computed in exact fractions, so that 3/5 over 6/8, which
is 4/5, is not taken for less. It is no legal conclusion: with few people it says little, and a statistical
test and counsel belong beside it.

To mend it: look with the vendor and counsel for the cause, and write down what was found; accept the finding
in a `Waiver` with that reason, or suspend the tool.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import AutomatedTool
from partnership.duties.selection_rates import GroupRate, highest, rates_of, ratio_text
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
HINT = "look closer with the vendor and counsel; the ratio is a sign and no conclusion"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every group whose ratio is below four fifths."""
    for stretch in agreement.stretches(AutomatedTool):
        audit = stretch.terms.audit
        for index, table in enumerate(audit.tables if audit else ()):
            for one in rates_of(table):
                if one.is_low and one.ratio is not None:
                    loc = ("audit", "tables", index, "groups", one.index)
                    message = (
                        f"`{one.group.group}` by {table.id}: {_rate(one)} over {_rate(highest(table))} of "
                        f"`{highest(table).group.group}` is {one.ratio} = {ratio_text(one.ratio)}, below 4/5"
                    )
                    yield stretch.terms.finding(message, *loc, hint=HINT)


def _rate(one: GroupRate) -> str:
    group = one.group
    if isinstance(group.assessed, int) and group.selected is not None:
        return f"{group.selected}/{group.assessed}"
    return str(group.rate)
