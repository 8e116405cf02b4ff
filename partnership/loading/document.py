"""From a tree to a document of its kind, or to findings that say what to write instead."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from partnership.canonical import canonical_json
from partnership.documents import KINDS, Document, Origin, pointer
from partnership.findings import Finding, Loc, Place, nearest
from partnership.loading.tree import Tree, parse
from partnership.loading.wording import Wrong, words_for

WARNINGS = {"foreign-text"}
LARGE_FILE = b"version https://git-lfs.github.com/spec/"


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
        canonical: Its data in canonical form, where it is known that its form needs no finding:
            then the bytes are not parsed.

    """
    if canonical:
        return _of_kind(path, content, canonical)
    tree = parse(content)
    found = list(_refusals(path, tree))
    if any(finding.check not in WARNINGS for finding in found):
        return Loaded(path, findings=found)
    if not _has_kind(tree):
        return Loaded(path, findings=[*found, _not_a_document(path, content)])
    loaded = _of_kind(path, content, canonical_json(tree.value))
    if found:
        loaded.findings = [*found, *loaded.findings]
        loaded.canonical = ""
    return loaded


def find_wrong(kind: str, canonical: str) -> Iterator[Wrong]:
    """Yield what the model of a kind refuses in data given in canonical form.

    Args:
        kind: A key of `KINDS`.
        canonical: The data as JSON.

    """
    nulls = []
    if "null" in canonical:
        nulls = [_null(loc) for loc in _null_ways(json.loads(canonical), ())]
    yield from nulls
    try:
        KINDS[kind].model_validate_json(canonical, strict=True)
    except ValidationError as error:
        known = {wrong.loc for wrong in nulls}
        wrongs = words_for(KINDS[kind], json.loads(canonical), error)
        yield from (wrong for wrong in wrongs if wrong.loc not in known)


def _of_kind(path: str, content: bytes, canonical: str) -> Loaded:
    """Make data of a known kind a document, or say what its model refuses."""
    kind = _kind_of(canonical)
    if kind not in KINDS:
        return Loaded(path, findings=[_not_a_document(path, content)])
    try:
        document = KINDS[kind].model_validate_json(canonical, strict=True)
    except ValidationError:
        document = None
    if document is None or "null" in canonical:
        wrongs = list(find_wrong(kind, canonical))
        if wrongs or document is None:
            return Loaded(path, findings=_findings(path, content, kind, wrongs))
    document.placed(Origin(path, canonical, lambda: parse(content, with_places=True).keys))
    return Loaded(path, document, canonical=canonical)


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


def _has_kind(tree: Tree) -> bool:
    """Whether a file is a mapping whose `kind` is one there is."""
    kind = tree.value.get("kind") if isinstance(tree.value, dict) else None
    return isinstance(kind, str) and kind in KINDS


def _not_a_document(path: str, content: bytes) -> Finding:
    tree = parse(content, with_places=True)
    kind = tree.value.get("kind") if isinstance(tree.value, dict) else None
    if content.startswith(LARGE_FILE):
        fact, hint = "is a pointer of Git LFS", "take it out of LFS: `git lfs untrack`, and add it"
        return Finding(Place(path), f"the file {fact}", hint, "not-a-document")
    if kind is None:
        fact = "is empty" if tree.is_empty else "has no `kind`"
        hint = f"begin with `kind:` and one of {', '.join(f'`{known}`' for known in KINDS)}"
        return Finding(Place(path), f"the file {fact}", hint, "not-a-document")
    place = Place(path, *tree.values[("kind",)], pointer="kind")
    if not isinstance(kind, str):
        return Finding(place, "`kind` is not a word", "write a kind, as `SLA`", "unknown-kind")
    near = nearest(kind, KINDS)
    known_kinds = ", ".join(f"`{known}`" for known in KINDS)
    hint = f"write `kind: {near}`" if near else f"the kinds are {known_kinds}"
    return Finding(place, f"there is no kind `{kind}`", hint, "unknown-kind")


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


def _findings(path: str, content: bytes, kind: str, wrongs: list[Wrong]) -> list[Finding]:
    tree = parse(content, with_places=True)
    written_id = tree.value.get("id")
    name = f"{kind}/{written_id}" if isinstance(written_id, str) else ""
    return [_finding(path, name, tree, wrong) for wrong in wrongs]


def _finding(path: str, name: str, tree: Tree, wrong: Wrong) -> Finding:
    marks = tree.values if wrong.check == "wrong-value" else tree.keys
    known = wrong.loc
    while known and known not in marks:
        known = known[:-1]
    line, column = marks.get(known, (1, 1))
    place = Place(path, line, column, pointer(tree.value, wrong.loc), name)
    return Finding(place, wrong.message, wrong.hint, wrong.check)
