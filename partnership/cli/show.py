"""`partnership show`: the terms of one day, as they were known on another."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import click

from partnership.cli.options import Day, today, user_cache
from partnership.loading import find_root


@click.command("show")
@click.argument("document", required=False)
@click.option("--as-of", type=Day(), metavar="DAY", help="The day whose terms are shown; today.")
@click.option(
    "--known",
    type=Day(),
    metavar="DAY",
    help="As they were known by the end of this day, in UTC; the files as they stand otherwise.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    help="YAML with comments, or JSON.",
)
@click.option(
    "--folder",
    "path",
    type=click.Path(path_type=Path),
    default=".",
    help="The partnership's folder, or anything in it; this folder by default.",
)
def command(
    document: str | None, as_of: date | None, known: date | None, form: str, path: Path
) -> int:
    """Show the terms that applied on one day, as they were known on another.

    DOCUMENT is `Kind/id`, or an id where one document alone has it; every commitment in force
    without it. Amendments are resolved: what is printed is what held on that day. A term that was
    changed only after that day, or after it was known, is named below it as changed later.
    """
    from partnership.errors import WrongUsage
    from partnership.history.git import NO_TIP, as_user
    from partnership.history.reading import find_document, read, read_at
    from partnership.history.resolving import resolve
    from partnership.history.retrieving import in_force, known_on, read_later
    from partnership.history.steps import find_line
    from partnership.loading import gather
    from partnership.reporting.terms import Shown, render

    root, day = find_root(path), as_of or today()
    repository = as_user(root, os.environ)
    tip = repository.tip()
    line = () if tip == NO_TIP and not known else find_line(repository, resolve(repository, "HEAD"))
    at = known_on(line, known) if known else tip.full
    cache = user_cache()
    state = read_at(repository, root, at, cache)[0] if known else read(gather(root), cache)
    found = list(in_force(state, day))
    if document is not None:
        wanted, _ = find_document(state, document)
        found = [one for one in found if one.document.name == wanted.name]
        if not found:
            msg = f"{wanted.name} is not in force on {day}; `--as-of DAY` shows another day's terms"
            raise WrongUsage(msg)
    amended = read_later(repository, root, line, known or day, cache) if line else ()
    shown = Shown(day, known, at, tuple(found), amended, state.unread)
    click.echo(render(shown, form), nl=False)
    return 0
