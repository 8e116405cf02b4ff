"""What a number that is written another way was meant to be: `60,000 GBP`, `£60000`, `85 %`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import product

SYMBOLS = {"€": "EUR", "£": "GBP"}
"""What a symbol means; a dollar is of too many countries to guess."""
FRONT = re.compile(r"([A-Z]{3})\s*([0-9.,]+)")
"""A currency before its number."""
LOWER = re.compile(r"(?<=[0-9] )[a-z]{3}$")
"""A currency in small letters after its number."""
TRAILING = re.compile(r"(\.[0-9]*?)0+(?=%|$)")
SHORT = {"hrs": "hours", "hr": "hours", "h": "hours", "mins": "minutes", "min": "minutes"}
ORDINAL = re.compile(
    r"^0*([0-9]{1,3}(?:\.[0-9]*[1-9])?)(?:\.?0*) ?(?:st|nd|rd|th|)(?=$| percentile)"
)
"""A number with the letters of another one behind it, or none: `11st`, `90 percentile`."""
LEADING = re.compile(r"^0+(?=[0-9])")


def respelt(text: str, pattern: str) -> str | None:
    """Give the nearest way of writing a number that fits a pattern, or nothing."""
    found = (one for one in _spellings(text.strip()) if re.fullmatch(pattern, one))
    return next(found, None)


def with_words(text: str, words: tuple[str, ...], pattern: str) -> tuple[str, ...]:
    """Give every way of writing a number and a word that fits: `30 days` has two meanings."""
    number, _, rest = text.strip().lower().partition(" ")
    rest = SHORT.get(rest, rest)
    meant = [word for word in words if word.split()[-1].rstrip("s") == rest.rstrip("s")]
    ends = [end for word in words if (end := word.partition(" ")[2]).startswith(f"{rest},")]
    first = ORDINAL.sub(_with_suffix, number) if ends else number
    found = (f"{first} {word}" for word in (*meant, *ends))
    return tuple(one for one in found if re.fullmatch(pattern, one))


def suffix(number: str) -> str:
    """Give the letters behind an ordinal: `st` of 1, 21 and 99.1, `th` of 11."""
    last = int(number.rpartition(".")[2])
    if last % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(last % 10, "th")


def _with_suffix(found: re.Match[str]) -> str:
    return f"{found[1]}{suffix(found[1])}"


def is_unit(word: str) -> bool:
    """Whether a word is a unit of time: no other unit was meant by it."""
    return SHORT.get(word, word).rstrip("s") in {"minute", "hour", "day"}


def out_of_bounds(text: str, pattern: str) -> str | None:
    """Say which bound a number oversteps, where it would fit the pattern if it did not."""
    stripped = text.strip()
    if stripped.startswith("-") and respelt(stripped[1:], pattern):
        return "is below 0"
    share = re.fullmatch(r"([0-9]{1,12}(\.[0-9]+)?) ?%", stripped)
    ends_there = re.fullmatch(pattern, "100%") and not re.fullmatch(pattern, "101%")
    return "is above 100%" if share and ends_there and Fraction(share[1]) > 100 else None


def _spellings(text: str) -> Iterator[str]:
    for symbol, code in SYMBOLS.items():
        text = text.replace(symbol, f"{code} ")
    text = LOWER.sub(lambda found: found[0].upper(), re.sub(r" ?per ?cent$", "%", text))
    text = FRONT.sub(r"\2 \1", re.sub(r"\s+", " ", text).strip())
    joined = (text, re.sub(r"(?<=[0-9])[,' ](?=[0-9]{3}\b)", "", text))
    for one, short in product(joined, (False, True)):
        tight = LEADING.sub("", re.sub(r" (?=%)", "", one))
        yield TRAILING.sub(r"\1", tight).replace(".%", "%") if short else tight
    yield re.sub(r"(\.[0-9])(?= )", r"\g<1>0", joined[1])
    yield re.sub(r"(?<=[0-9])(?=[A-Z]{3}$)", " ", joined[1])
    yield ORDINAL.sub(_with_suffix, re.sub(", ?(?=[a-z])", ", ", text))
    if text == "1st":
        yield "first"
