"""What all documents share: flat frozen models, places, dated amendments."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PrivateAttr,
    create_model,
)
from pydantic_core import CoreSchema

from partnership.canonical import digest_of_canonical
from partnership.documents.meanings import meaning_of
from partnership.findings import Finding, Loc, Place
from partnership.values import Day, Id, Text
from partnership.values.identifiers import MeasurementId

Marks = Mapping[Loc, tuple[int, int]]
"""Line and column, from 1, by way."""
LIST_KEYS = (
    "id",
    "from",
    "phase",
    "segment",
    "day",
    "event",
    "document",
    "sla",
    "term",
    "group",
    "whom",
    "dimension",
    "audience",
    "item",
)
"""The fields that name an item within its list, the first that an item has."""

When = dict[Text, Text | tuple[Text, ...]]
"""A segment: dimensions of the Scope, each with its value or values; missing means all."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Marks a field that holds the id of a document of one kind, or of a role or party."""

    kind: str
    example: str

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Publish an example of the right kind."""
        return handler(schema) | {"examples": [self.example]}


RoleId = Annotated[Id, Reference("role", "delivery-lead")]
"""The id of a seat in `Roles`."""
CalendarId = Annotated[Id, Reference("Calendar", "client-uk")]
MetricId = Annotated[Id, Reference("Metric", "time-to-first-slate")]
SLAId = Annotated[Id, Reference("SLA", "first-slate")]
MeasurementRef = Annotated[MeasurementId, Reference("Measurement", "first-slate.2026-03")]
EscalationPathId = Annotated[Id, Reference("EscalationPath", "delivery")]
ChannelId = Annotated[Id, Reference("Channel", "daily-delivery")]
CadenceId = Annotated[Id, Reference("Cadence", "monthly-review")]


class Model(BaseModel):
    """A part of a document: strict, frozen, and without fields nobody declared."""

    model_config = ConfigDict(
        strict=True,
        extra="forbid",
        frozen=True,
        defer_build=True,
        arbitrary_types_allowed=True,
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Publish each field with its meaning."""
        schema = handler(core_schema)
        published = handler.resolve_ref_schema(schema).get("properties", {})
        for name, info in cls.model_fields.items():
            meaning = meaning_of(cls, name)
            if meaning:
                published[info.alias or name]["description"] = meaning
        return schema


class Effective(Model):
    """From when, and until when, a commitment binds."""

    from_: Day = Field(alias="from")
    """The first day it binds."""
    to: Day | None = None
    """The last day it binds; open where it is not written."""

    def covers(self, day: date) -> bool:
        """Whether a day lies inside, both ends included."""
        return self.from_ <= day and (self.to is None or day <= self.to)


class Owners(Model):
    """Who looks after a commitment on each side."""

    client: RoleId
    """The client's role."""
    provider: RoleId
    """The provider's role."""


@dataclass(frozen=True)
class Origin:
    """Where a document was written, and what was written there."""

    path: str
    canonical: str
    """What was written, in canonical form."""
    locate: Callable[[], Marks] = field(default=dict, repr=False, compare=False)
    """Reads the text once more for the place of every key and value."""

    @cached_property
    def written(self) -> Mapping[str, Any]:
        """What was written, after YAML resolution and before defaults."""
        data: Mapping[str, Any] = json.loads(self.canonical or "{}", parse_float=Decimal)
        return data

    @cached_property
    def marks(self) -> Marks:
        """Line and column of every key and value, read only where a finding needs one."""
        return self.locate()


class Document(Model):
    """One YAML file with a `kind` and an `id`."""

    kind: str
    """Which kind of document this is."""
    id: Id
    """The document's lasting name within its kind; never changed and never reused."""
    title: Text | None = None
    """A short name for people."""
    description: Text | None = None
    """What this is about, in Markdown."""
    labels: tuple[Id, ...] = ()
    """Words to find the document by."""

    _origin: Origin | None = PrivateAttr(default=None)
    _moved: Mapping[str, int] | None = PrivateAttr(default=None)

    @property
    def origin(self) -> Origin:
        """Where it was written; a document made by the program has an empty one."""
        return self._origin or Origin("", "")

    @property
    def name(self) -> str:
        """`Kind/id`."""
        return f"{self.kind}/{self.id}"

    @property
    def digest(self) -> str:
        """The SHA-256 that names exactly these terms."""
        return digest_of_canonical(self.origin.canonical)

    @property
    def path(self) -> str:
        """The file, from git's top."""
        return self.origin.path

    @property
    def written(self) -> Mapping[str, Any]:
        """What was written, after YAML resolution and before defaults."""
        return self.origin.written

    def placed(self, origin: Origin, moved: Mapping[str, int] | None = None) -> Self:
        """Remember where this document was written, and which amendment each field came from."""
        self._origin = origin
        self._moved = moved
        return self

    def place(self, *loc: str | int) -> Place:
        """Find where a field is written; a missing one points at its nearest parent."""
        if loc and self._moved and loc[0] in self._moved:
            loc = ("amendments", self._moved[str(loc[0])], *loc)
        marks = self.origin.marks
        known = loc
        while known and known not in marks:
            known = known[:-1]
        line, column = marks.get(known, (1, 1))
        return Place(self.path, line, column, pointer(self.written, loc), self.name)

    def finding(self, message: str, *loc: str | int, hint: str = "") -> Finding:
        """Answer a check at one of this document's fields."""
        return Finding(self.place(*loc), message, hint)


class Amendment(Model):
    """Terms that replace top-level fields from a day on."""

    amends: ClassVar[type[Document] | None] = None
    """The kind whose fields it replaces, with their meanings."""
    from_: Day = Field(alias="from")
    """The first day these terms hold."""


class Commitment(Document):
    """A document that binds: changed only with both parties' agreement."""

    title: Text
    """A short name for people."""
    owners: Owners
    """Who looks after it: one role of the client, one of the provider."""
    effective: Effective
    """The days it binds."""
    amendments: tuple[Amendment, ...] = ()
    """Later terms: each replaces the fields it names from its day on."""
    fixed: ClassVar[frozenset[str]] = frozenset()
    """Fields that no amendment changes; what needs others is a document of its own."""

    def versions(self) -> Iterator[tuple[date, Self]]:
        """Yield the terms by the day they begin, the first at `effective.from`."""
        current = self
        yield self.effective.from_, current
        numbered = enumerate(self.amendments)
        for index, amendment in sorted(numbered, key=lambda pair: pair[1].from_):
            current = current.amended(index, amendment)
            yield amendment.from_, current

    def amended(self, index: int, amendment: Amendment) -> Self:
        """Replace the fields that an amendment names; places follow it."""
        names = amendment.model_fields_set - {"from_"}
        changed = self.model_copy(update={name: getattr(amendment, name) for name in names})
        fields = type(self).model_fields
        keys = [fields[name].alias or name for name in names]
        return changed.placed(self.origin, {**(self._moved or {}), **dict.fromkeys(keys, index)})

    def on(self, day: date) -> Self | None:
        """Give the terms in force on a day, or None where there are none."""
        if not self.effective.covers(day):
            return None
        if not self.amendments:
            return self
        terms = None
        for since, version in self.versions():
            if since <= day:
                terms = version
        return terms


class Record(Document):
    """A document that says what happened; it grows and is not rewritten."""

    added_once: ClassVar[tuple[Loc, ...]] = ()
    """The ways to the fields that may be added after it was merged, once; `*` is any item."""
    grows: ClassVar[tuple[Loc, ...]] = ()
    """The ways to the lists to whose end items may be added."""


C = TypeVar("C", bound=Commitment)
NOT_AMENDED = {"kind", "id", "effective", "amendments"}


def amendable(kind: type[C]) -> type[C]:
    """Give a commitment's model the amendments that may change its own fields."""
    parts: dict[str, Any] = {
        name: (info.annotation, _optional(info))
        for name, info in kind.model_fields.items()
        if name not in NOT_AMENDED | kind.fixed
    }
    changes = create_model(
        f"{kind.__name__}Amendment",
        __base__=Amendment,
        __doc__=Amendment.__doc__,
        **parts,
    )
    changes.amends = kind
    return create_model(
        kind.__name__,
        __base__=kind,
        __module__=kind.__module__,
        __doc__=kind.__doc__,
        amendments=(tuple[changes, ...], ()),
    )


def _optional(info: Any) -> Any:  # noqa: ANN401 - pydantic's FieldInfo in and out
    copied: Any = Field(default=None, alias=info.alias)
    copied.metadata = list(info.metadata)
    return copied


def pointer(written: Any, loc: Loc) -> str:  # noqa: ANN401
    """Write a place within a document by keys: `targets[standard].expected`."""
    text = ""
    for part in loc:
        if isinstance(part, str):
            text += f".{part}" if text else part
            written = written.get(part) if isinstance(written, Mapping) else None
            continue
        known = isinstance(written, list | tuple) and part < len(written)
        written = written[part] if known else None
        text += f"[{_item_name(written, part)}]"
    return text


def _item_name(item: Any, position: int) -> str:  # noqa: ANN401
    if isinstance(item, Mapping):
        for key in LIST_KEYS:
            if isinstance(item.get(key), str):
                return str(item[key])
        return str(position)
    return str(item) if isinstance(item, str | int) else str(position)
