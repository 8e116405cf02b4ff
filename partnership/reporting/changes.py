"""Renders what changed in an agreement: as text, Markdown, JSON or CSV."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from partnership.canonical import decimal_text
from partnership.documents.favours import key_of
from partnership.history.changes import Amended, Change
from partnership.reporting.escaping import escape
from partnership.reporting.tables import as_csv
from partnership.reporting.words import HEADING, paint, plural, printable

FORMAT = "partnership/changes/1"
SHORT = 12
LONGEST = 60
"""How much of a value is shown in a sentence; JSON and CSV have all of it."""
COLOURS = {"tightened": "36", "loosened": "33", "needs_reading": "35"}
COLUMNS = (
    "commit",
    "date",
    "proposed_by",
    "agreed_by",
    "document",
    "title",
    "pointer",
    "before",
    "after",
    "effect",
    "favours",
    "from",
    "until",
    "owed_by",
    "affects",
    "path",
    "line",
    "fingerprint",
)


@dataclass(frozen=True, slots=True)
class Told:
    """What changed, ready to render."""

    command: str
    """`diff` or `log`."""
    amended: tuple[Amended, ...]
    base: str = ""
    """The commit compared with, in full; empty for a trail."""
    tip: str = ""
    """The commit it leads to, in full; empty for files that are not committed."""
    unread: tuple[str, ...] = ()
    """Files that cannot be read as written, and so are not compared."""

    @property
    def changes(self) -> Iterator[Change]:
        """Every change, in order."""
        return (change for one in self.amended for change in one.changes)


def render_text(told: Told, colour: bool) -> str:  # noqa: FBT001
    """Render changes for a terminal, ending in a newline."""
    lines: list[str] = []
    for one in told.amended:
        if one.step:
            lines.extend(_step(one, colour=colour))
        for title, changes in _by_document(one.changes):
            lines.append(
                ("  " if one.step else "") + paint(printable(title), HEADING, colour=colour)
            )
            lines.extend(
                ("    " if one.step else "  ") + _painted(change, colour=colour)
                for change in changes
            )
        lines.append("")
    lines.extend(
        f"not compared: {printable(path)} cannot be read as written" for path in told.unread
    )
    return "\n".join([*lines, closing(told)]) + "\n"


def render_markdown(told: Told, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render changes as Markdown, for a pull request's comment or a job's summary."""
    lines = [f"**{escape(closing(told))}**"]
    for one in told.amended:
        if one.step:
            step = one.step
            said = f"{step.known:%Y-%m-%d} {step.commit[:SHORT]}: {step.subject}"
            lines.extend(["", f"### {escape(said)}", "", *(escape(line) for line in _who(one))])
        lines.extend(
            ["", "| document | term | before | after | what it does |", "| --- " * 5 + "|"]
        )
        for change in one.changes:
            cells = (
                change.document,
                label(change),
                shown(change.before),
                shown(change.after),
                consequence(change),
            )
            lines.append("| " + " | ".join(escape(cell) for cell in cells) + " |")
    lines.extend(
        line
        for path in told.unread
        for line in ("", f"**not compared**: {escape(path)} cannot be read as written")
    )
    return "\n".join(lines) + "\n"


def render_json(told: Told, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render changes as JSON by the published schema, ending in a newline."""
    answer = {
        "format": FORMAT,
        "base": told.base or None,
        "tip": told.tip or None,
        "changes": [_data(change, one) for one in told.amended for change in one.changes],
        "unread": sorted({*told.unread, *(path for one in told.amended for path in one.unread)}),
    }
    return json.dumps(answer, indent=2, ensure_ascii=False, default=_number) + "\n"


def render_csv(told: Told, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render changes as CSV, a line for each, the header first; formulas are disarmed."""
    found = (_data(change, one) for one in told.amended for change in one.changes)
    return as_csv(COLUMNS, ([_cell(data[name]) for name in COLUMNS] for data in found))


RENDERERS: Mapping[str, Callable[[Told, bool], str]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
    "csv": render_csv,
}
"""Format name to renderer; the second argument says whether colour may be used."""


def sentence(change: Change) -> str:
    """Say one change in a sentence: `standard, expected: 90% → 85% from 2026-07-01; loosens …`."""
    what = consequence(change)
    if not change.pointer:
        said = {
            "added": "a new document",
            "removed": "taken away",
            "moved": f"moved from {change.before} to {change.after}",
        }[change.effect]
        return f"{said}; {what}" if what else said
    match change.before, change.after:
        case None, after if change.keys[-1].startswith("["):
            said = f"{label(change)} is new{_inside(after)}"
        case before, None if change.keys[-1].startswith("["):
            said = f"{label(change)} is gone{_inside(before)}"
        case None, after:
            said = f"{label(change)}: {shown(after)}, where nothing was"
        case before, None:
            said = f"{label(change)}: {shown(before)} → nothing"
        case before, after:
            said = f"{label(change)}: {shown(before)} → {shown(after)}"
    said += f" from {change.since}" if change.since else ""
    said += f" until {change.until}" if change.until else ""
    return f"{said}; {what}" if what else said


def _inside(item: Any) -> str:  # noqa: ANN401
    """Say what a listed item holds beside its name."""
    named = key_of([item])
    rest = {key: value for key, value in item.items() if key != named}
    return f" ({shown(rest)[1:].removesuffix('}')})" if rest else ""


def consequence(change: Change) -> str:
    """Say what a change does, and to whom: `loosens what the provider owes`."""
    who = " and ".join(f"the {party}" for party in change.owed_by)
    verb = "owe" if len(change.owed_by) > 1 else "owes"
    affected = ""
    if change.affects:
        names = ", ".join(change.affects[:5])
        more = len(change.affects) - 5
        affected = f"; counts for {names}" + (f" and {more} more" if more > 0 else "")
    match change.effect, change.favours:
        case "tightened" | "loosened", _:
            return f"{change.effect.removesuffix('ed')}s what {who} {verb}{affected}"
        case _, "needs_reading":
            return f"needs reading{affected}"
        case _, "neither":
            return affected.removeprefix("; ")
        case _, "both":
            return f"favours both{affected}"
    return f"favours the {change.favours}{affected}"


def label(change: Change) -> str:
    """Name the term that changed in words: `standard, expected`; `holidays 2026-12-24`."""
    return label_of(change.keys)


def label_of(keys: tuple[str, ...]) -> str:
    """Name a term in words, by the way to it."""
    items = [key[1:-1] for key in keys if key.startswith("[")]
    fields = [key.replace("_", " ") for key in keys if not key.startswith("[")]
    if not keys:
        return ""
    if keys[-1].startswith("["):
        return f"{fields[-1]} {items[-1]}"
    if items:
        return f"{', '.join(items)}, {fields[-1]}"
    return ", ".join(fields)


def shown(value: Any) -> str:  # noqa: ANN401
    """Write a value for a sentence, shortened where it is long."""
    text = plain(value)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 2]} …"


def closing(told: Told) -> str:
    """Say in a line how much changed, and whom it favours."""
    changes = list(told.changes)
    documents = len({change.document for change in changes})
    if not changes:
        return f"no term changed{_where(told)}"
    counts = []
    for favoured, words in (
        ("client", "favouring the client"),
        ("provider", "favouring the provider"),
        ("both", "favouring both"),
        ("neither", "favouring neither"),
        ("needs_reading", "to be read"),
    ):
        count = sum(1 for change in changes if change.favours == favoured)
        if count:
            counts.append(f"{count} {words}")
    what = f"{plural(len(changes), 'change')} in {plural(documents, 'document')}"
    return f"{what}: {', '.join(counts)}{_where(told)}"


def _where(told: Told) -> str:
    tip = told.tip[:SHORT] or "the working tree"
    return f", from {told.base[:SHORT]} to {tip}" if told.base else f", up to {tip}"


def _step(one: Amended, *, colour: bool) -> Iterator[str]:
    step = one.step
    if step is None:
        return
    said = f"{step.known:%Y-%m-%d}  {step.commit[:SHORT]}  "
    yield paint(said, "33", colour=colour) + printable(step.subject)
    yield from (f"  {printable(line)}" for line in _who(one))


def _who(one: Amended) -> Iterator[str]:
    """Say who proposed, agreed and merged a step."""
    if one.step is None:
        return
    parts = [f"proposed by {', '.join(one.step.proposed_by)}"]
    if one.step.agreed_by:
        parts.append(f"agreed by {', '.join(one.step.agreed_by)} (declared, not verified)")
    if one.step.brought:
        parts.append(f"merged by {one.step.committer.name} in {one.step.commit[:SHORT]}")
    elif one.step.is_straight and any(change.binds for change in one.changes):
        parts.append("straight onto main, without a merge")
    yield "; ".join(parts)
    if one.unread:
        yield f"not compared, as nobody can read it as a document: {', '.join(one.unread)}"


def _by_document(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    found: dict[str, list[Change]] = {}
    titles = {}
    for change in changes:
        found.setdefault(change.document, []).append(change)
        titles[change.document] = change.title
    for name, group in found.items():
        plain = name.partition("/")[2]
        yield f"{name}  {titles[name]}" if titles[name] != plain else name, group


def _painted(change: Change, *, colour: bool) -> str:
    code = COLOURS.get(change.effect) or COLOURS.get(change.favours, "")
    return paint(printable(sentence(change)), code, colour=colour)


def _data(change: Change, one: Amended) -> dict[str, Any]:
    step = one.step
    return {
        "kind": change.kind,
        "document": change.document,
        "title": change.title,
        "pointer": change.pointer,
        "before": change.before,
        "after": change.after,
        "effect": change.effect,
        "favours": change.favours,
        "from": change.since or None,
        "until": change.until or None,
        "owed_by": list(change.owed_by),
        "affects": list(change.affects),
        "commit": step.commit if step else None,
        "author": step.author.name if step else None,
        "date": f"{step.known:%Y-%m-%dT%H:%M:%SZ}" if step else None,
        "proposed_by": list(step.proposed_by) if step else [],
        "agreed_by": list(step.agreed_by) if step else [],
        "path": change.path,
        "line": change.line,
        "fingerprint": change.fingerprint,
    }


def plain(value: Any) -> str:  # noqa: ANN401
    """Write a value whole, as people write it on one line."""
    match value:
        case str():
            return value
        case None:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return decimal_text(value)
        case list():
            return ", ".join(map(plain, value)) or "none"
        case Mapping():
            inner = ", ".join(f"{key}: {plain(item)}" for key, item in value.items())
            return f"{{{inner}}}"
    return str(value)


def _number(value: Any) -> Any:  # noqa: ANN401
    """Write a decimal number in JSON as a text, so that nobody rounds it."""
    return decimal_text(value)


def _cell(value: Any) -> str:  # noqa: ANN401
    return "" if value is None else plain(value)
