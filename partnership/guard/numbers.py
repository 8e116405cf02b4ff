"""Cards, IBANs and national ids in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnership.guard.checksums import iso_7064_mod_97, luhn
from partnership.guard.leaks import Leak
from partnership.guard.national import GROUPS, Scheme
from partnership.guard.surroundings import (
    is_amount,
    is_labelled,
    is_of_business,
    is_within_numbers,
    stands_alone,
)

CARD = re.compile(
    r"\d{4}(?P<gap>[ -]?)(?:\d{4}(?P=gap)\d{4}(?P=gap)\d{4}(?:(?P=gap)\d{3})?|\d{6}(?P=gap)\d{4,5})(?!\d)"
)
ISSUERS = re.compile(
    r"4\d{12}(?:\d{3}){0,2}\Z|(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}\Z"
    r"|3[47]\d{13}\Z|3(?:0[0-5]|[689]\d)\d{11}(?:\d{2})?\Z|(?:6011|64[4-9]\d|65\d{2})\d{12}(?:\d{3})?\Z"
    r"|35(?:2[89]|[3-8]\d)\d{12}\Z|62\d{14}(?:\d{3})?\Z|(?:50|5[6-8]|6[37])\d{14}\Z"
)
"""The beginnings and lengths that the large card schemes give out."""
CARD_WORDS = re.compile(
    r"\b(?=\w)(?:card|visa|master|amex|american express|diners|discover|maestro|kreditkarte|carte|tarjeta"
    r"|carta di|creditcard|karta|kort)",
    re.IGNORECASE,
)
IBAN_HEAD = re.compile(r"(?<!\w)[A-Za-z]{2}\d{2} ?(?=[A-Za-z0-9])")
IBAN_SIGN = re.compile(r"[ -]?([A-Za-z0-9])")
_LENGTHS = """
    AD:24 AE:23 AL:28 AT:20 AZ:28 BA:20 BE:16 BG:22 BH:22 BR:29 BY:28 CH:21 CR:22 CY:28 CZ:24
    DE:22 DK:18 DO:28 EE:20 EG:29 ES:24 FI:18 FO:18 FR:27 GB:22 GE:22 GI:23 GL:18 GR:27 GT:28
    HR:21 HU:28 IE:22 IL:23 IQ:23 IS:26 IT:27 JO:30 KW:30 KZ:20 LB:28 LC:32 LI:21 LT:20 LU:20
    LV:21 MC:27 MD:24 ME:22 MK:19 MR:27 MT:31 MU:30 NL:18 NO:15 PK:24 PL:28 PS:29 PT:25 QA:29
    RO:24 RS:22 SA:24 SC:31 SE:24 SI:19 SK:24 SM:27 ST:25 SV:28 TL:23 TN:24 TR:26 UA:29 VA:22
    VG:24 XK:20
"""
IBAN_LENGTHS = dict(part.split(":") for part in _LENGTHS.split())
"""How many signs an IBAN of each country has: SWIFT's registry."""
SEPARATORS = str.maketrans("", "", " -./")


def find_cards(line: str) -> Iterator[Leak]:
    """Yield card numbers: an issuer's beginning and length, and Luhn's check digit."""
    for found in CARD.finditer(line):
        start, end = found.span()
        digits = found[0].translate(SEPARATORS)
        if not (ISSUERS.match(digits) and luhn(digits) and stands_alone(line, start, end)):
            continue
        is_said = is_labelled(line, start, end, CARD_WORDS)
        if is_said or not (is_within_numbers(line, start, end) or is_of_business(line, start)):
            yield Leak(start, end, "card")


def find_ibans(line: str) -> Iterator[Leak]:
    """Yield IBANs: the country's length, and the remainder of 97 is 1 (ISO 13616)."""
    for head in IBAN_HEAD.finditer(line):
        length = int(IBAN_LENGTHS.get(head[0][:2].upper(), "0"))
        if not length:
            continue
        signs, end = head[0][:4], head.start() + 4
        while len(signs) < length and (sign := IBAN_SIGN.match(line, end)):
            signs, end = signs + sign[1], sign.end()
        is_whole = len(signs) == length and not line[end : end + 1].isalnum()
        if is_whole and iso_7064_mod_97(signs[4:] + signs[:4]) == 1:
            yield Leak(head.start(), end, "IBAN")


def find_national_ids(line: str) -> Iterator[Leak]:
    """Yield national ids whose arithmetic holds; weak ones only where words tell of them."""
    for least, schemes in GROUPS:
        if least.search(line):
            for scheme in schemes:
                yield from _of_scheme(line, scheme)


def _of_scheme(line: str, scheme: Scheme) -> Iterator[Leak]:
    for found in scheme.shape.finditer(line):
        start, end = found.span()
        signs = found[0].translate(SEPARATORS) if scheme.is_spaced else found[0]
        if not (scheme.holds(signs.upper()) and stands_alone(line, start, end)):
            continue
        if scheme.words:
            is_told = is_labelled(line, start, end, scheme.words)
        else:
            is_told = not (is_within_numbers(line, start, end) or is_of_business(line, start))
        if is_told and not is_amount(line, start, end):
            yield Leak(start, end, "national id", scheme.name)
