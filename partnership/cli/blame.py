"""`partnership blame`: since when a term holds, by which change, and whose it was."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import click

from partnership.cli.options import Day, may_colour, today, user_cache
from partnership.loading import find_root


@click.command("blame")
@click.argument("document")
@click.option(
    "--as-of", type=Day(), metavar="DAY", help="The terms of this day; today's by default."
)
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", help="How to answer."
)
@click.option(
    "--folder",
    "path",
    type=click.Path(path_type=Path),
    default=".",
    help="The partnership's folder, or anything in it; this folder by default.",
)
def command(document: str, as_of: date | None, form: str, path: Path) -> int:
    """Say of each term of DOCUMENT that is in force since when it holds, by which change, and whose.

    DOCUMENT is `Kind/id`, or an id where one document alone has it; `SLA/first-slate.targets` asks
    for one field of it.
    """
    from partnership.history.blame import find_since
    from partnership.history.git import as_user
    from partnership.history.reading import find_document
    from partnership.history.resolving import resolve
    from partnership.history.trail import read_trail
    from partnership.reporting.since import render_json, render_text

    repository = as_user(find_root(path), os.environ)
    trail = read_trail(repository, resolve(repository, "HEAD"), user_cache())
    found, field = find_document(trail.state, document)
    day = as_of or today()
    terms = [
        one
        for one in find_since(trail, found, day.isoformat())
        if not field or f"{one.pointer}.".startswith((f"{field}.", f"{field}["))
    ]
    if form == "json":
        click.echo(
            json.dumps(render_json(found, terms, day, trail.line.tip), indent=2, ensure_ascii=False)
        )
    else:
        click.echo(render_text(found, terms, day, trail.line.tip, may_colour()), nl=False)
    return 0
