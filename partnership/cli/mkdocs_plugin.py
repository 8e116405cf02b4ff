"""The handbook inside another MkDocs site: `plugins: [{partnership: {path: …, folder: example}}]`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from partnership.cli.handbook import read_book
from partnership.cli.options import today
from partnership.errors import PartnershipError
from partnership.handbook.book import Book
from partnership.handbook.plugin import HandbookPlugin
from partnership.loading import find_root


class _Options(Config):  # type: ignore[no-untyped-call]
    """What a site's owner may say."""

    path = config_options.Type(str, default="..")
    """The partnership's folder, from the configuration's."""
    folder = config_options.Type(str, default="")
    """Where in the site its pages stand; at the top, with a navigation, where it is left out."""
    as_of = config_options.Optional(config_options.Type(date))
    """The day judged."""


class SitePlugin(HandbookPlugin):  # type: ignore[no-untyped-call]
    """Adds a partnership's handbook to a site that has pages of its own."""

    config_class = _Options
    config: _Options

    def __init__(self) -> None:
        """Wait for the options."""
        super().__init__(self._read)
        self.beside = Path()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Write the pages; what keeps them from being written stops the build."""
        self.beside = Path(config.config_file_path).parent
        try:
            return super().on_config(config)
        except PartnershipError as error:
            raise PluginError(str(error)) from error

    def _read(self) -> Book:
        root = find_root((self.beside / self.config.path).resolve())
        book, _ = read_book(root, self.config.as_of or today(), draft=False)
        folder = self.config.folder.strip("/")
        return replace(book, folder=f"{folder}/" if folder else "")
