"""Where the links of a page in their own words lead: to pages, pictures and documents."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

from partnership.agreement import Agreement
from partnership.findings import nearest
from partnership.website.addresses import folder_of, generated, page_of
from partnership.website.markdown import (
    WEB,
    Link,
    find_headings,
    find_links,
    tokens_of,
)
from partnership.website.pages import FOLDER, OwnPage, find_unusable, own_pages, pictures


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads within the site."""

    where: str
    """The path of a page or of a picture."""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """A link that leads nowhere."""

    page: OwnPage
    line: int
    message: str
    hint: str


@dataclass(frozen=True)
class Targets:
    """Everything that a page of an agreement's handbook may lead to."""

    agreement: Agreement

    @cached_property
    def pages(self) -> dict[str, OwnPage]:
        """The pages in their own words, by where they stand."""
        return {page.where: page for page in own_pages(self.agreement)}

    @cached_property
    def pictures(self) -> dict[str, bytes]:
        """The pictures, by where they stand."""
        return pictures(self.agreement)

    @cached_property
    def generated(self) -> frozenset[str]:
        """The pages that the handbook writes itself."""
        return generated(self.agreement)

    @cached_property
    def documents(self) -> dict[str, str]:
        """The page of each document, by its file's path from git's top."""
        return {document.path: page_of(document) for document in self.agreement.documents}

    @cached_property
    def refused(self) -> frozenset[str]:
        """Files that are there though nobody could take them, and the pages of such documents."""
        found = {one.path for one in find_unusable(self.agreement)}
        for refused in self.agreement.refused:
            kind, _, name = refused.place.document.partition("/")
            found |= {
                refused.place.path,
                f"{self.agreement.base}{FOLDER}{folder_of(kind)}/{name}.md",
            }
        return frozenset(found)

    @cached_property
    def _anchors(self) -> dict[str, frozenset[str]]:
        return {}

    def anchors(self, page: OwnPage) -> frozenset[str]:
        """Name the places on a page that a link may lead to: one for each heading."""
        if page.where not in self._anchors:
            # What names them when the site is built.
            from markdown.extensions.toc import slugify, unique  # type: ignore[import-untyped]

            found: set[str] = set()
            for words in find_headings(tokens_of(page.text)):
                unique(slugify(words, "-"), found)
            self._anchors[page.where] = frozenset(found)
        return self._anchors[page.where]

    def path_to(self, href: str, page: OwnPage) -> str:
        """Give the path from git's top that a relative link leads to."""
        path = unquote(href.partition("#")[0].partition("?")[0])
        if not path:
            return page.path
        return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path))

    def target(self, link: Link, page: OwnPage) -> Target | None:
        """Find where a relative link leads, or give None where it is broken."""
        path, anchor = self.path_to(link.href, page), unquote(link.href.partition("#")[2])
        where = path.removeprefix(self.agreement.base + FOLDER)
        if link.is_picture:
            return Target(where) if where != path and where in self.pictures else None
        if path in self.documents:
            return Target(self.documents[path], anchor)
        if where == path:
            return None
        own = self.pages.get(where)
        if own is not None:
            return Target(where, anchor) if not anchor or anchor in self.anchors(own) else None
        return Target(where, anchor) if where in self.generated or where in self.pictures else None


def find_broken(agreement: Agreement) -> Iterator[Broken]:
    """Yield every link and picture of every page that leads nowhere."""
    targets = Targets(agreement)
    for page in targets.pages.values():
        for link in find_links(tokens_of(page.text)):
            wrong = _wrong(link, page, targets)
            if wrong:
                yield Broken(page, link.line, *wrong)


def _wrong(link: Link, page: OwnPage, targets: Targets) -> tuple[str, str] | None:
    if WEB.match(link.href):
        if link.is_picture:
            message = f"the picture `{link.href}` would be loaded from elsewhere"
            return message, "save it below `site/docs/`, or write it as a link"
        return None
    if targets.target(link, page):
        return None
    path, anchor = targets.path_to(link.href, page), unquote(link.href.partition("#")[2])
    if path in targets.refused:
        return None  # one mistake is one finding
    where = path.removeprefix(targets.agreement.base + FOLDER)
    own = targets.pages.get(where) if where != path else None
    if own is not None and anchor and not link.is_picture:
        message = f"`{where}` has no heading `#{anchor}`"
        return message, _did_you_mean(
            anchor, targets.anchors(own), "#"
        ) or "name one of its headings"
    if link.is_picture:
        near = _near(where, page, tuple(targets.pictures))
        return f"there is no picture `{unquote(link.href)}`", near or "save it below `site/docs/`"
    return f"`{unquote(link.href)}` leads to no page of the handbook", _next_step(
        path, page, targets
    )


def _next_step(path: str, page: OwnPage, targets: Targets) -> str:
    base = targets.agreement.base
    where = path.removeprefix(base + FOLDER)
    if where == path:
        near = nearest(path, targets.documents)
        return f"did you mean `{_seen_from(near, page.path)}`?" if near else _EXPLAINED
    known = (*targets.pages, *targets.generated, *targets.pictures)
    return _near(where, page, known) or _EXPLAINED


_EXPLAINED = "write the path from this page to another one, or to a document's file"


def _near(where: str, page: OwnPage, known: tuple[str, ...]) -> str:
    near = nearest(where, known)
    return f"did you mean `{_seen_from(near, page.where)}`?" if near else ""


def _seen_from(path: str, page: str) -> str:
    return posixpath.relpath(path, posixpath.dirname(page) or ".")


def _did_you_mean(word: str, known: frozenset[str], sign: str) -> str:
    near = nearest(word, known)
    return f"did you mean `{sign}{near}`?" if near else ""
