"""Writes data as YAML the way people write it here: short parts on one line, long texts as blocks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from partnership.canonical import decimal_text

WIDTH = 88
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_ ()/%.'&+-]*[A-Za-z0-9)%.]|[A-Za-z]")
DATED = re.compile(
    r"[0-9]{4}-[0-9Q][0-9A-Za-z-]*|[0-9]{2}:[0-9]{2}(-[0-9]{2}:[0-9]{2})?"
    r"|[0-9]+(\.[0-9]+)?%|[0-9]+(\.[0-9]+)? [A-Za-z ]+"
)
WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
"""Words that some reader of YAML takes for something else."""


def to_yaml(written: Mapping[str, Any]) -> str:
    """Write a mapping as one YAML document, its keys in the order they are given in."""
    return "".join(f"{line}\n" for line in _mapping(written, ""))


def scalar(value: Any) -> str:  # noqa: ANN401 - what JSON holds
    """Write a scalar, between quotes where it would be read as something else without them."""
    if value is None or isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, Decimal):
        return decimal_text(value)
    text = str(value)
    is_plain = PLAIN.fullmatch(text) and text.lower() not in WORDS
    return text if is_plain or DATED.fullmatch(text) else quoted(text)


def quoted(text: str) -> str:
    """Write a text between double quotes; what cannot be seen is written as its number."""
    return '"' + "".join(map(_sign, text)) + '"'


def flow(value: Any) -> str:  # noqa: ANN401
    """Write a value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return quoted(value) if isinstance(value, str) and "," in value else scalar(value)


def _mapping(written: Mapping[str, Any], indent: str) -> Iterator[str]:
    for key, value in written.items():
        yield from _entry(f"{indent}{scalar(key)}:", value, indent)


def _entry(head: str, value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401
    """Write a value behind its key or its dash: on the line where it fits, else below."""
    if isinstance(value, str) and _is_block(value):
        yield f"{head} |{'' if value.endswith(chr(10)) else '-'}"
        yield from (f"{indent}  {line}".rstrip() for line in value.rstrip("\n").split("\n"))
        return
    short = flow(value)
    deep = isinstance(value, Mapping | list) and any(
        isinstance(one, Mapping | list)
        for one in (value.values() if isinstance(value, Mapping) else value)
    )
    if not isinstance(value, Mapping | list) or (
        not deep and len(head) + len(short) < WIDTH and "\n" not in short
    ):
        yield f"{head} {short if isinstance(value, Mapping | list) else scalar(value)}"
    elif isinstance(value, Mapping):
        yield head
        yield from _mapping(value, f"{indent}  ")
    else:
        yield head
        for item in value:
            yield from _item(item, f"{indent}  ")


def _item(value: Any, indent: str) -> Iterator[str]:  # noqa: ANN401
    short = flow(value)
    if isinstance(value, Mapping) and len(indent) + len(short) + 2 >= WIDTH:
        lines = list(_mapping(value, f"{indent}  "))
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]
    else:
        yield f"{indent}- {short}"


def _is_block(text: str) -> bool:
    """Whether a text is written as a block of lines: none of them blank at its edges or strange."""
    lines = text.rstrip("\n").split("\n")
    if text.rstrip("\n") != text and not text.endswith("\n"):
        return False
    fits = all(line.isprintable() and line == line.rstrip() for line in lines)
    return (
        "\n" in text
        and fits
        and bool(lines[0])
        and not lines[0].startswith(" ")
        and text.rstrip("\n") in {text, text[:-1]}
    )


def _sign(sign: str) -> str:
    if sign in '"\\':
        return f"\\{sign}"
    if sign.isprintable():
        return sign
    return f"\\u{ord(sign):04x}" if ord(sign) < 1 << 16 else f"\\U{ord(sign):08x}"
