"""Which verdicts can still come, of a row whose period runs: judging itself is asked.

Nothing is guessed. The verdicts that are still possible are those that judging gives for every course
that what is in flight can take: each subject in flight may be kept, missed, or left out, and where a
subject that starts now may still be counted, any number of others may come in. What has stopped stays
stopped, and what is past due stays past due; relief accepted later, events recorded later and
corrections of earlier periods are not foreseen.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from partnership.agreement import Agreement
from partnership.documents.measurement import Row
from partnership.judging.cases import Case
from partnership.judging.chances import most_misses
from partnership.judging.counts import has_misses
from partnership.judging.deciding import decide
from partnership.judging.standing import Past, stand
from partnership.judging.verdicts import Status

if TYPE_CHECKING:
    from partnership.measuring.running import FlightRow, Running

MANY = 10**12
"""So many newcomers as never come."""
KEPT = {Status.MET, Status.EXPECTED_MISSED}


class Prospect(StrEnum):
    """What can still become of a promise in a running period."""

    LOST = "lost"
    """The minimum can no longer be kept."""
    AT_RISK = "at_risk"
    """Of what is known today nothing can keep the minimum: only newcomers can, or what is left out."""
    OPEN = "open"
    """It can go either way, or nothing can be proved."""
    SAFE = "safe"
    """The minimum can no longer be missed."""
    NOT_JUDGED = "not_judged"
    """It will not be judged, whatever happens: baselining, or too few."""
    NOT_COUNTED = "not_counted"
    """There are no counts of the day judged."""

    @property
    def words(self) -> str:
        """The prospect as people say it: `at risk`."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a row's subjects on the day judged."""

    kept: int
    """Those that are kept, also where they are counted on a day to come."""
    missed: int
    """Those that are missed."""
    overdue: int = 0
    """Those that are open past due and can still be left out."""
    flying: int = 0
    """Those that can still be kept, missed, or left out."""
    takes_new: bool = True
    """Whether a subject that starts now may still be counted."""

    @property
    def misses(self) -> int:
        """The misses, unless one of them is left out."""
        return self.missed + self.overdue

    @property
    def total(self) -> int:
        """All of them."""
        return self.kept + self.misses + self.flying


@dataclass(slots=True)
class Before:
    """What earlier periods of one row leave to those that run."""

    past: Past = field(default_factory=Past)
    is_pending: bool = False
    """Whether an earlier period is not judged yet."""


@dataclass(slots=True)
class Asking:
    """One row of a running period, ready to be asked what would be if."""

    agreement: Agreement
    case: Case
    before: Before
    running: Running
    asked: dict[tuple[int, int], tuple[Status, str]] = field(default_factory=dict)
    """What judging said of counts it was asked about."""

    def status(self, kept: int, missed: int) -> tuple[Status, str]:
        """Give the verdict that judging gives, were the period over with these counts, and why."""
        key = kept, missed
        if key not in self.asked:
            self.asked[key] = self._ask(kept, missed)
        return self.asked[key]

    def _ask(self, kept: int, missed: int) -> tuple[Status, str]:
        row = Row(segment=self.case.target.id, numerator=kept, denominator=kept + missed)
        counted = self.running.measurement
        case = self.case._replace(measurement=counted, row=row, as_of=date.max)
        decision, _ = decide(case, self.before.past.pool)
        if decision.status is Status.EXPECTED_MISSED and case.terms.chronic:
            decision, _ = stand(self.agreement, case, decision, deepcopy(self.before.past))
        return decision.status, decision.reason

    def is_missed(self, kept: int, missed: int) -> bool:
        """Say whether judging finds the minimum missed."""
        return self.status(kept, missed)[0] is Status.MINIMUM_MISSED

    def possible(self, known: Known) -> set[Status]:
        """Give every verdict that some course leads to.

        Of courses with equally many subjects the best keeps all and the worst misses all. From the
        floor of low volume on, more subjects make the best better and the worst worse.
        """
        totals = {0, known.flying} | ({MANY} if known.takes_new else set())
        found = set()
        for overdue in {*range(min(known.overdue, self.case.floor) + 1), known.overdue}:
            missed = known.missed + overdue
            for total in totals:
                found.add(self.status(known.kept + total, missed)[0])
                found.add(self.status(known.kept, missed + total)[0])
        # What lies between both ends can come too.
        if {Status.MET, Status.MINIMUM_MISSED} <= found:
            found.add(Status.EXPECTED_MISSED)
        is_chronic = self.case.terms.chronic is not None and self.before.is_pending
        if is_chronic and Status.EXPECTED_MISSED in found:
            found.add(Status.MINIMUM_MISSED)
        return found

    def prospect(self, known: Known, possible: set[Status]) -> Prospect:
        """Say what the verdicts that are still possible come to."""
        low = self.case.terms.low_volume
        is_pooled = low is not None and low.then == "carry forward"
        if is_pooled and self.before.is_pending:
            return Prospect.OPEN
        if not possible & {*KEPT, Status.MINIMUM_MISSED}:
            return Prospect.NOT_JUDGED
        if not possible & KEPT:
            return Prospect.LOST
        if Status.MINIMUM_MISSED not in possible:
            return Prospect.SAFE
        best = self.status(known.kept + known.flying, known.misses)[0]
        return Prospect.AT_RISK if best is Status.MINIMUM_MISSED else Prospect.OPEN

    def left(self, known: Known) -> dict[str, int]:
        """Give how many more misses each level stands, of those known today."""
        if self.status(known.total, 0)[0] not in {*KEPT, Status.MINIMUM_MISSED}:
            return {}

        def more(*missed: Status) -> int:
            most = most_misses(known.total, lambda kept, late: self.status(kept, late)[0] in missed)
            return most - known.misses

        expected = more(Status.EXPECTED_MISSED, Status.MINIMUM_MISSED)
        return {"expected": expected, "minimum": more(Status.MINIMUM_MISSED)}


def known_of(case: Case, row: Row, flight: FlightRow) -> Known | None:
    """Count what is decided and what is not; None of a statistic of which nothing is provable.

    Args:
        case: The terms.
        row: The counts so far.
        flight: What is in flight.

    """
    terms, metric = case.terms, case.metric
    is_limited = has_misses(terms.statistic, metric) and terms.placed_by != "open at the end"
    if metric is None or metric.type != "duration" or not is_limited:
        return None
    numerator, denominator = row.numerator or 0, row.denominator or 0
    if not 0 <= numerator <= denominator:
        return None
    open_past_due = row.open_past_due or 0
    counts_open = terms.open_past_due != "ignored"
    may_leave = terms.placed_by != "due date" and counts_open
    overdue = min(open_past_due, denominator - numerator) if may_leave else 0
    return Known(
        kept=numerator + flight.stopped,
        missed=denominator - numerator - overdue + flight.failed,
        overdue=overdue,
        flying=flight.open + flight.paused + (0 if counts_open else open_past_due),
        takes_new=flight.takes_new,
    )


def best_first(status: Status) -> int:
    """Order verdicts from the best to the worst."""
    return -list(Status).index(status)
