"""`partnership log`: the audit trail, every change of a term in order."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache as cache_once
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from partnership.cli.changes import Asked, answer, change_options, chosen
from partnership.cli.options import Day, user_cache
from partnership.loading import find_root

if TYPE_CHECKING:
    from partnership.files import Cache
    from partnership.history.git import Repository
    from partnership.reporting.changes import Told


@click.command("log")
@click.argument("revision", default="HEAD", required=False)
@click.option("--since", type=Day(), metavar="DAY", help="Only what was known from this day on.")
@click.option("--until", type=Day(), metavar="DAY", help="Only what was known by this day.")
@click.option("--period", metavar="PERIOD", help="Only what was known in this period: 2026-03.")
@click.option("--full", is_flag=True, help="Every commit, also those that a merge brought.")
@change_options
def command(
    revision: str,
    since: date | None,
    until: date | None,
    period: str | None,
    full: bool,  # noqa: FBT001
    path: Path,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    **asked: Any,  # noqa: ANN401 - as click gives them
) -> int:
    """Tell every change of a commitment up to REVISION in order, the oldest first, as terms.

    Each says which term became what and from which day, what that does and whom it favours, who
    proposed, agreed and merged it, and in which commit. A merge is one amendment; a file that is
    renamed or moved keeps its document's trail.
    """
    from partnership.history.git import as_user
    from partnership.history.resolving import resolve
    from partnership.history.steps import require_whole

    root = find_root(path)
    repository = as_user(root, os.environ)
    tip, cache = resolve(repository, revision), user_cache()
    require_whole(repository)
    days = _days(since, until, period)
    names = repository.names_people_by()
    question = f"log {tip} {root} {full} {days} {sorted(asked.items())} {names!r}"
    make = partial(_told, repository, tip, cache, days, Asked(**asked), full=full)
    answer(cache_once(make), formats, outputs, cache, question)
    return 0


def _told(
    repository: Repository,
    tip: str,
    cache: Cache | None,
    days: tuple[date, date],
    asked: Asked,
    placed: bool,  # noqa: FBT001
    *,
    full: bool,
) -> Told:
    """Read the trail and keep what is asked for."""
    from partnership.history.reading import with_lines_at
    from partnership.history.states import owners_of
    from partnership.history.trail import read_trail
    from partnership.reporting.changes import Told

    with _uncollected():
        trail = read_trail(repository, tip, cache, full=full)
    first, last = days
    within = [one for one in trail.amended if one.step and first <= one.step.known.date() <= last]
    kept = chosen(within, asked, owners_of(trail.state))
    return Told("log", with_lines_at(repository, kept) if placed else kept, tip=tip)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no circles among the millions of small things that a trail is made of: it has none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _days(since: date | None, until: date | None, period: str | None) -> tuple[date, date]:
    """Give the first and the last day that are asked for."""
    if period is None:
        return since or date.min, until or date.max
    if since or until:
        msg = "give a --period, or --since and --until"
        raise click.UsageError(msg)
    from partnership.values.periods import Span

    try:
        span = Span.parse(period)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--period") from error
    return span.first, span.last
