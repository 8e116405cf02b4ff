"""`partnership feedback`: what surveys came to, how each side is seen, and what is done about it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from partnership.cli.options import (
    as_of_option,
    format_options,
    git_tip,
    pair_formats,
    path_argument,
    read_agreement,
    today,
)
from partnership.files import write_file


@click.command("feedback")
@path_argument
@click.option("--survey", metavar="ID", default="", help="Only this survey.")
@as_of_option
@format_options(("text", "markdown", "csv", "json"))
def command(
    path: Path,
    survey: str,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
) -> int:
    """Say what both sides answered, how each sees itself and is seen, and what is done about it.

    PATH is a partnership's folder or anything in it. Numbers are exact, and stand for an audience
    only where enough of them answered: `insufficient_data` otherwise. The change is that since the
    round before.
    """
    from partnership.duties.feedback import find_feedback
    from partnership.loading import find_root
    from partnership.reporting.feedback import RENDERERS

    pairs = pair_formats(formats, outputs)
    root = find_root(path)
    agreement = read_agreement(root)
    day = as_of or today()
    found = tuple(find_feedback(agreement, day, survey))
    for name, file in pairs:
        text = RENDERERS[name](found, agreement, day, git_tip(root))
        if file is None:
            click.echo(text, nl=False)
        else:
            write_file(file, text)
    return 0
