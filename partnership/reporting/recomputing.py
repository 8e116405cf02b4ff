"""Writes a script that recomputes one verdict from the counts of its records, with nothing installed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from partnership.agreement import Agreement
from partnership.canonical import canonical_json, digest_of_canonical
from partnership.documents import SLA, Measurement
from partnership.judging import Status, Verdict, judge_in_full
from partnership.judging.cases import Case
from partnership.judging.counts import is_higher_better
from partnership.judging.judged import Judged
from partnership.measuring.days import day_before
from partnership.reporting.crediting import credit_of
from partnership.reporting.words import printable

PLACE = 'DATA = r"""{}"""'
"""Where the numbers are put into the script."""
UNKNOWN = {Status.INSUFFICIENT_DATA, Status.NOT_MEASURED, Status.NOT_YET_DUE, Status.EXCUSED}
"""After these, something may still be carried forward from before."""


def script(
    agreement: Agreement, as_of: date, verdict: Verdict, contents: Mapping[str, bytes]
) -> str:
    """Write the script for one verdict.

    Args:
        agreement: All documents.
        as_of: The day judged.
        verdict: What is to be recomputed.
        contents: The bytes of each record's file, by path from git's top.

    """
    every = tuple(judge_in_full(agreement, as_of))
    judged = _needed(every, verdict)
    used = [one.case.measurement for one in judged if _is_counted(one) and one.case]
    records = {found.id: found for found in used if found}
    numbers = {name: index for index, name in enumerate(records)}
    title = f"{verdict.title} (SLA {verdict.sla}), {verdict.segment}, {verdict.period}"
    data = {
        "title": printable(title),
        "as_of": as_of.isoformat(),
        "agreement": agreement.digest,
        "clause": f"{verdict.place.path}:{verdict.place.line}",
        "records": [_record(found, contents[found.path]) for found in records.values()],
        "cases": [_case(one, numbers) for one in judged],
        "recorded": {
            "status": verdict.status.value,
            "value": None if verdict.value is None else str(verdict.value),
            "pooled": list(verdict.pooled),
        },
        "credit": credit_of(agreement, every, verdict),
    }
    source = files("partnership.reporting").joinpath("standalone.py").read_text("utf-8")
    # Quotes are escaped in JSON's own way, so that no text ends the script's.
    text = json.dumps(data, indent=1).replace("'", "\\u0027")
    return source.replace(PLACE, f"DATA = r'''\n{text}\n'''")


def _needed(judged: Iterable[Judged], verdict: Verdict) -> Sequence[Judged]:
    """Give the verdict's case after those of its row that it may rest on, the oldest first."""
    row = (verdict.sla, verdict.segment)
    every = [
        one
        for one in judged
        if (one.verdict.sla, one.verdict.segment) == row and one.verdict.last <= verdict.last
    ]
    last = next(index for index, one in enumerate(every) if one.verdict == verdict)
    case = every[last].case
    first = last
    after = _misses_after(case) if case else None
    if case and after is not None:
        counted = (index for index, one in enumerate(every) if _ends(one) > after)
        first = min(next(counted, last), last)
    while first and every[first - 1].verdict.status in UNKNOWN:
        first -= 1
    return every[first : last + 1]


def _ends(judged: Judged) -> date:
    return judged.case.part.ends if judged.case else judged.verdict.last


def _misses_after(case: Case) -> date | None:
    """Give the day after which misses of the expected level are counted, where any are."""
    agreed = case.terms.chronic
    return day_before(case.part.ends, agreed.in_) if agreed else None


def _is_counted(judged: Judged) -> bool:
    """Whether the verdict was made of counts, and not before any were looked at."""
    verdict, case = judged.verdict, judged.case
    if case is None or case.row is None or case.measurement is None or case.metric is None:
        return False
    return verdict.status not in {
        Status.NOT_MEASURED,
        Status.NOT_YET_DUE,
        Status.NOT_IN_FORCE,
    }


def _record(found: Measurement, content: bytes) -> dict[str, Any]:
    counts = canonical_json({name: found.written[name] for name in ("rows", "gate")})
    return {
        "path": found.path,
        "id": found.id,
        "sha256": hashlib.sha256(content).hexdigest(),
        "counts": counts,
        "counts_digest": digest_of_canonical(counts),
    }


def _case(judged: Judged, numbers: Mapping[str, int]) -> dict[str, Any]:
    verdict, case = judged.verdict, judged.case
    is_counted = _is_counted(judged)
    measurement = case.measurement if case else None
    since = verdict.since.isoformat() if verdict.since else ""
    return {
        "period": verdict.period,
        "segment": verdict.segment,
        "from": since,
        "first": case.part.first.isoformat() if case else "",
        "ends": _ends(judged).isoformat(),
        "record": numbers[measurement.id] if is_counted and measurement else None,
        "given": None if is_counted else _given(verdict),
        "terms": _terms(case) if case else None,
    }


def _given(verdict: Verdict) -> dict[str, Any]:
    """Say what is taken as it is: no count was looked at."""
    return {
        "status": verdict.status.value,
        "reason": printable(verdict.reason),
        "drops_pool": verdict.decided_by == "low volume",
    }


def _terms(case: Case) -> dict[str, Any]:
    terms, target = case.terms, case.target
    statistic, low = terms.statistic, terms.low_volume
    higher = case.metric is None or is_higher_better(statistic, case.metric)
    return {
        "owed_by": terms.owed_by,
        "statistic": {
            "name": statistic.name,
            "percentile": str(statistic.percentile),
            "method": statistic.method,
        },
        "higher": higher,
        "expected": str(target.expected.value),
        "minimum": str(target.minimum.value),
        "unit": target.expected.unit,
        "floor": case.floor,
        "baselining": case.is_baselining,
        "low_volume": {
            "below": low.below,
            "then": low.then,
            "at_most": int(low.at_most.split()[0]) if low.at_most else None,
            "misses": low.misses or 0,
            "response": str(low.response.value) if low.response else None,
        }
        if low
        else None,
        "chronic": _chronic(case),
        "meaning": _meaning(terms, str(target.within)),
    }


def _meaning(terms: SLA, within: str) -> list[str]:
    return [terms.metric, str(terms.statistic), within, terms.calendar, terms.owed_by]


def _chronic(case: Case) -> dict[str, Any] | None:
    agreed, after = case.terms.chronic, _misses_after(case)
    if agreed is None or after is None:
        return None
    return {"misses": agreed.expected_missed, "after": after.isoformat()}
