"""`partnership import`: turns a tracking system's exports into event tables."""

from __future__ import annotations

import json
import os
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Self, get_args

import click

from partnership.agreement import Agreement
from partnership.cli.options import Day, as_of_option, fail_on_option, today, user_cache
from partnership.documents.event_map import EventMap, System
from partnership.errors import PartnershipError, WrongUsage
from partnership.loading import find_root, load
from partnership.store.places import read_place

STORE = "data/events"
PLACE = "PARTNERSHIP_EVENTS"
PATIENCE = 1.0
"""Seconds after which progress is shown."""
FAILURES = ("unmapped", "quarantined", "orphaned", "not-made")


class Moment(click.ParamType[datetime]):
    """A moment, `2026-07-10T06:00:00Z`."""

    name = "moment"

    def convert(
        self,
        value: Any,  # noqa: ANN401
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> datetime:
        """Parse a moment with its offset, or say how one is written."""
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            moment = None
        if moment is None or moment.tzinfo is None:
            self.fail(f"`{value}` is not a moment; write it like 2026-07-10T06:00:00Z", param, ctx)
        return moment


@click.command("import")
@click.argument("system", type=click.Choice(get_args(System)))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--map", "name", metavar="ID", help="The EventMap.  [default: the system's only one]")
@click.option(
    "--partnership",
    "root",
    type=click.Path(path_type=Path),
    default=".",
    metavar="PATH",
    help="The partnership's folder or anything in it.  [default: here]",
)
@click.option(
    "--store",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help=f"The folder of the event tables."
    f"  [default: {PLACE}, else `events` of partnership.yaml, else {STORE} beside `partnership/`]",
)
@click.option(
    "--tokens",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="PARTNERSHIP_TOKENS",
    metavar="FILE",
    help="The book of tokens, which never enters git.  [default: in the user's data folder]",
)
@as_of_option
@click.option(
    "--recorded-at",
    type=Moment(),
    metavar="MOMENT",
    help="When rows were taken down where the export does not say.  [default: now]",
)
@click.option(
    "--snapshot", type=Day(), metavar="DAY", help="The files are the current state of this day."
)
@click.option(
    "--snapshots",
    is_flag=True,
    help="The files are current states, in folders named by their days.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be imported and write nothing.")
@click.option("--list", "listing", is_flag=True, help="Print every column that is read, and stop.")
@click.option(
    "--show-values",
    is_flag=True,
    help="Show the words that the map does not list, which may name persons; on a terminal only.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("text", "json")),
    default="text",
    show_default=True,
    help="How to answer.",
)
@fail_on_option(("unmapped", "quarantined", "not-made"), FAILURES)
def command(
    system: str,
    files: tuple[Path, ...],
    name: str | None,
    root: Path,
    store: Path | None,
    tokens: Path | None,
    as_of: date | None,
    recorded_at: datetime | None,
    snapshot: date | None,
    form: str,
    fail_on: frozenset[str],
    *,
    snapshots: bool,
    dry_run: bool,
    listing: bool,
    show_values: bool,
) -> int:
    """Turn a tracking system's exports into the event tables that `measure` counts.

    FILES are exports, or folders of them: warehouse tables and other CSV, pages of the system's API and
    webhooks as JSON. Only the columns that the EventMap and the system's own list name are read
    (`--list` prints them). Ids become random tokens. The same files twice add nothing.
    """
    from partnership.importing.mapped import mapped
    from partnership.importing.run import Plan, import_exports, work_folder
    from partnership.importing.telling import allow_list, as_data, as_text

    top = find_root(root)
    agreement = load(top, user_cache())
    event_map = _map_of(agreement, system, name, as_of or today())
    if listing:
        click.echo(allow_list(mapped(event_map)), nl=False)
        return 0
    if not files:
        raise click.UsageError("name the exports to import: files, or folders of them")
    if snapshot is not None and snapshots:
        raise click.UsageError("give either --snapshot DAY or --snapshots")
    if show_values:
        _warn_of_values(form)
    folder = _folder(store, agreement, top)
    book = tokens or _user_data() / (_partnership_id(agreement) + ".tokens.sqlite3")
    _refuse_in_store(book, folder)
    for path in (book, work_folder(book), folder / "opening"):
        _refuse_in_git(path)
    plan = Plan(
        event_map,
        files,
        folder,
        book,
        recorded_at or datetime.now(UTC),
        os.urandom,
        snapshot,
        snapshots,
        stated=recorded_at is not None,
        write=not dry_run,
        as_of=as_of,
    )
    with _Bar() as bar:
        outcome = import_exports(plan, bar.show)
    if form == "json":
        click.echo(json.dumps(as_data(outcome), indent=2, ensure_ascii=False))
    else:
        click.echo(as_text(outcome, values=show_values), nl=False)
    if not sum(outcome.read.values()):
        click.echo("error: nothing was read: no file is a table of this system", err=True)
        return 2
    found = {
        "unmapped": outcome.rows_unmapped,
        "quarantined": outcome.rows_quarantined,
        "orphaned": outcome.rows_orphaned,
        "not-made": len(outcome.skipped),
    }
    return 1 if any(found[word] for word in fail_on & found.keys()) else 0


def _warn_of_values(form: str) -> None:
    """Refuse to show an export's words anywhere but on a terminal, and warn there."""
    if form != "text" or not sys.stdout.isatty():
        raise click.UsageError(
            "--show-values shows words that may name persons, as text on a terminal only; without it"
            " the file and line of each word's first row are told"
        )
    click.echo("warning: words of the export are shown, and may name persons", err=True)


def _map_of(agreement: Agreement, system: str, name: str | None, day: date) -> EventMap:
    """Find the map's terms of a day."""
    known = {one.id: one for one in agreement.of(EventMap)}
    if name is not None and name not in known:
        listed = ", ".join(f"`{one}`" for one in known) or "none"
        raise WrongUsage(f"there is no EventMap `{name}`; there are {listed}")
    if name is None:
        several = [one.id for one in known.values() if one.system == system]
        if len(several) != 1:
            listed = ", ".join(f"`{one}`" for one in several) or "none"
            raise WrongUsage(f"name the map with --map; EventMaps of {system}: {listed}")
        name = several[0]
    terms = known[name].on(day)
    if terms is None:
        raise WrongUsage(f"the EventMap `{name}` is not in force on {day}")
    if terms.system != system:
        raise WrongUsage(f"the EventMap `{name}` is of {terms.system}, not of {system}")
    return terms


def _folder(store: Path | None, agreement: Agreement, top: Path) -> Path:
    """Find the folder of event tables that the command line, the environment or the agreement names."""
    if store is not None:
        return store
    events = agreement.partnership.events if agreement.partnership else None
    named = os.environ.get(PLACE)
    at = (events.at if events else None) or STORE
    place = read_place(named) if named else read_place(at, top)
    if place.sort != "folder":
        raise WrongUsage(
            "an import writes a folder of Parquet files, and events live in a database here; name a"
            " folder with --store, and load its files into the database's tables"
        )
    return Path(place.address)


def _partnership_id(agreement: Agreement) -> str:
    return agreement.partnership.id if agreement.partnership else "partnership"


def _user_data() -> Path:
    named = os.environ.get("XDG_DATA_HOME")
    try:
        return (Path(named) if named else Path.home() / ".local" / "share") / "partnership"
    except RuntimeError:
        raise WrongUsage(
            "there is no home folder for the book of tokens; name a file with --tokens"
        ) from None


def _refuse_in_store(book: Path, store: Path) -> None:
    if book.resolve().is_relative_to(store.resolve()):
        raise WrongUsage(
            f"{book}: the book of tokens leads back to people, so it must not lie in the store; name"
            " a file elsewhere with --tokens"
        )


def _refuse_in_git(path: Path) -> None:
    """Refuse a place that git would keep."""
    from partnership.history.git import as_user

    whole = path.resolve()
    there = next(parent for parent in whole.parents if parent.is_dir())
    repository = as_user(there, os.environ)
    if repository.is_kept() and not repository.leaves_out(whole):
        raise PartnershipError(
            f"{path}: this is inside a git repository that does not ignore it, and events and tokens"
            " never enter git; choose another place, or add it to `.gitignore`"
        )


class _Bar:
    """Shows how far an import is where it takes long and someone is watching."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._progress: Any = None
        self._task: Any = None
        self._what = ""

    def show(self, what: str, done: int, total: int) -> None:
        """Say what is being done, and how much of it is done."""
        if self._progress is None:
            if not sys.stderr.isatty() or time.monotonic() - self._begun < PATIENCE:
                return
            from rich.console import Console
            from rich.progress import Progress

            self._progress = Progress(console=Console(stderr=True), transient=True)
            self._progress.start()
        if what != self._what:
            if self._task is not None:
                self._progress.remove_task(self._task)
            self._task = self._progress.add_task(what, total=total if done else None)
            self._what = what
        self._progress.update(self._task, completed=done)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress is not None:
            self._progress.stop()
