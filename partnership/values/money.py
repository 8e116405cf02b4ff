"""Money is exact and has a currency: `12500 EUR`, `99.50 GBP`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated

from partnership.values.grammar import Grammar


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of one currency (ISO 4217)."""

    value: Decimal
    currency: str

    @classmethod
    def parse(cls, text: str) -> Amount:
        """Parse `12500 EUR`; raises ValueError on anything else."""
        number, _, currency = text.partition(" ")
        return cls(Decimal(number), currency)

    def __str__(self) -> str:
        """Print the one written form."""
        return f"{self.value} {self.currency}"


MONEY = Grammar(
    what="an amount of money",
    pattern=r"^(0|[1-9][0-9]{0,11})(\.[0-9]{2})? [A-Z]{3}$",
    examples=("12500 EUR", "99.50 GBP"),
    parse=Amount.parse,
)
Money = Annotated[Amount, MONEY]
"""An amount with its currency, `12500 EUR`."""

CURRENCY = Grammar(
    what="a currency's three letters (ISO 4217)",
    pattern="^[A-Z]{3}$",
    examples=("EUR", "GBP"),
    parse=str,
)
Currency = Annotated[str, CURRENCY]
"""A currency, `EUR` (ISO 4217)."""
