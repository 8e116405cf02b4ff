"""What a deadline needs is there before it.

An account that is due three days after a month cannot state promises that are measured within five, and one
that takes a share of the next month's charges cannot be made before that month is over. Whoever owes it is late
from the first month on, through nobody's fault. A key result that is due before its promise was measured once
can be neither reached nor missed.

To mend it: lengthen `statement_within`, shorten `measured_within` of the partnership, or let the key result be
due later.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement, Stretch
from partnership.checks._credits import credited
from partnership.documents import SLA, Calendar, Commercials, Goal
from partnership.errors import PartnershipError
from partnership.findings import Finding, Severity
from partnership.judging.due import due_day
from partnership.measuring.days import day_after
from partnership.values.periods import Length, Span

SEVERITY = Severity.ERROR
LENGTHS: dict[str, Length] = {
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "12 months": "month",
}
"""The period by which each window is named."""


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every account that is due before what it states can be known."""
    told: set[int] = set()
    for one in credited(agreement):
        days, terms = one.commercials, one.commercials.terms
        period = _first_period(days)
        due = _due(agreement, terms, one.sla.calendar, period)
        if due is None or id(days) in told:
            continue
        try:
            known = due_day(agreement, one.sla, period.last)
        except PartnershipError:
            continue
        if due < known:
            told.add(id(days))
            message = f"the account of {period} is due by {due}, and `{one.sla.id}` is measured by {known}"
            hint = "lengthen it, or shorten `measured_within` of the partnership"
            yield terms.finding(message, "statement_within", hint=hint)
    for days in agreement.stretches(Commercials):
        yield from _next_charges(agreement, days)
    for goal in agreement.of(Goal):
        yield from _goal(agreement, goal)


def _goal(agreement: Agreement, goal: Goal) -> Iterator[Finding]:
    for index, result in enumerate(goal.key_results):
        sla = agreement.get(SLA, result.sla)
        if sla is None:
            continue
        first = Span.containing(sla.effective.from_, LENGTHS[sla.window])
        try:
            known = due_day(agreement, sla, first.last)
        except PartnershipError:
            continue
        if result.due < known:
            message = (
                f"`{result.id}` is due by {result.due}, and the first period of `{sla.id}`, {first}, "
                f"is measured by {known}"
            )
            hint = f"let it be due on {known} or later"
            yield goal.finding(message, "key_results", index, "due", hint=hint)


def _next_charges(agreement: Agreement, days: Stretch[Commercials]) -> Iterator[Finding]:
    terms, period = days.terms, _first_period(days)
    calendar = terms.calendar or next(iter(agreement.ids("Calendar")), "")
    due = _due(agreement, terms, calendar, period)
    if due is None or terms.charges.of != "next period" or terms.charges.fee is not None:
        return
    if due <= period.next.last:
        message = (
            f"the account of {period} is due by {due}, and takes a share of the charges of "
            f"{period.next}, which end on {period.next.last}"
        )
        yield terms.finding(message, "statement_within", hint="lengthen it by a period")


def _first_period(days: Stretch[Commercials]) -> Span:
    return Span.containing(date.fromordinal(days.first), days.terms.invoice_period)


def _due(agreement: Agreement, terms: Commercials, calendar: str, period: Span) -> date | None:
    named = terms.calendar or calendar
    if terms.statement_within is None or agreement.get(Calendar, named) is None:
        return None
    try:
        return day_after(period.last, terms.statement_within, agreement, named)
    except PartnershipError:
        return None
