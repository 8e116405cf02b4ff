"""A Close's one layout: the same bytes for the same content, a line for each verdict."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from partnership.canonical import decimal_text
from partnership.yaml_text import WORDS, quoted

PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_ ()/%.-]*[A-Za-z0-9)%]|[A-Za-z]|[0-9]{1,15}|[0-9]+/[0-9]+")
DIGEST = re.compile(r"[0-9a-f]{64}")
DATED = re.compile(r"[0-9]{4}-[0-9Q][0-9A-Za-z-]*|[0-9]+(\.[0-9]+)?%")
ROWS = ("verdicts", "left_open")


def to_yaml(written: Mapping[str, Any]) -> str:
    """Write a Close.

    Args:
        written: What stands in it, in the order of its fields.

    """
    return "".join(f"{line}\n" for line in _lines(written))


def _lines(written: Mapping[str, Any]) -> Iterator[str]:
    for name, value in written.items():
        if name == "terms":
            yield "terms:"
            for document in value:
                yield f"  - document: {document['document']}"
                yield f"    digest: {quoted(document['digest'])}"
                yield f"    canonical: {_verbatim(document['canonical'])}"
        elif isinstance(value, Mapping):
            yield f"{name}:" + ("" if value else " {}")
            yield from (f"  {_scalar(key)}: {_scalar(one)}" for key, one in value.items())
        elif isinstance(value, list):
            yield f"{name}:" + ("" if value else " []")
            yield from (f"  - {_flow(one)}" for one in value)
        else:
            yield f"{name}: {_scalar(value)}"


def _flow(value: Any) -> str:  # noqa: ANN401 - what JSON holds
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool | int):
        return json.dumps(value)
    if isinstance(value, Decimal):
        return decimal_text(value)
    text = str(value)
    is_word = (
        PLAIN.fullmatch(text)
        and not DIGEST.fullmatch(text)
        and not text.isdecimal()
        and text.lower() not in WORDS
    )
    return text if is_word or DATED.fullmatch(text) else quoted(text)


def _verbatim(text: str) -> str:
    """Write a long text as it is between single quotes, where every sign of it can be seen."""
    return f"'{text.replace(chr(39), chr(39) * 2)}'" if text.isprintable() else quoted(text)
