"""Small words that every reporter writes the same way."""

from __future__ import annotations

import unicodedata


def plural(count: int, noun: str, many: str = "") -> str:
    """Write `1 error`, `2 errors`, `no errors`; where an `s` is not enough, `many` says what is."""
    number = f"{count:,}" if count else "no"
    return f"{number} {noun}" if count == 1 else f"{number} {many or f'{noun}s'}"


def printable(text: str) -> str:
    """Make text from a document harmless on a terminal and fit for one line."""
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    turning = unicodedata.bidirectional(character).startswith(("LR", "RL", "PD", "FS"))
    if character == " " or (character.isprintable() and not turning):
        return character
    return f"\\u{ord(character):04x}"
