"""What the event store can answer: whether each word of a definition says something of its subject.

A word that says nothing of it, such as the outcome of a requisition or an interview's cancellation,
is no mistake of form and fits no number either. It is found when the documents are checked, at its
line, and not months later when the first period is measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partnership.clock import Unit
from partnership.documents import SLA, Metric
from partnership.documents.metric import ClockEvent
from partnership.errors import PartnershipError
from partnership.findings import Loc
from partnership.measuring.events import link_of, source_of
from partnership.measuring.ratios import OUTCOMES, outcome_source
from partnership.measuring.subjects import require_known_of, subject_source
from partnership.measuring.supported_sums import find_unmade, is_made

CLOCKS = ("start", "stop", "failed_by")


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """A word that the event store cannot answer, and what to write instead."""

    document: SLA | Metric
    loc: Loc
    message: str
    hint: str = ""


def find_unanswerable(sla: SLA, metric: Metric) -> Iterator[Unanswerable]:
    """Yield what stops a definition from being counted, though each word is a right one."""
    if is_made(metric):
        for document, loc, message, hint in find_unmade(sla, metric):
            yield Unanswerable(document, loc, message, hint)
        return
    if metric.type == "score":
        return
    yield from _subject(metric)
    if metric.type == "ratio" and not metric.start:
        yield from _outcomes(metric)
    elif metric.start and metric.stop:
        for field in CLOCKS:
            event = getattr(metric, field)
            if event:
                yield from _events(metric, field, event)
    yield from _placing(sla, metric)
    yield from _pauses(sla, metric)


def _subject(metric: Metric) -> Iterator[Unanswerable]:
    try:
        subject_source(metric.subject)
    except PartnershipError as error:
        yield Unanswerable(metric, ("subject",), str(error))
        return
    try:
        require_known_of(metric)
    except PartnershipError as error:
        yield Unanswerable(
            metric, ("exclusions",), str(error), "leave it out, or count another subject"
        )
    if metric.reopening and metric.subject not in {"opening", "requisition"}:
        message = f"a `{metric.subject}` is never reopened"
        yield Unanswerable(metric, ("reopening",), message, "leave out `reopening`")


def _events(metric: Metric, field: str, event: ClockEvent) -> Iterator[Unanswerable]:
    for name in event.events:
        try:
            link_of(name, metric.subject)
        except PartnershipError as error:
            yield Unanswerable(metric, (field, "event"), str(error))
            continue
        units = [unit.value for unit in Unit]
        in_hours = (
            metric.type == "duration" and metric.unit in units and not Unit(metric.unit).is_days
        )
        if source_of(name).is_day and in_hours:
            message = f"`{name}` has a day and no time, so it cannot be counted in {metric.unit}"
            yield Unanswerable(metric, (field, "event"), message, "count days")


def _outcomes(metric: Metric) -> Iterator[Unanswerable]:
    source = outcome_source(metric)
    if source is None:
        message = f"the event store knows no outcome of a `{metric.subject}`"
        yield Unanswerable(metric, ("subject",), message, f"it knows those of {_listed(OUTCOMES)}")
        return
    for field in ("numerator", "denominator"):
        for index, outcome in enumerate(getattr(metric, field)):
            if outcome not in source.known:
                message = f"`{outcome}` is no decided outcome of a `{metric.subject}`"
                yield Unanswerable(
                    metric, (field, index), message, f"these are {_listed(source.known)}"
                )


def _placing(sla: SLA, metric: Metric) -> Iterator[Unanswerable]:
    name = sla.statistic.name
    if metric.type == "ratio" and not metric.start:
        if sla.placed_by != "stop":
            message = "an outcome is placed by the day it was decided"
            yield Unanswerable(sla, ("placed_by",), message, "write `placed_by: stop`")
    elif metric.type == "ratio":
        yield from _placing_of_reached(sla, metric)
    elif name == "share beyond" and sla.placed_by == "stop":
        message = "`share beyond` counts what has not stopped too, and by `stop` only what failed has a day"
        yield Unanswerable(sla, ("placed_by",), message, "write `placed_by: due date`")
    if name == "bucket counts" and not sla.buckets:
        message = "`bucket counts` does not say where a bucket ends"
        hint = "add `buckets:`, such as `[30 calendar days, 60 calendar days, 90 calendar days]`"
        yield Unanswerable(sla, ("statistic",), message, hint)
    for index, bucket in enumerate(sla.buckets):
        if bucket.unit != metric.unit:
            message = f"a bucket ends at {bucket}, and `{metric.id}` counts {metric.unit}"
            yield Unanswerable(sla, ("buckets", index), message, "write both in one unit")
    if sla.placed_by == "open at the end" and sla.open_past_due:
        message = "`open at the end` takes nothing but what is open"
        yield Unanswerable(sla, ("open_past_due",), message, "leave out `open_past_due`")


def _placing_of_reached(sla: SLA, metric: Metric) -> Iterator[Unanswerable]:
    if sla.placed_by not in {"start", "stop"}:
        message = f"what is reached has no `{sla.placed_by}`"
        hint = "write `placed_by: start`, or `stop` for the day it was decided"
        yield Unanswerable(sla, ("placed_by",), message, hint)
    if sla.placed_by == "stop" and metric.failed_by is None:
        message = (
            f"by `stop` only what is decided is placed, and without `failed_by` all of `{metric.id}` "
            "is reached"
        )
        hint = "write `placed_by: start`, or add `failed_by` to the metric"
        yield Unanswerable(sla, ("placed_by",), message, hint)


def _pauses(sla: SLA, metric: Metric) -> Iterator[Unanswerable]:
    if sla.pauses and metric.type != "duration":
        message = "`pauses` need a clock, and only durations have one"
        yield Unanswerable(sla, ("pauses",), message, "leave them out")


def _listed(words: Iterable[str], last: str = "or") -> str:
    names = [f"`{word}`" for word in words]
    return f"{', '.join(names[:-1])} {last} {names[-1]}" if len(names) > 1 else names[0]
