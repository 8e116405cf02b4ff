"""Somebody still has to be told of a breach, by this instant.

While nobody was told and nobody wrote why not, the clock runs: nights, weekends and holidays included. The
last instant is said as the clocks of the place show it.

To mend it: tell them, and add the notice to `notices`; what is not known yet may follow in phases. Where no
risk to people is likely, write so in `no_notice`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Incident
from partnership.duties.breach_clocks import BreachClock, find_breach_clocks
from partnership.duties.moments import shown_at, span_words
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
HINT = "add the notice to `notices`, or say in `no_notice` why none is needed"


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every clock that runs and whose last instant is not on a day before."""
    for incident in agreement.of(Incident):
        for clock in find_breach_clocks(agreement, incident):
            if clock.is_running and as_of <= clock.due_day:
                yield incident.finding(said(clock, "tells"), *clock.loc, hint=HINT)


def said(clock: BreachClock, verb: str) -> str:
    """Say who tells whom until when, and from when that is counted."""
    return (
        f"the {clock.party} {verb} the {clock.whom} by {shown_at(clock.due, clock.zone)}: "
        f"{span_words(clock.within)} ({clock.source}) after {shown_at(clock.since, clock.zone)}"
    )
