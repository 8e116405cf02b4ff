"""Renders a report for a terminal: findings first, then verdicts, then one closing line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from partnership.findings import Finding, Severity
from partnership.judging import Status, Verdict
from partnership.judging.prospects import Prospect
from partnership.report import Report
from partnership.reporting import outlooks as ahead
from partnership.reporting import verdicts as told
from partnership.reporting.words import HEADING, at_commit, paint, plural, printable

COLOURS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36"}
STATUS_COLOURS = {
    Status.MET: "32",
    Status.EXPECTED_MISSED: "33",
    Status.MINIMUM_MISSED: "31;1",
    Status.NOT_MEASURED: "35;1",
}
"""Only `met` is green; what is not coloured is not known, and its word says so."""
OUTLOOK_COLOURS = {
    Prospect.LOST: "31;1",
    Prospect.AT_RISK: "33;1",
    Prospect.SAFE: "32",
}


def render(report: Report, colour: bool) -> str:  # noqa: FBT001
    """Render a report as text, ending in a newline."""
    lines = [line for found in report.findings for line in _finding(found, colour=colour)]
    if lines and report.verdicts:
        lines.append("")
    lines.extend(_verdicts(report, colour=colour))
    lines.extend(f"note: {printable(note)}" for note in report.notes)
    lines.append(closing(report))
    return "\n".join(lines) + "\n"


def closing(report: Report) -> str:
    """Say in one line what was looked at and what came of it."""
    counts = ", ".join(
        plural(report.count(severity), severity.value)
        for severity in Severity
        if report.count(severity)
    )
    waived = f", {plural(report.waived, 'waived finding')}" if report.waived else ""
    files = plural(report.files, "file")
    tip = at_commit(report.commit, is_edited=report.edited)
    base = "" if report.base == "none" else f", compared with {report.base[:12]}"
    documents = f"{plural(report.documents, 'document')} in {files}{tip}{base}"
    line = f"{documents}: {counts or 'no findings'}{waived}{_not_asked(report)}"
    return f"{line}; {told.closing(report)}" if report.verdicts else line


def _not_asked(report: Report) -> str:
    """Say what a base would answer, where there is git and the command takes one."""
    if report.command != "validate" or report.commit == "none" or not report.not_asked:
        return ""
    return f"; {plural(report.not_asked, 'check')} not asked without `--base`"


def _finding(found: Finding, *, colour: bool) -> Iterator[str]:
    place = f"{printable(found.place.path)}:{found.place.line}:{found.place.column}"
    severity = f"waived {found.severity}" if found.waived else str(found.severity)
    label = paint(f"{severity}[{found.check}]", COLOURS[found.severity], colour=colour)
    yield f"{place}: {label} {printable(found.message)}"
    if found.hint:
        yield f"  hint: {printable(found.hint)}"
    if found.waived:
        yield f"  waived by: Waiver/{found.waived}"
    else:
        yield f"  see:  partnership explain {found.check}"


def _verdicts(report: Report, *, colour: bool) -> Iterator[str]:
    if not report.verdicts:
        return
    breaches = told.breaches(report)
    sections: tuple[tuple[str, Iterable[str]], ...] = (
        ("Minimum missed", (told.told(verdict) for verdict in breaches)),
        ("Minimum missed, owed by both", map(told.told, told.shared_misses(report))),
        ("Below expected", (told.told(verdict) for verdict in told.below_expected(report))),
        ("Not measured", (*(gap.text for gap in told.gaps(report)), *told.unread(report))),
    )
    for heading, lines in sections:
        written = [f"  {printable(line)}" for line in lines]
        if written:
            yield paint(heading, HEADING, colour=colour)
            yield from written
            yield ""
    yield paint(
        "All periods" if report.every_verdict else "Last due periods", HEADING, colour=colour
    )
    yield from _table(told.listed(report), colour=colour)
    yield ""
    yield from _counts(report, colour=colour)
    yield ""
    yield from _outlooks(report, colour=colour)
    if breaches:
        worst = breaches[0]
        asked = f"--period {worst.period} --segment {worst.segment} --as-of {report.as_of}"
        yield f"next: `partnership why {worst.sla} {asked}` takes the verdict apart"


def _table(verdicts: Sequence[Verdict], *, colour: bool) -> Iterator[str]:
    rows: list[tuple[str, ...]] = [
        ("SLA", "owed by", "period", "row", "status", "value", "expected", "minimum")
    ]
    for verdict in verdicts:
        counts = told.counts_of(verdict)
        rows.append(
            (
                verdict.sla,
                verdict.owed_by,
                told.period_of(verdict),
                verdict.segment,
                told.status_of(verdict),
                f"{verdict.shown} ({counts})" if verdict.shown else counts,
                str(verdict.expected or ""),
                str(verdict.minimum or ""),
            )
        )
    ranges = [told.range_of(verdict) for verdict in verdicts]
    if any(ranges):
        rows = [(*row, cell) for row, cell in zip(rows, (told.RANGE, *ranges), strict=True)]
    codes = ["", *(STATUS_COLOURS.get(verdict.status, "") for verdict in verdicts)]
    yield from _columns(rows, [code if colour else "" for code in codes], painted=4)


def _outlooks(report: Report, *, colour: bool) -> Iterator[str]:
    """Say what can still become of running periods, and what is due when."""
    if not report.outlooks:
        return
    found = ahead.told(report)
    rows = [ahead.COLUMNS, *(ahead.cells(one) for one in found)]
    codes = ["", *(OUTLOOK_COLOURS.get(one.prospect, "") for one in found)]
    yield paint("Running periods", HEADING, colour=colour)
    if found:
        yield from _columns(rows, [code if colour else "" for code in codes], painted=4)
    for one in ahead.pressing(report):
        yield f"  {one.prospect.words}: {printable(ahead.in_words(one))}"
    for line in ahead.uncounted(report):
        yield f"  {printable(line)}"
    yield ""
    days = list(ahead.due_days(report))
    if days:
        yield paint("In flight by the day it is due", HEADING, colour=colour)
        yield from _columns(days, [""] * len(days))
        yield ""


def _counts(report: Report, *, colour: bool) -> Iterator[str]:
    statuses, table = told.counts(report.verdicts)
    rows = [("", *(status.words for status in statuses))]
    rows.extend((party, *map(str, numbers)) for party, numbers in table.items())
    yield paint("Verdicts by who owes them", HEADING, colour=colour)
    yield from _columns(rows, [""] * len(rows))


def _columns(
    rows: Sequence[Sequence[str]], codes: Sequence[str], painted: int = -1
) -> Iterator[str]:
    """Set rows in columns; one cell of each row may be painted."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row, code in zip(rows, codes, strict=True):
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        cells[painted] = paint(cells[painted], code, colour=True)
        yield "  " + "  ".join(cells).rstrip()
