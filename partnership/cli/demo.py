"""`partnership demo`: the example partnership, with its events, its history and its breaches."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from partnership.checks import find_all
from partnership.documents import Measurement
from partnership.example.demo import AS_OF, Progress, write_demo
from partnership.history.git import isolated, require_git
from partnership.judging import judge
from partnership.loading import load
from partnership.report import Report, report_on
from partnership.reporting.verdicts import breaches, told
from partnership.scaffold import require_room


@click.command("demo")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), default="build/demo")
def command(folder: Path) -> int:
    """Write the example partnership into DIR, measure it month by month, and check it.

    DIR is build/demo where nothing is said; it must not exist or be empty. The example is the same
    on every machine: eighteen months up to 2026-06-30, with their git history.
    """
    require_room(folder)
    require_git(Path(), os.environ)
    with _progress() as progress:
        write_demo(folder, os.environ, progress)
    agreement = load(folder)
    report = report_on(
        "check", agreement, AS_OF, find_all(agreement, AS_OF), judge(agreement, AS_OF)
    )
    measurements = len(agreement.of(Measurement))
    tip = isolated(folder, os.environ).tip().short
    title = agreement.partnership.title if agreement.partnership else ""
    click.echo(f"{title}: {folder}, at {tip}")
    click.echo(f"{measurements} measurements of eighteen months, judged as of {AS_OF}")
    click.echo()
    _tell_breaches(report)
    click.echo()
    _tell_next(folder)
    return 0


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


def _tell_breaches(report: Report) -> None:
    click.echo("Breached")
    for verdict in breaches(report):
        click.echo(f"  {told(verdict)}")


def _tell_next(folder: Path) -> None:
    """Name commands that can be pasted where the demo was called."""
    program, place, day = _program(), shlex.quote(str(folder)), f"--as-of {AS_OF}"
    click.echo("What to try next")
    for arguments, use in (
        (f"check {place}", "judges every period, both ways"),
        (f"why first-slate {place} --period 2025-11", "takes one breach apart"),
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
