"""`partnership measure`: counts events and writes Measurement records."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import click

from partnership.agreement import Agreement
from partnership.cli.counted import in_flight, outcome_line, refusal, row_text
from partnership.cli.events import CHECKING, PLACE, STORE, end_of, opened, require_known, tables_of
from partnership.cli.options import Day, as_of_option, path_argument, today, user_cache
from partnership.cli.progress import watching, with_progress
from partnership.documents import SLA, Measurement, Metric
from partnership.errors import (
    EventsError,
    NothingToCheck,
    PartnershipError,
    StoreError,
    WrongUsage,
)
from partnership.findings import nearest
from partnership.loading import find_root, load
from partnership.loading.document import WARNINGS
from partnership.measuring import running
from partnership.measuring.business_time import TimeTables
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
from partnership.measuring.recorded import Key, newest_measurements
from partnership.measuring.records import write
from partnership.measuring.statements import NotingStore, explained
from partnership.store.backwards import find_backwards
from partnership.store.opening import OpenStore
from partnership.values.periods import Span


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
    "  [default: every one that is over and neither closed nor recorded under the terms and relief that hold now]",
)
@click.option(
    "--sla",
    "slas",
    multiple=True,
    metavar="ID",
    help="Measure this SLA; may be given several times.",
)
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    metavar="ID",
    help="Measure every SLA that counts this metric; may be given several times.",
)
@as_of_option
@click.option(
    "--known",
    type=Day(),
    metavar="DAY",
    help="Read the store as it was known at the end of this day, and write the day into new records."
    "  [default: the day of --as-of, else today]",
)
@click.option(
    "--running",
    "is_running",
    is_flag=True,
    help="Count the periods that still run, and what is in flight in them, for `check` to look ahead;"
    f" write it below {running.FOLDER}/, never to records.",
)
@click.option(
    "--again",
    "is_again",
    is_flag=True,
    help="Count again what is recorded and not closed, and correct it where rows came late.",
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
    metrics: tuple[str, ...],
    as_of: date | None,
    known: date | None,
    *,
    is_running: bool,
    is_again: bool,
    dry_run: bool,
    is_explained: bool,
) -> int:
    """Count events and write what was counted to `records/measurements/PERIOD/SLA.yaml`.

    PATH is a partnership's folder or anything in it. A period that still runs is printed and not
    written. A record never changes: where its counts, terms or relief are others now, a correction
    is written beside it (SLA.r1.yaml); where they are the same, nothing is. What was known before
    the day of a record is printed, and not written.
    With --running, the counts of periods that still run are written for the day they are counted.
    An SLA that cannot be counted is told at the end, and keeps no other from being measured.
    """
    root = find_root(path)
    agreement = load(root, user_cache())
    _require_readable(agreement)
    day, known, cut = _days(as_of, known, agreement)
    slas += _counting(agreement, metrics)
    spans = tuple(_span(period) for period in periods) or None

    def over(terms: Agreement) -> tuple[Task, ...]:
        return tuple(find_tasks(terms, day, spans, slas or None, known=known, anew=is_again))

    tasks = (
        tuple(find_running(agreement, day, spans, slas or None)) if is_running else over(agreement)
    )
    if is_running and not tasks:
        click.echo("nothing to count: no period runs", err=True)
        return 0
    if not tasks:
        said = f"nothing to measure: every period that is over on {day} is recorded"
        hint = "" if is_again else "; `--again` looks for rows that came late"
        click.echo(said + hint, err=True)
        return 0
    with opened(agreement, root, place, cut) as store:
        if is_explained:
            return _explain(agreement, store, tasks, known, day)
        if cut:
            require_known(agreement, store, tasks, known)
        if is_running:
            return _count_running(agreement, store, tasks, known, day, None if dry_run else root)
        with watching(CHECKING) as store.watch:  # before anything is written
            store.require(tables_of(agreement, tasks, tables_read))
        newest = newest_measurements(agreement)

        def keep(task: Task, found: Measurement) -> None:
            if task.is_over and not dry_run and _is_new(found, newest):
                write(root, [found])
            there = newest.get((found.sla, found.period))
            lines.append(outcome_line(agreement, task, found, there, dry_run=dry_run))

        lines: list[str] = []
        try:
            made, refused = _in_turn(agreement, store, tasks, known, day, over, keep)
        finally:
            for line in lines:
                click.echo(line)
        doubted = _doubted(agreement, store, [task for task, _ in made])
    for line in (*doubted, *refused):
        click.echo(line, err=True)
    return 2 if refused else 0


Made = tuple[list[tuple[Task, Measurement]], list[str]]
"""What was measured, and why something was not."""
Keep = Callable[[Task, Measurement], None]
"""What is done with each measurement as soon as it is made: a run that stops leaves what is whole."""


def _in_turn(
    agreement: Agreement,
    store: OpenStore,
    tasks: Sequence[Task],
    known: date,
    as_of: date,
    again: Callable[[Agreement], Sequence[Task]],
    keep: Keep,
) -> Made:
    """Measure first what may relieve others by rule, then all else under the relief that follows."""
    tables, first = TimeTables(store), deciding(agreement, tasks)
    shown = Shown.by(agreement, as_of)
    made, refused = _measured(agreement, tables, first, known, as_of, shown, keep)
    if first:
        agreement = with_counts(agreement, [found for _, found in made])
        tasks = [task for task in again(agreement) if task not in first]
    more, others = _measured(agreement, tables, tasks, known, as_of, shown, keep)
    return made + more, refused + others


def _measured(
    agreement: Agreement,
    tables: TimeTables,
    tasks: Sequence[Task],
    known: date,
    as_of: date,
    shown: Shown,
    keep: Keep,
) -> Made:
    """Measure every task and keep what is found at once; where one cannot be counted, say why and go on."""
    made: list[tuple[Task, Measurement]] = []
    refused: dict[str, None] = {}
    for task in with_progress(tasks):
        try:
            found = measure_one(agreement, tables, task, known, as_of, shown)
        except PartnershipError as error:
            if _is_lost(error):
                raise
            refused[refusal(agreement, task, error)] = None
            continue
        made.append((task, found))
        keep(task, found)
    return made, list(refused)


def _doubted(agreement: Agreement, store: OpenStore, tasks: Sequence[Task]) -> list[str]:
    """Say where rows of the tables that were read end before they begin, in whatever period."""
    return [
        f"warning: {found}, in whatever period; each day counts as it stands,"
        " so correct them at their source"
        for found in find_backwards(store, tables_of(agreement, tasks, tables_read))
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
    for task in with_progress(tasks):
        try:
            found = running.count_running(agreement, tables, task, known, as_of, shown)
        except PartnershipError as error:
            if _is_lost(error):
                raise
            refused[refusal(agreement, task, error)] = None
            continue
        counted.append(task)
        paths = running.write(root, [found]) if root else ()
        rows = "; ".join(row_text(agreement, task, row) for row in found.measurement.rows)
        outcome = f"wrote {agreement.base}{paths[0].as_posix()}" if paths else "not written"
        click.echo(f"{task.sla.id} {task.period}: {rows}{in_flight(found)} ({outcome})")
    for line in (*_doubted(agreement, store, counted), *refused):
        click.echo(line, err=True)
    return 2 if refused else 0


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
            click.echo(refusal(agreement, task, error), err=True)
            status = 2
        for number, statement in enumerate(noting.asked, 1):
            click.echo(f"-- {task.sla.id} {task.period}, statement {number} of {len(noting.asked)}")
            for line in explained(statement):
                click.echo(line)
    return status


def _is_lost(error: PartnershipError) -> bool:
    """Tell a store that cannot be read from events of one SLA that cannot be counted."""
    return isinstance(error, StoreError) and not isinstance(error, EventsError)


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


def _counting(agreement: Agreement, metrics: Sequence[str]) -> tuple[str, ...]:
    """Name the SLAs that count some metrics, in any of their versions."""
    found: dict[str, None] = {}
    for name in metrics:
        if agreement.get(Metric, name) is None:
            near = nearest(name, agreement.ids("Metric"))
            listed = ", ".join(f"`{one}`" for one in agreement.ids("Metric"))
            hint = f"did you mean `{near}`?" if near else f"there are {listed}"
            raise WrongUsage(f"there is no metric `{name}`; {hint}")
        counting = [
            sla.id
            for sla in agreement.of(SLA)
            if any(terms.metric == name for _, terms in sla.versions())
        ]
        if not counting:
            raise WrongUsage(f"no SLA counts the metric `{name}`; write one in `partnership/slas/`")
        found |= dict.fromkeys(counting)
    return tuple(found)


def _span(text: str) -> Span:
    try:
        return Span.parse(text)
    except ValueError as error:
        raise WrongUsage(str(error)) from None


def _days(
    as_of: date | None, known: date | None, agreement: Agreement
) -> tuple[date, date, datetime | None]:
    """Give the day on which periods are over, the day of knowledge, and where the store is cut for it.

    Knowledge is that of the day judged where no other is named, and nothing is over before it is known.
    """
    now = today()
    for option, day in (("--as-of", as_of), ("--known", known)):
        if day is not None and day > now:
            raise WrongUsage(
                f"{option} {day}: today is {now} (UTC), and what happens until then is not known; "
                "leave it out, or name a day that has come"
            )
    known = known or as_of or now
    return min(as_of or known, known), known, end_of(known, agreement) if known < now else None


def _is_new(found: Measurement, newest: Mapping[Key, Measurement]) -> bool:
    """Whether what was counted is neither recorded nor looks back behind what is."""
    there = newest.get((found.sla, found.period))
    return there is None or (found is not there and found.known >= there.known)
