"""`partnership audit`: proves what the records say from the records themselves."""

from __future__ import annotations

import os
from pathlib import Path

import click

from partnership.cli.options import fail_on_option, git_tip, path_argument, today, user_cache
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
    root = find_root(path)
    agreement = load(root, user_cache())
    folder = f"{agreement.base}{FOLDER}/"
    unread = [one for one in agreement.refused if one.place.path.startswith(folder)]
    if not agreement.of(Close) and not unread:
        msg = "nothing to audit: no month is closed; `partnership close` seals one"
        raise NothingToCheck(msg)
    named = agreement.partnership.id if agreement.partnership else ""
    tip = git_tip(root)
    found = Audit(named, tuple(audit(agreement)), tuple(unread), tip.full, tip.edited)
    click.echo(RENDERERS[form](found), nl=False)
    return 1 if found.broken else 0


@command.command("history")
@path_argument
@click.option(
    "--remembered",
    multiple=True,
    metavar="COMMIT",
    help="A commit at which main once stood; may be given several times, an empty one means none.",
)
@fail_on_option(("error",), ("error", "warning"))
@click.option(
    "--format", "form", type=click.Choice(tuple(RENDERERS)), default="text", help="How to answer."
)
def history(path: Path, remembered: tuple[str, ...], fail_on: frozenset[str], form: str) -> int:
    """Say whether git's history can be taken for the whole audit trail, and what speaks against it.

    PATH is a partnership's folder or anything in it. Asked is whether main was rewritten: by the
    Closes, by the commits --remembered and by what fetches saw; what went straight onto main;
    commits that are dated wrongly or before a Close they came after; records that were changed;
    and documents where nothing reads them. A history that is not all here is refused. The exit
    code is 2 where it is refused, or where no commit touched the agreement.
    """
    from partnership.history.git import as_user
    from partnership.history.health import examine
    from partnership.history.resolving import resolve
    from partnership.reporting import health

    repository = as_user(find_root(path), os.environ)
    found = examine(repository, resolve(repository, "HEAD"), today(), remembered, user_cache())
    if not found.amended:
        msg = "nothing to audit: no commit touched the agreement; commit it, and ask again"
        raise NothingToCheck(msg)
    click.echo(health.RENDERERS[form](found), nl=False)
    return 1 if fail_on & {str(flaw.severity) for flaw in found.flaws} else 0
