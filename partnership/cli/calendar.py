"""`partnership calendar`: the meetings for calendar programs."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, time
from pathlib import Path

import click

from partnership.cli.options import Day, as_of_option, path_argument, read_agreement, today
from partnership.files import write_file


@click.group("calendar")
def command() -> None:
    """Give the meetings to calendar programs."""


@command.command("export")
@path_argument
@click.option("--party", type=click.Choice(("client", "provider")), help="Only this party's.")
@click.option("--role", metavar="ROLE", help="Only this role's, with what it prepares.")
@click.option(
    "--from",
    "first",
    type=Day(),
    metavar="DAY",
    help="The first day; the first of the year where it is left out.",
)
@click.option(
    "--to",
    "last",
    type=Day(),
    metavar="DAY",
    help="The last day; the end of the next year where it is left out.",
)
@as_of_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the calendar to FILE; it is printed where no file is named.",
)
def export(
    path: Path,
    party: str | None,
    role: str | None,
    first: date | None,
    last: date | None,
    as_of: date | None,
    output: Path | None,
) -> int:
    """Write the meetings as iCalendar (RFC 5545), which every calendar program opens.

    PATH is a partnership's folder or anything in it. The same commit and days give the same bytes:
    what stands as DTSTAMP is the commit's own time, or the day of `--as-of`.
    """
    from partnership.duties.feeds import feed_of, published
    from partnership.loading import find_root
    from partnership.reporting.calendars import render

    if party and role:
        msg = "a feed is of a party or of a role: leave --party or --role out"
        raise click.UsageError(msg)
    root = find_root(path)
    agreement = read_agreement(root)
    begins, ends = published(as_of or today())
    first, last = first or begins, last or ends
    if last < first:
        msg = f"--from {first} is after --to {last}"
        raise click.UsageError(msg)
    feed = feed_of(agreement, first, last, party, role)
    if not feed.series:
        click.echo(f"no meeting falls between {first} and {last}", err=True)
    text = render(feed, agreement, _stamp(root, as_of))
    if output is None:
        click.echo(text.encode(), nl=False)
    else:
        write_file(output, text)
    return 0


def _stamp(root: Path, as_of: date | None) -> datetime:
    """Give the instant that stands in every event: of the day judged, of the commit, or of today."""
    from partnership.history.git import NO_TIP, as_user

    repository = as_user(root, os.environ)
    if as_of is None and repository.tip() != NO_TIP:
        told = repository.ask("show", "--no-patch", "--format=%ct", "HEAD")
        return datetime.fromtimestamp(int(told), UTC)
    return datetime.combine(as_of or today(), time(), UTC)
