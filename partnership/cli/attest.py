"""`partnership attest`: what records of meetings say, as rows for the event store."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import click

from partnership.cli.options import Day, as_of_option, path_argument, read_agreement, today
from partnership.files import write_file

COLUMNS = ("date", "topic", "party", "covered", "required", "recorded_at", "source")


@click.command("attest")
@path_argument
@click.option("--from", "first", type=Day(), metavar="DAY", required=True, help="The first day.")
@click.option("--to", "last", type=Day(), metavar="DAY", required=True, help="The last day.")
@as_of_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the rows to FILE; they are printed where no file is named.",
)
def command(path: Path, first: date, last: date, as_of: date | None, output: Path | None) -> int:
    """Write how meetings were kept and actions closed as rows of the table `attestation`.

    PATH is a partnership's folder or anything in it. Put the rows into the event store, and the
    library's metrics `meeting-adherence` and `action-closure` are measured from them. The rows
    count per day and party and name nobody.
    """
    from partnership.duties.attested import find_attested
    from partnership.loading import find_root

    if last < first:
        msg = f"--from {first} is after --to {last}"
        raise click.UsageError(msg)
    day = as_of or today()
    agreement = read_agreement(find_root(path))
    told = io.StringIO()
    rows = csv.writer(told, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one in find_attested(agreement, first, last, day):
        known = f"{day}T00:00:00Z"
        counts = (one.covered, one.required)
        rows.writerow((one.day, one.topic, one.party, *counts, known, "manual"))
    if output is None:
        click.echo(told.getvalue(), nl=False)
    else:
        write_file(output, told.getvalue())
    return 0
