"""The statement of account as tables: one flat table as CSV, a workbook of three sheets as Excel."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from partnership.judging.credits import Account, Line, State, Statement
from partnership.judging.credits.amounts import money_text, plain_text
from partnership.reporting.statements.words import (
    OTHER,
    as_looked_at,
    clause,
    closing,
    owed,
    source_words,
    totals,
)
from partnership.reporting.tables import Cell, Number, Sheet, Toned, as_csv, as_excel

COLUMNS = (
    *("account", "owed by", "owed to", "section", "what", "category", "SLA", "period", "state"),
    *("amount", "exact", "currency", "arithmetic", "why", "judged", "clause", "promise"),
    "measurement",
)
TONES = {State.DUE: "bad", State.UPHELD: "bad", State.NOT_DETERMINED: "unknown"}
CENT = Fraction(1, 100)


def render_csv(statement: Statement, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render every line and every sum of a statement as CSV."""
    stamp: tuple[Cell, ...] = (statement.period, statement.as_of, statement.commit)
    rows = [(*stamp, *row) for account in statement.accounts for row in _rows(account)]
    rows += [(*stamp, *row) for row in _totals(statement)]
    return as_csv(("statement", "as of", "commit", *COLUMNS), rows)


def render_excel(statement: Statement, day: date) -> bytes:
    """Render a statement as an Excel workbook; the same statement and day give the same bytes.

    Args:
        statement: The statement.
        day: The last day of its period, as which the workbook is dated.

    """
    title = f"Statement of account {statement.period}"
    above = (f"{title}, {statement.agreement}, {as_looked_at(statement)}", *closing(statement), "")
    sums = tuple(row for account in statement.accounts for row in _sums(account))
    short = ("account", "what", "amount", "currency", "why")
    kept = [COLUMNS.index(name) for name in short]
    summary = Sheet(
        "Statement",
        short,
        tuple(tuple(row[index] for index in kept) for row in (*sums, *_totals(statement))),
        above,
    )
    lines = tuple(row for account in statement.accounts for row in _lines(account))
    notes = [f"{account.id}: {note}" for account in statement.accounts for note in account.notes]
    facts = [
        f"{account.id}: {fact.text}; {clause(fact.clause)}"
        for account in statement.accounts
        for fact in account.facts
    ]
    said = tuple((text,) for text in (*statement.notes, *facts, *notes))
    sheets = (summary, Sheet("Lines", COLUMNS, lines), Sheet("Notes", ("note",), said))
    return as_excel(sheets, day, title)


def _rows(account: Account) -> Iterator[tuple[Cell, ...]]:
    yield from _lines(account)
    yield from _sums(account)


def _lines(account: Account) -> Iterator[tuple[Cell, ...]]:
    for line in account.lines:
        yield _line(account, line)


def _line(account: Account, line: Line) -> tuple[Cell, ...]:
    sources = line.sources
    return (
        *(account.id, account.owed_by, account.owed_to, line.section, line.title, line.category),
        "; ".join(line.slas),
        "; ".join(dict.fromkeys(source.period for source in sources)),
        Toned(line.state.words, TONES.get(line.state, "")),
        *_amount(line.amount),
        *(account.currency, line.arithmetic, line.reason),
        "; ".join(source_words(source) for source in sources),
        clause(line.clause),
        "; ".join(dict.fromkeys(clause(source.clause) for source in sources)),
        "; ".join(dict.fromkeys(one.measurement for one in sources if one.measurement)),
    )


def _sums(account: Account) -> Iterator[tuple[Cell, ...]]:
    head = (account.id, account.owed_by, account.owed_to, "sum")
    yield _sum(account, head, "charges", account.charges, account.charges_from)
    for what, amount, why in totals(account):
        yield _sum(account, head, what, amount, why)


def _sum(
    account: Account, head: tuple[str, ...], what: str, amount: Fraction | None, why: str
) -> tuple[Cell, ...]:
    where = clause(account.clause)
    middle = (account.currency, None, why, None, where, None, None)
    return (*head, what, None, None, account.period, None, *_amount(amount), *middle)


def _totals(statement: Statement) -> Iterator[tuple[Cell, ...]]:
    missing = sum(len(account.open_lines) for account in statement.accounts)
    why = f"{missing} not determined" if missing else "determined"
    for party, currency, amount in owed(statement):
        what = f"the {party} owes the {OTHER[party]}"
        head = ("in all", party, OTHER[party], "total", what)
        middle = (currency, None, why, None, None, None, None)
        yield (*head, None, None, statement.period, None, *_amount(amount), *middle)


def _amount(amount: Fraction | None) -> tuple[Cell, Cell]:
    """Give an amount to read and exactly; one that is not known is empty, and its state says so."""
    if amount is None:
        return None, None
    shown = amount if (amount / CENT).denominator == 1 else (amount // CENT) * CENT
    return Number(amount, money_text(shown)), plain_text(amount)
