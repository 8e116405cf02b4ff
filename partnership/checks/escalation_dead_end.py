"""An escalation leads somewhere until it is settled.

A level that is not the last names the one it goes to `then`; the last one says what it `ends_with`,
or in which path it `continues_in`. Otherwise a matter that is not decided in time stays where it
is, and the party that raised it has nowhere to go.

To mend it: add `then:` with the next level's id, or `ends_with:` in words: mediation, the dispute
clause, the law.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from partnership.agreement import Agreement
from partnership.documents import EscalationPath
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every level from which there is no way on."""
    for path in agreement.stretches(EscalationPath):
        yield from _levels(path.terms)
        if path.terms.ends_with is None and path.terms.continues_in is None:
            message = f"nothing follows the last level `{path.terms.levels[-1].id}`"
            hint = "say what it `ends_with`, or which path it `continues_in`"
            yield path.terms.finding(message, "levels", len(path.terms.levels) - 1, hint=hint)


def _levels(path: EscalationPath) -> Iterator[Finding]:
    known = [level.id for level in path.levels]
    for index, level in enumerate(path.levels):
        if level.then is not None and level.then not in known:
            near = get_close_matches(level.then, known, n=1, cutoff=0.3)
            hint = f"did you mean `{near[0]}`?" if near else "name a level of this path"
            yield path.finding(
                f"there is no level `{level.then}`", "levels", index, "then", hint=hint
            )
        elif level.then is None and index + 1 < len(path.levels):
            message = f"level `{level.id}` leads nowhere when it is not decided in time"
            hint = f"add `then: {known[index + 1]}`"
            yield path.finding(message, "levels", index, hint=hint)
