"""Every quantity says what it is."""

from __future__ import annotations

from typing import get_args

from partnership.documents.vocabulary import Quantity
from partnership.explaining.choices import QUANTITIES, meanings
from partnership.measuring.quantities import (
    ATTESTED,
    COSTS,
    FIELDS,
    HAPPENINGS,
    OPEN_ON_AVERAGE,
    SURVEYED,
)


def test_each_quantity_has_its_meaning_above_and_below_the_line():
    assert set(get_args(Quantity)) == set(QUANTITIES)
    for quantity, meaning in QUANTITIES.items():
        assert (
            [meaning] == list(meanings("amount", [quantity])) == list(meanings("per", [quantity]))
        )


def test_each_quantity_is_counted_in_one_way():
    ways = (HAPPENINGS, COSTS, SURVEYED, ATTESTED, FIELDS, (OPEN_ON_AVERAGE,))
    known = [name for way in ways for name in way]

    assert sorted(get_args(Quantity)) == sorted([*known, "recruiter capacity", "forecast openings"])
