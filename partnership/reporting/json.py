"""Renders a report as JSON: `partnership/report/1`, a contract with a published schema."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from partnership.findings import Finding, Severity
from partnership.judging import Verdict
from partnership.report import Report
from partnership.reporting.outlooks import as_data as as_outlook

FORMAT = "partnership/report/1"


def render(report: Report, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a report as JSON, ending in a newline."""
    return json.dumps(as_data(report), indent=2, ensure_ascii=False) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """Give a report as plain data; exact values are strings."""
    return {
        "format": FORMAT,
        "command": report.command,
        "as_of": report.as_of.isoformat(),
        "known": report.known.isoformat() if report.known else None,
        "agreement": {
            "id": report.agreement,
            "commit": report.commit,
            "uncommitted": report.edited,
            "base": report.base,
            "digest": report.digest,
        },
        "summary": _summary(report),
        "findings": [_finding(found) for found in report.findings],
        "verdicts": [verdict_data(verdict) for verdict in report.verdicts],
        "outlooks": [as_outlook(outlook) for outlook in report.outlooks],
        "notes": list(report.notes),
    }


def _summary(report: Report) -> dict[str, Any]:
    statuses: dict[str, int] = {}
    for verdict in report.verdicts:
        statuses[verdict.status] = statuses.get(verdict.status, 0) + 1
    return {
        "documents": report.documents,
        "files": report.files,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "notes": report.count(Severity.NOTE),
        "waived": report.waived,
        "not_asked": report.not_asked,
        "verdicts": dict(sorted(statuses.items())),
        "breaches": {
            party: sum(1 for one in report.verdicts if one.is_breach and one.owed_by == party)
            for party in ("client", "provider")
        },
        "unread": list(report.unread),
        "unmeasured": sum(1 for verdict in report.verdicts if verdict.is_unmeasured),
        "disputed": sum(1 for verdict in report.verdicts if verdict.disputed),
        "sealed": sum(1 for verdict in report.verdicts if verdict.sealed),
    }


def _finding(found: Finding) -> dict[str, Any]:
    return {
        "check": found.check,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "document": found.place.document,
        "path": found.place.path,
        "line": found.place.line,
        "column": found.place.column,
        "pointer": found.place.pointer,
        "fingerprint": found.fingerprint,
        "waived_by": found.waived or None,
        "url": f"checks/{found.check}/README.md",
    }


def verdict_data(verdict: Verdict) -> dict[str, Any]:
    """Give a verdict as plain data; exact values are strings."""
    value = verdict.value
    return {
        "sla": verdict.sla,
        "owed_by": verdict.owed_by,
        "title": verdict.title,
        "period": verdict.period,
        "segment": verdict.segment,
        "from": verdict.since.isoformat() if verdict.since else None,
        "to": verdict.until.isoformat() if verdict.until else None,
        "status": verdict.status.value,
        "disputed": verdict.disputed,
        "sealed": verdict.sealed or None,
        "reason": verdict.reason,
        "decided_by": verdict.decided_by,
        "value": None if value is None else str(value),
        "shown": verdict.shown or None,
        "range": list(verdict.range) if verdict.range else None,
        "expected": None if verdict.expected is None else str(verdict.expected),
        "minimum": None if verdict.minimum is None else str(verdict.minimum),
        "n": verdict.n,
        "numerator": verdict.numerator,
        "denominator": verdict.denominator,
        "amount": None if verdict.amount is None else str(verdict.amount),
        "per": None if verdict.per is None else str(verdict.per),
        "unit": verdict.unit or None,
        "due": None if verdict.due == date.max else verdict.due.isoformat(),
        "pooled": list(verdict.pooled),
        "measurement": verdict.measurement or None,
        "path": verdict.place.path,
        "line": verdict.place.line,
    }
