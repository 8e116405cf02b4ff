"""Small words that every reporter writes the same way."""

from __future__ import annotations

import unicodedata

HEADING = "1"
"""How a terminal is told to make a heading of a text."""


def plural(count: int, noun: str, many: str = "") -> str:
    """Write `1 error`, `2 errors`, `no errors`; where an `s` is not enough, `many` says what is."""
    number = f"{count:,}" if count else "no"
    return f"{number} {noun}" if count == 1 else f"{number} {many or f'{noun}s'}"


def at_commit(commit: str, *, is_edited: bool) -> str:
    """Write ` at 1e48691c9584`, or nothing where there is no commit; the space leads."""
    tip = "" if commit == "none" else f" at {commit[:12]}"
    return f"{tip} with uncommitted changes" if is_edited else tip


def printable(text: str) -> str:
    """Make text from a document harmless on a terminal and fit for one line."""
    if text.isprintable():  # as nearly all is; what turns the direction of writing is not
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    turning = unicodedata.bidirectional(character).startswith(("LR", "RL", "PD", "FS"))
    if character == " " or (character.isprintable() and not turning):
        return character
    return f"\\u{ord(character):04x}"


def paint(text: str, code: str, *, colour: bool) -> str:
    """Colour a text where that is wanted; without a code it stays as it is."""
    return f"\x1b[{code}m{text}\x1b[0m" if colour and code else text
