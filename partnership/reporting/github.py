"""Renders a report as GitHub's workflow commands: annotations at the line."""

from __future__ import annotations

from partnership.findings import Finding, Severity
from partnership.report import Report
from partnership.reporting.text import render as render_text

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render an annotation for each finding that no waiver accepts, then the text's last line."""
    lines = [_annotation(found) for found in report.findings if not found.waived]
    lines.append(render_text(report, False).rstrip("\n").rpartition("\n")[2])  # noqa: FBT003
    return "\n".join(lines) + "\n"


def _annotation(found: Finding) -> str:
    place = found.place
    properties = ",".join(
        f"{name}={escape_property(str(value))}"
        for name, value in (
            ("file", place.path),
            ("line", place.line),
            ("col", place.column),
            ("title", found.check),
        )
    )
    text = f"{found.message}\n{found.hint}" if found.hint else found.message
    return f"::{LEVELS[found.severity]} {properties}::{escape_message(text)}"


def escape_message(text: str) -> str:
    """Escape text so that it cannot end the command it stands in."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape text so that it cannot begin another property."""
    return escape_message(text).replace(":", "%3A").replace(",", "%2C")
