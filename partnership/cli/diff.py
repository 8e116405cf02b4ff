"""`partnership diff`: what differs between two revisions, as terms."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from partnership.cli.changes import Asked, answer, change_options, chosen
from partnership.cli.options import user_cache
from partnership.loading import find_root


@click.command("diff")
@click.argument("base")
@click.argument("head", required=False)
@change_options
def command(
    base: str,
    head: str | None,
    path: Path,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    **asked: Any,  # noqa: ANN401 - as click gives them
) -> int:
    """Say which terms differ between BASE and HEAD, what that does, and whom it favours.

    Both are branches, tags or commits; without HEAD the files as they stand are compared. Comments,
    order and layout are no difference; a term that changes on a day is one from that day on.
    """
    from partnership.history.changes import Amended, changes_between
    from partnership.history.git import as_user
    from partnership.history.reading import compare, with_lines
    from partnership.history.states import owners_of
    from partnership.reporting.changes import Told

    root = find_root(path)
    found = compare(as_user(root, os.environ), root, base, head, user_cache())
    owners = owners_of(found.before, found.after)
    whole = Amended(None, changes_between(found.before, found.after))
    kept = chosen((whole,), Asked(**asked), owners)
    unread = tuple(sorted({*found.before.unread, *found.after.unread}))

    def told(placed: bool) -> Told:  # noqa: FBT001
        files = found.old.contents, found.new.contents
        amended = tuple(with_lines(one, *files) for one in kept) if placed else kept
        return Told("diff", amended, found.base, found.head, unread)

    answer(told, formats, outputs)
    return 0
