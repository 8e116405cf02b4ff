"""Files written whole or not at all, and a cache that may be deleted at any time."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing, suppress
from pathlib import Path

from partnership.errors import WriteError

AT_ONCE = 500
KEPT = 200_000
KEPT_ANSWERS = 200


def write_file(path: Path, text: str) -> None:
    """Write a text file so that a reader sees the old one or the new one, never half of it.

    Raises:
        WriteError: where the folder cannot be written; the old file stands.

    """
    write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file of any form, whole or not at all.

    Raises:
        WriteError: where the folder cannot be written; the old file stands.

    """
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        msg = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
        raise WriteError(msg) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        Path(temporary).chmod(mode)
        Path(temporary).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(temporary).unlink()
        msg = f"cannot write {path}: {(error.strerror or str(error)).lower()}"
        raise WriteError(msg) from error


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current


class Cache:
    """Canonical documents by their content, and answers by all they rest on; a failure is a miss."""

    def __init__(self, folder: Path, version: str) -> None:
        """Keep the cache in a folder of the user's, for one version of this package."""
        self.path = folder / "documents.sqlite3"
        self.version = version.encode()

    def get_many(self, contents: Iterable[bytes]) -> dict[bytes, str]:
        """Give what is remembered of these contents."""
        names = {self._name(content): content for content in contents}
        if not self.path.exists():
            return {}
        found: dict[bytes, str] = {}
        try:
            with closing(self._open()) as database:
                keys = sorted(names)  # neighbours stand on one page
                for start in range(0, len(keys), AT_ONCE):
                    some = keys[start : start + AT_ONCE]
                    marks = ",".join("?" * len(some))
                    query = f"SELECT name, canonical FROM document WHERE name IN ({marks})"  # noqa: S608
                    for name, canonical in database.execute(query, some):
                        found[names[name]] = canonical
        except (sqlite3.Error, OSError, KeyError):
            return {}
        return found

    def put_many(self, fresh: Mapping[bytes, str]) -> None:
        """Remember documents; the oldest are forgotten beyond what is kept."""
        rows = [(self._name(content), canonical) for content, canonical in fresh.items()]
        with suppress(sqlite3.Error, OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as database, database:
                database.executemany("INSERT OR REPLACE INTO document VALUES (?, ?)", rows)
                database.execute(
                    "DELETE FROM document WHERE rowid <= (SELECT max(rowid) FROM document) - ?",
                    (KEPT,),
                )

    def answer(self, question: bytes) -> str | None:
        """Give the answer that was given to a question, or None."""
        if not self.path.exists():
            return None
        try:
            with closing(self._open()) as database:
                found = database.execute(
                    "SELECT text FROM answer WHERE name = ?", (self._name(question),)
                ).fetchone()
        except (sqlite3.Error, OSError):
            return None
        return str(found[0]) if found else None

    def remember(self, question: bytes, text: str) -> None:
        """Remember the answer to a question, among the last few hundred."""
        with suppress(sqlite3.Error, OSError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(self._open()) as database, database:
                row = (self._name(question), text)
                database.execute("INSERT OR REPLACE INTO answer VALUES (?, ?)", row)
                database.execute(
                    "DELETE FROM answer WHERE rowid <= (SELECT max(rowid) FROM answer) - ?",
                    (KEPT_ANSWERS,),
                )

    def _name(self, content: bytes) -> bytes:
        return hashlib.blake2b(content, key=self.version[:64], digest_size=20).digest()

    def _open(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=2)
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=OFF")
        database.execute(
            "CREATE TABLE IF NOT EXISTS document (name BLOB PRIMARY KEY, canonical TEXT NOT NULL)"
        )
        database.execute(
            "CREATE TABLE IF NOT EXISTS answer (name BLOB PRIMARY KEY, text TEXT NOT NULL)"
        )
        return database
