"""What an export looks like and what its rows say, as plain values: the same for every system.

A *form* is one way in which a thing's rows arrive: a warehouse table, an API page, a webhook. It names
the only columns that are read. A *thing* is what the rows are about, with one set of fields whatever
the form. A *rule* says which event table a thing's rows become, column by column.

Rules are written in a short notation, which `expression` reads:

    stage_id>job_stage.name|stages    the field, looked up in another thing, then in a list of words
    opening_id ?? application_id>opening@application_id.id     the first that has an answer
    =applied                          the same for every row
    status|application.ended!         rows without a word say nothing here and are passed over
    reason|reasons?                   without a word the column stays empty
    kind|interview.kind=other         without a word it is `other`
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

FieldKind = Literal["id", "word", "time", "day", "number", "flag"]
Missing = Literal["fault", "empty", "skip"]
Source = Literal["api", "webhook", "csv", "manual", "inferred"]


@dataclass(frozen=True, slots=True)
class Writing:
    """How a column writes days and times."""

    form: str | None = None
    """`DD/MM/YYYY HH:mm`, `epoch ms`; ISO 8601 where there is none."""
    zone: str | None = None
    counts_as: str | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """What rows are about, with the kind of each field; `id` tells its rows apart where it has one."""

    name: str
    fields: Mapping[str, FieldKind]
    writings: Mapping[str, Writing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """One way in which a thing's rows arrive."""

    thing: str
    name: str
    """What the system calls it."""
    source: Source
    fields: Mapping[str, str]
    """The thing's fields, each with the column or path it is read from: nothing else is."""
    marks: tuple[str, ...] = ()
    """The columns or keys that tell it from others; in CSV they must be there."""
    files: tuple[str, ...] = ()
    """Patterns of the names of its files."""
    each: str = ""
    """The list within an object whose items are the rows."""
    actions: tuple[str, ...] = ()
    """The webhooks it comes in."""
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Columns and the words (in small letters) that a row must have there."""
    zone: str | None = None
    """The zone of its times that name none."""
    epoch: bool = False
    """Its times are milliseconds since 1970."""
    writings: Mapping[str, Writing] = field(default_factory=dict)
    """How it alone writes some of its days and times."""

    @property
    def is_csv(self) -> bool:
        """Whether its rows are lines of CSV."""
        return self.source == "csv"


@dataclass(frozen=True, slots=True)
class Step:
    """A field looked up in a thing by a key, for a value."""

    thing: str
    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Way:
    """From a field of the row to a value, through any number of look-ups."""

    start: str
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Expression:
    """How one column of an event table is made."""

    ways: tuple[Way, ...] = ()
    always: str | None = None
    words: str | None = None
    """The list of words it is looked up in."""
    missing: Missing = "fault"
    otherwise: str | None = None
    sql: str | None = None
    """A formula over the row's fields, written here in the package, never in a document."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Which event table a thing's rows become."""

    name: str
    thing: str
    table: str
    columns: Mapping[str, Expression]
    key: tuple[str, ...] = ()
    """For events: the fields that tell one from another."""
    recorded: Expression | None = None
    needs: tuple[str, ...] = ()
    """Fields that are not empty where the row says this."""
    lacks: tuple[str, ...] = ()
    when: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Fields and the words, in small letters, that a row must have there."""
    unless: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: str = ""
    """The column whose change between two dated exports is the event."""
    repeat: str = ""
    """A field that says how many rows one row stands for."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """All that is known of one system's exports."""

    things: Mapping[str, Thing]
    forms: tuple[Form, ...]
    rules: tuple[Rule, ...]
    words: Mapping[str, Mapping[str, str]]
    """Lists of the system's words, each with ours."""


STEP = re.compile(r"(\w+)(?:@(\w+))?\.(\w+)")
WORDS = re.compile(r"([\w. ]+?)(?:([!?])|=(\w+))?")


def expression(text: str) -> Expression:
    """Read the notation of a column."""
    if text.startswith("="):
        return Expression(always=text[1:])
    if text.startswith("$"):
        return Expression(sql=text[1:])
    source, _, listed = text.partition("|")
    ways = tuple(_way(part.strip()) for part in source.split("??"))
    if not listed:
        return Expression(ways)
    found = WORDS.fullmatch(listed)
    if found is None:
        raise ValueError(f"`{text}` is not the notation of a column")
    missing: Missing = "skip" if found[2] == "!" else "empty" if found[2] == "?" else "fault"
    return Expression(ways, words=found[1], missing=missing, otherwise=found[3])


def _way(text: str) -> Way:
    start, *steps = text.split(">")
    found = [STEP.fullmatch(step) for step in steps]
    return Way(start, tuple(Step(m[1], m[2] or "id", m[3]) for m in found if m))


def rule(
    name: str,
    thing: str,
    table: str,
    columns: Mapping[str, str],
    *,
    recorded: str = "",
    key: str = "",
    needs: str = "",
    lacks: str = "",
    when: Mapping[str, str] | None = None,
    unless: Mapping[str, str] | None = None,
    changed: str = "",
    repeat: str = "",
) -> Rule:
    """Write a rule in the notation; lists of names and words are separated by spaces."""
    return Rule(
        name,
        thing,
        table,
        {column: expression(text) for column, text in columns.items()},
        tuple(key.split()),
        expression(recorded) if recorded else None,
        tuple(needs.split()),
        tuple(lacks.split()),
        {name: tuple(words.split()) for name, words in (when or {}).items()},
        {name: tuple(words.split()) for name, words in (unless or {}).items()},
        changed,
        repeat,
    )


def thing(name: str, **kinds: str) -> Thing:
    """Name a thing's fields by kind: `id="id job_id", time="applied_at"`."""
    fields: dict[str, FieldKind] = {}
    for kind, names in kinds.items():
        fields |= dict.fromkeys(names.split(), kind)  # type: ignore[arg-type]
    return Thing(name, fields)


def same(names: str, **others: str) -> dict[str, str]:
    """Map fields that the form calls as we do, and those it calls otherwise."""
    return {name: name for name in names.split()} | others
