"""Documents drawn from a JSON Schema, and small mistakes made in them."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from partnership.values.zones import KNOWN, known_zones

Schema = dict[str, Any]
Way = tuple[str | int, ...]

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str)
TEXTS = st.sampled_from(
    ["x", " ", "Two words", "é", "e\u0301", "候補者", "😀", "null", "1", "a" * 99]
)
ODD: st.SearchStrategy[Any] = st.sampled_from(
    [
        None,
        True,
        False,
        0,
        1,
        -1,
        0.5,
        1.5,
        -2.5,
        101,
        10**14,
        10**15,
        10**30,
        -(10**15),
        "",
        " ",
        "x" * 3000,
        "1",
        "true",
        "null",
        "2026-02-30",
        "2026-13-01",
        "0000-01-01",
        "9999-12-31",
        "2026-3-7",
        "20260317",
        "2026-W12-2",
        "5 busines days",
        "05 business days",
        "1 business days",
        "2 business day",
        "100.0%",
        "101%",
        "90.%",
        "90 %",
        "24:00",
        "17:00-09:00",
        "1.0",
        "Every month",
        [],
        {},
        [[]],
        {"": "x"},
        {"id": "x"},
    ]
).map(copy.deepcopy)
"""Values of every type and shape, most of them wrong wherever they stand."""


ZONE_AT_END = re.compile(r"(UTC|[A-Z][A-Za-z_]+(/[A-Za-z0-9_+-]+)+)$")
ZONES = ("UTC", "Europe/London", "America/New_York", "Africa/Abidjan")
REFERRED: dict[tuple[str, str], st.SearchStrategy[Any]] = {}


def from_schema(schema: Schema, root: Schema) -> st.SearchStrategy[Any]:
    """Draw values that a schema accepts.

    Args:
        schema: The schema; only keywords that our schemas use.
        root: The schema whose `$defs` it refers to.

    """
    if "$ref" in schema:
        return _referred(schema["$ref"], root["$id"], root)
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([from_schema(branch, root) for branch in schema["anyOf"]])
    return DRAWN[schema["type"]](schema, root)


def _referred(name: str, root_id: str, root: Schema) -> st.SearchStrategy[Any]:
    """Give the same strategy for the same part, which hypothesis then prepares once."""
    if (root_id, name) not in REFERRED:
        part = root["$defs"][name.removeprefix("#/$defs/")]
        REFERRED[root_id, name] = st.deferred(lambda: from_schema(part, root))
    return REFERRED[root_id, name]


def _strings(schema: Schema, _: Schema) -> st.SearchStrategy[str]:
    if schema.get("format") == "date":
        return DAYS
    if "pattern" in schema:
        drawn = st.from_regex(at_the_end(schema["pattern"]), fullmatch=True)
        if schema.get("format") == KNOWN:
            drawn = st.builds(ZONE_AT_END.sub, st.sampled_from(ZONES), drawn)
        return st.sampled_from(schema["examples"]) | drawn if "examples" in schema else drawn
    return TEXTS


def _integers(schema: Schema, _: Schema) -> st.SearchStrategy[int]:
    return st.integers(schema.get("minimum"), schema.get("maximum"))


def _numbers(schema: Schema, _: Schema) -> st.SearchStrategy[float]:
    whole = st.integers(schema.get("minimum"), schema.get("maximum"))
    return whole | st.integers(-(10**6), 10**6).map(lambda number: number / 1000)


def _arrays(schema: Schema, root: Schema) -> st.SearchStrategy[list[Any]]:
    least = schema.get("minItems", 0)
    return st.lists(from_schema(schema["items"], root), min_size=least, max_size=least + 1)


def _objects(schema: Schema, root: Schema) -> st.SearchStrategy[dict[str, Any]]:
    if "properties" not in schema:
        named = schema.get("propertyNames", {}).get("enum")
        keys = st.sampled_from(named) if named else TEXTS
        return st.dictionaries(keys, from_schema(schema["additionalProperties"], root), max_size=2)
    parts = {name: from_schema(part, root) for name, part in schema["properties"].items()}
    required = {name: parts[name] for name in schema.get("required", ())}
    left = {name: part for name, part in parts.items() if name not in required}
    return st.builds(
        lambda always, some: always | some, st.fixed_dictionaries(required), _some(left)
    )


def _some(parts: dict[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a few of the optional keys, so that documents stay small."""
    if not parts:
        return st.just({})
    chosen = st.lists(st.sampled_from(sorted(parts)), unique=True, max_size=3)
    return chosen.flatmap(
        lambda names: st.fixed_dictionaries({name: parts[name] for name in names})
    )


def whole(schema: Schema, root: Schema, *, every_key: bool = True) -> Any:
    """Give one value that a schema accepts, with every key or with the required ones only."""
    match schema:
        case {"$ref": name}:
            part = root["$defs"][name.removeprefix("#/$defs/")]
            return whole(part, root, every_key=every_key)
        case {"const": value} | {"enum": [value, *_]} | {"examples": [str() as value, *_]}:
            return value
        case {"anyOf": [first, *_]}:
            return whole(first, root)
        case {"type": "string"}:
            return "x"
        case {"type": "boolean"}:
            return True
        case {"type": "integer"}:
            return max(schema.get("minimum", 1), 1)
        case {"type": "array"}:
            return [whole(schema["items"], root, every_key=every_key)]
    if "properties" not in schema:
        name, *_ = schema.get("propertyNames", {}).get("enum", ["x"])
        return {name: whole(schema["additionalProperties"], root)}
    required = schema.get("required", ())
    parts = schema["properties"].items()
    return {
        name: whole(part, root, every_key=every_key)
        for name, part in parts
        if every_key or name in required
    }


def one_mistake_each(root: Schema) -> Iterator[Any]:
    """Yield small documents, each with one change at one place, so that every place is changed."""
    least = whole(root, root, every_key=False)
    for name, part in root["properties"].items():
        document = least | {name: whole(part, root)}
        yield document
        yield from _changes(document, (name,))
        for way in _ways(document[name], (name,)):
            # What stands within an amended field stands in the field as well.
            if name != "amendments" or len(way) <= 3:
                yield from _changes(document, way)


def _changes(document: Any, way: Way) -> Iterator[Any]:
    """Yield a document with one place dropped, misspelt, or holding something else."""
    *before, last = way
    value = _value(document, way)
    others = [
        *OTHERS,
        *([mistake(value) for mistake in MISWRITTEN] if isinstance(value, str) else ()),
    ]
    for other in others:
        changed = copy.deepcopy(document)
        _value(changed, tuple(before))[last] = other
        yield changed
    changed = copy.deepcopy(document)
    del _value(changed, tuple(before))[last]
    yield changed
    if isinstance(value, dict):
        yield from _changes_of_keys(document, way)


def _changes_of_keys(document: Any, way: Way) -> Iterator[Any]:
    for key in ("", "extra", "from_"):
        changed = copy.deepcopy(document)
        _value(changed, way)[key] = "x"
        yield changed


OTHERS: list[Any] = [
    None,
    True,
    False,
    0,
    1,
    -1,
    1.5,
    10**15,
    "",
    "x",
    "2026-02-30",
    [],
    {},
]
"""One value of each type, and the borders."""

DRAWN: dict[str, Callable[[Schema, Schema], st.SearchStrategy[Any]]] = {
    "string": _strings,
    "boolean": lambda _schema, _root: st.booleans(),
    "integer": _integers,
    "number": _numbers,
    "array": _arrays,
    "object": _objects,
}


@st.composite
def mutated(draw: st.DrawFn, documents: st.SearchStrategy[Any]) -> Any:
    """Draw a document with one to three small mistakes, or harmless changes, in it."""
    document = copy.deepcopy(draw(documents))
    for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3]))):
        if document:
            _mutate(draw, document, draw(st.sampled_from(_ways_to(document))))
    return document


def _mutate(draw: st.DrawFn, document: Any, way: Way) -> None:
    parent = _value(document, way[:-1])
    last, value = way[-1], parent[way[-1]]
    kind = draw(st.sampled_from(["odd", "drop", "add", "text", "repeat", "rename", "elsewhere"]))
    if kind == "drop":
        del parent[last]
    elif kind == "add":
        _add(draw, parent, value)
    elif kind == "text" and isinstance(value, str):
        parent[last] = draw(st.sampled_from(MISWRITTEN))(value)
    elif kind == "repeat" and isinstance(value, list):
        parent[last] = copy.deepcopy(value) * draw(st.sampled_from([0, 2]))
    elif kind == "elsewhere":
        parent[last] = copy.deepcopy(_value(document, draw(st.sampled_from(_ways_to(document)))))
    elif kind == "rename" and isinstance(last, str):
        parent[draw(st.sampled_from([last[:-1], last + "s", last.upper(), "amendments"]))] = value
        parent.pop(last)
    else:
        parent[last] = draw(ODD)


def _add(draw: st.DrawFn, parent: Any, value: Any) -> None:
    if isinstance(parent, dict):
        names = ["from", "from_", "extra", "", "description", "when", "in", "class_", "to", "n"]
        parent[draw(st.sampled_from(names))] = draw(ODD | st.builds(copy.deepcopy, st.just(value)))
    else:
        parent.append(draw(ODD | st.builds(copy.deepcopy, st.just(value))))


MISWRITTEN: list[Callable[[str], str]] = [
    lambda text: text + "\n",
    lambda text: "\n" + text,
    lambda text: text + " ",
    lambda text: text.upper(),
    lambda text: text[:-1],
    lambda text: text + "s",
    lambda text: text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    lambda text: text.replace(" ", "  "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: text.replace("-", "\u2013"),
    lambda text: text + "\u2028",
    lambda text: text * 2,
    lambda text: "",
]


def miswritten(text: str) -> st.SearchStrategy[str]:
    """Draw a text that is almost the one given."""
    return st.sampled_from(MISWRITTEN).map(lambda mistake: mistake(text))


def _value(document: Any, way: Way) -> Any:
    for part in way:
        document = document[part]
    return document


def _ways_to(document: Any) -> list[Way]:
    return sorted(_ways(document, ()), key=str)


def _ways(value: Any, way: Way) -> Iterator[Way]:
    """Yield the way to everything in a document."""
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for part, item in items:
        yield (*way, part)
        yield from _ways(item, (*way, part))


def at_the_end(pattern: str) -> str:
    r"""Say in Python what a JSON Schema's pattern says.

    JSON Schema means ECMA-262, where `$` matches at the very end only; Python's `$` also matches
    before a last line break, `\Z` does not.
    """
    assert pattern.startswith("^") and pattern.endswith("$"), pattern  # noqa: PT018
    return pattern.removesuffix("$") + r"\Z"


def _pattern(_: Any, pattern: str, instance: Any, __: Schema) -> Iterator[ValidationError]:
    if isinstance(instance, str) and not re.search(at_the_end(pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


Exactly = extend(Draft202012Validator, {"pattern": _pattern})
"""Draft 2020-12 with ECMA-262's `$`, for use with `format_checker`."""


FORMATS = copy.deepcopy(Draft202012Validator.FORMAT_CHECKER)


@FORMATS.checks(KNOWN)
def _ends_in_a_known_zone(text: object) -> bool:
    zone = ZONE_AT_END.search(text) if isinstance(text, str) else None
    return zone is None or zone[0] in known_zones()


def checker(schema: Schema) -> Callable[[Any], bool]:
    """Give the question whether a schema accepts a value, formats included."""
    accepts: Callable[[Any], bool]
    accepts = Exactly(schema, format_checker=FORMATS).is_valid
    return accepts
