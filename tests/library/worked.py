"""Worked examples of the library as whole event tables: what an example leaves out is filled in."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from partnership.agreement import Agreement
from partnership.documents import SLA, Metric
from partnership.judging.counts import exact_value, read_counts
from partnership.library import Entry, SLATerms, metric_text, sla_text
from partnership.loading.document import load_document
from partnership.measuring.measurements import measure
from partnership.store.duckdb import open_store
from partnership.store.tables import TABLE_BY_NAME
from partnership.values.periods import Span
from tests.measuring.stores import CALENDAR, at

LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}")
FAR = "2025-01-02 09:00"
START = date(2025, 1, 1)
PARTNERSHIP = """\
kind: Partnership
id: example
title: Example
format: 1
owners: {client: head-of-ta, provider: account-director}
effective: {from: 2025-01-01}
parties: {client: {name: Client}, provider: {name: Provider}}
time_zone: Europe/London
currency: GBP
term: {from: 2025-01-01}
authorised_signatories: {client: [head-of-ta], provider: [account-director]}
measured_within: 5 business days
"""
USUAL: Mapping[str, Mapping[str, Any]] = {
    "requisition": {
        "job_family": "finance",
        "level": "senior",
        "location": "london",
        "country": "GB",
        "urgency": "standard",
        "req_type": "new",
        "in_scope": True,
    },
    "opening": {"opened_at": FAR},
    "application": {"source_category": "inbound", "is_internal": False},
    "interview": {
        "round": 1,
        "kind": "panel",
        "start_at": FAR,
        "end_at": FAR,
        "status": "completed",
        "reschedules": 0,
    },
    "feedback": {"required": True, "decision": "none"},
    "approval": {"step": 1, "requested_at": FAR, "approver_party": "client"},
    "offer": {"version": 1, "drafted_at": FAR},
    "hire": {"accepted_at": FAR, "planned_start": "2025-01-02"},
}
"""What a row holds where an example does not say."""
EVERYWHERE = {
    "recorded_at": "2027-01-01 00:00",
    "source": "manual",
    "precision": "second",
    "actor_party": "system",
}
PARENTS = {
    "requisition_id": "requisition",
    "opening_id": "opening",
    "application_id": "application",
    "interview_id": "interview",
}


class Worked:
    """The rows of an example, with every row that they belong to."""

    def __init__(self, entry: Entry) -> None:
        self.rows: dict[str, dict[str, dict[str, Any]]] = {}
        self.number = 0
        for table, rows in entry.example.tables.items():
            for row in rows:
                self.add(table, row)
        for table in ("hire", "offer", "feedback", "interview", "app_event", "application"):
            for row in list(self.rows.get(table, {}).values()):
                self.complete(table, row)
        for table in ("opening", "req_event"):
            for row in list(self.rows.get(table, {}).values()):
                self.parent("requisition_id", row["requisition_id"])

    def add(self, table: str, row: Mapping[str, Any]) -> dict[str, Any]:
        """Add a row with what is usual in its table."""
        self.number += 1
        names = TABLE_BY_NAME[table].column_names
        unknown = set(row) - set(names)
        assert not unknown, f"{table} has no column {unknown}"
        usual = {name: value for name, value in EVERYWHERE.items() if name in names}
        usual |= {"event_id": f"e{self.number}"} if "event_id" in names else {}
        made = {**usual, **USUAL.get(table, {}), **row}
        key = "/".join(str(made.get(name, "")) for name in TABLE_BY_NAME[table].key)
        assert key not in self.rows.setdefault(table, {}), f"{table} has {key} twice"
        self.rows[table][key] = made
        return made

    def complete(self, table: str, row: dict[str, Any]) -> None:
        """Add what a row belongs to: the application it does not name, the opening, the requisition."""
        names = TABLE_BY_NAME[table].column_names
        own = TABLE_BY_NAME[table].key[0]
        if "application_id" in names and own != "application_id":
            row.setdefault("application_id", f"a-of-{row[own]}")
            made = self.parent("application_id", row["application_id"])
            opened = self.rows.get("opening", {}).get(str(row.get("opening_id", "")))
            made.setdefault("requisition_id", (opened or {}).get("requisition_id"))
            made["requisition_id"] = made["requisition_id"] or f"r-of-{made['application_id']}"
            self.parent("requisition_id", made["requisition_id"])
            if table in {"offer", "hire"} and opened is None:
                row.setdefault("opening_id", f"o-of-{row['application_id']}")
                opening = self.parent("opening_id", row["opening_id"])
                opening.setdefault("requisition_id", made["requisition_id"])
        if table == "feedback":
            self.complete("interview", self.parent("interview_id", row["interview_id"]))
        if table == "application":
            row.setdefault("requisition_id", f"r-of-{row['application_id']}")
            self.parent("requisition_id", row["requisition_id"])

    def parent(self, column: str, name: str) -> dict[str, Any]:
        """Give the row of that name, added where it is not there."""
        table = PARENTS[column]
        return self.rows.get(table, {}).get(name) or self.add(table, {column: name})

    def write(self, folder: Path) -> Path:
        """Write every table as CSV; one in which nothing happened is its header."""
        folder.mkdir(parents=True, exist_ok=True)
        for table, columns in ((name, one.column_names) for name, one in TABLE_BY_NAME.items()):
            with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, columns, restval="")
                writer.writeheader()
                for row in self.rows.get(table, {}).values():
                    writer.writerow({name: _written(value) for name, value in row.items()})
        return folder


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = "" if value is None else str(value)
    return at(text) if LOCAL.fullmatch(text) else text


def documents(entry: Entry) -> Iterator[str]:
    """Yield what an agreement holds that copied a definition with its promise: real documents."""
    yield PARTNERSHIP
    yield CALENDAR
    yield metric_text(entry, ("head-of-ta", "account-director"), START)
    yield sla_text(entry, ("head-of-ta", "account-director"), START, SLATerms("uk"))


def agreement_of(entry: Entry) -> Agreement:
    """Load an agreement that copied a definition with its promise."""
    found = []
    for number, text in enumerate(documents(entry)):
        loaded = load_document(f"{number}.yaml", text.encode())
        assert loaded.document, [(one.message, one.hint) for one in loaded.findings]
        assert [] == loaded.findings
        found.append(loaded.document)
    return Agreement(tuple(found))


def result_of(entry: Entry, folder: Path) -> dict[str, Any]:
    """Measure an example in a store of its own; gives the row as it is recorded, and its value."""
    agreement, period = agreement_of(entry), Span.parse(entry.example.period)
    sla, metric = agreement.of(SLA)[0], agreement.of(Metric)[0]
    with open_store(Worked(entry).write(folder)) as store:
        found = measure(agreement, store, known=date(2027, 1, 1), periods=(period,))
    (measurement,) = (one for one in found if one.sla == sla.id)
    (written,) = measurement.written["rows"]
    (row,) = measurement.rows
    value = exact_value(read_counts(row, sla.statistic), sla.statistic)
    assert metric.id == entry.id
    return {
        **{name: part for name, part in written.items() if name != "segment"},
        "value": None if value is None else str(value),
    }
