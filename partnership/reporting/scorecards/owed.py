"""What the accounts of a period come to, for the scorecard: by party, with what is not determined."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import Commercials
from partnership.judging.credits import settle
from partnership.judging.credits.amounts import money_text, plain_text
from partnership.judging.credits.outcomes import find_outcomes
from partnership.judging.credits.sealing import kept_by
from partnership.judging.judged import Judged
from partnership.values.periods import Span


@dataclass(frozen=True, slots=True)
class Owed:
    """What one party owes the other for one invoice period."""

    commercials: str
    owed_by: str
    owed_to: str
    period: str
    currency: str
    net: Fraction
    """After caps, what is given back and what is earned; below zero it is owed the other way."""
    undetermined: int
    """How many amounts are not known yet."""

    @property
    def words(self) -> str:
        """Say it in a line: `The provider owes the client 2,000.00 GBP for 2026-03`."""
        rest = f", and {self.undetermined} not determined" if self.undetermined else ""
        debtor, creditor = self.owed_by, self.owed_to
        if self.net < 0:
            debtor, creditor = creditor, debtor
        amount = money_text(abs(self.net), self.currency)
        return f"The {debtor} owes the {creditor} {amount} for {self.period} ({self.commercials}){rest}"

    @property
    def amount(self) -> str:
        """The amount for machines, exactly."""
        return plain_text(self.net)


def owed_in(agreement: Agreement, judged: Iterable[Judged], period: Span) -> Iterator[Owed]:
    """Yield what every Commercials comes to, for each of its invoice periods that ends in a period.

    Args:
        agreement: All documents.
        judged: Every verdict with what led to it; caps and repeats look back.
        period: A month, a quarter or a year.

    """
    known = agreement.of(Commercials)
    if not known:
        return
    outcomes, kept = find_outcomes(agreement, judged), kept_by(agreement)
    for commercials in known:
        last = Span.containing(period.last, commercials.invoice_period)
        for account in settle(kept, outcomes, commercials, last):
            if period.first <= Span.parse(account.period).last <= period.last:
                yield Owed(
                    commercials=account.id,
                    owed_by=account.owed_by,
                    owed_to=account.owed_to,
                    period=account.period,
                    currency=account.currency,
                    net=account.net,
                    undetermined=len(account.open_lines),
                )
