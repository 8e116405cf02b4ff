"""Builds the site with settings of ours: nothing that a repository names is run or imported."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from mkdocs.commands.build import build as build_site
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.livereload import LiveReloadServer

from partnership.errors import PartnershipError, WriteError, WrongUsage
from partnership.handbook.book import Book
from partnership.handbook.plugin import HandbookPlugin, safe
from partnership.handbook.settings import Settings

MARK = ".partnership-handbook"
"""Tells a handbook's folder, which may be replaced, from any other, which may not."""
HOST = "127.0.0.1"
EXTENSIONS = ["pymdownx.highlight", "pymdownx.superfences"]


def config_for(make_book: Callable[[], Book], settings: Settings, docs: Path, out: Path) -> Any:  # noqa: ANN401
    """Make MkDocs' configuration.

    Args:
        make_book: Gives what the pages are written from.
        settings: What the partnership says about its looks.
        docs: An empty folder; every page is made by us.
        out: Where the site is written.

    Raises:
        PartnershipError: the theme is not installed.

    """
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": safe(settings.site_name),
            "site_description": safe(settings.site_description) or None,
            "site_url": settings.site_url,
            "copyright": safe(settings.copyright) or None,
            "docs_dir": str(docs),
            "site_dir": str(out),
            "theme": _theme(settings),
            "plugins": ["material/search" if settings.theme == "material" else "search"],
            "markdown_extensions": EXTENSIONS,
            "strict": True,
            "extra": {"generator": False},
            "validation": {"nav": {"omitted_files": "ignore"}},
        }
    )
    errors, _ = config.validate()
    for key, error in errors:
        if key == "theme":
            package = "mkdocs-material" if settings.theme == "material" else settings.theme
            msg = f"the theme `{settings.theme}` is not installed: pip install {package}"
            raise PartnershipError(msg)
        msg = f"MkDocs does not take `{key}`: {error}"
        raise PartnershipError(msg)
    if settings.theme == "mkdocs" and settings.favicon:
        config["site_favicon"] = quote(settings.favicon)  # where its template looks for it
    config.plugins["partnership/handbook"] = HandbookPlugin(make_book)
    return config


def _theme(settings: Settings) -> dict[str, Any]:
    if settings.theme == "mkdocs":
        # Its own highlighting would be fetched from elsewhere.
        return {
            "name": "mkdocs",
            "highlightjs": False,
            "color_mode": "auto",
            "user_color_mode_toggle": True,
        }
    colours = {"primary": settings.primary, "accent": settings.accent}
    pictures = {"logo": quote(settings.logo), "favicon": quote(settings.favicon)}
    return {
        "name": "material",
        "language": settings.language,
        "font": False,
        **{name: path for name, path in pictures.items() if path},
        "features": [
            "navigation.top",
            "search.highlight",
            "search.suggest",
            "toc.follow",
            "content.code.copy",
        ],
        "palette": [
            _look("(prefers-color-scheme)", "auto", "Follow the system", colours, scheme=""),
            _look("(prefers-color-scheme: light)", "on", "Light", colours, scheme="default"),
            _look("(prefers-color-scheme: dark)", "night", "Dark", colours, scheme="slate"),
        ],
    }


ICONS = {
    "auto": "material/brightness-auto",
    "on": "material/weather-sunny",
    "night": "material/weather-night",
}


def _look(
    media: str, icon: str, name: str, colours: dict[str, str], *, scheme: str
) -> dict[str, Any]:
    toggle = {"icon": ICONS[icon], "name": f"{name}; choose another look"}
    look = {"media": media, **colours, "toggle": toggle}
    return {**look, "scheme": scheme} if scheme else look


def build(make_book: Callable[[], Book], settings: Settings, output: Path) -> int:
    """Build a handbook into a folder, whole or not at all; gives the number of its pages.

    Args:
        make_book: Gives what the pages are written from.
        settings: What the partnership says about its looks.
        output: A folder that is not there, is empty, or holds a handbook.

    Raises:
        WrongUsage: the folder holds something else.
        WriteError: it cannot be written.
        PartnershipError: MkDocs had something to say; the text says what.

    """
    require_own(output)
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        made = tempfile.TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent)
    except OSError as error:
        msg = f"cannot write {output}: {(error.strerror or str(error)).lower()}"
        raise WriteError(msg) from error
    with made as folder, _temporary() as docs:
        site = Path(folder) / "site"
        count = _run(config_for(make_book, settings, Path(docs), site))
        try:
            (site / MARK).write_text("Written by `partnership handbook build`.\n", encoding="utf-8")
            if output.exists():
                output.replace(Path(folder) / "before")
            site.replace(output)
        except OSError as error:
            msg = f"cannot write {output}: {(error.strerror or str(error)).lower()}"
            raise WriteError(msg) from error
    return count


def _temporary() -> tempfile.TemporaryDirectory[str]:
    """Make a folder for what is gone afterwards."""
    try:
        return tempfile.TemporaryDirectory()
    except OSError as error:
        msg = f"cannot write a temporary folder: {(error.strerror or str(error)).lower()}"
        raise WriteError(msg) from error


def require_own(output: Path) -> None:
    """Make sure that a folder may be replaced.

    Raises:
        WrongUsage: it holds something that is not a handbook.

    """
    there = next((one for one in (output, *output.absolute().parents) if one.exists()), output)
    if output.is_symlink() or (there.exists() and not there.is_dir()):
        msg = f"{there} is not a folder; name another with `--output`"
        raise WrongUsage(msg)
    try:
        if not output.exists() or (output / MARK).exists() or not any(output.iterdir()):
            return
    except OSError as error:
        msg = f"cannot read {output}: {(error.strerror or str(error)).lower()}"
        raise WriteError(msg) from error
    msg = f"{output} holds files that are not a handbook; name another folder with `--output`"
    raise WrongUsage(msg)


def _run(config: MkDocsConfig, serve_url: str | None = None) -> int:
    """Let MkDocs build; what it warns of is an error, as a page of ours is wrong then."""
    with _told() as told:
        try:
            build_site(config, serve_url=serve_url)
        except Abort as error:
            msg = f"the handbook was not built: {'; '.join(told) or error}"
            raise PartnershipError(msg) from error
        except MkDocsException as error:
            msg = f"the handbook was not built: {error}"
            raise PartnershipError(msg) from error
        except OSError as error:
            msg = f"cannot write {config.site_dir}: {(error.strerror or str(error)).lower()}"
            raise WriteError(msg) from error
    plugin = config.plugins["partnership/handbook"]
    return len(plugin.pages) if isinstance(plugin, HandbookPlugin) else 0


@contextmanager
def _told() -> Iterator[list[str]]:
    """Collect what MkDocs warns of, instead of printing it."""
    said: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    logger, listener = logging.getLogger("mkdocs"), Listener(logging.WARNING)
    before = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(listener)
        logger.propagate = before


def serve(
    make_book: Callable[[], tuple[Book, Settings]],
    watched: list[Path],
    ports: Sequence[int],
    tell: Callable[[str], None],
) -> None:
    """Serve a handbook on this machine alone, and build it again whenever a file changes.

    Args:
        make_book: Reads the agreement and gives the book and its settings.
        watched: Folders whose files make it.
        ports: Where it is served: the first that can be had; 0 is any that is free.
        tell: Told the address, and what keeps a build from going on.

    Raises:
        WrongUsage: no port can be had.
        PartnershipError: the first build failed.

    """
    with _temporary() as folder, _temporary() as docs:
        server = _bound(Path(folder), ports)
        rebuild = partial(_rebuild, server, make_book, Path(docs), Path(folder))
        server.builder = lambda: _or_tell(rebuild, tell)
        try:
            rebuild()
            for path in watched:
                server.watch(str(path))
            logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)  # not each answer
            tell(f"serving on {server.url} until you press Ctrl+C")
            server.serve()  # type: ignore[no-untyped-call]
        finally:
            if server.serve_thread.is_alive():
                server.shutdown()
            server.server_close()


def require_port(ports: Sequence[int]) -> None:
    """Make sure that a handbook can be served.

    Raises:
        WrongUsage: no port can be had.

    """
    _bound(Path(), ports).server_close()


def _rebuild(
    server: LiveReloadServer,
    make_book: Callable[[], tuple[Book, Settings]],
    docs: Path,
    folder: Path,
) -> None:
    """Build what the server shows."""
    book, settings = make_book()
    config = config_for(lambda: book, settings, docs, folder)
    config.site_url = server.url
    _run(config, serve_url=server.url)


def _or_tell(rebuild: Callable[[], None], tell: Callable[[str], None]) -> None:
    """Keep the last good pages where others cannot be built, and say why."""
    try:
        rebuild()
    except PartnershipError as error:
        tell(f"error: {error}")


def _bound(folder: Path, ports: Sequence[int]) -> LiveReloadServer:
    """Take a port before anything is built."""
    for port in ports:
        server = LiveReloadServer(lambda: None, host=HOST, port=port, root=str(folder))
        try:
            server.server_bind()
        except OSError:
            server.server_close()
            continue
        server.server_bind = lambda: None  # type: ignore[method-assign]
        server.url = f"http://{HOST}:{server.server_port}/"
        server.error_handler = lambda code: _error_page(folder, code)
        return server
    msg = f"port {ports[0]} is in use or not allowed; name another with `--port`"
    raise WrongUsage(msg)


def _error_page(folder: Path, code: int) -> bytes | None:
    page = folder / f"{code}.html"
    return page.read_bytes() if page.is_file() else None
