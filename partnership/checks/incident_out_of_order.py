"""An incident is detected, then certain, then told, then closed.

Each moment is held against the one that must come before, as instants, whatever the zones they are written
in. A notice before the detection means that one of the two was written down wrongly, and the clock that is
counted from it is wrong as well.

To mend it: look the moments up where they were first noted, and correct the one that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Incident
from partnership.duties.moments import instant_of, span_words
from partnership.findings import Finding, Loc, Severity
from partnership.values.moments import Moment

SEVERITY = Severity.ERROR
HINT = "look both moments up where they were first noted"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every moment of an incident that lies before one it follows."""
    for incident in agreement.of(Incident):
        for loc, what, moment in _moments(incident):
            before = _before(moment, incident.detected)
            if before:
                message = (
                    f"{what} at {moment}, {before} before it was detected at {incident.detected}"
                )
                yield incident.finding(message, *loc, hint=HINT)
        closed = incident.closed
        if closed is not None and closed.on < incident.detected.day:
            days = (incident.detected.day - closed.on).days
            message = f"closed on {closed.on}, {days} day{'s' * (days > 1)} before it was detected on {incident.detected.day}"
            yield incident.finding(message, "closed", "on", hint=HINT)


def _moments(incident: Incident) -> Iterator[tuple[Loc, str, Moment]]:
    for party in ("client", "provider"):
        own: Moment | None = getattr(incident.aware, party)
        if own is not None:
            yield ("aware", party), f"the {party} was aware", own
    for index, notice in enumerate(incident.notices):
        said = "the people were" if notice.whom == "people" else f"the {notice.whom} was"
        yield ("notices", index, "at"), f"{said} told", notice.at


def _before(moment: Moment, detected: Moment) -> str:
    """Say how long before the detection a moment lies; nothing where it does not."""
    at, start = instant_of(moment), instant_of(detected)
    return span_words(start - at) if at < start else ""
