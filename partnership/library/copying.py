"""Writes a library definition, and the promise usually made of it, as an agreement's own documents."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.library.entries import Entry
from partnership.loading.scalars import resolve
from partnership.values.days import months_after

SCHEMA = "# yaml-language-server: $schema=../../schemas/v1/{kind}.schema.json\n"
MONTHS_OF_BASELINING = 3
DATA_SOURCE = "The applicant-tracking system"
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 .,'()/-]*[A-Za-z0-9.)]")


@dataclass(frozen=True, slots=True)
class SLATerms:
    """What a promise is made of that stands in no library."""

    calendar: str
    """The id of the calendar whose days count."""
    escalation: str | None = None
    """The id of the ladder a breach climbs, where there is one."""
    data_source: str = DATA_SOURCE
    """The system the events come from."""


def metric_text(entry: Entry, owners: tuple[str, str], start: date) -> str:
    """Write a library definition as an agreement's own document, comments included.

    Args:
        entry: What is copied.
        owners: The roles that look after it: the client's, the provider's.
        start: The first day it binds.
    """
    lines = list(block(entry, "metric"))
    at = next(number for number, line in enumerate(lines) if line.startswith("intent:"))
    lines[at:at] = [*_head(owners, start), f"based_on: {entry.base}\n"]
    return SCHEMA.format(kind="Metric") + "".join(lines)


def sla_text(entry: Entry, owners: tuple[str, str], start: date, terms: SLATerms) -> str:
    """Write the promise that is usually made of a metric; its levels are there to be agreed on.

    Args:
        entry: What is promised.
        owners: The roles that look after it: the client's, the provider's.
        start: The first day it binds.
        terms: What the agreement itself says.
    """
    title, *promise = _with_description_first(list(block(entry, "promise")))
    steady = months_after(start, MONTHS_OF_BASELINING)
    lines = [
        SCHEMA.format(kind="SLA"),
        "#\n",
        "# Who owes it, on which calendar, and how much of it: the levels are a starting point. They are\n",
        "# measured and not judged at first; then agree on what fits. `partnership explain SLA` lists\n",
        "# every field.\n",
        "kind: SLA\n",
        f"id: {entry.id}\n",
        title,
        *_head(owners, start),
        f"owed_by: {entry.owed_by}\n",
        f"metric: {entry.id}\n",
        f"calendar: {terms.calendar}\n",
        *promise,
        "phases:\n",
        f"  - {{phase: baselining, from: {start}, to: {steady - timedelta(days=1)}}}\n",
        f"  - {{phase: steady, from: {steady}}}\n",
        "on_change: judge each part\n",
        *([f"escalation: {terms.escalation}\n"] if terms.escalation else []),
        "measured_by: provider\n",
        "verified_by: client\n",
        f"data_source: {_scalar(terms.data_source)}\n",
    ]
    return "".join(lines)


def _head(owners: tuple[str, str], start: date) -> list[str]:
    client, provider = owners
    return [
        f"owners: {{client: {client}, provider: {provider}}}\n",
        f"effective: {{from: {start}}}\n",
    ]


def block(entry: Entry, key: str) -> Iterator[str]:
    """Yield the lines below a top-level key, moved to the left."""
    inside = False
    for line in entry.text.splitlines(keepends=True):
        if re.match(r"[a-z]", line):
            inside = line.startswith(f"{key}:")
        elif inside:
            yield line.removeprefix("  ")


def _scalar(text: str) -> str:
    """Write a text on one line so that it stays one value."""
    if PLAIN.fullmatch(text) and isinstance(resolve(text), str):
        return text
    return json.dumps(text)


def _with_description_first(lines: list[str]) -> list[str]:
    """Give a promise's lines with its title, and what is said about it, as the first of them."""
    end = next(
        number
        for number, line in enumerate(lines)
        if number and re.match(r"[a-z]", line) and not line.startswith("description:")
    )
    return ["".join(lines[:end]), *lines[end:]]
