"""Options that several commands share, read the same way by all."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
import sysconfig
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from partnership import __version__
from partnership.files import Cache

if TYPE_CHECKING:
    from partnership.agreement import Agreement
    from partnership.history.git import Tip

F = TypeVar("F", bound=Callable[..., Any])
YEARS = range(1900, 2200)
"""The years in which days are written."""
FORMATS = ("text", "json", "github", "markdown")


class Day(click.ParamType[date]):
    """A day, `2026-07-10`."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Parse a day, or say how one is written."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            self.fail(f"`{value}` is not a day; write it like 2026-07-10", param, ctx)
        if day.year not in YEARS:
            self.fail(f"`{value}` is not a day from {YEARS[0]} to {YEARS[-1]}", param, ctx)
        return day


def path_argument(function: F) -> F:
    """Add the PATH argument: a partnership's folder, or anything in it."""
    return click.argument("path", type=click.Path(path_type=Path), default=".", required=False)(
        function
    )


def as_of_option(function: F) -> F:
    """Add `--as-of`."""
    return click.option(
        "--as-of", type=Day(), metavar="DAY", help="The day judged; today where it is left out."
    )(function)


def format_options(known: tuple[str, ...] = FORMATS) -> Callable[[F], F]:
    """Add `--format` and `--output`, repeatable together, for the formats a command knows."""

    def add(function: F) -> F:
        function = click.option(
            "--output",
            "outputs",
            multiple=True,
            type=click.Path(path_type=Path, dir_okay=False),
            metavar="FILE",
            help="Write the first format to the first FILE, the second to the second.",
        )(function)
        return click.option(
            "--format",
            "formats",
            multiple=True,
            type=click.Choice(known),
            help="How to answer; may be given several times, each with an --output.",
        )(function)

    return add


def fail_on_option(default: tuple[str, ...], known: tuple[str, ...]) -> Callable[[F], F]:
    """Add `--fail-on`, a list of the words a command knows, with a default."""

    def read(_: click.Context, __: click.Parameter, value: str) -> frozenset[str]:
        words = frozenset(word.strip() for word in value.split(","))
        unknown = words - {*known, "never"}
        if unknown:
            listed = ", ".join((*known, "never"))
            raise click.BadParameter(f"`{min(unknown)}` is not one of {listed}")
        if "never" in words:
            return frozenset()
        return words | {"error"} if "warning" in words else words

    def add(function: F) -> F:
        return click.option(
            "--fail-on",
            metavar="LIST",
            default=",".join(default),
            show_default=True,
            callback=read,
            help=f"What makes the exit code 1: {', '.join(known)}, or never.",
        )(function)

    return add


def pair_formats(
    formats: tuple[str, ...], outputs: tuple[Path, ...]
) -> list[tuple[str, Path | None]]:
    """Give each format its file; one of them may do without and is printed.

    Raises:
        click.UsageError: where formats and files do not pair up.

    """
    formats = formats or ("text",)
    if len(outputs) not in {len(formats), len(formats) - 1}:
        msg = "give each --format its own --output; one format may do without and is printed"
        raise click.UsageError(msg)
    return list(zip(formats, (*outputs, None)[: len(formats)], strict=True))


def today() -> date:
    """Give today's day in UTC; only the command line reads the clock."""
    return datetime.now(UTC).date()


def instant_on(written: str, zone: str, option: str, at: int | None = None) -> int:
    """Give the instant that an option names: a moment, or an hour of a day, or its last instant.

    Args:
        written: `2026-07-10`, or `2026-07-10T15:30+01:00`; a moment without a zone is of `zone`.
        zone: The time zone of days.
        option: The option's name, for what is said of it.
        at: The hour that a day means; its last instant where nothing is given.

    Raises:
        click.BadParameter: It is neither.

    """
    from partnership.clock import instant
    from partnership.clock.zones import day_bounds, time_zone

    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        msg = f"`{written}` is no day and no moment; write 2026-07-10 or 2026-07-10T15:30+01:00"
        raise click.BadParameter(msg, param_hint=option) from None
    if moment.year not in YEARS:
        msg = f"`{written}` is not a moment from {YEARS[0]} to {YEARS[-1]}"
        raise click.BadParameter(msg, param_hint=option)
    if len(written) == len("2026-07-10"):
        if at is None:
            return day_bounds(zone, moment.date(), moment.date())[1] - 1
        moment = moment.replace(hour=at)
    return instant(moment if moment.tzinfo else moment.replace(tzinfo=time_zone(zone)))


def git_tip(root: Path) -> Tip:
    """Name the commit that is checked out, `none` where there is none."""
    from partnership.history.git import as_user

    return as_user(root, os.environ).tip_and_edits()


def read_agreement(root: Path) -> Agreement:
    """Load an agreement for a command that lists what there is, and say what is left out of it.

    Such a command answers with less where a document cannot be read, and less reads like nothing
    open; the note goes to standard error, so that tables and JSON stay whole.
    """
    from partnership.loading import load

    agreement = load(root, user_cache())
    paths = sorted({one.place.path for one in agreement.refused})
    if paths:
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        left_out(f"{paths[0]}{more} cannot be read as written")
    return agreement


def left_out(what: str) -> None:
    """Say on standard error that an answer leaves something out."""
    click.echo(f"warning: {what}, and is left out here; see `partnership validate`", err=True)


def user_cache() -> Cache | None:
    """Open the cache in the user's cache folder, or none where there is no such folder."""
    return _user_cache("")


def user_outlines() -> Cache | None:
    """Open the same cache for what documents are called and name, which are other answers."""
    return _user_cache("outlines ")


def _user_cache(kind: str) -> Cache | None:
    if os.environ.get("PARTNERSHIP_NO_CACHE"):
        return None
    named = os.environ.get("XDG_CACHE_HOME")
    try:
        folder = Path(named) if named else Path.home() / ".cache"
    except RuntimeError:
        return None
    return Cache(folder / "partnership", kind + _stamp())


@functools.cache
def _stamp() -> str:
    """Name this very installation, so that another version's answers are not taken for ours."""
    package = Path(__file__).parents[1]
    files = sorted(package.rglob("*.py"))
    stamps = [f"{file.relative_to(package)} {file.stat().st_mtime_ns}" for file in files]
    installed = Path(sysconfig.get_path("purelib"))
    others = installed.stat().st_mtime_ns if installed.exists() else 0
    named = f"{__version__} {sys.version} {others} {stamps}"
    return hashlib.blake2b(named.encode(), digest_size=16).hexdigest()


def may_colour(stream: Any = None) -> bool:  # noqa: ANN401
    """Whether the answer may be coloured: a terminal, and nobody said no."""
    if os.environ.get("NO_COLOR"):
        return False
    return bool((stream or sys.stdout).isatty())
