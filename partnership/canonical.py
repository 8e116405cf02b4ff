"""The one form in which terms are compared, signed and digested."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from unicodedata import is_normalized, normalize

PREFIX = b"partnership/terms/1\n"
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def canonical_json(written: Any) -> str:  # noqa: ANN401
    """Write data as JSON: RFC 8785's key order and escaping, NFC, exact shortest decimals.

    Args:
        written: What was written, after YAML resolution: mappings, lists, strings, integers,
            decimals, booleans. Not-a-number and infinity never get here.

    """
    text = _plain(written)
    if text is not None and text.isascii():
        return text
    return _write(written)


def digest(written: Any) -> str:  # noqa: ANN401
    """Name terms by SHA-256 of their canonical form, in hexadecimal."""
    return digest_of_canonical(canonical_json(written))


def digest_of_canonical(canonical: str) -> str:
    """Name terms that are already in canonical form."""
    return hashlib.sha256(PREFIX + canonical.encode()).hexdigest()


def decimal_text(value: Decimal) -> str:
    """Write a decimal exactly, as short as it goes, without an exponent."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _plain(written: Any) -> str | None:  # noqa: ANN401
    """Let the fast writer do it, where there is neither a decimal nor an accent."""
    try:
        return _ENCODER.encode(written)
    except TypeError:
        return None


def _write(written: Any) -> str:  # noqa: ANN401 - one line for each type
    match written:
        case None | bool() | int():
            return json.dumps(written)
        case Decimal():
            return decimal_text(written)
        case str():
            return json.dumps(_composed(written), ensure_ascii=False)
        case Mapping():
            pairs = [(_composed(str(key)), value) for key, value in written.items()]
            pairs.sort(key=lambda pair: pair[0].encode("utf-16-be"))
            items = (f"{_write(key)}:{_write(value)}" for key, value in pairs)
            return "{" + ",".join(items) + "}"
        case list() | tuple():
            return "[" + ",".join(_write(item) for item in written) + "]"
    msg = f"{type(written).__name__} cannot stand in a document"
    raise TypeError(msg)


def _composed(text: str) -> str:
    return text if is_normalized("NFC", text) else normalize("NFC", text)
