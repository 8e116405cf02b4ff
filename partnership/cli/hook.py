"""`partnership hook`: form, kinds and references, quickly, before a commit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from partnership.cli.options import as_of_option, today, user_cache, user_outlines
from partnership.guard import may_hold_leaks
from partnership.loading import find_root, gather

if TYPE_CHECKING:
    from partnership.agreement import Agreement
    from partnership.files import Cache
    from partnership.findings import Finding
    from partnership.loading import Gathered

NAMING = ("Partnership/", "Roles/", "Channel/")
"""The kinds that say whose domains, mailboxes and desks there are."""


@click.command("hook")
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--message",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Look for personal data in this commit message, and at nothing else.",
)
@as_of_option
def command(paths: tuple[Path, ...], message: Path | None, as_of: date | None) -> int:
    """Check form, references and personal data before a commit, quickly; CI asks every check.

    Each PATH is a partnership's folder or anything in it; without one it is this folder. Only
    documents that changed since they were last clean are loaded. What the others are called and
    name is remembered by their content in your cache folder, so a reference to what is gone is
    found as well. Personal data is looked for in what changed and in every page. With --message it
    is looked for in a commit message instead. `partnership validate` asks the other checks.
    """
    roots = dict.fromkeys(find_root(path) for path in paths or (Path(),))
    if message:
        text = message.read_text(encoding="utf-8", errors="replace")
        return max([_look_at_message(root, message.name, text, as_of or today()) for root in roots])
    return max([_look_at(root, as_of or today()) for root in roots])


def _look_at(root: Path, day: date) -> int:
    """Tell what is wrong in one partnership; 1 where anything is an error."""
    from partnership.loading.outlines import outline, outline_of

    gathered = gather(root)
    cache, outlines = user_cache(), user_outlines()
    known = outlines.get_many(gathered.contents.values()) if outlines else {}
    outlined = outline(gathered, known, cache)
    findings = () if outlined.is_right else _find_form(outlined.agreement)
    findings += _find_personal(gathered, outlined.changed, known, cache)
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


def _find_personal(
    gathered: Gathered,
    changed: Mapping[str, bytes],
    known: Mapping[bytes, str],
    cache: Cache | None,
) -> tuple[Finding, ...]:
    """Look for personal data in what changed; what is no person's is read only where there is any."""
    own = [content for content in gathered.own.values() if isinstance(content, bytes)]
    site = [gathered.site] if isinstance(gathered.site, bytes) else []
    written = [text.decode("utf-8", "replace") for text in (*changed.values(), *own, *site)]
    if not may_hold_leaks(written):
        return ()
    from partnership.checks import check_id, personal_data
    from partnership.loading import load_gathered

    agreement = load_gathered(_naming(gathered, known), cache)
    found = personal_data.find(agreement)
    name, severity = check_id(personal_data), personal_data.SEVERITY
    return tuple(replace(one, check=name, severity=severity) for one in found)


def _naming(gathered: Gathered, known: Mapping[bytes, str]) -> Gathered:
    """Keep the files that name mailboxes and domains, and those that changed."""
    kept = {
        path: text
        for path, text in gathered.contents.items()
        if known.get(text, NAMING[0]).startswith(NAMING)
    }
    return replace(gathered, contents=kept)


def _look_at_message(root: Path, name: str, text: str, day: date) -> int:
    """Tell what looks like a person's in a commit message; 1 where anything does."""
    from partnership.guard.messages import without_comments

    text = without_comments(text)
    if not may_hold_leaks([text]):
        return 0
    from partnership.checks import check_id, personal_data_in_message
    from partnership.checks._persons import find_in_message, known_in
    from partnership.loading import load_gathered

    gathered, outlines = gather(root), user_outlines()
    known = outlines.get_many(gathered.contents.values()) if outlines else {}
    agreement = load_gathered(_naming(gathered, known), user_cache())
    check = check_id(personal_data_in_message)
    found = (
        replace(one, check=check, severity=personal_data_in_message.SEVERITY)
        for one in find_in_message(name, text, known_in(agreement))
    )
    findings = tuple(found)
    return _tell(agreement, findings, day) if findings else 0


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
