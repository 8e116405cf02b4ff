"""A definition says what becomes of its hard cases.

Some choices move a number more than any target, and none of them is right for everybody. A reopened
opening *resumes the clock* (the time before it counts, the time it was closed does not) or gets a *new
clock* (only the time since counts); left out, its first stop counts and the reopening changes nothing.
Subjects whose events are incomplete are *excluded* (who records badly has fewer late ones), *fail* (each is a
miss) or *block* the period until they are complete; left out, they are excluded however many they are.
What stops the clock (`pauses`) takes whole weeks out of it; left out, nothing does, and `[]` says so. A business
day ends at the calendar's `cut_off`, and what arrives later counts from the next one; left out, it ends at
midnight, and `00:00` says so. A month with two subjects is only reported, carried forward or allowed misses;
left out, one miss of two is a breach. A score of a survey is shown only where enough of those asked answer
(`response`); left out, forty of a thousand speak for all. Where terms change inside a period, it is judged in
parts, each perhaps too small to judge, or by the *terms of the last day* (`on_change`); left out, each part is
judged. An event that has a day and no time may start a clock of hours; `precision` says how exact events must be,
and left out, any will do. Where events are not good enough for the `gate`, nothing is measured; `data_owner` says
who owes them, and left out, nobody does.

To mend it: add the field that is named, with the choice both parties mean; where periods are closed already,
as an amendment from the first open one.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import fits, with_metric
from partnership.documents import SLA, Calendar, Close, Metric
from partnership.findings import Finding, Severity
from partnership.measuring.periods import ONE_DAY, parts_of, period_of

SEVERITY = Severity.WARNING
FINE = {"business hours", "elapsed hours", "elapsed minutes"}
"""Units in which the time of a day counts."""
REOPENED = ("opening", "requisition")


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every choice that a promise and its metric leave open."""
    asked: set[str] = set()
    sealed = max((one.period.last.toordinal() for one in agreement.of(Close)), default=0)
    yield from _cut_offs(agreement, sealed)
    yield from _divided(agreement, sealed)
    for stretch, metric in with_metric(agreement):
        sla = stretch.terms
        if not fits(metric, sla.statistic):
            continue
        is_open = _has_clock(metric) and metric.subject in REOPENED and metric.reopening is None
        if is_open and metric.id not in asked:
            asked.add(metric.id)
            yield _reopening(metric)
        is_judged_yet = stretch.until > sealed + 1
        if is_judged_yet and metric.type == "duration" and "pauses" not in sla.model_fields_set:
            yield _pauses(sla)
        if _has_clock(metric) and sla.missing_data is None:
            yield _missing_data(sla)
        if sla.low_volume is None:
            yield _low_volume(sla)
        elif metric.type == "score" and sla.low_volume.response is None and is_judged_yet:
            yield _response(sla)
        if is_judged_yet and _is_coarse(sla, metric):
            yield _precision(sla, metric)
        if is_judged_yet and sla.gate is not None and sla.data_owner is None:
            yield _data_owner(sla)


def _has_clock(metric: Metric) -> bool:
    return metric.start is not None and metric.stop is not None


def _reopening(metric: Metric) -> Finding:
    message = (
        f"nothing says what a reopened {metric.subject} does to the clock: its first stop counts"
    )
    hint = "add `reopening: resume the clock` (without the time it was closed), or `new clock`"
    return metric.finding(message, "subject", hint=hint)


def _pauses(sla: SLA) -> Finding:
    message = "nothing says what stops the clock: it runs through every hold"
    hint = "add `pauses: [hold]`, or `pauses: []` where nothing stops it"
    return sla.finding(message, "placed_by", hint=hint)


def _cut_offs(agreement: Agreement, sealed: int) -> Iterator[Finding]:
    """Yield every calendar on which business days are counted to an end that is not written."""
    counted = {
        stretch.terms.calendar
        for stretch, metric in with_metric(agreement)
        if metric.unit == "business days"
    }
    for calendar in agreement.stretches(Calendar):
        is_open = calendar.until > sealed + 1
        if is_open and calendar.terms.id in counted and calendar.terms.cut_off is None:
            message = (
                "nothing says when a business day ends: what arrives at night still counts on it"
            )
            hint = "add `cut_off: 17:00`, or `cut_off: 00:00` for midnight"
            yield calendar.terms.finding(message, "hours", hint=hint)


def _missing_data(sla: SLA) -> Finding:
    message = "nothing says how many subjects may lack events: they are left out, however many"
    hint = (
        "add `missing_data: {then: exclude, at_most: 5%}`; `then: fail` counts each as a miss, "
        "`then: block` judges nothing before they are complete"
    )
    return sla.finding(message, "statistic", hint=hint)


def _response(sla: SLA) -> Finding:
    message = "nothing says how many of those asked have to answer: a few may speak for all"
    return sla.finding(message, "low_volume", hint="add `response: 25%` to `low_volume`")


def _low_volume(sla: SLA) -> Finding:
    message = "nothing says what too few subjects are: one miss of one is a breach"
    hint = (
        "add `low_volume: {below: 8, then: report only}`, or `carry forward`, or `allow misses` "
        "with how many"
    )
    return sla.finding(message, "statistic", hint=hint)


def _is_coarse(sla: SLA, metric: Metric) -> bool:
    """Whether events of a day and no time may be counted in hours or minutes."""
    floor = sla.precision or (sla.gate and sla.gate.precision)
    return metric.unit in FINE and _has_clock(metric) and floor is None


def _precision(sla: SLA, metric: Metric) -> Finding:
    message = (
        f"nothing says how exact events must be: one of a day and no time counts in {metric.unit}"
    )
    hint = "add `precision: minute`, or `precision: day` where any will do"
    return sla.finding(message, "statistic", hint=hint)


def _data_owner(sla: SLA) -> Finding:
    message = "nothing says who owes the events: where the gate is missed, nobody does"
    hint = "add `data_owner: client`, or `provider`: the party that keeps the system"
    return sla.finding(message, "gate", hint=hint)


def _divided(agreement: Agreement, sealed: int) -> Iterator[Finding]:
    """Yield every promise whose terms change inside a period, where nothing says what then."""
    for sla in agreement.of(SLA):
        versions = list(sla.versions())
        if any("on_change" in terms.model_fields_set for _, terms in versions):
            continue
        phases = [phase for _, terms in versions for phase in terms.phases]
        days = {since for since, _ in versions} | {phase.from_ for phase in phases}
        days |= {phase.to + ONE_DAY for phase in phases if phase.to}
        periods = (period_of(day, terms.window) for day in sorted(days) if (terms := sla.on(day)))
        for period in periods:
            if period.last.toordinal() > sealed and len(parts_of(sla, period)) > 1:
                message = (
                    f"nothing says how a period is judged in which terms change, such as {period}: "
                    "each part alone, however few are in it"
                )
                hint = "add `on_change: judge each part`, or `on_change: terms of the last day`"
                yield sla.finding(message, "window", hint=hint)
                break
