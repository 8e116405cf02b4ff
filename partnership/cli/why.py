"""`partnership why`: takes one verdict apart on one screen."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from partnership.cli.options import as_of_option, may_colour, path_argument, today, user_cache
from partnership.judging.explaining import explain
from partnership.loading import find_root, load
from partnership.reporting.why import render


@click.command("why")
@click.argument("sla")
@path_argument
@click.option(
    "--period",
    metavar="PERIOD",
    help="The period: 2026-03, 2026-Q1 or 2026; the last one breached, else the last one judged.",
)
@click.option(
    "--segment", metavar="ROW", help="The row of targets; the one that fell shortest by default."
)
@as_of_option
def command(
    sla: str, path: Path, period: str | None, segment: str | None, as_of: date | None
) -> int:
    """Take one verdict apart: its clause, its counts, its arithmetic, and what comes next.

    SLA is the id of a promise; PATH is a partnership's folder or anything in it.
    """
    agreement = load(find_root(path), user_cache())
    found = explain(agreement, as_of or today(), sla, period, segment)
    click.echo(render(found, may_colour()), nl=False)
    return 0
