"""Telephone numbers of people, judged by `phonenumbers`, which is imported at the first candidate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from partnership.guard.leaks import Known, Leak, digits_of
from partnership.guard.surroundings import (
    is_amount,
    is_labelled,
    is_of_business,
    is_within_numbers,
    stands_alone,
)

CANDIDATE = re.compile(r"(?<!\w)(?:\+ ?|\()?\d(?:(?:[ .\-/]|\) ?| ?\(|\)-)?\d){6,16}(?!\d)")
WORDS = re.compile(
    r"\b(?=\w)(?:tel(?:e(?:f[oó]\w+|phone|móvel))?|phone|mob(?:ile?|iel|ilnummer|ilnummeret|iltelefon)?|cell(?:phone|ulare?)?"
    r"|handy(?:nummer)?|t[ée]l(?:é|éphone|ephone)?|portable|joignable|appel\w{0,4}|rappel\w{0,4}|bel|bellen|gsm|natel"
    r"|m[oó]vil|celular|chiam\w{1,5}|llam\w{1,4}|ring|ringt|ringa|rang|puh|puhelin\w{0,5}|whatsapp|signal|text|sms"
    r"|call(?:ed)?|reach(?:ed)?|dial|voicemail|number is|numéro est|nummer is|rückruf|anruf\w{0,2}|erreichbar|ph|fax"
    r"|kom(?:órk\w+)?|numer telefonu|(?:private|direct) line|telemóvel|leave a message)(?!\w)",
    re.IGNORECASE,
)
LEADING_ZERO = ("GB", "DE", "FR", "NL", "BE", "CH", "AT", "SE", "IE", "AU", "FI", "IT", "RO", "IN")
"""Where national numbers begin with 0."""
OTHERS = ("US", "ES", "IT", "PL", "PT", "NO", "DK", "CZ", "GR")
"""Where they do not."""
FORMATTED = ("GB", "FR", "NL", "US")
"""Where a number's grouping alone tells it."""
AMERICAN = re.compile(r"\([2-9]\d\d\) ?[2-9]\d\d[ .-]\d{4}|[2-9]\d\d([.-])[2-9]\d\d\1\d{4}")
THOUSANDS = re.compile(r"\+ ?\d{1,3}(?:[ .]\d{3})+")
FREE = (3, 4, 5, 8, 9, 10)
"""Numbers that nobody has alone: toll-free, premium, shared cost, pager, company-wide, voicemail."""


def find_phones(line: str, known: Known) -> Iterator[Leak]:
    """Yield telephone numbers, those of free lines and of named desks apart."""
    for found in CANDIDATE.finditer(line):
        start, end = found.span()
        written = found[0]
        if not _is_one(written, line[end : end + 1]):
            continue
        if not stands_alone(line, start, end) or is_amount(line, start, end):
            continue
        if digits_of(written) in known.desks:
            continue
        if _is_phone(line, start, end, written):
            yield Leak(start, end, "phone")


def _is_phone(line: str, start: int, end: int, written: str) -> bool:
    """Judge a number by what stands around it; what asks most is asked last."""
    is_said = is_labelled(line, start, end, WORDS)
    if _is_abroad(written):
        is_said = is_said and not is_of_business(line, start)
        return is_international(written, is_said=is_said)
    if is_said and is_national(written):
        return not is_of_business(line, start)
    if is_within_numbers(line, start, end) or not is_formatted(written):
        return False
    return not is_of_business(line, start)


def _is_one(written: str, after: str) -> bool:
    """Say whether brackets close and at most one stroke stands between, as in `030/23125117`."""
    opened = written.count("(") - written.count(")")
    is_closed = opened == 0 or (opened == 1 and written[0] == "(" and after == ")")
    return is_closed and written.count("/") < 2


def _is_abroad(written: str) -> bool:
    return written.startswith("+") or (written.startswith("00") and len(digits_of(written)) > 9)


@lru_cache(maxsize=1 << 12)
def is_international(written: str, *, is_said: bool) -> bool:
    """Say whether a number with a country's code can be dialled; figures in thousands must exist."""
    digits = digits_of(written)
    dialled = "+" + (digits.removeprefix("00") if not written.startswith("+") else digits)
    if "(0)" in written:
        dialled = "+" + digits_of(written.replace("(0)", " ")).removeprefix("00")
    if not 9 <= len(dialled) - 1 <= 15:
        return False
    import phonenumbers

    try:
        number = phonenumbers.parse(dialled, None)
    except phonenumbers.NumberParseException:
        return False
    if phonenumbers.number_type(number) in FREE:
        return False
    if phonenumbers.is_valid_number(number):
        return True
    is_figure = THOUSANDS.fullmatch(written) is not None
    return phonenumbers.is_possible_number(number) and (is_said or not is_figure)


@lru_cache(maxsize=1 << 12)
def is_national(written: str) -> bool:
    """Say whether a number without a country's code is one of some country."""
    digits = digits_of(written)
    return any(_is_valid(digits, region) for region in _regions(digits))


@lru_cache(maxsize=1 << 12)
def is_formatted(written: str) -> bool:
    """Say whether a number is grouped exactly as a country prints its own."""
    digits = digits_of(written)
    if not digits.startswith("0"):
        return AMERICAN.fullmatch(written) is not None and _is_valid(digits, "US")
    groups = re.findall(r"\d+", written)
    if len(groups) < 2 or not 9 <= len(digits) <= 11:
        return False
    return any(groups == _printed(digits, region) for region in FORMATTED)


def _regions(digits: str) -> tuple[str, ...]:
    if digits.startswith("0"):
        return LEADING_ZERO
    return OTHERS


def _is_valid(digits: str, region: str) -> bool:
    import phonenumbers

    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    if region == "GB" and digits.startswith("07700900"):
        return True  # kept for drama, and written as any other
    is_real = phonenumbers.is_valid_number(number) or digits.startswith(FICTION.get(region, ("-",)))
    return is_real and phonenumbers.number_type(number) not in FREE


FICTION = {"GB": ("07700900",), "FR": ("063998", "019900"), "US": ("1555",)}
"""Ranges kept for films and examples, written as any other."""


def _printed(digits: str, region: str) -> list[str]:
    """Give the groups in which a country prints a number; none where there is no such number."""
    if not _is_valid(digits, region):
        return []
    import phonenumbers

    number = phonenumbers.parse(digits, region)
    return re.findall(
        r"\d+", phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    )
