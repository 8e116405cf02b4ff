"""Where the key results of the goals stand: from what, to what, and what was last counted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Goal
from partnership.documents.goal import KeyResult
from partnership.judging import Verdict

REACHED, NOT_REACHED, NOT_KNOWN = "reached", "not reached", "not known"


@dataclass(frozen=True, slots=True)
class Reached:
    """One key result on one day."""

    goal: str
    title: str
    result: str
    what: str
    baseline: str
    target: str
    due: date
    now: tuple[Verdict, ...]
    """The last verdicts that have a number, a row each."""
    state: str
    """`reached`, `not reached` or `not known`."""

    @property
    def shown(self) -> str:
        """The last numbers for reading: `91.30% (21/23) in 2026-03`, each row by its name."""
        several = len({one.segment for one in self.now}) > 1
        texts = []
        for verdict in self.now:
            row = f"{verdict.segment} " if several else ""
            counts = verdict.fraction or f"n {verdict.n}"
            texts.append(f"{row}{verdict.shown} ({counts}) in {verdict.period}")
        return ", ".join(texts) or NOT_KNOWN


def goals_of(agreement: Agreement, verdicts: Sequence[Verdict], day: date) -> Iterator[Reached]:
    """Yield every key result of the goals in force on a day.

    Args:
        agreement: All documents.
        verdicts: Every verdict there is.
        day: Numbers of windows that end after it are not looked at.

    """
    for goal in agreement.of(Goal):
        terms = goal.on(day)
        for result in terms.key_results if terms else ():
            now = _last(agreement, verdicts, result, day)
            yield Reached(
                goal=goal.id,
                title=goal.title,
                result=result.id,
                what=result.title or result.id.replace("-", " "),
                baseline=str(result.baseline),
                target=str(result.target),
                due=result.due,
                now=now,
                state=_state(result, now),
            )


def _last(
    agreement: Agreement, verdicts: Sequence[Verdict], result: KeyResult, day: date
) -> tuple[Verdict, ...]:
    """Give the verdicts of the last window that has a number, in the segment that is meant."""
    rows = _rows(agreement, result)
    found = [
        one
        for one in verdicts
        if one.sla == result.sla and one.value is not None and one.last <= day
    ]
    found = [one for one in found if rows is None or one.segment in rows]
    last = max((one.last for one in found), default=None)
    return tuple(one for one in found if one.last == last)


def _rows(agreement: Agreement, result: KeyResult) -> set[str] | None:
    """Name the rows of targets of a key result's segment; None means all."""
    promise = agreement.get(SLA, result.sla)
    if not result.when or promise is None:
        return None
    return {target.id for target in promise.targets if target.when == result.when}


def _state(result: KeyResult, now: Sequence[Verdict]) -> str:
    """Say whether every row is at the target, on its side of the baseline.

    A row that was too small to be judged decides nothing.
    """
    target, higher = result.target.value, result.target.value >= result.baseline.value
    values = [one.value for one in now if one.value is not None and one.is_judged]
    if any(value < target if higher else value > target for value in values):
        return NOT_REACHED
    return REACHED if values and len(values) == len(now) else NOT_KNOWN
