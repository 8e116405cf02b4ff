"""`partnership validate`: documents, references and checks; needs no measurements."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from partnership.checks import find_all
from partnership.cli.answer import answer, exit_code
from partnership.cli.options import (
    as_of_option,
    fail_on_option,
    format_options,
    path_argument,
    today,
    user_cache,
)
from partnership.loading import find_root, load
from partnership.report import report_on


@click.command("validate")
@path_argument
@as_of_option
@format_options
@fail_on_option("error")
def command(
    path: Path,
    as_of: date | None,
    formats: tuple[str, ...],
    outputs: tuple[Path, ...],
    fail_on: frozenset[str],
) -> int:
    """Check documents, references and promises; no measurements are needed.

    PATH is a partnership's folder or anything in it. Every file is looked at; a broken one hides
    no other.
    """
    day = as_of or today()
    agreement = load(find_root(path), user_cache())
    report = report_on("validate", agreement, day, find_all(agreement, day))
    answer(report, formats, outputs)
    return exit_code(report, fail_on)
