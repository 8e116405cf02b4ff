"""Nobody waits longer than allowed to be told of a breach.

The last instant has passed on a day before the one judged, and the record names no notice and no reason why
none is needed.

To mend it: tell them now, with the reasons for the delay, and add the notice to `notices`. Where it was told in
time and not written down, write it down.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks.breach_clock_running import HINT, said
from partnership.documents import Incident
from partnership.duties.breach_clocks import find_breach_clocks
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every clock that ran out on a day before."""
    for incident in agreement.of(Incident):
        for clock in find_breach_clocks(agreement, incident):
            if clock.is_running and clock.due_day < as_of:
                yield incident.finding(said(clock, "was to tell"), *clock.loc, hint=HINT)
