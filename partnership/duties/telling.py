"""What is to be told and looked at again by a day: reports to the other side, cultures, onboarding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.documents import Attestation, Calendar, Culture, Disclosure, DisclosureRecord
from partnership.documents.base import Record
from partnership.documents.culture import Onboarding
from partnership.duties.duty import Duty
from partnership.duties.retention import end_of
from partnership.duties.rounds import party_of
from partnership.errors import PartnershipError
from partnership.measuring.days import day_after
from partnership.values.periods import Span

TOLD = "report"
REVIEW = "culture review"
ONBOARDING = "onboarding"
YEAR = 366
"""How many days back what was not told is asked for."""


def find_reports_due(agreement: Agreement, as_of: date, until: date) -> Iterator[Duty]:
    """Yield what is to be told by a day, and the oldest of each disclosure that is overdue."""
    for terms in agreement.in_force(Disclosure, as_of):
        found = [duty for _, duty in untold(agreement, terms, until)]
        late = [one for one in found if one.due < as_of]
        if late:
            more = len(late) - 1
            rest = f" and {more} later {terms.every}{'s' * (more > 1)}" if more else ""
            yield replace(late[0], what=f"{late[0].what}{rest}")
        yield from (one for one in found if as_of <= one.due)


def untold(agreement: Agreement, terms: Disclosure, until: date) -> Iterator[tuple[Span, Duty]]:
    """Yield each period that is due by a day and not recorded as told, from a year before on, the oldest first.

    Where nothing is recorded at all, of any kind, the agreement is not lived yet and none is asked for.
    """
    if not any(isinstance(one, Record) for one in agreement.documents):
        return
    told = {one.period for one in agreement.of(DisclosureRecord) if one.disclosure == terms.id}
    party = party_of(agreement, terms.told_by)
    since = max(terms.effective.from_, date.fromordinal(max(until.toordinal() - YEAR, 1)))
    period = Span.containing(since, terms.every)
    while period.last < until:
        due = due_of(agreement, terms, period)
        if due and due <= until and period not in told:
            what, loc = f"tell {terms.title}, {period}", ("due_within",)
            yield period, Duty(TOLD, what, party, terms.told_by, due, terms, loc)
        period = period.next


def due_of(agreement: Agreement, terms: Disclosure, period: Span) -> date | None:
    """Give the last day on which a period is told in time; None where the calendar says none."""
    is_known = agreement.get(Calendar, terms.calendar) is not None
    if terms.due_within.unit in {"business days", "business hours"} and not is_known:
        return _weekdays_after(period.last, terms.due_within.amount)
    try:
        return day_after(period.last, terms.due_within, agreement, terms.calendar or "")
    except PartnershipError:  # the calendar's own finding says why
        return None


def _weekdays_after(day: date, count: int) -> date:
    while count > 0:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def find_reviews(agreement: Agreement, as_of: date) -> Iterator[Duty]:
    """Yield when each culture is looked at again, and when its onboarding is attested again."""
    for terms in agreement.in_force(Culture, as_of):
        review = terms.review
        due = end_of(review.reviewed_on or terms.effective.from_, review.every)
        what, loc = f"look at {terms.title} again with the other side", ("review",)
        yield Duty(REVIEW, what, party_of(agreement, review.owner), review.owner, due, terms, loc)
        for index, one in enumerate(terms.onboarding):
            last = last_attested(agreement, one, as_of)
            due = end_of(last.date if last else terms.effective.from_, one.every)
            what = f"attest how many of {one.group} have been to: {one.topic}"
            party, way = party_of(agreement, one.owner), ("onboarding", index)
            yield Duty(ONBOARDING, what, party, one.owner, due, terms, way)


def last_attested(agreement: Agreement, one: Onboarding, as_of: date) -> Attestation | None:
    """Give the newest count of those who were brought in."""
    found = [
        each
        for each in agreement.of(Attestation)
        if (each.topic, each.party, each.group) == (one.topic, one.party, one.group)
        and each.date <= as_of
    ]
    return max(found, key=lambda each: each.date, default=None)
