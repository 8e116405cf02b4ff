"""Keeps the accounts: invoice period after invoice period, each with what earlier ones left to it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import Commercials
from partnership.judging.credits.account import Account, Cap, Line, State, Statement, added
from partnership.judging.credits.amounts import rounded, unit_of
from partnership.judging.credits.caps import Paid, find_caps
from partnership.judging.credits.charges import base_of, charged_in
from partnership.judging.credits.events import Event, find_events, lower_of_one_event
from partnership.judging.credits.extras import find_extras
from partnership.judging.credits.facts import find_facts
from partnership.judging.credits.later import (
    Earning,
    Waiting,
    decide_waiting,
    earn_back,
    final_in_peak,
    in_order,
    missed_on,
    peak_of,
)
from partnership.judging.credits.methods import Draft, Terms, find_drafts
from partnership.judging.credits.outcomes import Outcome, find_outcomes
from partnership.judging.credits.sealing import Kept, kept_by
from partnership.judging.judged import Judged
from partnership.values.periods import Span

OTHER = {"client": "provider", "provider": "client"}
PRICING = ("Commercials", "SLA", "Metric", "Measurement", "Invoice", "CorrectiveAction")
"""The kinds of documents that an amount may rest on."""


def accounts_of(
    agreement: Agreement, judged: Iterable[Judged], period: Span, as_of: date
) -> Statement:
    """Make the statement of an invoice period: an account for each Commercials that invoices it.

    Args:
        agreement: All documents of one revision.
        judged: Every verdict, also of earlier periods: caps, repeats and earn-back look back.
        period: The invoice period.
        as_of: The day judged.

    """
    outcomes = find_outcomes(agreement, judged)
    accounts, kept = [], kept_by(agreement)
    for commercials in kept.documents:
        settled = settle(kept, outcomes, commercials, period)
        accounts += [account for account in settled if account.period == str(period)]
    named = agreement.partnership.id if agreement.partnership else ""
    return Statement(str(period), str(as_of), named, tuple(accounts), _unread(agreement))


@dataclass(slots=True)
class _Past:
    """What all accounts of a party's terms rest on, and what those so far leave to the next."""

    kept: Kept
    outcomes: Mapping[str, Sequence[Outcome]]
    paid: list[Paid] = field(default_factory=list)
    waiting: list[Waiting] = field(default_factory=list)
    earning: list[Earning] = field(default_factory=list)


def settle(
    kept: Kept, outcomes: Mapping[str, Sequence[Outcome]], commercials: Commercials, last: Span
) -> Iterator[Account]:
    """Yield one party's accounts in order, from the first of its terms to one period.

    Args:
        kept: By what the accounts are kept.
        outcomes: What came of each promise, by period.
        commercials: The party's terms, with their amendments.
        last: The last invoice period.

    """
    past = _Past(kept, outcomes)
    period = Span.containing(commercials.effective.from_, commercials.invoice_period)
    while period <= last:
        terms = kept.terms_on(commercials, period)
        if terms is not None and terms.invoice_period == commercials.invoice_period:
            yield _account(past, terms, period)
        period = period.next


def _account(past: _Past, commercials: Commercials, period: Span) -> Account:
    records, terms = past.kept.records_on(period), _terms(past.kept, commercials, period)
    inside = _between(past.outcomes, period.first, period.last)
    until = _between(past.outcomes, date.min, period.last)
    events = find_events(records, commercials.owed_by)
    drafts = [final_in_peak(terms, one) for one in _drafts(terms, inside, events, past)]
    due = [draft for draft in drafts if draft.line.state.counts]
    credit = added(draft.line for draft in due)
    caps = tuple(find_caps(terms, period, credit, past.paid))
    capped = min([credit, *(cap.room for cap in caps)])
    payable = _payable(terms, capped, is_capped=capped < credit)
    past.earning += _earnings(terms, due, credit, payable)
    returned = list(earn_back(terms, past.earning, in_order(inside)))
    extras = list(find_extras(records, terms, period, inside))
    lines = (*(draft.line for draft in drafts), *returned, *extras)
    past.paid.append(_paid(terms, period, payable, lines, caps))
    sums = _sums(terms, payable, capped, returned, extras)
    return Account(
        id=commercials.id,
        title=commercials.title,
        owed_by=commercials.owed_by,
        owed_to=OTHER[commercials.owed_by],
        period=str(period),
        currency=commercials.currency,
        clause=commercials.place(),
        charges=terms.base.amount,
        charges_from=terms.base.words,
        at_risk=terms.at_risk,
        lines=lines,
        credits=credit,
        caps=caps,
        payable=payable,
        returned=sums.returned,
        bonus=sums.bonus,
        rounding=_rounding_words(commercials),
        rounded_from=sums.changed,
        facts=tuple(find_facts(commercials, period, until, past.paid)),
        notes=tuple(_notes(commercials, events, caps, credit)),
    )


def _terms(kept: Kept, commercials: Commercials, period: Span) -> Terms:
    charged = charged_in(commercials, period)
    return Terms(commercials, base_of(kept.records_on(charged), commercials, charged))


def _paid(
    terms: Terms, period: Span, payable: Fraction, lines: Sequence[Line], caps: Sequence[Cap]
) -> Paid:
    """Remember what an account says, for the caps and triggers of later ones."""
    certain = all(line.state is not State.NOT_DETERMINED for line in lines)
    filled = any(cap.reached for cap in caps if cap.name != "twelve months")
    return Paid(period, payable, terms.base.amount, certain, filled)


def _between(
    outcomes: Mapping[str, Sequence[Outcome]], first: date, last: date
) -> dict[str, Sequence[Outcome]]:
    """Keep the outcomes whose periods end within some days; they stand in the order of their ends."""
    return {
        name: every[bisect_left(every, first, key=_end) : bisect_right(every, last, key=_end)]
        for name, every in outcomes.items()
    }


def _end(outcome: Outcome) -> date:
    return outcome.ends


def _drafts(
    terms: Terms, inside: Mapping[str, Sequence[Outcome]], events: Sequence[Event], past: _Past
) -> tuple[Draft, ...]:
    """Make the lines of credits: new ones, and suspended ones that are decided now."""
    found = _one_event(terms, list(find_drafts(terms, inside, events)), events)
    if terms.commercials.suspended is None:
        decided = tuple(decide_waiting(terms, past.waiting, in_order(inside)))
        return (*decided, *found)
    kept = []
    for draft in found:
        if draft.line.state is State.DUE and draft.line.amount:
            past.waiting.append(Waiting(draft, missed_on(draft)))
        else:
            kept.append(draft)
    new = [waiting.draft for waiting in past.waiting if waiting.draft in found]
    decided = tuple(decide_waiting(terms, past.waiting, in_order(inside)))
    still = [waiting.draft for waiting in past.waiting]
    reason = "until the next judged period upholds or waives it"
    suspended = [draft.becomes(State.SUSPENDED, reason) for draft in new if draft in still]
    return (*decided, *suspended, *kept)


def _one_event(terms: Terms, drafts: list[Draft], events: Sequence[Event]) -> list[Draft]:
    """Credit one event once, across categories."""
    single = [
        (index, draft)
        for index, draft in enumerate(drafts)
        if draft.line.state is State.DUE and len(draft.assessed) == 1
    ]
    costs = [(draft.assessed[0].outcome.key, draft.line.amount or 0) for _, draft in single]
    for position, reason in lower_of_one_event(terms.commercials, costs, events).items():
        index, draft = single[position]
        drafts[index] = draft.becomes(State.ONE_EVENT, reason)
    return drafts


def _payable(terms: Terms, capped: Fraction, *, is_capped: bool) -> Fraction:
    """Round what is payable; what a cap holds down is rounded down, so that the cap holds."""
    rounding = terms.commercials.rounding
    unit = unit_of(rounding, terms.commercials.currency)
    if rounding is None or unit is None:
        return capped
    return rounded(capped, unit, "down" if is_capped else rounding.mode)


def _earnings(
    terms: Terms, due: Iterable[Draft], credit: Fraction, payable: Fraction
) -> Iterator[Earning]:
    """Yield what of each credit was paid, its part of what was payable; one of a peak is final."""
    for draft in due:
        amount = draft.line.amount
        if amount and not peak_of(terms, draft):
            yield Earning(draft.line, amount * payable / credit, missed_on(draft))


@dataclass(frozen=True, slots=True)
class _Sums:
    returned: Fraction
    bonus: Fraction
    changed: tuple[tuple[str, Fraction], ...]
    """What rounding changed, as it was."""


def _sums(
    terms: Terms,
    payable: Fraction,
    capped: Fraction,
    returned: Sequence[Line],
    extras: Sequence[Line],
) -> _Sums:
    given = added(returned)
    earned = added(line for line in extras if line.state is State.DUE)
    rounding = terms.commercials.rounding
    unit = unit_of(rounding, terms.commercials.currency)
    back, extra = given, earned
    if rounding is not None and unit is not None and rounding.when == "total":
        back, extra = rounded(given, unit, rounding.mode), rounded(earned, unit, rounding.mode)
    pairs = (("payable", capped, payable), ("returned", given, back), ("bonus", earned, extra))
    changed = tuple((name, exact) for name, exact, now in pairs if exact != now)
    return _Sums(back, extra, changed)


def _rounding_words(commercials: Commercials) -> str:
    rounding = commercials.rounding
    if rounding is None or unit_of(rounding, commercials.currency) is None:
        return "not rounded: the terms do not say how"
    what = "each line" if rounding.when == "each line" else "totals"
    return f"{what} rounded {rounding.mode} to {rounding.to}"


def _unread(agreement: Agreement) -> tuple[str, ...]:
    """Say that documents which cannot be read may hold amounts; of one nobody can tell the kind."""
    unread = next((kind for kind in PRICING if not agreement.is_whole(kind)), None)
    if unread is None:
        return ()
    what = f"a document of kind {unread}" if agreement.is_whole() else "a document"
    hidden = f"{what} cannot be read as written, so amounts may be missing"
    return (f"{hidden}; `partnership validate` says what to change",)


def _notes(
    commercials: Commercials, events: Sequence[Event], caps: Sequence[Cap], credit: Fraction
) -> Iterator[str]:
    if commercials.single_event == "choice of the other party":
        for event in events:
            if not event.credited:
                other = OTHER[commercials.owed_by]
                yield (
                    f"CorrectiveAction/{event.id} is one event; the {other} has not chosen which "
                    "miss is credited, so the highest is"
                )
    for cap in caps:
        if cap.room < credit:
            yield f"{cap.name}: the credits are more than the cap leaves"
