"""A segment uses the scope's own words.

A `when` names dimensions of the `Scope` and their values. A word that is not there selects nothing:
the row looks like a promise for German roles, and no German role is ever in it. A metric may also name
`source_category`, where its applications came from, with the words of the event tables.

To mend it: spell it as in the scope, or add the dimension or value to the scope.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from partnership.agreement import Agreement, Stretch
from partnership.checks._segments import Dimensions, dimensions_during, find_unknown
from partnership.documents import (
    SLA,
    Commitment,
    CrisisPlan,
    Document,
    Goal,
    Metric,
    Relief,
    Scope,
)
from partnership.documents.base import When
from partnership.findings import Finding, Loc, Severity
from partnership.store.tables import TABLE_BY_NAME

SEVERITY = Severity.ERROR
OF_APPLICATIONS: Dimensions = {
    column.name: column.values
    for column in TABLE_BY_NAME["application"].columns
    if column.name == "source_category"
}
"""What a metric may name that is no dimension of the scope."""


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every dimension and value that the scope does not have."""
    if not agreement.is_whole("Scope"):
        return
    for days in _written(agreement):
        segments = [(loc, when) for loc, when in _segments(days.terms) if when]
        own = OF_APPLICATIONS if isinstance(days.terms, Metric) else {}
        for dimensions in dimensions_during(agreement, days) if segments else ():
            for loc, when in segments:
                yield from _unknown(days.terms, loc, when, {**own, **dimensions})
    known = _ever_known(agreement)
    for relief in agreement.of(Relief):
        yield from _unknown(relief, ("covers", "when"), relief.covers.when, known)


def _written(agreement: Agreement) -> Iterator[Stretch[Commitment]]:
    yield from agreement.stretches(SLA)
    yield from agreement.stretches(Metric)
    yield from agreement.stretches(Goal)
    yield from agreement.stretches(CrisisPlan)


def _segments(terms: Commitment) -> Iterator[tuple[Loc, When]]:
    match terms:
        case SLA():
            for index, row in enumerate(terms.targets):
                yield ("targets", index, "when"), row.when
        case Metric():
            yield ("where",), terms.where
            yield ("of_which",), terms.of_which
        case Goal():
            for index, result in enumerate(terms.key_results):
                yield ("key_results", index, "when"), result.when
        case CrisisPlan():
            for index, pause in enumerate(terms.pauses):
                yield ("pauses", index, "when"), pause.when


def _ever_known(agreement: Agreement) -> Dimensions:
    known: dict[str, dict[str, None]] = {}
    for scope in agreement.stretches(Scope):
        for dimension in scope.terms.dimensions:
            known.setdefault(dimension.id, {}).update(dict.fromkeys(dimension.values))
    return {name: tuple(values) for name, values in known.items()}


def _unknown(document: Document, loc: Loc, when: When, dimensions: Dimensions) -> Iterator[Finding]:
    for name, value in find_unknown(when, dimensions):
        known = list(dimensions) if value is None else list(dimensions[name])
        near = get_close_matches(name if value is None else value, known, n=1, cutoff=0.5)
        listed = ", ".join(f"`{word}`" for word in known)
        hint = f"did you mean `{near[0]}`?" if near else f"the scope has {listed or 'no dimension'}"
        message = (
            f"the scope has no dimension `{name}`"
            if value is None
            else f"the scope's `{name}` has no value `{value}`"
        )
        yield document.finding(message, *loc, name, hint=hint)
    for name, values in when.items():
        if not values:
            message = f"`{name}` names no value, so nothing is in the segment"
            yield document.finding(message, *loc, name, hint="name a value, or delete the line")
