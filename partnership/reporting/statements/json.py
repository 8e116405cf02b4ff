"""Renders a statement of account as JSON: `partnership/statement/1`, a contract with a schema."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from partnership.findings import Place
from partnership.judging.credits import Account, Cap, Line, Source, Statement
from partnership.judging.credits.amounts import plain_text
from partnership.reporting.statements.words import OTHER, closing, owed

FORMAT = "partnership/statement/1"


def render(statement: Statement, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a statement as JSON, ending in a newline; exact amounts are strings."""
    data = {
        "format": FORMAT,
        "agreement": statement.agreement,
        "period": statement.period,
        "as_of": statement.as_of,
        "commit": statement.commit,
        "uncommitted": statement.edited,
        "determined": all(account.is_determined for account in statement.accounts),
        "totals": [
            {"owed_by": party, "owed_to": OTHER[party], "currency": currency, "amount": _text(one)}
            for party, currency, one in owed(statement)
        ],
        "summary": list(closing(statement)),
        "accounts": [_account(account) for account in statement.accounts],
        "notes": list(statement.notes),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _account(account: Account) -> dict[str, Any]:
    return {
        "id": account.id,
        "title": account.title,
        "owed_by": account.owed_by,
        "owed_to": account.owed_to,
        "currency": account.currency,
        "charges": _or_none(account.charges),
        "charges_from": account.charges_from,
        "at_risk": _or_none(account.at_risk),
        "credits": _text(account.credits),
        "caps": [_cap(cap) for cap in account.caps],
        "payable": _text(account.payable),
        "returned": _text(account.returned),
        "earned": _text(account.bonus),
        "net": _text(account.net),
        "determined": account.is_determined,
        "rounding": account.rounding,
        "rounded_from": {name: _text(exact) for name, exact in account.rounded_from},
        "lines": [line_data(line) for line in account.lines],
        "triggers": [{"text": fact.text, **_place(fact.clause)} for fact in account.facts],
        "notes": list(account.notes),
        **_place(account.clause),
    }


def _cap(cap: Cap) -> dict[str, Any]:
    return {
        "name": cap.name,
        "amount": _text(cap.amount),
        "room": _text(cap.room),
        "reached": cap.reached,
        "arithmetic": cap.arithmetic,
        **_place(cap.clause),
    }


def line_data(line: Line) -> dict[str, Any]:
    """Give a line of an account as plain data; exact amounts are strings."""
    return {
        "section": line.section.replace(" ", "_"),
        "category": line.category,
        "title": line.title,
        "state": line.state.value,
        "amount": _or_none(line.amount),
        "arithmetic": line.arithmetic,
        "reason": line.reason,
        "sources": [_source(source) for source in line.sources],
        **_place(line.clause),
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "sla": source.sla,
        "title": source.title,
        "period": source.period,
        "segment": source.segment,
        "status": source.status,
        "value": source.value or None,
        "points": source.points,
        "measurement": source.measurement or None,
        **_place(source.clause),
    }


def _place(place: Place) -> dict[str, Any]:
    return {"path": place.path, "line": place.line, "pointer": place.pointer}


def _text(amount: Fraction) -> str:
    return plain_text(amount)


def _or_none(amount: Fraction | None) -> str | None:
    return None if amount is None else plain_text(amount)
