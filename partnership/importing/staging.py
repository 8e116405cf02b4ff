"""From things to rows of event tables, in SQL over a database of the import's own.

Rows carry the system's own ids until `tokens` gives them others; the database is deleted at the end.
"""

# ruff: noqa: S608 - names are quoted identifiers, the system's words are rows of a table

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from partnership.importing.canonical_words import EVENT_TABLES
from partnership.importing.shapes import Expression, Rule, Step, Way
from partnership.importing.spool import ORIGIN
from partnership.store.columns import literal, quoted
from partnership.store.tables import TABLE_BY_NAME, Column

FOLD = "lower(trim(regexp_replace({}, '\\s+', ' ', 'g')))"
MADE = ("recorded_at", "source", "precision")
UNLISTED = "a word that the map does not list"
NAMES = ("survey_id", "relief_id")
"""Tokens that name documents; they stay as they are."""
ECHOES = (
    "internal sources",
    "sourced by",
    "application.rejection stage",
    "application.archived stage",
)
"""Lists made from other lists."""
EXACT = "('s', 'm', 'a')"


def raw(thing: str) -> str:
    """Name the table that holds a thing's rows."""
    return quoted(f"raw {thing}")


def staged(table: str) -> str:
    """Name the table that holds the rows of an event table on their way."""
    return quoted(f"staged {table}")


@dataclass(slots=True)
class Made:
    """One column of a rule in SQL."""

    column: Column
    value: str
    """What the column will hold, as text."""
    fault: str
    """Why the row is set aside, or null."""
    written: str = "NULL"
    """The system's word where it is in no list."""
    left_out: str = "NULL"
    """True where a day stands for a moment that stays empty."""
    skips: str = ""
    """True where the row says nothing here."""


@dataclass(slots=True)
class Statement:
    """A rule as one `SELECT`: the columns, what is wrong with a row, where it came from."""

    rule: Rule
    actors: Mapping[str, str]
    unasked: Collection[str] = ()
    """Lists that the map leaves empty, whose words nobody asked for."""
    joins: list[str] = field(default_factory=list)
    columns: list[Made] = field(default_factory=list)
    changed_raw: str = "NULL"

    def __post_init__(self) -> None:
        """Make the columns."""
        table = TABLE_BY_NAME[self.rule.table]
        for column in table.columns:
            if column.name not in MADE:
                self.columns.append(self._made(column))

    def _made(self, column: Column) -> Made:
        made = self.rule.columns.get(column.name)
        if column.name == "event_id" and self.rule.table in EVENT_TABLES:
            return Made(column, self._event_id(), "NULL")
        if column.name == "actor_party" and made is None:
            return Made(column, self._actor(), "NULL")
        if column.name == "occurred_at" and self.rule.changed:
            return Made(column, "t._day || ' 00:00:00d'", "NULL")
        if made is None:
            return Made(column, "CAST(NULL AS VARCHAR)", self._empty(column, "NULL"))
        return self._typed(column, made)

    def _event_id(self) -> str:
        base = self.rule.name
        day = ["t._day"] if self.rule.changed else []
        parts = [f"coalesce(t.{quoted(name)}, '')" for name in self.rule.key] + day
        return f"concat_ws('|', {', '.join([literal(base), *parts])})"

    def _empty(self, column: Column, found: str) -> str:
        case = self._empty_case(column, found)
        return f"CASE {case} END" if case else "NULL"

    def _empty_case(self, column: Column, found: str) -> str:
        if column.nullable:
            return "WHEN false THEN NULL"
        status = self.rule.columns.get("status") if column.unless else None
        lacks = ""
        if status is not None:
            word = self._typed(_column(self.rule.table, "status"), status).value
            lacks = (
                f" AND NOT coalesce({word} IN ({', '.join(map(literal, column.unless))}), false)"
            )
        return f"WHEN {found} IS NULL{lacks} THEN {literal(f'`{column.name}` is empty')}"

    def _actor(self) -> str:
        kind = (
            next(made.value for made in self.columns if made.column.name == "type")
            if any(made.column.name == "type" for made in self.columns)
            else self._typed(_column(self.rule.table, "type"), self.rule.columns["type"]).value
        )
        cases = " ".join(
            f"WHEN {literal(event)} THEN {literal(party)}" for event, party in self.actors.items()
        )
        return f"CASE {kind} {cases} ELSE 'provider' END"

    def _typed(self, column: Column, made: Expression) -> Made:
        found = self._source(made, column)
        if made.words is not None:
            return self._worded(column, made, found)
        if column.type == "timestamp":
            return self._moment(column, found)
        if made.otherwise is not None:
            return Made(column, f"coalesce({found}, {literal(made.otherwise)})", "NULL")
        unreadable = f"{found} = '!'"
        value = f"CASE WHEN {unreadable} THEN NULL ELSE {found} END"
        is_name = column.name in NAMES
        shape = {
            "int": f"regexp_full_match({found}, '-?\\d{{1,18}}')",
            "decimal": f"regexp_full_match({found}, '-?\\d{{1,12}}(\\.\\d{{1,4}})?')",
            "token": f"regexp_full_match({found}, '[A-Za-z0-9_-]{{1,64}}')" if is_name else None,
        }.get(column.type)
        bad = f"({unreadable})" if shape is None else f"({found} IS NOT NULL AND NOT {shape})"
        told = literal(f"`{column.name}` is not written as agreed")
        return Made(
            column, value, f"CASE WHEN {bad} THEN {told} {self._empty_case(column, found)} END"
        )

    def _moment(self, column: Column, found: str) -> Made:
        exact = f"right({found}, 1)"
        taken = f"{exact} <> '!'" if column.name == "occurred_at" else f"{exact} IN {EXACT}"
        cases = f"WHEN {found} = '!' THEN {literal(f'`{column.name}` is not written as agreed')}"
        left_out = "NULL"
        if column.name != "occurred_at":
            if column.nullable:
                left_out = f"{exact} = 'd'"
            else:
                told = literal(f"`{column.name}` is a day where a moment is needed")
                cases += f" WHEN {exact} = 'd' THEN {told}"
        value = f"CASE WHEN {taken} THEN {found} END"
        return Made(
            column, value, f"CASE {cases} {self._empty_case(column, found)} END", left_out=left_out
        )

    def _worded(self, column: Column, made: Expression, found: str) -> Made:
        alias = f"w{len(self.joins)}"
        self.joins.append(
            f"LEFT JOIN word AS {alias} ON {alias}.list = {literal(str(made.words))}"
            f" AND {alias}.raw = {FOLD.format(found)}"
        )
        if column.name == self.rule.changed:
            self.changed_raw = found
        is_listed = f"{alias}.raw IS NOT NULL"
        word = f"nullif({alias}.ours, '')"
        if made.otherwise is not None:
            value = f"CASE WHEN {is_listed} THEN {word} ELSE {literal(made.otherwise)} END"
            return Made(column, value, "NULL")
        unlisted = f"({found} IS NOT NULL AND {alias}.raw IS NULL)"
        if made.missing == "skip":
            return Made(column, word, "NULL", skips=f"{word} IS NULL")
        written = f"CASE WHEN {unlisted} THEN {found} END" if self._tells(made) else "NULL"
        if made.missing == "empty":
            return Made(column, word, "NULL", written)
        told = literal(f"`{column.name}` has {UNLISTED}")
        lost = literal(f"`{column.name}` holds a key that no row has which it is looked up in")
        keys = [f"t.{quoted(way.start)}" for way in made.ways if len(way.steps) == 1]
        missed = f"({found} IS NULL AND coalesce({', '.join(keys)}, NULL) IS NOT NULL)"
        lookup = f"WHEN {missed} THEN {lost}" if keys else ""
        fault = f"CASE WHEN {unlisted} THEN {told} {lookup} {self._empty_case(column, word)} END"
        return Made(column, word, fault, written)

    def _tells(self, made: Expression) -> bool:
        """Whether an unlisted word is told: not where another column tells it, or none was asked."""
        return made.words not in ECHOES and made.words not in self.unasked

    def _source(self, made: Expression, column: Column) -> str:
        if made.always is not None:
            return literal(made.always)
        if made.sql == "round":
            return _ROUND
        if made.sql is not None:
            return f"({made.sql})"
        ways = [self._way(way) for way in made.ways]
        found = ways[0] if len(ways) == 1 else f"coalesce({', '.join(ways)})"
        if column.name == self.rule.changed:
            self.changed_raw = found
        return found

    def _way(self, way: Way) -> str:
        at = f"t.{quoted(way.start)}"
        for step in way.steps:
            at = self._step(step, at)
        return at

    def _step(self, step: Step, at: str) -> str:
        alias = f"l{len(self.joins)}"
        key, value = quoted(step.key), quoted(step.value)
        self.joins.append(
            f"LEFT JOIN (SELECT {key} AS k, arg_max({value}, rowid) AS v FROM {raw(step.thing)}"
            f" WHERE {key} IS NOT NULL GROUP BY {key}) AS {alias} ON {alias}.k = {at}"
        )
        return f"{alias}.v"

    def recorded(self) -> str:
        """Return the SQL of when a row was taken down; null where the import's own moment counts."""
        if self.rule.recorded is None or self.rule.changed:
            if self.rule.table in EVENT_TABLES and not self.rule.changed:
                column = next(made for made in self.columns if made.column.name == "occurred_at")
                return f"CASE WHEN right({column.value}, 1) IN ('s', 'm') THEN {column.value} END"
            return "NULL"
        found = self._source(self.rule.recorded, _column(self.rule.table, "recorded_at"))
        return f"CASE WHEN right({found}, 1) IN {EXACT} THEN {found} END"

    def select(self) -> str:
        """Return the whole statement."""
        recorded = self.recorded()
        columns = [f"{made.value} AS {quoted(made.column.name)}" for made in self.columns]
        if self.rule.table in EVENT_TABLES:
            occurred = next(m for m in self.columns if m.column.name == "occurred_at").value
            columns.append(
                f"CASE right({occurred}, 1) WHEN 's' THEN 'second' WHEN 'm' THEN 'minute'"
                " ELSE 'day' END AS precision"
            )
        source = "'inferred'" if self.rule.changed else "t._source"
        faults = ", ".join(made.fault for made in self.columns)
        columns += [
            f"{recorded} AS recorded_at",
            f"{source} AS source",
            f"coalesce({faults}, NULL) AS _fault",
            f"{self.changed_raw} AS _changed",
            f"({' OR '.join(m.skips for m in self.columns if m.skips) or 'false'}) AS _skips",
        ]
        for made in self.columns:
            if made.written != "NULL":
                columns.append(f"{made.written} AS {quoted(f'_raw {made.column.name}')}")
            if made.left_out != "NULL":
                columns.append(f"{made.left_out} AS {quoted(f'_left {made.column.name}')}")
        columns += [f"t.{name} AS {name}" for name in ORIGIN if name != "_source"]
        return (
            f"SELECT {', '.join(columns)} FROM {self._rows()} AS t {' '.join(self.joins)}"
            f" WHERE {self._where()}"
        )

    def _rows(self) -> str:
        if not self.rule.repeat:
            return f"(SELECT *, '1' AS repeat_number, getvariable('import_at') AS import_at FROM {raw(self.rule.thing)})"
        count = f"least(coalesce(TRY_CAST({quoted(self.rule.repeat)} AS BIGINT), 1), 10000)"
        return (
            f"(SELECT *, unnest(range(1, {count} + 1)) AS repeat_number,"
            f" getvariable('import_at') AS import_at FROM {raw(self.rule.thing)})"
        )

    def _where(self) -> str:
        conditions = [f"t.{quoted(name)} IS NOT NULL" for name in self.rule.needs]
        conditions += [f"t.{quoted(name)} IS NULL" for name in self.rule.lacks]
        conditions += [
            f"{FOLD.format('t.' + quoted(name))} IN ({', '.join(map(literal, words))})"
            for name, words in self.rule.when.items()
        ]
        conditions += [
            f"coalesce({FOLD.format('t.' + quoted(name))}, '')"
            f" NOT IN ({', '.join(map(literal, words))})"
            for name, words in self.rule.unless.items()
        ]
        if self.rule.changed:
            conditions.append("t._day IS NOT NULL")
        return " AND ".join(conditions) or "true"


_ROUND = (
    "CAST(dense_rank() OVER (PARTITION BY t.application_id ORDER BY"
    " coalesce(t.created_at, t.start_at), t.id) AS VARCHAR)"
)


def _column(table: str, name: str) -> Column:
    return next(column for column in TABLE_BY_NAME[table].columns if column.name == name)


def shape_of(table: str) -> Iterator[str]:
    """Yield the columns a staged table has, all of them text."""
    for column in TABLE_BY_NAME[table].columns:
        yield f"{quoted(column.name)} VARCHAR"
    for name in ("_file", "_line", "_day", "_form"):
        yield f"{name} VARCHAR"


Connection = Any
"""DuckDB's own connection; its package is imported only where it is opened."""
