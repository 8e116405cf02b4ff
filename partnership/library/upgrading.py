"""Proposes the library's definition as a dated change of an agreement's own.

What a metric counts is changed by an amendment: from its day on the library's fields hold, and what
was counted before stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date

from partnership.documents import Metric
from partnership.errors import PartnershipError, WrongUsage
from partnership.library.comparing import Difference, differences
from partnership.library.copying import block
from partnership.library.entries import Entry
from partnership.loading.document import load_document


def upgraded_text(
    text: str, metric: Metric, entry: Entry, start: date, keep: Collection[str] = ()
) -> str:
    """Add an amendment to a metric's document that brings it to the library's definition.

    Args:
        text: The document as it stands.
        metric: The same, loaded.
        entry: The library's definition.
        start: The first day of the amendment.
        keep: Fields that stay the agreement's own.

    Raises:
        WrongUsage: An amendment cannot say it; the message names the field and the way out.
    """
    terms = metric.on(start)
    if terms is None:
        raise WrongUsage(f"`{metric.id}` is not in force on {start}; name another day with --from")
    last = max((one.from_ for one in metric.amendments), default=metric.effective.from_)
    if start <= last:
        raise WrongUsage(
            f"the terms of `{metric.id}` begin on {last}; name a later day with --from"
        )
    found = [one for one in differences(terms, entry) if one.field not in keep]
    changed = _with_amendment(text, _amendment(entry, found, start), metric)
    _require_taken(changed, metric, entry, start, keep)
    return changed


def _amendment(entry: Entry, found: Collection[Difference], start: date) -> list[str]:
    lines = [f"- from: {start}\n", f"  based_on: {entry.base}\n"]
    for one in found:
        if one.library is None:
            default = Metric.model_fields[one.field].default
            if default is None:
                raise WrongUsage(
                    f"the library's `{entry.id}` has no `{one.field}`, and an amendment cannot take"
                    f" a field out; keep yours with `--keep {one.field}`"
                )
            lines.append(f"  {one.field}: {'{}' if default == {} else '[]'}\n")
        else:
            lines.extend(_indented("  ", _lines(entry, one.field)))
    return lines


def _lines(entry: Entry, field: str) -> Iterator[str]:
    """Yield the lines of one field of a library definition."""
    inside = False
    for line in block(entry, "metric"):
        if re.match(r"[a-z#]", line):
            inside = line.startswith(f"{field}:")
        if inside:
            yield line


def _with_amendment(text: str, amendment: list[str], metric: Metric) -> str:
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    at = next((n for n, line in enumerate(lines) if line.startswith("amendments:")), None)
    if at is None:
        return "".join([*lines, "amendments:\n", *_indented("  ", amendment)])
    if not re.fullmatch(r"amendments:\s*(#.*)?\n", lines[at]):
        raise WrongUsage(
            f"{metric.path}: the amendments stand on one line; write each on a line of its own first"
        )
    end = next((n for n in range(at + 1, len(lines)) if re.match(r"[a-z]", lines[n])), len(lines))
    while not lines[end - 1].strip() or lines[end - 1].startswith("#"):
        end -= 1
    item = next((re.match(r"( *)- ", line) for line in lines[at + 1 : end] if "- " in line), None)
    indent = item[1] if item else "  "
    return "".join([*lines[:end], *_indented(indent, amendment), *lines[end:]])


def _indented(indent: str, lines: Iterable[str]) -> Iterator[str]:
    """Move lines to the right; an empty one stays empty."""
    return (indent + line if line.strip() else line for line in lines)


def _require_taken(
    text: str, metric: Metric, entry: Entry, start: date, keep: Collection[str]
) -> None:
    """Make sure that what was written says what was meant, and nothing else changed."""
    made = load_document(metric.path, text.encode()).document
    terms = made.on(start) if isinstance(made, Metric) else None
    is_taken = (
        isinstance(made, Metric)
        and terms is not None
        and terms.based_on == entry.base
        and all(one.field in keep for one in differences(terms, entry))
        and _terms(made)[:-1] == _terms(metric)
    )
    if not is_taken:
        raise PartnershipError(
            f"{metric.path}: the amendment could not be added to this layout; write it by hand"
        )


def _terms(metric: Metric) -> list[tuple[date, dict[str, object]]]:
    versions = metric.versions()
    return [(since, terms.model_dump(exclude={"amendments"})) for since, terms in versions]
