"""The rows of targets as they hold on a day: in which phase, with which levels, in a known unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from partnership.documents import SLA, Metric
from partnership.documents.sla import Phase, Target
from partnership.findings import Loc, Place
from partnership.judging.counts import unit_of
from partnership.judging.measured import Fault

WANTED = {"percent": "a percentage", "number": "a plain number"}
"""How a level is written in units that people do not write."""


@dataclass(frozen=True, slots=True)
class RowTerms:
    """A row of targets with the levels of a phase."""

    target: Target
    place: Place
    """Where its levels are written."""
    fault: Fault | None = None
    """Why no value can be held against them."""


def rows_in(terms: SLA, metric: Metric | None, phase: Phase | None) -> tuple[RowTerms, ...]:
    """Give the rows of an SLA with the levels that hold in a phase.

    Args:
        terms: The SLA as it stands on a day.
        metric: What is counted; None where it is not there.
        phase: The phase of that day.

    """
    return tuple(_rows(terms, metric, phase))


def _rows(terms: SLA, metric: Metric | None, phase: Phase | None) -> Iterator[RowTerms]:
    relaxed = {}
    loc: Loc
    if phase and phase.phase == "ramp":
        relaxed = {one.id: (position, one) for position, one in enumerate(phase.targets)}
    for index, written in enumerate(terms.targets):
        target, loc = written, ("targets", index)
        if written.id in relaxed and phase:
            position, levels = relaxed[written.id]
            loc = ("phases", terms.phases.index(phase), "targets", position)
            changed = {"expected": levels.expected, "minimum": levels.minimum}
            target = written.model_copy(update=changed)
        fault = _unknown_unit(terms, metric, target, loc) if metric else None
        yield RowTerms(target, terms.place(*loc), fault)


def _unknown_unit(sla: SLA, metric: Metric, target: Target, loc: Loc) -> Fault | None:
    """Say where a statistic or a level is such that no value can be held against it."""
    unit = unit_of(sla.statistic, metric)
    if unit is None:
        what = f"`{sla.statistic}` cannot be judged on Metric/{metric.id}, a {metric.type} in {metric.unit}"
        return Fault(f"{_line(sla, 'statistic')}: {what}", "statistic")
    for name, level in (("expected", target.expected), ("minimum", target.minimum)):
        if level.unit != unit:
            what = (
                f"`{name}: {level}` cannot be held against a {sla.statistic} of "
                f"Metric/{metric.id}; write {WANTED.get(unit, unit)}"
            )
            return Fault(f"{_line(sla, *loc, name)}: {what}", "targets")
    return None


def _line(sla: SLA, *loc: str | int) -> str:
    place = sla.place(*loc)
    return f"{place.path}:{place.line}"
