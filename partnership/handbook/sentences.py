"""Says terms in a sentence: what is promised, and how a metric is counted. Plain text throughout."""

from __future__ import annotations

from partnership.documents import SLA, Metric
from partnership.documents.metric import ClockEvent
from partnership.documents.sla import Target
from partnership.handbook.names import either, when_words
from partnership.judging.counts import is_higher_better, reading_unit
from partnership.judging.wording import sum_in_words, with_unit
from partnership.measuring.supported_sums import is_made

MANY = {
    "opening": "openings",
    "requisition": "requisitions",
    "application": "applications",
    "interview": "interviews",
    "feedback": "pieces of feedback",
    "approval": "approvals",
    "offer": "offers",
    "hire": "hires",
    "survey response": "answers",
    "event": "event rows",
}
EVERY = {
    "month": "Each month",
    "quarter": "Each quarter",
    "year": "Each year",
    "12 months": "Over any 12 months",
}
PLACES = {
    "start": "begins",
    "stop": "ends",
    "due date": "is due",
    "open at the end": "is still open at its end",
}


def promise(sla: SLA, metric: Metric | None, target: Target, currency: str = "") -> str:
    """Say one row of an SLA's targets as a sentence."""
    unit = reading_unit(metric, currency)
    where = when_words(target.when)
    where = f" {where}" if where else ""
    if target.otherwise:
        where = " that no other row is for"
    expected, minimum = (with_unit(str(level), unit) for level in (target.expected, target.minimum))
    told = _result(sla, metric, target, where, expected)
    return f"{EVERY[sla.window]}, {told}. {_broken(sla, metric, minimum)}"


def _result(sla: SLA, metric: Metric | None, target: Target, where: str, expected: str) -> str:
    bound = "at most" if _is_ceiling(sla, metric) else "at least"
    if metric is None:
        return f"the result is {bound} {expected}"
    many = MANY[metric.subject]
    match sla.statistic.name:
        case "share within":
            limit = f" within {target.within}" if target.within else ""
            return f"{bound} {target.expected} of {many}{where} get{_way(metric)}{limit}"
        case "share beyond":
            limit = f" at least {target.within}" if target.within else ""
            return f"{bound} {expected} of {many}{where} last{limit}{_way(metric)}"
        case "bucket counts" if sla.buckets:
            most = max(sla.buckets, key=lambda bucket: bucket.amount)
            return f"{bound} {expected} {many}{where} run longer than {most}"
        case "ratio of sums" | "sum" | "count" if is_made(metric):
            return f"the result of {sum_in_words(metric)}{where} is {bound} {expected}"
        case name if is_made(metric):
            return f"the {name} of {sum_in_words(metric)}{where} is {bound} {expected}"
        case "ratio of sums" if metric.start and metric.stop:
            return f"{bound} {expected} of {many}{where} get{_way(metric)}"
        case "ratio of sums":
            said = f"{bound} {expected} of {many}{where} {_outcomes(metric, metric.numerator)}"
            of_which = when_words(metric.of_which)
            return f"{said} and are of those {of_which}" if of_which else said
        case "net promoter score":
            return (
                f"the net promoter score of the {_asked(metric)}{where} is {bound} "
                f"{target.expected} points"
            )
        case "top two box":
            return (
                f"{bound} {target.expected} of the {_asked(metric)}{where} give one of the two "
                "best answers"
            )
        case _:
            way = f", counted{_way(metric)}," if metric.start else ""
            return f"the {sla.statistic} of {many}{where}{way} is {bound} {target.expected}"


def _is_ceiling(sla: SLA, metric: Metric | None) -> bool:
    """Whether less is better."""
    return metric is not None and not is_higher_better(sla.statistic, metric)


def _broken(sla: SLA, metric: Metric | None, minimum: str) -> str:
    beyond = "Above" if _is_ceiling(sla, metric) else "Below"
    return f"{beyond} {minimum} the promise is breached."


def _way(metric: Metric) -> str:
    if metric.start is None or metric.stop is None:
        return ""
    return f" from {_event(metric.start)} to {_event(metric.stop)}"


def _event(event: ClockEvent) -> str:
    which = str(event.which)
    is_all = which == "all"
    named = (" and " if is_all else " or ").join(f"“{name}”" for name in event.events)
    if event.stages:
        named += f" ({either(event.stages)})"
    if is_all:
        return named if len(event.events) > 1 else f"every {named}"
    return named if which == "first" else f"the {which} {named}"


def _asked(metric: Metric) -> str:
    audience = metric.answers.audience if metric.answers else "people"
    return f"{audience}s asked"


def formula(metric: Metric) -> str:
    """Say how a metric is counted."""
    many = MANY[metric.subject]
    match metric.type:
        case "duration" if metric.start and metric.stop:
            said = (
                f"For each {metric.subject}, the time from {_event(metric.start)} to "
                f"{_event(metric.stop)}, in {metric.unit}."
            )
        case "ratio" | "count" | "cost" if metric.amount:
            over = f", divided by {either(metric.per, 'and')}" if metric.per else ""
            said = f"The sum of {either(metric.amount, 'and')}{over}."
        case "ratio" if metric.start and metric.stop:
            said = (
                f"The {many} that come from {_event(metric.start)} to {_event(metric.stop)}, "
                f"divided by {_started(metric, many)}."
            )
        case "ratio" if metric.composition:
            groups = either(metric.composition.groups)
            said = (
                f"The candidates at {metric.composition.stage} who say they are {groups}, divided "
                "by all who are counted there; numbers only, never persons."
            )
        case "ratio":
            said = (
                f"The {many} that {_outcomes(metric, metric.numerator)}, divided by those that "
                f"{_outcomes(metric, metric.denominator)}."
            )
        case "index" if metric.indicators:
            parts = either([f"{one.id} (weight {one.weight})" for one in metric.indicators], "and")
            said = f"The weighted mean of {parts}."
        case "index" if metric.selection:
            said = (
                f"Of each group by {metric.selection.dimension}, the share that comes from "
                f"{metric.selection.from_} to {metric.selection.to}; the lowest share divided by "
                "the highest."
            )
        case "score" if metric.answers and str(metric.answers.scale) == "0 to 10":
            said = (
                f"Each {metric.answers.audience} is asked for a number from 0 to 10. The share of "
                "9 and 10, less the share of 0 to 6, in points."
            )
        case "score" if metric.answers:
            scale = metric.answers.scale
            said = (
                f"Each {metric.answers.audience} is asked for a number from {scale}; promises "
                f"count the share of {scale.highest - 1} and {scale.highest}."
            )
        case _:
            said = f"A {metric.type} of {many}, in {metric.unit}."
    of_which = when_words(metric.of_which)
    if of_which:
        said += f" Above the line only {many} {of_which}."
    where = when_words(metric.where)
    if where:
        said += f" Only {many} {where}."
    if metric.exclusions:
        said += f" Left out: {either(metric.exclusions, 'and')}."
    return said


def _outcomes(metric: Metric, outcomes: tuple[str, ...]) -> str:
    """Say what subjects came to: hires started, offers are accepted."""
    if metric.subject != "hire":
        return f"are {either(outcomes)}"
    return either(["are pending" if one == "pending" else one for one in outcomes])


def _started(metric: Metric, many: str) -> str:
    if metric.failed_by is None:
        return f"all {many} that start"
    return f"those and the ones that come to {_event(metric.failed_by)} without it"


def origin(metric: Metric) -> str:
    """Say where a metric's definition comes from, where it says so."""
    said = [f"It follows {metric.standard_ref}."] if metric.standard_ref else []
    if metric.based_on:
        said.append(f"It was copied from the field's definition {metric.based_on}.")
    return " ".join(said)


def counted(sla: SLA) -> str:
    """Say how an SLA's subjects are put into periods, and what its clock does."""
    said = [f"Each one belongs to the {sla.window} in which it {PLACES[sla.placed_by]}."]
    if sla.placed_by == "open at the end":
        said = [f"Only what is still open when the {sla.window} ends counts, by its age then."]
    if sla.open_past_due == "counts as a miss":
        said.append("What is still open after its due date counts as a miss.")
    if sla.pauses:
        said.append(f"The clock stands still during a {either(sla.pauses)}.")
    if sla.low_volume:
        low = sla.low_volume
        then = {
            "report only": "the number is only shown",
            "carry forward": "the counts are added to the next period's",
            "allow misses": f"{low.misses or 0} may be missed",
        }[low.then]
        said.append(f"With fewer than {low.below} in a period {then}.")
        if low.response:
            said.append(f"Where fewer than {low.response} of those asked answer, it is only shown.")
    return " ".join(said)
