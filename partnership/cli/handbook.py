"""`partnership handbook`: builds the agreement's handbook, or serves it while it is written."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnership.agreement import Agreement
from partnership.checks import find_all
from partnership.cli.answer import answer
from partnership.cli.options import as_of_option, path_argument, today, user_cache
from partnership.documents import SLA, ExitPlan, TransitionPlan
from partnership.errors import PartnershipError
from partnership.findings import Severity
from partnership.history.git import as_user
from partnership.history.past import read_past
from partnership.judging import judge
from partnership.loading import find_root, gather, load_gathered
from partnership.report import report_on

if TYPE_CHECKING:
    from partnership.handbook.book import Book
    from partnership.handbook.settings import Settings
    from partnership.measuring.still_open import StillOpen

DEFAULT_OUTPUT = "build/handbook"
PORT = 8000
store_option = click.option(
    "--store",
    metavar="PLACE",
    help="Where events live, to count what is open today; what `partnership measure` reads where it is"
    " left out. Without one, the last measurements tell it.",
)
draft_option = click.option(
    "--draft", is_flag=True, help="Build it broken as it is, with what is found on its pages."
)


@click.group("handbook")
def command() -> None:
    """Build the handbook: pages for everyone who does not read YAML."""
    silence_theme()


def silence_theme() -> None:
    """Leave out Material's notice about another program: it answers nothing asked here."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"


class _Broken(PartnershipError):  # noqa: N818 - reads as the sentence it is
    """The agreement has errors; they were told."""


@command.command("build", short_help="Build it as a folder of web pages.")
@path_argument
@as_of_option
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=f"Where to; {DEFAULT_OUTPUT} in the partnership where it is left out.",
)
@store_option
@draft_option
def build_command(
    path: Path,
    as_of: date | None,
    output: Path | None,
    store: str | None,
    *,
    draft: bool,
) -> int:
    """Build the handbook of the partnership in PATH as a folder of web pages.

    An agreement with errors builds none; `--draft` builds it with the findings on its pages.
    """
    from partnership.handbook.building import build

    root = find_root(path)
    day = as_of or today()
    try:
        book, settings = read_book(root, day, draft=draft, store=store)
    except _Broken:
        return 1
    target = output or root / DEFAULT_OUTPUT
    count = build(lambda: book, settings, target)
    click.echo(f"{count} pages as of {day}: {target / 'index.html'}")
    return 0


@command.command("serve", short_help="Serve it here, and build it again when a document changes.")
@path_argument
@as_of_option
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=PORT,
    show_default=True,
    help="The port of this machine to serve it on.",
)
@store_option
@draft_option
def serve_command(
    path: Path,
    as_of: date | None,
    port: int,
    store: str | None,
    *,
    draft: bool,
) -> int:
    """Serve the handbook on this machine, and build it again whenever a document changes."""
    root = find_root(path)

    def make_book() -> tuple[Book, Settings]:
        return read_book(root, as_of or today(), draft=draft, store=store)

    return serve_until_stopped(root, make_book, (port,))


def serve_until_stopped(
    root: Path, make_book: Callable[[], tuple[Book, Settings]], ports: Sequence[int]
) -> int:
    """Serve a partnership's handbook until Ctrl+C, and give the exit code."""
    from partnership.handbook.building import serve

    gc.enable()  # it was left out for commands that end at once
    watched = [root / name for name in ("partnership", "records", "site")]
    try:
        serve(make_book, [one for one in watched if one.is_dir()], ports, tell)
    except _Broken:
        return 1
    except KeyboardInterrupt:
        return 0
    return 0


def tell(words: str) -> None:
    """Say something beside the answer."""
    click.echo(words, err=True)


def read_book(
    root: Path, as_of: date, *, draft: bool, store: str | None = None
) -> tuple[Book, Settings]:
    """Read a partnership and everything its handbook needs.

    Args:
        root: The partnership's folder.
        as_of: The day judged.
        draft: Whether an agreement with errors may be shown with them.
        store: Where events live; where nothing is said, what the environment or the agreement names.

    Raises:
        PartnershipError: it has errors and this is no draft; they have been told. Or the store that
            was asked for cannot be read.

    """
    from partnership.handbook.book import Book
    from partnership.handbook.settings import settings_of

    gathered = gather(root)
    agreement = load_gathered(gathered)
    findings = find_all(agreement, as_of)
    errors = [one for one in findings if one.severity is Severity.ERROR and not one.waived]
    if errors and not draft:
        answer(report_on("validate", agreement, as_of, findings), (), ())
        tell("no handbook is built of an agreement with errors; `--draft` shows them on its pages")
        msg = f"the agreement has {len(errors)} error{'s' * (len(errors) > 1)}"
        raise _Broken(msg)
    settings = settings_of(agreement)
    repository = as_user(root, os.environ)
    tip = repository.tip_and_edits()
    book = Book(
        agreement=agreement,
        as_of=as_of,
        verdicts=judge(agreement, as_of),
        past=read_past(repository, user_cache()),
        sources={path: text.decode("utf-8", "replace") for path, text in gathered.contents.items()},
        forge=settings.forge,
        tip=f"{tip.short} with uncommitted changes" if tip.edited else tip.short,
        findings=tuple(one for one in findings if not one.waived) if draft else (),
        is_draft=draft,
        still_open=_still_open(agreement, root, as_of, store),
    )
    return book, settings


def _still_open(
    agreement: Agreement, root: Path, as_of: date, place: str | None
) -> dict[str, tuple[StillOpen, ...]]:
    """Count what plans hand over; where no store can be asked, say so and leave it to measurements."""
    names = {(plan.on(as_of) or plan).counted_by for plan in agreement.of(ExitPlan)}
    names |= {(plan.on(as_of) or plan).counted_by for plan in agreement.of(TransitionPlan)}
    asked = [sla for name in sorted(names) if (sla := agreement.get(SLA, name))]
    if not asked or not (place or _has_store(agreement, root)):
        return {}
    from partnership.cli.events import opened
    from partnership.measuring.still_open import count_still_open

    try:
        with opened(agreement, root, place, None) as store:
            return {sla.id: count_still_open(agreement, store, sla, as_of) for sla in asked}
    except PartnershipError as error:
        if place:
            raise
        tell(f"what is open is told by the last measurements: {error}")
        return {}


def _has_store(agreement: Agreement, root: Path) -> bool:
    """Whether an event store is named, or stands where events usually do."""
    named = agreement.partnership is not None and agreement.partnership.events is not None
    return named or bool(os.environ.get("PARTNERSHIP_EVENTS")) or (root / "data/events").is_dir()
