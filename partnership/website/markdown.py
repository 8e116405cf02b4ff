"""The Markdown of pages in their own words: CommonMark with tables, and no HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

WEB = re.compile(r"(https?://[^\s\"'<>]+|mailto:[^\s\"'<>]+)\Z", re.IGNORECASE)
"""What leads out of the site."""
RELATIVE = re.compile(r"(?!//)[^:\\\s\"'<>]+\Z")
"""What may lead to another page: nothing with a scheme, and no other host."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link or a picture of a page, as it is written."""

    href: str
    line: int
    is_picture: bool = False


def markdown_reader() -> MarkdownIt:
    """Make a reader that takes HTML for text, and a link that could run something too."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    reader.validateLink = may_lead  # type: ignore[method-assign,assignment]
    return reader


@lru_cache(maxsize=256)
def tokens_of(text: str) -> tuple[Token, ...]:
    """Read a page's Markdown; checks and the handbook ask for the same pages again and again."""
    return tuple(markdown_reader().parse(text))


def may_lead(href: str) -> bool:
    """Whether a link's target is the web, a mailbox or a path, and nothing that runs."""
    return bool(WEB.match(href) or RELATIVE.match(href))


def find_headings(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the words of the headings that no list or quotation holds."""
    for before, token in pairwise(tokens):
        words = plain(token) if before.type == "heading_open" and before.level == 0 else ""
        if words:
            yield words


def find_links(tokens: Sequence[Token]) -> Iterator[Link]:
    """Yield every link and picture with the line that it stands in, from 1."""
    for token in tokens:
        line = (token.map or (0, 0))[0] + 1
        for inner in token.children or ():
            if inner.type in {"softbreak", "hardbreak"}:
                line += 1
            elif inner.type == "link_open":
                yield Link(str(inner.attrGet("href") or ""), line)
            elif inner.type == "image":
                yield Link(str(inner.attrGet("src") or ""), line, is_picture=True)


def plain(token: Token) -> str:
    """Give the words of a line of Markdown, without what they look like."""
    return " ".join(_words(token).split())


def _words(token: Token) -> str:
    if token.children and token.type in {"inline", "image"}:
        return "".join(_words(inner) for inner in token.children)
    return " " if token.type in {"softbreak", "hardbreak"} else token.content
