"""Takes one verdict apart: which one was meant, since when its terms hold, what follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, EscalationPath, Relief
from partnership.documents.escalation_path import Level
from partnership.errors import WrongUsage
from partnership.findings import nearest
from partnership.judging.cases import Case
from partnership.judging.credits.costing import Cost, find_costs
from partnership.judging.judged import Judged
from partnership.judging.proposals import Proposed, find_proposals
from partnership.judging.slas import judge_in_full
from partnership.judging.steps import Step
from partnership.judging.verdicts import Status, Verdict
from partnership.measuring.by_plan import reliefs_by_plan
from partnership.measuring.reliefs import BY_FORECAST

WEIGHT = {Status.MINIMUM_MISSED: 3, Status.EXPECTED_MISSED: 2, Status.MET: 1}
"""Which row of a period is meant where none is named: the one that fell shortest."""
TRIGGERS = {
    Status.MINIMUM_MISSED: ("minimum missed", "critical default"),
    Status.EXPECTED_MISSED: ("expected missed",),
}
SHOWN_NAMES = 8
NOTHING_ELSE = {"none", "none is agreed"}
"""What a consequence reads where there is no other than a credit."""


@dataclass(frozen=True, slots=True)
class Explanation:
    """One verdict with its case, and what stands around it."""

    verdict: Verdict
    case: Case | None
    as_of: date
    since: date | None = None
    """The day from which the terms hold."""
    amended: bool = False
    """Whether they were amended on that day."""
    level: Level | None = None
    """The level of the escalation path that such a verdict climbs to."""
    steps: tuple[Step, ...] = ()
    """What each step of the way found."""
    proposed: tuple[Proposed, ...] = ()
    """What follows from its row's past for its expected level, and is not agreed yet."""
    costs: tuple[Cost, ...] = ()
    """Every line of an account that rests on it."""
    undisputed: Verdict | None = None
    """What the counts come to that nobody contests, where it is contested and they are named."""
    others: tuple[Verdict, ...] = ()
    """The other rows (and parts) of the same period."""


def explain(
    agreement: Agreement,
    as_of: date,
    sla: str,
    period: str | None = None,
    segment: str | None = None,
) -> Explanation:
    """Find the verdict that is meant and take it apart.

    Args:
        agreement: All documents.
        as_of: The day judged.
        sla: The SLA's id.
        period: The period; where none is named, the last one breached, else the last one judged.
        segment: The row; where none is named, the one that fell shortest.

    Raises:
        WrongUsage: there is no such SLA, period or row; the text says what there is.

    """
    every = _judged(agreement, as_of, sla)
    meant = _meant(_asked(every, period, segment))
    verdict = meant.verdict
    others = (one.verdict for one in every if one is not meant)
    since, amended = _since(meant.case)
    costs = tuple(find_costs(agreement, verdict, as_of)) if verdict.is_judged else ()
    return Explanation(
        verdict=verdict,
        case=meant.case,
        as_of=as_of,
        since=since,
        amended=amended,
        level=_level(agreement, meant, as_of),
        steps=tuple(_in_full(agreement, meant, costs, as_of)),
        proposed=_proposed(agreement, as_of, verdict, every),
        costs=costs,
        undisputed=meant.undisputed,
        others=tuple(other for other in others if other.period == verdict.period),
    )


def _in_full(
    agreement: Agreement, judged: Judged, costs: tuple[Cost, ...], as_of: date
) -> Iterator[Step]:
    """Yield the steps, with the band a forecast's relief was worked out by, and with what it costs."""
    for step in judged.steps:
        if step.name == "relief":
            said = (*_answered_later(agreement, judged, as_of), *_by_forecast(agreement, judged))
            yield Step(step.name, "; ".join((step.text, *said)))
        elif step.name == "consequence" and costs:
            kept = () if step.text in NOTHING_ELSE else (step.text,)
            yield Step(step.name, "; ".join((*map(str, costs), *kept)))
        else:
            yield step


def _answered_later(agreement: Agreement, judged: Judged, as_of: date) -> Iterator[str]:
    """Say of every relief that was used whether its answer is of a day after the one judged."""
    found = judged.case.measurement if judged.case else None
    for name in found.digests.reliefs if found else ():
        relief = agreement.get(Relief, name)
        answer = relief.answer if relief else None
        if answer and answer.on > as_of:
            yield f"{name} was answered on {answer.on}, after {as_of}, and counts all the same"


def _by_forecast(agreement: Agreement, judged: Judged) -> Iterator[str]:
    """Say of every relief that a forecast gave by rule how it was worked out."""
    found = judged.case.measurement if judged.case else None
    used = [name for name in found.digests.reliefs if name.startswith(BY_FORECAST)] if found else []
    causes = {one.id: one.cause for one in reliefs_by_plan(agreement)} if used else {}
    yield from (f"{name}: {causes[name]}" for name in used if name in causes)


def _judged(agreement: Agreement, as_of: date, sla: str) -> tuple[Judged, ...]:
    """Judge an SLA that is there, can be read and has begun."""
    require_read(agreement, sla)
    require_known("SLA", sla, agreement.ids("SLA"))
    every = tuple(judge_in_full(agreement, as_of, sla))
    if not every:
        promise = agreement.get(SLA, sla)
        begins = promise.effective.from_ if promise else as_of
        message = f"SLA `{sla}` has no period by {as_of}; it is in force from {begins}"
        raise WrongUsage(message)
    return every


def _asked(every: Sequence[Judged], period: str | None, segment: str | None) -> Sequence[Judged]:
    """Keep the row and the period that are named; the row first, as not every period has it."""
    found = every
    if segment is not None:
        require_known("row", segment, (one.verdict.segment for one in found))
        found = [one for one in found if one.verdict.segment == segment]
    if period is not None:
        require_known("period", period, (one.verdict.period for one in found))
        found = [one for one in found if one.verdict.period == period]
    return found


def _proposed(
    agreement: Agreement, as_of: date, verdict: Verdict, every: Sequence[Judged]
) -> tuple[Proposed, ...]:
    promise = agreement.get(SLA, verdict.sla)
    if promise is None:
        return ()
    found = find_proposals(agreement, promise, as_of, every)
    return tuple(one for one in found if one.is_open and one.segment == verdict.segment)


def require_read(agreement: Agreement, sla: str) -> None:
    """Refuse an SLA that is there and cannot be read.

    Raises:
        WrongUsage: with the command that says what to change.

    """
    if f"SLA/{sla}" in agreement.unread:
        message = (
            f"SLA `{sla}` cannot be read as written; `partnership validate` says what to change"
        )
        raise WrongUsage(message)


def require_known(what: str, name: str, known: Iterable[str]) -> None:
    """Refuse a name that nothing has.

    Raises:
        WrongUsage: with the nearest name, and with what there is.

    """
    names = list(dict.fromkeys(known))
    if name in names:
        return
    near = nearest(name, names)
    guess = f"; did you mean `{near}`?" if near else "."
    there = ", ".join(names)
    if len(names) > SHOWN_NAMES:
        there = f"{', '.join(names[:3])}, …, {', '.join(names[-3:])} ({len(names)} in all)"
    message = f"there is no {what} `{name}`{guess} There are: {there or 'none'}"
    raise WrongUsage(message)


def _meant(found: Sequence[Judged]) -> Judged:
    """Choose the last breach, else the last that was judged, else the last that is over."""
    groups = (
        [one for one in found if one.verdict.is_breach],
        [one for one in found if one.verdict.is_judged],
        [one for one in found if one.verdict.status is not Status.NOT_YET_DUE],
        found,
    )
    group = next(group for group in groups if group)
    last = max(one.verdict.last for one in group)
    same = [one for one in group if one.verdict.last == last]
    return max(same, key=lambda one: WEIGHT.get(one.verdict.status, 0))


def _since(case: Case | None) -> tuple[date | None, bool]:
    """Give the day from which the terms of a case hold, and whether they were amended on it."""
    if case is None:
        return None, False
    first = case.terms.effective.from_
    amended = (one.from_ for one in case.terms.amendments if one.from_ <= case.part.last)
    since = max((first, *amended))
    return since, since != first


def _level(agreement: Agreement, judged: Judged, as_of: date) -> Level | None:
    triggers, case = TRIGGERS.get(judged.verdict.status, ()), judged.case
    path = agreement.get(EscalationPath, case.terms.escalation) if case else None
    if case is None or path is None:
        return None
    for level in (path.on(as_of) or path).levels:
        for trigger in level.triggers:
            if trigger.on == "critical default" and case.terms.class_ != "critical":
                continue
            if trigger.on in triggers and (not trigger.of or case.terms.name in trigger.of):
                return level
    return None
