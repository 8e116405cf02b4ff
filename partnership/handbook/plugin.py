"""A thin adapter: gives MkDocs the handbook's pages, which `pages.py` writes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from importlib.resources import files as package_files
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from partnership.handbook import feeds
from partnership.handbook.book import Book
from partnership.handbook.pages import find_pages, navigation
from partnership.handbook.writing import Page, visible

if TYPE_CHECKING:
    import jinja2

STYLE = "assets/handbook.css"
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline'; object-src 'none'; frame-src 'none'; base-uri 'self'; "
    "form-action 'self'"
)
"""The browser itself refuses whatever would leave the site."""
META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
CHARSET = re.compile(r'<meta charset="[^"]*"\s*/?>|<head>', re.IGNORECASE)
TAGS = re.compile(r"<!--.*?-->|<[^>]*>", re.DOTALL)


class HandbookPlugin(BasePlugin):  # type: ignore[type-arg, no-untyped-call]
    """Adds the pages of a book to a site."""

    def __init__(self, make_book: Callable[[], Book]) -> None:
        """Remember how to come by the book; it is made afresh at every build."""
        super().__init__()
        self.make_book = make_book
        self.pages: dict[str, Page] = {}
        self.pictures: dict[str, bytes] = {}

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Write the pages, and give the site its navigation and style."""
        book = self.make_book()
        self.pages = {page.path: page for page in find_pages(book)}
        pictures = book.targets.pictures.items()
        self.pictures = {f"{book.folder}{where}": content for where, content in pictures}
        self.pictures |= feeds.files(book)
        if not book.folder:
            config.nav = navigation(book)
        if STYLE not in config.extra_css:
            config.extra_css.append(STYLE)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages as files that stand nowhere on disk."""
        for page in self.pages.values():
            # Whether a page is in the navigation is no question: lists lead to it.
            included = InclusionLevel.INCLUDED
            file = File.generated(config, page.path, content=page.markdown, inclusion=included)
            file.use_directory_urls = False  # as `writing.url_of` has it, in any site
            files.append(file)
        for path, content in self.pictures.items():
            files.append(File.generated(config, path, content=content))
        style = (package_files("partnership.handbook") / STYLE).read_text(encoding="utf-8")
        files.append(File.generated(config, STYLE, content=style))
        return files

    def on_page_markdown(
        self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Give a page its title; themes write it into HTML as it is, so it is escaped here."""
        del config, files
        ours = self.pages.get(page.file.src_uri)
        if ours:
            page.meta.update({**ours.meta, "title": safe(ours.title)})
        return markdown

    def on_env(
        self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Let no filter of the theme turn escaped text into HTML again."""
        del config, files
        env.filters["striptags"] = strip_tags
        return env

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Tell the browser that nothing is loaded from anywhere else."""
        del page, config
        return with_policy(output)

    def on_post_template(
        self, output_content: str, *, template_name: str, config: MkDocsConfig
    ) -> str:
        """Tell it on the theme's own pages too."""
        del config
        is_page = template_name.endswith(".html")
        return with_policy(output_content) if is_page else output_content


def safe(text: str) -> str:
    """Escape plain text for a template that writes it as it is."""
    return html.escape(visible(" ".join(text.split())))


def strip_tags(value: object) -> str:
    """Take tags out and leave entities alone; Jinja's own would decode them."""
    return " ".join(TAGS.sub("", str(value)).split())


def with_policy(page: str) -> str:
    """Put the policy into a page's head, before whatever is loaded."""
    found = CHARSET.search(page)
    if found and found[0] == "<head>":  # the charset stands first where there is one
        found = CHARSET.search(page, found.end()) or found
    return f"{page[: found.end()]}{META}{page[found.end() :]}" if found else page
