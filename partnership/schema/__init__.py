"""JSON Schemas of what people write and of what the program answers, made from the models."""

from __future__ import annotations

from partnership.schema.kinds import document_schema, schema_of
from partnership.schema.published import NAMES, as_text, find_schema, write_schemas
from partnership.schema.report import report_schema

__all__ = [
    "NAMES",
    "as_text",
    "document_schema",
    "find_schema",
    "report_schema",
    "schema_of",
    "write_schemas",
]
