"""Running counts written the way `measure --running` writes them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.judging import judge
from partnership.judging.outlook import Outlook, outlooks
from partnership.measuring.definitions import definition_digest
from partnership.measuring.periods import days_of
from partnership.measuring.running import FORMAT, Running, Stale, from_json
from partnership.values.periods import Span

TODAY = date(2026, 7, 20)


def running(
    agreed: Agreement,
    counts: str,
    period: str = "2026-07",
    *,
    sla: str = "first-slate",
    flights: dict[str, object] | None = None,
    as_of: date = TODAY,
    **row: object,
) -> Running:
    """Give a running count of the row `all`: `6/8` so far, and what is in flight."""
    kept, total = (int(number) for number in counts.split("/"))
    promise = agreed.get(SLA, sla)
    assert promise
    first, last = days_of(Span.parse(period), promise.window)
    counted = {"segment": "all", "numerator": kept, "denominator": total, "n": total}
    flight = {"segment": "all", "from": str(first), "to": str(last), "takes_new": True}
    written = {
        "kind": "Measurement",
        "id": f"{sla}.{period}",
        "sla": sla,
        "period": period,
        "known": str(as_of),
        "rows": [counted | row],
        "gate": {"completeness": "100%", "orphans": 0, "out_of_order": 0},
        "digests": {
            "definition": definition_digest(agreed, promise, Span.parse(period)),
            "counts": "0" * 64,
        },
        "measured_with": "0",
    }
    content = {
        "format": FORMAT,
        "as_of": str(as_of),
        "measurement": written,
        "flights": [flight | (flights or {})],
    }
    return from_json(json.dumps(content))


def looked(agreed: Agreement, *counts: Running, as_of: date = TODAY) -> tuple[Outlook, ...]:
    """Look ahead by some running counts."""
    verdicts = judge(agreed, as_of)
    return outlooks(agreed, verdicts, {one.key: one for one in counts}, (), as_of)


def uncounted(agreed: Agreement, period: str, reason: str) -> tuple[Outlook, ...]:
    """Look ahead where a period is not counted."""
    stale = (Stale(("first-slate", Span.parse(period)), reason),)
    return outlooks(agreed, judge(agreed, TODAY), {}, stale, TODAY)


def written(root: Path, one: Running) -> Path:
    """Give the file a running count is written to."""
    sla, period = one.key
    return root / "build/measurements" / str(period) / f"{sla}.json"
