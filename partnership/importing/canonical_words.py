"""Our words as a map writes them, and as the tables hold them."""

from __future__ import annotations

from functools import lru_cache

from partnership.store.tables import TABLE_BY_NAME, Column

SYNONYMS = {
    "cancelled by client": "cancelled_client",
    "cancelled": "cancelled_other",
    "rejected by organisation": "rejected_by_org",
    "rescinded by employer": "rescinded_employer",
    "withdrawn by candidate": "withdrawn_candidate",
}
"""Words of documents that the tables write otherwise; all the others only change their spaces."""

FLAGS = {"yes": "true", "true": "true", "no": "false", "false": "false"}

EVENT_TABLES = ("req_event", "app_event")

ACTORS = {
    "applied": "candidate",
    "candidate_replied": "candidate",
    "withdrew": "candidate",
    "client_advanced": "client",
    "client_declined": "client",
    "submitted": "client",
    "approved": "client",
    "rejected": "client",
    "hold_started": "client",
    "hold_ended": "client",
    "scope_changed": "client",
    "reopened": "client",
    "cancelled": "client",
    "hired": "client",
    "stage_entered": "system",
}
"""Who usually acts in an event; the provider in all others."""

STAGE_EVENT_LISTS = 4
"""How many events entering one stage may mean at most."""


def column_of(table: str, name: str) -> Column | None:
    """Find a column of an event table."""
    known = TABLE_BY_NAME.get(table)
    return (
        next((column for column in known.columns if column.name == name), None) if known else None
    )


def canonical(column: Column, word: str) -> str | None:
    """Give a word as a column holds it, or nothing where the column has no such word."""
    if column.type == "bool":
        return FLAGS.get(word.lower())
    if column.type != "enum":
        return word
    for written in (word, SYNONYMS.get(word, ""), word.replace(" ", "_")):
        if written in column.values:
            return written
    return None


def as_document(word: str) -> str:
    """Give a column's word as documents write it."""
    written = {held: said for said, held in SYNONYMS.items()}
    return written.get(word, word.replace("_", " "))


@lru_cache(maxsize=1 << 12)
def fold(word: str) -> str:
    """Give the form in which the system's words are compared."""
    return " ".join(word.split()).lower()
