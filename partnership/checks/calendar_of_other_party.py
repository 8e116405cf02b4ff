"""Business days are counted on the calendar of the party that owes.

Whoever owes a promise works by its own calendar: the client's clocks run on the client's, the provider's on the
provider's. On the other party's, a holiday of the party that owes counts against it, and the other's holidays
are time it is given. What both owe runs only while both work, so that a day off on either side is one for both;
where the calendars share no hour of any day, such a clock never runs.
Whose calendar it is, the seats in `Roles` say, by their `calendar`; calendar days and elapsed hours run on every
day, and nothing is asked of them.

To mend it: name the calendar of the party that owes; for what both owe, one that says `common_to:` with the
calendars of both, such as `common_to: [client, provider]`. Where both parties mean the other's calendar, accept
the finding by a waiver that says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnership.agreement import Agreement
from partnership.checks._promises import with_metric
from partnership.documents import SLA, Calendar
from partnership.errors import PartnershipError
from partnership.findings import Finding, Severity
from partnership.measuring.periods import working_time

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every promise in business time that runs on the calendar of a party that does not owe it."""
    yield from _never_common(agreement)
    parties: dict[str, set[str]] = {}
    for seat in agreement.roles.values():
        if seat.calendar:
            parties.setdefault(seat.calendar, set()).add(seat.party)
    for stretch, metric in with_metric(agreement):
        sla = stretch.terms
        calendar = agreement.get(Calendar, sla.calendar)
        if calendar is None or not metric.unit.startswith("business"):
            continue
        whose = parties.get(sla.calendar, set()).union(
            *(parties.get(other.id, ()) for other in calendar.others())
        )
        if len(whose) == 1 and sla.owed_by not in whose:
            yield _finding(sla, metric.unit, whose.pop(), parties)


def _never_common(agreement: Agreement) -> Iterator[Finding]:
    for calendar in agreement.of(Calendar):
        try:
            is_idle = calendar.common_to and working_time(calendar).never_works_from(
                calendar.effective.from_
            )
        except PartnershipError:
            continue  # other checks say what is not there, or contradicts itself
        if is_idle:
            message = "no hour is worked on all of them, so a clock on this calendar never runs"
            hint = "name calendars that share hours, or let one party owe it"
            yield calendar.finding(message, "common_to", hint=hint)


def _finding(sla: SLA, unit: str, other: str, parties: Mapping[str, set[str]]) -> Finding:
    owes = "both parties owe" if sla.owed_by == "both" else f"the {sla.owed_by} owes"
    message = f"{owes} this, and its {unit} are the {other}'s alone"
    if sla.owed_by == "both":
        hint = "name a calendar with `common_to:` the calendars of both"
    else:
        own = sorted(name for name, whose in parties.items() if whose == {sla.owed_by})
        named = f", such as `calendar: {own[0]}`" if own else ""
        hint = f"name the {sla.owed_by}'s calendar{named}"
    return sla.finding(message, "calendar", hint=hint)
