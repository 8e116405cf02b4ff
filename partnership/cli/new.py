"""`partnership new`: a document of a kind, written where it belongs."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from partnership.agreement import Agreement
from partnership.cli.options import path_argument, today, user_cache
from partnership.documents import Calendar
from partnership.errors import WrongUsage
from partnership.files import write_file
from partnership.loading import find_root, load
from partnership.scaffold import CalendarTerms, calendar_text, require_place
from partnership.scaffold.countries import country_names, zone_of, zones_of
from partnership.values.identifiers import ID
from partnership.values.zones import UnknownZoneError, zone_named


@click.group("new")
def command() -> None:
    """Write a new document where it belongs; nothing is ever overwritten."""


@command.command("calendar")
@click.argument("name", metavar="ID")
@path_argument
@click.option("--country", required=True, metavar="CODE", help="As in GB (ISO 3166-1).")
@click.option("--subdivision", metavar="CODE", help="The part of the country, as in ENG.")
@click.option(
    "--years", metavar="LIST", help="As in 2026,2027.  [default: this year and the next two]"
)
@click.option("--time-zone", metavar="ZONE", help="As in Europe/London.  [default: the country's]")
def calendar(
    name: str,
    path: Path,
    country: str,
    subdivision: str | None,
    years: str | None,
    time_zone: str | None,
) -> int:
    """Write a Calendar with a country's public holidays saved in it.

    The holidays are looked up once; from then on the days in the document decide. PATH is a
    partnership's folder or anything in it.
    """
    root = find_root(path)
    agreement = load(root, user_cache())
    relative = f"partnership/calendars/{name}.yaml"
    _refuse_taken(agreement, root, name, relative)
    code = country.upper()
    require_place(code, subdivision)
    client_owner, provider_owner = _owners(agreement)
    text = calendar_text(
        CalendarTerms(
            id=name,
            title=f"Working days in {country_names().get(code, code)}",
            country=code,
            subdivision=subdivision,
            years=_years(years),
            time_zone=_zone(time_zone, code, agreement),
            start=_start(agreement),
            client_owner=client_owner,
            provider_owner=provider_owner,
        )
    )
    write_file(root / relative, text)
    click.echo(relative)
    return 0


def _refuse_taken(agreement: Agreement, root: Path, name: str, relative: str) -> None:
    if not re.fullmatch(ID.pattern, name):
        msg = f"`{name}` is not an id; write it in small letters, as in client-de"
        raise WrongUsage(msg)
    there = agreement.get(Calendar, name)
    if there is not None or (root / relative).exists():
        msg = f"{there.path if there else relative} is there already, and nothing is overwritten"
        raise WrongUsage(msg)


def _owners(agreement: Agreement) -> tuple[str, str]:
    """Let whoever owns the partnership own its calendars."""
    if agreement.partnership is None:
        msg = "the partnership's own document cannot be read; see `partnership validate`"
        raise WrongUsage(msg)
    owners = agreement.partnership.owners
    return owners.client, owners.provider


def _start(agreement: Agreement) -> date:
    return agreement.partnership.effective.from_ if agreement.partnership else today()


def _years(given: str | None) -> tuple[int, ...]:
    if given is None:
        this = today().year
        return (this, this + 1, this + 2)
    if not re.fullmatch("[0-9]{4}(, ?[0-9]{4})*", given):
        msg = f"`{given}` is no list of years; write it like 2026,2027"
        raise WrongUsage(msg)
    return tuple(int(year) for year in given.split(","))


def _zone(given: str | None, country: str, agreement: Agreement) -> str:
    """Take what is given, or what the country has; of several, the partnership's own."""
    zones = zones_of(country)
    zone = given or zone_of(country)
    if zone is None and agreement.zone() in zones:
        zone = agreement.zone()
    if zone is None:
        msg = f"`{country}` has several time zones; add --time-zone and one of {', '.join(zones)}"
        raise WrongUsage(msg)
    try:
        return zone_named(zone)
    except UnknownZoneError as error:
        msg = f"{error}; {error.hint}"
        raise WrongUsage(msg) from None
