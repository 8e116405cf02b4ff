"""Which staged rows are new to the store: later states, first states, nothing at all.

A row is compared with what the store holds of the same thing. Equal to the last state, it adds nothing.
Otherwise it is a later row, taken down when the system says so; where the store already holds a row of
that moment or a later one (the map has changed, or the system rewrote the past), it is a correction and
is taken down at the moment of the import.
"""

# ruff: noqa: S608 - names are quoted identifiers of our own tables

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from partnership.errors import StoreError
from partnership.importing.outcome import Outcome, counted
from partnership.importing.staging import Connection, staged
from partnership.importing.tokens import TokenBook
from partnership.importing.work import FIRST, Stager
from partnership.store.backwards import IN_ORDER
from partnership.store.columns import literal, quoted
from partnership.store.files import EventFile, find_table_files, read_columns
from partnership.store.projection import projection
from partnership.store.tables import TABLE_BY_NAME, Column, Table

SPACES = {
    "requisition_id": "requisition",
    "opening_id": "opening",
    "application_id": "application",
    "filled_application_id": "application",
    "interview_id": "interview",
    "feedback_id": "feedback",
    "approval_id": "approval",
    "offer_id": "offer",
    "hire_id": "hire",
    "event_id": "event",
}
"""What each token column stands for; the others name documents."""
THINGS = (*dict.fromkeys(SPACES.values()), "survey_response")
BY_SUBJECT = {"approval": "subject_id", "relief_subject": "token"}
"""Columns whose thing is named in the row's `subject`."""
PARENTS = (
    ("opening", "requisition_id", "requisition"),
    ("req_event", "requisition_id", "requisition"),
    ("application", "requisition_id", "requisition"),
    ("app_event", "application_id", "application"),
    ("interview", "application_id", "application"),
    ("feedback", "interview_id", "interview"),
    ("offer", "application_id", "application"),
    ("hire", "application_id", "application"),
)
SQL_TYPES = {
    "token": "VARCHAR",
    "str": "VARCHAR",
    "enum": "VARCHAR",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "int": "BIGINT",
    "decimal": "DECIMAL(18, 4)",
    "bool": "BOOLEAN",
}
KEEP_FETCHING = 50_000
QUOTE = '"'

_NEW = (
    "SELECT h.kk, h.vals, h.source, h.recorded_us, l.last_us, l.kk IS NOT NULL AS known,"
    " coalesce(h.recorded_us BETWEEN l.base_us AND l.last_us AND h.vals IS DISTINCT FROM"
    " l.last_vals AND h.recorded_us = max(h.recorded_us) OVER (PARTITION BY h.kk), false)"
    " AS corrects, CASE WHEN e.kk IS NOT NULL THEN false WHEN h.recorded_us BETWEEN l.base_us"
    " AND l.last_us THEN false ELSE h.is_first OR h.vals IS DISTINCT FROM h.before END AS adds"
    " FROM history AS h LEFT JOIN latest AS l USING (kk) LEFT JOIN stored AS e"
    " ON e.kk = h.kk AND e.recorded_us = h.recorded_us WHERE h.fresh"
)
"""Which of a thing's states, among those the store has, correct the last one or add to them."""


class States:
    """Compares what was staged with a store."""

    def __init__(
        self, connection: Connection, folder: Path, stager: Stager, outcome: Outcome, import_us: int
    ) -> None:
        """Compare with the store in a folder, which may not be there yet."""
        self._connection = connection
        self._stager = stager
        self._outcome = outcome
        self._import_us = import_us
        self._files: dict[str, list[EventFile]] = {}
        if folder.is_dir():
            for table, path in find_table_files(folder):
                self._files.setdefault(table.name, []).append(read_columns(connection, table, path))

    def has(self, table: str) -> bool:
        """Whether the store has a file of a table."""
        return table in self._files

    def settle(self, book: TokenBook, work: Path) -> None:
        """Give every id its token, then find what is new in each table."""
        for name in self._stager.tables:
            self._refuse_backwards(TABLE_BY_NAME[name])
        for space in THINGS:
            self._issue(space, book, work)
        corrections = book.corrections()
        for name in self._stager.tables:
            table = TABLE_BY_NAME[name]
            self._type(table)
            self._refuse_doubles(table)
            self._compare(table, corrections)
        if any(self._fresh_corrections(name) for name in self._stager.tables):
            book.add_correction(self._import_us)
        for child, column, parent in PARENTS:
            if child in self._stager.tables:
                self._count_orphans(child, column, parent)

    def _refuse_backwards(self, table: Table) -> None:
        for name, start, stop in IN_ORDER:
            if name != table.name:
                continue
            backwards = f"{quoted(start)} IS NOT NULL AND {quoted(stop)} < {quoted(start)}"
            rows, first = self._connection.execute(
                f"SELECT count(*), {FIRST} FROM {staged(name)} WHERE {backwards}"
            ).fetchone()
            if rows:
                reason = f"`{stop}` is before `{start}`"
                self._stager.set_aside(name, reason, int(rows), str(first))
                self._outcome.count(name).mapped -= int(rows)
                self._connection.execute(f"DELETE FROM {staged(name)} WHERE {backwards}")

    def _issue(self, space: str, book: TokenBook, work: Path) -> None:
        parts = [
            f"SELECT {quoted(column.name)} AS id FROM {staged(table)}"
            for table in self._stager.tables
            for column in TABLE_BY_NAME[table].columns
            if SPACES.get(column.name) == space
        ]
        parts += [
            f"SELECT {quoted(column)} AS id FROM {staged(table)} WHERE subject = {literal(space)}"
            for table, column in BY_SUBJECT.items()
            if table in self._stager.tables
        ]
        name = quoted(f"token {space}")
        if not parts:
            self._connection.execute(f"CREATE TABLE {name} (id VARCHAR, token VARCHAR)")
            return
        path = work / "tokens.csv"
        found = self._connection.execute(
            f"SELECT DISTINCT id FROM ({' UNION ALL '.join(parts)}) WHERE id IS NOT NULL ORDER BY id"
        )
        with path.open("w", encoding="utf-8", newline="") as file:
            for some in book.tokens_of(space, _fetched(found)):
                file.writelines(
                    [f'"{raw.replace(QUOTE, QUOTE * 2)}",{token}\n' for raw, token in some]
                )
        self._connection.execute(
            f"CREATE TABLE {name} AS SELECT * FROM read_csv({literal(str(path))}, header = false,"
            " auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
            " columns = {'id': 'VARCHAR', 'token': 'VARCHAR'})"
        )
        path.unlink()

    def _type(self, table: Table) -> None:
        """Make table `typed`: tokens for ids, and values as the store shows them."""
        joins, columns = [], []
        for index, column in enumerate(table.columns):
            name = f"s.{quoted(column.name)}"
            if column.name == "recorded_at":
                continue
            space = SPACES.get(column.name) if column.type == "token" else None
            if space is not None:
                joins.append(
                    f"LEFT JOIN {quoted(f'token {space}')} AS k{index} ON k{index}.id = {name}"
                )
                columns.append(f"k{index}.token AS {quoted(column.name)}")
            elif BY_SUBJECT.get(table.name) == column.name:
                cases = []
                for number, thing in enumerate(THINGS):
                    alias = f"k{index}_{number}"
                    joins.append(
                        f"LEFT JOIN {quoted(f'token {thing}')} AS {alias}"
                        f" ON {alias}.id = {name} AND s.subject = {literal(thing)}"
                    )
                    cases.append(f"{alias}.token")
                columns.append(f"coalesce({', '.join(cases)}) AS {quoted(column.name)}")
            else:
                columns.append(f"{_typed(column, name)} AS {quoted(column.name)}")
        recorded = (
            "coalesce(epoch_us(CAST(left(s.recorded_at, length(s.recorded_at) - 1) AS TIMESTAMP)),"
            f" d.us, {self._import_us})"
        )
        self._connection.execute(
            f"CREATE TABLE typed AS SELECT {_key(table)} AS kk, recorded_us, {_values(table)} AS vals,"
            f" source, _file, _line FROM (SELECT {', '.join(columns)}, {recorded} AS recorded_us,"
            f" s._file, s._line FROM {staged(table.name)} AS s"
            f" LEFT JOIN export_day AS d ON d.day = s._day {' '.join(joins)})"
        )
        self._connection.execute(f"DROP TABLE {staged(table.name)}")

    def _refuse_doubles(self, table: Table) -> None:
        """Keep one of equal rows; set aside those that differ under one id and one moment."""
        rows, things = self._connection.execute(
            "SELECT count(*), count(DISTINCT kk) FROM typed"
        ).fetchone()
        if rows == things:
            self._connection.execute("ALTER TABLE typed RENAME TO once")
            return
        self._connection.execute(
            "CREATE TABLE once AS SELECT kk, recorded_us, vals, min(source) AS source,"
            f" count(*) AS times, {FIRST} AS first FROM typed GROUP BY kk, recorded_us, vals"
        )
        total, kept = self._connection.execute("SELECT sum(times), count(*) FROM once").fetchone()
        self._outcome.count(table.name).repeated += int(total or 0) - int(kept)
        doubled = "SELECT kk, recorded_us FROM once GROUP BY kk, recorded_us HAVING count(*) > 1"
        rows, first = self._connection.execute(
            f"SELECT coalesce(sum(times), 0), min(first) FROM once SEMI JOIN ({doubled}) USING (kk, recorded_us)"
        ).fetchone()
        if rows:
            keys = " and ".join(f"`{name}`" for name in table.key)
            self._stager.set_aside(
                table.name, f"two rows with one {keys} that differ", int(rows), str(first)
            )
            self._outcome.count(table.name).mapped -= int(rows)
            self._connection.execute(
                f"DELETE FROM once WHERE (kk, recorded_us) IN (SELECT (kk, recorded_us) FROM ({doubled}))"
            )
        self._connection.execute("DROP TABLE typed")

    def _compare(self, table: Table, corrections: list[int]) -> None:
        self._load_stored(table)
        corrected = (
            f"recorded_us IN ({', '.join(map(str, corrections))})" if corrections else "false"
        )
        self._connection.execute(
            "CREATE TABLE latest AS SELECT kk, max(recorded_us) AS last_us,"
            f" coalesce(max(recorded_us) FILTER (WHERE NOT ({corrected})), min(recorded_us)) AS base_us,"
            " arg_max(vals, recorded_us) AS last_vals FROM stored GROUP BY kk"
        )
        # A thing of which there is one state, and none in the store, is new without more ado.
        self._connection.execute(
            "CREATE TABLE several AS SELECT kk FROM once GROUP BY kk HAVING count(*) > 1"
            " UNION SELECT kk FROM latest"
        )
        self._connection.execute(
            "CREATE TABLE history AS SELECT *, lag(vals) OVER w AS before, lag(kk) OVER w IS NULL"
            " AS is_first FROM (SELECT kk, recorded_us, vals, source, true AS fresh FROM once"
            " SEMI JOIN several USING (kk) UNION ALL SELECT kk, recorded_us, vals, '', false"
            " FROM stored) WINDOW w AS (PARTITION BY kk ORDER BY recorded_us, fresh)"
        )
        fresh = quoted(f"fresh {table.name}")
        self._connection.execute(
            f"CREATE TABLE {fresh} AS SELECT kk, vals, source, CASE WHEN corrects THEN"
            f" {self._import_us} ELSE recorded_us END AS recorded_us, corrects, known, last_us"
            f" FROM ({_NEW}) WHERE corrects OR adds UNION ALL"
            " SELECT kk, vals, source, recorded_us, false, false, CAST(NULL AS BIGINT) FROM once"
            " ANTI JOIN several USING (kk)"
        )
        self._refuse_early(table)
        added, changed = self._connection.execute(
            f"SELECT count(*), count(*) FILTER (WHERE known) FROM {fresh}"
        ).fetchone()
        kept = self._connection.execute("SELECT count(*) FROM once").fetchone()[0]
        count = self._outcome.count(table.name)
        count.added, count.changed = int(added), int(changed)
        count.unchanged = int(kept) - int(added)
        self._connection.execute(f"ALTER TABLE once RENAME TO {quoted(f'all {table.name}')}")
        for name in ("latest", "several", "history", "stored"):
            self._connection.execute(f"DROP TABLE {name}")

    def _refuse_early(self, table: Table) -> None:
        """Refuse rows to which the store has another answer of the import's own moment, or a later one."""
        early = self._connection.execute(
            f"SELECT count(*) FROM (SELECT kk FROM {quoted(f'fresh {table.name}')} WHERE corrects"
            f" AND {self._import_us} <= last_us UNION SELECT o.kk FROM once AS o JOIN stored AS s"
            " USING (kk, recorded_us) WHERE o.vals IS DISTINCT FROM s.vals"
            f" AND recorded_us = {self._import_us})"
        ).fetchone()[0]
        if early:
            raise StoreError(
                f"{counted(int(early), 'row')} of `{table.name}` {'differs' if early == 1 else 'differ'}"
                " from what the store took down at the same moment or later; give a later moment with"
                " --recorded-at"
            )

    def _load_stored(self, table: Table) -> None:
        files = self._files.get(table.name, [])
        if not files:
            self._connection.execute(
                "CREATE TABLE stored AS SELECT kk, recorded_us, vals FROM once WHERE false"
            )
            return
        columns = [
            column for column in table.columns if column.name not in {"recorded_at", "source"}
        ]
        values = ", ".join(f"{quoted(c.name)} := {quoted(c.name)}" for c in columns)
        self._connection.execute(
            f"CREATE TABLE stored AS SELECT * FROM (SELECT {_key(table)} AS kk,"
            f" recorded_us, struct_pack({values}) AS vals FROM ({projection(table, files)}))"
            " SEMI JOIN once USING (kk)"
        )

    def _fresh_corrections(self, name: str) -> bool:
        found = self._connection.execute(
            f"SELECT count(*) FROM {quoted(f'fresh {name}')} WHERE corrects"
        ).fetchone()
        return bool(found[0])

    def _count_orphans(self, child: str, column: str, parent: str) -> None:
        known = []
        if parent in self._stager.tables:
            known.append(
                f"SELECT vals.{quoted(f'{parent}_id')} AS id FROM {quoted(f'all {parent}')}"
            )
        if parent in self._files:
            table = TABLE_BY_NAME[parent]
            rows = projection(table, self._files[parent])
            known.append(f"SELECT {quoted(f'{parent}_id')} AS id FROM ({rows})")
        parents = " UNION ALL ".join(known) or "SELECT NULL AS id WHERE false"
        rows = self._connection.execute(
            f"SELECT count(*) FROM {quoted(f'all {child}')} AS c ANTI JOIN ({parents}) AS p"
            f" ON p.id = c.vals.{quoted(column)}"
        ).fetchone()[0]
        self._outcome.count(child).orphaned = int(rows)


def files_select(table: Table) -> str:
    """Return the SQL of the rows to be written for a table, as files hold them."""
    columns = []
    for column in table.columns:
        if column.name == "recorded_at":
            columns.append("make_timestamp(recorded_us) AS recorded_at")
        elif column.name == "source":
            columns.append("source")
        else:
            columns.append(
                f"{_as_file(column, f'vals.{quoted(column.name)}')} AS {quoted(column.name)}"
            )
    fresh = quoted(f"fresh {table.name}")
    return f"SELECT {', '.join(columns)} FROM {fresh} ORDER BY recorded_us, kk"


def _fetched(result: Connection) -> Iterator[str]:
    while some := result.fetchmany(KEEP_FETCHING):
        yield from [row[0] for row in some]


def _typed(column: Column, name: str) -> str:
    """Return a staged text as the store shows values: whole numbers wherever they are numbers."""
    match column.type:
        case "timestamp":
            moment = f"CAST(left({name}, length({name}) - 1) AS TIMESTAMP)"
            return f"epoch_us({moment}) // 1000000"
        case "date":
            return f"CAST(CAST({name} AS DATE) - DATE '0001-01-01' + 1 AS INTEGER)"
        case "int":
            return f"CAST({name} AS BIGINT)"
        case "decimal":
            return f"CAST(CAST({name} AS DECIMAL(18, 4)) * 10000 AS BIGINT)"
        case "bool":
            return f"CAST({name} AS BOOLEAN)"
        case _:
            return name


def _as_file(column: Column, value: str) -> str:
    match column.type:
        case "timestamp":
            return f"make_timestamp({value} * 1000000)"
        case "date":
            return f"DATE '0001-01-01' + ({value} - 1)"
        case "decimal":
            return f"CAST(CAST({value} AS DECIMAL(18, 0)) * CAST(0.0001 AS DECIMAL(4, 4)) AS DECIMAL(18, 4))"
        case _:
            return value


def _key(table: Table) -> str:
    parts = [f"coalesce(CAST({quoted(name)} AS VARCHAR), '')" for name in table.key]
    return parts[0] if len(parts) == 1 else f"concat_ws('|', {', '.join(parts)})"


def _values(table: Table) -> str:
    names = [c.name for c in table.columns if c.name not in {"recorded_at", "source"}]
    return f"struct_pack({', '.join(f'{quoted(name)} := {quoted(name)}' for name in names)})"
