"""What looks like a person in a value that should be a word, a code or an id.

Names cannot be told from departments by their letters, so words enter the store only where the map
lists them. This is the second lock: addresses, numbers, profiles and sentences that a map would let in.
"""

from __future__ import annotations

import re

LONGEST_WORD = 80
MOST_WORDS = 10

_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_PHONE = re.compile(r"\+\d[\d ()./-]{6,}\d|\(?\d{2,5}\)?(?:[ ./-]\(?\d{2,5}\)?){2,}")
_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}")
_PROFILE = re.compile(r"https?://|www\.|linkedin\.|github\.com/|\bin/[\w-]+$", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:Mr|Mrs|Ms|Mx|Dr|Prof|Herr|Frau|Mme|Monsieur|Señora?)\.? +\S", re.IGNORECASE
)
_OF_PEOPLE = re.compile(
    r"(?:^|[_. ])(?:(?:first|last|full|middle|preferred|candidate|manager|recruiter|user|person|contact)"
    r"[_ ]?name|surname|e?[_-]?mails?(?:[_ ]address(?:es)?)?|phones?(?:[_ ]numbers?)?|mobile"
    r"|birth(?:day|date)?|date[_ ]of[_ ]birth|ssn|gender|race|disability|veteran|linkedin|photo|resume"
    r"|salary|notes?|comments?)(?:$|[_. ])",
    re.IGNORECASE,
)


def column_of_people(name: str) -> bool:
    """Whether a column's name says that it holds a person's name, address or the like."""
    split = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name)
    return _OF_PEOPLE.search(split) is not None


def kind_of_person(text: str) -> str | None:
    """Say what a word looks like where it looks like a person, never the word itself."""
    if "@" in text and _ADDRESS.search(text):
        return "an e-mail address"
    if _PROFILE.search(text):
        return "a web address"
    if _PHONE.search(text) and not _DAY.fullmatch(text):
        return "a telephone number"
    if _SALUTATION.match(text):
        return "a person's name"
    if len(text) > LONGEST_WORD or "\n" in text or text.count(" ") >= MOST_WORDS:
        return "free text"
    return None
