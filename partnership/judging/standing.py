"""Where a failure stands among those before it: runs, repeats, chronic misses, rights to terminate.

A period that is not known (not measured, too little to judge, excused, baselining) neither counts
towards a run nor breaks it; one that met its level breaks it. A period of several parts failed where
one of them did. Counters begin anew where the promise is owed by somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from partnership.agreement import Agreement
from partnership.errors import PartnershipError
from partnership.judging.cases import Case, Decision, Pool
from partnership.judging.chronic import chronic
from partnership.judging.verdicts import EXPECTED_MISSED, MET, MINIMUM_MISSED
from partnership.measuring.days import day_after
from partnership.values.durations import Span


@dataclass(frozen=True, slots=True)
class Trigger:
    """A right to end the agreement that failures have given."""

    id: str
    """The trigger's name in `termination_triggers`."""
    periods: tuple[str, ...]
    """The periods whose misses of the minimum were counted, this one last."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one verdict stands among the earlier ones of its row."""

    run: tuple[str, ...] = ()
    """The periods that missed a level in a row, this one last; nothing where it did not."""
    minimum_run: tuple[str, ...] = ()
    """The periods that missed the minimum in a row, this one last."""
    repeats: str = ""
    """The period whose failure this one repeats, as `repeat` has it."""
    multiplier: int = 1
    """How many times a credit or points count for it."""
    expected_missed: tuple[str, ...] = ()
    """The periods counted for `chronic`, this one last."""
    triggers: tuple[Trigger, ...] = ()
    """The rights to end the agreement that it gives."""


ALONE = Standing()
"""A verdict that no failure stands behind."""


@dataclass(slots=True)
class _Run:
    """Periods in a row that failed, by their last day."""

    failed: dict[date, str] = field(default_factory=dict)
    kept: str = ""
    """The period that kept its level and ends the run, unless another part of it fails."""

    def end_before(self, period: str) -> None:
        """Forget a run that an earlier period has ended."""
        if self.kept and self.kept != period:
            self.failed = {}

    def keep(self, period: str) -> None:
        """Note a period, or a part of one, that kept its level."""
        self.end_before(period)
        if period not in self.failed.values():
            self.kept = period

    def fail(self, period: str, ends: date) -> tuple[str, ...]:
        """Note a period, or a part of one, that failed; gives the run with it."""
        self.end_before(period)
        self.kept = ""
        self.failed[ends] = period
        return tuple(self.failed.values())


@dataclass(slots=True)
class Past:
    """What earlier periods of one row leave to the next."""

    pool: Pool = field(default_factory=Pool)
    owed_by: str = ""
    expected_missed: dict[date, str] = field(default_factory=dict)
    """The periods in which the expected level was missed, by their last day."""
    minimum_missed: dict[date, str] = field(default_factory=dict)
    run: _Run = field(default_factory=_Run)
    minimum_run: _Run = field(default_factory=_Run)

    def forget(self, owed_by: str) -> None:
        """Begin to count anew for whoever owes the promise now."""
        self.owed_by = owed_by
        self.expected_missed, self.minimum_missed = {}, {}
        self.run, self.minimum_run = _Run(), _Run()


def stand(
    agreement: Agreement, case: Case, decision: Decision, past: Past
) -> tuple[Decision, Standing]:
    """Say where a decision stands among earlier ones; repeated misses may make it a worse one.

    Args:
        agreement: All documents, for the calendar of time in which repeats count.
        case: What was decided.
        decision: What was decided about it alone.
        past: What went before; it learns of this one.

    """
    part = case.part
    period, ends, owed_by = case.period, part.ends, part.terms.owed_by
    if past.owed_by != owed_by:
        past.forget(owed_by)
    counted: tuple[str, ...] = ()
    if decision.status is MET:
        if past.run.failed:  # else there is no run of either
            past.run.keep(period)
            past.minimum_run.keep(period)
        return decision, ALONE
    if decision.status is EXPECTED_MISSED:
        past.expected_missed[ends] = period
        decision, counted = chronic(case, decision, past.expected_missed)
    if decision.status not in (EXPECTED_MISSED, MINIMUM_MISSED):
        return decision, ALONE
    repeats = _repeats(agreement, case, past.run)
    run = past.run.fail(period, ends)
    standing = Standing(run=run, expected_missed=counted, repeats=repeats)
    if repeats and case.terms.repeat:
        standing = replace(standing, multiplier=case.terms.repeat.multiplier)
    if decision.status is EXPECTED_MISSED:
        past.minimum_run.keep(period)
        return decision, standing
    past.minimum_missed[ends] = period
    in_a_row = past.minimum_run.fail(period, ends)
    triggers = _triggers(agreement, case, in_a_row, past.minimum_missed)
    return decision, replace(standing, minimum_run=in_a_row, triggers=triggers)


def _repeats(agreement: Agreement, case: Case, run: _Run) -> str:
    """Name the earlier period of an unbroken run whose failure this one repeats, if it does."""
    agreed, period, ends = case.terms.repeat, case.period, case.part.ends
    run.end_before(period)
    earlier = [day for day, name in run.failed.items() if name != period]
    if agreed is None or not earlier:
        return ""
    last = max(earlier)
    reaches = _time_after(agreement, case, last, agreed.within) >= ends
    return run.failed[last] if reaches else ""


def _triggers(
    agreement: Agreement, case: Case, in_a_row: tuple[str, ...], missed: Mapping[date, str]
) -> tuple[Trigger, ...]:
    """Give the rights to end the agreement that one more miss of the minimum gives."""
    found = []
    for agreed in case.terms.termination_triggers:
        periods = in_a_row
        if agreed.in_ is not None:
            last, span = case.part.ends, agreed.in_
            periods = tuple(
                period
                for day, period in missed.items()
                if day == last or _time_after(agreement, case, day, span) > last
            )
        if len(periods) >= agreed.minimum_missed:
            found.append(Trigger(agreed.id, periods))
    return tuple(found)


def _time_after(agreement: Agreement, case: Case, day: date, span: Span) -> date:
    """Give the day so long after a day; where no day is ever worked, no working time passes."""
    try:
        return day_after(day, span, agreement, case.terms.calendar)
    except PartnershipError:
        return date.max
