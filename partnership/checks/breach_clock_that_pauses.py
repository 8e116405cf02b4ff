"""The clock of a breach never pauses, and there is one wherever somebody waits for it.

A controller has 72 hours to tell its authority (Article 33(1) GDPR), nights and holidays included. The law gives
a processor no number, so the contract must: where there is none, or where it stops at night, the
controller's own hours run out while it does not know. The promise that measures it must not pause either.

To mend it: write `within` in elapsed hours, at most 72 to the authority; add the clock that is missing; take
the pauses and the relief out of the promise.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, DataProtection, Metric
from partnership.documents.data_protection import BreachClock
from partnership.duties.breach_clocks import AUTHORITY_HOURS, OTHER, SECONDS, seconds_of
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every clock that pauses, is too long or is not there."""
    for stretch in agreement.stretches(DataProtection):
        terms = stretch.terms
        for index, clock in enumerate(terms.breach_clocks):
            for field, message, hint in _wrong(agreement, clock):
                yield terms.finding(message, "breach_clocks", index, field, hint=hint)
        told = {one.party for one in terms.breach_clocks if one.whom == "controller"}
        for index, activity in enumerate(terms.activities):
            for party, other in OTHER.items():
                works_for = getattr(activity, other) in {"controller", "joint controller"}
                if works_for and getattr(activity, party) == "processor" and party not in told:
                    message = f"the {party} is processor in `{activity.id}`, and nothing says how soon it tells the controller"
                    hint = "add a breach clock in elapsed hours; 24 are common"
                    yield terms.finding(message, "activities", index, party, hint=hint)


def _wrong(agreement: Agreement, clock: BreachClock) -> Iterator[tuple[str, str, str]]:
    seconds = seconds_of(clock.within)
    if seconds is None:
        message = f"`{clock.within}` stands still or has no fixed length; a breach does not wait"
        yield "within", message, "write elapsed hours: `24 elapsed hours`"
    elif clock.whom == "authority" and seconds > AUTHORITY_HOURS * 3600:
        message = f"{clock.within} to the authority is longer than the {AUTHORITY_HOURS} hours of Article 33(1) GDPR"
        yield "within", message, f"write at most `{AUTHORITY_HOURS} elapsed hours`"
    sla = agreement.get(SLA, clock.sla)
    metric = agreement.get(Metric, sla.metric) if sla else None
    if sla and (sla.pauses or sla.relief):
        what = "pauses" if sla.pauses else "relief"
        yield (
            "sla",
            f"the promise `{sla.id}` has {what}; a breach has none",
            f"take `{what}` out of it",
        )
    elif sla and metric and metric.unit not in SECONDS:
        message = f"the promise `{sla.id}` is counted in {metric.unit}; a breach in elapsed hours"
        yield "sla", message, "name a promise whose metric counts elapsed hours"
    elif sla and sla.owed_by != clock.party:
        message = (
            f"the promise `{sla.id}` is owed by the {sla.owed_by}, and the {clock.party} tells"
        )
        yield "sla", message, f"name a promise that the {clock.party} owes"
