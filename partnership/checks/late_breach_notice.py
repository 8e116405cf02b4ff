"""Those who must know of a breach are told in time.

A processor tells its controller within what both agreed, a controller its authority within 72 hours of being
aware. The hours are counted as they pass, also when clocks are changed and on holidays. A late notice needs
its reasons with it (Article 33(1) GDPR), and both parties look at why it was late.

To mend it: leave the record as it is, because it says what happened; say in `learned` what changes, and accept
this finding in a `Waiver`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Incident
from partnership.duties.breach_clocks import find_breach_clocks
from partnership.duties.moments import shown_at, span_words
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
HINT = "a late notice gives its reasons; write in `learned` what changes"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every notice that came after its last instant."""
    for incident in agreement.of(Incident):
        for clock in find_breach_clocks(agreement, incident):
            if clock.told is not None and clock.is_late:
                message = (
                    f"the {clock.party} told the {clock.whom} {span_words(clock.told - clock.since)} after "
                    f"{shown_at(clock.since, clock.zone)}: {span_words(clock.within)} are allowed "
                    f"({clock.source}), until {shown_at(clock.due, clock.zone)}"
                )
                yield incident.finding(message, *clock.told_loc, hint=HINT)
