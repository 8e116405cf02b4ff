"""The import's own database: things go in, rows of event tables come out, everything is counted."""

# ruff: noqa: S608 - names are quoted identifiers, values are parameters or escaped once

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from partnership.importing.mapped import Mapped
from partnership.importing.outcome import Outcome, Quarantined, Unmapped
from partnership.importing.shapes import Expression, Form, Rule, Way
from partnership.importing.snapshots import Later, keep_changes
from partnership.importing.spool import ORIGIN, Spool
from partnership.importing.staging import Connection, Statement, raw, shape_of, staged
from partnership.importing.tokens import TokenBook
from partnership.store.columns import literal, quoted
from partnership.store.tables import TABLE_BY_NAME

MOST_WORDS_TOLD = 200
FIRST = (
    "arg_min(_file || ':' || _line, CAST(_file AS BIGINT) * 1000000000000 + CAST(_line AS BIGINT))"
)


def load(connection: Connection, mapped: Mapped, spool: Spool) -> None:
    """Load the spool and the lists of words."""
    connection.execute("CREATE TABLE word (list VARCHAR, raw VARCHAR, ours VARCHAR)")
    rows = [
        (name, written, ours)
        for name, listed in mapped.shapes.words.items()
        for written, ours in listed.items()
    ]
    if rows:
        connection.execute(
            "INSERT INTO word SELECT unnest(CAST(? AS VARCHAR[])), unnest(CAST(? AS VARCHAR[])),"
            " unnest(CAST(? AS VARCHAR[]))",
            [list(column) for column in zip(*rows, strict=True)],
        )
    for name, thing in mapped.shapes.things.items():
        columns = [*thing.fields, *ORIGIN]
        if name in spool.rows:
            types = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns)
            path = literal(str(spool.path(name)))
            connection.execute(
                f"CREATE TABLE {raw(name)} AS SELECT * FROM read_csv({path}, header = true,"
                f" auto_detect = false, delim = ',', quote = '\"', escape = '\"',"
                f" max_line_size = 4194304, columns = {{{types}}})"
            )
            spool.path(name).unlink()
        else:
            shape = ", ".join(f"{quoted(column)} VARCHAR" for column in columns)
            connection.execute(f"CREATE TABLE {raw(name)} ({shape})")


class Stager:
    """Turns things into staged rows, rule by rule."""

    def __init__(
        self,
        connection: Connection,
        mapped: Mapped,
        read: Mapping[str, int],
        outcome: Outcome,
        files: Sequence[str],
    ) -> None:
        """Work on a loaded database; `read` counts the rows of each form that was read."""
        self._connection = connection
        self._mapped = mapped
        self._outcome = outcome
        self._files = files
        forms = [form for form in mapped.shapes.forms if form.name in read]
        self._things = {form.thing for form in forms}
        self._fields = {(form.thing, name) for form in forms for name in form.fields}
        self.tables: list[str] = []
        """The event tables that the import speaks of."""
        self.pending: list[Later] = []
        """What the book of tokens is to remember once the rows are in the store."""

    def stage(self, book: TokenBook, *, snapshot: bool) -> None:
        """Apply every rule whose rows were read."""
        for rule in self._mapped.shapes.rules:
            if rule.thing not in self._things or (rule.changed and not snapshot):
                continue
            lacks = self._lacking(rule)
            if lacks:
                self._outcome.skipped[rule.name] = lacks
                continue
            if rule.table not in self.tables:
                self.tables.append(rule.table)
                self._connection.execute(
                    f"CREATE TABLE {staged(rule.table)} ({', '.join(shape_of(rule.table))})"
                )
            self._apply(rule, book)

    def _lacking(self, rule: Rule) -> str:
        for column in TABLE_BY_NAME[rule.table].columns:
            made = rule.columns.get(column.name)
            if made is None or not made.ways or made.missing == "empty":
                continue
            if any(self._is_there(rule, way) for way in made.ways):
                continue
            looked_up = [step.thing for way in made.ways for step in way.steps]
            absent = [thing for thing in looked_up if thing not in self._things]
            if absent:
                return f"needs `{self._name_of(absent[0])}`, which is not among the files"
            if not column.nullable:
                return f"needs `{column.name}`, which no file has"
        return ""

    def _is_there(self, rule: Rule, way: Way) -> bool:
        return (rule.thing, way.start) in self._fields and all(
            step.thing in self._things for step in way.steps
        )

    def _name_of(self, thing: str) -> str:
        return next((form.name for form in self._mapped.shapes.forms if form.thing == thing), thing)

    def _apply(self, rule: Rule, book: TokenBook) -> None:
        words = self._mapped.shapes.words
        unasked = {"reasons"} if not words["reasons"] else set()
        statement = Statement(rule, self._mapped.actors, unasked)
        key = ", ".join(f"coalesce(t.{quoted(name)}, '')" for name in rule.key) or "''"
        select = statement.select()
        if rule.changed:
            select = select.replace("SELECT ", f"SELECT concat_ws('|', {key}) AS _id, ", 1)
        self._connection.execute(f"CREATE OR REPLACE TEMP TABLE found AS {select}")
        if rule.changed:
            changes = keep_changes(self._connection, rule, book)
            self.pending.append(changes.later)
            self._outcome.count_snapshot(rule.thing, changes.gone, changes.earlier)
            self._connection.execute("ALTER TABLE found DROP COLUMN _id")
        self._count_unmapped(statement)
        self._count_left_out(statement)
        self._quarantine(rule)
        names = [column.split(" ")[0] for column in shape_of(rule.table)]
        count = self._connection.execute(
            f"INSERT INTO {staged(rule.table)} SELECT {', '.join(names)} FROM found"
            " WHERE _fault IS NULL AND NOT _skips"
        ).fetchone()[0]
        self._outcome.count(rule.table).mapped += int(count)
        self._connection.execute("DROP TABLE found")

    def _count_unmapped(self, statement: Statement) -> None:
        for made in statement.columns:
            if made.written == "NULL":
                continue
            name = quoted(f"_raw {made.column.name}")
            for word, rows, first in self._connection.execute(
                f"SELECT {name}, count(*), {FIRST} FROM found WHERE {name} IS NOT NULL AND NOT _skips"
                f" GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT {MOST_WORDS_TOLD}"
            ).fetchall():
                table, column, place = statement.rule.table, made.column.name, self._place(first)
                told = Unmapped(table, column, str(word), int(rows), place)
                self._outcome.unmapped.append(told)

    def _count_left_out(self, statement: Statement) -> None:
        for made in statement.columns:
            if made.left_out == "NULL":
                continue
            name = quoted(f"_left {made.column.name}")
            rows = self._connection.execute(f"SELECT count(*) FROM found WHERE {name}").fetchone()[
                0
            ]
            if rows:
                column = f"{statement.rule.table}.{made.column.name}"
                self._outcome.left_out[column] = self._outcome.left_out.get(column, 0) + int(rows)

    def _quarantine(self, rule: Rule) -> None:
        found = self._connection.execute(
            f"SELECT _fault, count(*), {FIRST} FROM found WHERE _fault IS NOT NULL AND NOT _skips"
            " GROUP BY 1 ORDER BY 1"
        ).fetchall()
        for reason, rows, first in found:
            self.set_aside(rule.table, str(reason), int(rows), str(first))

    def set_aside(self, table: str, reason: str, rows: int, first: str) -> None:
        """Count rows that do not enter the store, with the place of the first."""
        self._outcome.quarantined.append(Quarantined(table, reason, rows, self._place(first)))

    def _place(self, first: str) -> str:
        number, _, line = first.partition(":")
        return f"{self._files[int(number)]}:{line}"


def uses(rules: Iterable[Rule]) -> set[str]:
    """Name the things that rules rest on."""
    found: set[str] = set()
    for rule in rules:
        found.add(rule.thing)
        made: list[Expression] = [
            *rule.columns.values(),
            *([rule.recorded] if rule.recorded else []),
        ]
        found |= {step.thing for one in made for way in one.ways for step in way.steps}
    return found


def forms_in_use(mapped: Mapped) -> tuple[Form, ...]:
    """Give the forms that some rule needs: the others are never read."""
    needed = uses(mapped.shapes.rules)
    return tuple(form for form in mapped.shapes.forms if form.thing in needed)
