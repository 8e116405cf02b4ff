"""Money is exact and has a currency: `12500 EUR`, `99.50 GBP`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

from partnership.values.grammar import Grammar
from partnership.values.levels import SHARE_PATTERN, Share


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

RATE = Grammar(
    what="what one unit of a currency is worth",
    pattern=r"^(0|[1-9][0-9]{0,5})(\.[0-9]{1,8})? [A-Z]{3}$",
    examples=("0.8512 GBP", "1.17 EUR"),
    parse=Amount.parse,
)
Rate = Annotated[Amount, RATE]
"""What one unit of another currency is worth, `0.8512 GBP`."""


def _parse_limit(text: str) -> Share | Amount:
    return Share.parse(text) if text.endswith("%") else Amount.parse(text)


LIMIT = Grammar(
    what="a percentage or an amount of money",
    pattern=f"^({SHARE_PATTERN}|{MONEY.pattern[1:-1]})$",
    examples=("6%", "30000 GBP"),
    parse=_parse_limit,
)
Limit = Annotated[Share | Amount, LIMIT]
"""The most that may fall due: `6%` of the charges, or `30000 GBP`."""


def _parse_multiple(text: str) -> Share:
    return Share(Fraction(text[:-1]) / 100)


MULTIPLE = Grammar(
    what="a percentage, also above 100%",
    pattern=r"^(0|[1-9][0-9]{0,3})(\.[0-9]*[1-9])?%$",
    examples=("200%", "50%"),
    parse=_parse_multiple,
)
Multiple = Annotated[Share, MULTIPLE]
"""A share that may be more than the whole, `200%`."""
