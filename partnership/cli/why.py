"""`partnership why`: takes one verdict apart on one screen, for machines, or as a script."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from partnership.agreement import Agreement
from partnership.cli.options import (
    as_of_option,
    git_tip,
    may_colour,
    pair_formats,
    path_argument,
    today,
    user_cache,
)
from partnership.documents import Measurement
from partnership.files import write_file
from partnership.judging.explaining import Explanation, explain
from partnership.loading import find_root, load
from partnership.reporting import derivation
from partnership.reporting.recomputing import script
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
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(("text", "json")),
    help="How to answer; may be given several times, each with an --output.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the first format to the first FILE, the second to the second.",
)
@click.option(
    "--recompute",
    "recomputed",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a script that recomputes the verdict from its records, with Python alone.",
)
def command(
    sla: str,
    path: Path,
    period: str | None,
    segment: str | None,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    recomputed: Path | None,
) -> int:
    """Take one verdict apart: its clause, its counts, its arithmetic, and what comes next.

    SLA is the id of a promise; PATH is a partnership's folder or anything in it. A script that
    `--recompute` writes needs nothing but Python: `python3 -I FILE [REPOSITORY]` prints each step,
    and ends with 1 where the verdict is not the one recorded.
    """
    pairs = pair_formats(formats, outputs)
    root = find_root(path)
    agreement = load(root, user_cache())
    found = explain(agreement, as_of or today(), sla, period, segment)
    if recomputed is not None:
        write_file(recomputed, _script(agreement, root, found))
        click.echo(f"wrote {recomputed}: run `python3 -I {recomputed} REPOSITORY`", err=True)
        if not formats:
            return 0
    for name, file in pairs:
        if file is None:
            click.echo(_rendered(name, agreement, root, found, colour=may_colour()), nl=False)
        else:
            write_file(file, _rendered(name, agreement, root, found, colour=False))
    return 0


def _rendered(
    name: str, agreement: Agreement, root: Path, found: Explanation, *, colour: bool
) -> str:
    if name == "text":
        return render(found, colour)
    partnership = agreement.partnership
    about = partnership.id if partnership else ""
    return derivation.render(found, about, agreement.digest, git_tip(root))


def _script(agreement: Agreement, root: Path, found: Explanation) -> str:
    """Write the script, with the digest of each record's file as it lies on the disk."""
    records = (one for one in agreement.of(Measurement) if one.sla == found.verdict.sla)
    contents = {
        one.path: (root / one.path.removeprefix(agreement.base)).read_bytes() for one in records
    }
    return script(agreement, found.as_of, found.verdict, contents)
