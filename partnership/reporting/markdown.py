"""Renders a report as Markdown, for a job summary or a comment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnership.report import Report
from partnership.reporting.text import render as render_text


def render(report: Report, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a report as Markdown, ending in a newline."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    closing = render_text(report, False).rstrip("\n").rpartition("\n")[2]  # noqa: FBT003
    yield f"**{escape(closing)}**"
    if report.findings:
        yield ""
        yield "| where | what | next step |"
        yield "| --- | --- | --- |"
    for found in report.findings:
        place = f"{escape(found.place.path)}:{found.place.line}"
        label = f"waived {found.severity}" if found.waived else str(found.severity)
        what = f"{label}: {escape(found.message)} (`{found.check}`)"
        yield f"| {place} | {what} | {escape(found.hint)} |"


def escape(text: str) -> str:
    """Escape text from a document so that it stays text in a Markdown table."""
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    shown = re.sub(r"([\\|*_\[\]#~@!])", r"\\\1", shown)
    return re.sub(r"[\r\n]+", " ", shown)
