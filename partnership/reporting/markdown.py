"""Renders a report as Markdown, for a job summary or a comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.report import Report
from partnership.reporting import outlooks as ahead
from partnership.reporting import verdicts as told
from partnership.reporting.escaping import escape
from partnership.reporting.text import closing


def render(report: Report, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a report as Markdown, ending in a newline."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"**{escape(closing(report))}**"
    for note in report.notes:
        yield from ("", escape(note))
    if report.findings:
        yield from ("", "| where | what | next step |", "| --- | --- | --- |")
    for found in report.findings:
        place = f"{escape(found.place.path)}:{found.place.line}"
        label = f"waived {found.severity}" if found.waived else str(found.severity)
        what = f"{label}: {escape(found.message)} (`{found.check}`)"
        yield f"| {place} | {what} | {escape(found.hint)} |"
    if report.verdicts:
        yield from _verdicts(report)
    if report.outlooks:
        yield from _outlooks(report)


def _verdicts(report: Report) -> Iterator[str]:
    needing = [
        *((verdict, told.told(verdict)) for verdict in told.breaches(report)),
        *((verdict, told.told(verdict)) for verdict in told.shared_misses(report)),
        *((verdict, told.told(verdict)) for verdict in told.below_expected(report)),
        *((gap.verdict, gap.text) for gap in told.gaps(report)),
    ]
    if needing:
        yield from ("", "| status | promise | where |", "| --- | --- | --- |")
    for verdict, text in needing:
        place = f"{escape(verdict.place.path)}:{verdict.place.line}"
        yield f"| **{told.status_of(verdict)}** | {escape(text)} | {place} |"
    for line in told.unread(report):
        yield from ("", f"**not measured**: {escape(line)}")
    heading = "All periods" if report.every_verdict else "Last due periods"
    columns = (
        "SLA",
        "owed by",
        "period",
        "row",
        "status",
        "value",
        "counts",
        "expected",
        "minimum",
        told.RANGE,
    )
    yield from ("", f"### {heading}", "", _row(columns), _row("---" for _ in columns))
    for verdict in told.listed(report):
        counts = told.counts_of(verdict)
        cells = (
            verdict.sla,
            verdict.owed_by,
            told.period_of(verdict),
            verdict.segment,
            told.status_of(verdict),
            verdict.shown,
            counts,
            str(verdict.expected or ""),
            str(verdict.minimum or ""),
            told.range_of(verdict),
        )
        yield _row(escape(cell) for cell in cells)


def _outlooks(report: Report) -> Iterator[str]:
    """Write what can still become of running periods, and what is due when."""
    yield from ("", "### Running periods")
    found = ahead.told(report)
    if found:
        yield from ("", _row(ahead.COLUMNS), _row("---" for _ in ahead.COLUMNS))
    for one in found:
        yield _row(escape(cell) for cell in ahead.cells(one))
    for one in ahead.pressing(report):
        yield from ("", f"**{one.prospect.words}**: {escape(ahead.in_words(one))}")
    for line in ahead.uncounted(report):
        yield from ("", escape(line))
    days = list(ahead.due_days(report))
    if days:
        yield from ("", "### In flight by the day it is due", "")
        yield from ("| day | due |", "| --- | --- |")
        yield from (_row(escape(cell) for cell in pair) for pair in days)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
