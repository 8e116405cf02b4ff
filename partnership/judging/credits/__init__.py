"""From verdicts to money: what each party owes for an invoice period, line by line."""

from partnership.judging.credits.account import Account, Cap, Fact, Line, Source, State, Statement
from partnership.judging.credits.accounts import accounts_of, settle

__all__ = [
    "Account",
    "Cap",
    "Fact",
    "Line",
    "Source",
    "State",
    "Statement",
    "accounts_of",
    "settle",
]
