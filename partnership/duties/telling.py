"""What is to be told and looked at again by a day: reports to the other side, cultures, onboarding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.documents import Attestation, Calendar, Culture, Disclosure
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


def find_reports_due(agreement: Agreement, as_of: date, until: date) -> Iterator[Duty]:
    """Yield what is to be told from a day to another; nothing records that it was."""
    for terms in agreement.in_force(Disclosure, as_of):
        period = Span.containing(as_of, terms.every).previous
        for _ in range(3):
            due = due_of(agreement, terms, period)
            if due and as_of <= due <= until and period.last >= terms.effective.from_:
                what, loc = f"tell {terms.title}, {period}", ("due_within",)
                party = party_of(agreement, terms.told_by)
                yield Duty(TOLD, what, party, terms.told_by, due, terms, loc)
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
