"""Months closed in a folder, as the command closes them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from partnership.agreement import Agreement
from partnership.files import write_file
from partnership.judging.audit import audit
from partnership.judging.closing import Sealing, close_month, path_of, text_of
from partnership.loading import load
from partnership.values.periods import Span

AS_OF = date(2026, 8, 20)


def close(
    folder: Path,
    *months: str,
    because: str = "",
    unmeasured: str = "",
    day: str = str(AS_OF),
) -> Agreement:
    """Close months one after another, and load what stands then."""
    for month in months:
        asked = Sealing(Span.parse(month), date.fromisoformat(day), "1.0", because, unmeasured)
        made = close_month(load(folder), asked)
        write_file(folder / path_of(made), text_of(made))
    return load(folder)


def edit(folder: Path, path: str, old: str, new: str) -> Agreement:
    """Change a file at the one place that reads `old`, and load what stands then."""
    text = (folder / path).read_text("utf-8")
    assert 1 == text.count(old)
    (folder / path).write_text(text.replace(old, new), "utf-8")
    return load(folder)


def audited(agreement: Agreement) -> dict[str, list[str]]:
    """What does not hold, by Close."""
    return {one.close.id: [found.message for found in one.findings] for one in audit(agreement)}
