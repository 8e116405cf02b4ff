"""A decision is made by somebody who may make it.

Where `Responsibilities` has a decision with the same id, its seats decide it: `decided_by`, `beyond` and
`fallback`. What has no such right is decided by the required roles of the meeting and by whoever leads it.
Deputies do where they stand in. A decision of another role, or of one that was not there at all, binds
nobody, and is found out when it is needed.

To mend it: write the role that decided, add it to `required:` of the cadence where it is meant to decide, or
take the decision to the seat or the meeting that has the right.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Cadence, MeetingRecord, Responsibilities
from partnership.documents.responsibilities import Decision as Right
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every decision of a role that was not there or may not decide there."""
    if not agreement.is_whole("Roles"):
        return
    for record in agreement.of(MeetingRecord):
        cadence = agreement.get(Cadence, record.cadence)
        if cadence is None:
            continue
        terms = cadence.on(record.day) or cadence
        deciding = _with_deputies(
            agreement, {terms.chair.role, *terms.chair.rotates_with, *terms.required}
        )
        in_force = agreement.in_force(Responsibilities, record.day) if record.decisions else ()
        rights = {one.id: one for found in in_force for one in found.decisions}
        for index, decision in enumerate(record.decisions):
            name = decision.decided_by
            loc = ("decisions", index, "decided_by")
            if name not in agreement.roles:
                continue
            right = rights.get(decision.id)
            if right and name not in _with_deputies(agreement, _seats(right)):
                message = f"`{name}` does not decide `{right.id}`: `{right.decided_by}` does"
                yield record.finding(message, *loc, hint="name the seat that has the right")
            elif not right and name not in deciding:
                message = f"`{name}` does not decide in `{cadence.id}`"
                above = f", or take it to `{terms.level_above}`" if terms.level_above else ""
                hint = f"name one of its required roles{above}"
                yield record.finding(message, *loc, hint=hint)
            elif name not in record.attendance:
                message = f"`{name}` decided, and was not there"
                yield record.finding(
                    message, *loc, hint="name the role that decided, or add it to `attendance`"
                )


def _seats(right: Right) -> set[str]:
    return {name for name in (right.decided_by, right.beyond, right.fallback) if name}


def _with_deputies(agreement: Agreement, named: set[str]) -> set[str]:
    roles = [agreement.roles[name] for name in named if name in agreement.roles]
    return named | {one for role in roles for one in role.deputies}
