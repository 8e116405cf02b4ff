"""Levels that follow from what was achieved: at the end of baselining, and at a yearly review.

They are computed and proposed. What is promised stays what is written until both parties agree to an
amendment, so that no promise ever changes without a line in history.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import reduce
from itertools import groupby

from partnership.agreement import Agreement
from partnership.documents import SLA, Metric
from partnership.documents.sla import Phase, Ratchet, Target
from partnership.findings import Loc
from partnership.judging.counts import (
    Counts,
    can_pool,
    exact_value,
    is_higher_better,
    read_counts,
    unit_of,
)
from partnership.judging.judged import Judged
from partnership.judging.slas import judge_some
from partnership.judging.wording import listed, shown
from partnership.measuring.days import shifted
from partnership.measuring.periods import ONE_DAY
from partnership.values.levels import Threshold
from partnership.values.statistic_names import Statistic


@dataclass(frozen=True, slots=True)
class Proposed:
    """Another expected level for one row of a promise."""

    terms: SLA
    """The promise whose field asks for it."""
    loc: Loc
    """The way to that field."""
    segment: str
    since: date
    """The day from which the level would hold."""
    written: Threshold
    """The expected level as it was written."""
    level: Fraction | None
    """The level that follows; None where it is left to the parties."""
    arithmetic: str
    """How it follows, in a sentence."""
    is_open: bool
    """Whether the promise still says what was written."""

    @property
    def shown(self) -> str:
        """The level for reading; nothing where it is left to the parties."""
        return "" if self.level is None else _text(self.level, self.written)


@dataclass(frozen=True, slots=True)
class _Past:
    """What was achieved in one period of a row."""

    period: str
    counts: Counts
    value: Fraction


def find_all_proposals(agreement: Agreement, as_of: date) -> Iterator[Proposed]:
    """Yield what follows from each promise's past for its expected levels, by a day."""
    asking = {sla.id for sla in agreement.of(SLA) if asks(sla)}
    if asking:
        for name, found in groupby(
            judge_some(agreement, as_of, asking), key=lambda one: one.verdict.sla
        ):
            sla = agreement.get(SLA, name)
            if sla:
                yield from find_proposals(agreement, sla, as_of, tuple(found))


def asks(sla: SLA) -> bool:
    """Whether a promise says that its expected level follows from what was achieved."""
    versions = (terms for _, terms in sla.versions())
    return any(terms.ratchet or _conversions(terms) for terms in versions)


def find_proposals(
    agreement: Agreement, sla: SLA, as_of: date, judged: Sequence[Judged]
) -> Iterator[Proposed]:
    """Yield what follows from a promise's past for its expected levels, by a day.

    Args:
        agreement: All documents.
        sla: The promise as its file has it.
        as_of: The day judged.
        judged: How it was judged, from its first period on.

    """
    for _, terms in sla.versions():
        for index, phase in _conversions(terms):
            if phase.to is not None and phase.to < as_of and sla.on(phase.to) == terms:
                yield from _converted(agreement, sla, (terms, index, phase), judged, as_of)
    last = _review(sla, as_of)
    before = sla.on(last - ONE_DAY) if last else None
    if last and before and before.ratchet:
        yield from _raised(agreement, sla, (before, before.ratchet, last), judged, as_of)


def _conversions(terms: SLA) -> list[tuple[int, Phase]]:
    return [(index, phase) for index, phase in enumerate(terms.phases) if phase.conversion]


def _converted(
    agreement: Agreement,
    sla: SLA,
    clause: tuple[SLA, int, Phase],
    judged: Sequence[Judged],
    as_of: date,
) -> Iterator[Proposed]:
    """Yield the level of each row at the end of baselining."""
    terms, index, phase = clause
    metric = agreement.get(Metric, terms.metric)
    since = (phase.to or as_of) + ONE_DAY
    inside = [one for one in judged if one.case and one.case.phase == phase]
    for target in terms.targets:
        past = _past(one for one in inside if one.verdict.segment == target.id)
        if not past or metric is None:
            continue
        better = is_higher_better(terms.statistic, metric)
        achieved, text = _achieved(past, terms.statistic, phase, target, higher=better)
        level: Fraction | None = None
        if phase.conversion == "midpoint":
            level = (target.expected.value + achieved) / 2
            text = f"({target.expected} + {_text(achieved, target.expected)}) ÷ 2, where {text}"
        elif phase.conversion == "mean of best":
            level = achieved
        yield Proposed(
            terms=terms,
            loc=("phases", index, "conversion"),
            segment=target.id,
            since=since,
            written=target.expected,
            level=level,
            arithmetic=text,
            is_open=_is_open(sla, max(since, as_of), target),
        )


def _achieved(
    past: Sequence[_Past], statistic: Statistic, phase: Phase, target: Target, *, higher: bool
) -> tuple[Fraction, str]:
    """Give what was achieved in baselining, and say of what it is made."""
    periods = listed(one.period for one in past)
    if phase.conversion == "mean of best":
        return _mean_of_best(past, phase.best_of, target, higher=higher)
    if all(can_pool(one.counts, statistic) for one in past):
        together = reduce(Counts.plus, (one.counts for one in past))
        value = exact_value(together, statistic)
        if value is not None:
            text = f"{_text(value, target.expected)} ({together.fraction}) is achieved in {periods}"
            return value, text
    value = sum((one.value for one in past), Fraction(0)) / len(past)
    return value, f"{_text(value, target.expected)} is the mean of {periods}"


def _mean_of_best(
    past: Sequence[_Past], best_of: str | None, target: Target, *, higher: bool
) -> tuple[Fraction, str]:
    """Give the mean of the best periods, and say which they are."""
    count = int(best_of.split()[0]) if best_of else len(past)
    best = sorted(past, key=lambda one: one.value, reverse=higher)[:count]
    value = sum((one.value for one in best), Fraction(0)) / len(best)
    named = listed(f"{_text(one.value, target.expected)} in {one.period}" for one in best)
    return value, f"{_text(value, target.expected)} is the mean of {named}"


def _raised(
    agreement: Agreement,
    sla: SLA,
    clause: tuple[SLA, Ratchet, date],
    judged: Sequence[Judged],
    as_of: date,
) -> Iterator[Proposed]:
    """Yield the level of each row at a yearly review, where it is a better one."""
    terms, ratchet, review = clause
    metric = agreement.get(Metric, terms.metric)
    begins = shifted(review, -12)
    inside = [one for one in judged if one.case and begins <= one.case.part.ends < review]
    for target in terms.targets:
        rows = (one for one in inside if one.verdict.segment == target.id)
        past = _past(one for one in rows if one.verdict.is_judged)
        if not past or metric is None:
            continue
        higher = is_higher_better(terms.statistic, metric)
        best = best_possible(terms.statistic, metric, higher=higher)
        achieved, text = _formula(past, ratchet, target, higher=higher)
        expected = target.expected
        if best is None or not _is_better(achieved, expected.value, higher=higher):
            continue
        limit = expected.value + ratchet.cap.value * (best - expected.value)
        level = min(achieved, limit) if higher else max(achieved, limit)
        cap = (
            f"{expected} + {ratchet.cap} × ({_text(best, expected)} − {expected})"
            f" = {_text(limit, expected)} at most"
        )
        yield Proposed(
            terms=terms,
            loc=("ratchet",),
            segment=target.id,
            since=review,
            written=expected,
            level=level,
            arithmetic=f"{text}; {cap}",
            is_open=_is_open(sla, as_of, target),
        )


def _formula(
    past: Sequence[_Past], ratchet: Ratchet, target: Target, *, higher: bool
) -> tuple[Fraction, str]:
    if ratchet.formula == "best":
        best = (max if higher else min)(past, key=lambda one: one.value)
        return best.value, f"{_text(best.value, target.expected)} in {best.period} is the best"
    best_of = ratchet.best_of if ratchet.formula == "mean of best" else None
    return _mean_of_best(past, best_of, target, higher=higher)


def best_possible(statistic: Statistic, metric: Metric, *, higher: bool) -> Fraction | None:
    """Give the best value there can be: 100%, a scale's end, 0; None where there is no end."""
    if not higher:
        lowest = metric.answers.scale.lowest if metric.answers else 0
        return Fraction(-100 if statistic.name == "net promoter score" else lowest)
    if statistic.name == "net promoter score":
        return Fraction(100)
    if unit_of(statistic, metric) == "percent":
        return Fraction(1)
    return Fraction(metric.answers.scale.highest) if metric.answers else None


def _is_better(value: Fraction, level: Fraction, *, higher: bool) -> bool:
    return value > level if higher else value < level


def _review(sla: SLA, as_of: date) -> date | None:
    """Give the last yearly review by a day: each year from the first day the SLA binds."""
    first = sla.effective.from_
    years = as_of.year - first.year
    if years and shifted(first, 12 * years) > as_of:
        years -= 1
    return shifted(first, 12 * years) if years > 0 else None


def _is_open(sla: SLA, day: date, target: Target) -> bool:
    """Whether a row still says on a day what it said before."""
    terms = sla.on(day)
    rows = terms.targets if terms else ()
    return any(row.id == target.id and row.expected == target.expected for row in rows)


def _past(judged: Iterable[Judged]) -> tuple[_Past, ...]:
    """Give what was achieved where a number is known, whether it was judged or only shown."""
    found = []
    for one in judged:
        case = one.case
        if case is None or case.row is None or one.verdict.value is None:
            continue
        try:
            counts = read_counts(case.row, case.terms.statistic)
        except ValueError:
            continue
        value = exact_value(counts, case.terms.statistic)
        if value is not None:
            found.append(_Past(one.verdict.period, counts, value))
    return tuple(found)


def _text(value: Fraction, level: Threshold) -> str:
    """Write a value in the unit of a level, with no more decimals than it needs."""
    text = shown(value, level.unit)
    return text.replace(".00%", "%")
