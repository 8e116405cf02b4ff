"""What is withheld of one period is not told by others.

A row of fewer than 5 people is withheld. Where a month is withheld, and its quarter and the two other months are
told, it is told too: it is the quarter less the two. So it is where another promise cuts the same people in
another way: a segment is its urgency less the other countries. `partnership measure` withholds the row that would
complete such a sum; it cannot where the longer period, or the coarser row, was measured before the shorter one.

To mend it: measure the longer period or the coarser row again, which is then withheld too, before both are proposed.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.findings import Finding, Severity
from partnership.judging.wording import listed
from partnership.measuring.differences import Shown
from partnership.measuring.told import Step, Told

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every withheld row that is a sum of others, at the longest of them."""
    if not any(row.withheld for one in agreement.of(Measurement) for row in one.rows):
        return
    for hidden, way in Shown.by(agreement).worked_out():
        record = hidden.record
        longest = max((step.told for step in way), key=lambda told: told.after - told.first)
        name = record.rows[hidden.row].segment
        message = (
            f"`{name}` of `{record.sla}` is withheld for {hidden.name}, and is {_sum(way, hidden)}"
        )
        again = longest.record
        hint = (
            f"run `partnership measure --sla {again.sla} --period {again.period}`: "
            "it is then withheld too"
        )
        yield again.finding(message, "rows", longest.row, hint=hint)


def _sum(way: tuple[Step, ...], hidden: Told) -> str:
    """Say how rows make another: `2026-Q1 of `offers-quarter` less 2026-01 and 2026-03`."""
    added, taken = (
        listed(_named(step.told, hidden) for step in way if step.is_added is sign)
        for sign in (True, False)
    )
    return f"{added} less {taken}" if taken else added


def _named(told: Told, hidden: Told) -> str:
    own = told.record.sla == hidden.record.sla
    name = told.name if own else f"{told.name} of `{told.record.sla}`"
    if told.segment == hidden.segment:
        return name
    return f"`{told.record.rows[told.row].segment}` of {name}"
