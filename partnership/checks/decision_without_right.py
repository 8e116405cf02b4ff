"""A decision is made by somebody who may make it.

The required roles of a meeting decide in it, and whoever leads it; their deputies do where they stand in. A
decision of a role that only may be there, or that was not there at all, binds nobody, and is found out when it
is needed.

To mend it: write the role that decided, add it to `required:` of the cadence where it is meant to decide, or
take the decision to the meeting that has the right.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Cadence, MeetingRecord
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
        deciding = _deciding(agreement, terms)
        for index, decision in enumerate(record.decisions):
            name = decision.decided_by
            loc = ("decisions", index, "decided_by")
            if name not in agreement.roles:
                continue
            if name not in deciding:
                message = f"`{name}` does not decide in `{cadence.id}`"
                above = f", or take it to `{terms.level_above}`" if terms.level_above else ""
                hint = f"name one of its required roles{above}"
                yield record.finding(message, *loc, hint=hint)
            elif name not in record.attendance:
                message = f"`{name}` decided, and was not there"
                yield record.finding(
                    message, *loc, hint="name the role that decided, or add it to `attendance`"
                )


def _deciding(agreement: Agreement, terms: Cadence) -> set[str]:
    named = {terms.chair.role, *terms.chair.rotates_with, *terms.required}
    roles = [agreement.roles[name] for name in named if name in agreement.roles]
    return named | {one for role in roles for one in role.deputies}
