"""Nobody answers who was not asked.

Of an audience no more respond than were invited, and the answers to one question are no more than that either.
More is a slip in the counts, or two rounds that were added up.

To mend it: count again who was invited and who responded; a later round is a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._surveys import find_answered, find_rows
from partnership.duties.answers import histogram_of
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "count again who was invited and who responded"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every audience, and every question, with more answers than were invited."""
    for _, result, index in find_rows(agreement):
        row = result.audiences[index]
        if row.responded > row.invited:
            over = row.responded - row.invited
            message = (
                f"{row.responded} of `{row.audience}` responded and {row.invited} were invited: "
                f"{over} too many"
            )
            yield result.finding(message, "audiences", index, "responded", hint=HINT)
    for one in find_answered(agreement):
        counts = [count for _, count in histogram_of(one.item).bins]
        if sum(counts) > one.row.invited:
            message = (
                f"`{one.item.item}` has {_added(counts)} answers, and {one.row.invited} of "
                f"`{one.row.audience}` were invited"
            )
            yield one.result.finding(message, *one.loc, "histogram", hint=HINT)


def _added(counts: list[int]) -> str:
    return f"{' + '.join(map(str, counts))} = {sum(counts)}" if len(counts) > 1 else str(counts[0])
