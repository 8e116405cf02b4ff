"""Where events live: a folder, a DuckDB file, a PostgreSQL database or a Spark session."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import parse_qsl, unquote, urlsplit

from partnership.errors import StoreError

Sort = Literal["folder", "duckdb", "postgresql", "spark"]

SECRET_NAMES = frozenset(
    [
        "access_token",
        "api_key",
        "apikey",
        "client_secret",
        "key",
        "pass",
        "passwd",
        "password",
        "private_key",
        "pwd",
        "secret",
        "sslpassword",
        "token",
    ]
)
"""Settings of an address whose values are secrets."""

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_SPARK = re.compile(r"spark://([^/]+)(/.*)?")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of events, read from what was written."""

    sort: Sort
    address: str
    """The folder's or file's path, the database's URL, or Spark's master; empty for its default."""
    inside: str = ""
    """For Spark, the folder or the `catalog.schema` in which unmapped tables stand."""

    @property
    def shown(self) -> str:
        """The place as it may be printed: without user, password and settings."""
        if self.sort in {"folder", "duckdb"}:
            return self.address
        if self.sort == "postgresql":
            host = urlsplit(self.address).netloc.rpartition("@")[2]
            return f"PostgreSQL at {host}" if host else "PostgreSQL"
        host = self.address.partition("://")[2].partition("/")[0] or self.address
        return f"Spark at {host}" if host else "Spark"


def read_place(written: str | Path, root: Path | None = None) -> Place:
    """Read a place of events.

    Args:
        written: A folder, `duckdb:PATH` or a path that ends in `.duckdb`, `postgresql://…`,
            `spark://MASTER/FOLDER`, `spark:CATALOG.SCHEMA` or `sc://HOST:PORT/…#CATALOG.SCHEMA`.
        root: What a relative path starts from; the working directory where it is left out.

    Raises:
        StoreError: It is none of these.
    """
    text = str(written)
    scheme = _SCHEME.match(text)
    name = scheme[1].lower() if scheme and not isinstance(written, Path) else ""
    if name in {"postgresql", "postgres"}:
        return Place("postgresql", text)
    if name == "duckdb":
        return Place("duckdb", _path(text.partition(":")[2].removeprefix("//"), root))
    if name == "sc":
        address, _, inside = text.partition("#")
        return Place("spark", address, unquote(inside))
    if name == "spark":
        return _spark(text)
    if name:
        raise StoreError(
            f"events do not live at a `{name}:` address; write a folder, `duckdb:PATH`, "
            "`postgresql://HOST/DATABASE`, `spark:CATALOG.SCHEMA` or `sc://HOST:PORT`"
        )
    return Place("duckdb" if text.endswith(".duckdb") else "folder", _path(text, root))


def holds_secret(written: str) -> bool:
    """Say whether an address has a password, a token or another secret in it."""
    scheme = _SCHEME.match(written)
    if not scheme:
        return False
    try:
        parts = urlsplit(written)
        settings = parse_qsl(parts.query) + parse_qsl(parts.path, separator=";")
    except ValueError:
        return "@" in written
    words = re.split(r"[/;]", parts.path)
    settings += [(word.partition("=")[0], word.partition("=")[2]) for word in words]
    if any(name.lower() in SECRET_NAMES and value for name, value in settings):
        return True
    return ":" in parts.netloc.rpartition("@")[0]


def _spark(text: str) -> Place:
    found = _SPARK.fullmatch(text)
    if not found:
        return Place("spark", "", text.partition(":")[2].strip("/"))
    master = found[1] if found[1].startswith("local") else f"spark://{found[1]}"
    return Place("spark", master, found[2] or "")


def _path(text: str, root: Path | None) -> str:
    return str(Path(text) if root is None else root / text)
