"""Pages in a partnership's own words: their Markdown as HTML that can do nothing."""

from __future__ import annotations

import html
import posixpath
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from partnership.handbook import terms, writing
from partnership.handbook.book import Book
from partnership.handbook.prose import OUTWARD, heading
from partnership.handbook.writing import Page, address, paragraph, visible
from partnership.website.links import Targets
from partnership.website.markdown import WEB, Link, markdown_reader, plain, tokens_of
from partnership.website.pages import OwnPage


def page(book: Book, own: OwnPage) -> Page:
    """Write a page: its headings as Markdown, for the site's navigation, and all else as HTML."""
    path = f"{book.folder}{own.where}"
    blocks = [block for block in _blocks(book.targets, own) if block]
    if not any(block.startswith("# ") for block in blocks):
        blocks.insert(0, f"# {writing.inline(own.title)}")
    blocks.insert(1, terms.draft_findings(book, own.path))
    edit = book.edit_of(own.path)
    if edit:
        blocks.append(paragraph(writing.link("Propose a change", edit, "pac-propose")))
    return Page(path, own.title, writing.joined(blocks))


def listed(book: Book) -> list[dict[str, str]]:
    """Give the titles and paths of the pages, in their order, for the navigation."""
    return [
        {html.escape(visible(one.title)): f"{book.folder}{one.where}"}
        for one in book.targets.pages.values()
    ]


def _blocks(targets: Targets, own: OwnPage) -> Iterator[str]:
    text = "\n".join(visible(line) for line in own.text.split("\n"))
    reader = _reader(_Leading(targets, own))
    tokens = tokens_of(text)
    start, is_first = 0, True
    for index, token in enumerate(tokens):
        if token.type != "heading_open" or token.level:
            continue
        yield _html(reader, tokens[start:index])
        start = index + 3  # its opening, its words, its end
        words = plain(tokens[index + 1])
        if words:
            level = 1 if is_first else max(2, int(token.tag[1:]))
            is_first = False
            yield f"{'#' * level} {writing.inline(words)}"
    yield _html(reader, tokens[start:])


def _html(reader: MarkdownIt, tokens: Sequence[Token]) -> str:
    shown: str = reader.renderer.render(tokens, reader.options, {})
    # A Markdown reader looks for code fences before it looks for HTML.
    shown = shown.strip().replace("`", "&#96;").replace("~", "&#126;")
    return f'<div class="pac-prose">{shown}</div>' if shown else ""


def _reader(leading: _Leading) -> MarkdownIt:
    reader = markdown_reader()
    for name in ("heading_open", "heading_close"):
        reader.add_render_rule(name, heading)
    for name, write in (
        ("link_open", leading.link_open),
        ("link_close", leading.link_close),
        ("image", leading.image),
        ("table_open", _table_open),
        ("table_close", _table_close),
    ):
        reader.add_render_rule(name, _rule(write))
    return reader


Write = Callable[[Sequence[Token], int], str]


def _rule(write: Write) -> Callable[..., str]:
    """Make a function what a renderer calls; it would take a method for its own."""

    def rule(_: Any, tokens: Sequence[Token], index: int, *__: Any) -> str:  # noqa: ANN401
        return write(tokens, index)

    return rule


def _table_open(_: Sequence[Token], __: int) -> str:
    return '<div class="pac-table" tabindex="0"><table class="pac">\n'


def _table_close(_: Sequence[Token], __: int) -> str:
    return "</table></div>\n"


@dataclass(frozen=True)
class _Leading:
    """Turns what a page leads to into addresses; what leads nowhere is told as words alone."""

    targets: Targets
    own: OwnPage

    def link_open(self, tokens: Sequence[Token], index: int) -> str:
        """Begin a link."""
        href = str(tokens[index].attrGet("href") or "")
        if WEB.match(href):
            return f'<a href="{html.escape(href)}" rel="{OUTWARD}">'
        found = self.address(Link(href, 0))
        return f'<a href="{html.escape(found)}">' if found else "<span>"

    def link_close(self, tokens: Sequence[Token], index: int) -> str:
        """End a link as it began; links hold no links."""
        opened = next(one for one in reversed(tokens[:index]) if one.type == "link_open")
        href = str(opened.attrGet("href") or "")
        return "</a>" if WEB.match(href) or self.address(Link(href, 0)) else "</span>"

    def image(self, tokens: Sequence[Token], index: int) -> str:
        """Show a picture of the repository, and of any other the words that describe it."""
        token = tokens[index]
        found = self.address(Link(str(token.attrGet("src") or ""), 0, is_picture=True))
        words = html.escape(plain(token))
        return f'<img src="{html.escape(found)}" alt="{words}">' if found else words

    def address(self, link: Link) -> str:
        """Give where a link leads from this page, or nothing where it leads nowhere."""
        target = None if WEB.match(link.href) else self.targets.target(link, self.own)
        if target is None:
            return ""
        anchor = f"#{quote(target.anchor)}" if target.anchor else ""
        if target.where.endswith(".md"):
            return quote(address(target.where, self.own.where)) + anchor
        return quote(posixpath.relpath(target.where, posixpath.dirname(self.own.where) or "."))
