"""From a tree to a document of its kind, or to findings that say what to write instead."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from partnership.documents import KINDS, Document, Origin, pointer
from partnership.documents.base import Loc
from partnership.documents.canonical import canonical_json
from partnership.findings import Finding, Place
from partnership.loading.tree import Tree, parse
from partnership.loading.wording import Wrong, words_for

WARNINGS = {"foreign-text"}


@dataclass(slots=True)
class Loaded:
    """What one file gave: a document, or the findings that say why not, or both."""

    path: str
    document: Document | None = None
    findings: list[Finding] = field(default_factory=list)
    canonical: str = ""
    """The data in canonical form, for the cache; empty where the file has findings."""


def load_document(path: str, content: bytes, canonical: str = "") -> Loaded:
    """Load one file's document; never raises, whatever the bytes are.

    Args:
        path: The file's path, for findings.
        content: Its bytes.
        canonical: Its data in canonical form, where a cache has it: then the bytes are not parsed.

    """
    if not canonical:
        tree = parse(content)
        found = list(_refusals(path, tree))
        if any(finding.check not in WARNINGS for finding in found):
            return Loaded(path, findings=found)
        wrong = _not_a_document(path, tree)
        if wrong:
            return Loaded(path, findings=[*found, wrong])
        canonical = canonical_json(tree.value)
        if tree.has_null:
            return Loaded(path, findings=[*found, *_nulls(path, content, tree.value)])
    else:
        found = []
    loaded = _model(path, content, canonical)
    loaded.findings = [*found, *loaded.findings]
    loaded.canonical = "" if loaded.findings else canonical
    return loaded


def find_wrong(kind: str, canonical: str) -> Iterator[Wrong]:
    """Yield what the model of a kind refuses in data given in canonical form.

    Args:
        kind: A key of `KINDS`.
        canonical: The data as JSON.

    """
    try:
        KINDS[kind].model_validate_json(canonical, strict=True)
    except ValidationError as error:
        written = json.loads(canonical)
        yield from words_for(KINDS[kind], written, error)
    if "null" in canonical:
        for loc in _null_ways(json.loads(canonical), ()):
            yield _null(loc)


def _model(path: str, content: bytes, canonical: str) -> Loaded:
    kind = _kind_of(canonical)
    try:
        document = KINDS[kind].model_validate_json(canonical, strict=True)
    except ValidationError as error:
        written = json.loads(canonical)
        tree = parse(content, with_places=True)
        name = f"{kind}/{written['id']}" if isinstance(written.get("id"), str) else ""
        wrongs = words_for(KINDS[kind], written, error)
        return Loaded(path, findings=[_finding(path, name, tree, wrong) for wrong in wrongs])
    document.placed(Origin(path, canonical, lambda: parse(content, with_places=True).keys))
    return Loaded(path, document)


def _kind_of(canonical: str) -> str:
    """Read the kind from the data; it is there, `_not_a_document` saw to it."""
    start = canonical.rfind('"kind":"') if canonical.count('"kind":"') == 1 else -1
    if start >= 0:
        kind = canonical[start + 8 : canonical.index('"', start + 8)]
        if kind in KINDS:
            return kind
    return str(json.loads(canonical)["kind"])


def _refusals(path: str, tree: Tree) -> Iterator[Finding]:
    for refusal in tree.refusals:
        place = Place(path, refusal.line, refusal.column)
        yield Finding(place, refusal.message, refusal.hint, refusal.check)


def _not_a_document(path: str, tree: Tree) -> Finding | None:
    if not isinstance(tree.value, dict) or "kind" not in tree.value:
        fact = "is empty" if tree.is_empty else "has no `kind`"
        hint = f"begin with `kind:` and one of {', '.join(f'`{kind}`' for kind in KINDS)}"
        return Finding(Place(path), f"the file {fact}", hint, "not-a-document")
    kind = tree.value["kind"]
    if kind in KINDS:
        return None
    near = difflib.get_close_matches(str(kind), KINDS, n=1, cutoff=0.4)
    known = ", ".join(f"`{kind}`" for kind in KINDS)
    hint = f"write `kind: {near[0]}`" if near else f"the kinds are {known}"
    return Finding(Place(path, pointer="kind"), f"there is no kind `{kind}`", hint, "unknown-kind")


def _nulls(path: str, content: bytes, value: Mapping[str, Any]) -> Iterator[Finding]:
    tree = parse(content, with_places=True)
    written_id = value.get("id")
    name = f"{value['kind']}/{written_id}" if isinstance(written_id, str) else ""
    for loc in _null_ways(value, ()):
        yield _finding(path, name, tree, _null(loc))


def _null(loc: Loc) -> Wrong:
    hint = "write its value, or delete the line"
    return Wrong("wrong-value", loc, f"`{loc[-1] if loc else ''}` has no value", hint)


def _null_ways(value: Any, loc: Loc) -> Iterator[Loc]:  # noqa: ANN401
    if value is None:
        yield loc
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _null_ways(item, (*loc, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _null_ways(item, (*loc, index))


def _finding(path: str, name: str, tree: Tree, wrong: Wrong) -> Finding:
    marks = tree.values if wrong.check == "wrong-value" else tree.keys
    known = wrong.loc
    while known and known not in marks:
        known = known[:-1]
    line, column = marks.get(known, (1, 1))
    place = Place(path, line, column, pointer(tree.value, wrong.loc), name)
    return Finding(place, wrong.message, wrong.hint, wrong.check)
