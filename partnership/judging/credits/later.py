"""What later periods do to a credit: they uphold or waive a suspended one, or earn a paid one back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from partnership.documents.commercials import Category, EarnBack
from partnership.judging.credits.account import Line, State
from partnership.judging.credits.amounts import money_text
from partnership.judging.credits.methods import Draft, Terms
from partnership.judging.credits.outcomes import Outcome, assess
from partnership.judging.verdicts import Status


@dataclass(slots=True)
class Waiting:
    """A suspended credit, until each of its promises has another period that is judged."""

    draft: Draft
    left: dict[str, date]
    """The promises without one, each with the last day it was missed."""


@dataclass(slots=True)
class Earning:
    """A credit that was paid and may be earned back."""

    line: Line
    paid: Fraction
    """What of it was paid, after caps."""
    since: dict[str, date]
    """Its promises, each with the last day it was missed."""
    good: dict[str, list[str]] = field(default_factory=dict)
    """The periods without a miss since then, by promise."""


def missed_on(draft: Draft) -> dict[str, date]:
    """Give the promises of a credit, each with the last day of the last period it missed."""
    found: dict[str, date] = {}
    for one in draft.assessed:
        name = one.outcome.sla.id
        found[name] = max(found.get(name, date.min), one.outcome.ends)
    return found


def in_order(outcomes: Mapping[str, Sequence[Outcome]]) -> tuple[Outcome, ...]:
    """Give the outcomes of all promises by day."""
    every = (outcome for found in outcomes.values() for outcome in found)
    return tuple(sorted(every, key=lambda one: (one.ends, one.sla.id)))


def decide_waiting(
    terms: Terms, waiting: list[Waiting], outcomes: Iterable[Outcome]
) -> Iterator[Draft]:
    """Yield each suspended credit that a later period upholds or waives, and wait for it no more."""
    agreed = terms.commercials.suspended
    for outcome in outcomes:
        for one in list(waiting):
            missed = one.left.get(outcome.sla.id)
            if missed is None or outcome.ends <= missed or not outcome.is_known:
                continue
            words = f"{outcome.sla.id} in {outcome.period}"
            if agreed is None or _is_waived(agreed.waived_when, outcome):
                del one.left[outcome.sla.id]
                if not one.left:
                    waiting.remove(one)
                    yield one.draft.becomes(State.WAIVED, f"waived by {words}")
            else:
                waiting.remove(one)
                yield one.draft.becomes(State.UPHELD, f"upheld by {words}")


def _is_waived(when: str, outcome: Outcome) -> bool:
    kept = {Status.MET} if when == "met" else {Status.MET, Status.EXPECTED_MISSED}
    return all(verdict.status in kept for verdict in outcome.judged)


def earn_back(terms: Terms, earning: list[Earning], outcomes: Iterable[Outcome]) -> Iterator[Line]:
    """Yield what better periods give back, and forget credits that a new miss makes final."""
    agreed = terms.commercials.earn_back
    if agreed is None:
        earning.clear()
        return
    wanted = int(agreed.after.split()[0])
    by_promise: dict[str, list[Earning]] = {}
    for one in earning:
        for name in one.since:
            by_promise.setdefault(name, []).append(one)
    ended: set[int] = set()
    for outcome in outcomes:
        for one in by_promise.get(outcome.sla.id, ()):
            is_later = outcome.ends > one.since[outcome.sla.id] and outcome.is_known
            if id(one) in ended or not is_later:
                continue
            if not _is_good(terms, one, outcome):
                ended.add(id(one))
                continue
            one.good.setdefault(outcome.sla.id, []).append(outcome.period)
            if len(one.good) == len(one.since) and min(map(len, one.good.values())) >= wanted:
                ended.add(id(one))
                yield _returned(terms, agreed, one)
    earning[:] = [one for one in earning if id(one) not in ended]


def peak_of(terms: Terms, draft: Draft) -> str:
    """Name the peak that a period of a credit has a day in; nothing where there is none."""
    agreed = terms.commercials.earn_back
    for one in draft.assessed:
        first, last = min(row.verdict.first for row in one.outcome.rows), one.outcome.ends
        for peak in agreed.peaks if agreed else ():
            if peak.from_ <= last and first <= peak.to:
                return peak.id
    return ""


def final_in_peak(terms: Terms, draft: Draft) -> Draft:
    """Say of a credit that is due for a peak that it is not earned back."""
    peak = peak_of(terms, draft) if draft.line.state.counts and draft.line.amount else ""
    if not peak:
        return draft
    words = f"not earned back: in the peak `{peak}`"
    return draft.becomes(draft.line.state, "; ".join(filter(None, (draft.line.reason, words))))


def _is_good(terms: Terms, earning: Earning, outcome: Outcome) -> bool:
    agreed = terms.commercials.earn_back
    if agreed and agreed.level is not None and not outcome.all_reach(agreed.level):
        return False
    categories: tuple[Category, ...] = terms.commercials.categories
    same = [one for one in categories if one.id == earning.line.category]
    return not any(assess(category, outcome).failed for category in same)


def _returned(terms: Terms, agreed: EarnBack, earning: Earning) -> Line:
    amount = earning.paid * agreed.share.value
    periods = [period for found in earning.good.values() for period in found]
    missed = ", ".join(dict.fromkeys(source.period for source in earning.line.sources))
    paid = money_text(earning.paid)
    words = f"{paid} paid for {missed} × {agreed.share} = {terms.money(amount)}"
    line = replace(
        earning.line,
        section="returned",
        state=State.DUE,
        clause=terms.commercials.place("earn_back"),
        arithmetic=words,
        amount=amount,
        reason=f"no miss in {', '.join(dict.fromkeys(periods))}",
    )
    return terms.rounded_line(line)
