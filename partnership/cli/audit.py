"""`partnership audit`: proves what the records say from the records themselves."""

from __future__ import annotations

from pathlib import Path

import click

from partnership.cli.options import path_argument, user_cache
from partnership.documents import Close
from partnership.errors import NothingToCheck
from partnership.judging.audit import audit
from partnership.judging.closing import FOLDER
from partnership.loading import find_root, load
from partnership.reporting.audits import Audit, render_json, render_text

RENDERERS = {"text": render_text, "json": render_json}


@click.group("audit")
def command() -> None:
    """Prove what the records say from the records themselves."""


@command.command("periods")
@path_argument
@click.option(
    "--format", "form", type=click.Choice(tuple(RENDERERS)), default="text", help="How to answer."
)
def periods(path: Path, form: str) -> int:
    """Judge every closed month again from its Close alone, and name the first that does not hold.

    PATH is a partnership's folder or anything in it. Each Close is held against the terms it holds,
    the measurements it names and the Close before it; the documents as they stand now are not
    asked. The exit code is 1 where one does not reproduce, 2 where no month is closed.
    """
    agreement = load(find_root(path), user_cache())
    folder = f"{agreement.base}{FOLDER}/"
    unread = [one for one in agreement.refused if one.place.path.startswith(folder)]
    if not agreement.of(Close) and not unread:
        msg = "nothing to audit: no month is closed; `partnership close` seals one"
        raise NothingToCheck(msg)
    named = agreement.partnership.id if agreement.partnership else ""
    found = Audit(named, tuple(audit(agreement)), tuple(unread))
    click.echo(RENDERERS[form](found), nl=False)
    return 1 if found.broken else 0
