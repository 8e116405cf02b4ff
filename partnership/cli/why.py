"""`partnership why`: takes one verdict apart on one screen, for machines, or as a script."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from partnership.agreement import Agreement
from partnership.cli.options import (
    as_of_option,
    format_options,
    git_tip,
    may_colour,
    pair_formats,
    path_argument,
    today,
    user_cache,
)
from partnership.documents import Measurement
from partnership.errors import WrongUsage
from partnership.files import write_file
from partnership.judging.explaining import Explanation, explain
from partnership.loading import find_root, load
from partnership.reporting import derivation
from partnership.reporting.recomputing import script
from partnership.reporting.why import render
from partnership.reporting.words import at_commit


@click.command("why")
@click.argument("sla")
@path_argument
@click.option(
    "--period",
    metavar="PERIOD",
    help="The period: 2026-03, 2026-Q1 or 2026; the last one breached, else the last one judged.",
)
@click.option(
    "--segment", metavar="ROW", help="The row of targets; the one that fell shortest by default."
)
@as_of_option
@format_options(("text", "json"))
@click.option(
    "--subjects",
    "is_listed",
    is_flag=True,
    help="List the subjects behind the counts from the event store, by token; printed, never written.",
)
@click.option(
    "--store",
    "place",
    metavar="PLACE",
    help="The event store for --subjects, as `partnership measure` takes it.",
)
@click.option(
    "--recompute",
    "recomputed",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write a script that recomputes the verdict from its records, with Python alone.",
)
def command(
    sla: str,
    path: Path,
    period: str | None,
    segment: str | None,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    recomputed: Path | None,
    place: str | None,
    *,
    is_listed: bool,
) -> int:
    """Take one verdict apart: its clause, its counts, its arithmetic, and what comes next.

    SLA is the id of a promise; PATH is a partnership's folder or anything in it. A script that
    `--recompute` writes needs nothing but Python: `python3 -I FILE [REPOSITORY]` prints each step,
    and ends with 1 where the verdict is not the one recorded.
    """
    pairs = pair_formats(formats, outputs)
    is_listed = is_listed or place is not None
    if is_listed and (formats or outputs):
        msg = "subjects are printed as text and never written: leave --format and --output out"
        raise click.UsageError(msg)
    root = find_root(path)
    agreement = load(root, user_cache())
    found = explain(agreement, as_of or today(), sla, period, segment)
    if recomputed is not None:
        write_file(recomputed, _script(agreement, root, found))
        click.echo(f"wrote {recomputed}: run `python3 -I {recomputed} REPOSITORY`", err=True)
        if not (formats or is_listed):
            return 0
    listed = f"\n{_subjects(agreement, root, place, found)}" if is_listed else ""
    for name, file in pairs:
        if file is None:
            click.echo(_rendered(name, agreement, root, found, colour=may_colour()), nl=False)
        else:
            write_file(file, _rendered(name, agreement, root, found, colour=False))
    click.echo(listed, nl=False)
    return 0


def _rendered(
    name: str, agreement: Agreement, root: Path, found: Explanation, *, colour: bool
) -> str:
    if name == "text":
        tip = git_tip(root)
        at = at_commit(tip.full, is_edited=tip.edited)
        return render(found, colour) + (f"\njudged{at}\n" if at else "")
    partnership = agreement.partnership
    about = partnership.id if partnership else ""
    return derivation.render(found, about, agreement.digest, git_tip(root))


def _script(agreement: Agreement, root: Path, found: Explanation) -> str:
    """Write the script, with the digest of each record's file as it lies on the disk."""
    records = (one for one in agreement.of(Measurement) if one.sla == found.verdict.sla)
    contents = {
        one.path: (root / one.path.removeprefix(agreement.base)).read_bytes() for one in records
    }
    return script(agreement, found.as_of, found.verdict, contents)


def _subjects(agreement: Agreement, root: Path, place: str | None, found: Explanation) -> str:
    """List the subjects of the verdict's row, as the store tells them now.

    Raises:
        WrongUsage: nothing was promised then, or its subjects are not in the store.

    """
    from partnership.cli.events import opened
    from partnership.measuring.business_time import TimeTables
    from partnership.measuring.listing import list_subjects
    from partnership.measuring.measurements import counting_of, find_tasks
    from partnership.reporting import subjects
    from partnership.values.periods import Span

    verdict, case = found.verdict, found.case
    if case is None or case.metric is None:
        raise WrongUsage(f"nothing is counted for {verdict.sla} in {verdict.period}")
    period, day = Span.parse(verdict.period), found.as_of
    (task,) = find_tasks(agreement, day, (period,), (verdict.sla,))
    with opened(agreement, root, place, None) as store:
        counting = counting_of(agreement, TimeTables(store), task, day, day)
        listed = [
            one
            for one in list_subjects(counting)
            if one.segment == verdict.segment and counting.parts[one.part].first == verdict.first
        ]
    return subjects.render(listed, verdict, agreement.zone(case.terms.calendar), case.metric.unit)
