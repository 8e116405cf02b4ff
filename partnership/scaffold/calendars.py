"""A Calendar with its public holidays resolved once: from then on the saved days decide."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Any

from partnership.errors import WrongUsage
from partnership.scaffold.countries import country_names, nearest_country
from partnership.scaffold.templates import Written, filled, yaml_scalar

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LANGUAGES = ("en_GB", "en_US")
"""The names of holidays are written in English, where the package has them."""
FIRST_YEAR, LAST_YEAR = 1900, 2100


@dataclass(frozen=True, slots=True)
class CalendarTerms:
    """What a new Calendar is made from."""

    id: str
    title: str
    country: str
    """ISO 3166-1: `GB`."""
    subdivision: str | None
    """The part of the country, as the `holidays` package names it: `ENG`."""
    years: tuple[int, ...]
    time_zone: str
    start: date
    """The first day it binds."""
    client_owner: str
    provider_owner: str


def calendar_text(terms: CalendarTerms) -> str:
    """Write a Calendar document with its public holidays in it.

    Raises:
        WrongUsage: an unknown country or part of one, or a year that has no holidays.

    """
    days, weekend = public_holidays(terms.country, terms.subdivision, terms.years)
    template = (files("partnership.scaffold") / "new_calendar.yaml").read_text(encoding="utf-8")
    part = f"\n  subdivision: {yaml_scalar(terms.subdivision)}" if terms.subdivision else ""
    lines = [f"  - {{day: {day}, title: {yaml_scalar(name)}}}" for day, name in days]
    workdays = [day for number, day in enumerate(WEEK) if number not in weekend]
    values = {
        "id": terms.id,
        "title": terms.title,
        "client_owner": terms.client_owner,
        "provider_owner": terms.provider_owner,
        "time_zone": terms.time_zone,
        "country": terms.country,
        "start": Written(terms.start.isoformat()),
        "workdays": Written(", ".join(workdays)),
        "version": Written(_version()),
        "subdivision": Written(part),
        "years": Written(", ".join(str(year) for year in sorted(set(terms.years)))),
        "holidays": Written("\n".join(lines)),
    }
    return filled(template, values)


def public_holidays(
    country: str, subdivision: str | None, years: tuple[int, ...]
) -> tuple[tuple[tuple[date, str], ...], frozenset[int]]:
    """Give a country's public holidays by day, and its weekend as numbers from Monday's 0.

    Raises:
        WrongUsage: an unknown country or part of one, or a year that has no holidays.

    """
    for year in years:
        if not FIRST_YEAR <= year <= LAST_YEAR:
            msg = f"holidays are known for the years {FIRST_YEAR} to {LAST_YEAR}, not for {year}"
            raise WrongUsage(msg)
    found = _found(country, subdivision, years)
    for year in years:
        if not any(day.year == year for day in found):
            msg = f"no public holidays of `{country}` are known for {year}"
            raise WrongUsage(msg)
    return tuple(sorted(found.items())), frozenset(found.weekend)


def require_place(country: str, subdivision: str | None) -> None:
    """Make sure that public holidays are known for a country, and for a part of it.

    Raises:
        WrongUsage: where they are not; it names the nearest.

    """
    import holidays

    parts = holidays.list_supported_countries(include_aliases=False)
    if country not in parts:
        raise WrongUsage(_no_country(country, tuple(parts)))
    if subdivision is not None and subdivision not in parts[country]:
        raise WrongUsage(_no_part(country, subdivision, parts[country]))


def _found(country: str, subdivision: str | None, years: tuple[int, ...]) -> Any:  # noqa: ANN401
    import holidays

    require_place(country, subdivision)
    spoken = holidays.country_holidays(country).supported_languages
    language = next((name for name in LANGUAGES if name in spoken), None)
    return holidays.country_holidays(country, subdiv=subdivision, years=years, language=language)


def _no_country(country: str, known: tuple[str, ...]) -> str:
    names = {code: name for code, name in country_names().items() if code in known}
    near = nearest_country(country, names)
    hint = f"; did you mean `{near}` ({names[near]})?" if near else "; write its two letters: `GB`"
    return f"no public holidays are known for the country `{country}`{hint}"


def _no_part(country: str, part: str, known: list[str]) -> str:
    if not known:
        return f"`{country}` has no parts with holidays of their own; leave `{part}` out"
    near = difflib.get_close_matches(part.upper(), known, n=1, cutoff=0.5)
    hint = f"did you mean `{near[0]}`?" if near else f"the parts are {', '.join(known)}"
    return f"`{part}` is no part of `{country}`; {hint}"


def _version() -> str:
    from importlib.metadata import version

    return version("holidays")
