"""Puts quantities together: what a metric adds up, and what it divides that by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from partnership.documents.vocabulary import Quantity
from partnership.measuring.amounts import find
from partnership.measuring.made import AllMade, Amount, AmountView, Found, Made
from partnership.measuring.quantities import PAY, is_one_by_one, quantities_of


def sums_of(view: AmountView) -> AllMade:
    """Add up a metric's quantities, by row of targets.

    Raises:
        EventsError: What is in the store contradicts itself or what was agreed.
        PartnershipError: The definition asks what the store cannot answer.
    """
    found = {quantity: find(view, quantity) for quantity in quantities_of(view.metric)}
    made = AllMade()
    for index in range(len(view.sla.targets)):
        made.rows[index] = _row(view, found, index)
    made.unassigned = sum(one.unassigned for one in found.values())
    made.shares = [Fraction(one.there, one.asked) for one in found.values() if one.asked]
    return made


def _row(view: AmountView, found: Mapping[Quantity, Found], index: int) -> Made:
    above, below = (
        [found[name].rows[index] for name in names or () if index in found[name].rows]
        for names in (view.metric.amount, view.metric.per)
    )
    row = Made(_total(above), _total(below), _number(above, below))
    if PAY in found:  # whatever else is counted, it tells of those who are paid
        row.n = found[PAY].rows[index].n if index in found[PAY].rows else 0
    several = sum(1 for quantity in found if is_one_by_one(quantity)) > 1
    for quantity, one in found.items():
        for reason, number in one.excluded.get(index, Counter()).items():
            named = f"{reason} ({quantity})" if several and is_one_by_one(quantity) else reason
            row.excluded[named] += number
    return row


def _total(amounts: Sequence[Amount]) -> Fraction | None:
    return sum((one.value for one in amounts), Fraction(0)) if amounts else None


def _number(above: Sequence[Amount], below: Sequence[Amount]) -> int:
    """Say how many a row counts: what it is taken of, else what is added up, else its entries."""
    for numbers in (
        [one.n for one in below],
        [one.n for one in above],
        [one.entries for one in below],
        [one.entries for one in above],
    ):
        if any(numbers):
            return sum(numbers)
    return 0
