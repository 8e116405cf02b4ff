"""In a crisis everybody is told how it stands, on the clock that both agreed to.

The time of each update runs from the one before it, on the plan's calendar; the first one's from the
declaration. Those in command first meet within the time of its severity. What both agreed to do at once, candidates told among it, has its time as well. What came late, or
has not come, is named with the arithmetic.

To mend it: give the update now and write it under `updates`; meet, and write when as `met_at`; write under `actions` what was done, and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import CrisisRecord
from partnership.duties import Duty
from partnership.findings import Finding, Severity
from partnership.values.zones import known_zones

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every update and every agreed action of a crisis that is late."""
    if not agreement.of(CrisisRecord):
        return
    from partnership.clock import day_bounds
    from partnership.duties.crises import COMMAND, CRISIS_ACTION, find_crisis_duties, find_updates
    from partnership.duties.duty import State
    from partnership.duties.moments import shown_at, span_words

    for record in agreement.of(CrisisRecord):
        zone = record.declared.at.zone
        if zone not in known_zones():  # `unclear-hour` says so
            continue
        at = day_bounds(zone, as_of, as_of)[1] - 1
        for update in find_updates(agreement, record):
            if update.is_late(at) and update.since <= at:
                until = shown_at(update.due, zone)
                if update.given is None:
                    message = (
                        f"no update since {shown_at(update.since, zone)}: one was due by {until}"
                    )
                else:
                    late = span_words(max(60, update.given - update.due))
                    given = shown_at(update.given, zone)
                    message = f"the update of {given} came {late} after it was due at {until}"
                yield record.finding(message, *update.loc, hint="say how it stands on time")
    for duty in find_crisis_duties(agreement, as_of):
        if duty.topic == COMMAND and isinstance(duty.document, CrisisRecord):
            yield from _met_late(agreement, duty, duty.document, as_of)
        if duty.topic == CRISIS_ACTION and duty.state(as_of) is State.OVERDUE:
            message = f"the {duty.party} owes since {duty.due}: {duty.what}"
            hint = (
                "write when it was done" if duty.loc != ("actions",) else "write it under `actions`"
            )
            yield duty.finding(message, hint)


def _met_late(
    agreement: Agreement, duty: Duty, record: CrisisRecord, as_of: date
) -> Iterator[Finding]:
    """Yield that those in command met too late, or did not meet in time."""
    from partnership.clock import day_bounds
    from partnership.duties.crises import command_due, severity_of
    from partnership.duties.moments import instant_of, shown_at, span_words
    from partnership.measuring.by_plan import plan_of

    plan = plan_of(agreement, record)
    terms = severity_of(plan, record) if plan else None
    due = command_due(agreement, plan, record) if plan else None
    if due is None or plan is None or terms is None:
        return
    zone = agreement.zone(plan.calendar)
    met = instant_of(record.met_at) if record.met_at else None
    by = f"{shown_at(due, zone)}, {terms.meet_within} after it was declared"
    if met is not None and met > due:
        late = span_words(max(60, met - due))
        message = f"those in command met at {shown_at(met, zone)}, {late} after {by}"
        yield duty.finding(message, "meet on time: nothing is decided before")
    if met is None and day_bounds(zone, as_of, as_of)[1] - 1 > due:
        message = f"those in command have not met: they were to by {by}"
        yield duty.finding(message, "meet, and write when as `met_at`")
