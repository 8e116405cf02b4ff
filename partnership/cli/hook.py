"""`partnership hook`: form, kinds and references, quickly, before a commit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnership.cli.options import as_of_option, today, user_cache, user_outlines
from partnership.loading import find_root, gather

if TYPE_CHECKING:
    from partnership.agreement import Agreement
    from partnership.findings import Finding


@click.command("hook")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@as_of_option
def command(paths: tuple[Path, ...], as_of: date | None) -> int:
    """Check form, kinds and references before a commit, quickly; CI asks every check.

    Each PATH is a partnership's folder or anything in it; without one it is this folder. Only
    documents that changed since they were last clean are loaded. What the others are called and
    name is remembered by their content in your cache folder, so a reference to what is gone is
    found as well. `partnership validate` asks the other checks.
    """
    roots = dict.fromkeys(find_root(path) for path in paths or (Path(),))
    return max([_look_at(root, as_of or today()) for root in roots])


def _look_at(root: Path, day: date) -> int:
    """Tell what is wrong in one partnership; 1 where anything is an error."""
    from partnership.loading.outlines import outline, outline_of

    gathered = gather(root)
    cache, outlines = user_cache(), user_outlines()
    known = outlines.get_many(gathered.contents.values()) if outlines else {}
    outlined = outline(gathered, known, cache)
    findings = () if outlined.is_right else _find_form(outlined.agreement)
    if outlines and outlined.changed:
        wrong = {finding.place.path for finding in findings}
        clean = {
            outlined.changed[document.path]: outline_of(document)
            for document in outlined.agreement.documents
            if document.path in outlined.changed and document.path not in wrong
        }
        outlines.put_many(clean)
    if findings:
        return _tell(outline(gathered, known, cache, "Waiver").agreement, findings, day)
    click.echo(f"{len(gathered.contents):,} files: form, kinds and references are right")
    return 0


def _find_form(agreement: Agreement) -> tuple[Finding, ...]:
    """Ask the checks, whose import takes a while."""
    from partnership.checks import find_form

    return tuple(find_form(agreement))


def _tell(agreement: Agreement, findings: tuple[Finding, ...], day: date) -> int:
    from partnership.checks import with_waivers
    from partnership.cli.answer import answer, exit_code
    from partnership.report import report_on

    accepted = with_waivers(findings, agreement, day)
    report = report_on("validate", agreement, day, accepted)
    answer(report, (), ())
    return exit_code(report, frozenset({"error"}))
