"""What can still become of a period that runs: safe, lost, at risk or open, by how many misses.

What is claimed is proved, not guessed; `partnership.judging.prospects` says how.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.findings import Place
from partnership.judging.chances import Chance, Course, History, chance_of
from partnership.judging.counts import exact_value, read_counts
from partnership.judging.deciding import decide
from partnership.judging.judged import Judged
from partnership.judging.measured import rows_of
from partnership.judging.prospects import Asking, Before, Known, Prospect, best_first, known_of
from partnership.judging.slas import judge_in_full
from partnership.judging.standing import stand
from partnership.judging.verdicts import Status, Verdict
from partnership.values.levels import Threshold

if TYPE_CHECKING:
    from partnership.measuring.running import FlightRow, Key, Running, Stale


@dataclass(frozen=True, slots=True)
class Outlook:
    """What can still become of one row of an SLA in a running period, or in a part of it."""

    sla: str
    title: str
    owed_by: str
    period: str
    segment: str
    last: date
    """The last day judged."""
    prospect: Prospect
    reason: str
    """Why, in a sentence."""
    expected: Threshold | None
    minimum: Threshold | None
    place: Place
    since: date | None = None
    """The first day of its part, where terms change inside the period."""
    until: date | None = None
    possible: tuple[Status, ...] = ()
    """The verdicts that can still come, the best first; nothing where that is not known."""
    so_far: str = ""
    """The value as it stands, for reading."""
    known: Known | None = None
    left: Mapping[str, int] = field(default_factory=dict)
    """By level: how many more misses it stands, of those known; below 0 where there are too many."""
    flight: FlightRow | None = None
    chance: Chance | None = None
    """The chance of a breach, where there is enough past; see `told_chance`."""

    @property
    def told_chance(self) -> Chance | None:
        """The chance of a breach, where the model did better on the past than the base rate."""
        return self.chance if self.chance and self.chance.is_told else None

    @property
    def is_at_risk(self) -> bool:
        """Whether a party that owes it alone has lost it, or can no longer keep it by what is known."""
        return self.prospect in {Prospect.LOST, Prospect.AT_RISK} and self.owed_by != "both"

    @property
    def needs_someone(self) -> bool:
        """Whether it is at risk, or is not counted, so that nobody knows."""
        return self.is_at_risk or self.prospect is Prospect.NOT_COUNTED


def outlooks(
    agreement: Agreement,
    verdicts: Sequence[Verdict],
    counts: Mapping[Key, Running],
    stale: Sequence[Stale],
    as_of: date,
    histories: Mapping[str, History] | None = None,
) -> tuple[Outlook, ...]:
    """Say of every running period what can still become of it.

    Args:
        agreement: All documents of one revision.
        verdicts: All verdicts of that day, for the base rates of chances.
        counts: What was counted for the day judged, by SLA and period.
        stale: The running periods of which there are no such counts.
        as_of: The day judged.
        histories: By SLA, another past to learn chances from than its own.

    Returns:
        The outlooks by SLA, then by period, then in the order of `targets`.

    """
    missing = {one.key: one.reason for one in stale}
    found: list[Outlook] = []
    for name in dict.fromkeys(key[0] for key in (*counts, *missing)):
        if agreement.get(SLA, name):
            judged = tuple(judge_in_full(agreement, as_of, name))
            history = (histories or {}).get(name) or History.of(judged, verdicts)
            found.extend(_of_sla(agreement, judged, counts, missing, history))
    order = {promise.id: index for index, promise in enumerate(agreement.of(SLA))}
    return tuple(sorted(found, key=lambda one: order[one.sla]))


def _of_sla(
    agreement: Agreement,
    every: Sequence[Judged],
    counts: Mapping[Key, Running],
    missing: Mapping[Key, str],
    history: History,
) -> Iterator[Outlook]:
    """Walk through the periods of an SLA as judging does, up to those that run."""
    before: dict[str, Before] = {}
    for one in every:
        case = one.case
        if case is None:
            continue
        key = (one.verdict.sla, case.part.period)
        left = before.setdefault(case.target.id, Before())
        if one.verdict.status is not Status.NOT_YET_DUE:
            decision, left.past.pool = decide(case, left.past.pool)
            stand(agreement, case, decision, left.past)
            continue
        if key in counts:
            asking = Asking(agreement, case, left, counts[key])
            yield replace(_row(one, asking, history), so_far=_so_far(one, asking))
        elif key in missing:
            yield _told(one, Prospect.NOT_COUNTED, missing[key])
        left.is_pending = True


def _row(judged: Judged, asking: Asking, history: History) -> Outlook:
    """Say what can still become of a row of a running period."""
    case, running = asking.case, asking.running
    row = rows_of(running.measurement, case.part).get(case.target.id)
    flight = running.flight(case.target.id, case.part.first, case.part.last)
    if row is None or flight is None:
        return _told(judged, Prospect.NOT_COUNTED, "its counts have no such row")
    if row.withheld or flight.withheld:
        return _told(judged, Prospect.OPEN, "withheld for privacy: nothing is told of so few")
    known = known_of(case, row, flight)
    if known is None:
        reason = f"a {case.terms.statistic} can go either way until the period ends"
        return _told(judged, Prospect.OPEN, reason)
    possible = asking.possible(known)
    prospect, left = asking.prospect(known, possible), asking.left(known)
    as_it_stands = asking.status(known.kept, known.misses)[1]
    is_open = prospect in {Prospect.OPEN, Prospect.AT_RISK}
    return replace(
        _told(judged, prospect, _reason(prospect, known, left, as_it_stands)),
        possible=tuple(sorted(possible, key=best_first)),
        known=known,
        left=left,
        flight=flight,
        chance=_chance(asking, known, flight, history) if is_open else None,
    )


def _chance(asking: Asking, known: Known, flight: FlightRow, history: History) -> Chance | None:
    lengths = flight.length.items()
    course = Course(
        kept=known.kept,
        missed=known.misses,
        open=tuple(int(size) for size, number in lengths for _ in range(number)),
        paused=flight.paused,
        takes_new=known.takes_new,
    )
    return chance_of(history, asking.case.target.id, course, asking.is_missed)


def _so_far(judged: Judged, asking: Asking) -> str:
    """Give the value as it stands today, for reading."""
    case = asking.case
    row = rows_of(asking.running.measurement, case.part).get(case.target.id)
    if row is None or row.withheld or case.fault:
        return ""
    try:
        found = read_counts(row, case.terms.statistic)
    except ValueError:
        return ""
    shown = judged.verdict._replace(value=exact_value(found, case.terms.statistic)).shown
    return f"{shown} ({found.fraction})" if shown else ""


def _told(judged: Judged, prospect: Prospect, reason: str) -> Outlook:
    verdict = judged.verdict
    return Outlook(
        sla=verdict.sla,
        title=verdict.title,
        owed_by=verdict.owed_by,
        period=verdict.period,
        segment=verdict.segment,
        last=verdict.last,
        prospect=prospect,
        reason=reason,
        expected=verdict.expected,
        minimum=verdict.minimum,
        place=verdict.place,
        since=verdict.since,
        until=verdict.until,
    )


def _savers(known: Known) -> str:
    """Name what could still keep a minimum that all that is known would miss."""
    newcomers = "subjects that have not started yet" if known.takes_new else ""
    leavers = "past due subjects that are left out after all" if known.overdue else ""
    return " or ".join(filter(None, (newcomers, leavers))) or "subjects that are left out after all"


def _reason(prospect: Prospect, known: Known, left: Mapping[str, int], as_it_stands: str) -> str:
    """Say why, in a sentence."""
    missed = f"{known.misses} of {known.total} known missed"
    flying = f"{known.flying} in flight"
    match prospect:
        case Prospect.LOST:
            return f"{missed}, and nothing that can still happen keeps the minimum"
        case Prospect.AT_RISK:
            return f"{missed}; only {_savers(known)} can keep the minimum"
        case Prospect.SAFE:
            return f"{missed}; the minimum holds even if all {flying} miss"
        case Prospect.NOT_JUDGED:
            return as_it_stands
    if "minimum" not in left:
        return f"{missed}, {flying}: {as_it_stands}"
    more = left["minimum"]
    may = f"{more} more may miss" if more else "none may miss any more"
    return f"{missed}, {flying}: {may} before the minimum is missed"
