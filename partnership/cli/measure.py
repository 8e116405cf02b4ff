"""`partnership measure`: counts events and writes Measurement records."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from datetime import time as wall_time
from pathlib import Path
from threading import Timer
from zoneinfo import ZoneInfo

import click

from partnership.agreement import Agreement
from partnership.cli.options import Day, as_of_option, path_argument, today, user_cache
from partnership.documents import SLA, Measurement, Metric, Partnership
from partnership.documents.measurement import Row
from partnership.errors import (
    EventsError,
    NothingToCheck,
    PartnershipError,
    StoreError,
    WrongUsage,
)
from partnership.judging.counts import exact_value, read_counts, reading_unit, unit_of
from partnership.judging.wording import shown, with_unit
from partnership.loading import find_root, load
from partnership.loading.document import WARNINGS
from partnership.measuring import running
from partnership.measuring.business_time import TimeTables
from partnership.measuring.definitions import currency_on
from partnership.measuring.differences import Shown
from partnership.measuring.gate import tables_read
from partnership.measuring.measurements import (
    Task,
    deciding,
    find_running,
    find_tasks,
    measure_one,
    with_counts,
)
from partnership.measuring.periods import parts_of
from partnership.measuring.records import path_of, write
from partnership.measuring.statements import NotingStore, explained
from partnership.store.backwards import find_backwards
from partnership.store.names import names_of
from partnership.store.opening import OpenStore, open_store
from partnership.values.periods import Span

STORE = "data/events"
PLACE = "PARTNERSHIP_EVENTS"
"""The environment variable that says where events live, with what a document must not hold."""
PATIENCE = 1.0
"""Seconds after which progress is shown."""


@click.command("measure")
@path_argument
@click.option(
    "--store",
    "place",
    metavar="PLACE",
    help="Where events live: a folder, duckdb:FILE, postgresql://HOST/DATABASE,"
    " spark:CATALOG.SCHEMA or sc://HOST:PORT."
    f"  [default: {PLACE}, else `events` of partnership.yaml, else {STORE} beside `partnership/`]",
)
@click.option(
    "--period",
    "periods",
    multiple=True,
    metavar="PERIOD",
    help="Measure this period: 2026-03, 2026-Q1 or 2026; may be given several times."
    "  [default: every one that is over and neither closed nor recorded as it now stands]",
)
@click.option(
    "--sla",
    "slas",
    multiple=True,
    metavar="ID",
    help="Measure this SLA; may be given several times.",
)
@as_of_option
@click.option(
    "--known",
    type=Day(),
    metavar="DAY",
    help="Read the store as it was known at the end of this day, and write the day into new records.",
)
@click.option(
    "--running",
    "is_running",
    is_flag=True,
    help="Count the periods that still run, and what is in flight in them, for `check` to look ahead;"
    f" write it below {running.FOLDER}/, never to records.",
)
@click.option("--dry-run", is_flag=True, help="Print what was counted and write nothing.")
@click.option(
    "--explain",
    "is_explained",
    is_flag=True,
    help="Print each statement in every dialect, its parameters and the store's plan for it;"
    " write nothing.",
)
def command(
    path: Path,
    place: str | None,
    periods: tuple[str, ...],
    slas: tuple[str, ...],
    as_of: date | None,
    known: date | None,
    *,
    is_running: bool,
    dry_run: bool,
    is_explained: bool,
) -> int:
    """Count events and write what was counted to `records/measurements/PERIOD/SLA.yaml`.

    PATH is a partnership's folder or anything in it. A period that still runs is printed and not
    written. A record never changes: where its counts, terms or relief are others now, a correction
    is written beside it (SLA.r1.yaml); where they are the same, nothing is.
    With --running, the counts of periods that still run are written for the day they are counted.
    An SLA that cannot be counted is told at the end, and keeps no other from being measured.
    """
    root = find_root(path)
    agreement = load(root, user_cache())
    _require_readable(agreement)
    day = as_of or known or today()
    spans = tuple(_span(period) for period in periods) or None

    def over(terms: Agreement) -> tuple[Task, ...]:
        return tuple(find_tasks(terms, day, spans, slas or None, known=known or day))

    tasks = (
        tuple(find_running(agreement, day, spans, slas or None)) if is_running else over(agreement)
    )
    if is_running and not tasks:
        click.echo("nothing to count: no period runs", err=True)
        return 0
    if not tasks:
        click.echo("nothing to measure: every period that is over is recorded", err=True)
        return 0
    with opened(agreement, root, place, _end_of(known, agreement)) as store:
        if is_explained:
            return _explain(agreement, store, tasks, known or day, day)
        if is_running:
            return _count_running(
                agreement, store, tasks, known or day, day, None if dry_run else root
            )
        made, refused = _in_turn(agreement, store, tasks, known or day, day, over)
        doubted = _doubted(agreement, store, [task for task, _ in made])
    recorded = {measurement.id for measurement in agreement.of(Measurement)}
    fresh = [found for task, found in made if task.is_over and found.id not in recorded]
    if not dry_run:
        write(root, fresh)
    for task, found in made:
        click.echo(_line(agreement, task, found, is_fresh=found in fresh, dry_run=dry_run))
    for line in (*doubted, *refused):
        click.echo(line, err=True)
    return 2 if refused else 0


def opened(
    agreement: Agreement, root: Path, place: str | None, known: datetime | None
) -> OpenStore:
    """Open the store that the command line, the environment or the agreement names."""
    written = next((one.events for one in agreement.of(Partnership) if one.events), None)
    at = written.at if written else None
    # What a person types starts from where they are; what a document says, from the agreement.
    if chosen := place or os.environ.get(PLACE):
        return open_store(chosen, known, names=names_of(written), memory=user_cache())
    return open_store(at or STORE, known, names=names_of(written), root=root, memory=user_cache())


Made = tuple[list[tuple[Task, Measurement]], list[str]]
"""What was measured, and why something was not."""


def _in_turn(
    agreement: Agreement,
    store: OpenStore,
    tasks: Sequence[Task],
    known: date,
    as_of: date,
    again: Callable[[Agreement], Sequence[Task]],
) -> Made:
    """Measure first what may relieve others by rule, then all else under the relief that follows."""
    tables, first = TimeTables(store), deciding(agreement, tasks)
    shown = Shown.by(agreement, as_of)
    made, refused = _measured(agreement, tables, first, known, as_of, shown)
    if first:
        agreement = with_counts(agreement, [found for _, found in made])
        tasks = [task for task in again(agreement) if task not in first]
    more, others = _measured(agreement, tables, tasks, known, as_of, shown)
    return made + more, refused + others


def _measured(
    agreement: Agreement,
    tables: TimeTables,
    tasks: Sequence[Task],
    known: date,
    as_of: date,
    shown: Shown,
) -> Made:
    """Measure every task; where one cannot be counted, say why and go on."""
    made: list[tuple[Task, Measurement]] = []
    refused: dict[str, None] = {}
    for task in _with_progress(tasks):
        try:
            made.append((task, measure_one(agreement, tables, task, known, as_of, shown)))
        except PartnershipError as error:
            if _is_lost(error):
                raise
            refused[_refusal(agreement, task, error)] = None
    return made, list(refused)


def _doubted(agreement: Agreement, store: OpenStore, tasks: Sequence[Task]) -> list[str]:
    """Say where rows of the tables that were read end before they begin, in whatever period."""
    metrics = (agreement.get(Metric, task.sla.metric) for task in tasks)
    tables = set[str]().union(*(tables_read(metric) for metric in metrics if metric))
    return [
        f"warning: {found}, in whatever period; each day counts as it stands,"
        " so correct them at their source"
        for found in find_backwards(store, tables)
    ]


def _count_running(
    agreement: Agreement,
    store: OpenStore,
    tasks: Sequence[Task],
    known: date,
    as_of: date,
    root: Path | None,
) -> int:
    """Count periods that run, write what was counted where a root is given, and say it."""
    refused: dict[str, None] = {}
    tables, shown = TimeTables(store), Shown.by(agreement, as_of)
    counted = []
    for task in _with_progress(tasks):
        try:
            found = running.count_running(agreement, tables, task, known, as_of, shown)
        except PartnershipError as error:
            if _is_lost(error):
                raise
            refused[_refusal(agreement, task, error)] = None
            continue
        counted.append(task)
        paths = running.write(root, [found]) if root else ()
        rows = "; ".join(_row_text(agreement, task, row) for row in found.measurement.rows)
        outcome = f"wrote {agreement.base}{paths[0].as_posix()}" if paths else "not written"
        click.echo(f"{task.sla.id} {task.period}: {rows}{_in_flight(found)} ({outcome})")
    for line in (*_doubted(agreement, store, counted), *refused):
        click.echo(line, err=True)
    return 2 if refused else 0


def _in_flight(found: running.Running) -> str:
    """Say how many subjects are in flight, where any is."""
    number = sum(row.open + row.paused for row in found.flights)
    return f"; {number} in flight" if number else ""


def _explain(
    agreement: Agreement, store: OpenStore, tasks: Sequence[Task], known: date, as_of: date
) -> int:
    """Print what each task asks the store, and how the store goes about it."""
    noting = NotingStore(store)
    tables, status = TimeTables(noting), 0
    for task in tasks:
        noting.asked.clear()
        try:
            measure_one(agreement, tables, task, known, as_of)
        except PartnershipError as error:
            if _is_lost(error):
                raise
            click.echo(_refusal(agreement, task, error), err=True)
            status = 2
        for number, statement in enumerate(noting.asked, 1):
            click.echo(f"-- {task.sla.id} {task.period}, statement {number} of {len(noting.asked)}")
            for line in explained(statement):
                click.echo(line)
    return status


def _is_lost(error: PartnershipError) -> bool:
    """Tell a store that cannot be read from events of one SLA that cannot be counted."""
    return isinstance(error, StoreError) and not isinstance(error, EventsError)


def _refusal(agreement: Agreement, task: Task, error: PartnershipError) -> str:
    """Say why an SLA is not measured, and at which line to look."""
    text = str(error)
    if not any(text.startswith(f"{document.path}:") for document in agreement.documents):
        place = task.sla.place("metric")
        text = f"{place.path}:{place.line}: {text}"
    return f"error: `{task.sla.id}` is not measured: {text}"


def _require_readable(agreement: Agreement) -> None:
    """Stop where a document is broken: what it says might be what is to be measured."""
    broken = sorted(
        {found.place.path for found in agreement.refused if found.check not in WARNINGS}
    )
    if broken:
        more = f" and {len(broken) - 1} more" if len(broken) > 1 else ""
        raise PartnershipError(
            f"{broken[0]}{more} cannot be read as written, so nothing is measured; "
            "`partnership validate` says what to change"
        )
    if not agreement.of(SLA):
        raise NothingToCheck("there is no SLA to measure; write one in `partnership/slas/`")


def _span(text: str) -> Span:
    try:
        return Span.parse(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def _end_of(known: date | None, agreement: Agreement) -> datetime | None:
    """Give the last moment of a day where the partnership is."""
    if known is None:
        return None
    after = datetime.combine(known + timedelta(days=1), wall_time(), ZoneInfo(agreement.zone()))
    return after - timedelta(microseconds=1)


def _with_progress(tasks: Sequence[Task]) -> Iterator[Task]:
    """Yield tasks, and show how far they are where it takes long and someone is watching."""
    if not sys.stderr.isatty():
        yield from tasks
        return
    from rich.console import Console
    from rich.progress import Progress

    progress = Progress(console=Console(stderr=True), transient=True)
    bar = progress.add_task("measuring", total=len(tasks))
    patience = Timer(PATIENCE, progress.start)
    patience.daemon = True
    patience.start()
    try:
        for task in tasks:
            progress.update(bar, description=f"{task.sla.id} {task.period}")
            yield task
            progress.advance(bar)
    finally:
        patience.cancel()
        progress.stop()


def _line(
    agreement: Agreement, task: Task, found: Measurement, *, is_fresh: bool, dry_run: bool
) -> str:
    """Say what was counted and what became of it."""
    rows = "; ".join(_row_text(agreement, task, row) for row in found.rows)
    if not task.is_over:
        outcome = "still runs, not written"
    elif not is_fresh:
        outcome = f"unchanged since {found.known}"
    elif dry_run:
        outcome = "not written"
    else:
        outcome = f"wrote {agreement.base}{path_of(found).as_posix()}"
    return f"{task.sla.id} {task.period}: {rows} ({outcome})"


def _row_text(agreement: Agreement, task: Task, row: Row) -> str:
    name = row.segment if row.from_ is None else f"{row.segment} {row.from_} to {row.to}"
    if row.withheld:
        return f"{name} withheld"
    parts = parts_of(task.sla, task.period)
    terms = next((part.sla for part in parts if part.first == row.from_), parts[-1].sla)
    metric = agreement.get(Metric, terms.metric)
    counts = read_counts(row, terms.statistic)
    value = exact_value(counts, terms.statistic)
    unit = (unit_of(terms.statistic, metric) if metric else None) or "number"
    behind = reading_unit(metric, currency_on(agreement, task.period.last))
    if value is None:
        return f"{name} nothing counted"
    return f"{name} {counts.fraction}, {with_unit(shown(value, unit), behind)}"
