"""A band of a forecast says on which side it ends, and what follows beyond it.

`over` is a share above the forecast, `under` one below it: a band has one of them. Relief names the promises it
is for, a trigger the ladder it goes up. Each period and segment is expected once, and a period is as long as
the window of the promise that counts it; otherwise nothing is ever counted of it. A band that relieves the whole
period by itself (`days: whole period`) names promises whose clock can stand, and none by which a forecast is
counted: relieved, it would count otherwise, and the volume might be inside again.

To mend it: write what is missing; name a period as the promise's window has it: `2026-03`, `2026-Q1`, `2026`;
let another promise count the openings.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._pausable import breach_clocks, why_it_runs_on
from partnership.documents import SLA, EscalationPath, HiringPlan
from partnership.documents.hiring_plan import VolumeBand
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
MONTHS = {"month": 1, "quarter": 3, "year": 12}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every band without its side or its consequence, and every row that nothing counts."""
    for stretch in agreement.stretches(HiringPlan):
        plan = stretch.terms
        for index, band in enumerate(plan.bands):
            for message, hint in _band(agreement, band):
                yield plan.finding(message, "bands", index, hint=hint)
            if band.then == "relief" and band.days == "whole period":
                for message, hint in _by_rule(agreement, band):
                    yield plan.finding(message, "bands", index, "affects", hint=hint)
        yield from _rows(agreement, plan)


def _band(agreement: Agreement, band: VolumeBand) -> Iterator[tuple[str, str]]:
    if (band.over is None) == (band.under is None):
        yield f"the band `{band.id}` has not one side", "write one of `over` and `under`"
    if band.then == "relief" and not band.affects:
        yield f"the band `{band.id}` relieves nothing", "name the promises under `affects`"
    if band.then == "trigger" and band.escalation is None:
        yield f"the band `{band.id}` leads to no ladder", "name it under `escalation`"
    path = agreement.get(EscalationPath, band.escalation)
    levels = [level.id for level in path.levels] if path else []
    if path and band.level is not None and band.level not in levels:
        yield f"`{path.id}` has no level `{band.level}`", f"its levels are {', '.join(levels)}"


def _by_rule(agreement: Agreement, band: VolumeBand) -> Iterator[tuple[str, str]]:
    from partnership.measuring.volumes import counting

    counted, kept = counting(agreement), breach_clocks(agreement)
    for name in band.affects:
        sla = agreement.get(SLA, name)
        if sla is None:
            continue
        message, hint = why_it_runs_on(agreement, sla, kept.get(name, ""), "affects")
        if name in counted:
            message = (
                f"`{name}` counts the openings of a forecast: relieved, it would count otherwise"
            )
            hint = "let another promise count them, or take it out of `affects`"
        if message:
            yield message, hint


def _rows(agreement: Agreement, plan: HiringPlan) -> Iterator[Finding]:
    sla = agreement.get(SLA, plan.counted_by)
    months = MONTHS.get(sla.window) if sla else None
    seen: set[tuple[str, str | None]] = set()
    for index, row in enumerate(plan.forecast):
        if months is not None and row.period.months != months and sla:
            message = f"`{row.period}` is no {sla.window}, which is the window of `{sla.id}`"
            hint = "name periods as long as that window"
            yield plan.finding(message, "forecast", index, "period", hint=hint)
        rows = [one.id for one in sla.targets] if sla else []
        if rows and row.segment is not None and row.segment not in rows:
            message = f"`{plan.counted_by}` has no row `{row.segment}`"
            hint = f"its rows are {', '.join(rows)}"
            yield plan.finding(message, "forecast", index, "segment", hint=hint)
        key = (str(row.period), row.segment)
        if key in seen:
            where = f"{row.period}, {row.segment}" if row.segment else str(row.period)
            yield plan.finding(f"`{where}` is expected twice", "forecast", index, hint="keep one")
        seen.add(key)
