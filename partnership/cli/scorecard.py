"""`partnership scorecard`: how both parties kept what they promised in a period."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from partnership.checks import find_all
from partnership.cli.options import (
    as_of_option,
    git_tip,
    may_colour,
    pair_formats,
    path_argument,
    today,
    user_cache,
)
from partnership.errors import WrongUsage
from partnership.files import write_bytes
from partnership.judging import judge_in_full
from partnership.loading import find_root, load
from partnership.reporting.scorecards import json, markdown, sheets, text
from partnership.reporting.scorecards.card import Card, card_of
from partnership.reporting.scorecards.owed import owed_in
from partnership.reporting.transparency import json as transparency_json
from partnership.reporting.transparency import markdown as transparency_markdown
from partnership.reporting.transparency import sheets as transparency_sheets
from partnership.reporting.transparency import text as transparency_text
from partnership.reporting.transparency.disclosed import Disclosed, disclose
from partnership.values.periods import Span

RENDERERS: dict[str, Callable[[Card, bool], str]] = {
    "text": text.render,
    "markdown": markdown.render,
    "csv": sheets.render_csv,
    "json": json.render,
}
TRANSPARENCY: dict[str, Callable[[Disclosed, bool], str]] = {
    "text": transparency_text.render,
    "markdown": transparency_markdown.render,
    "csv": transparency_sheets.render_csv,
    "json": transparency_json.render,
}
EXCEL = "excel"
T = TypeVar("T")


@click.command("scorecard")
@click.argument("period")
@path_argument
@as_of_option
@click.option(
    "--transparency",
    "is_transparent",
    is_flag=True,
    help="Show what was counted instead, by topic, with what is not shown and why.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice((*RENDERERS, EXCEL)),
    help="How to answer; may be given several times, each with an --output.",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the first format to the first FILE, the second to the second; excel needs one.",
)
def command(
    period: str,
    path: Path,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    *,
    is_transparent: bool,
) -> int:
    """Show how both parties kept what they promised in a period, beside each other.

    PERIOD is a month, a quarter or a year: 2026-03, 2026-Q1 or 2026; it holds every window that
    ends in it. PATH is a partnership's folder or anything in it. What was not measured is not known,
    and is never counted as met.
    """
    pairs = paired(formats, outputs)
    span = span_of(period)
    root = find_root(path)
    agreement = load(root, user_cache())
    day = as_of or today()
    judged = tuple(judge_in_full(agreement, day))
    if is_transparent:
        found = disclose(agreement, judged, span, day, git_tip(root))
        write(pairs, found, TRANSPARENCY, transparency_sheets.render_excel)
        return 0
    owed = owed_in(agreement, judged, span)
    card = card_of(agreement, judged, find_all(agreement, day), span, day, git_tip(root), owed)
    write(pairs, card, RENDERERS, sheets.render_excel)
    return 0


def paired(formats: tuple[str, ...], outputs: tuple[Path, ...]) -> list[tuple[str, Path | None]]:
    """Give each format its file; a workbook is never printed.

    Raises:
        click.UsageError: formats and files do not pair up, or a workbook has no file.

    """
    pairs = pair_formats(formats, outputs)
    if (EXCEL, None) in pairs:
        message = f"`--format {EXCEL}` is no text: name its file with --output"
        raise click.UsageError(message)
    return pairs


def span_of(text: str) -> Span:
    """Read a period.

    Raises:
        WrongUsage: with how one is written.

    """
    try:
        return Span.parse(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def write(
    pairs: Iterable[tuple[str, Path | None]],
    what: T,
    renderers: Mapping[str, Callable[[T, bool], str]],
    excel: Callable[[T], bytes],
) -> None:
    """Print what was asked for, or write each format to its file, whole or not at all."""
    for name, file in pairs:
        if file is None:
            click.echo(renderers[name](what, may_colour()), nl=False)
        else:
            made = excel(what) if name == EXCEL else renderers[name](what, False).encode()
            write_bytes(file, made)
