"""`partnership check`: validates, then judges every promise; flags breaches of either party."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from partnership.agreement import Agreement
from partnership.checks import find_about, find_all
from partnership.cli.answer import answer, exit_code
from partnership.cli.options import (
    as_of_option,
    fail_on_option,
    format_options,
    git_tip,
    path_argument,
    today,
    user_cache,
)
from partnership.documents import SLA, Measurement
from partnership.errors import NothingToCheck, PartnershipError
from partnership.history.git import NO_TIP, Tip
from partnership.judging import Status, Verdict, judge
from partnership.judging.explaining import require_known, require_read
from partnership.judging.prospects import Prospect
from partnership.loading import find_root, load
from partnership.report import Report, report_on

if TYPE_CHECKING:
    from partnership.judging.outlook import Outlook


RUNNING = "build/measurements"
"""Where `measure --running` writes."""


@click.command("check")
@path_argument
@as_of_option
@click.option("--period", metavar="PERIOD", help="Only this period: 2026-03, 2026-Q1 or 2026.")
@click.option("--sla", metavar="ID", help="Only this SLA.")
@click.option("--all", "every_verdict", is_flag=True, help="List every verdict there is.")
@format_options()
@fail_on_option(
    ("error", "breach", "unmeasured"), ("error", "warning", "breach", "unmeasured", "at-risk")
)
def command(
    path: Path,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    fail_on: frozenset[str],
    **chosen: Any,  # noqa: ANN401 - as click gives them
) -> int:
    """Validate the documents and judge every promise on its measurements.

    PATH is a partnership's folder or anything in it. A promise that was not measured is never met,
    and a partnership in which nothing can be judged is a failure. Where `partnership measure
    --running` has counted the periods that still run, it says what can still become of them.
    """
    root = find_root(path)
    agreement = load(root, user_cache())

    def show(report: Report) -> None:
        answer(report, formats, outputs)

    notes = () if as_of else measured_until(agreement)
    ahead = root if "at-risk" in fail_on or (root / RUNNING).is_dir() else None
    tip = git_tip(root)
    return exit_code(
        checked(agreement, as_of or today(), show, tip=tip, notes=notes, ahead=ahead, **chosen),
        fail_on,
    )


def checked(
    agreement: Agreement,
    as_of: date,
    show: Callable[[Report], None],
    *,
    period: str | None = None,
    sla: str | None = None,
    every_verdict: bool = False,
    tip: Tip = NO_TIP,
    notes: tuple[str, ...] = (),
    ahead: Path | None = None,
) -> Report:
    """Validate and judge; what validation found is shown also where judging cannot go on.

    Args:
        agreement: All documents.
        as_of: The day judged.
        show: What to do with the report.
        period: Only this period.
        sla: Only this SLA.
        every_verdict: Whether the reader wants all verdicts listed.
        tip: The commit that is checked out.
        notes: What the reader should know.
        ahead: The folder that holds `build/`, where running periods are told of.

    Raises:
        NothingToCheck: no SLA has any period.
        WrongUsage: there is no such SLA or period.
        PartnershipError: a statistic cannot be judged.

    """
    findings = find_all(agreement, as_of)
    try:
        verdicts = judge(agreement, as_of)
        _require_any(agreement, verdicts, as_of)
        findings += find_about(agreement, as_of, verdicts)
    except PartnershipError:
        show(report_on("check", agreement, as_of, findings, tip=tip, notes=notes))
        raise
    found = looked_ahead(agreement, ahead, as_of, verdicts) if ahead else ()
    report = report_on(
        "check",
        agreement,
        as_of,
        findings,
        chosen(agreement, verdicts, period, sla),
        outlooks=tuple(
            one for one in found if sla in {None, one.sla} and period in {None, one.period}
        ),
        tip=tip,
        notes=(*notes, *_uncounted(found, as_of)),
        every_verdict=every_verdict,
    )
    show(report)
    return report


def chosen(
    agreement: Agreement,
    verdicts: tuple[Verdict, ...],
    period: str | None,
    sla: str | None,
) -> tuple[Verdict, ...]:
    """Keep the verdicts of one SLA, of one period, or all.

    Raises:
        WrongUsage: nothing has that name; the text says what has.

    """
    if sla is not None:
        require_read(agreement, sla)
        require_known("SLA", sla, (verdict.sla for verdict in verdicts))
        verdicts = tuple(verdict for verdict in verdicts if verdict.sla == sla)
    if period is not None:
        require_known("period", period, (verdict.period for verdict in verdicts))
        verdicts = tuple(verdict for verdict in verdicts if verdict.period == period)
    return verdicts


def looked_ahead(
    agreement: Agreement, root: Path, as_of: date, verdicts: tuple[Verdict, ...]
) -> tuple[Outlook, ...]:
    """Say what can still become of the periods that run, by what was counted below `build/`."""
    # What counts is imported only where there are counts.
    from partnership.judging.outlook import outlooks
    from partnership.measuring.measurements import find_running
    from partnership.measuring.running import read

    keys = [(task.sla.id, task.period) for task in find_running(agreement, as_of)]
    counts, stale = read(root, agreement, as_of, keys)
    return outlooks(agreement, verdicts, counts, stale, as_of)


def _uncounted(found: tuple[Outlook, ...], as_of: date) -> tuple[str, ...]:
    """Say how to count what is not counted for the day judged."""
    if not any(one.prospect is Prospect.NOT_COUNTED for one in found):
        return ()
    command = f"partnership measure --running --as-of {as_of}"
    return (f"periods that run are not all counted for {as_of}; `{command}` counts them",)


def measured_until(agreement: Agreement) -> tuple[str, ...]:
    """Say on which day the measurements end, and how to judge that day."""
    measurements = agreement.of(Measurement)
    if not measurements:
        return ()
    ends = max(found.period.last for found in measurements)
    known = max(found.known for found in measurements)
    return (f"measurements end on {ends}; `--as-of {max(ends, known)}` judges what was known then",)


def _require_any(agreement: Agreement, verdicts: tuple[Verdict, ...], as_of: date) -> None:
    if any(verdict.status is not Status.NOT_IN_FORCE for verdict in verdicts):
        return
    slas = agreement.of(SLA)
    if not slas:
        message = "nothing to check: there is no SLA"
    else:
        first = min(found.effective.from_ for found in slas)
        message = f"nothing to check: no SLA is in force before {first}, and {as_of} is judged"
    raise NothingToCheck(message)
