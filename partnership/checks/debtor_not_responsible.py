"""Whoever owes a promise also does what keeps it, or answers for it.

`Responsibilities` names the activity behind each promise. Where the party that owes the promise
neither answers for that activity nor does it, it is measured on the other party's work, and the
other party's people do not know that their work is counted.

To mend it: name a seat of the party that owes the promise as `accountable` or `responsible`, or name
the activity that really keeps the promise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Responsibilities
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every promise of an activity in which whoever owes it has no part."""
    promises = {sla.id: sla for sla in agreement.in_force(SLA, as_of)}
    for terms in agreement.in_force(Responsibilities, as_of):
        for index, activity in enumerate(terms.activities):
            names = (activity.accountable, *activity.responsible)
            seats = [agreement.roles[name] for name in names if name in agreement.roles]
            for position, name in enumerate(activity.slas):
                sla = promises.get(name)
                if sla is None or len(seats) < len(names):
                    continue
                owing = ("client", "provider") if sla.owed_by == "both" else (sla.owed_by,)
                for party in owing:
                    if party not in {seat.party for seat in seats}:
                        message = (
                            f"the {party} owes `{name}`, and no seat of the {party} answers for"
                            f" `{activity.id}` or does it"
                        )
                        hint = f"add a role of the {party} to `responsible`"
                        yield terms.finding(
                            message, "activities", index, "slas", position, hint=hint
                        )
