"""A time zone is one that the world's clocks know.

Days, cut-offs and business hours are counted in it. A name that looks right and is in no zone database
(`Europe/Munich`) has no offset and no summer time, so no hour can be counted.

To mend it: write the zone's IANA name, such as `Europe/Berlin`.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from partnership.agreement import Agreement
from partnership.documents import Cadence, Calendar, Document, Partnership
from partnership.findings import Finding, Severity
from partnership.values.zones import known_zones

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every time zone that is in no zone database."""
    for partnership in agreement.of(Partnership):
        for _, terms in partnership.versions():
            yield from _unknown(terms, terms.time_zone, "time_zone")
    for calendar in agreement.of(Calendar):
        for _, hours in calendar.versions():
            yield from _unknown(hours, hours.time_zone, "time_zone")
    for cadence in agreement.of(Cadence):
        for _, meeting in cadence.versions():
            yield from _unknown(meeting, meeting.recurrence.zone, "recurrence")


def _unknown(document: Document, zone: str | None, field: str) -> Iterator[Finding]:
    if zone is None or zone in known_zones():
        return
    near = get_close_matches(zone, known_zones(), n=1, cutoff=0.75)
    hint = f"did you mean `{near[0]}`?" if near else "write an IANA name, such as `Europe/London`"
    yield document.finding(f"there is no time zone `{zone}`", field, hint=hint)
