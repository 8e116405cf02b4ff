"""The tables that a map describes itself, as things, forms and rules like those of a known system."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from partnership.documents.event_map import EventMap, Table, Value
from partnership.findings import Loc
from partnership.importing.canonical_words import (
    EVENT_TABLES,
    FLAGS,
    as_document,
    canonical,
    column_of,
    fold,
)
from partnership.importing.moments import is_form, unreadable_form
from partnership.importing.shapes import (
    Expression,
    FieldKind,
    Form,
    Rule,
    Source,
    Step,
    Thing,
    Way,
    Writing,
)
from partnership.store.tables import TABLE_BY_NAME, Column

SomeFault = tuple[Loc, str, str]
KINDS: Mapping[str, FieldKind] = {
    "token": "id",
    "str": "word",
    "enum": "word",
    "timestamp": "time",
    "date": "day",
    "int": "number",
    "decimal": "number",
    "bool": "word",
}
MADE = ("source", "precision", "recorded_at")
"""Columns that the import fills itself."""
LISTS = {
    "stages": "stages",
    "sources": "sources",
    "close reasons": "close reasons",
    "reasons": "reasons",
}


@dataclass(slots=True)
class Found:
    """How a value is made, and what is wrong with how it is written."""

    expression: Expression = field(default_factory=Expression)
    kind: FieldKind = "word"
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    faults: list[SomeFault] = field(default_factory=list)


def value_of(
    loc: Loc, column: Column, value: Value, words: Mapping[str, Mapping[str, str]]
) -> Found:
    """Read how one column's value is made."""
    found = Found(kind=KINDS[column.type])
    if (value.column is None) == (value.always is None):
        found.faults.append((loc, f"`{column.name}` needs either `column` or `always`", ""))
        return found
    if value.always is not None:
        word = canonical(column, value.always)
        if word is None:
            found.faults.append((loc, *_no_word(column, value.always)))
        found.expression = Expression(always=word)
        return found
    if value.as_ and not is_form(value.as_):
        found.faults.append((loc, *unreadable_form(value.as_)))
    steps: tuple[Step, ...] = ()
    if value.looked_up is not None:
        at = value.looked_up
        steps = (Step(at.table, f"c_{at.by}", f"c_{at.take}"),)
        found.kind = "id"
    made = Expression((Way(value.column or "", steps),))
    found.expression = made
    if column.type in {"enum", "bool", "str"}:
        _listed(loc, column, value, words, found)
    return found


def _listed(
    loc: Loc,
    column: Column,
    value: Value,
    words: Mapping[str, Mapping[str, str]],
    found: Found,
) -> None:
    listed: dict[str, str] = {}
    if value.words_of is not None:
        listed |= words.get(LISTS[value.words_of], {})
    chosen = value.as_written if isinstance(value.as_written, tuple) else ()
    for raw, word in {**{word: word for word in chosen}, **value.words}.items():
        ours = canonical(column, word)
        if ours is None:
            found.faults.append((loc, *_no_word(column, word)))
        listed[fold(raw)] = ours or ""
    if column.type == "bool" and not listed:
        listed = dict(FLAGS)
    if column.type == "enum" and not listed:
        listed = {word: word for word in column.values}
        listed |= {word.replace("_", " "): word for word in column.values}
    if not listed and value.as_written is not True:
        hint = "list `words`, or say `as_written: true` where the column has fixed choices"
        found.faults.append((loc, f"`{column.name}` says no word of its column", hint))
        return
    otherwise = None if value.otherwise is None else canonical(column, value.otherwise)
    if value.otherwise is not None and otherwise is None:
        found.faults.append((loc, *_no_word(column, value.otherwise)))
    if not listed:
        found.expression = replace(found.expression, otherwise=otherwise)
        return
    name = ".".join(str(part) for part in loc)
    found.words[name] = listed
    found.expression = replace(found.expression, words=name, otherwise=otherwise)


def _no_word(column: Column, word: str) -> tuple[str, str]:
    if column.type == "bool":
        return f"`{column.name}` is `yes` or `no`, not `{word}`", ""
    known = ", ".join(f"`{as_document(word)}`" for word in column.values)
    return f"`{column.name}` has no word `{word}`", f"it has {known}"


class Tables:
    """A map's own tables."""

    def __init__(self, event_map: EventMap) -> None:
        """Read them all; what cannot be done is among the faults."""
        self.things: dict[str, Thing] = {}
        self.forms: list[Form] = []
        self.rules: list[Rule] = []
        self.words: dict[str, dict[str, str]] = {}
        self.faults: list[SomeFault] = []
        self._lists = _own_lists(event_map)
        self._wanted = _looked_up(event_map)
        self._names = {table.id for table in event_map.tables}
        for index, table in enumerate(event_map.tables):
            self._add(index, table)

    def _add(self, index: int, table: Table) -> None:
        fields: dict[str, FieldKind] = {}
        paths: dict[str, str] = {}
        writings: dict[str, Writing] = {}
        columns: dict[str, Expression] = {}
        for name, written in table.columns.items():
            loc = ("tables", index, "columns", name)
            column = column_of(table.gives, name) if table.gives else None
            if column is None or name in MADE:
                self.faults.append((loc, f"`{table.gives}` has no column `{name}` to fill", ""))
                continue
            value = written if isinstance(written, Value) else Value(column=written)
            found = value_of(loc, column, _plainly(column, value, written), self._lists)
            self.faults += found.faults
            self.words |= found.words
            if value.looked_up is not None and value.looked_up.table not in self._names:
                message = f"there is no table `{value.looked_up.table}` in this map"
                self.faults.append((loc, message, ""))
            columns[name] = found.expression
            if value.column is not None:
                field_name = f"f_{name}"
                fields[field_name], paths[field_name] = found.kind, value.column
                if found.kind in {"time", "day"}:
                    writings[field_name] = Writing(value.as_, value.time_zone, value.counts_as)
                ways = tuple(replace(way, start=field_name) for way in found.expression.ways)
                columns[name] = replace(found.expression, ways=ways)
        for name in sorted(self._wanted.get(table.id, ())):
            fields[f"c_{name}"], paths[f"c_{name}"] = "word", name
        recorded = self._recorded(index, table, fields, paths, writings)
        key = self._key(table, columns, fields, paths)
        self.things[table.id] = Thing(table.id, fields, writings)
        self._forms(table, paths)
        if table.gives is not None:
            self._missing(index, table, columns)
            changed = self._changed(index, table)
            self.rules.append(
                Rule(table.id, table.id, table.gives, columns, key, recorded, changed=changed)
            )

    def _recorded(
        self,
        index: int,
        table: Table,
        fields: dict[str, FieldKind],
        paths: dict[str, str],
        writings: dict[str, Writing],
    ) -> Expression | None:
        written = table.recorded_at
        if written is None:
            return None
        value = written if isinstance(written, Value) else Value(column=written)
        loc = ("tables", index, "recorded_at")
        if value.column is None:
            self.faults.append((loc, "`recorded_at` needs a `column`", ""))
        if value.as_ and not is_form(value.as_):
            self.faults.append((loc, *unreadable_form(value.as_)))
        fields["recorded_at"], paths["recorded_at"] = "time", value.column or ""
        writings["recorded_at"] = Writing(value.as_, value.time_zone, value.counts_as)
        return Expression((Way("recorded_at"),))

    def _key(
        self,
        table: Table,
        columns: Mapping[str, Expression],
        fields: dict[str, FieldKind],
        paths: dict[str, str],
    ) -> tuple[str, ...]:
        if table.gives not in EVENT_TABLES:
            return ()
        if "event_id" in columns:
            return ("f_event_id",)
        by_path = {path: name for name, path in paths.items() if name.startswith("f_")}
        names: list[str] = []
        for column in table.key:
            if column not in by_path:
                by_path[column] = f"k_{len(names)}"
                fields[by_path[column]], paths[by_path[column]] = "id", column
            names.append(by_path[column])
        usual = [f"f_{name}" for name in columns if f"f_{name}" in fields]
        if table.when_changed:
            usual = [
                name
                for name in usual
                if name in {"f_application_id", "f_requisition_id", "f_opening_id"}
            ]
        return tuple(names or usual)

    def _changed(self, index: int, table: Table) -> str:
        if table.when_changed is None:
            return ""
        for name, written in table.columns.items():
            column = written if isinstance(written, str) else written.column
            if column == table.when_changed:
                return name
        message = f"`when_changed` names `{table.when_changed}`, which no column is made from"
        self.faults.append((("tables", index, "when_changed"), message, ""))
        return ""

    def _forms(self, table: Table, paths: Mapping[str, str]) -> None:
        only = {
            name: tuple(fold(word) for word in ((words,) if isinstance(words, str) else words))
            for name, words in table.only.items()
        }
        marks = tuple(dict.fromkeys([*paths.values(), *only]))
        sources: tuple[Source, ...] = ("csv", "api") if not table.each else ("api",)
        for source in sources:
            self.forms.append(
                Form(
                    table.id,
                    table.id,
                    source,
                    paths,
                    marks,
                    table.files,
                    table.each or "",
                    only=only,
                )
            )

    def _missing(self, index: int, table: Table, columns: Mapping[str, Expression]) -> None:
        made = {*MADE, "event_id", "actor_party"}
        if table.when_changed:
            made.add("occurred_at")
        needed = [
            column.name
            for column in TABLE_BY_NAME[str(table.gives)].columns
            if not column.nullable and column.name not in made and column.name not in columns
        ]
        for name in needed:
            self.faults.append(
                (("tables", index, "columns"), f"table `{table.id}` does not say what `{name}` is",
                 "name a column, or `always`")
            )  # fmt: skip


def _plainly(column: Column, value: Value, written: str | Value) -> Value:
    """Take a column named without more as it stands, where its words are ours already."""
    is_short = isinstance(written, str) and column.type in {"enum", "str"}
    return value.model_copy(update={"as_written": True}) if is_short else value


def _own_lists(event_map: EventMap) -> dict[str, dict[str, str]]:
    lists: dict[str, Mapping[str, str]] = {
        "stages": event_map.stages,
        "sources": event_map.sources,
        "close reasons": event_map.close_reasons,
        "reasons": event_map.reasons,
    }
    columns = {"stages": column_of("app_event", "stage"),
               "sources": column_of("application", "source_category"),
               "close reasons": column_of("opening", "close_reason")}  # fmt: skip
    found = {}
    for name, listed in lists.items():
        column = columns.get(name)
        found[name] = {
            fold(raw): (canonical(column, word) or word) if column else word
            for raw, word in listed.items()
        }
    return found


def _looked_up(event_map: EventMap) -> dict[str, set[str]]:
    wanted: dict[str, set[str]] = {}
    for table in event_map.tables:
        for written in table.columns.values():
            if isinstance(written, Value) and written.looked_up is not None:
                at = written.looked_up
                wanted.setdefault(at.table, set()).update({at.by, at.take})
    return wanted
