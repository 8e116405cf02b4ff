"""Agreements made from the catalogue's passing partnerships, changed by a few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from partnership.agreement import Agreement
from partnership.checks import find_all
from partnership.findings import Finding
from partnership.loading.document import load_document

CATALOGUE = Path(__file__).parents[2] / "checks"
AS_OF = date(2026, 7, 10)
FULL = "sla-without-review"
"""The case whose passing partnership has the most kinds."""


def passing(case: str = FULL) -> dict[str, str]:
    """The texts of a case's passing partnership, by path."""
    folder = CATALOGUE / case / "pass"
    return {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in sorted(folder.rglob("*.yaml"))
    }


def edited(texts: Mapping[str, str], path: str, old: str, new: str) -> dict[str, str]:
    """Change one text at the one place that reads `old`."""
    assert 1 == texts[path].count(old)
    return {**texts, path: texts[path].replace(old, new)}


def agreement_of(texts: Mapping[str, str]) -> Agreement:
    """Load texts as the files of one partnership."""
    loaded = [load_document(path, text.encode()) for path, text in sorted(texts.items())]
    return Agreement(
        documents=tuple(one.document for one in loaded if one.document),
        refused=tuple(finding for one in loaded for finding in one.findings),
        files=len(loaded),
    )


def found_in(texts: Mapping[str, str], as_of: date = AS_OF) -> tuple[Finding, ...]:
    """Ask every check about texts."""
    return find_all(agreement_of(texts), as_of)


def told(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    """What findings say: check and message."""
    return [(finding.check, finding.message) for finding in findings]
