"""Renders the terms of a day: as YAML with what a reader should know above it, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from partnership.canonical import decimal_text
from partnership.documents.favours import Shape, shape_of
from partnership.history.changes import Amended
from partnership.history.retrieving import InForce, Later, find_later
from partnership.reporting.changes import SHORT, sentence
from partnership.reporting.words import printable
from partnership.yaml_text import to_yaml

FORMAT = "partnership/terms/1"


@dataclass(frozen=True, slots=True)
class Shown:
    """The terms of a day, ready to render."""

    day: date
    known: date | None
    """The day of knowledge; None for the files as they stand."""
    tip: str
    """The commit that was read, or `none`."""
    found: tuple[InForce, ...]
    amended: tuple[Amended, ...]
    """What was changed after the day that was known, or after the day itself."""
    unread: tuple[str, ...] = ()

    def later(self, one: InForce) -> tuple[Later, ...]:
        """Give what was changed after the day that was known, or after the day itself."""
        limit = self.known or self.day
        return tuple(find_later(self.amended, one.document.name, self.day, limit))


def render(shown: Shown, form: str) -> str:
    """Render terms as `text` or `json`, ending in a newline."""
    if form == "json":
        return json.dumps(_data(shown), indent=2, ensure_ascii=False, default=_number) + "\n"
    return "---\n".join("\n".join(_lines(shown, one)) + "\n" for one in shown.found) + _missing(
        shown
    )


def _lines(shown: Shown, one: InForce) -> Iterator[str]:
    known = f", as known on {shown.known}" if shown.known else ""
    at = shown.tip[:SHORT] if shown.known else f"{shown.tip[:SHORT]} with the files as they stand"
    yield f"# {one.document.name} on {shown.day}{known}; {printable(one.document.path)}, at {at}"
    for later in shown.later(one):
        word = "retroactively changed" if not shown.known else "changed later"
        when = f"{later.step.known:%Y-%m-%d} in {later.step.commit[:SHORT]}"
        yield f"# {word} on {when}: {printable(sentence(later.change))}"
    kind, _, name = one.document.name.partition("/")
    terms = {"kind": kind, "id": name} | _sorted(one.terms, shape_of(kind))
    yield to_yaml(terms).rstrip("\n")


def _missing(shown: Shown) -> str:
    return "".join(
        f"# not shown: {printable(path)} cannot be read as written\n" for path in shown.unread
    )


def _sorted(value: Any, shape: Shape) -> Any:  # noqa: ANN401
    """Put fields into the order in which they are explained."""
    if isinstance(value, dict):
        return {key: _sorted(value[key], shape.at(key)) for key in shape.ordered(value)}
    return [_sorted(item, shape) for item in value] if isinstance(value, list) else value


def _data(shown: Shown) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "as_of": shown.day.isoformat(),
        "known": shown.known.isoformat() if shown.known else None,
        "tip": shown.tip,
        "terms": [
            {
                "document": one.document.name,
                "path": one.document.path,
                "terms": one.terms,
                "changed_later": [
                    {
                        "commit": later.step.commit,
                        "date": f"{later.step.known:%Y-%m-%dT%H:%M:%SZ}",
                        "pointer": later.change.pointer,
                        "before": later.change.before,
                        "after": later.change.after,
                    }
                    for later in shown.later(one)
                ],
            }
            for one in shown.found
        ],
        "unread": list(shown.unread),
    }


def _number(value: Any) -> Any:  # noqa: ANN401
    return decimal_text(value)
