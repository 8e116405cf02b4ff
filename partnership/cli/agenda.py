"""`partnership agenda`: drafts the next meeting from what is open."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from partnership.cli.options import (
    Day,
    as_of_option,
    format_options,
    git_tip,
    pair_formats,
    path_argument,
    read_agreement,
    today,
)
from partnership.files import write_file


@click.command("agenda")
@click.argument("cadence")
@path_argument
@click.option(
    "--on", type=Day(), metavar="DAY", help="The meeting of this day, or the first one after it."
)
@as_of_option
@format_options(("text", "markdown", "json"))
def command(
    cadence: str,
    path: Path,
    on: date | None,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
) -> int:
    """Draft the next meeting of a cadence from its standing items and from what is open.

    CADENCE is the id of a meeting that comes round; PATH is a partnership's folder or anything in
    it. Open are: breaches and what is at risk, of the promises it reviews; what is overdue; its own
    actions; relief, disputes, levels and branches that wait for somebody; what lapses soon.
    """
    from partnership.cli.check import RUNNING, looked_ahead
    from partnership.cli.todo import find_branches
    from partnership.duties.agenda import draft, next_meeting
    from partnership.judging import judge
    from partnership.loading import find_root
    from partnership.reporting.agendas import RENDERERS

    pairs = pair_formats(formats, outputs)
    root = find_root(path)
    agreement = read_agreement(root)
    day = as_of or on or today()
    meeting = next_meeting(agreement, cadence, on or day)
    verdicts = judge(agreement, day)
    is_counted = (root / RUNNING).is_dir()
    ahead = looked_ahead(agreement, root, day, verdicts) if is_counted else ()
    waiting = tuple(find_branches(root, agreement))
    agenda = draft(agreement, meeting, day, verdicts, ahead, waiting)
    for name, file in pairs:
        text = RENDERERS[name](agenda, agreement, git_tip(root))
        if file is None:
            click.echo(text, nl=False)
        else:
            write_file(file, text)
    return 0
