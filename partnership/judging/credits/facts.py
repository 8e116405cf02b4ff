"""What repeated failures lead to, beyond credits: critical default, a right to terminate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from partnership.documents import Commercials
from partnership.documents.commercials import Trigger
from partnership.judging.credits.account import Fact
from partnership.judging.credits.caps import Paid
from partnership.judging.credits.outcomes import Outcome
from partnership.judging.verdicts import Status
from partnership.judging.wording import listed
from partnership.measuring.days import day_before
from partnership.values.durations import Span as Duration
from partnership.values.periods import Span


def find_facts(
    terms: Commercials,
    period: Span,
    outcomes: Mapping[str, Sequence[Outcome]],
    paid: Sequence[Paid],
) -> Iterator[Fact]:
    """Yield every trigger that a period fires.

    Args:
        terms: The terms on the period's last day.
        period: The invoice period.
        outcomes: The outcomes up to its end, by promise.
        paid: What the accounts up to this one came to, in order.

    """
    names = dict.fromkeys(name for category in terms.categories for name in category.slas)
    for index, trigger in enumerate(terms.triggers):
        clause = terms.place("triggers", index)
        if trigger.cap_reached is not None:
            filled = [(one.period.last, str(one.period), one.filled) for one in paid]
            said = _fired(filled, period, trigger.cap_reached, trigger.in_)
            if said:
                yield Fact(f"{_gives(trigger)}: the cap was reached {said}", clause)
        if trigger.minimum_missed is not None:
            for name in names:
                known = _missed(outcomes.get(name, ()))
                if said := _fired(known, period, trigger.minimum_missed, trigger.in_):
                    yield Fact(f"{_gives(trigger)}: {name} missed its minimum {said}", clause)
    for name in names:
        if own := outcomes.get(name):
            yield from _own(own[-1], period)


def _own(last: Outcome, period: Span) -> Iterator[Fact]:
    """Yield the rights to terminate that a promise's own terms give."""
    if last.ends < period.first:
        return
    for index, trigger in enumerate(last.sla.termination_triggers):
        for row in last.rows:
            for fired in row.triggers:
                if fired.id == trigger.id:
                    clause = last.sla.place("termination_triggers", index)
                    words = f"{last.sla.id}, {row.verdict.segment}, missed its minimum"
                    periods = listed(fired.periods)
                    yield Fact(
                        f"right to terminate: {words} {_times(fired.periods)} ({periods})", clause
                    )


def _missed(outcomes: Sequence[Outcome]) -> list[tuple[date, str, bool]]:
    """Say of each known period of a critical promise whether its minimum was missed."""
    return [
        (
            one.ends,
            one.period,
            any(verdict.status is Status.MINIMUM_MISSED for verdict in one.judged),
        )
        for one in outcomes
        if one.judged and one.sla.class_ == "critical"
    ]


def _fired(
    known: Sequence[tuple[date, str, bool]], period: Span, wanted: int, within: Duration | None
) -> str:
    """Name the periods that fire a trigger in this one; nothing where they do not."""
    if not known or not known[-1][2] or not period.first <= known[-1][0] <= period.last:
        return ""
    last = known[-1][0]
    if within is None:
        found: list[str] = []
        for _, name, failed in reversed(known):
            if not failed:
                break
            found.insert(0, name)
        how = "in a row"
    else:
        begin = day_before(last, within)
        if begin is None:
            return ""
        found = [name for ends, name, failed in known if failed and begin < ends <= last]
        how = f"in {within}"
    return f"{_times(found)} {how} ({listed(found)})" if len(found) >= wanted else ""


def _times(found: Sequence[str]) -> str:
    return f"{len(found)} times" if len(found) > 1 else "once"


def _gives(trigger: Trigger) -> str:
    return trigger.gives
