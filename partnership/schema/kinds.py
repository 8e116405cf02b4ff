"""The JSON Schema of each kind of document, and one that picks the kind's by `kind`."""

from __future__ import annotations

import json
import sys
from typing import Any

from partnership.documents import KINDS
from partnership.loading.tree import parse
from partnership.schema.cleaning import Schema, one_line, shortened
from partnership.schema.favours import with_favours

DRAFT = "https://json-schema.org/draft/2020-12/schema"
# A name, not an address: nothing fetches it, and it stays the same wherever the file is served.
ID = "urn:partnership:schemas:v1:"
COMMENT = "Made from the models by `partnership schema --write schemas/v1`; edit those."


def heading(name: str, description: str) -> Schema:
    """Begin a published schema: which draft, its lasting name, what it is about."""
    return {
        "$schema": DRAFT,
        "$id": f"{ID}{name}",
        "$comment": COMMENT,
        "title": name,
        "description": one_line(description),
    }


def schema_of(kind: str) -> Schema:
    """Give the JSON Schema of one kind of document.

    Args:
        kind: A key of `KINDS`.

    """
    made = with_favours(shortened(KINDS[kind].model_json_schema()), kind)
    about = made.pop("description")
    return heading(kind, about) | {"examples": [example_of(kind)]} | made


def document_schema() -> Schema:
    """Give one schema for every document, for editors that are told a folder: `kind` decides."""
    choices, parts = [], {}
    for kind in KINDS:
        made = schema_of(kind)
        inner = made.pop("$defs", {})
        body = {key: made[key] for key in made if key not in {"$schema", "$id", "$comment"}}
        parts[kind] = _moved(body, kind)
        parts |= {f"{kind}.{name}": _moved(part, kind) for name, part in inner.items()}
        is_kind = {"properties": {"kind": {"const": kind}}, "required": ["kind"]}
        choices.append({"if": is_kind, "then": {"$ref": f"#/$defs/{kind}"}})
    return heading("document", "A document of any kind; `kind` says which.") | {
        "type": "object",
        "properties": {"kind": {"description": "What it is.", "enum": list(KINDS)}},
        "required": ["kind"],
        "allOf": choices,
        "$defs": parts,
    }


def example_text(kind: str) -> str:
    """Give a kind's example as people write it."""
    return str(sys.modules[KINDS[kind].__module__].EXAMPLE)


def example_of(kind: str) -> Any:  # noqa: ANN401 - any JSON
    """Give a kind's example as data, read by the loader."""
    return json.loads(json.dumps(parse(example_text(kind).encode()).value, default=float))


def _moved(part: Any, kind: str) -> Any:  # noqa: ANN401 - any JSON
    """Let references within a kind's schema lead to where its parts stand in the common one."""
    if isinstance(part, list):
        return [_moved(item, kind) for item in part]
    if not isinstance(part, dict):
        return part
    moved = {key: _moved(value, kind) for key, value in part.items()}
    if isinstance(moved.get("$ref"), str):
        moved["$ref"] = moved["$ref"].replace("#/$defs/", f"#/$defs/{kind}.")
    return moved
