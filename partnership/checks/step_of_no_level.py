"""What is done about an escalation is done at a level of its ladder, by somebody who holds it.

A level that the ladder does not have has no deadlines. A step by a role that is neither of the level's
pair nor a deputy of one decides nothing: whoever agreed to the ladder agreed to who decides.

To mend it: name a level of the path, and one of its two roles or a deputy of one.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Escalation, EscalationPath
from partnership.documents.escalation_path import Level
from partnership.findings import Finding, Loc, Severity, nearest

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every level of a record that is none, and every step by somebody else."""
    for record in agreement.of(Escalation):
        found = agreement.get(EscalationPath, record.escalation)
        if found is None:
            continue
        levels = _levels(agreement, found.on(record.raised_at.day) or found)
        if record.level is not None and record.level not in levels:
            yield _unknown(record, found, record.level, levels, ("level",))
        for index, step in enumerate(record.levels):
            level = levels.get(step.level)
            if level is None:
                yield _unknown(record, found, step.level, levels, ("levels", index, "level"))
            elif step.role in agreement.roles and step.role not in _holders(agreement, level):
                pair = " and ".join(f"`{name}`" for name in (level.client, level.provider) if name)
                message = f"`{step.role}` {step.did} at level `{level.id}`, which {pair} hold"
                hint = "name one of them or a deputy of one"
                yield record.finding(message, "levels", index, "role", hint=hint)


def _levels(agreement: Agreement, path: EscalationPath) -> dict[str, Level]:
    """Give the levels of a ladder and of those that follow it, by id."""
    found: dict[str, Level] = {}
    seen: set[str] = set()
    following: EscalationPath | None = path
    while following is not None and following.id not in seen:
        seen.add(following.id)
        for level in following.levels:
            found.setdefault(level.id, level)
        following = agreement.get(EscalationPath, following.continues_in)
    return found


def _holders(agreement: Agreement, level: Level) -> set[str]:
    """Name the pair of a level and whoever may stand in for one of them."""
    found: set[str] = set()
    waiting = [name for name in (level.client, level.provider) if name]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            role = agreement.roles.get(name)
            waiting.extend(role.deputies if role else ())
    return found


def _unknown(
    record: Escalation, path: EscalationPath, name: str, levels: dict[str, Level], loc: Loc
) -> Finding:
    near = nearest(name, levels)
    hint = f"did you mean `{near}`?" if near else f"its levels are {', '.join(levels)}"
    return record.finding(f"`{path.id}` has no level `{name}`", *loc, hint=hint)
