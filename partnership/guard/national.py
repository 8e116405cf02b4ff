"""National ids, each with the arithmetic of its own rule; two sorts have a shape alone."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from partnership.guard.checksums import (
    is_day,
    is_short_day,
    iso_7064_mod_11_10,
    luhn,
    verhoeff,
    weighted,
)

MOD_23 = "TRWAGMYFPDXBNJZSQVHLCKE"
"""Spain's letters by the remainder of 23."""
_PLACES = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21)
_LATER = (2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
ODD = dict(zip("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", (*_PLACES, *_PLACES, *_LATER), strict=True))
"""What a sign at an odd place of a codice fiscale counts."""


@dataclass(frozen=True)
class Scheme:
    """How one country writes an id of persons."""

    name: str
    """What it is called, and where."""
    written: str
    """How it is written, as a pattern."""
    holds: Callable[[str], bool]
    """Whether its signs, without what separates them, keep its rule."""
    said: str = ""
    """What has to stand near it, where its shape and arithmetic alone say too little."""

    @cached_property
    def shape(self) -> re.Pattern[str]:
        """How it is written; most texts ask for few of them."""
        return re.compile(rf"(?<!\w){self.written}(?!\w)")

    @cached_property
    def words(self) -> re.Pattern[str] | None:
        """What has to stand near it, or what is said of ids of every country."""
        return _told((self.said,)) if self.said else None

    @property
    def is_spaced(self) -> bool:
        """Whether what separates its signs means nothing."""
        return self.holds is not hetu


def nino(signs: str) -> bool:
    """Know a UK National Insurance number by its shape: HMRC's manual NIM39110 on prefixes.

    It has no check digit. D, F, I, Q, U and V are no prefix letters, O is no second one, and
    BG, GB, KN, NK, NT, TN and ZZ are not allocated.
    """
    first, second = signs[0], signs[1]
    if first in "DFIQUV" or second in "DFIOQUV":
        return False
    return signs[:2] not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}


def nhs(signs: str) -> bool:
    """Weigh nine digits 10 to 2; 11 less the remainder of 11 is the last: NHS Data Dictionary."""
    check = -weighted(signs[:9], range(10, 1, -1)) % 11
    return check == int(signs[9])


def bsn(signs: str) -> bool:
    """Weigh 9 to 2 and the last digit -1; the sum divides by 11: the Dutch eleven test."""
    return weighted(signs, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0 and int(signs) > 0


def steuer_id(signs: str) -> bool:
    """Count the digits and follow MOD 11,10: the German § 139b AO and ISO/IEC 7064.

    The first digit is not 0; of the first ten, one digit stands twice or three times and all
    others at most once.
    """
    counts = sorted(signs[:10].count(digit) for digit in set(signs[:10]))
    is_spread = counts[:-1] == [1] * (len(counts) - 1) and counts[-1] in {2, 3}
    return signs[0] != "0" and is_spread and iso_7064_mod_11_10(signs)


def svnr(signs: str) -> bool:
    """Weigh 3, 7, 9, 5, 8, 4, 2, 1, 6 around the check digit, the fourth: Austria's § 31 ASVG.

    The last six digits are the day of birth; months 13 to 15 are used where numbers ran out.
    """
    check = weighted(signs[:3] + signs[4:], (3, 7, 9, 5, 8, 4, 2, 1, 6)) % 11
    month = signs[6:8] if int(signs[6:8]) < 13 else "01"
    is_born = is_short_day(signs[8:], month, signs[4:6])
    return signs[0] != "0" and check == int(signs[3]) and is_born


def ahv(signs: str) -> bool:
    """Weigh 1 and 3 in turn, as EAN-13 does, after the country's 756: Switzerland's AHVN13."""
    return weighted(signs, (1, 3) * 7) % 10 == 0


def nir(signs: str) -> bool:
    """Take 97 less the remainder of 97 for the key: the French décret n° 82-103.

    2A and 2B (Corsica) count as 19 and 18. Months go to 12; from 20 on they are unknown ones.
    """
    number = signs[:13].replace("2A", "19").replace("2B", "18")
    month = int(signs[3:5])
    if not number.isdigit() or not (1 <= month <= 12 or 20 <= month <= 42 or month >= 50):
        return False
    return 97 - int(number) % 97 == int(signs[13:])


def rijksregister(signs: str) -> bool:
    """Take 97 less the remainder of 97; births from 2000 on have a 2 before: Belgium's decree of 1984.

    A month raised by 20 or 40 is that of a bis number; unknown days and months are 0.
    """
    number, check = signs[:9], int(signs[9:])
    month, day = int(signs[2:4]) % 20, int(signs[4:6])
    is_born = month <= 12 and day <= 31
    return is_born and check in {97 - int(number) % 97, 97 - int(f"2{number}") % 97}


def dni(signs: str) -> bool:
    """Choose the letter by the remainder of 23: Spain's Real Decreto 1553/2005; X, Y, Z are 0, 1, 2."""
    number = signs[:-1].translate(str.maketrans("XYZ", "012"))
    return MOD_23[int(number) % 23] == signs[-1]


def codice_fiscale(signs: str) -> bool:
    """Add odd and even places by their tables; the remainder of 26 is the letter: Italy's D.M. 23/12/1976."""
    odd = sum(ODD[sign] for sign in signs[:15:2])
    even = sum(int(sign) if sign.isdigit() else ord(sign) - ord("A") for sign in signs[1:15:2])
    return chr(ord("A") + (odd + even) % 26) == signs[15]


def nif(signs: str) -> bool:
    """Weigh 9 to 2; 11 less the remainder, 0 for 10 and 11: Portugal's Decreto-Lei 14/2013.

    Those of persons begin with 1, 2, 3 or 45.
    """
    check = -weighted(signs[:8], range(9, 1, -1)) % 11
    return signs.startswith(("1", "2", "3", "45")) and check % 10 == int(signs[8])


def pesel(signs: str) -> bool:
    """Weigh 1, 3, 7, 9 in turn and the last 1; months tell the century: Poland's act of 24 September 2010."""
    centuries = {0: 1900, 1: 2000, 2: 2100, 3: 2200, 4: 1800}
    turn, month = divmod(int(signs[2:4]), 20)
    is_born = is_day(centuries[turn] + int(signs[:2]), month, int(signs[4:6]))
    return is_born and weighted(signs, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def rodne_cislo(signs: str) -> bool:
    """Divide ten digits by 11: the Czech act 133/2000; women's months are raised by 50.

    Until 1985 a remainder of 10 was written 0. Months raised by 20 more are used since 2004.
    """
    month = int(signs[2:4]) % 50
    if not is_short_day(signs[:2], str(month % 20), signs[4:6]):
        return False
    remainder = int(signs[:9]) % 11
    return remainder % 10 == int(signs[9])


def cnp(signs: str) -> bool:
    """Weigh with 279146358279; the remainder of 11, 1 for 10: Romania's HG 1375/2006."""
    check = weighted(signs[:12], map(int, "279146358279")) % 11
    is_born = is_short_day(signs[1:3], signs[3:5], signs[5:7])
    return signs[0] != "0" and is_born and (1 if check == 10 else check) == int(signs[12])


def personnummer(signs: str) -> bool:
    """Follow Luhn over the last ten digits: Sweden's Folkbokföringslag; coordination numbers add 60 to the day."""
    ten = signs[-10:]
    day = int(ten[4:6])
    is_born = is_short_day(ten[:2], ten[2:4], str(day - 60 if day > 60 else day))
    return is_born and luhn(ten)


def fodselsnummer(signs: str) -> bool:
    """Weigh twice, each sum dividing by 11: Norway's forskrift om folkeregistrering; D numbers add 40 to the day."""
    day = int(signs[:2])
    if not is_short_day(signs[4:6], signs[2:4], str(day - 40 if day > 40 else day)):
        return False
    first = weighted(signs, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1))
    second = weighted(signs, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1))
    return first % 11 == 0 and second % 11 == 0


def cpr(signs: str) -> bool:
    """Weigh 4, 3, 2, 7, 6, 5, 4, 3, 2, 1; the sum divides by 11: Denmark, numbers given before 2007."""
    is_summed = weighted(signs, (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0
    return is_summed and cpr_shape(signs)


def cpr_shape(signs: str) -> bool:
    """Know a Danish CPR number by its day of birth; since 2007 the last digit checks nothing."""
    return is_short_day(signs[4:6], signs[2:4], signs[:2])


def hetu(signs: str) -> bool:
    """Choose the sign by the remainder of 31 of the nine digits: Finland's decree 128/2010."""
    digits = signs[:6] + signs[7:10]
    is_born = is_short_day(signs[4:6], signs[2:4], signs[:2])
    return is_born and "0123456789ABCDEFHJKLMNPRSTUVWXY"[int(digits) % 31] == signs[10]


def pps(signs: str) -> bool:
    """Weigh 8 to 2, a second letter 9; the remainder of 23 is the letter: Ireland's Social Welfare Act 2005."""
    second = "WABCDEFGHI".find(signs[8]) if len(signs) == 9 else 0
    total = weighted(signs[:7], range(8, 1, -1)) + 9 * second
    return "WABCDEFGHIJKLMNOPQRSTUV"[total % 23] == signs[7]


def ssn(signs: str) -> bool:
    """Know a US Social Security number by its shape: SSA, random numbers since 2011; no check digit.

    Areas 000, 666 and 900 to 999, group 00 and serial 0000 are not given out.
    """
    area, group, serial = signs[:3], signs[3:5], signs[5:]
    return area not in {"000", "666"} and area[0] != "9" and group != "00" and serial != "0000"


def sin(signs: str) -> bool:
    """Follow Luhn over nine digits: Canada's Social Insurance Number; none begins with 0 or 8 but tests."""
    return luhn(signs) and int(signs) > 0


def cpf(signs: str) -> bool:
    """Weigh 10 to 2, then 11 to 2 with the first check digit: Brazil's Receita Federal; not all alike."""
    first = weighted(signs[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = weighted(signs[:10], range(11, 1, -1)) * 10 % 11 % 10
    return len(set(signs)) > 1 and signs[9:] == f"{first}{second}"


def aadhaar(signs: str) -> bool:
    """Follow Verhoeff over twelve digits, the first not 0 or 1: India's UIDAI."""
    return signs[0] not in "01" and verhoeff(signs)


def nric(signs: str) -> bool:
    """Weigh 2, 7, 6, 5, 4, 3, 2, add 4 for T and G, 3 for M: Singapore's NRIC and FIN letters."""
    added = {"S": 0, "F": 0, "T": 4, "G": 4, "M": 3}[signs[0]]
    remainder = (weighted(signs[1:8], (2, 7, 6, 5, 4, 3, 2)) + added) % 11
    if signs[0] == "M":
        return "KLJNPQRTUWX"[10 - remainder] == signs[8]
    letters = "JZIHGFEDCBA" if signs[0] in "ST" else "XWUTRQPNMLK"
    return letters[remainder] == signs[8]


def za_id(signs: str) -> bool:
    """Follow Luhn over thirteen digits that begin with a day of birth: South Africa's act 68 of 1997."""
    is_born = is_short_day(signs[:2], signs[2:4], signs[4:6])
    return is_born and signs[10] in "012" and luhn(signs)


def _told(words: Iterable[str]) -> re.Pattern[str]:
    """Look for words where a word begins, which is asked before any of them."""
    return re.compile(rf"\b(?=\w)(?:{'|'.join((*words, ANY_ID))})", re.IGNORECASE)


ANY_ID = (
    r"national (?:id|insurance|identi)|identity (?:card|number)|id card|citizen"
    r"|social (?:security|insurance)|tax (?:id|code)|personal (?:id|number)|personalausweis"
)
"""Words that are said of ids of every country."""
OWN = (
    Scheme("National Insurance number, UK", r"[A-Z]{2} ?\d\d ?\d\d ?\d\d ?[A-D]", nino),
    Scheme(
        "codice fiscale, Italy",
        r"[A-Z]{3} ?[A-Z]{3} ?[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2} ?[A-Z][0-9LMNP-V]{3}[A-Z]",
        codice_fiscale,
    ),
    Scheme("Social Security number, US", r"\d{3}-\d{2}-\d{4}", ssn),
)
"""Those with a shape of their own."""
LETTER = (
    Scheme("DNI, Spain", r"\d{8}[- ]?[A-HJ-NP-TV-Z]", dni),
    Scheme("NIE, Spain", r"[XYZ][- ]?\d{7}[- ]?[A-HJ-NP-TV-Z]", dni),
    Scheme("PPS number, Ireland", r"\d{7}[A-W][A-IW]?", pps),
    Scheme("NRIC or FIN, Singapore", r"[STFGM]\d{7}[A-Z]", nric),
)
"""Seven or eight digits and a letter."""
PARTED = (
    Scheme("birth number, Czechia and Slovakia", r"\d{6}/\d{4}", rodne_cislo),
    Scheme("personnummer, Sweden", r"(?:19|20)?\d{6}[-+]\d{4}|(?:19|20)\d{10}", personnummer),
    Scheme("CPR number, Denmark", r"\d{6}-\d{4}", cpr),
    Scheme("HETU, Finland", r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", hetu),
)
"""Six digits, a sign, and three or four more; or a year of four digits."""
ELEVEN = (
    Scheme("tax id, Germany", r"\d{2} ?\d{3} ?\d{3} ?\d{3}", steuer_id),
    Scheme("AHV number, Switzerland", r"756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}", ahv),
    Scheme(
        "NIR, France",
        r"[12378][ .-]?\d{2}[ .-]?\d{2}[ .-]?(?:\d{2}|2[AB])[ .-]?\d{3}[ .-]?\d{3}[ .-]?\d{2}",
        nir,
    ),
    Scheme("national number, Belgium", r"\d{2}\.?\d{2}\.?\d{2}[- ]?\d{3}[. ]?\d{2}", rijksregister),
    Scheme("PESEL, Poland", r"\d{11}", pesel),
    Scheme("CNP, Romania", r"[1-9]\d{12}", cnp),
    Scheme("fødselsnummer, Norway", r"\d{6} ?\d{5}", fodselsnummer),
    Scheme("CPF, Brazil", r"\d{3}\.\d{3}\.\d{3}-\d{2}", cpf),
    Scheme("identity number, South Africa", r"\d{6} ?\d{4} ?\d{2} ?\d|\d{13}", za_id),
)
"""Eleven digits or more."""
WORDED = (
    Scheme(
        "National Insurance number, UK",
        r"[A-Za-z]{2}[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-Da-d]",
        nino,
        r"ni n|nino\b|insurance n",
    ),
    Scheme("NHS number, UK", r"\d{3}[ -]?\d{3}[ -]?\d{4}", nhs, r"nhs\b|patient"),
    Scheme(
        "BSN, Netherlands",
        r"\d{4}[. ]?\d{2}[. ]?\d{3}",
        bsn,
        r"bsn\b|burgerservice|sofi(?:nummer|\b)|persoonsnummer|citizen service",
    ),
    Scheme(
        "social insurance number, Austria",
        r"\d{4}[ -]?\d{6}",
        svnr,
        r"sv[- ]?n|svnr|sozialversicherung|versicherungsn",
    ),
    Scheme("NIF, Portugal", r"\d{3} ?\d{3} ?\d{3}", nif, r"nif\b|contribuinte|fiscal"),
    Scheme("personnummer, Sweden", r"\d{10}", personnummer, r"personn|pnr\b"),
    Scheme("CPR number, Denmark", r"\d{6}[- ]?\d{4}", cpr_shape, r"cpr\b|cpr-|personnum"),
    Scheme(
        "Social Security number, US",
        r"\d{3} ?\d{2} ?\d{4}",
        ssn,
        r"ssn\b|social sec|seguro social",
    ),
    Scheme(
        "Social Insurance Number, Canada",
        r"\d{3}[ -]?\d{3}[ -]?\d{3}",
        sin,
        r"sin\b|social ins|assurance sociale",
    ),
    Scheme("CPF, Brazil", r"\d{11}", cpf, r"cpf\b"),
    Scheme("Aadhaar, India", r"\d{4}[ -]?\d{4}[ -]?\d{4}", aadhaar, r"aadhaar|uidai"),
)
"""Those that count only beside words that tell of them."""
GROUPS: tuple[tuple[re.Pattern[str], tuple[Scheme, ...]], ...] = (
    (re.compile(r"[A-Z] ?\d\d ?\d\d ?\d\d ?[A-D]|[A-Z] ?\w\w[A-Z]\w\w ?[A-Z]|\d-\d\d-\d{4}"), OWN),
    (re.compile(r"\d{7}[- ]?[A-Z]"), LETTER),
    (re.compile(r"\d{6}[-+/A-FU-Y]\d{3}|(?:19|20)\d{10}"), PARTED),
    (re.compile(r"\d(?:[ .-]?[\dAB]){10}"), ELEVEN),
    (_told(one.said for one in WORDED), WORDED),
)
"""What a text has at least for one of a group to stand in it."""
SCHEMES = tuple(scheme for _, schemes in GROUPS for scheme in schemes)
"""Every sort of national id that is looked for."""
