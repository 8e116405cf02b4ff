"""The two-way scorecard of a period: what each party owed, how it was kept, and what is not known.

A period holds every window that ends in it: a quarter its three months and itself. A promise that is
judged by a longer window is named with the day it ends, and counts in neither party's score.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from partnership.agreement import Agreement
from partnership.documents import SLA, CorrectiveAction, Dispute, Waiver
from partnership.errors import WrongUsage
from partnership.findings import Finding
from partnership.history.git import NO_TIP, Tip
from partnership.judging import Status, Verdict
from partnership.judging.actions import Owed as Due
from partnership.judging.actions import answers, find_owed
from partnership.judging.judged import Judged
from partnership.judging.scores import Score, Weighed, score_of
from partnership.reporting.scorecards.goals import Reached, goals_of
from partnership.reporting.scorecards.owed import Owed
from partnership.values.periods import Span

PARTIES = ("client", "provider")
TREND = 6
"""How many windows a trend shows."""


@dataclass(frozen=True, slots=True)
class Row:
    """One verdict, and those of the windows before it, oldest first and itself last."""

    verdict: Verdict
    trend: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Promise:
    """One SLA in the period: its rows, and what of its weight it earns."""

    sla: str
    title: str
    window: str
    critical: bool
    rows: tuple[Row, ...]
    weighed: Weighed | None
    """None where it has no weight."""


@dataclass(frozen=True, slots=True)
class Later:
    """A promise whose window ends after the period."""

    sla: str
    title: str
    weight: int | None
    period: str
    ends: date


@dataclass(frozen=True, slots=True)
class Side:
    """What one party owes, or both."""

    party: str
    name: str
    promises: tuple[Promise, ...]
    later: tuple[Later, ...]
    score: Score
    disputes: tuple[Dispute, ...]
    """Those that contest one of its rows."""
    actions: tuple[CorrectiveAction, ...]
    """Those that answer one of its breaches."""
    overdue: tuple[Due, ...]
    """What its breaches asked for and is not there, though it was due."""
    late: tuple[Due, ...]
    """What its breaches asked for and came after it was due."""

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """Every verdict of its promises."""
        return tuple(row.verdict for promise in self.promises for row in promise.rows)

    @property
    def breaches(self) -> int:
        """How many rows missed the minimum."""
        return sum(1 for verdict in self.verdicts if verdict.is_breach)

    def count(self, *statuses: Status) -> int:
        """Count rows by status."""
        return sum(1 for verdict in self.verdicts if verdict.status in statuses)

    @property
    def not_known(self) -> tuple[Verdict, ...]:
        """The rows of which nobody can say whether they were kept."""
        return tuple(verdict for verdict in self.verdicts if not verdict.is_judged)


@dataclass(frozen=True, slots=True)
class Card:
    """The scorecard of one period, ready to render."""

    period: str
    as_of: date
    agreement: str
    title: str
    commit: str
    edited: bool
    digest: str
    sides: tuple[Side, ...]
    """The client's, the provider's, and what both owe where there is such a promise."""
    goals: tuple[Reached, ...]
    waivers: tuple[Waiver, ...]
    """The waivers in force on the day judged."""
    waived: int
    """How many findings they accept."""
    unread: tuple[str, ...]
    owed: tuple[Owed, ...] = ()
    """What the accounts of the period come to."""

    @property
    def parties(self) -> tuple[Side, ...]:
        """The two parties' sides."""
        return self.sides[:2]


def card_of(
    agreement: Agreement,
    judged: Sequence[Judged],
    findings: Iterable[Finding],
    period: Span,
    as_of: date,
    tip: Tip = NO_TIP,
    owed: Iterable[Owed] = (),
) -> Card:
    """Gather the scorecard of a period.

    Args:
        agreement: All documents.
        judged: Every verdict there is, with the terms it was judged by.
        findings: What the checks found; those that a waiver accepts are counted.
        period: A month, a quarter or a year.
        as_of: The day judged.
        tip: The commit that is checked out.
        owed: What the accounts of the period come to.

    Raises:
        WrongUsage: no promise has a window that ends in the period.

    """
    verdicts = tuple(one.verdict for one in judged)
    inside = [one for one in verdicts if _ends_in(one, period)]
    if not inside:
        raise WrongUsage(_nothing(verdicts, period, as_of))
    terms = _Terms(agreement, {_key(one.verdict): one.case.terms for one in judged if one.case})
    past = _by_row(verdicts)
    later = _later(verdicts, period)
    due = tuple(_overdue(agreement, verdicts, inside, as_of))
    sides = [_side(terms, party, inside, past, later, due, as_of) for party in (*PARTIES, "both")]
    partnership = agreement.partnership
    known = min(as_of, period.last)
    return Card(
        period=str(period),
        as_of=as_of,
        agreement=partnership.id if partnership else "",
        title=partnership.title if partnership else "",
        commit=tip.full,
        edited=tip.edited,
        digest=agreement.digest,
        sides=tuple(side for side in sides if side.party in PARTIES or side.promises),
        goals=tuple(goals_of(agreement, verdicts, known)),
        waivers=tuple(one for one in agreement.of(Waiver) if as_of <= one.expires),
        waived=sum(1 for found in findings if found.waived),
        unread=agreement.unread,
        owed=tuple(owed),
    )


def _ends_in(verdict: Verdict, period: Span) -> bool:
    return period.first <= _end(verdict) <= period.last


def _nothing(verdicts: Sequence[Verdict], period: Span, as_of: date) -> str:
    windows = sorted({Span.parse(verdict.period) for verdict in verdicts})
    if not windows:
        return f"no promise has a period by {as_of}"
    ends = min(one.last for one in windows), max(one.last for one in windows)
    return (
        f"no promise is judged for a period that ends in {period} as of {as_of}; "
        f"there are periods that end from {ends[0]} to {ends[1]}"
    )


def _side(
    terms: _Terms,
    party: str,
    inside: Sequence[Verdict],
    past: Mapping[tuple[str, str], Sequence[Verdict]],
    later: Sequence[Verdict],
    due: Sequence[Due],
    as_of: date,
) -> Side:
    owed = [one for one in inside if one.owed_by == party]
    weights = {
        (one.sla, one.period): weight for one in owed if (weight := terms.weight(one)) is not None
    }
    score = score_of(owed, weights)
    weighed = {one.sla: one for one in score.weighed}
    promises = []
    for name, group in groupby(owed, key=lambda one: one.sla):
        rows = tuple(Row(one, _trend(past, one)) for one in group)
        own = terms.of(rows[-1].verdict)
        promises.append(
            Promise(
                sla=name,
                title=rows[-1].verdict.title,
                window=own.window if own else "",
                critical=bool(own and own.class_ == "critical"),
                rows=rows,
                weighed=weighed.get(name),
            )
        )
    return Side(
        party=party,
        name=_name(terms.agreement, party),
        promises=tuple(promises),
        later=tuple(
            Later(one.sla, one.title, terms.weight(one), one.period, _end(one))
            for one in later
            if one.owed_by == party
        ),
        score=score,
        disputes=tuple(_disputes(terms.agreement, owed)),
        actions=tuple(_actions(terms.agreement, owed)),
        overdue=tuple(one for one in due if one.owed_by == party and one.is_overdue(as_of)),
        late=tuple(one for one in due if one.owed_by == party and not one.is_overdue(as_of)),
    )


@dataclass(frozen=True, slots=True)
class _Terms:
    """The terms that verdicts were judged by, also where a Close has sealed them."""

    agreement: Agreement
    judged: Mapping[tuple[str, str, date | None], SLA]

    def of(self, verdict: Verdict) -> SLA | None:
        """Give the terms of a verdict; where nothing was judged, those that stand then."""
        known = self.judged.get(_key(verdict))
        written = None if known else self.agreement.get(SLA, verdict.sla)
        return known or (written and (written.on(verdict.last) or written))

    def weight(self, verdict: Verdict) -> int | None:
        """Give the weight of a promise as its terms have it."""
        terms = self.of(verdict)
        return terms.weight if terms else None


def _key(verdict: Verdict) -> tuple[str, str, date | None]:
    return verdict.sla, verdict.period, verdict.since


def _name(agreement: Agreement, party: str) -> str:
    partnership = agreement.partnership
    if partnership is None or party not in PARTIES:
        return ""
    parties = partnership.parties
    return parties.client.name if party == "client" else parties.provider.name


def _by_row(verdicts: Iterable[Verdict]) -> Mapping[tuple[str, str], list[Verdict]]:
    """Group verdicts by promise and row, the oldest first; nothing was owed out of force."""
    found: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in sorted(verdicts, key=lambda one: one.last):
        if verdict.status is not Status.NOT_IN_FORCE:
            found[verdict.sla, verdict.segment].append(verdict)
    return found


def _trend(
    past: Mapping[tuple[str, str], Sequence[Verdict]], verdict: Verdict
) -> tuple[Verdict, ...]:
    """Give the last windows of a row up to one of its verdicts."""
    same = past.get((verdict.sla, verdict.segment), ())
    return tuple([one for one in same if one.last <= verdict.last][-TREND:])


def _later(verdicts: Iterable[Verdict], period: Span) -> tuple[Verdict, ...]:
    """Give a verdict of each promise whose window begins by the period's end and ends after it."""
    found = {
        one.sla: one
        for one in verdicts
        if one.first <= period.last < _end(one) and one.last >= period.first
    }
    return tuple(found.values())


def _end(verdict: Verdict) -> date:
    return last_day(verdict.period)


@lru_cache(maxsize=4096)
def last_day(period: str) -> date:
    """Give the last day of a period by its name; many verdicts have the same."""
    return Span.parse(period).last


def _disputes(agreement: Agreement, owed: Sequence[Verdict]) -> Iterator[Dispute]:
    rows = {(one.measurement, one.segment) for one in owed}
    measured = {measurement for measurement, _ in rows}
    for dispute in agreement.of(Dispute):
        contested = dispute.segments
        if dispute.measurement in measured and (
            not contested or any((dispute.measurement, one) in rows for one in contested)
        ):
            yield dispute


def _actions(agreement: Agreement, owed: Sequence[Verdict]) -> Iterator[CorrectiveAction]:
    missed = [one for one in owed if one.is_breach]
    for action in agreement.of(CorrectiveAction):
        if any(answers(action, one) for one in missed):
            yield action


def _overdue(
    agreement: Agreement, verdicts: Sequence[Verdict], inside: Iterable[Verdict], as_of: date
) -> Iterator[Due]:
    """Yield what breaches of the period asked for and is not there though it was due, or came late."""
    rows = {(one.sla, one.period, one.segment) for one in inside}
    for due in find_owed(agreement, verdicts):
        if (due.is_overdue(as_of) or due.is_late) and any(
            (one.sla, one.period, one.segment) in rows for one in due.breaches
        ):
            yield due
