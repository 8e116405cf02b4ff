"""Who was there is who was meant to be.

A cadence names the roles that are required or may come; their deputies may come for them. A role beside them, or
one whose seat nobody filled that day, is mostly a slip of the pen, and a slip in the attendance is a wrong quorum.

To mend it: write the role that was there, or add it to `optional:` of the cadence.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Cadence, MeetingRecord
from partnership.findings import Finding, Severity, nearest

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every role in an attendance that was not meant to be there, or that nobody filled."""
    if not agreement.is_whole("Roles"):
        return
    for record in agreement.of(MeetingRecord):
        cadence = agreement.get(Cadence, record.cadence)
        if cadence is None:
            continue
        expected = _expected(agreement, cadence.on(record.day) or cadence)
        for index, name in enumerate(record.attendance):
            role = agreement.roles.get(name)
            if role is None:
                continue
            day = record.held_on or record.day
            if role.held is not None and not role.held.covers(day):
                message = f"nobody filled `{name}` on {day}"
                hint = "write the role that was there, or `held` of the seat"
                yield record.finding(message, "attendance", index, hint=hint)
            elif name not in expected:
                near = nearest(name, expected)
                message = f"`{cadence.id}` names no `{name}`, and it stands in for nobody there"
                hint = (
                    f"did you mean `{near}`?" if near else f"add it to `optional` of `{cadence.id}`"
                )
                yield record.finding(message, "attendance", index, hint=hint)


def _expected(agreement: Agreement, terms: Cadence) -> list[str]:
    named = [terms.chair.role, *terms.chair.rotates_with, *terms.required, *terms.optional]
    roles = [agreement.roles[name] for name in named if name in agreement.roles]
    return list(dict.fromkeys([*named, *(one for role in roles for one in role.deputies)]))
