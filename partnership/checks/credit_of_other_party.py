"""A party's credits are for the promises it owes.

What the client misses is no credit of the provider's. A promise that both owe is nobody's breach, and nobody
pays for it. In this document such a promise costs nothing, whatever it says.

To mend it: move the promise into the other party's Commercials, or take it out.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._credits import credited
from partnership.documents import SLA, Commercials
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every promise in a party's terms that this party does not owe."""
    for one in credited(agreement):
        terms = one.commercials.terms
        if one.sla.owed_by != terms.owed_by:
            place = one.category.slas.index(one.sla.id)
            hint = f"credit it where the {one.sla.owed_by} owes, or take it out"
            if one.sla.owed_by == "both":
                hint = "take it out"
            message = _message(one.sla, terms)
            yield terms.finding(message, *one.where, "slas", place, hint=hint)
    for days in agreement.stretches(Commercials):
        for index, bonus in enumerate(days.terms.bonus):
            for sla in agreement.during(SLA, bonus.sla, days):
                if sla.owed_by != days.terms.owed_by:
                    message = _message(sla, days.terms)
                    yield days.terms.finding(message, "bonus", index, "sla", hint="take it out")


def _message(sla: SLA, terms: Commercials) -> str:
    owing = "both parties owe" if sla.owed_by == "both" else f"the {sla.owed_by} owes"
    return f"{owing} `{sla.id}`, and these are the {terms.owed_by}'s credits"
