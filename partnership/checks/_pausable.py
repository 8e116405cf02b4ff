"""Which promises a plan can let stand still by rule, and why others run on."""

from __future__ import annotations

from partnership.agreement import Agreement
from partnership.documents import SLA, DataProtection, Metric


def breach_clocks(agreement: Agreement) -> dict[str, str]:
    """Give the promises that measure how soon a breach is told, each with the document that says so."""
    return {
        clock.sla: found.id
        for found in agreement.of(DataProtection)
        for clock in found.breach_clocks
        if clock.sla is not None
    }


def why_it_runs_on(agreement: Agreement, sla: SLA, protection: str, field: str) -> tuple[str, str]:
    """Say why a promise cannot stand still, and what to do; nothing where it can.

    Args:
        agreement: All documents.
        sla: The promise.
        protection: The document whose breach clock it is, if it is one.
        field: Where the promise is named.
    """
    out = f"take it out of `{field}`"
    if protection:
        return f"`{sla.id}` is a breach clock of `{protection}`, which never pauses", out
    metric = agreement.get(Metric, sla.metric)
    if metric is not None and metric.type != "duration":
        return f"`{sla.id}` has no clock: it counts a {metric.type}", out
    if sla.owed_by == "both":
        return f"`{sla.id}` is owed by both: nobody is excused of it", out
    if sla.relief is None:
        return f"`{sla.id}` does not say what a pause does to it", f"write `relief` in it, or {out}"
    return "", ""
