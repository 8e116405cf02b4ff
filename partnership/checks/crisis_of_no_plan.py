"""What a crisis says of its plan stands in the plan.

A trigger, a severity or an action that the plan does not have starts no clock and stops none: both sides
think that something was agreed, and nothing was. The same holds within a plan: a trigger or a pause for a
severity that it does not have never comes.

To mend it: name what the plan has, or add it to the plan first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.agreement import Agreement
from partnership.documents import CrisisPlan, CrisisRecord
from partnership.documents.base import Document
from partnership.findings import Finding, Loc, Severity, nearest

SEVERITY = Severity.ERROR
CANDIDATES = "candidates"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield everything that names what a plan does not have."""
    for stretch in agreement.stretches(CrisisPlan):
        yield from _plan(stretch.terms)
    for record in agreement.of(CrisisRecord):
        found = agreement.get(CrisisPlan, record.plan)
        if found is not None:
            yield from _record(record, found.on(record.declared.at.day) or found)


def _plan(plan: CrisisPlan) -> Iterator[Finding]:
    known = [one.id for one in plan.severities]
    for index, trigger in enumerate(plan.triggers):
        loc = ("triggers", index, "severity")
        yield from _unknown(plan, plan, "severity", trigger.severity, known, loc)
    for field in ("actions", "pauses"):
        for index, one in enumerate(getattr(plan, field)):
            for position, name in enumerate(one.severities):
                where = (field, index, "severities", position)
                yield from _unknown(plan, plan, "severity", name, known, where)


def _record(record: CrisisRecord, plan: CrisisPlan) -> Iterator[Finding]:
    triggers = [one.id for one in plan.triggers]
    severities = [one.id for one in plan.severities]
    actions = [*(one.id for one in plan.actions), CANDIDATES]
    yield from _unknown(record, plan, "trigger", record.trigger, triggers, ("trigger",))
    yield from _unknown(record, plan, "severity", record.severity, severities, ("severity",))
    for index, taken in enumerate(record.actions):
        yield from _unknown(record, plan, "action", taken.id, actions, ("actions", index, "id"))


def _unknown(
    document: Document, plan: CrisisPlan, what: str, name: str, known: Iterable[str], loc: Loc
) -> Iterator[Finding]:
    names = list(known)
    if name not in names:
        near = nearest(name, names)
        hint = f"did you mean `{near}`?" if near else f"it has {', '.join(names)}"
        yield document.finding(f"`{plan.id}` has no {what} `{name}`", *loc, hint=hint)
