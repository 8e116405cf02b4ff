"""By what an account is kept: by what its month's Close sealed, else by what stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from partnership.agreement import Agreement
from partnership.documents import Close, Commercials, Invoice
from partnership.judging.credits.charges import invoices_of
from partnership.judging.sealed import Seals, seals_of
from partnership.values.periods import Span


@dataclass(frozen=True)
class Kept:
    """The terms of all accounts, period by period, and the records they rest on."""

    agreement: Agreement
    seals: Seals

    @cached_property
    def _closes(self) -> dict[Span, Close]:
        """The last Close of each month: a correction comes after what it corrects."""
        return {close.period: close for close in self.seals.closes}

    def terms_on(self, commercials: Commercials, period: Span) -> Commercials | None:
        """Give the terms of an invoice period's last day, or None where there are none.

        Args:
            commercials: The terms as they stand.
            period: The invoice period.

        """
        close = self._closes.get(Span.containing(period.last, "month"))
        sealed = self.seals.terms_of(close) if close else None
        own = sealed.get(Commercials, commercials.id) if sealed else None
        terms = own or self.agreement.get(Commercials, commercials.id)
        return terms.on(period.last) if terms else None

    def records_on(self, period: Span) -> Agreement:
        """Give the invoices and corrective actions that an invoice period's account rests on.

        An invoice that came after its month was closed without one counts all the same.
        """
        close = self._closes.get(Span.containing(period.last, "month"))
        sealed = self.seals.terms_of(close) if close and close.credits else None
        if sealed is None:
            return self.agreement
        if invoices_of(sealed, period):
            return sealed
        late = tuple(one for one in self.agreement.of(Invoice) if one.period == period)
        return replace(sealed, documents=(*sealed.documents, *late))

    @property
    def documents(self) -> Iterator[Commercials]:
        """Every Commercials there is, and every one that is gone and was sealed, by id."""
        there = {one.id: one for one in self.agreement.of(Commercials)}
        for one in self.seals.documents:
            if isinstance(one, Commercials) and self.agreement.get(Commercials, one.id) is None:
                there[one.id] = one
        return iter(there[name] for name in sorted(there))


def kept_by(agreement: Agreement) -> Kept:
    """Keep accounts by all Closes there are, and where there is none by what stands."""
    return Kept(agreement, seals_of(agreement))


def kept_by_closes(seals: Seals) -> Kept:
    """Keep accounts by what some Closes hold, and by nothing else.

    A Close holds all terms of credits that stood, so that those of the last one stand.

    Args:
        seals: The Closes, in the order of the chain.

    """
    found = {one.name: one for one in seals.documents if not isinstance(one, Commercials)}
    last = next(filter(None, map(seals.terms_of, reversed(seals.closes))), None)
    standing = last.of(Commercials) if last else ()
    return Kept(Agreement((*found.values(), *standing)), seals)
