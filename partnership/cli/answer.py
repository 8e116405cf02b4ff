"""How a command answers: renders its report where asked, and says whether it failed."""

from __future__ import annotations

from pathlib import Path

import click

from partnership.cli.options import may_colour, pair_formats
from partnership.files import write_file
from partnership.findings import Severity
from partnership.report import Report
from partnership.reporting.reporters import REPORTERS


def answer(report: Report, formats: tuple[str, ...], outputs: tuple[Path, ...]) -> None:
    """Print the report, or write each format to its file.

    Raises:
        click.UsageError: where formats and files do not pair up.

    """
    for name, file in pair_formats(formats, outputs):
        if file is None:
            click.echo(REPORTERS[name](report, may_colour()), nl=False)
        else:
            write_file(file, REPORTERS[name](report, False))


def exit_code(report: Report, fail_on: frozenset[str]) -> int:
    """Give 1 where the report holds something that fails the run, else 0."""
    if "error" in fail_on and report.count(Severity.ERROR):
        return 1
    if "warning" in fail_on and report.count(Severity.WARNING):
        return 1
    if "breach" in fail_on and any(verdict.is_breach for verdict in report.verdicts):
        return 1
    if "at-risk" in fail_on and any(outlook.needs_someone for outlook in report.outlooks):
        return 1
    open_ones = (verdict for verdict in report.verdicts if not verdict.sealed)
    unmeasured = any(verdict.is_unmeasured for verdict in open_ones) or report.unread
    return 1 if "unmeasured" in fail_on and unmeasured else 0
