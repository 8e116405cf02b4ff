"""Renders a report as GitHub's workflow commands: annotations at the line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from partnership.findings import Finding, Place, Severity
from partnership.judging import Status, Verdict
from partnership.report import Report
from partnership.reporting import outlooks as ahead
from partnership.reporting import verdicts as told
from partnership.reporting.text import closing
from partnership.reporting.words import printable

if TYPE_CHECKING:
    from partnership.judging.outlook import Outlook

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
SHOWN = 10
"""How many annotations of a level GitHub shows of one step; it drops the rest without a word."""


def render(report: Report, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render an annotation for each finding that no waiver accepts and each verdict that needs one."""
    lines = [_finding(found) for found in report.findings if not found.waived]
    lines.extend(_verdict(verdict, told.told(verdict)) for verdict in told.breaches(report))
    lines.extend(_verdict(gap.verdict, gap.text) for gap in told.gaps(report))
    lines.extend(_verdict(verdict, told.told(verdict)) for verdict in told.shared_misses(report))
    lines.extend(_verdict(verdict, told.told(verdict)) for verdict in told.below_expected(report))
    lines.extend(_outlook(outlook) for outlook in ahead.pressing(report))
    lines.extend(f"::notice ::{escape_message(note)}" for note in report.notes)
    return "\n".join((*_shown(lines), closing(report))) + "\n"


def _shown(lines: Iterable[str]) -> Iterator[str]:
    """Yield what GitHub shows of each level as annotations, and the rest as lines of the log."""
    counts: Counter[str] = Counter()
    for line in lines:
        level = line[2:].partition(" ")[0]
        counts[level] += 1
        yield line if counts[level] <= SHOWN else _in_the_log(line)
    for level, count in counts.items():
        if count > SHOWN:
            yield f"{count - SHOWN} more of level {level} stand here and in the job summary only"


def _in_the_log(line: str) -> str:
    """Write an annotation as a line that is no workflow command, in neither way of writing them."""
    return line.removeprefix("::").replace("##[", "## [")


def _finding(found: Finding) -> str:
    text = f"{found.message}\n{found.hint}" if found.hint else found.message
    return _annotation(LEVELS[found.severity], found.place, found.check, text)


def _verdict(verdict: Verdict, text: str) -> str:
    level = "error" if verdict.is_breach or verdict.status is Status.NOT_MEASURED else "warning"
    title = f"{verdict.status.words}: {verdict.sla} {verdict.segment} {verdict.period}"
    return _annotation(level, verdict.place, title, text)


def _outlook(outlook: Outlook) -> str:
    title = f"{outlook.prospect.words}: {outlook.sla} {outlook.segment} {outlook.period}"
    return _annotation("warning", outlook.place, title, ahead.in_words(outlook))


def _annotation(level: str, place: Place, title: str, text: str) -> str:
    named = (
        ("file", place.path),
        ("line", place.line),
        ("col", place.column),
        ("title", title),
    )
    properties = ",".join(f"{name}={escape_property(str(value))}" for name, value in named)
    return f"::{level} {properties}::{escape_message(text)}"


def escape_message(text: str) -> str:
    """Escape text so that it cannot end the command it stands in."""
    shown = "\n".join(printable(line) for line in re.split(r"\r\n|\r|\n", text))
    return shown.replace("%", "%25").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """Escape text so that it cannot begin another property."""
    return escape_message(text).replace(":", "%3A").replace(",", "%2C")
