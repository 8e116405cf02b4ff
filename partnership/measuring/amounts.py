"""Finds what a quantity adds up to in some days, by row of targets; exact, and never a guess.

What happens one by one is counted in SQL on its day. What comes added up is read by period: of the
periods that lie inside the days, at one level of detail. A quantity of which the store holds nothing
is not 0: it is not known, and what is made of it is nothing. Only what is counted one by one can be
known to be 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from partnership.documents.vocabulary import Quantity
from partnership.measuring.entered import answers, attestations, capacity, costs, forecasts
from partnership.measuring.happenings import happenings, open_on_average, required_fields
from partnership.measuring.made import AmountView, Found
from partnership.measuring.quantities import (
    ATTESTED,
    COSTS,
    FIELDS,
    HAPPENINGS,
    OPEN_ON_AVERAGE,
    SURVEYED,
)


def find(view: AmountView, quantity: Quantity) -> Found:
    """Find what a quantity adds up to.

    Raises:
        EventsError: What is in the store contradicts itself or what was agreed.
        PartnershipError: The definition asks what the store cannot answer.
    """
    if quantity in HAPPENINGS:
        return happenings(view, quantity)
    if quantity in COSTS:
        return costs(view, quantity)
    if quantity in SURVEYED:
        return answers(view, quantity)
    if quantity in ATTESTED:
        return attestations(view, quantity)
    if quantity in FIELDS:
        return required_fields(view, quantity)
    by_name: Mapping[Quantity, Callable[[AmountView], Found]] = {
        OPEN_ON_AVERAGE: open_on_average,
        "recruiter capacity": capacity,
        "forecast openings": forecasts,
    }
    return by_name[quantity](view)
