"""What a country brings along: its time zone and currency, where there is one to choose."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from functools import cache

EURO = "AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK"
CURRENCIES = dict.fromkeys(EURO.split(), "EUR") | {
    "AU": "AUD",
    "BG": "EUR",
    "BR": "BRL",
    "CA": "CAD",
    "CH": "CHF",
    "CZ": "CZK",
    "DK": "DKK",
    "GB": "GBP",
    "HU": "HUF",
    "IN": "INR",
    "JP": "JPY",
    "MX": "MXN",
    "NO": "NOK",
    "NZ": "NZD",
    "PL": "PLN",
    "RO": "RON",
    "SE": "SEK",
    "SG": "SGD",
    "US": "USD",
    "ZA": "ZAR",
}
"""The currency of countries where most partnerships are; others are asked for."""
MAIN_PART = ("most of", "(mainland)")


@cache
def country_names() -> dict[str, str]:
    """Name every country by its ISO 3166-1 code."""
    return {row[0]: row[1] for row in _rows("iso3166.tab")}


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """Name a country's time zones."""
    return tuple(row[2] for row in _rows("zone.tab") if row[0] == country)


def zone_of(country: str) -> str | None:
    """Name the time zone that most of a country has, or None where it has several."""
    rows = [row for row in _rows("zone.tab") if row[0] == country]
    if len(rows) == 1:
        return rows[0][2]
    main = [row[2] for row in rows if any(part in row[-1] for part in MAIN_PART)]
    return main[0] if len(main) == 1 else None


def nearest_country(written: str, known: dict[str, str]) -> str | None:
    """Guess the code of a country that was written as a name, or with a wrong code."""
    if written.upper() in known:
        return written.upper()
    by_name = {name.lower(): code for code, name in known.items()}
    inside = [code for name, code in by_name.items() if f"({written.lower()})" in name]
    if inside:
        return inside[0]
    near = difflib.get_close_matches(written.lower(), by_name, n=1, cutoff=0.6)
    if near:
        return by_name[near[0]]
    codes = difflib.get_close_matches(written.upper(), known, n=1, cutoff=0.5)
    return codes[0] if codes else None


def _rows(name: str) -> Iterator[list[str]]:
    from importlib.resources import files

    text = (files("tzdata.zoneinfo") / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")
