"""What a plain scalar means in YAML 1.2's core schema."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Any

MAX_DIGITS = 15
INTEGER = re.compile("[-+]?[0-9]+")
OCTAL = re.compile("0o[0-7]+")
HEXADECIMAL = re.compile("0x[0-9a-fA-F]+")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
NOT_A_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
FIRST = frozenset("~nNtTfF0123456789+-.")


@lru_cache(maxsize=4096)
def resolve(text: str) -> Any:  # noqa: ANN401 - any scalar
    """Give a plain scalar its meaning in YAML 1.2's core schema.

    Raises:
        ValueError: for infinity, not-a-number and numbers of more than 15 digits.

    """
    if text and text[0] not in FIRST:
        return text
    if text in WORDS:
        return WORDS[text]
    if INTEGER.fullmatch(text):
        return int(_bounded(text))
    if OCTAL.fullmatch(text):
        return int(_bounded(text), 0)
    if HEXADECIMAL.fullmatch(text):
        return int(_bounded(text), 0)
    if NOT_A_NUMBER.fullmatch(text):
        msg = f"`{text}` is not a number anyone can agree on"
        raise ValueError(msg)
    if FLOAT.fullmatch(text):
        return _decimal(text)
    return text


def _bounded(text: str) -> str:
    if len(text) > MAX_DIGITS + 3:
        msg = f"a number of {len(text)} digits is too long"
        raise ValueError(msg)
    return text


def _decimal(text: str) -> Decimal:
    value = Decimal(text)
    if len(value.as_tuple().digits) > MAX_DIGITS or abs(value.adjusted()) > MAX_DIGITS:
        msg = f"`{text}` has more digits than anyone can agree on"
        raise ValueError(msg)
    return value
