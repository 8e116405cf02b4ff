"""`partnership demo`: the example partnership, with its events, its history and its breaches."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnership.cli.handbook import (
    DEFAULT_OUTPUT,
    PORT,
    read_book,
    serve_until_stopped,
    silence_theme,
)
from partnership.documents import Measurement
from partnership.example.demo import AS_OF, Progress, write_demo
from partnership.history.git import require_git
from partnership.report import report_on
from partnership.reporting.verdicts import breaches, told
from partnership.scaffold import require_room

if TYPE_CHECKING:
    from partnership.handbook.book import Book
    from partnership.handbook.settings import Settings

HANDBOOK_STEPS = 3
"""What building the handbook counts for in the progress, where a month is one step."""


@click.command("demo")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default="build/demo")
@click.option(
    "--serve/--no-serve",
    "is_served",
    default=True,
    help="Serve the handbook in the end, until Ctrl+C; or leave that out.",
)
@click.option(
    "--port",
    type=click.IntRange(1, 65535),
    help=f"The port of this machine to serve it on; {PORT} or any free one where it is left out.",
)
def command(folder: Path, is_served: bool, port: int | None) -> int:  # noqa: FBT001
    """Write the example partnership into DIR, measure, check, and show its handbook.

    DIR is build/demo where nothing is said; it must not exist or be empty. The example is the same
    on every machine: eighteen months up to 2026-06-30, with their git history. Its handbook is
    built into DIR/build/handbook, and served on this machine until you press Ctrl+C.
    """
    from partnership.handbook.building import require_port

    ports = (PORT, 0) if port is None else (port,)
    require_room(folder)
    require_git(Path(), os.environ)
    if is_served:
        require_port(ports)
    silence_theme()
    with _progress() as progress:
        book, settings, pages = _make(folder, progress)
    _tell(folder, book, pages)
    if not is_served:
        return 0
    waiting = [(book, settings)]

    def make_book() -> tuple[Book, Settings]:
        return waiting.pop() if waiting else read_book(folder, AS_OF, draft=False)

    return serve_until_stopped(folder, make_book, ports)


def _make(folder: Path, progress: Progress) -> tuple[Book, Settings, int]:
    """Write the example and build its handbook; gives the number of its pages too."""
    from partnership.handbook.building import build

    last = 0

    def with_handbook(done: int, total: int, what: str) -> None:
        nonlocal last
        last = total
        progress(done, total + HANDBOOK_STEPS, what)

    write_demo(folder, os.environ, with_handbook)
    progress(last, last + HANDBOOK_STEPS, "the handbook")
    book, settings = read_book(folder, AS_OF, draft=False)
    pages = build(lambda: book, settings, folder / DEFAULT_OUTPUT)
    progress(last + HANDBOOK_STEPS, last + HANDBOOK_STEPS, "")
    return book, settings, pages


def _tell(folder: Path, book: Book, pages: int) -> None:
    """Say what was written, what is breached in it, and what to try."""
    partnership = book.agreement.partnership
    title = partnership.title if partnership else ""
    measurements = len(book.agreement.of(Measurement))
    click.echo(f"{title}: {folder}, at {book.tip}")
    click.echo(f"{measurements} measurements of eighteen months, judged as of {AS_OF}")
    click.echo(f"{pages} pages of its handbook: {folder / DEFAULT_OUTPUT / 'index.html'}")
    click.echo()
    _tell_breaches(book)
    click.echo()
    _tell_next(folder)


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show a bar on stderr where somebody watches, and nothing otherwise."""
    if not sys.stderr.isatty():
        yield lambda _done, _total, _what: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("")
        yield lambda done, total, what: bar.update(
            task, completed=done, total=total, description=what
        )


def _tell_breaches(book: Book) -> None:
    click.echo("Breached")
    for verdict in breaches(
        report_on("check", book.agreement, AS_OF, book.findings, book.verdicts)
    ):
        click.echo(f"  {told(verdict)}")


def _tell_next(folder: Path) -> None:
    """Name commands that can be pasted where the demo was called."""
    program, place, day = _program(), shlex.quote(str(folder)), f"--as-of {AS_OF}"
    click.echo("What to try next")
    for arguments, use in (
        (f"handbook serve {place}", "shows the handbook, and builds it again as you edit"),
        (f"check {place}", "judges every period, both ways"),
        (f"why first-slate {place} --period 2025-11", "takes one breach apart"),
        (f"statement 2025-11 {place}", "says what each side owes the other for a month"),
        (f"scorecard 2026-Q2 {place}", "sets both sides side by side for a quarter"),
        (f"measure {place} --period 2025-11", "counts again: the same counts change nothing"),
        (f"validate {place}", "checks the documents; break one and see"),
    ):
        click.echo(f"  {program} {arguments} {day}")
        click.echo(f"      {use}")


def _program() -> str:
    """Name this program so that the shell finds it: by its name, or by the path that was called."""
    called = Path(sys.argv[0])
    found = shutil.which("partnership")
    if called.name != "partnership" or (found and Path(found).samefile(called)):
        return "partnership"
    return shlex.quote(sys.argv[0])
