"""Pages and the HTML they are made of; text from documents is escaped here and nowhere else."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

NOT_SHOWN = re.compile(
    "[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069"
    "\\ufdd0-\\ufdef\\ufff9-\\uffff\\ud800-\\udfff]"
)
"""What HTML forbids, what turns the direction of other text, and line ends nobody sees."""
MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+!|~^=$@:-]")


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the handbook."""

    path: str
    """Where it stands in the site: `promises/first-slate.md`."""
    title: str
    """Its title, as plain text."""
    markdown: str
    """What it says; raw HTML in it is ours, and text from documents is escaped."""
    meta: dict[str, Any] = field(default_factory=dict)
    """What themes are told about it."""


def visible(text: str) -> str:
    """Show what a browser must not be given as it is: control and direction characters."""
    shown = NOT_SHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    if shown.isascii():
        return shown
    return "".join(
        f"\\U{ord(one):08x}" if ord(one) & 0xFFFE == 0xFFFE else one  # never a character
        for one in shown
    )


def escape(text: object) -> str:
    """Escape text for HTML, also where a Markdown reader looks for code fences first."""
    shown = html.escape(visible(" ".join(str(text).split())))
    return shown.replace("`", "&#96;").replace("~", "&#126;")


def inline(text: str) -> str:
    """Escape text for a line of Markdown."""
    shown = html.escape(visible(" ".join(text.split())), quote=False)
    # An entity's own signs stay; all others that Markdown reads become entities.
    parts = re.split(r"(&[a-z]+;)", shown)
    return "".join(
        part if part.startswith("&") else MARKDOWN.sub(lambda one: f"&#{ord(one[0])};", part)
        for part in parts
    )


def url_of(path: str) -> str:
    """Give a page's address in the site: `promises/first-slate.md` is `promises/first-slate.html`.

    A file for each page, so that links also work where nobody serves it.
    """
    return f"{path.removesuffix('.md')}.html"


def address(path: str, seen_from: str) -> str:
    """Give a page's address as a link from another page."""
    target, _, anchor = path.partition("#")
    found = posixpath.relpath(url_of(target), posixpath.dirname(seen_from) or ".")
    return f"{found}#{anchor}" if anchor else found


def link(words: str, href: str, css: str = "") -> str:
    """Write a link; the words are escaped already."""
    css = f' class="{css}"' if css else ""
    return f'<a{css} href="{html.escape(href)}">{words}</a>'


STACKED = "pac-stacked"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], css: str = "") -> str:
    """Write a table from cells that are escaped already; a wide one scrolls by itself.

    On a phone the rows of one that is `STACKED` stand one under the other, each cell with its head.
    """
    heads = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    named = [f' data-head="{cell}"' if css == STACKED else "" for cell in head]
    lines = "".join(
        f"<tr>{''.join(f'<td{name}>{cell}</td>' for name, cell in zip(named, row, strict=True))}</tr>\n"
        for row in rows
    )
    if not lines:
        return ""
    name = f"pac-table {css}".rstrip()
    return (
        f'<div class="{name}" tabindex="0"><table class="pac">\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{lines}</tbody></table></div>"
    )


def bullets(items: Iterable[str], css: str = "") -> str:
    """Write a list from items that are escaped already."""
    lines = "".join(f"<li>{item}</li>\n" for item in items)
    css = f' class="{css}"' if css else ""
    return f"<ul{css}>\n{lines}</ul>" if lines else ""


def paragraph(words: str, css: str = "") -> str:
    """Write a paragraph from words that are escaped already."""
    if not words:
        return ""
    css = f' class="{css}"' if css else ""
    return f"<p{css}>{words}</p>"


def code_block(text: str, language: str = "yaml") -> str:
    """Write a block of code whose text cannot end it."""
    shown = "\n".join(visible(line) for line in text.rstrip("\n").split("\n"))
    longest = max((len(run) for run in re.findall(r"`+", shown)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{language}\n{shown}\n{fence}"


def joined(blocks: Iterable[str]) -> str:
    """Make blocks a page's Markdown."""
    return "\n\n".join(block for block in blocks if block) + "\n"
