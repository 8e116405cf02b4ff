"""The starter repository: a two-way agreement to change, with a comment at everything to decide."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from partnership.agreement import Agreement
from partnership.loading import Gathered, load_gathered
from partnership.scaffold.calendars import CalendarTerms, calendar_text
from partnership.scaffold.codeowners import codeowners_text
from partnership.scaffold.countries import country_names
from partnership.scaffold.requirements import requirements_text
from partnership.scaffold.templates import Written, files_below, filled, markdown_text, yaml_scalar
from partnership.values.days import months_after

OWNERS = ("vendor-manager", "account-director")
LONGEST_ID = 60
FORGES = {"github": ".github/CODEOWNERS", "gitlab": "CODEOWNERS"}
"""Where a forge looks for who owns what."""


@dataclass(frozen=True, slots=True)
class StarterTerms:
    """What a new repository is made from."""

    client: str
    provider: str
    country: str
    subdivision: str | None
    time_zone: str
    currency: str
    start: date
    years: tuple[int, ...]
    """The years whose public holidays are saved."""
    forge: str = "github"
    """Where it will live: a key of `FORGES`."""
    client_team: str | None = None
    """The forge's handle of the team that signs for the client."""
    provider_team: str | None = None
    """The same for the provider."""
    version: str = "0"
    """The version of the tool that CI installs."""
    sha256: str | None = None
    """The hash of its wheel, where it is known."""


def starter_files(terms: StarterTerms) -> dict[str, str]:
    """Give the text of every file of a new repository, by path."""
    values = _values(terms)
    found = common_files()
    package = files("partnership.scaffold")
    for path, template in files_below(package / "new_repository"):
        write = markdown_text if path.endswith(".md") else yaml_scalar
        found[path] = filled(template, values, write)
    for party in ("client", "provider"):
        found[f"partnership/calendars/{party}.yaml"] = _calendar(terms, party)
    found |= dict(files_below(package / f"on_{terms.forge}"))
    found["requirements.txt"] = requirements_text(terms.version, terms.sha256)
    found[FORGES[terms.forge]] = codeowners_text(_agreement(found))
    return dict(sorted(found.items()))


def _agreement(found: dict[str, str]) -> Agreement:
    contents = {
        path: text.encode() for path, text in found.items() if path.startswith("partnership/")
    }
    return load_gathered(Gathered(contents, (), None, ""))


def common_files() -> dict[str, str]:
    """Give what stands in every partnership's repository: what git ignores and how lines end."""
    return dict(files_below(files("partnership.scaffold") / "every_repository"))


def _values(terms: StarterTerms) -> dict[str, str]:
    steady = months_after(terms.start, 3)
    return {
        "id": partnership_id(terms.client, terms.provider),
        "title": f"{terms.client} and {terms.provider}",
        "client": terms.client,
        "provider": terms.provider,
        "country": terms.country,
        "time_zone": terms.time_zone,
        "currency": terms.currency,
        "client_team": Written(_team(terms.client_team)),
        "provider_team": Written(_team(terms.provider_team)),
        "start": Written(terms.start.isoformat()),
        "first_month": Written(f"{terms.start:%Y-%m}"),
        "baselining_ends": Written((steady - timedelta(days=1)).isoformat()),
        "steady_from": Written(steady.isoformat()),
        "baseline_month": Written(f"{steady - timedelta(days=1):%Y-%m}"),
        "trial_month": Written(f"{months_after(terms.start, 8):%Y-%m}"),
        "first_year_ends": Written((months_after(terms.start, 12) - timedelta(days=1)).isoformat()),
    }


def _team(handle: str | None) -> str:
    """Write a seat's team as a line of its own, or nothing."""
    return f"\n    team: {yaml_scalar(handle)}" if handle else ""


def _calendar(terms: StarterTerms, party: str) -> str:
    place = country_names().get(terms.country, terms.country)
    calendar = CalendarTerms(
        id=party,
        title=f"The {party}'s working days in {place}",
        country=terms.country,
        subdivision=terms.subdivision,
        years=terms.years,
        time_zone=terms.time_zone,
        start=terms.start,
        client_owner=OWNERS[0],
        provider_owner=OWNERS[1],
    )
    return calendar_text(calendar)


def partnership_id(client: str, provider: str) -> str:
    """Make a kebab-case id from two companies' names, whatever alphabet they are written in."""
    plain = unicodedata.normalize("NFKD", f"{client} {provider}").encode("ascii", "ignore").decode()
    return "-".join(re.findall("[a-z0-9]+", plain.lower()))[:LONGEST_ID].strip("-") or "partnership"
