"""The JSON Schema of `partnership/import/1`, which `import --format json` prints."""

from __future__ import annotations

from typing import get_args

from partnership.documents.event_map import EventTable, System
from partnership.importing.outcome import FORMAT
from partnership.schema.cleaning import Schema
from partnership.schema.kinds import heading

_ROWS: Schema = {"type": "integer", "minimum": 0}
_TABLE: Schema = {"description": "The event table.", "enum": list(get_args(EventTable))}
_COUNTS = {
    "mapped": "Rows that became rows of this table.",
    "added": "Rows that the store has more.",
    "changed": "Of those added: later states of what the store knew.",
    "unchanged": "Rows that say what the store knew.",
    "repeated": "Rows that say the same thing twice within the import.",
    "orphaned": "Rows that name something neither the store nor the import has.",
}
_SUMMARY = {
    "read": "Rows read.",
    "added": "Rows added to the store.",
    "unmapped": "Rows with a word that the map does not list.",
    "quarantined": "Rows set aside.",
    "orphaned": "Rows that name something that is not there.",
    "not_made": "Events that need a table which is not among the files.",
}
_BY_NAME = {
    "read": ("Rows by the system's table.", _ROWS),
    "not_read": ("Files that were not read, and why.", {"type": "string"}),
    "unknown_objects": ("JSON objects, by file, of no kind that is read.", _ROWS),
    "not_made": ("What was not made of the rows, and why.", {"type": "string"}),
    "left_empty": ("Moments left empty because the export has a day, by column.", _ROWS),
    "gone": ("Things of the last snapshot that are not in this one.", _ROWS),
    "read_before": ("Rows of snapshots that were read before a later one, by thing.", _ROWS),
}


def import_schema() -> Schema:
    """Give the JSON Schema of an import's account; later versions of 1 may add keys."""
    properties: dict[str, Schema] = {
        "format": {"description": "The format's name and version.", "const": FORMAT},
        "system": {"description": "The system.", "enum": list(get_args(System))},
        "event_map": {"description": "The EventMap's id.", "type": "string"},
        "recorded_at": {
            "description": "When rows were taken down where the export does not say.",
            "type": "string",
            "format": "date-time",
        },
        "files": {"description": "How many files there were.", **_ROWS},
        "wrote": {"description": "False for a dry run.", "type": "boolean"},
        "tokens_issued": {"description": "Tokens issued for the first time.", **_ROWS},
        "tables": _listed("What became of the rows, by event table.", _COUNTS, table=_TABLE),
        "unmapped": _listed(
            "Words that the map does not list, by column; the words themselves are never given.",
            {"rows": "How many rows have it."},
            table=_TABLE,
            column={"description": "The column it was for.", "type": "string"},
            first={"description": "File and line of the first.", "type": "string"},
        ),
        "quarantined": _listed(
            "Rows set aside, by reason.",
            {"rows": "How many."},
            table=_TABLE,
            reason={"description": "Why.", "type": "string"},
            first={"description": "File and line of the first.", "type": "string"},
        ),
        "summary": {"description": "The sums.", **_object(_SUMMARY)},
    }
    for name, (words, values) in _BY_NAME.items():
        properties[name] = {
            "description": words,
            "type": "object",
            "additionalProperties": values,
        }
    return heading("import", f"What `import --format json` prints: `{FORMAT}`.") | {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
    }


def _listed(words: str, counts: dict[str, str], **others: Schema) -> Schema:
    return {"description": words, "type": "array", "items": _object(counts, **others)}


def _object(counts: dict[str, str], **others: Schema) -> Schema:
    properties: dict[str, Schema] = dict(others)
    properties |= {name: {"description": words, **_ROWS} for name, words in counts.items()}
    return {"type": "object", "properties": properties, "required": sorted(properties)}
