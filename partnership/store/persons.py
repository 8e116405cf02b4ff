"""Column names that tell of a person: no such column is read, whatever stands in it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from partnership.store.person_words import (
    ALONE,
    BESIDE,
    DONE,
    MEETINGS,
    PEOPLE,
    SPLIT,
    THINGS,
)

_NAMES = frozenset(["name", "names"])
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_LETTERS = re.compile(r"(?<![A-Za-z])[A-Za-z](?:[^A-Za-z]+[A-Za-z])+(?![A-Za-z])")
"""Letters that stand by themselves, one after another."""
_ENDING = r"(?:s|r|e?n|in|innen)?"
_PERSON = re.compile(rf"\w*(?:{'|'.join(sorted(PEOPLE))}){_ENDING}")
_DONE_BY = re.compile(rf"(?:{'|'.join(sorted(DONE))})(?:by|von)")
_RUN_TOGETHER = re.compile(
    r"(?:(?:account|contact|display|family|first|full|given|hiring|last|legal|middle|people"
    rf"|person|preferred|user|worker|{'|'.join(sorted(PEOPLE))}){_ENDING})+name[ns]?"
)


@lru_cache(maxsize=1 << 12)
def looks_like_a_person(column: str) -> bool:
    """Say whether a column's name has words that tell of a person.

    A `name` does unless it is a thing's: `job_family_name` and `stage_name` do not.
    """
    words = _words(column)
    return any(_tells_of_a_person(words, at) for at in range(len(words)))


def _tells_of_a_person(words: list[str], at: int) -> bool:
    word = words[at]
    pair = "".join(words[at : at + 2])
    is_last, is_pair_last = (BESIDE.issuperset(words[at + size :]) for size in (1, 2))
    return (
        word in ALONE
        or pair in SPLIT
        or _RUN_TOGETHER.fullmatch(word) is not None
        or (word in _NAMES and not _is_of_a_thing(words, at))
        or (is_last and (_is_person(words, at) or _DONE_BY.fullmatch(word) is not None))
        or (is_pair_last and _DONE_BY.fullmatch(pair) is not None)
    )


def _is_person(words: list[str], at: int) -> bool:
    if words[at] in {"contact", "contacts"}:
        return MEETINGS.isdisjoint(words[:at])
    return _PERSON.fullmatch(words[at]) is not None


def _words(column: str) -> list[str]:
    """Split a name at all that is no letter and at capitals, without accents; `D.O.B.` is one word."""
    plain = unicodedata.normalize("NFKD", column.replace("ß", "ss"))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    spelt = _LETTERS.sub(lambda found: re.sub("[^A-Za-z]", "", found[0]), letters)
    return [word.lower() for word in _WORD.findall(spelt)]


def _is_of_a_thing(words: list[str], at: int) -> bool:
    before = [word for word in words[:at] if word != "public"]
    if before[-1:] == ["family"]:
        return before[-2:-1] == ["job"]
    if before and _is_thing(before[-1]):
        return True
    return words[at + 1 : at + 2] == ["of"] and any(map(_is_thing, words[at + 2 : at + 4]))


def _is_thing(word: str) -> bool:
    return bool(THINGS & {word, word.removesuffix("s"), word.removesuffix("ies") + "y"})
