"""`partnership codeowners`: who the forge asks for a review, from the seats in Roles."""

from __future__ import annotations

from pathlib import Path

import click

from partnership.cli.options import path_argument, user_cache
from partnership.loading import find_root, load
from partnership.scaffold import codeowners_text


@click.command("codeowners")
@path_argument
def command(path: Path) -> int:
    """Print the CODEOWNERS file that follows from Roles and from each document's owners.

    PATH is a partnership's folder or anything in it. On GitHub:
    `partnership codeowners > .github/CODEOWNERS`.
    """
    click.echo(codeowners_text(load(find_root(path), user_cache())), nl=False)
    return 0
