"""The higher the rung, the longer it has; and it answers before it decides.

A level that has no more time than the one below it hands the matter on before it can do anything
with it. One that may take as long to answer as to decide can let the time pass in silence. Both
parties then stand at the top of the ladder with nothing tried.

To mend it: let `decide_within` grow from level to level, and keep `acknowledge_within` shorter than
the level's own `decide_within`. Unlike units are compared at eight working hours a day.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from partnership.agreement import Agreement
from partnership.documents import EscalationPath
from partnership.duties.moments import span_words
from partnership.findings import Finding, Severity
from partnership.values.durations import Span

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every level whose times are not in order."""
    for path in agreement.stretches(EscalationPath):
        levels = path.terms.levels
        for index, level in enumerate(levels):
            if level.acknowledge_within.rank >= level.decide_within.rank:
                message = (
                    f"level `{level.id}` answers within {level.acknowledge_within} "
                    f"and decides within {level.decide_within}: "
                    f"{_compared(level.acknowledge_within, level.decide_within)}"
                )
                hint = "let it answer sooner than it decides"
                where = ("levels", index, "acknowledge_within")
                yield path.terms.finding(message, *where, hint=hint)
        for index, (below, above) in enumerate(pairwise(levels), 1):
            if above.decide_within.rank <= below.decide_within.rank:
                message = (
                    f"level `{above.id}` decides within {above.decide_within}, "
                    f"no longer than `{below.id}` below it ({below.decide_within}): "
                    f"{_compared(above.decide_within, below.decide_within)}"
                )
                hint = "give the higher level more time"
                where = ("levels", index, "decide_within")
                yield path.terms.finding(message, *where, hint=hint)


def _compared(some: Span, others: Span) -> str:
    """Work two times out as hours of work: `16 h and 24 h of work, at 8 h a day`."""
    return f"{_hours(some)} and {_hours(others)} of work, at 8 h a day"


def _hours(time: Span) -> str:
    return span_words(time.rank * 60)
