"""Looks through a text once, cheaply, and asks the exact detectors only where something may be."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate

from partnership.guard.leaks import Known, Leak

NUMBERS = re.compile(
    r"\d(?<!\d.)(?:(?!\d{3}-\d\d(?:-\d\d)?(?![\d-]))(?:[ .\-/()]{0,2}\d){5}|\d[A-EHLMPRST]\d\d ?[A-Z])"
)
"""Six digits or more, little between them, and no month or day alone; or the middle of a codice fiscale."""
DAY = re.compile(
    r"(?<![\d.-])(?:\d{4}-\d\d-\d\d(?:[T ]\d\d:?\d\d(?::?\d\d)?)?|\d\d?[./]\d\d?[./]\d{4})(?![\d-])"
)
ENOUGH = re.compile(
    r"\d(?:[ .\-/()]{0,2}\d){7}|[A-Za-z]{2}[ -]?\d\d[ -]?\d\d[ -]?\d\d[ -]?[A-Da-d](?!\w)|\d{6}[-+A-FU-Y]\d{3}"
    r"|\d[A-EHLMPRST]\d\d ?[A-Z]|\d{7}[- ]?[A-Z]"
)
"""The least that a number of a person has, days and digests apart."""
LONG = 35
"""Nothing of a person is written in one so long; digests are."""
LONG_WORD = re.compile(rf"\w{{{LONG},}}")
WORD = re.compile(r"\w*")
MOST = 2_000
"""How many signs of a line are looked at together."""
ENDS = (".com/", ".org/", ".net/", ".me/", ".io/", ".co/", ".COM/", "scholar.google")
"""How the names of services end that have pages of persons."""
SELDOM = "<=[({/._-KJIA"
"""Characters that a text has few of; nearly every sign has one of them."""
BLANKS = {"\u00a0": " ", "\u2009": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-", "\u2013": "-"}
"""What word processors write for a blank or a hyphen."""
SPELT = (
    "(at)",
    "[at]",
    "( at )",
    "[ at ]",
    "{at}",
    "<at>",
    "(AT)",
    "[AT]",
    "(ät)",
    "(arroba)",
    "(arobase)",
)
"""How the sign of an address is spelt."""


def find_suspects(texts: Sequence[str]) -> list[int]:
    """Tell in one pass over many texts which of them have to be looked into; most have not.

    Args:
        texts: Any texts.

    """
    plain = list(map(_plain, texts))
    starts = [0, *accumulate(len(text) + 1 for text in plain)]
    joined = "\n".join(plain)
    found: set[int] = set()
    for sign in _first_looks():
        seen = sign.search(joined)
        while seen:
            found.add(bisect_right(starts, seen.start()) - 1)
            seen = sign.search(joined, starts[bisect_right(starts, seen.start())])
    stretch = _next_doubtful(joined, 0)
    while stretch:
        start, end = stretch
        after = bisect_right(starts, start)
        if after - 1 in found or ENOUGH.search(_veiled(joined[start:end])):
            found.add(after - 1)
            end = starts[after]
        stretch = _next_doubtful(joined, end)
    return sorted(found)


def find_leaks(text: str, known: Known) -> list[Leak]:
    """Find what looks like a person's in a text, in order, each stretch once.

    The detectors are imported where something may be: most texts hold nothing for any of them.

    Args:
        text: Any text.
        known: What is no person's in this partnership.

    """
    text = _plain(text)
    found: set[Leak] = set()
    signs = [sign for sign in TOKEN_SIGNS if sign in text]
    if "@" in text and IN_ADDRESSES in text:
        signs.append(IN_ADDRESSES)
    if signs:
        from partnership.guard.tokens import find_tokens

        found.update(find_tokens(text, signs))
    if "@" in text or any(spelt in text for spelt in SPELT):
        from partnership.guard.addresses import find_addresses

        found.update(find_addresses(text, known))
    if any(end in text for end in ENDS):
        from partnership.guard.links import find_links

        found.update(find_links(text))
    stretch = _next_doubtful(text, 0)
    while stretch:
        start, end = stretch
        found.update(
            Leak(start + one.start, start + one.end, one.sort, one.detail)
            for one in _in_line(text[start:end], known)
        )
        stretch = _next_doubtful(text, end)
    return list(_apart(sorted(found)))


def may_hold_leaks(texts: Sequence[str]) -> bool:
    """Say whether anything in texts looks like a person's, as long as nothing is known of a partnership."""
    return any(find_leaks(texts[at], Known()) for at in find_suspects(texts))


def _plain(text: str) -> str:
    """Write usual blanks and hyphens for those of word processors."""
    if not text.isascii():
        for sign, plain in BLANKS.items():
            text = text.replace(sign, plain)
    return text


@cache
def _first_looks() -> tuple[re.Pattern[str], ...]:
    """Give what finds any sign: for each character that is seldom, the signs that it stands in.

    A search for one character is many times as quick as one for a word, and what stands around it is
    looked at where it is.
    """
    signs: dict[str, list[tuple[str, str]]] = {}
    for sign in ("@", *SPELT, *ENDS, *TOKEN_SIGNS):
        seldom = next((one for one in SELDOM if one in sign), sign)
        before, _, after = sign.partition(seldom)
        signs.setdefault(seldom, []).append((before, after))
    return tuple(_around(seldom, beside) for seldom, beside in signs.items())


def _around(seldom: str, beside: list[tuple[str, str]]) -> re.Pattern[str]:
    """Look for a character between any of some pairs of words."""
    middle = re.escape(seldom)
    last = "".join(re.escape(before[-1:]) for before, _ in beside)
    led = f"(?<=[{last}]{middle})" if all(before for before, _ in beside) else ""
    pairs = (
        f"{f'(?<={re.escape(before)}{middle})' if before else ''}{re.escape(after)}"
        for before, after in beside
    )
    return re.compile(f"{middle}{led}(?:{'|'.join(pairs)})")


def _next_doubtful(text: str, done: int) -> tuple[int, int] | None:
    """Give the next line, or stretch of a long one, in which a number stands."""
    found = NUMBERS.search(text, done)
    while found:
        word_end = _end_of_long_word(text, found.start())
        if not word_end:
            start = max(text.rfind("\n", done, found.start()) + 1, done, found.start() - MOST // 4)
            end = text.find("\n", found.end())
            return start, min(end if end >= 0 else len(text), start + MOST)
        done = word_end
        found = NUMBERS.search(text, done)
    return None


def _end_of_long_word(text: str, at: int) -> int:
    """Give the end of the digest in which a number stands, or 0 where it stands in none."""
    led = _length(text[max(0, at - LONG) : at][::-1])
    length = led + _length(text[at : at + LONG])
    return at + _length(text, at) if length >= LONG else 0


def _length(text: str, at: int = 0) -> int:
    """Count the letters and digits that stand together from a place on."""
    found = WORD.match(text, at)
    return len(found[0]) if found else 0


def _in_line(line: str, known: Known) -> Iterator[Leak]:
    line = _veiled(line)
    if not ENOUGH.search(line):
        return

    from partnership.guard.numbers import find_cards, find_ibans, find_national_ids
    from partnership.guard.phones import find_phones

    yield from find_cards(line)
    yield from find_ibans(line)
    yield from find_national_ids(line)
    yield from find_phones(line, known)


def _veiled(line: str) -> str:
    """Put something of which nothing is made in the place of days and digests."""
    return DAY.sub(_veil, LONG_WORD.sub(_veil, line))


def _veil(found: re.Match[str]) -> str:
    """Put as many signs in its place that nothing is made of."""
    return "~" * len(found[0])


def _apart(found: list[Leak]) -> Iterator[Leak]:
    """Yield what does not lie inside what was found before it."""
    end = -1
    for leak in found:
        if leak.start >= end:
            yield leak
            end = leak.end


TOKEN_SIGNS = (
    "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "glptt-", "gldt-", "glrt-", "xox",
    "xapp-", "hooks.slack", "webhook.office", "api/webhooks", "AKIA", "ASIA", "AIza", "ya29.", "GOCSPX-",
    "_live_", "_test_", "whsec_", "npm_", "pypi-", "dapi", "sk-", "hf_", "SG.", "_v1_", "ATATT3",
    "AccountKey=", "sig=", "hvs.", "AGE-SECRET-KEY-1", "eyJ", "PRIVATE KEY", "PuTTY-User",
)  # fmt: skip
"""What tokens are known by, without asking for their shape."""
IN_ADDRESSES = "://"
"""What an address with a password is known by, where there is an `@` as well."""
