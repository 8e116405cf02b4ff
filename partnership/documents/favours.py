"""Whom more of a field favours, as each kind declares it beside its model, and how its values compare.

A kind's module has `FAVOURS`: for each of the words below the ways to the fields it holds for,
`targets.within`. The way `""` is the document itself: whom one more of it favours. What stands in a
field of which more favours neither, or which needs reading, is like it where nothing else is said.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from pydantic import BaseModel, StringConstraints

from partnership.documents import KINDS
from partnership.documents.base import LIST_KEYS, Commitment
from partnership.documents.references import kind_in, models_in
from partnership.documents.vocabulary import Favour, Favours, Order
from partnership.values.levels import Threshold

HANDED_DOWN: tuple[Favour, ...] = ("neither", "needs reading")
"""What holds for the fields inside a field as well."""
COMMON: Favours = {
    "neither": ("title", "labels", "owners", "kind", "id"),
    "needs reading": ("description", "effective", "amendments"),
}
"""What every kind declares of the fields that all have."""


@dataclass(frozen=True)
class Shape:
    """What a field is to whoever compares two versions of it."""

    favour: Favour | None
    """Whom more of it favours; None where nothing is declared."""
    is_prose: bool = False
    """Whether it holds words for people, of which no two can be compared."""
    is_level: bool = False
    """Whether it is a threshold, of which the metric's direction says what more of it is."""
    order: tuple[str, ...] = ()
    """Its words, from the least to the most, where they have an order."""
    refers: str | None = None
    """The kind of document that it names, if it names one."""
    binds: bool = True
    """Whether it is a commitment's, or stands in one; a record binds nobody."""
    inside: Mapping[str, Shape] | None = None
    """The fields inside, by key; None where there are none, or where keys are free."""

    @cached_property
    def naming(self) -> frozenset[str]:
        """The fields inside that name something, or in which something does; `when` names dimensions."""
        inside = (self.inside or {}).items()
        return frozenset(key for key, one in inside if key == "when" or one.refers or one.naming)

    def at(self, key: str) -> Shape:
        """Give the shape of a field inside; free keys are like what they stand in."""
        if self.inside is None:
            return self
        return self.inside.get(key) or Shape("needs reading")

    def ordered(self, keys: Iterable[str]) -> list[str]:
        """Sort keys into the order in which the fields inside are explained."""
        return sorted(keys, key=lambda key: (self._places.get(key, len(self._places)), key))

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {key: place for place, key in enumerate(self.inside or ())}


@cache
def shape_of(kind: str) -> Shape:
    """Give the shape of a kind of document; one nobody knows needs reading.

    Args:
        kind: As `kind:` says it.

    """
    if kind not in KINDS:
        return Shape("needs reading")
    model = KINDS[kind]
    module = sys.modules[model.__module__]
    declared = dict(_by_way(COMMON)) | dict(_by_way(getattr(module, "FAVOURS", {})))
    order: Order = getattr(module, "ORDER", {})
    shape = _shape(model, "", declared, order, None)
    return replace(shape, binds=issubclass(model, Commitment))


def find_undeclared(kind: str) -> Iterator[str]:
    """Yield the way to each field of a kind of which nobody said whom more of it favours."""
    yield from _undeclared(shape_of(kind), "")


def find_unknown(kind: str) -> Iterator[str]:
    """Yield the ways that a kind declares and that lead to no field."""
    module = sys.modules[KINDS[kind].__module__]
    for way in (*dict(_by_way(getattr(module, "FAVOURS", {}))), *getattr(module, "ORDER", {})):
        shape = shape_of(kind)
        for key in way.split(".") if way else ():
            if shape.inside is None or key not in shape.inside:
                yield way
                break
            shape = shape.inside[key]


def key_of(items: Iterable[Any]) -> str | None:
    """Name the field by which the items of a list are told apart, if all have one and differ."""
    listed = list(items)
    if not listed or not all(isinstance(item, dict) for item in listed):
        return None
    for key in LIST_KEYS:
        names = [item.get(key) for item in listed]
        if all(isinstance(name, str) for name in names) and len(set(names)) == len(names):
            return key
    return None


def _by_way(favours: Favours) -> Iterator[tuple[str, Favour]]:
    for favour, ways in favours.items():
        for way in ways:
            yield way, favour


def _shape(
    model: type[BaseModel],
    way: str,
    declared: Mapping[str, Favour],
    order: Order,
    above: Favour | None,
) -> Shape:
    """Give the shape of a model that stands at a way."""
    own = declared.get(way, above if above in HANDED_DOWN else None)
    inside = {}
    for name, info in model.model_fields.items():
        key = info.alias or name
        inner_way = f"{way}.{key}" if way else key
        if key == "amendments" and not way:
            inside[key] = Shape("needs reading")
            continue
        models = models_in(info.annotation)
        if models and not _is_mapping(info.annotation):
            inside[key] = _shape(models[0], inner_way, declared, order, own)
            continue
        favour = declared.get(inner_way, own if own in HANDED_DOWN else None)
        inside[key] = Shape(
            favour,
            is_prose=_holds(info.annotation, info.metadata, StringConstraints),
            is_level=_is_level(info.annotation),
            order=order.get(inner_way, ()),
            refers=kind_in(info.annotation, info.metadata),
        )
    return Shape(own, inside=inside)


def _undeclared(shape: Shape, way: str) -> Iterator[str]:
    if shape.favour is None:
        yield way
    for key, inner in (shape.inside or {}).items():
        yield from _undeclared(inner, f"{way}.{key}" if way else key)


def _is_mapping(annotation: Any) -> bool:  # noqa: ANN401
    return "dict[" in str(annotation)


def _is_level(annotation: Any) -> bool:  # noqa: ANN401
    if annotation is Threshold:
        return True
    return any(_is_level(inner) for inner in getattr(annotation, "__args__", ()))


def _holds(annotation: Any, metadata: Iterable[Any], mark: type) -> bool:  # noqa: ANN401
    """Whether an annotation bears a mark somewhere."""
    if any(isinstance(one, mark) for one in metadata):
        return True
    bare = getattr(annotation, "__metadata__", ())
    if any(isinstance(one, mark) for one in bare):
        return True
    return any(_holds(inner, (), mark) for inner in getattr(annotation, "__args__", ()))
