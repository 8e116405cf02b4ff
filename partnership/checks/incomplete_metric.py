"""A metric says everything its number needs.

A duration has an event that starts its clock and one that stops it. A ratio is exactly one of four:
outcomes (`numerator` and `denominator`), subjects that reach an event (`start` and `stop`), sums (`amount`
and `per`), or a `composition`. A count or cost has an `amount`, a score the question it is taken from, an
index its `indicators` or its `selection`. The definition is the dispute: `time to fill` that stops at
acceptance and one that stops on the first day differ by a notice period.

To mend it: add the fields that are named, or take out those of the other form, as both parties mean it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from partnership.agreement import Agreement
from partnership.documents import Metric
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
FORMS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "duration": (("start", "stop"),),
    "ratio": (("numerator", "denominator"), ("start", "stop"), ("amount", "per"), ("composition",)),
    "count": (("amount",),),
    "cost": (("amount",),),
    "score": (("answers",),),
    "index": (("indicators",), ("selection",)),
}
"""The fields that each form of a type needs."""
ONLY_WITH = {
    "failed_by": ("a ratio with `start` and `stop`", ("ratio",), "start"),
    "of_which": ("a ratio of subjects", ("ratio",), ""),
}
"""Fields that some forms may have: what has them, its type, and a field it has too."""


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every metric that lacks a field its type needs, or says two things at once."""
    for stretch in agreement.stretches(Metric):
        metric = stretch.terms
        forms = FORMS[metric.type]
        named = f"{'an' if metric.type == 'index' else 'a'} {metric.type}"
        begun = [form for form in forms if any(getattr(metric, field) for field in form)]
        if len(begun) > 1:
            written = " and ".join(f"`{form[0]}`" for form in begun)
            message = f"{named} is one thing, and {written} are two"
            hint = f"keep {' or '.join(_listed(form) for form in begun)}, as both parties mean it"
            yield metric.finding(message, begun[1][0], hint=hint)
            continue
        missing = [
            [field for field in form if not getattr(metric, field)] for form in begun or forms
        ]
        if all(missing):
            listed = ", or ".join(_listed(fields) for fields in missing)
            message = f"{named} needs {listed}"
            yield metric.finding(message, "type", hint=f"add {listed}, as both parties mean it")
        yield from _without_use(metric)


def _without_use(metric: Metric) -> Iterator[Finding]:
    """Yield fields that change nothing where they stand."""
    for field, (name, types, partner) in ONLY_WITH.items():
        fits = metric.type in types and (not partner or getattr(metric, partner))
        if getattr(metric, field) and not fits:
            message = f"`{field}` says something of {name} only"
            yield metric.finding(message, field, hint="delete it, or write the form that is meant")
    for field in ("start", "stop", "failed_by"):
        event = getattr(metric, field)
        if event and event.stages and "stage entered" not in event.events:
            message = (
                "`stage` says which stage is entered, and no `stage entered` is among the events"
            )
            yield metric.finding(message, field, "stage", hint="delete it, or add `stage entered`")


def _listed(fields: Sequence[str]) -> str:
    return " and ".join(f"`{field}`" for field in fields)
