"""`partnership escalations`: what is open on the ladders, and fire drills of them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from partnership.cli.options import (
    format_options,
    git_tip,
    instant_on,
    left_out,
    pair_formats,
    path_argument,
    read_agreement,
)
from partnership.files import write_file

FORMATS = ("text", "markdown", "json", "csv")


class ListedFirst(click.Group):
    """A group whose first command is meant where none is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the command `list` before what is no command."""
        if not args or (args[0] not in self.commands and args[0] not in {"--help", "-h"}):
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group("escalations", cls=ListedFirst)
def command() -> None:
    """List what is open on the ladders (`list`, which may be left out), or hold a fire drill."""


@command.command("list")
@path_argument
@click.option(
    "--as-of",
    metavar="MOMENT",
    help="At the end of a day, 2026-07-10, or at a moment, 2026-07-10T15:30+01:00; now by default.",
)
@format_options(FORMATS)
def list_them(
    path: Path, as_of: str | None, formats: tuple[str, ...], outputs: tuple[Path, ...]
) -> int:
    """List every open escalation: its level, who holds it, until when, and what is next.

    Open is what a party raised with an `Escalation` record, and what the terms bring to a ladder
    by themselves: misses, root causes, plans and actions that are overdue, disputes, missed
    meetings, incidents. PATH is a partnership's folder or anything in it.
    """
    from partnership.clock import instant, local_time
    from partnership.duties.matters import find_open, unplaced
    from partnership.judging import judge
    from partnership.loading import find_root
    from partnership.reporting.escalations import RENDERERS, Listed

    pairs = pair_formats(formats, outputs)
    root = find_root(path)
    agreement = read_agreement(root)
    zone = agreement.zone()
    at = instant(datetime.now(UTC)) if as_of is None else instant_on(as_of, zone, "--as-of")
    verdicts = judge(agreement, local_time(zone, at).date())
    listed = Listed(agreement, at, find_open(agreement, at, verdicts), git_tip(root))
    for name, file in pairs:
        _give(RENDERERS[name](listed), file)
    for record in unplaced(agreement):
        left_out(f"{record.path}, which is not closed, is on no ladder that can be read")
    return 0


@command.command("simulate")
@path_argument
@click.option(
    "--from",
    "begin",
    metavar="MOMENT",
    required=True,
    help="When it is raised: a day, 2026-07-13, which means 09:00, or 2026-07-13T16:30+01:00.",
)
@click.option(
    "--events",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    required=True,
    help="What is raised, and what happens how long after.",
)
@format_options(FORMATS)
def simulate_drill(
    path: Path, begin: str, events: Path, formats: tuple[str, ...], outputs: tuple[Path, ...]
) -> int:
    """Hold a fire drill: say who would be called when, as FILE tells it and when nobody answers.

    FILE is YAML by `schemas/v1/drill-events.schema.json`: `escalation`, `raised_by`, and, where wanted,
    `title`, `about`, `level` and `events`, a list of `{after: 2 business hours, did:
    acknowledged, role: ta-ops-lead}`; instead of `after`, which counts from the start on the path's
    calendar, `at: 2026-07-14 09:00 Europe/London`. What is done is `acknowledged`, `decided` or
    `handed up`. Nothing is changed.
    """
    from partnership.documents import EscalationPath
    from partnership.duties.drills import simulate
    from partnership.loading import find_root
    from partnership.loading.drills import read_drill
    from partnership.reporting.drills import RENDERERS

    pairs = pair_formats(formats, outputs)
    agreement = read_agreement(find_root(path))
    drill = read_drill(events)
    found = agreement.get(EscalationPath, drill.escalation)
    zone = agreement.zone(found.calendar if found else None)
    simulated = simulate(agreement, drill, instant_on(begin, zone, "--from", at=9))
    for name, file in pairs:
        _give(RENDERERS[name](agreement, simulated), file)
    return 0


def _give(text: str, file: Path | None) -> None:
    if file is None:
        click.echo(text, nl=False)
    else:
        write_file(file, text)
