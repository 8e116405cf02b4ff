"""Renders a report for a terminal: findings first, then verdicts, then one closing line."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.findings import Finding, Severity
from partnership.report import Report
from partnership.reporting.words import plural, printable

COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}


def render(report: Report, colour: bool) -> str:  # noqa: FBT001
    """Render a report as text, ending in a newline."""
    lines = [line for found in report.findings for line in _finding(found, colour=colour)]
    lines.extend(_closing(report))
    return "\n".join(lines) + "\n"


def _finding(found: Finding, *, colour: bool) -> Iterator[str]:
    place = f"{printable(found.place.path)}:{found.place.line}:{found.place.column}"
    severity = f"waived {found.severity}" if found.waived else str(found.severity)
    label = _paint(f"{severity}[{found.check}]", COLOURS[found.severity], colour=colour)
    yield f"{place}: {label} {printable(found.message)}"
    if found.hint:
        yield f"  hint: {printable(found.hint)}"
    if found.waived:
        yield f"  waived by: Waiver/{found.waived}"
    else:
        yield f"  see:  partnership explain {found.check}"


def _closing(report: Report) -> Iterator[str]:
    counts = ", ".join(
        plural(report.count(severity), severity.value)
        for severity in Severity
        if report.count(severity)
    )
    waived = f", {plural(report.waived, 'waived finding')}" if report.waived else ""
    files = plural(report.files, "file")
    yield f"{plural(report.documents, 'document')} in {files}: {counts or 'no findings'}{waived}"


def _paint(text: str, code: str, *, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
