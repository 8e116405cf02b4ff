"""What every form of the statement says in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partnership.findings import Place
from partnership.judging.credits import Account, Line, Source, State, Statement
from partnership.judging.credits.amounts import money_text
from partnership.judging.wording import points_text

PARTIES = ("client", "provider")
OTHER = {"client": "provider", "provider": "client"}


def clause(place: Place) -> str:
    """Say where something is written: `partnership/slas/first-slate.yaml:18`."""
    return f"{place.path}:{place.line}"


def source_words(source: Source) -> str:
    """Say what was judged: `SLA first-slate, standard, 2025-11: 66.67% (14/21), minimum missed`."""
    value = f"{source.value}, " if source.value else ""
    status = source.status.replace("_", " ")
    points = f", {points_text(source.points)}" if source.points else ""
    return f"SLA {source.sla}, {source.segment}, {source.period}: {value}{status}{points}"


def pointers(line: Line) -> str:
    """Say where to look: the clause of the money, the promises, their measurements."""
    promises = dict.fromkeys(clause(source.clause) for source in line.sources)
    measured = dict.fromkeys(source.measurement for source in line.sources if source.measurement)
    parts = [f"clause {clause(line.clause)}"]
    parts += [f"promise {place}" for place in promises]
    parts += [f"measurement {name}" for name in measured]
    return ", ".join(parts)


def label(line: Line) -> str:
    """Name a line: what it is about, in which category and for which periods."""
    periods = ", ".join(dict.fromkeys(source.period for source in line.sources))
    return f"{line.title} ({line.category}){f', {periods}' if periods else ''}"


def totals(account: Account) -> Iterator[tuple[str, Fraction, str]]:
    """Yield an account's sums in order: what, how much, and why so much."""
    yield "credits", account.credits, "the sum of what is due"
    for cap in account.caps:
        held = "holds the credits down" if cap.room < account.credits else "not reached"
        held = "reached exactly" if cap.reached and cap.room == account.credits else held
        words = f"{cap.arithmetic}; {held}; {clause(cap.clause)}"
        yield f"cap: {cap.name}", cap.room, words
    exact = dict(account.rounded_from)
    yield "payable", account.payable, _rounded(account, exact.get("payable"))
    if account.returned:
        yield "returned", account.returned, _rounded(account, exact.get("returned"))
    if account.bonus:
        yield "earned", account.bonus, _rounded(account, exact.get("bonus"))
    for state, name in (
        (State.SUSPENDED, "suspended, not in the sum"),
        (State.DISPUTED, "disputed, not in the sum"),
    ):
        held_apart = account.sum_of(state)
        if held_apart:
            yield name, held_apart, "held until it is decided"


def owed(statement: Statement) -> Iterator[tuple[str, str, Fraction]]:
    """Yield what each party owes the other, by currency: party, currency, amount."""
    for currency in statement.currencies:
        for party in PARTIES:
            yield party, currency, statement.owes(party, currency)


def as_looked_at(statement: Statement) -> str:
    """Say what was looked at: the day and the tip."""
    tip = "no commit" if statement.commit == "none" else f"commit {statement.commit[:12]}"
    edited = " with uncommitted changes" if statement.edited else ""
    return f"as of {statement.as_of}, {tip}{edited}"


def closing(statement: Statement) -> Iterator[str]:
    """Say what each party owes, what is left when both are set off, and what is not known."""
    for currency in statement.currencies:
        amounts = {party: statement.owes(party, currency) for party in PARTIES}
        for party in PARTIES:
            yield f"The {party} owes the {OTHER[party]} {money_text(amounts[party], currency)}."
        if all(amounts.values()):
            more = max(PARTIES, key=lambda party: amounts[party])
            left = amounts[more] - amounts[OTHER[more]]
            yield f"Set off, the {more} owes {money_text(left, currency)}."
    missing = sum(len(account.open_lines) for account in statement.accounts)
    if missing:
        amounts_are = "1 amount is" if missing == 1 else f"{missing} amounts are"
        yield f"{amounts_are} not determined, so the sums are not final."


def _rounded(account: Account, exact: Fraction | None) -> str:
    if exact is None:
        return account.rounding
    return f"{account.rounding}; exactly {money_text(exact, account.currency)}"
