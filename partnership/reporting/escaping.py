"""Text from documents in Markdown: it stays text."""

from __future__ import annotations

import re
from itertools import cycle

from partnership.reporting.words import printable


def escape(text: str) -> str:
    """Escape text from a document so that it stays text in a Markdown table."""
    shown = printable(re.sub(r"[\r\n]+", " ", text))
    if "``" in shown or shown.count("`") % 2:
        return _plain(shown)
    parts = shown.split("`")
    return "".join(
        _code(part) if inside else _plain(part)
        for part, inside in zip(parts, cycle((False, True)), strict=False)
    )


def _code(text: str) -> str:
    """Write a code span, in which only a bar still ends a table's cell."""
    return (
        f"`{text}`" if "|" not in text and "\\" not in text else f"<code>{_entities(text)}</code>"
    )


def _plain(text: str) -> str:
    shown = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\|*_\[\]#~@!`])", r"\\\1", shown)


def _entities(text: str) -> str:
    """Write each sign that means something as its number."""
    return re.sub(r"[^\w .,:/-]|_", lambda found: f"&#{ord(found[0])};", text)
