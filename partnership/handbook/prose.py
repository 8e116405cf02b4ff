"""Markdown that people wrote in documents, as HTML that can do nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from partnership.handbook.writing import visible
from partnership.website.markdown import WEB

OUTWARD = "noopener noreferrer nofollow"
"""What a link out of the site tells its target: nothing."""


def prose(text: str) -> str:
    """Render Markdown: raw HTML is escaped, pictures are links, and links lead to the web or a mailbox.

    Args:
        text: As the document has it.

    """
    lines = "\n".join(visible(line) for line in text.split("\n"))
    shown: str = _reader().render(lines)
    # A Markdown reader looks for code fences before it looks for HTML.
    shown = shown.strip().replace("`", "&#96;").replace("~", "&#126;")
    return f'<div class="pac-prose">{shown}</div>' if shown else ""


@cache
def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    reader.validateLink = _is_safe  # type: ignore[method-assign]
    for name in ("heading_open", "heading_close"):
        reader.add_render_rule(name, heading)
    reader.add_render_rule("link_open", _link)
    return reader


def _is_safe(url: str) -> bool:
    return WEB.match(url) is not None


def heading(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:  # noqa: ANN401
    """Keep the page's outline ours: a heading in a document is a bold line."""
    return "<p><strong>" if tokens[index].nesting > 0 else "</strong></p>\n"


def _link(renderer: Any, tokens: Sequence[Token], index: int, *more: Any) -> str:  # noqa: ANN401
    tokens[index].attrSet("rel", OUTWARD)
    shown: str = renderer.renderToken(tokens, index, *more)
    return shown
