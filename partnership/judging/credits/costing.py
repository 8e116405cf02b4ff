"""What a verdict costs, told from the settled accounts: method, amount, clause and arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Commercials
from partnership.judging.credits.account import Account, Line, State
from partnership.judging.credits.accounts import settle
from partnership.judging.credits.amounts import money_text
from partnership.judging.credits.outcomes import MISSED, find_outcomes
from partnership.judging.credits.sealing import kept_by
from partnership.judging.slas import judge_some
from partnership.judging.verdicts import Verdict
from partnership.values.periods import Span

SECTIONS = {"credit": "credit", "returned": "given back"}


@dataclass(frozen=True, slots=True)
class Cost:
    """A line of an account that rests on a verdict."""

    account: str
    """The id of its Commercials."""
    period: str
    """The invoice period whose account it stands in."""
    currency: str
    method: str
    line: Line
    beside: tuple[str, ...] = ()
    """Which other row or promises it is for, and the cap that holds it down, in words."""

    def __str__(self) -> str:
        line = self.line
        clause = f"{self.method}, {line.clause.path}:{line.clause.line}"
        where = f"Commercials/{self.account} of {self.period} ({clause})"
        if line.state is State.NOTHING:
            return f"no credit in {where}: {line.reason}"
        amount = "not determined"
        if line.amount is not None:
            amount = f"{money_text(line.amount, self.currency)} {line.state.words}"
        said = "; ".join(filter(None, (line.arithmetic, line.reason, *self.beside)))
        return f"{SECTIONS[line.section]} {amount} in {where}: {said}"


def find_costs(agreement: Agreement, verdict: Verdict, as_of: date) -> Iterator[Cost]:
    """Yield every line of an account that rests on a verdict.

    Args:
        agreement: All documents.
        verdict: What was judged.
        as_of: The day judged; accounts are settled until then.

    """
    kept = kept_by(agreement)
    meant = [one for one in kept.documents if verdict.sla in _priced(one)]
    names = {name for one in meant for name in _priced(one)}
    outcomes = find_outcomes(agreement, judge_some(agreement, as_of, names))
    for commercials in meant:
        last = Span.containing(max(as_of, verdict.last), commercials.invoice_period)
        for account in settle(kept, outcomes, commercials, last):
            terms = kept.terms_on(commercials, Span.parse(account.period))
            methods = {one.id: one.method for one in terms.categories} if terms else {}
            for line in account.lines:
                method = methods.get(line.category, line.category)
                yield from _resting(account, line, method, verdict)


def _priced(commercials: Commercials) -> set[str]:
    """Name the promises whose misses some version of the terms prices."""
    versions = (terms for _, terms in commercials.versions())
    return {name for terms in versions for one in terms.categories for name in one.slas}


def _resting(account: Account, line: Line, method: str, verdict: Verdict) -> Iterator[Cost]:
    """Yield a line where it rests on a verdict, or on a worse row of its period."""
    window = (verdict.sla, verdict.period)
    rows = (one.segment for one in line.sources if (one.sla, one.period) == window)
    worst, missed = next(rows, None), verdict.status in MISSED
    if line.section not in SECTIONS or worst is None or not (verdict.segment == worst or missed):
        return
    if line.state is State.NOTHING and not missed:
        return
    beside = tuple(filter(None, (_with(line, worst, verdict), _capped(account, line))))
    yield Cost(account.id, account.period, account.currency, method, line, beside)


def _with(line: Line, worst: str, verdict: Verdict) -> str:
    """Say which other row it is for, or which other promises it is for as well."""
    if verdict.segment != worst:
        return f"for row {worst}, which costs most"
    others = [name for name in line.slas if name != verdict.sla]
    return f"together with {', '.join(others)}" if others else ""


def _capped(account: Account, line: Line) -> str:
    """Say what is payable of all credits of an account, where a cap holds them down."""
    held = any(cap.room < account.credits for cap in account.caps)
    if not (held and line.section == "credit" and line.state.counts):
        return ""
    whole, payable = (
        money_text(one, account.currency) for one in (account.credits, account.payable)
    )
    return f"a cap holds all credits of {account.period}, {whole}, down to {payable}"
