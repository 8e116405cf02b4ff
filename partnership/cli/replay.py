"""`partnership replay`: what a proposal would have done."""

from __future__ import annotations

import os
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnership.cli.changes import FORMATS
from partnership.cli.options import as_of_option, may_colour, pair_formats, today, user_cache
from partnership.loading import find_root

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from partnership.agreement import Agreement
    from partnership.measuring.query import EventStore
    from partnership.replay import Replay

MOST = 120
"""The most periods that can be replayed."""


@click.command("replay")
@click.argument("base")
@click.argument("head", required=False)
@click.option(
    "--periods",
    type=click.IntRange(1, MOST),
    default=12,
    show_default=True,
    metavar="NUMBER",
    help="How many of the last measured periods of each promise are judged again.",
)
@click.option("--sla", metavar="ID", help="Show only this SLA; credits stay those of all.")
@click.option(
    "--store",
    "place",
    metavar="PLACE",
    help="Where events live, as `partnership measure` takes it, to count anew what the records"
    " cannot tell.  [default: as for `measure`, with the `events` of BASE, where there are any]",
)
@click.option(
    "--no-store", "without", is_flag=True, help="Use the records alone, whatever is configured."
)
@as_of_option
@click.option(
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the first format to the first FILE, the second to the second.",
)
@click.option(
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="How to answer; may be given several times, each with an --output.",
)
@click.option(
    "--folder",
    "path",
    type=click.Path(path_type=Path),
    default=".",
    help="The partnership's folder, or anything in it; this folder by default.",
)
def command(
    base: str,
    head: str | None,
    periods: int,
    sla: str | None,
    place: str | None,
    *,
    without: bool,
    as_of: date | None,
    outputs: tuple[Path, ...],
    formats: tuple[str, ...],
    path: Path,
) -> int:
    """Say what a proposal would have done: verdicts and credits under the terms of BASE and of HEAD.

    Both are branches, tags or commits; without HEAD the files as they stand are replayed. The last
    periods are judged by the same records under both sets of terms, each as if it had been in force
    all along, and nothing is written. What cannot be told without the events is named.
    """
    from partnership.files import write_file
    from partnership.reporting.replays import RENDERERS

    pairs = pair_formats(formats, outputs)
    found = _replayed(find_root(path), (base, head), (periods, as_of or today()), place, without)
    told = _only(found, sla)
    for name, file in pairs:
        text = RENDERERS[name](told, file is None and may_colour())
        if file is None:
            click.echo(text, nl=False)
        else:
            write_file(file, text)
    return 0


def _replayed(
    root: Path,
    revisions: tuple[str, str | None],
    asked: tuple[int, date],
    place: str | None,
    without: bool,  # noqa: FBT001
) -> Replay:
    from partnership.history.git import as_user
    from partnership.history.revisions import gather_at, resolve
    from partnership.loading import gather, load_gathered
    from partnership.replay import Asked, replay

    repository, cache = as_user(root, os.environ), user_cache()
    first = resolve(repository, revisions[0])
    second = resolve(repository, revisions[1]) if revisions[1] is not None else ""
    before = load_gathered(gather_at(repository, first, root), cache)
    files = gather_at(repository, second, root) if second else gather(root)
    after = load_gathered(files, cache)
    _require_readable(before, revisions[0])
    _require_readable(after, revisions[1] or "the files as they stand")
    with _store(before, root, place, without=without) as store:
        return replay(before, after, Asked(first, second, asked[1], asked[0]), store)


def _require_readable(agreement: Agreement, where: str) -> None:
    """Stop where a document is broken: what it says might be what is to be replayed."""
    from partnership.errors import PartnershipError
    from partnership.loading.document import WARNINGS

    broken = sorted({one.place.path for one in agreement.refused if one.check not in WARNINGS})
    if broken:
        more = f" and {len(broken) - 1} more" if len(broken) > 1 else ""
        raise PartnershipError(
            f"{broken[0]}{more} of {where} cannot be read as written, so nothing is replayed; "
            "`partnership validate` there says what to change"
        )


def _store(
    agreement: Agreement, root: Path, place: str | None, *, without: bool
) -> AbstractContextManager[EventStore | None]:
    """Open the store that is asked for or configured; the proposal does not choose it."""
    from partnership.cli.events import PLACE, STORE, opened
    from partnership.documents import Partnership
    from partnership.errors import WrongUsage

    if place and without:
        msg = "`--store` and `--no-store` contradict each other"
        raise WrongUsage(msg)
    configured = any(one.events and one.events.at for one in agreement.of(Partnership))
    there = place or os.environ.get(PLACE) or configured or (root / STORE).exists()
    if without or not there:
        return nullcontext()
    return opened(agreement, root, place, None)


def _only(found: Replay, sla: str | None) -> Replay:
    """Keep one promise, where one is asked for."""
    from dataclasses import replace

    from partnership.errors import WrongUsage
    from partnership.findings import nearest

    if sla is None:
        return found
    kept = tuple(one for one in found.promises if one.sla == sla)
    if not kept:
        near = nearest(sla, (one.sla for one in found.promises))
        guess = f"; did you mean `{near}`?" if near else ""
        raise WrongUsage(f"there is no SLA `{sla}` in either revision{guess}")
    return replace(found, promises=kept)
