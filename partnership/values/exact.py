"""Exact numbers as records hold them: `19/23`, `5000`."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

from partnership.values.grammar import Grammar

EXACT = Grammar(
    what="an exact number",
    pattern="^-?[0-9]{1,60}(/[1-9][0-9]{0,59})?$",
    examples=("19/23", "5000"),
    parse=Fraction,
)
Exact = Annotated[Fraction, EXACT]
"""A whole number or a fraction: `19/23`; a share lies between 0 and 1."""
