"""Relief by rule: what a crisis plan pauses, and what a hiring plan grants, accepted because both agreed to the plan.

It is written as the `Relief` that it stands for, so that a measurement names it, a close seals it, and an
audit judges it from there like any other.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from partnership.agreement import Agreement
from partnership.canonical import canonical_json
from partnership.documents import (
    SLA,
    CrisisPlan,
    CrisisRecord,
    DataProtection,
    Document,
    Metric,
    Origin,
    Relief,
)
from partnership.documents.base import When
from partnership.documents.crisis_plan import CrisisPause
from partnership.documents.hiring_plan import VolumeBand
from partnership.measuring.days import shifted
from partnership.measuring.reliefs import BY_FORECAST, BY_PLAN
from partnership.measuring.volumes import (
    Volume,
    beyond_words,
    by_rule,
    counted_words,
    counting,
    is_by_band,
    segment_of,
)
from partnership.values.durations import Span

MONTHS = {"months": 1, "years": 12}
OTHER = {"client": "provider", "provider": "client"}


def reliefs_by_plan(agreement: Agreement) -> tuple[Relief, ...]:
    """Give the relief that declared crises and hiring plans are, by id; worked out once."""
    if "reliefs by plan" not in agreement.answers:
        found = sorted(
            (*_reliefs(agreement), *reliefs_by_band(agreement), *_by_forecast(agreement)),
            key=lambda one: one.id,
        )
        agreement.answers["reliefs by plan"] = tuple(found)
    known: tuple[Relief, ...] = agreement.answers["reliefs by plan"]
    return known


def pauses_of(
    agreement: Agreement, record: CrisisRecord
) -> Iterator[tuple[CrisisPause, SLA, date, date | None]]:
    """Yield what a crisis pauses: from the day it was declared, until the day each clock runs again.

    A crisis pauses only what its plan names for its severity, no longer than the plan allows, and only
    where it was declared by a role with the right to. The clocks of breaches of personal data never pause.
    """
    plan = plan_of(agreement, record)
    if plan is None or record.declared.role not in holders(agreement, _declaring(plan)):
        return
    first = record.declared.at.day
    over = record.stood_down.at.day if record.stood_down else None
    kept = _breach_clocks(agreement)
    for pause in plan.pauses:
        sla = agreement.get(SLA, pause.sla)
        if sla is None or sla.id in kept:
            continue
        if not pause.severities or record.severity in pause.severities:
            last = limit(first, pause.at_most)
            yield pause, sla, first, min(over or last, last)


def plan_of(agreement: Agreement, record: CrisisRecord) -> CrisisPlan | None:
    """Give a crisis's plan, on the terms of the day on which it was declared."""
    found = agreement.get(CrisisPlan, record.plan)
    return (found.on(record.declared.at.day) or found) if found else None


def holders(agreement: Agreement, names: tuple[str, ...]) -> set[str]:
    """Name the seats, and whoever may stand in for one of them."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            role = agreement.roles.get(name)
            waiting.extend(role.deputies if role else ())
    return found


def limit(first: date, at_most: Span) -> date:
    """Give the day on which a clock runs again at the latest."""
    try:
        if at_most.unit in MONTHS:
            return shifted(first, at_most.amount * MONTHS[at_most.unit])
        days = at_most.amount * (7 if at_most.unit == "weeks" else 1)
        return first + timedelta(days=days)
    except (OverflowError, ValueError):
        return date.max


def _declaring(plan: CrisisPlan) -> tuple[str, ...]:
    return (*plan.declares.client, *plan.declares.provider)


def _breach_clocks(agreement: Agreement) -> set[str]:
    return {
        clock.sla
        for found in agreement.of(DataProtection)
        for clock in found.breach_clocks
        if clock.sla is not None
    }


def _reliefs(agreement: Agreement) -> Iterator[Relief]:
    for record in agreement.of(CrisisRecord):
        named: Counter[str] = Counter()
        for pause, sla, first, until in pauses_of(agreement, record):
            terms = sla.on(first) or sla
            subject = _relieved(agreement, terms)
            if subject is None:
                continue
            named[sla.id] += 1
            number = f"-{named[sla.id]}" if named[sla.id] > 1 else ""
            ref = f"{record.name} under CrisisPlan/{record.plan}"
            written = _written(terms, subject, pause.when, first, until) | {
                "id": f"{BY_PLAN}{record.id}-{sla.id}{number}",
                "type": "crisis",
                "cause": record.what,
                "evidence": {"kind": "crisis plan", "ref": ref},
            }
            yield _made(written, record)


def _by_forecast(agreement: Agreement) -> Iterator[Relief]:
    """Yield relief of the whole period in which a volume lies outside its band, where the band says so.

    A promise whose own count decides is left out: relieved, it would count otherwise.
    """
    kept = _breach_clocks(agreement) | counting(agreement)
    for volume, band in by_rule(agreement):
        period = volume.row.period
        for name in dict.fromkeys(band.affects):
            sla = agreement.get(SLA, name)
            if sla is None or name in kept:
                continue
            terms = sla.on(period.first) or sla
            subject = _relieved(agreement, terms)
            if subject is None:
                continue
            when = segment_of(agreement, volume)
            written = _written(terms, subject, when, period.first, period.next.first)
            written["answer"]["on"] = str(volume.known)
            yield _made(written | _volume(volume, band, name), volume.plan)


def _volume(volume: Volume, band: VolumeBand, name: str) -> dict[str, Any]:
    """Give what relief says of the volume that it comes from, with its arithmetic."""
    plan, period = volume.plan, str(volume.row.period).lower()
    part = f"-{volume.row.segment}" if volume.row.segment else ""
    return {
        "id": f"{BY_FORECAST}{plan.id}-{period}{part}-{band.id}-{name}",
        "type": "volume outside band",
        "cause": f"{counted_words(volume)}, {beyond_words(volume, band)}",
        "evidence": {"kind": "hiring plan", "ref": f"{plan.name}, counted by {plan.counted_by}"},
    }


def _relieved(agreement: Agreement, terms: SLA) -> str | None:
    """Name the subject whose clock stands; None of a promise that cannot be relieved, which a check says."""
    metric = agreement.get(Metric, terms.metric)
    if metric is None or metric.type != "duration" or terms.relief is None:
        return None
    return None if terms.owed_by == "both" else metric.subject


def _written(
    terms: SLA, subject: str, when: When, first: date, until: date | None
) -> dict[str, Any]:
    """Give what is alike in all relief by rule: asked by whoever owes, answered by the other side."""
    return {
        "kind": "Relief",
        "raised_by": terms.owed_by,
        "notified_on": str(first),
        "interval": {"from": str(first)} | ({"until": str(until)} if until else {}),
        "covers": {"subject": subject} | ({"when": _plain(when)} if when else {}),
        "affects": [terms.id],
        "answer": {"by": OTHER[terms.owed_by], "decision": "accepted", "on": str(first)},
    }


def _made(written: dict[str, Any], source: Document) -> Relief:
    canonical = canonical_json(written)
    relief = Relief.model_validate_json(canonical, strict=True)
    return relief.placed(Origin(source.path, canonical, lambda: source.origin.marks))


def _plain(when: When) -> dict[str, Any]:
    """Give a segment as it was written."""
    plain: dict[str, Any] = json.loads(json.dumps(when))
    return plain


def reliefs_by_band(agreement: Agreement) -> Iterator[Relief]:
    """Yield relief that a hiring plan grants: asked for, unanswered, and the volume is outside the band.

    It is the same relief with the answer that the other side gave when it agreed to the plan, from the day
    on which both the relief and the volume are known.
    """
    for relief in agreement.of(Relief):
        if relief.type != "volume outside band" or relief.answer is not None:
            continue
        volume = is_by_band(agreement, relief)
        if volume is None or volume.known is None:
            continue
        on = max(relief.notified_on, volume.known)
        answer = {"by": OTHER[relief.raised_by], "decision": "accepted", "on": str(on)}
        written = json.loads(relief.origin.canonical) | {"answer": answer}
        canonical = canonical_json(written)
        found = Relief.model_validate_json(canonical, strict=True)
        origin = relief.origin
        yield found.placed(Origin(origin.path, canonical, origin.locate))
