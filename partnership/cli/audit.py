"""`partnership audit`: proves what the records say from the records themselves."""

from __future__ import annotations

from pathlib import Path

import click

from partnership.cli.options import path_argument, user_cache
from partnership.documents import Close
from partnership.errors import NothingToCheck
from partnership.findings import Finding
from partnership.judging.audit import Audited, audit
from partnership.loading import find_root, load
from partnership.reporting.words import plural, printable


@click.group("audit")
def command() -> None:
    """Prove what the records say from the records themselves."""


@command.command("periods")
@path_argument
def periods(path: Path) -> int:
    """Judge every closed month again from its Close alone, and name the first that does not hold.

    PATH is a partnership's folder or anything in it. Each Close is held against the terms it holds,
    the measurements it names and the Close before it; the documents as they stand now are not
    asked. The exit code is 1 where one does not reproduce, 2 where no month is closed.
    """
    agreement = load(find_root(path), user_cache())
    unread = [one for one in agreement.refused if "/closes/" in one.place.path]
    if not agreement.of(Close) and not unread:
        msg = "nothing to audit: no month is closed; `partnership close` seals one"
        raise NothingToCheck(msg)
    audited = list(audit(agreement))
    for finding in unread:
        click.echo(_told(finding))
    for one in audited:
        click.echo(_line(one))
        for finding in one.findings:
            click.echo(_told(finding))
    broken = [one.close.id for one in audited if one.findings]
    files = list(dict.fromkeys(finding.place.path for finding in unread))
    broken += files
    click.echo(_closing(len(audited) + len(files), broken))
    return 1 if broken else 0


def _line(one: Audited) -> str:
    close = one.close
    what = f"{plural(len(close.verdicts), 'verdict')} from "
    what += plural(len(close.measurements), "measurement")
    return f"{close.id:<11} {'does not hold' if one.findings else 'reproduces':<13} {what}"


def _told(finding: Finding) -> str:
    place = finding.place
    text = f"  {place.path}:{place.line}:{place.column}: {printable(finding.message)}"
    return f"{text}\n    hint: {printable(finding.hint)}" if finding.hint else text


def _closing(count: int, broken: list[str]) -> str:
    closes = plural(count, "Close", "Closes")
    if not broken:
        return f"{closes}: each reproduces from its own content, and the chain holds"
    verb = "does" if len(broken) == 1 else "do"
    return f"{closes}: {len(broken)} {verb} not hold, the first is {broken[0]}"
