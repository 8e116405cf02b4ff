"""What the guard answers: where something stands that looks like a person's, and of which sort."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

Sort = Literal["e-mail", "phone", "national id", "card", "IBAN", "profile link", "token"]
SORTS: tuple[Sort, ...] = get_args(Sort)


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A stretch of a text that looks like a person's; what stands there is not kept."""

    start: int
    end: int
    sort: Sort
    detail: str = ""
    """Of which kind exactly: `BSN, Netherlands`."""


@dataclass(frozen=True)
class Known:
    """What is no person's in one partnership."""

    domains: Collection[str] = ()
    """The parties' mail domains, in small letters."""
    shared: Collection[str] = ()
    """Shared mailboxes and desks, as documents name them, in small letters."""
    tells_mail: bool = True
    """Whether the parties' domains could be read; without them no address is doubted."""

    @cached_property
    def desks(self) -> frozenset[str]:
        """The digits of shared telephone numbers."""
        return frozenset(digits_of(one) for one in self.shared if "@" not in one)


def digits_of(written: str) -> str:
    """Keep the digits alone."""
    return "".join(filter(str.isdigit, written))
