"""The example's agreement with a year of made-up counts, in a folder: quicker than its simulation."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from partnership.canonical import digest
from partnership.documents import SLA
from partnership.example.demo import example_files
from partnership.handbook.book import Book
from partnership.judging import judge
from partnership.loading import gather, load, load_gathered
from partnership.measuring.definitions import definition_digest
from partnership.values.periods import Span

AS_OF = date(2026, 7, 10)
COUNTED = {"first-slate": ("standard", "critical"), "interview-feedback": ("all",)}
BREACHED = ("first-slate", "standard", "2025-11")


def write_measured(folder: Path, changed: dict[str, str] | None = None) -> Path:
    """Write the example and its measurements; `changed` replaces files by path."""
    for path, text in {**example_files(), **(changed or {})}.items():
        write(folder, path, text)
    agreement = load(folder)
    month = Span.containing(date(2025, 7, 1), "month")
    while month.last < AS_OF:
        for name, rows in COUNTED.items():
            sla = agreement.get(SLA, name)
            if sla is None:
                continue
            terms = sla.on(month.last) or sla
            definition = definition_digest(agreement, terms, month)
            write(folder, *_measurement(name, rows, str(month), definition))
        month = month.next
    return folder


def _measurement(name: str, rows: tuple[str, ...], period: str, definition: str) -> tuple[str, str]:
    counted = [
        {"segment": row, "numerator": _met(name, row, period), "denominator": 20, "n": 20}
        for row in rows
    ]
    gate = {"completeness": "100%", "orphans": 0, "out_of_order": 0}
    counts = digest({"rows": counted, "gate": gate})
    document = {
        "kind": "Measurement",
        "id": f"{name}.{period}",
        "sla": name,
        "period": period,
        "known": "2026-07-09",
        "rows": counted,
        "gate": gate,
        "digests": {"definition": definition, "counts": counts},
    }
    return f"records/measurements/{period}/{name}.yaml", json.dumps(document, indent=1)


def _met(name: str, row: str, period: str) -> int:
    return 12 if (name, row, period) == BREACHED else 19


def write(folder: Path, path: str, text: str) -> None:
    """Write a file and the folders above it."""
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def book_of(folder: Path) -> Book:
    """Read a folder as the handbook's command does, without git."""
    gathered = gather(folder)
    agreement = load_gathered(gathered)
    sources = {path: text.decode() for path, text in gathered.contents.items()}
    return Book(agreement, AS_OF, judge(agreement, AS_OF), sources=sources)
