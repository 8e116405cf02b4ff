"""What a replay found: verdicts, credits and scores under both sets of terms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partnership.history.changes import Change
from partnership.judging.scores import Score
from partnership.judging.verdicts import Status, Verdict

MISSED = (Status.EXPECTED_MISSED, Status.MINIMUM_MISSED)
PARTIES = ("client", "provider")


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of one promise in one period, under both sets of terms."""

    sla: str
    period: str
    segment: str
    since: date | None
    """The first day of its part, where terms change inside the period."""
    before: Verdict | None
    """None where there is no such row, or no such promise."""
    after: Verdict | None

    @property
    def differs(self) -> bool:
        """Whether it would have ended otherwise, or been somebody else's."""
        return _told(self.before) != _told(self.after)


def _told(verdict: Verdict | None) -> tuple[Status, str] | None:
    return (verdict.status, verdict.owed_by) if verdict else None


@dataclass(frozen=True, slots=True)
class Credited:
    """What one Commercials comes to on one side, over the invoice periods replayed."""

    owed_by: str
    currency: str
    credits: Fraction
    """Every credit that counts, before caps."""
    payable: Fraction
    returned: Fraction
    bonus: Fraction
    undetermined: int
    """How many amounts are not known."""
    is_capped: bool
    """Whether a cap holds the credits of any period down."""
    by_sla: Mapping[tuple[str, ...], Fraction]
    """The credits by promise; where several make one amount, by all of them."""

    @property
    def net(self) -> Fraction:
        """What is owed in the end: payable, less what is given back and earned."""
        return self.payable - self.returned - self.bonus


@dataclass(frozen=True, slots=True)
class Account:
    """What one Commercials would have come to, under both sets of terms."""

    id: str
    before: Credited | None
    after: Credited | None
    periods: tuple[str, ...]
    """The invoice periods, in order."""


@dataclass(frozen=True)
class Promise:
    """One SLA under both sets of terms."""

    sla: str
    title: str
    owed_by: tuple[str, str]
    """Who owes it before and after; empty where it is not there."""
    periods: tuple[tuple[str, ...], tuple[str, ...]]
    """The periods replayed before and after, in order; the same ones but where windows differ."""
    rows: tuple[Compared, ...]
    changes: tuple[Change, ...] = ()
    """What the proposal changes of it, and of what it is counted by."""
    left_out: tuple[tuple[str, str], ...] = ()
    """The periods that cannot be replayed, each with the reason."""

    @property
    def differs(self) -> bool:
        """Whether any verdict would have been another one."""
        return any(row.differs for row in self.rows)

    @property
    def segments(self) -> tuple[str, ...]:
        """Its rows of targets, in the order of the terms."""
        return tuple(dict.fromkeys(row.segment for row in self.rows))

    def counts(self, segment: str | None = None) -> tuple[Counter[Status], Counter[Status]]:
        """Count the verdicts by status before and after, of one row of targets or of all."""
        rows = [row for row in self.rows if segment in {None, row.segment}]
        return counted(row.before for row in rows), counted(row.after for row in rows)


def counted(verdicts: Iterable[Verdict | None]) -> Counter[Status]:
    """Count verdicts by status."""
    return Counter(verdict.status for verdict in verdicts if verdict)


def misses(counts: Mapping[Status, int]) -> int:
    """Count what missed the expected level or the minimum."""
    return sum(counts.get(status, 0) for status in MISSED)


@dataclass(frozen=True, slots=True)
class Party:
    """All promises of one party under both sets of terms."""

    name: str
    before: Counter[Status]
    after: Counter[Status]
    scores: tuple[Score, Score]
    """Its weighted scores over the periods replayed; without weights nothing is in them."""


@dataclass(frozen=True)
class Replay:
    """What a proposal would have done."""

    base: str
    """The commit of the first terms, in full."""
    head: str
    """The commit of the second, in full; empty for the files as they stand."""
    as_of: date
    periods: int
    """How many periods of each window were asked for."""
    promises: tuple[Promise, ...]
    parties: tuple[Party, ...]
    accounts: tuple[Account, ...]
    has_store: bool
    changes: tuple[Change, ...] = ()
    """Every term that differs, of whatever kind."""
    elsewhere: tuple[Change, ...] = ()
    """Those that concern no promise of its own: what credits are made of, and the partnership's."""
    beside: tuple[Change, ...] = ()
    """Those on which no verdict and no credit rests."""
    dates: tuple[Change, ...] = ()
    """Those that say when a document binds, which are not replayed."""
    recounted: int = 0
    """How many records were counted anew from their bins, on either side."""
    measured: int = 0
    """How many periods were counted anew from the events, on both sides."""
    unlike: tuple[tuple[str, str], ...] = ()
    """Promises and periods of which events now count otherwise than the record, by its own terms."""
    judged_otherwise: int = 0
    """How many verdicts before are others than those that stand in the repository."""
    rewritten: tuple[str, ...] = ()
    """Records that differ between the two revisions; the base's are used."""
    restated: tuple[str, ...] = ()
    """What the head alone measures again of what the base has measured; it is used on both sides."""

    @property
    def told(self) -> tuple[Promise, ...]:
        """The promises of which there is something to say."""
        return tuple(one for one in self.promises if one.changes or one.differs or one.left_out)

    @property
    def others(self) -> int:
        """How many promises nothing would have changed."""
        return len(self.promises) - len(self.told)
