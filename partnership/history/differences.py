"""What differs between two states of an agreement, as terms: which term became what, and from which day.

Documents are compared by name, whatever their files are called; their terms day by day, so that an
amendment is a change from its own day and an edit in place one from the first day. Comments, order
and layout are no change.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from partnership.canonical import canonical_json
from partnership.documents.favours import Shape, key_of, shape_of
from partnership.findings import Loc

Terms = Mapping[str, Any]
Name = tuple[str, str]
"""What is named: a kind and an id, `role` and a seat, or `dimension` and its name."""
NOT_TERMS = {"amendments", "kind", "id"}
ALWAYS = ""
"""The day before every other, from which terms without a date hold."""


@dataclass(frozen=True)
class Written:
    """One document as it is written at one revision."""

    name: str
    """`Kind/id`."""
    path: str
    tree: Terms
    """What was written, after YAML resolution and before defaults."""
    text: str = field(default="", compare=False, repr=False)
    """The same in canonical form, where that is known already."""

    @property
    def kind(self) -> str:
        """Its kind, as `kind:` says it."""
        return self.name.partition("/")[0]

    @cached_property
    def canonical(self) -> str:
        """What was written, in canonical form."""
        return self.text or canonical_json(self.tree)

    @cached_property
    def versions(self) -> tuple[tuple[str, Terms, Mapping[str, int]], ...]:
        """Its terms from each day on, and from which amendment each field comes."""
        return tuple(_versions(self.tree))

    @cached_property
    def names(self) -> frozenset[Name]:
        """What its terms name, those of every day; a record changes no other document's meaning."""
        shape = shape_of(self.kind)
        if not shape.binds:
            return frozenset()
        found: set[Name] = set()
        for _, terms, _ in self.versions:
            _add_names(terms, shape, "", found)
        return frozenset(found)

    def on(self, day: str) -> tuple[Terms, Mapping[str, int]]:
        """Give the terms from a day on; before the first day they are the first ones."""
        at = 0
        if len(self.versions) > 1:
            at = max(bisect_right(self.versions, day, key=_since) - 1, 0)
        _, terms, moved = self.versions[at]
        return terms, moved


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is another one in the other state; None where nothing is written."""

    keys: tuple[str, ...]
    """The way to it by keys; items of a list by what tells them apart."""
    before: Any
    after: Any
    shape: Shape
    loc_before: Loc
    loc_after: Loc
    since: str = ALWAYS
    """The first day it holds for; empty where it holds from the document's first day."""
    until: str = ALWAYS
    """The day from which both are alike again; empty where they never are."""

    @property
    def pointer(self) -> str:
        """The way as findings write it: `targets[standard].expected`."""
        return pointer_of(self.keys)


def _since(version: tuple[str, Terms, Mapping[str, int]]) -> str:
    return version[0]


def pointer_of(keys: tuple[str, ...]) -> str:
    """Write a way by keys: names of items stand in brackets."""
    text = ""
    for key in keys:
        if key.startswith("["):
            text += key
        else:
            text += f".{key}" if text else key
    return text


def differences(before: Written, after: Written) -> tuple[Difference, ...]:
    """Give every smallest term that differs between two versions of a document, by day.

    Args:
        before: The document as it was.
        after: The same document as it is; it has the same name.

    """
    if before.canonical == after.canonical:
        return ()
    shape = shape_of(after.kind)
    days = sorted({day for one in (before, after) for day, _, _ in one.versions})
    if len(days) == 1:
        return tuple(_compare(before.on(ALWAYS)[0], after.on(ALWAYS)[0], shape, (), (), ()))
    running: dict[tuple[tuple[str, ...], str, str], Difference] = {}
    found: list[Difference] = []
    for day in days:
        (old, old_moved), (new, new_moved) = before.on(day), after.on(day)
        here = {}
        for one in _compare(old, new, shape, (), (), ()):
            named = (one.keys, canonical_json(one.before), canonical_json(one.after))
            known = running.pop(named) if named in running else None
            here[named] = known or _dated(one, day, old_moved, new_moved)
        found.extend(_ended(one, day) for one in running.values())
        running = here
    found.extend(running.values())
    return tuple(sorted(found, key=lambda one: one.since))


def _dated(
    one: Difference, day: str, old_moved: Mapping[str, int], new_moved: Mapping[str, int]
) -> Difference:
    return Difference(
        one.keys,
        one.before,
        one.after,
        one.shape,
        _moved(one.loc_before, old_moved),
        _moved(one.loc_after, new_moved),
        day,
    )


def _ended(one: Difference, day: str) -> Difference:
    return Difference(
        one.keys,
        one.before,
        one.after,
        one.shape,
        one.loc_before,
        one.loc_after,
        one.since,
        day,
    )


def _moved(loc: Loc, moved: Mapping[str, int]) -> Loc:
    """Lead a way into the amendment that its field comes from."""
    if loc and loc[0] in moved:
        return ("amendments", moved[str(loc[0])], *loc)
    return loc


def _versions(tree: Terms) -> Iterator[tuple[str, Terms, Mapping[str, int]]]:
    terms = {key: value for key, value in tree.items() if key not in NOT_TERMS}
    yield ALWAYS, terms, {}
    amendments = tree.get("amendments")
    if not isinstance(amendments, list):
        return
    moved: dict[str, int] = {}
    dated = [(str(one.get("from")), place, one) for place, one in enumerate(amendments)]
    for since, place, amendment in sorted(dated, key=lambda item: item[:2]):
        changed = {key: value for key, value in amendment.items() if key != "from"}
        terms = {**terms, **changed}
        moved = {**moved, **dict.fromkeys(changed, place)}
        yield since, terms, moved


def _compare(
    before: Any,  # noqa: ANN401
    after: Any,  # noqa: ANN401
    shape: Shape,
    keys: tuple[str, ...],
    old: Loc,
    new: Loc,
) -> list[Difference]:
    """Give each smallest value that differs between two written ones."""
    if isinstance(before, dict) and isinstance(after, dict):
        found = []
        for key in shape.ordered(_unlike(before, after)):
            pair = before.get(key), after.get(key)
            found += _compare(*pair, shape.at(key), (*keys, key), (*old, key), (*new, key))
        return found
    if isinstance(before, list) and isinstance(after, list):
        return _compare_lists(before, after, shape, keys, old, new)
    return [] if _is_alike(before, after) else [Difference(keys, before, after, shape, old, new)]


def _is_alike(before: Any, after: Any) -> bool:  # noqa: ANN401
    """Whether two values are the same term, however they are written."""
    if type(before) is type(after) is str and before.isascii():
        return before == after  # most of what differs; the canonical form takes ten times as long
    return canonical_json(before) == canonical_json(after)


def _unlike(before: Terms, after: Terms) -> list[str]:
    """Give the keys whose values are not the same."""
    unlike = [
        key
        for key, was in before.items()
        if was is not (now := after.get(key)) and (type(was) is not type(now) or was != now)
    ]
    return unlike + [key for key in after if key not in before]


def _compare_lists(
    before: list[Any],
    after: list[Any],
    shape: Shape,
    keys: tuple[str, ...],
    old: Loc,
    new: Loc,
) -> list[Difference]:
    """Compare lists item by item where something tells their items apart, else whole."""
    named = _shared_key(before, after)
    if named is None:
        if sorted(map(canonical_json, before)) != sorted(map(canonical_json, after)):
            return [Difference(keys, before, after, shape, old, new)]
        return []
    olds = {str(item[named]): place for place, item in enumerate(before)}
    news = {str(item[named]): place for place, item in enumerate(after)}
    found = []
    for name in dict.fromkeys((*olds, *news)):
        was, now = olds.get(name), news.get(name)
        pair = None if was is None else before[was], None if now is None else after[now]
        if pair[0] == pair[1]:
            continue
        found += _compare(*pair, shape, (*keys, f"[{name}]"), (*old, was or 0), (*new, now or 0))
    return found


def _shared_key(before: list[Any], after: list[Any]) -> str | None:
    """Name the field that tells the items of both lists apart, each list for itself."""
    old, new = key_of(before), key_of(after)
    if not before or not after:
        return old or new
    return old if old == new else None


def _add_names(value: Any, shape: Shape, key: str, found: set[Name]) -> None:  # noqa: ANN401
    """Gather what a value names; by a set, because this runs over every version there ever was."""
    if isinstance(value, str):
        if shape.refers:
            found.add((shape.refers, value))
    elif key == "when" and isinstance(value, dict):
        found.update(("dimension", str(dimension)) for dimension in value)
    elif isinstance(value, dict):
        for inner in value if shape.inside is None else shape.naming:
            if inner in value:
                _add_names(value[inner], shape.at(inner), inner, found)
    elif isinstance(value, list):
        for item in value:
            _add_names(item, shape, key, found)
