"""Renders a statement of account for a terminal: every amount, how it came about and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.judging.credits import Account, Line, State, Statement
from partnership.judging.credits.amounts import money_text
from partnership.reporting.statements.words import (
    as_looked_at,
    clause,
    closing,
    label,
    pointers,
    source_words,
    totals,
)
from partnership.reporting.words import HEADING, paint, printable

WIDTH = 64
GROUPS = (
    ("Credits", "credit", (State.DUE, State.UPHELD)),
    ("Given back", "returned", (State.DUE,)),
    ("Earned by doing better", "bonus", (State.DUE,)),
    ("Savings that are shared", "gain share", (State.DUE,)),
    ("Suspended", "credit", (State.SUSPENDED,)),
    ("Held until a dispute is over", "credit", (State.DISPUTED,)),
    ("Waived", "credit", (State.WAIVED,)),
    ("Not credited: one event", "credit", (State.ONE_EVENT,)),
)


def render(statement: Statement, colour: bool) -> str:  # noqa: FBT001
    """Render a statement as text, ending in a newline."""
    head = f"Statement of account for {statement.period}"
    named = f", {statement.agreement}" if statement.agreement else ""
    lines = [f"{paint(head, HEADING, colour=colour)}{named}, {as_looked_at(statement)}", ""]
    for account in statement.accounts:
        lines += [*_account(account, colour=colour), ""]
    lines += [paint("In all", HEADING, colour=colour)]
    lines += [f"  {text}" for text in closing(statement)]
    lines += [f"note: {printable(note)}" for note in statement.notes]
    return "\n".join(lines) + "\n"


def _account(account: Account, *, colour: bool) -> Iterator[str]:
    title = f"The {account.owed_by} owes the {account.owed_to}: {printable(account.title)}"
    yield paint(title, HEADING, colour=colour)
    yield f"  Commercials/{account.id}, {clause(account.clause)}"
    yield f"  charges {_charges(account)}"
    for heading, section, states in GROUPS:
        found = [line for line in account.lines if line.section == section and line.state in states]
        if found:
            yield f"  {heading}"
            for line in found:
                yield from _line(account, line)
    if account.open_lines:
        yield paint("  Not determined", "35;1", colour=colour)
        for line in account.open_lines:
            yield f"    {printable(label(line))}: {printable(line.reason)}"
            yield f"      {printable(pointers(line))}"
    free = [line for line in account.lines if line.state is State.NOTHING]
    if free:
        yield "  Nothing due"
        for line in free:
            yield f"    {printable(label(line))}: {printable(line.reason)}"
    for what, amount, why in totals(account):
        yield f"{_amount(f'  {what}', money_text(amount, account.currency))}  {printable(why)}"
    for fact in account.facts:
        text = f"{fact.text}; {clause(fact.clause)}"
        yield paint(f"  {printable(text)}", "31;1", colour=colour)
    for note in account.notes:
        yield f"  note: {printable(note)}"


def _charges(account: Account) -> str:
    if account.charges is None:
        return f"not known: {printable(account.charges_from)}"
    return f"{money_text(account.charges, account.currency)}: {printable(account.charges_from)}"


def _line(account: Account, line: Line) -> Iterator[str]:
    amount = "" if line.amount is None else money_text(line.amount, account.currency)
    yield _amount(f"    {printable(label(line))}", amount)
    if line.arithmetic:
        yield f"      {printable(line.arithmetic)}"
    if line.reason:
        yield f"      {printable(line.reason)}"
    for source in line.sources:
        yield f"      {printable(source_words(source))}"
    yield f"      {printable(pointers(line))}"


def _amount(text: str, amount: str) -> str:
    return f"{text.ljust(WIDTH - len(amount))} {amount}".rstrip()
