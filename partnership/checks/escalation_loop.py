"""An escalation goes up, never round.

A level whose `then` leads back to one that was already asked, or a path that `continues_in` one it
came from, sends a matter round between the same people. Neither party ever reaches someone who can
decide.

To mend it: let the last level end the path with `ends_with`, or lead to a path that stands above.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._cycles import find_cycles
from partnership.documents import EscalationPath
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every circle of levels in a path, and of paths."""
    for path in agreement.stretches(EscalationPath):
        yield from _levels(path.terms)
    ways: dict[str, set[str]] = {}
    for path in agreement.stretches(EscalationPath):
        if path.terms.continues_in:
            ways.setdefault(path.terms.id, set()).add(path.terms.continues_in)
    for cycle in find_cycles({name: sorted(ends) for name, ends in ways.items()}):
        first = agreement.get(EscalationPath, cycle[0])
        if first is not None:
            terms = _leading_to(first, cycle[1 % len(cycle)])
            message = f"the paths go round: {_chain(cycle)}"
            yield terms.finding(message, "continues_in", hint="end one of them with `ends_with`")


def _levels(path: EscalationPath) -> Iterator[Finding]:
    then = {level.id: (level.then,) if level.then else () for level in path.levels}
    position = {level.id: index for index, level in enumerate(path.levels)}
    for cycle in find_cycles(then):
        last = max(cycle, key=lambda name: position[name])
        message = f"the levels go round: {_chain(cycle)}"
        hint = "let the last of them end the path"
        yield path.finding(message, "levels", position[last], "then", hint=hint)


def _leading_to(path: EscalationPath, following: str) -> EscalationPath:
    return next(terms for _, terms in path.versions() if terms.continues_in == following)


def _chain(cycle: tuple[str, ...]) -> str:
    return " → ".join(f"`{name}`" for name in (*cycle, cycle[0]))
