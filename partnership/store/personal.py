"""What looks like a person in a value that should be a word, a code or an id.

Names cannot be told from departments by their letters, so an import's words enter the store only
where its map lists them. This is the second lock: addresses, numbers, profiles and sentences that a
map would let in, or that stand in a store that others wrote.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

MOST_GROUPS = 100_000
"""So many different words are no column of groups any more."""
LONGEST_WORD = 80
MOST_WORDS = 10

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_SSN = re.compile(r"(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])")
_DAY = re.compile(
    r"(?<!\d)(?:\d{4}([/.-])\d{1,2}\1\d{1,2}|\d{1,2}([/.-])\d{1,2}\2(?:\d{4}|\d{2}))(?!\d)"
)
_PHONE = re.compile(
    r"\+\d[\d ()./-]{6,}\d"
    r"|\(?\d{2,5}\)?(?:[ ./-]\(?\d{2,5}\)?){2,}"
    r"|(?<!\w)(?:0[1-9]|00[1-9]\d{2})(?:[ ()./-]{0,3}\d){7,12}(?!\w)"
    r"|(?<![\w.-])(?:1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]?[2-9]\d{2}[ .-]?\d{4}(?![\w.-])"
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_PROFILE = re.compile(r"https?://|www\.|linkedin\.|github\.com/|\bin/[\w-]+$", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herr|Frau|Mme|Monsieur|Señora?)\.? +\S", re.IGNORECASE
)


def kind_of_person(text: str) -> str | None:
    """Say what a word looks like where it looks like a person, never the word itself."""
    if "@" in text and _ADDRESS.search(text):
        return "an e-mail address"
    if _PROFILE.search(text):
        return "a web address"
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    if _SSN.search(plain):
        return "a social security number"
    if _PHONE.search(_DAY.sub("|", plain)):
        return "a telephone number"
    if _SALUTATION.match(text):
        return "a person's name"
    if len(text) > LONGEST_WORD or "\n" in text or text.count(" ") >= MOST_WORDS:
        return "free text"
    return None


def personal_column(words: Collection[str]) -> str | None:
    """Say what keeps a column of groups from being read, by its different words.

    Args:
        words: All of them, or more than `MOST_GROUPS`.
    """
    if len(words) > MOST_GROUPS:
        return f"holds more than {MOST_GROUPS:,} different words, and is to hold words of groups"
    kinds = [kind for kind in map(kind_of_person, words) if kind]
    if not kinds:
        return None
    count = f"{len(kinds)} of its {len(words)} different words" if len(words) > 1 else "its word"
    looks = "looks" if len(kinds) == 1 else "look"
    return f"holds words of groups only, and {count} {looks} like {kinds[0]}"
