"""What brings a promise to a ladder: its misses one by one, when each was known, and the level each asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from partnership.agreement import Agreement
from partnership.clock import day_bounds
from partnership.documents import SLA, CorrectiveAction, EscalationPath, Measurement
from partnership.documents.escalation_path import Trigger
from partnership.duties.climbing import ACKNOWLEDGED, DECIDED, Act, Lift, Matter
from partnership.errors import PartnershipError
from partnership.judging import Status, Verdict
from partnership.judging.actions import answers
from partnership.measuring.days import day_before

OTHER = {"client": "provider", "provider": "client"}


@dataclass(frozen=True, slots=True)
class Strike:
    """One judged period of a promise: the level its misses ask for, or that it was clean."""

    at: int
    """The last instant of the day on which it was known."""
    day: date
    level: str
    """Nothing where no level is asked for."""
    what: str
    missed: tuple[Verdict, ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing was missed."""
        return not self.missed


def strikes(
    agreement: Agreement, path: EscalationPath, sla: SLA, verdicts: Iterable[Verdict]
) -> tuple[Strike, ...]:
    """Give the judged periods of a promise, the oldest first; what is disputed does not count yet.

    Args:
        agreement: All documents.
        path: The ladder, on the terms of the day.
        sla: The promise.
        verdicts: Its verdicts.

    """
    own = [one for one in verdicts if one.is_judged and not one.disputed and one.owed_by != "both"]
    found: list[Strike] = []
    for _, group in groupby(sorted(own, key=lambda one: (one.last, one.period)), lambda v: v.last):
        rows = tuple(group)
        known = [
            measured.known
            for row in rows
            if (measured := agreement.get(Measurement, row.measurement)) is not None
        ]
        if known:
            missed = tuple(row for row in rows if row.status is not Status.MET)
            day = max(known)
            level, what = _asked(path, sla, [*found], day, missed)
            found.append(Strike(_end(agreement, path, day), day, level, what, missed))
    return tuple(found)


def promised(
    agreement: Agreement, path: EscalationPath, sla: SLA, verdicts: Iterable[Verdict]
) -> Matter | None:
    """Give what is open of a promise by its misses alone; None where nothing is.

    It is over after the clean periods that the ladder asks for, or when the corrective actions that
    name its misses are closed.
    """
    begun: list[Strike] = []
    clean = 0
    for strike in strikes(agreement, path, sla, verdicts):
        if strike.level:
            begun, clean = [*begun, strike], 0
        elif strike.is_clean and begun:
            clean += 1
            begun = [] if clean >= clean_needed(path) else begun
    if not begun or _is_answered(agreement, begun):
        return None
    first, *later = begun
    owed_by = first.missed[0].owed_by
    return Matter(
        path,
        sla.name,
        first.what,
        first.level,
        first.at,
        sla,
        ("escalation",),
        raised_by=OTHER[owed_by],
        acts=tuple(_acts(agreement, path, begun, owed_by)),
        lifts=tuple(Lift(one.at, one.level, one.what) for one in later),
        returns=tuple(Lift(one.at, one.level, one.what) for one in later),
    )


def clean_needed(path: EscalationPath) -> int:
    """Say after how many clean periods something comes down; one where nothing is agreed."""
    return path.de_escalation.after_clean_periods if path.de_escalation else 1


def level_for(path: EscalationPath, word: str, about: str) -> tuple[str, Trigger] | None:
    """Give the highest level that a trigger names, for what it is about."""
    for level in reversed(path.levels):
        for trigger in level.triggers:
            if trigger.on == word and (not trigger.of or about in trigger.of):
                return level.id, trigger
    return None


def _asked(
    path: EscalationPath, sla: SLA, before: list[Strike], day: date, missed: tuple[Verdict, ...]
) -> tuple[str, str]:
    """Give the highest level that misses ask for, and what they are in words."""
    breached = [one for one in missed if one.is_breach]
    order = {level.id: index for index, level in enumerate(path.levels)}
    found: list[tuple[int, str, str]] = []
    period = f", {missed[0].period}" if missed else ""
    for word, holds in (("expected missed", bool(missed)), ("minimum missed", bool(breached))):
        named = level_for(path, word, sla.name) if holds else None
        if named:
            found.append((order[named[0]], named[0], f"{word}{period}"))
    repeated = level_for(path, "repeated", sla.name) if missed else None
    if repeated and repeated[1].times and repeated[1].in_:
        times, within = repeated[1].times, repeated[1].in_
        begin = day_before(day, within)
        count = 1 + sum(1 for one in before if one.missed and begin and one.day > begin)
        if begin is not None and count >= times:
            found.append(
                (order[repeated[0]], repeated[0], f"missed {count} times in {within}{period}")
            )
    default = level_for(path, "critical default", sla.name) if breached else None
    if default and _is_default(sla, before, missed[0].last):
        found.append((order[default[0]], default[0], f"critical default{period}"))
    best = max(found, default=(0, "", ""))
    return best[1], best[2]


def _is_default(sla: SLA, before: list[Strike], last: date) -> bool:
    """Whether this miss of the minimum is one too many by a right to end the agreement."""
    terms = sla.on(last) or sla
    breaches = [any(one.is_breach for one in strike.missed) for strike in before]
    for agreed in terms.termination_triggers:
        if agreed.in_ is None:
            run = 1
            for breach in reversed(breaches):
                if not breach:
                    break
                run += 1
        else:
            begin = day_before(last, agreed.in_)
            run = 1 + sum(
                1
                for strike, breach in zip(before, breaches, strict=True)
                if breach and begin and strike.missed[0].last > begin
            )
        if run >= agreed.minimum_missed:
            return True
    return False


def _acts(
    agreement: Agreement, path: EscalationPath, begun: list[Strike], owed_by: str
) -> Iterator[Act]:
    """Yield what the owing party did: its root cause answers, its plan decides."""
    missed = [one for strike in begun for one in strike.missed]
    for action in agreement.of(CorrectiveAction):
        if any(answers(action, one) for one in missed):
            for part, did in ((action.root_cause, ACKNOWLEDGED), (action.plan, DECIDED)):
                if part is not None:
                    at = _begin(agreement, path, part.delivered_on)
                    text = f"{action.name}: {part.text}"
                    yield Act(did, owed_by, "", max(at, begun[0].at), text=text)


def _is_answered(agreement: Agreement, begun: list[Strike]) -> bool:
    missed = [one for strike in begun for one in strike.missed]
    closed = [one for one in agreement.of(CorrectiveAction) if one.closed]
    return all(any(answers(action, one) for action in closed) for one in missed)


def _begin(agreement: Agreement, path: EscalationPath, day: date) -> int:
    return day_bounds(agreement.zone(path.calendar), day, day)[0]


def _end(agreement: Agreement, path: EscalationPath, day: date) -> int:
    return day_bounds(agreement.zone(path.calendar), day, day)[1] - 1


def path_of(agreement: Agreement, sla: SLA, day: date) -> EscalationPath | None:
    """Give the ladder of a promise on the terms of a day."""
    terms = sla.on(day)
    found = agreement.get(EscalationPath, terms.escalation) if terms else None
    return found.on(day) if found else None


def usable(agreement: Agreement, path: EscalationPath) -> bool:
    """Whether the times of a ladder can be counted: its calendar is there and does not contradict itself."""
    from partnership.documents import Calendar
    from partnership.measuring.periods import working_time

    found = agreement.get(Calendar, path.calendar)
    try:
        return found is not None and bool(working_time(found))
    except PartnershipError:  # the calendar's own finding says what is wrong
        return False
