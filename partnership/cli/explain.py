"""`partnership explain`: the page of a check, a kind, a field or a metric, without a network."""

from __future__ import annotations

import shutil

import click

from partnership.cli.options import may_colour
from partnership.cli.terminal import fit
from partnership.explaining import explain, overview

WIDEST = 100


@click.command("explain")
@click.argument("what", metavar="[CHECK|KIND[.FIELD]|metric:ID]", required=False)
def command(what: str | None) -> None:
    """Explain a check, a kind of document, one of its fields, or a metric of the library.

    `explain unknown-key` prints a check's page, `explain SLA` a kind's with an example,
    `explain SLA.targets.within` a field's, and `explain metric:time-to-fill` a metric's with its
    formula and a worked example. Without a name it lists everything there is.
    """
    page = explain(what) if what else overview()
    width = min(shutil.get_terminal_size().columns, WIDEST)
    click.echo(fit(page, width, colour=may_colour()), nl=False)
