"""A promise changes its class with the notice that was agreed.

A KPI that becomes critical pays credits from its first day, so the party that owes it needs the agreed time to
get ready; one that is demoted pays none. The SLA's amendment makes the change, the notice stands in `class_changes`.

To mend it: record the notice, move the amendment to the day in the hint, or leave the change to the next year.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from partnership.agreement import Agreement, Stretch
from partnership.documents import SLA, Commercials
from partnership.documents.commercials import ClassChanges
from partnership.errors import PartnershipError
from partnership.findings import Finding, Severity
from partnership.measuring.days import day_after

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every change of class without its notice, and every one too many in a year."""
    for commercials in agreement.of(Commercials):
        terms = next(reversed([version for _, version in commercials.versions()]))
        agreed = terms.class_changes
        if agreed is None:
            continue
        changes = sorted(_changes(agreement, terms), key=lambda change: change.first)
        for change in changes:
            yield from _notice(agreement, terms, agreed, change)
        yield from _too_many(agreed, changes)


def _changes(agreement: Agreement, terms: Commercials) -> Iterator[Stretch[SLA]]:
    """Yield the terms with which a promise of these credits has another class than before."""
    names = {name for category in terms.categories for name in category.slas}
    stretches = [one for one in agreement.stretches(SLA) if one.terms.id in names]
    for before, after in pairwise(stretches):
        same = before.terms.id == after.terms.id
        if same and before.terms.class_ != after.terms.class_:
            yield after


def _notice(
    agreement: Agreement, terms: Commercials, agreed: ClassChanges, change: Stretch[SLA]
) -> Iterator[Finding]:
    sla, day = change.terms, date.fromordinal(change.first)
    given = [
        notice.on
        for notice in agreed.notices
        if notice.sla == sla.id and notice.class_ == sla.class_ and notice.on < day
    ]
    if not given:
        message = f"`{sla.id}` becomes {sla.class_} on {day}, and no notice of it is recorded"
        hint = f"add it to `class_changes: {{notices: […]}}` of `{terms.name}`"
        yield sla.finding(message, "class", hint=hint)
        return
    try:
        earliest = min(
            day_after(on, agreed.notice, agreement, terms.calendar or sla.calendar) for on in given
        )
    except PartnershipError:
        return
    if day < earliest:
        message = (
            f"`{sla.id}` becomes {sla.class_} on {day}, and {agreed.notice} after the notice of "
            f"{min(given)} is {earliest}"
        )
        yield sla.finding(message, "class", hint=f"let the amendment begin on {earliest}")


def _too_many(agreed: ClassChanges, changes: list[Stretch[SLA]]) -> Iterator[Finding]:
    if agreed.at_most is None:
        return
    by_year: dict[int, int] = {}
    for change in changes:
        day = date.fromordinal(change.first)
        by_year[day.year] = by_year.get(day.year, 0) + 1
        if by_year[day.year] > agreed.at_most:
            message = f"this is change of class {by_year[day.year]} of {day.year}"
            message += f", and {agreed.at_most} a year may be made"
            hint = f"let the amendment begin in {day.year + 1}"
            yield change.terms.finding(message, "class", hint=hint)
