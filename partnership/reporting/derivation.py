"""Renders one verdict taken apart as JSON: `partnership/why/1`, a contract with a published schema."""

from __future__ import annotations

import json
from typing import Any

from partnership.documents import Measurement
from partnership.documents.measurement import Row
from partnership.history.git import NO_TIP, Tip
from partnership.judging import arithmetic
from partnership.judging.cases import Case
from partnership.judging.credits.costing import Cost
from partnership.judging.explaining import Explanation
from partnership.reporting.json import verdict_data
from partnership.reporting.statements.json import line_data
from partnership.reporting.why import next_step, promise_in_words

FORMAT = "partnership/why/1"


def render(found: Explanation, agreement: str, digest: str, tip: Tip = NO_TIP) -> str:
    """Render an explanation as JSON, ending in a newline.

    Args:
        found: What is explained.
        agreement: The partnership's id.
        digest: The SHA-256 of the agreement's terms.
        tip: The commit that is checked out.

    """
    about = {"id": agreement, "commit": tip.full, "uncommitted": tip.edited, "digest": digest}
    data = {"format": FORMAT, "as_of": found.as_of.isoformat(), "agreement": about}
    return json.dumps(data | as_data(found), indent=2, ensure_ascii=False) + "\n"


def as_data(found: Explanation) -> dict[str, Any]:
    """Give an explanation as plain data; exact values are strings."""
    verdict, case = found.verdict, found.case
    row = case.row if case else None
    place = verdict.place
    return {
        "verdict": verdict_data(verdict),
        "clause": {
            "document": place.document,
            "path": place.path,
            "line": place.line,
            "pointer": place.pointer,
            "since": found.since.isoformat() if found.since else None,
            "amended": found.amended,
        },
        "promise": _promise(case),
        "terms": _terms(case),
        "metric": _metric(case),
        "measurement": _measurement(case.measurement) if case and case.measurement else None,
        "counts": _counts(row) if row else None,
        "steps": [{"name": step.name, "text": step.text} for step in found.steps],
        "arithmetic": {
            "sum": arithmetic.sum_and_value(verdict, case) if case else "",
            "compared": arithmetic.compared(verdict, case) if case and verdict.is_judged else "",
        },
        "credits": [_credit(one) for one in found.costs],
        "undisputed": verdict_data(found.undisputed) if found.undisputed else None,
        "next_step": next_step(found),
        "others": [verdict_data(other) for other in found.others],
    }


def _credit(found: Cost) -> dict[str, Any]:
    about = {"account": found.account, "period": found.period, "currency": found.currency}
    return about | {"method": found.method} | line_data(found.line)


def _promise(case: Case | None) -> str:
    if case is None or case.metric is None:
        return ""
    return promise_in_words(case.terms, case.target, case.metric, case.unit)


def _terms(case: Case | None) -> dict[str, Any] | None:
    """Give what was promised on the last day judged, amendments and phase applied."""
    if case is None:
        return None
    skipped = {"kind", "id", "labels", "amendments", "targets", "phases", "description"}
    terms = case.terms.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=skipped)
    terms["target"] = case.target.model_dump(mode="json", by_alias=True, exclude_none=True)
    terms["phase"] = case.phase.phase if case.phase else None
    return terms


def _metric(case: Case | None) -> dict[str, Any] | None:
    if case is None or case.metric is None:
        return None
    skipped = {"kind", "labels", "amendments", "description"}
    return case.metric.model_dump(mode="json", by_alias=True, exclude_none=True, exclude=skipped)


def _measurement(found: Measurement) -> dict[str, Any]:
    dumped = found.model_dump(mode="json", by_alias=True, exclude_none=True)
    return {
        "id": found.id,
        "path": found.path,
        "known": found.known.isoformat(),
        "replaces": found.replaces,
        "record_digest": found.digest,
        "gate": dumped["gate"],
        "digests": dumped["digests"],
    }


def _counts(row: Row) -> dict[str, Any]:
    names = ("segment", "from", "to", "numerator", "denominator", "n", "value", "amount", "per")
    more = ("open_past_due", "not_yet_due", "invited", "before_relief", "withheld")
    dumped = row.model_dump(mode="json", by_alias=True)
    bins = {name: dumped[name] for name in ("excluded", "closed", "open", "buckets")}
    return {name: dumped[name] for name in (*names, *more)} | bins
