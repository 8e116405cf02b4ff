"""Sets the verdicts and the credits of both sides beside each other."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import SLA, Calendar, Commercials, Measurement, Metric
from partnership.history.changes import Change
from partnership.judging.credits import Account as Kept
from partnership.judging.credits import settle
from partnership.judging.credits.outcomes import find_outcomes
from partnership.judging.credits.sealing import kept_by
from partnership.judging.judged import Judged
from partnership.judging.scores import Score, score_of
from partnership.judging.slas import judge_some
from partnership.judging.verdicts import Status, Verdict
from partnership.measuring.recorded import Key
from partnership.replay.results import (
    PARTIES,
    Account,
    Compared,
    Credited,
    Party,
    Promise,
    counted,
)
from partnership.values.periods import Span

UNTOLD = {Status.NOT_IN_FORCE, Status.NOT_YET_DUE}
Row = tuple[str, str, str, date | None]


@dataclass(frozen=True)
class Judgement:
    """One side, judged."""

    agreement: Agreement
    judged: tuple[Judged, ...]
    """Every verdict that counts, earlier ones too."""

    @property
    def verdicts(self) -> Mapping[Row, Verdict]:
        """Every verdict by its row, in order."""
        return {_row(one.verdict): one.verdict for one in self.judged}

    def weights(self, shown: Collection[Row]) -> dict[tuple[str, str], int]:
        """Give the weight of each promise in each period that is shown."""
        found = {}
        for one in self.judged:
            terms = one.case.terms if one.case else None
            if terms and terms.weight is not None and _row(one.verdict) in shown:
                found[one.verdict.sla, one.verdict.period] = terms.weight
        return found


def _row(verdict: Verdict) -> Row:
    return verdict.sla, verdict.period, verdict.segment, verdict.since


def judge_both(
    before: Agreement, after: Agreement, as_of: date, left_out: Collection[Key]
) -> tuple[Judgement, Judgement, frozenset[str]]:
    """Judge both sides; a promise that is the same on both is judged once.

    What cannot be replayed is no verdict, and stands in no account.

    Returns:
        Both sides, and the promises that are not the same on both.

    """
    first = tuple(_judged(before, as_of, left_out, None))
    others = _unlike(before, after)
    kept = [one for one in first if one.verdict.sla not in others]
    second = sorted(
        (*kept, *_judged(after, as_of, left_out, others)), key=lambda one: one.verdict.sla
    )
    return Judgement(before, first), Judgement(after, tuple(second)), others


def _judged(
    agreement: Agreement, as_of: date, left_out: Collection[Key], slas: Collection[str] | None
) -> Iterator[Judged]:
    out = {(name, str(period)) for name, period in left_out}
    for one in judge_some(agreement, as_of, slas):
        if one.verdict.status not in UNTOLD and (one.verdict.sla, one.verdict.period) not in out:
            yield one


def _unlike(before: Agreement, after: Agreement) -> frozenset[str]:
    """Name the promises of which any document that judging reads is another one."""
    names = {*before.ids("SLA"), *after.ids("SLA")}
    if before.partnership is not after.partnership:
        return frozenset(names)
    counted = [_measured(side) for side in (before, after)]
    return frozenset(
        name
        for name in names
        if not _is_alike(before, after, name) or counted[0].get(name) != counted[1].get(name)
    )


def _is_alike(before: Agreement, after: Agreement, name: str) -> bool:
    sla = before.get(SLA, name)
    if sla is None or after.get(SLA, name) is not sla:
        return False
    return all(
        before.get(Metric, terms.metric) is after.get(Metric, terms.metric)
        and before.get(Calendar, terms.calendar) is after.get(Calendar, terms.calendar)
        for _, terms in sla.versions()
    )


def _measured(side: Agreement) -> dict[str, dict[Span, int]]:
    """Give the records of each promise by period: which ones they are, not what they say."""
    found: dict[str, dict[Span, int]] = {}
    for one in side.of(Measurement):
        found.setdefault(one.sla, {})[one.period] = id(one)
    return found


@dataclass(frozen=True)
class Shown:
    """Which periods of each promise are shown, before and after."""

    before: Mapping[str, tuple[Span, ...]]
    after: Mapping[str, tuple[Span, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        """Every promise of either side."""
        return tuple(sorted({*self.before, *self.after}))

    def of(self, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Name the periods of a promise on both sides."""
        return tuple(tuple(map(str, side.get(name, ()))) for side in (self.before, self.after))  # type: ignore[return-value]


def last_periods(
    before: Mapping[str, Sequence[Span]], after: Mapping[str, Sequence[Span]], number: int
) -> Shown:
    """Choose the last periods of each promise; where windows differ, those in the shorter time."""
    found: tuple[dict[str, tuple[Span, ...]], ...] = ({}, {})
    for name in {*before, *after}:
        sides = [tuple(side.get(name, ()))[-number:] for side in (before, after)]
        start = max((one[0].first for one in sides if one), default=date.max)
        for chosen, side in zip(found, sides, strict=True):
            chosen[name] = tuple(period for period in side if period.first >= start)
    return Shown(*found)


def compare_promises(
    before: Judgement,
    after: Judgement,
    shown: Shown,
    left_out: Mapping[Key, str],
    changes: Mapping[str, Sequence[Change]],
) -> Iterator[Promise]:
    """Yield every promise with its verdicts on both sides, by id."""
    sides = before.verdicts, after.verdicts
    rows: dict[str, list[Row]] = {}
    for row in dict.fromkeys((*sides[0], *sides[1])):
        rows.setdefault(row[0], []).append(row)
    for name in shown.names:
        periods = shown.of(name)
        inside = {*periods[0], *periods[1]}
        promise = [one.agreement.get(SLA, name) for one in (before, after)]
        out = {str(period): why for (one, period), why in left_out.items() if one == name}
        yield Promise(
            sla=name,
            title=next(one.title for one in reversed(promise) if one),
            owed_by=tuple(one.owed_by if one else "" for one in promise),  # type: ignore[arg-type]
            periods=periods,
            rows=tuple(
                Compared(*row, sides[0].get(row), sides[1].get(row))
                for row in sorted(rows.get(name, ()), key=lambda row: (row[1], row[3] or date.min))
                if row[1] in inside
            ),
            changes=tuple(changes.get(name, ())),
            left_out=tuple((period, out[period]) for period in sorted(inside & out.keys())),
        )


def compare_parties(
    before: Judgement, after: Judgement, promises: Sequence[Promise]
) -> Iterator[Party]:
    """Yield each party's verdicts and weighted scores on both sides."""
    kept = [row for promise in promises for row in promise.rows]
    shown = {(row.sla, row.period, row.segment, row.since) for row in kept}
    weights = [side.weights(shown) for side in (before, after)]
    for party in (*PARTIES, "both"):
        owed = [
            [one for one in side if one and one.owed_by == party]
            for side in ([row.before for row in kept], [row.after for row in kept])
        ]
        scores: list[Score] = [score_of(*pair) for pair in zip(owed, weights, strict=True)]
        if owed[0] or owed[1]:
            yield Party(party, counted(owed[0]), counted(owed[1]), (scores[0], scores[1]))


def compare_accounts(
    before: Judgement, after: Judgement, last: date, number: int
) -> Iterator[Account]:
    """Yield what each Commercials comes to on both sides, over its last invoice periods.

    Args:
        before: One side.
        after: The other side.
        last: The last day that is measured.
        number: How many invoice periods.

    """
    kept = [_kept(side, last) for side in (before, after)]
    for name in sorted({*kept[0], *kept[1]}):
        both = [side.get(name, ()) for side in kept]
        periods = sorted({one.period for side in both for one in side})[-number:]
        sums = [_sums([one for one in side if one.period in periods]) for side in both]
        yield Account(name, sums[0], sums[1], tuple(periods))


def _kept(side: Judgement, last: date) -> dict[str, list[Kept]]:
    outcomes, by = find_outcomes(side.agreement, side.judged), kept_by(side.agreement)
    found = {}
    for terms in side.agreement.of(Commercials):
        period = Span.containing(last, terms.invoice_period)
        until = period if period.last <= last else period.previous
        found[terms.id] = list(settle(by, outcomes, terms, until))
    return found


def _sums(accounts: Sequence[Kept]) -> Credited | None:
    if not accounts:
        return None
    by_sla: dict[tuple[str, ...], Fraction] = {}
    for account in accounts:
        for line in account.lines:
            if line.section == "credit" and line.state.counts and line.amount:
                names = tuple(sorted(line.slas))
                by_sla[names] = by_sla.get(names, Fraction(0)) + line.amount
    zero = Fraction(0)
    return Credited(
        owed_by=accounts[-1].owed_by,
        currency=accounts[-1].currency,
        credits=sum((one.credits for one in accounts), zero),
        payable=sum((one.payable for one in accounts), zero),
        returned=sum((one.returned for one in accounts), zero),
        bonus=sum((one.bonus for one in accounts), zero),
        undetermined=sum(len(one.open_lines) for one in accounts),
        is_capped=any(cap.room < one.credits for one in accounts for cap in one.caps),
        by_sla=dict(sorted(by_sla.items())),
    )
