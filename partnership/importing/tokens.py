"""The book of tokens: which random token stands for which id of the system.

It is a file of its own, outside the store and outside git, that only its owner may read. Without it a
token leads nowhere; with it, the system's owner can find what a row is about, or forget it. A token is
random: no key or calculation leads from the id to it.
"""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Self

from partnership.errors import StoreError

if TYPE_CHECKING:
    from types import TracebackType

RandomBytes = Callable[[int], bytes]
TOKEN_BYTES = 12
AT_ONCE = 5_000
LETTERS = {
    "requisition": "req",
    "opening": "opn",
    "application": "app",
    "interview": "int",
    "feedback": "fbk",
    "approval": "apr",
    "offer": "off",
    "hire": "hir",
    "event": "evt",
}
"""What a token begins with, by what it stands for."""

_SHAPE = """
CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS space (
  number INTEGER PRIMARY KEY, system TEXT NOT NULL, thing TEXT NOT NULL, UNIQUE (system, thing));
CREATE TABLE IF NOT EXISTS token (
  space INTEGER NOT NULL, id TEXT NOT NULL, token TEXT NOT NULL,
  PRIMARY KEY (space, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snapshot_day (
  system TEXT NOT NULL, rule TEXT NOT NULL, day TEXT NOT NULL,
  PRIMARY KEY (system, rule, day)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (
  system TEXT NOT NULL, rule TEXT NOT NULL, id TEXT NOT NULL, day TEXT NOT NULL,
  value TEXT, before TEXT, PRIMARY KEY (system, rule, id)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS correction (recorded_us INTEGER PRIMARY KEY);
"""


class TokenBook:
    """An open book of tokens: one import at a time writes in it."""

    def __init__(self, path: Path, system: str, random: RandomBytes) -> None:
        """Open or begin the book.

        Raises:
            StoreError: It cannot be opened, is no book of tokens, or another import holds it.
        """
        self._path = path
        self._system = system
        self._random = random
        self.issued = 0
        try:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                path.touch(mode=0o600)
            path.chmod(0o600)
            self._base = sqlite3.connect(path, timeout=1, isolation_level=None)
            self._base.executescript(
                "PRAGMA journal_mode=DELETE; PRAGMA synchronous=FULL; PRAGMA cache_size=-65536;"
            )
            self._base.execute("BEGIN EXCLUSIVE")
            for statement in filter(str.strip, _SHAPE.split(";")):
                self._base.execute(statement)
            self.name = self._name()
            """The random name by which a store knows its book; kept with the first tokens."""
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise StoreError(
                    f"{path}: another import holds the book of tokens; wait for it"
                ) from None
            raise StoreError(f"{path}: the book of tokens cannot be opened: {error}") from None
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path}: this is not a book of tokens: {error}") from None
        except OSError as error:
            raise StoreError(
                f"{path}: the book of tokens cannot be written: {error.strerror}"
            ) from None

    def _name(self) -> str:
        found = self._base.execute("SELECT value FROM about WHERE name = 'name'").fetchone()
        if found:
            return str(found[0])
        made = self._random(TOKEN_BYTES).hex()
        self._base.execute("INSERT INTO about VALUES ('name', ?)", (made,))
        return made

    def tokens_of(self, thing: str, ids: Iterable[str]) -> Iterator[list[tuple[str, str]]]:
        """Yield some ids at a time, each with its token, issued now where it has none."""
        begin = LETTERS.get(thing, "tok")
        space = self._space(thing)
        is_fresh = not self._base.execute(
            "SELECT EXISTS (SELECT 1 FROM token WHERE space = ?)", (space,)
        ).fetchone()[0]
        rest = iter(ids)
        while some := list(islice(rest, AT_ONCE)):
            known = {} if is_fresh else self._known(space, some)
            new = [name for name in some if name not in known] if known else some
            issued = list(zip(new, self._issued(begin, len(new)), strict=True))
            self._base.executemany(
                "INSERT INTO token VALUES (?, ?, ?)",
                ((space, name, token) for name, token in issued),
            )
            self.issued += len(issued)
            yield [*known.items(), *issued]

    def _space(self, thing: str) -> int:
        named = (self._system, thing)
        self._base.execute("INSERT OR IGNORE INTO space (system, thing) VALUES (?, ?)", named)
        found = self._base.execute(
            "SELECT number FROM space WHERE system = ? AND thing = ?", named
        ).fetchone()
        return int(found[0])

    def _known(self, space: int, ids: list[str]) -> dict[str, str]:
        return dict(
            self._base.execute(
                "SELECT id, token FROM token WHERE space = ?"
                " AND id IN (SELECT value FROM json_each(?))",
                (space, json.dumps(ids)),
            )
        )

    def _issued(self, begin: str, count: int) -> list[str]:
        text = base64.urlsafe_b64encode(self._random(TOKEN_BYTES * count)).decode()
        size = TOKEN_BYTES * 4 // 3
        return [f"{begin}_{text[at : at + size]}" for at in range(0, len(text), size)]

    def corrections(self) -> list[int]:
        """Give the moments at which rows were corrected without the system's word for it."""
        return [int(row[0]) for row in self._base.execute("SELECT recorded_us FROM correction")]

    def add_correction(self, recorded_us: int) -> None:
        """Remember such a moment."""
        self._base.execute("INSERT OR IGNORE INTO correction VALUES (?)", (recorded_us,))

    def days(self, rule: str) -> list[str]:
        """Give the days of a rule's snapshots that were read, the first of all first."""
        found = self._base.execute(
            "SELECT day FROM snapshot_day WHERE system = ? AND rule = ? ORDER BY day",
            (self._system, rule),
        )
        return [str(row[0]) for row in found]

    def seen(self, rule: str) -> Iterator[tuple[str, str, str | None, str | None]]:
        """Yield what the last snapshot showed: id, day, value and the value before that day."""
        yield from self._base.execute(
            "SELECT id, day, value, before FROM seen WHERE system = ? AND rule = ? ORDER BY id",
            (self._system, rule),
        )

    def see(
        self,
        rule: str,
        days: Iterable[str],
        rows: Iterable[tuple[str, str, str | None, str | None]],
    ) -> None:
        """Remember what the snapshots of some days showed."""
        self._base.executemany(
            "INSERT OR IGNORE INTO snapshot_day VALUES (?, ?, ?)",
            ((self._system, rule, day) for day in days),
        )
        self._base.executemany(
            "INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?, ?, ?)",
            ((self._system, rule, *row) for row in rows),
        )

    def commit(self) -> None:
        """Keep what was written, and hold the book for what follows."""
        try:
            self._base.execute("COMMIT")
            self._base.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            raise StoreError(
                f"{self._path}: the book of tokens cannot be written: {error}"
            ) from None

    def __enter__(self) -> Self:
        """Return the book itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Forget what was not kept, and close."""
        with suppress(sqlite3.Error):
            self._base.execute("ROLLBACK")
        self._base.close()
