"""`partnership init`: a new partnership's repository, complete, with its first commit."""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from collections.abc import Mapping
from datetime import date
from importlib.metadata import distribution
from pathlib import Path
from unicodedata import category

import click

from partnership import __version__
from partnership.cli.options import Day, today
from partnership.errors import GitError, WrongUsage
from partnership.history.git import require_git
from partnership.scaffold import (
    FORGES,
    HANDLE,
    StarterTerms,
    commit_as_user,
    require_alone,
    require_place,
    require_room,
    starter_files,
    write_repository,
)
from partnership.scaffold.countries import CURRENCIES, zone_of, zones_of
from partnership.scaffold.repository import FIRST_COMMIT
from partnership.scaffold.requirements import NAME
from partnership.values.money import CURRENCY
from partnership.values.zones import UnknownZoneError, zone_named

COUNTRY, SUBDIVISION = "GB", "ENG"


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--client", metavar="NAME", help="The company that hires.")
@click.option("--provider", metavar="NAME", help="The recruitment provider.")
@click.option(
    "--country", metavar="CODE", help=f"Whose public holidays count.  [default: {COUNTRY}]"
)
@click.option(
    "--subdivision",
    metavar="CODE",
    help=f"The part of the country.  [default: {SUBDIVISION} for {COUNTRY}]",
)
@click.option("--time-zone", metavar="ZONE", help="As in Europe/London.  [default: the country's]")
@click.option("--currency", metavar="CODE", help="As in GBP.  [default: the country's]")
@click.option(
    "--start",
    type=Day(),
    metavar="DAY",
    help="The first day of the agreement.  [default: the first of this month]",
)
@click.option(
    "--forge",
    type=click.Choice(tuple(FORGES)),
    default="github",
    show_default=True,
    help="Where it will live: whose workflows are written.",
)
@click.option("--client-team", metavar="HANDLE", help="Who reviews for the client: @client/team.")
@click.option("--provider-team", metavar="HANDLE", help="Who reviews for the provider.")
def command(
    folder: Path,
    client: str | None,
    provider: str | None,
    country: str | None,
    subdivision: str | None,
    time_zone: str | None,
    currency: str | None,
    start: date | None,
    forge: str,
    client_team: str | None,
    provider_team: str | None,
) -> int:
    """Write a new partnership's repository into DIR, with its first commit.

    DIR is made; where it is there already, it must be empty. The starter is a complete agreement
    with promises of both sides and comments at everything to decide.
    """
    require_room(folder, may_be_cloned=True)
    require_alone(folder)
    if not sys.stdin.isatty():
        _require({"--client": client, "--provider": provider})
    if client is None:
        client = click.prompt("The company that hires", err=True)
    if provider is None:
        provider = click.prompt("The recruitment provider", err=True)
    client, provider = _name("client", client), _name("provider", provider)
    place = (country or COUNTRY).upper()
    part = subdivision or (SUBDIVISION if subdivision is None and place == COUNTRY else None)
    require_place(place, part)
    day = today()
    terms = StarterTerms(
        client=client,
        provider=provider,
        country=place,
        subdivision=part,
        time_zone=_zone(time_zone, place),
        currency=_currency(currency, place),
        start=start or day.replace(day=1),
        years=_years(start or day),
        forge=forge,
        client_team=_team("client", client_team),
        provider_team=_team("provider", provider_team),
        version=__version__,
        sha256=_wheel_hash(),
    )
    files = starter_files(terms)
    require_git(Path(), os.environ)
    write_repository(folder, files)
    try:
        is_committed = commit_as_user(folder, os.environ)
    except GitError as error:
        msg = f"{error}\n  the files stand in {folder}; put that right and run: {_commit(folder)}"
        raise GitError(msg) from error
    _tell(folder, is_committed=is_committed)
    return 0


def _require(given: Mapping[str, str | None]) -> None:
    missing = [name for name, value in given.items() if value is None]
    if missing:
        wanted = " and ".join(f"{name} NAME" for name in missing)
        msg = f"nobody is here to ask; add {wanted}"
        raise WrongUsage(msg)


def _name(option: str, given: str) -> str:
    text = given.strip()
    if not text:
        msg = f"--{option} is empty"
        raise WrongUsage(msg)
    if any(category(letter) in {"Cc", "Zl", "Zp"} for letter in text):
        msg = f"--{option} holds a line break or a control character; write the name on one line"
        raise WrongUsage(msg)
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        msg = f"--{option} is not written in UTF-8"
        raise WrongUsage(msg)
    return text


def _team(party: str, given: str | None) -> str | None:
    if given and not HANDLE.fullmatch(given):
        msg = f"`{given}` is no team's handle; write --{party}-team like @{party}/agreement"
        raise WrongUsage(msg)
    return given


def _wheel_hash() -> str | None:
    """Give the hash of the wheel that is installed here, where the installer noted it."""
    noted = distribution(NAME).read_text("direct_url.json")
    archive = json.loads(noted).get("archive_info", {}) if noted else {}
    found: str | None = archive.get("hashes", {}).get("sha256")
    return found


def _or_ask(given: str | None, question: str, missing: str) -> str:
    """Take what is there, ask where somebody sits there, or say what is missing."""
    if given is None and sys.stdin.isatty():
        given = click.prompt(question, err=True)
    if given is None:
        raise WrongUsage(missing)
    return given


def _zone(given: str | None, country: str) -> str:
    zones = zones_of(country)
    example = zones[0] if zones else "Europe/London"
    missing = f"`{country}` has no single time zone; add --time-zone, as in {example}"
    given = _or_ask(given or zone_of(country), f"The time zone, as in {example}", missing)
    try:
        return zone_named(given)
    except UnknownZoneError as error:
        msg = f"{error}; {error.hint}"
        raise WrongUsage(msg) from None


def _currency(given: str | None, country: str) -> str:
    missing = f"the currency of `{country}` is not known here; add --currency, as in EUR"
    code = _or_ask(given or CURRENCIES.get(country), "The currency, as in EUR", missing)
    if not re.fullmatch(CURRENCY.pattern, code):
        msg = f"`{code}` is not {CURRENCY.what}; write one like GBP"
        raise WrongUsage(msg)
    return code


def _years(day: date) -> tuple[int, ...]:
    return (day.year, day.year + 1, day.year + 2)


def _tell(folder: Path, *, is_committed: bool) -> None:
    place = shlex.quote(str(folder))
    click.echo(f"A new partnership stands in {folder}: open its README.md first.")
    if is_committed:
        click.echo(f"Next: cd {place} && partnership validate")
        return
    click.echo("It is not committed yet, because git does not know who you are. Run these two:")
    told = f"git -C {place} config"
    click.echo(f'  {told} user.name "Your name" && {told} user.email you@company.example')
    click.echo(f"  {_commit(folder)}")


def _commit(folder: Path) -> str:
    return f"git -C {shlex.quote(str(folder))} commit -m {shlex.quote(FIRST_COMMIT)}"
