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
(`response`); left out, forty of a thousand speak for all.

To mend it: add the field that is named, with the choice both parties mean; where periods are closed already,
as an amendment from the first open one.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._promises import fits, with_metric
from partnership.documents import SLA, Calendar, Close, Metric
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING
REOPENED = ("opening", "requisition")


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every choice that a promise and its metric leave open."""
    asked: set[str] = set()
    sealed = max((one.period.last.toordinal() for one in agreement.of(Close)), default=0)
    yield from _cut_offs(agreement, sealed)
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
