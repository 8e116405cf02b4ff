"""`partnership close`: seals a month in a record that never changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from partnership import __version__
from partnership.agreement import Agreement
from partnership.checks import find_all
from partnership.cli.options import as_of_option, may_colour, path_argument, today, user_cache
from partnership.documents import Close
from partnership.errors import WrongUsage
from partnership.files import write_file
from partnership.findings import Finding, Severity
from partnership.judging.closing import Sealing, close_month, path_of, text_of
from partnership.loading import find_root, load
from partnership.report import report_on
from partnership.reporting.text import render
from partnership.reporting.words import plural
from partnership.values.periods import Span

MENDED = {"closed-period-changed", "correction-not-followed"}
"""The checks whose findings a correction answers."""


@click.command("close")
@click.argument("period")
@path_argument
@click.option("--correct", is_flag=True, help="Write a new Close beside the month's last one.")
@click.option("--because", metavar="TEXT", help="Why the month's Close is corrected.")
@click.option(
    "--accept-unmeasured",
    "unmeasured_because",
    metavar="TEXT",
    help="Close though something due is not measured; the record says why.",
)
@click.option("--dry-run", is_flag=True, help="Print the record and write nothing.")
@as_of_option
def command(
    period: str,
    path: Path,
    because: str | None,
    unmeasured_because: str | None,
    as_of: date | None,
    *,
    correct: bool,
    dry_run: bool,
) -> int:
    """Seal a month: its terms, what was measured, its verdicts, and the Close before it.

    PERIOD is a month that is over, 2026-03; every window that ends with it is sealed too: its quarter,
    its year, the twelve months. PATH is a partnership's folder or anything in it. The record,
    `records/closes/PERIOD.yaml`, never changes: `--correct --because TEXT` writes `PERIOD-r1` beside
    it. Months are closed in order, and none while a check finds an error.
    """
    if correct != bool(because):
        msg = 'a correction says why: write both `--correct` and `--because "…"`'
        raise click.UsageError(msg)
    root, day = find_root(path), as_of or today()
    agreement = load(root, user_cache())
    asked = Sealing(_month(period), day, __version__, because or "", unmeasured_because or "")
    close = close_month(agreement, asked)
    errors = tuple(_errors(agreement, day, mended=MENDED if correct else set()))
    if errors:
        click.echo(render(report_on("close", agreement, day, errors), may_colour()), nl=False)
        click.echo(f"error: {asked.month} is not closed while a check finds an error", err=True)
        return 1
    text, where = text_of(close), path_of(close)
    if dry_run:
        click.echo(text, nl=False)
        return 0
    if (root / where).exists():
        msg = f"{where} is there already, and nothing is overwritten"
        raise WrongUsage(msg)
    write_file(root / where, text)
    click.echo(_line(where, close))
    return 0


def _month(text: str) -> Span:
    try:
        return Span.parse(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def _errors(agreement: Agreement, day: date, mended: set[str]) -> list[Finding]:
    found = find_all(agreement, day)
    return [
        one
        for one in found
        if one.severity is Severity.ERROR and not one.waived and one.check not in mended
    ]


def _line(where: Path, close: Close) -> str:
    """Say what was sealed, and after what."""
    sealed = plural(len(close.verdicts), "verdict")
    counted = plural(len(close.measurements), "measurement")
    after = f", after {close.previous.id}" if close.previous else ", the first Close"
    left = f", {plural(len(close.left_open), 'window')} left open" if close.left_open else ""
    return f"{where}: {sealed} from {counted}{left}{after}"
