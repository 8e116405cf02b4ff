"""Which terms an account is kept by: those that its month's Close sealed, else those that stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from partnership.agreement import Agreement
from partnership.documents import Close, Commercials
from partnership.judging.sealed import Seals, seals_of
from partnership.values.periods import Span


@dataclass(frozen=True)
class Kept:
    """The terms of all accounts, period by period."""

    agreement: Agreement

    @cached_property
    def _seals(self) -> Seals:
        return seals_of(self.agreement)

    @cached_property
    def _closes(self) -> dict[Span, Close]:
        """The last Close of each month: a correction comes after what it corrects."""
        return {close.period: close for close in self._seals.closes}

    def terms_on(self, commercials: Commercials, period: Span) -> Commercials | None:
        """Give the terms of an invoice period's last day, or None where there are none.

        Args:
            commercials: The terms as they stand.
            period: The invoice period.

        """
        close = self._closes.get(Span.containing(period.last, "month"))
        sealed = self._seals.terms_of(close) if close else None
        own = sealed.get(Commercials, commercials.id) if sealed else None
        terms = own or self.agreement.get(Commercials, commercials.id)
        return terms.on(period.last) if terms else None

    @property
    def documents(self) -> Iterator[Commercials]:
        """Every Commercials there is, and every one that is gone and was sealed, by id."""
        there = {one.id: one for one in self.agreement.of(Commercials)}
        for close in self._seals.closes:
            sealed = self._seals.terms_of(close)
            for one in sealed.of(Commercials) if sealed else ():
                if self.agreement.get(Commercials, one.id) is None:
                    there[one.id] = one
        return iter(there[name] for name in sorted(there))
