"""What each step of the way to a verdict found: one line each, in the order in which they decide.

The lines are written when somebody asks for them, from the verdict, its case and its standing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from partnership.documents import SLA, Measurement, Metric
from partnership.documents.measurement import Row
from partnership.documents.metric import ClockEvent
from partnership.documents.sla import LowVolume
from partnership.judging import arithmetic
from partnership.judging.cases import Case
from partnership.judging.relieving import relief_in_words
from partnership.judging.standing import Standing
from partnership.judging.verdicts import Status, Verdict
from partnership.judging.wording import listed
from partnership.values.ordinals import ordinal

NAMES = (
    *("data gate", "population", "clocks", "relief", "statistic"),
    *("low volume", "phase", "band", "chronic", "consequence"),
)
"""The steps, in order: the first five are measured, the others judged."""
STOPS = {
    "privacy": "population",
    "low volume": "low volume",
    "phase": "phase",
    "chronic": "chronic",
}
"""The step that decided, by what decided, where it was not the last one or the data gate."""
NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True)
class Step:
    """What one step found."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class _Way:
    """What the lines are written from."""

    verdict: Verdict
    case: Case
    standing: Standing

    @property
    def row(self) -> Row:
        """The row that was judged, or one of nothing."""
        return self.case.row or Row(segment=self.case.target.id)


def steps_of(verdict: Verdict, case: Case | None, standing: Standing) -> tuple[Step, ...]:
    """Give a line for each step; after the one that stopped, the others are not reached.

    Args:
        verdict: What came of it.
        case: The terms, and what was measured; None where no terms are in force.
        standing: Where it stands among earlier ones.

    """
    stop = _stop(verdict)
    if case is None or stop == NAMES[0]:
        rest = (Step(name, NOT_REACHED) for name in NAMES[1:-1])
        return Step(NAMES[0], verdict.reason), *rest, Step(NAMES[-1], "none: nothing was judged")
    way = _Way(verdict, case, standing)
    texts = {name: LINES[name](way) for name in NAMES[: NAMES.index(stop)]}
    texts |= {stop: verdict.reason, NAMES[-1]: _consequence(way)}
    return tuple(Step(name, texts.get(name, NOT_REACHED)) for name in NAMES)


def _stop(verdict: Verdict) -> str:
    """Name the step after which nothing more was asked."""
    if verdict.is_judged:
        return "chronic" if verdict.decided_by == "chronic" else NAMES[-1]
    if verdict.status is Status.EXCUSED:
        return "relief"
    return STOPS.get(verdict.decided_by, NAMES[0])


def _data_gate(way: _Way) -> str:
    return ", ".join(_gate(way.case.measurement, way.case.terms))


def _gate(measurement: Measurement | None, terms: SLA) -> Iterator[str]:
    if measurement is None:
        return
    gate, allowed = measurement.gate, terms.missing_data
    most = f" (at most {allowed.at_most} may be missing)" if allowed else ""
    yield f"complete {gate.completeness}{most}"
    if gate.latency is not None:
        yield f"{gate.latency} recorded within one business day"
    if gate.precision is not None:
        yield f"exact to the {gate.precision}"
    for count, what in (
        (gate.orphans, "events of nothing"),
        (gate.out_of_order, "stopped before they started"),
        (gate.unassigned, "of no row"),
        (gate.imprecise, "events too coarse"),
        (gate.conflicting_holds, "holds other than agreed"),
    ):
        if count:
            yield f"{count} {what}"
    yield "measured under these terms and this relief"


def _population(way: _Way) -> str:
    terms, row = way.case.terms, way.row
    is_standing = terms.placed_by == "open at the end"
    metric = way.case.metric
    many = subjects(metric) if metric else "subjects"
    text = f"{many} open at the {terms.window}'s end" if is_standing else many
    text += "" if is_standing else f" placed by {terms.placed_by}"
    facts = [text, arithmetic.counts_in_words(way.case, row)]
    left_out = ", ".join(f"{reason} {n}" for reason, n in row.excluded.items())
    facts.append(f"left out: {left_out}" if left_out else "")
    return "; ".join(filter(None, facts))


def subjects(metric: Metric) -> str:
    """Name what a metric counts, as many: `openings`, `pieces of feedback`."""
    return "pieces of feedback" if metric.subject == "feedback" else f"{metric.subject}s"


def _clocks(way: _Way) -> str:
    terms, metric = way.case.terms, way.case.metric
    if metric is None or not (metric.start and metric.stop):
        scale = (
            f"answers of {metric.answers.audience}s from {metric.answers.scale}; "
            if (metric and metric.answers)
            else ""
        )
        return f"{scale}no clock is counted"
    text = (
        f"from {_event(metric.start)} to {_event(metric.stop)}, in {metric.unit} on "
        f"calendar {terms.calendar}"
    )
    if terms.pauses:
        text += f", stopped by {listed(terms.pauses)}"
    if terms.open_past_due:
        text += f"; open past due {terms.open_past_due}"
    return text


def _event(event: ClockEvent) -> str:
    joined = " and " if str(event.which) == "all" else " or "
    return f"{event.which} {joined.join(event.events)}"


def _relief(way: _Way) -> str:
    return relief_in_words(way.case, way.row) or "none was accepted"


def _statistic(way: _Way) -> str:
    text = arithmetic.sum_and_value(way.verdict, way.case)
    ranges = way.verdict.ranges
    return f"{text}; {ranges}" if ranges else text


def _low_volume(way: _Way) -> str:
    low, verdict = way.case.terms.low_volume, way.verdict
    if low is None:
        return "no floor is agreed"
    if low.response and verdict.answered:
        return f"{verdict.answered}, and {low.response} are needed; {_counted(low, verdict)}"
    return _counted(low, verdict)


def _counted(low: LowVolume, verdict: Verdict) -> str:
    if verdict.pooled:
        counts = verdict.fraction or f"n {verdict.n}"
        return (
            f"judged together with {listed(verdict.pooled)}: {counts}, and {low.below} are needed"
        )
    top, bottom = verdict.numerator, verdict.denominator
    is_few = low.then == "allow misses" and (verdict.n or 0) < low.below
    if is_few and top is not None and bottom is not None:
        return f"{verdict.n} counted, below {low.below}: {bottom - top} missed, and {low.misses or 0} may"
    return f"{verdict.n} counted, and {low.below} are needed"


def _phase(way: _Way) -> str:
    phase = way.case.phase
    if phase is None:
        return "judged as written"
    until = f" until {phase.to}" if phase.to else ""
    relaxed = any(one.id == way.case.target.id for one in phase.targets)
    how = "its relaxed targets hold" if relaxed else "judged as written"
    return f"{phase.phase}{until}: {how}"


def _band(way: _Way) -> str:
    return arithmetic.compared(way.verdict, way.case)


def _chronic(way: _Way) -> str:
    facts = [_repeated(way), _in_a_row(way)]
    return "; ".join(filter(None, facts)) or "no repeated miss is counted"


def _repeated(way: _Way) -> str:
    agreed, counted = way.case.terms.chronic, way.standing.expected_missed
    if agreed is None or not counted:
        return ""
    return (
        f"{len(counted)} of {agreed.expected_missed} misses of the expected level in {agreed.in_} "
        f"({listed(counted)})"
    )


def _in_a_row(way: _Way) -> str:
    run, repeats = way.standing.run, way.standing.repeats
    if len(run) < 2:
        return ""
    text = f"the {ordinal(len(run))} miss in a row ({listed(run)})"
    return (
        f"{text}, a repeat of {repeats} that counts {way.standing.multiplier} times"
        if (repeats)
        else text
    )


def _consequence(way: _Way) -> str:
    verdict, terms = way.verdict, way.case.terms
    if not verdict.is_judged:
        return f"none: {verdict.status.words} is not a miss"
    if verdict.status is Status.MET:
        return "none"
    facts = list(_owed(way))
    facts.extend(
        f"gives a right to end the agreement: {trigger.id} ({listed(trigger.periods)})"
        for trigger in way.standing.triggers
    )
    weight = f"weighs {terms.weight} of 100 in the scorecard" if terms.weight else ""
    return "; ".join(filter(None, (*facts, weight))) or "none is agreed"


def _owed(way: _Way) -> Iterator[str]:
    """Say what a miss costs and asks of the party that owes."""
    verdict, terms = way.verdict, way.case.terms
    if terms.owed_by == "both":
        yield "both parties owe it, so it is nobody's breach"
        return
    if verdict.status is Status.EXPECTED_MISSED:
        yield "no breach: the minimum was kept"
    if terms.class_ == "critical" and terms.allocation is not None and verdict.is_breach:
        times = f", {way.standing.multiplier} times" if way.standing.multiplier > 1 else ""
        yield f"{terms.allocation} of the pool at risk{times}"
    remedies = terms.remedies
    if remedies and verdict.is_breach:
        if remedies.root_cause_within:
            yield f"root cause within {remedies.root_cause_within}"
        if remedies.plan_within:
            yield f"plan within {remedies.plan_within}"


LINES: dict[str, Callable[[_Way], str]] = {
    "data gate": _data_gate,
    "population": _population,
    "clocks": _clocks,
    "relief": _relief,
    "statistic": _statistic,
    "low volume": _low_volume,
    "phase": _phase,
    "band": _band,
    "chronic": _chronic,
}
