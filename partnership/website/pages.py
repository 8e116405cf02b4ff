"""The files below `site/docs/`: which are pages, which are pictures, and which are neither."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from partnership.agreement import Agreement
from partnership.website.addresses import RESERVED, generated

FOLDER = "site/docs/"
PAGE = ".md"
MOST = 1 << 16
"""How many bytes a page may have: twenty printed pages, and quickly read however it is written."""
NAME = re.compile(r"\w[\w ()+,-]*(\.[\w ()+,-]+)*\Z")
"""What a file or folder may be called, so that its address needs no explanation."""
FRONT = re.compile(r"---[ \t]*\n((?:[\w-]+[ \t]*:.*\n|[ \t#-].*\n|\n)+)(---|\.\.\.)[ \t]*(\n|\Z)")
"""Settings of a page that other programs read at its top."""
SIGNATURES = {
    ".png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    ".jpg": re.compile(rb"\xff\xd8\xff"),
    ".jpeg": re.compile(rb"\xff\xd8\xff"),
    ".gif": re.compile(rb"GIF8[79]a"),
    ".webp": re.compile(rb"RIFF.{4}WEBP", re.DOTALL),
}
"""The pictures there may be, by their ending, and how their bytes begin."""


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page in a partnership's own words."""

    path: str
    """Its file, from git's top."""
    where: str
    """Where it stands in the site: `how-we-work.md`."""
    title: str
    """Its first heading, or its file's name."""
    text: str
    """Its Markdown, with a blank line for each that is left out."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Why a file is not shown as it is."""

    path: str
    message: str
    hint: str
    line: int = 1
    is_left_out: bool = True
    """Whether the file is left out of the site."""


def files_of(agreement: Agreement) -> Iterator[tuple[str, str, bytes]]:
    """Yield each file's path from git's top, its path in the site, and its bytes."""
    for path, content in agreement.own.items():
        yield path, path.removeprefix(agreement.base + FOLDER), content


def own_pages(agreement: Agreement) -> tuple[OwnPage, ...]:
    """Give the pages that can be shown: in the order of `nav`, and the others by path."""
    unusable = {one.path for one in find_unusable(agreement) if one.is_left_out}
    found = {
        where: _page(path, where, text_of(content))
        for path, where, content in files_of(agreement)
        if where.endswith(PAGE) and path not in unusable
    }
    first = {where: found.pop(where) for _, where in nav_of(agreement) if where in found}
    titles = {where: title for title, where in nav_of(agreement) if title}
    ordered = (*first.values(), *(found[where] for where in sorted(found)))
    return tuple(
        OwnPage(one.path, one.where, titles.get(one.where, one.title), one.text) for one in ordered
    )


def pictures(agreement: Agreement) -> dict[str, bytes]:
    """Give the pictures that can be shown, by their path in the site."""
    unusable = {one.path for one in find_unusable(agreement) if one.is_left_out}
    return {
        where: content
        for path, where, content in files_of(agreement)
        if not where.endswith(PAGE) and path not in unusable
    }


def nav_of(agreement: Agreement) -> tuple[tuple[str, str], ...]:
    """Give the titles and paths that the site's settings order; a title may be empty."""
    value = agreement.site.value if agreement.site else None
    nav = value.get("nav") if isinstance(value, Mapping) else None
    return tuple(filter(None, map(nav_entry, nav))) if isinstance(nav, list) else ()


def nav_entry(entry: Any) -> tuple[str, str] | None:  # noqa: ANN401 - whatever YAML holds
    """Read an entry of `nav`: a path, or a title and a path; None where it is neither."""
    if isinstance(entry, str):
        return "", entry
    if isinstance(entry, Mapping) and len(entry) == 1:
        ((title, path),) = entry.items()
        if isinstance(title, str) and isinstance(path, str):
            return title, path
    return None


def text_of(content: bytes) -> str:
    """Read a page's Markdown without its front matter, whose lines stay as blank ones."""
    text = content.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    found = FRONT.match(text)
    return "\n" * found[0].count("\n") + text[found.end() :] if found else text


def find_unusable(agreement: Agreement) -> Iterator[Unusable]:
    """Yield what is wrong with each file, at most one thing where it is left out for it."""
    if not agreement.own:
        return
    taken = {path.lower(): "" for path in generated(agreement)}
    for path, where, content in files_of(agreement):
        wrong = _wrong_name(where) or _wrong_content(where, content)
        if wrong is None and where.endswith(PAGE):
            wrong = _clash(where, taken)
            taken.setdefault(where.lower(), where)
        if wrong:
            yield Unusable(path, *wrong)
        elif where.endswith(PAGE) and FRONT.match(text_as_written(content)):
            message = "front matter does nothing here: the title is the page's first heading"
            yield Unusable(path, message, "delete the lines between `---`", is_left_out=False)


def text_as_written(content: bytes) -> str:
    """Read a page's Markdown as it is."""
    return content.decode("utf-8-sig", "replace").replace("\r\n", "\n")


def _wrong_name(where: str) -> tuple[str, str] | None:
    if not all(NAME.match(part) for part in where.split("/")):
        return "the name would make an unclear address", "use letters, digits, `-`, `_` and spaces"
    ending = posixpath.splitext(where)[1]
    if posixpath.basename(where) == "README.md":
        return "a folder's first page is its `index.md`", "rename it"
    if ending.lower() == ".svg":
        return "an SVG can hold programs, which would run where it is opened", "save it as PNG"
    if ending == PAGE or ending in SIGNATURES:
        return None
    known = ", ".join(f"`{one}`" for one in SIGNATURES)
    if ending.lower() != ending and (ending.lower() == PAGE or ending.lower() in SIGNATURES):
        return f"the ending `{ending}` is in capitals", f"write it `{ending.lower()}`"
    message = "the handbook shows pages and pictures, and this file is neither"
    return message, f"a page ends in `{PAGE}`, a picture in {known}; move other files elsewhere"


def _wrong_content(where: str, content: bytes) -> tuple[str, str, int] | None:
    ending = posixpath.splitext(where)[1]
    if ending in SIGNATURES:
        if SIGNATURES[ending].match(content):
            return None
        return f"the file is no picture of the kind that `{ending}` says", "save it anew", 1
    if len(content) > MOST:
        message = f"the page is too long; a page has at most {MOST:,} bytes"
        return message, "split it by subject", 1
    try:
        content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return "the page is not UTF-8", "save it as UTF-8", line
    return None


def _clash(where: str, taken: Mapping[str, str]) -> tuple[str, str] | None:
    key = where.lower()  # some file systems know no capitals
    if key in taken:
        other = taken[key]
        if other:
            return f"the page has the same address as `{other}`", "give one of them another name"
        return "the handbook writes a page of this address itself", "give this one another name"
    first = where.partition("/")[0].removesuffix(PAGE).lower()
    if first in RESERVED:
        message = f"the handbook keeps `{first}` for pages that it writes itself"
        return message, "give this one another name"
    return None


def _page(path: str, where: str, text: str) -> OwnPage:
    from partnership.website.markdown import find_headings, tokens_of

    headings = find_headings(tokens_of(text))
    title = next(headings, "") or _title_from(where)
    return OwnPage(path, where, title, text)


def _title_from(where: str) -> str:
    """Make a title of a file's name, or of its folder's where it is the first page there."""
    folder, name = posixpath.split(where.removesuffix(PAGE))
    if name == "index":
        name = posixpath.basename(folder)
    words = re.sub(r"[-_]+", " ", name).strip() or name
    return words[:1].upper() + words[1:]
