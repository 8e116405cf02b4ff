"""What the owing party earns: a bonus for doing better than promised, its part of a saving."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents.commercials import Bonus, GainShare
from partnership.judging.credits.account import Line, State
from partnership.judging.credits.amounts import in_currency, money_text
from partnership.judging.credits.charges import spend_of
from partnership.judging.credits.methods import Terms
from partnership.judging.credits.outcomes import Assessed, Outcome
from partnership.judging.verdicts import Status
from partnership.values.periods import Span


def find_extras(
    agreement: Agreement, terms: Terms, period: Span, outcomes: Mapping[str, Sequence[Outcome]]
) -> Iterator[Line]:
    """Yield every bonus and gain share of a period, also those that come to nothing."""
    for index, bonus in enumerate(terms.commercials.bonus):
        for outcome in outcomes.get(bonus.sla, ()):
            yield terms.rounded_line(_bonus(terms, index, bonus, outcome))
    for index, gain in enumerate(terms.commercials.gain_share):
        yield terms.rounded_line(_gain(agreement, terms, period, index, gain))


def _bonus(terms: Terms, index: int, bonus: Bonus, outcome: Outcome) -> Line:
    amount: Fraction | None = Fraction(0)
    words, state = "", State.NOTHING
    base = terms.base.amount
    if outcome.unknown:
        amount, state, reason = None, State.NOT_DETERMINED, outcome.unknown[0].reason
    elif not outcome.judged:
        reason = Status(outcome.rows[0].verdict.status).words
    elif not outcome.is_judged_in(bonus.level.unit):
        amount, state = None, State.NOT_DETERMINED
        reason = f"no row is judged in the unit of {bonus.level}"
    elif not outcome.all_reach(bonus.level):
        reason = f"{bonus.level} is not reached"
    elif base is None:
        amount, state, reason = None, State.NOT_DETERMINED, terms.base.words
    else:
        amount, state = base * bonus.percent.value, State.DUE
        reason = f"every row reaches {bonus.level}"
        words = f"{money_text(base)} × {bonus.percent} = {terms.money(amount)}"
    clause = terms.commercials.place("bonus", index)
    sources = (Assessed(outcome).source,)
    title = bonus.title or outcome.sla.title
    return Line("bonus", bonus.id, title, state, clause, sources, words, amount, reason)


def _gain(agreement: Agreement, terms: Terms, period: Span, index: int, gain: GainShare) -> Line:
    clause, title = terms.commercials.place("gain_share", index), gain.title or gain.id
    spent = spend_of(agreement, terms.commercials, period, gain.spend)
    baseline = in_currency(gain.baseline, terms.commercials)
    if spent.amount is None or baseline is None:
        reason = spent.words if spent.amount is None else "its baseline is in another currency"
        state = State.NOT_DETERMINED
        return Line("gain share", gain.id, title, state, clause, (), "", None, reason)
    saved = max(Fraction(0), baseline - spent.amount)
    amount = saved * gain.share.value
    words = f"({money_text(baseline)} − {money_text(spent.amount)}) × {gain.share}"
    words += f" = {terms.money(amount)}"
    if not saved:
        reason = f"{money_text(spent.amount)} spent is no saving on {money_text(baseline)}"
        return Line("gain share", gain.id, title, State.NOTHING, clause, (), "", amount, reason)
    return Line("gain share", gain.id, title, State.DUE, clause, (), words, amount, spent.words)
