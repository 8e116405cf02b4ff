"""The schemas by name, their one written form, and the folder they are published in."""

from __future__ import annotations

import json
from pathlib import Path

from partnership.documents import KINDS
from partnership.files import write_file
from partnership.schema.agenda import agenda_schema
from partnership.schema.audit import audit_schema
from partnership.schema.cleaning import Schema
from partnership.schema.escalations import (
    drill_events_schema,
    drill_schema,
    escalations_schema,
)
from partnership.schema.feedback import feedback_schema
from partnership.schema.history import (
    blame_schema,
    changes_schema,
    history_schema,
    terms_schema,
)
from partnership.schema.imports import import_schema
from partnership.schema.kinds import document_schema, schema_of
from partnership.schema.metrics import metrics_schema
from partnership.schema.replay import replay_schema
from partnership.schema.report import report_schema
from partnership.schema.scorecard import scorecard_schema, transparency_schema
from partnership.schema.statement import statement_schema
from partnership.schema.todo import todo_schema
from partnership.schema.who import who_schema
from partnership.schema.why import why_schema

NAMES = (
    *KINDS,
    "document",
    "report",
    "why",
    "scorecard",
    "transparency",
    "metrics",
    "statement",
    "audit",
    "agenda",
    "todo",
    "feedback",
    "import",
    "changes",
    "blame",
    "terms",
    "history",
    "who",
    "escalations",
    "drill",
    "drill-events",
    "replay",
)
"""Every published schema: one for each kind, one for all kinds, one for what is answered."""


def find_schema(name: str) -> Schema:
    """Give a published schema by its name.

    Args:
        name: One of `NAMES`.

    """
    if name in KINDS:
        return schema_of(name)
    others = {
        "document": document_schema,
        "report": report_schema,
        "why": why_schema,
        "scorecard": scorecard_schema,
        "transparency": transparency_schema,
        "metrics": metrics_schema,
        "statement": statement_schema,
        "audit": audit_schema,
        "agenda": agenda_schema,
        "todo": todo_schema,
        "feedback": feedback_schema,
        "import": import_schema,
        "changes": changes_schema,
        "blame": blame_schema,
        "terms": terms_schema,
        "history": history_schema,
        "who": who_schema,
        "escalations": escalations_schema,
        "drill": drill_schema,
        "drill-events": drill_events_schema,
        "replay": replay_schema,
    }
    return others[name]()


def as_text(schema: Schema) -> str:
    """Write a schema as JSON, ending in a newline; the same bytes every time."""
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def file_name(name: str) -> str:
    """Name the file of a published schema."""
    return f"{name}.schema.json"


def write_schemas(folder: Path, names: tuple[str, ...] = NAMES) -> list[Path]:
    """Write schemas into a folder and name the files.

    Args:
        folder: Where to; made where it does not exist.
        names: Which ones.

    """
    files = [folder / file_name(name) for name in names]
    for name, file in zip(names, files, strict=True):
        write_file(file, as_text(find_schema(name)))
    return files
