"""Chance from a seed, the same on every Python: everything is drawn from `random()` alone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")


class Draws:
    """A stream of draws; `random.Random.random` is the one call whose results never change."""

    def __init__(self, seed: int) -> None:
        """Start the stream."""
        self._random = random.Random(seed)  # noqa: S311 - a story is drawn, not a secret

    def whole(self, low: int, high: int) -> int:
        """Draw a whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def happens(self, percent: int) -> bool:
        """Say whether something of this likelihood happens."""
        return self.whole(1, 100) <= percent

    def one(self, values: Sequence[T]) -> T:
        """Draw one value."""
        return values[self.whole(0, len(values) - 1)]

    def some(self, values: Sequence[T], count: int) -> list[T]:
        """Draw that many different values, in no order."""
        left = list(values)
        return [left.pop(self.whole(0, len(left) - 1)) for _ in range(count)]

    def token(self, prefix: str) -> str:
        """Draw a surrogate token that says only what kind of thing it stands for."""
        return f"{prefix}-{self.whole(0, (1 << 40) - 1):010x}{self.whole(0, (1 << 40) - 1):010x}"
