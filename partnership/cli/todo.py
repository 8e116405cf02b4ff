"""`partnership todo`: everything that is overdue or due soon, by whom."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from partnership.agreement import Agreement
from partnership.cli.options import (
    as_of_option,
    format_options,
    git_tip,
    left_out,
    pair_formats,
    path_argument,
    read_agreement,
    today,
)
from partnership.files import write_file

if TYPE_CHECKING:
    from partnership.duties.points import Point
    from partnership.duties.todo import Todo

UNITS = {"d": 1, "day": 1, "days": 1, "calendar days": 1, "w": 7, "week": 7, "weeks": 7}
LONGEST = 400


class Ahead(click.ParamType[timedelta]):
    """How far is looked ahead: `7d`, `2 weeks`."""

    name = "span"

    def convert(
        self,
        value: Any,  # noqa: ANN401
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> timedelta:
        """Read days or weeks, or say how they are written."""
        if isinstance(value, timedelta):
            return value
        found = re.fullmatch(r"(\d{1,3}) ?([a-z ]+)", value.strip())
        days = int(found[1]) * UNITS[found[2]] if found and found[2] in UNITS else None
        if days is None:
            self.fail(f"`{value}` is not a span; write it like 7d or 2 weeks", param, ctx)
        if days > LONGEST:
            self.fail(f"`{value}` is more than {LONGEST} days", param, ctx)
        return timedelta(days=days)


@click.command("todo")
@path_argument
@click.option("--role", metavar="ROLE", help="Only what this seat owes, or answers for today.")
@click.option(
    "--party", type=click.Choice(("client", "provider")), help="Only what this party owes."
)
@click.option(
    "--within",
    type=Ahead(),
    default="7d",
    metavar="SPAN",
    show_default=True,
    help="How far is looked ahead: 7d, 2 weeks.",
)
@as_of_option
@format_options(("text", "markdown", "csv", "json"))
def command(
    path: Path,
    role: str | None,
    party: str | None,
    within: timedelta,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
) -> int:
    """Say what is overdue and what is due soon, by whom, with its place.

    PATH is a partnership's folder or anything in it. Asked is every kind of document: actions,
    causes and plans after breaches, meetings with their papers and minutes, measurements, reviews
    and clocks in the care for data, answers, decisions, proposals, drills, and what lapses. A
    deputy also sees what a vacant seat owes.
    """
    from partnership.loading import find_root
    from partnership.reporting.todos import RENDERERS

    pairs = pair_formats(formats, outputs)
    root = find_root(path)
    agreement = read_agreement(root)
    todo = asked(root, agreement, as_of or today(), within, role, party)
    for name, file in pairs:
        text = RENDERERS[name](todo, agreement, git_tip(root))
        if file is None:
            click.echo(text, nl=False)
        else:
            write_file(file, text)
    return 0


def asked(
    root: Path,
    agreement: Agreement,
    day: date,
    within: timedelta,
    role: str | None,
    party: str | None,
) -> Todo:
    """Find what everybody, a party or a seat owes."""
    from partnership.duties.matters import unplaced
    from partnership.duties.todo import find_todo, of_party, of_role
    from partnership.judging import judge

    for record in unplaced(agreement):
        left_out(f"{record.path}, which is not closed, is on no ladder that can be read")
    waiting = tuple(find_branches(root, agreement))
    todo = find_todo(agreement, day, judge(agreement, day), within, waiting)
    if party:
        todo = of_party(todo, party)
    return of_role(agreement, todo, role) if role else todo


def find_branches(root: Path, agreement: Agreement) -> Iterator[Point]:
    """Yield the branches that wait to be agreed."""
    from partnership.duties.points import waits
    from partnership.history.git import as_user
    from partnership.history.waiting import find_waiting

    for one in find_waiting(as_user(root, os.environ)):
        yield waits(agreement, one)
