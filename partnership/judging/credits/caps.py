"""The most that credits come to: what is at risk, a period's cap, twelve months' cap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from partnership.judging.credits.account import Cap
from partnership.judging.credits.amounts import in_currency, money_text
from partnership.judging.credits.methods import Terms
from partnership.values.levels import Share
from partnership.values.money import Amount
from partnership.values.periods import Span

PERIODS_OF_A_YEAR = {1: 12, 3: 4, 12: 1}


@dataclass(frozen=True, slots=True)
class Paid:
    """What an earlier account came to."""

    period: Span
    payable: Fraction
    charges: Fraction | None
    certain: bool
    """Whether every amount of it was known."""
    filled: bool
    """Whether its credits reached the period's own cap."""


def find_caps(
    terms: Terms, period: Span, credit: Fraction, earlier: Sequence[Paid]
) -> Iterator[Cap]:
    """Yield every cap that holds for a period.

    Args:
        terms: What the account is made with.
        period: The invoice period.
        credit: What its credits come to.
        earlier: What earlier accounts came to, in order.

    """
    agreed, at_risk = terms.commercials, terms.at_risk
    if at_risk is not None and terms.base.amount is not None:
        words = f"{money_text(terms.base.amount)} × {agreed.at_risk} at risk"
        clause = agreed.place("at_risk")
        yield Cap("at risk", clause, at_risk, words, at_risk, bool(credit) and credit >= at_risk)
    caps = agreed.caps
    if caps and caps.period and (said := _limit(caps.period, terms, terms.base.amount)):
        limit, words = said
        full = bool(credit) and credit >= limit
        yield Cap("period", agreed.place("caps", "period"), limit, words, limit, full)
    if caps and caps.twelve_months is not None:
        yield from _twelve_months(terms, caps.twelve_months, period, credit, earlier)


def _twelve_months(
    terms: Terms, agreed: Share | Amount, period: Span, credit: Fraction, earlier: Sequence[Paid]
) -> Iterator[Cap]:
    """Give the cap of the twelve months that end with a period, and what is left of it."""
    before = PERIODS_OF_A_YEAR[period.months] - 1
    first = period
    for _ in range(before):
        first = first.previous
    inside = [paid for paid in earlier if paid.period >= first]
    known = [paid.charges for paid in inside if paid.charges is not None]
    charges = None if terms.base.amount is None else sum(known, terms.base.amount)
    said = _limit(agreed, terms, charges)
    if said is None:
        return
    limit, words = said
    used = Fraction(sum(paid.payable for paid in inside))
    room = max(Fraction(0), limit - used)
    words += f", less {money_text(used)} since {first}"
    if any(not paid.certain for paid in inside):
        words += " (at least: not every earlier account is determined)"
    clause = terms.commercials.place("caps", "twelve_months")
    yield Cap("twelve months", clause, limit, words, room, bool(credit) and credit >= room)


def _limit(
    agreed: Share | Amount, terms: Terms, charges: Fraction | None
) -> tuple[Fraction, str] | None:
    """Give what a cap comes to, and of what; None where nobody knows."""
    if isinstance(agreed, Amount):
        amount = in_currency(agreed, terms.commercials)
        return None if amount is None else (amount, str(agreed))
    if charges is None:
        return None
    return charges * agreed.value, f"{money_text(charges)} × {agreed}"
