"""Renders what is owed: for a terminal, as Markdown, for a spreadsheet and for machines."""

from __future__ import annotations

import json
from typing import Any

from partnership.agreement import Agreement
from partnership.duties.todo import Group, Item, Todo
from partnership.history.git import Tip
from partnership.reporting.agendas import day_words
from partnership.reporting.escaping import escape
from partnership.reporting.tables import as_csv
from partnership.reporting.words import printable

FORMAT = "partnership/todo/1"
COLUMNS = (
    "group",
    "due",
    "party",
    "owner",
    "answers",
    "text",
    "document",
    "path",
    "line",
    "pointer",
)


def render_text(todo: Todo, agreement: Agreement, tip: Tip) -> str:
    """Render what is owed for a terminal, ending in a newline."""
    lines = [title(todo, agreement), *_nothing(todo)]
    for group in Group:
        found = todo.of(group)
        if found:
            lines += ["", _heading(group)]
            lines += [f"  {_line(one, todo, agreement)}" for one in found]
    lines += ["", _foot(todo, tip)]
    return "".join(f"{printable(line)}\n" for line in lines)


def render_markdown(todo: Todo, agreement: Agreement, tip: Tip) -> str:
    """Render what is owed as Markdown, ending in a newline."""
    lines = [f"# {escape(title(todo, agreement))}", *(f"\n{line}" for line in _nothing(todo))]
    for group in Group:
        found = todo.of(group)
        if found:
            lines += ["", f"## {_heading(group)}", "", "| Due | Who | What | Where |"]
            lines.append("| --- | --- | --- | --- |")
        for one in found:
            due = day_words(one.point.due) if one.point.due else ""
            who = escape(who_words(one, agreement))
            lines.append(f"| {due} | {who} | {escape(one.point.text)} | {escape(where(one))} |")
    return "\n".join([*lines, "", escape(_foot(todo, tip)), ""])


def render_csv(todo: Todo, agreement: Agreement, tip: Tip) -> str:  # noqa: ARG001
    """Render what is owed as CSV, ending in a newline."""
    rows = ([_cell(_as_json(one)[name]) for name in COLUMNS] for one in todo.items)
    return as_csv(COLUMNS, rows)


def render_json(todo: Todo, agreement: Agreement, tip: Tip) -> str:
    """Render what is owed as JSON, ending in a newline."""
    found = agreement.partnership
    answer = {
        "format": FORMAT,
        "agreement": found.id if found else "",
        "commit": tip.full,
        "as_of": str(todo.as_of),
        "until": str(todo.until),
        "party": todo.party or None,
        "role": todo.role.id if todo.role else None,
        "items": [_as_json(one) for one in todo.items],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


RENDERERS = {
    "text": render_text,
    "markdown": render_markdown,
    "csv": render_csv,
    "json": render_json,
}
"""Every form of what is owed by its name."""


def title(todo: Todo, agreement: Agreement) -> str:
    """Say whose it is, and of which day."""
    who = f"the {todo.party}" if todo.party else "everybody"
    if todo.role:
        who = f"the {todo.party}'s {todo.role.title}"
    when = f"{todo.as_of:%A} {day_words(todo.as_of)}"
    until = day_words(todo.until)
    told = f"What {who} owes, {when}, until {until}"
    return told if agreement.roles else f"{told}; there are no roles"


def who_words(one: Item, agreement: Agreement) -> str:
    """Name the seat that owes a thing, and who answers for it where nobody fills it."""
    owner = _role(agreement, one.point.owner) or f"the {one.point.party}"
    if one.is_stood_in:
        return f"{_role(agreement, one.answers)}, for the vacant seat {owner}"
    return owner if one.answers or not one.point.owner else f"{owner}, a vacant seat"


def where(one: Item) -> str:
    """Name the file and line in which it stands; nothing where it stands in none."""
    place = one.point.place
    return f"{place.path}:{place.line}" if place.path else ""


def _line(one: Item, todo: Todo, agreement: Agreement) -> str:
    due = f"{day_words(one.point.due):<11}  " if one.point.due else ""
    is_own = todo.role is not None and one.point.owner == todo.role.id and not one.is_stood_in
    who = "" if is_own else f" ({who_words(one, agreement)})"
    place = f" [{where(one)}]" if where(one) else ""
    return f"{due}{one.point.text}{who}{place}"


def _heading(group: Group) -> str:
    return group.value[0].upper() + group.value[1:]


def _nothing(todo: Todo) -> list[str]:
    return [] if todo.items else ["Nothing is overdue, and nothing is due until then."]


def _as_json(one: Item) -> dict[str, Any]:
    point = one.point
    return {
        "group": one.group.value.replace(" ", "_"),
        "due": str(point.due) if point.due else None,
        "party": point.party,
        "owner": point.owner or None,
        "answers": one.answers or None,
        "text": point.text,
        "document": point.place.document,
        "path": point.place.path,
        "line": point.place.line,
        "pointer": point.place.pointer,
    }


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _foot(todo: Todo, tip: Tip) -> str:
    edited = ", with changes that are not committed" if tip.edited else ""
    return f"As of {day_words(todo.as_of)} from {tip.short}{edited}"


def _role(agreement: Agreement, name: str) -> str:
    role = agreement.roles.get(name)
    return role.title if role else name
