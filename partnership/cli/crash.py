"""A bug of ours: the one place that writes down what happened, for a report to paste."""

from __future__ import annotations

import platform
import tempfile
import traceback
from pathlib import Path

import click

from partnership import __version__


def report_crash(error: BaseException, arguments: list[str]) -> int:
    """Write a report of an unexpected error and say where it is; returns exit code 3."""
    lines = [
        f"partnership {__version__}, Python {platform.python_version()}, {platform.platform()}",
        f"command: partnership {' '.join(arguments)}",
        "",
        *traceback.format_exception(error),
    ]
    with tempfile.NamedTemporaryFile(
        "w", prefix="partnership-crash-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write("\n".join(lines))
    click.echo("error: this is a bug of ours, not of your documents", err=True)
    click.echo(f"  the report to paste is in {Path(file.name)}", err=True)
    return 3
