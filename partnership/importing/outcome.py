"""What an import did: all that was read, and where each row of it went."""

from __future__ import annotations

from dataclasses import dataclass, field

FORMAT = "partnership/import/1"


@dataclass(frozen=True, slots=True)
class Unmapped:
    """A word of the system that is in no list of the map."""

    table: str
    column: str
    word: str
    """As the export has it: it may name a person, so no report prints it unasked."""
    rows: int
    first: str
    """File and line."""


@dataclass(frozen=True, slots=True)
class Quarantined:
    """Rows set aside for one reason, with the first of them."""

    table: str
    reason: str
    rows: int
    first: str
    """File and line."""


@dataclass(slots=True)
class TableCount:
    """What became of the rows of one event table."""

    mapped: int = 0
    added: int = 0
    changed: int = 0
    """Of those added: later states of what the store knew."""
    unchanged: int = 0
    repeated: int = 0
    """Rows that say the same thing twice within one import."""
    orphaned: int = 0
    """Rows that name something neither the store nor the import has."""


@dataclass(slots=True)
class Outcome:
    """What an import did."""

    system: str
    event_map: str
    files: int = 0
    recorded_at: str = ""
    read: dict[str, int] = field(default_factory=dict)
    """Rows by the system's table."""
    unread: dict[str, str] = field(default_factory=dict)
    """Files that were not read, and why."""
    unknown: dict[str, int] = field(default_factory=dict)
    """JSON objects, by file, of no kind that is read."""
    skipped: dict[str, str] = field(default_factory=dict)
    """Rules that were not asked, and which table they lack."""
    tables: dict[str, TableCount] = field(default_factory=dict)
    unmapped: list[Unmapped] = field(default_factory=list)
    quarantined: list[Quarantined] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    """Moments left empty because the export has only a day, by column."""
    gone: dict[str, int] = field(default_factory=dict)
    """Things of the last snapshot that are not in this one."""
    earlier: dict[str, int] = field(default_factory=dict)
    """Rows of days that an earlier import has read, with a later day after them."""
    tokens: int = 0
    """Tokens issued for the first time."""
    wrote: bool = True

    def count(self, table: str) -> TableCount:
        """Give an event table's counts."""
        return self.tables.setdefault(table, TableCount())

    def count_snapshot(self, thing: str, gone: int, earlier: int) -> None:
        """Count what is gone and what was read before, once for all that is made of a thing."""
        for counts, rows in ((self.gone, gone), (self.earlier, earlier)):
            if rows:
                counts[thing] = max(rows, counts.get(thing, 0))

    @property
    def added(self) -> int:
        """How many rows the store has more."""
        return sum(count.added for count in self.tables.values())

    @property
    def rows_unmapped(self) -> int:
        """How many rows hold a word that is in no list."""
        return sum(found.rows for found in self.unmapped)

    @property
    def rows_quarantined(self) -> int:
        """How many rows were set aside."""
        return sum(found.rows for found in self.quarantined)

    @property
    def rows_orphaned(self) -> int:
        """How many rows name something that is not there."""
        return sum(count.orphaned for count in self.tables.values())


def counted(rows: int, what: str) -> str:
    """Write a number of things: `1 row`, `1,204 rows`."""
    return f"{rows:,} {what}" if rows == 1 else f"{rows:,} {what}s"
