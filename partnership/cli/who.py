"""`partnership who`: who decides or does something, who is asked, and how to reach them now."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from partnership.cli.options import git_tip, instant_on, may_colour, read_agreement


@click.command("who")
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--at",
    metavar="MOMENT",
    help="A day, 2026-07-10, or a moment with its zone, 2026-07-10T15:30+01:00; now by default.",
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
def command(words: tuple[str, ...], at: str | None, form: str, path: Path) -> int:
    """Say who decides or does what WORDS name, who is asked and told, and how to reach them.

    WORDS are a decision, an activity, a promise or a seat, as people call it: `offer above band`.
    Where nobody fills a seat, whoever stands in is named.
    """
    from partnership.clock import local_time
    from partnership.duties.deciding import find_who
    from partnership.loading import find_root
    from partnership.reporting.who import render_json, render_text

    root = find_root(path)
    agreement = read_agreement(root)
    moment = read_moment(at, agreement.zone())
    day = local_time(agreement.zone(), moment).date()
    found = find_who(agreement, " ".join(words), day)
    tip = git_tip(root).full
    if form == "json":
        said = render_json(agreement, found, moment, tip)
        click.echo(json.dumps(said, indent=2, ensure_ascii=False))
    else:
        click.echo(render_text(agreement, found, moment, tip, may_colour()), nl=False)
    return 0


def read_moment(written: str | None, zone: str) -> int:
    """Give the instant that is written; a day is the partnership's noon, no zone is its own."""
    from partnership.clock import instant

    if written is None:
        return instant(datetime.now(UTC))
    return instant_on(written, zone, "--at", at=12)
