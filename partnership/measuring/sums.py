"""Puts quantities together: what a metric adds up, and what it divides that by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from fractions import Fraction

from partnership.documents import Metric
from partnership.documents.vocabulary import Quantity
from partnership.measuring.amounts import find
from partnership.measuring.made import AllMade, Amount, AmountView, Found, Made
from partnership.measuring.quantities import PAY, counts_people, is_one_by_one, quantities_of


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
        [found[name].rows.get(index) for name in names or ()]
        for names in (view.metric.amount, view.metric.per)
    )
    people = _people(view.metric, found, index)
    row = Made(_total(above), _total(below), _number(above, below), people)
    if PAY in found:  # whatever else is counted, it tells of those who are paid
        row.n = found[PAY].rows[index].n if index in found[PAY].rows else 0
    several = sum(1 for quantity in found if is_one_by_one(quantity)) > 1
    for quantity, one in found.items():
        for reason, number in one.excluded.get(index, Counter()).items():
            named = f"{reason} ({quantity})" if several and is_one_by_one(quantity) else reason
            row.excluded[named] += number
    return row


def _total(amounts: Sequence[Amount | None]) -> Fraction | None:
    """Add up; of a sum of which one part is not known nothing is known."""
    known = [one.value for one in amounts if one is not None]
    return sum(known, Fraction(0)) if known and len(known) == len(amounts) else None


def _people(metric: Metric, found: Mapping[Quantity, Found], index: int) -> int | None:
    """Give how many people stand below the line; where none are counted there, above it.

    Of several quantities of people some may be the same people.
    """
    for names in (metric.per, metric.amount):
        numbers = [found[name].rows.get(index) for name in names or () if counts_people(name)]
        if numbers:
            return max(one.n if one else 0 for one in numbers) or None
    return None


def _number(above: Sequence[Amount | None], below: Sequence[Amount | None]) -> int:
    """Say how many a row counts: what it is taken of, else what is added up, else its entries."""
    over, under = ([one for one in side if one is not None] for side in (above, below))
    for numbers in (
        [one.n for one in under],
        [one.n for one in over],
        [one.entries for one in under],
        [one.entries for one in over],
    ):
        if any(numbers):
            return sum(numbers)
    return 0
