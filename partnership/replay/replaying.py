"""What a proposal would have done: the last periods judged under both sets of terms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Commitment, Document, Partnership
from partnership.errors import NothingToCheck
from partnership.history.changes import Change, changes_between
from partnership.history.states import State, state_of, written
from partnership.judging.slas import judge_some
from partnership.measuring.query import EventStore
from partnership.replay.comparing import (
    Judgement,
    compare_accounts,
    compare_parties,
    compare_promises,
    judge_both,
    last_periods,
)
from partnership.replay.evidence import (
    gather_evidence,
    gather_records,
    side_of,
)
from partnership.replay.results import Promise, Replay
from partnership.replay.terms import Stretch, as_if
from partnership.replay.touched import by_promise, find_elsewhere, is_beside, is_date


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be replayed."""

    base: str
    """The commit of the first terms, in full."""
    head: str
    """The commit of the second, in full; empty for the files as they stand."""
    as_of: date
    periods: int


def replay(
    base: Agreement, head: Agreement, asked: Asked, store: EventStore | None = None
) -> Replay:
    """Judge the last periods under both sets of terms.

    Both sides are judged by the same records, each by its terms as if they had been in force all
    along. Nothing is written; Closes stay what they are.

    Args:
        base: The documents as they were.
        head: The documents as they are proposed.
        asked: The revisions, the day judged, how many periods.
        store: The events, where they are at hand: what the records cannot tell is counted anew.

    Raises:
        NothingToCheck: Nothing is measured.
        StoreError: The store cannot be read.

    """
    records = gather_records(base, head)
    if not records.measured:
        msg = "nothing is measured yet, so there is no period to replay"
        raise NothingToCheck(msg)
    stretch = Stretch(asked.as_of, asked.periods, _begun(base, head))
    terms = as_if(base, head, stretch)
    sides = [side_of(*pair, records, asked.as_of) for pair in zip(terms, (base, head), strict=True)]
    found = gather_evidence(sides[0], sides[1], records, asked.as_of, store)
    shown = last_periods(sides[0].periods, sides[1].periods, asked.periods)
    first, second, unlike = judge_both(
        _with(sides[0].terms, found.before.values()),
        _with(sides[1].terms, found.after.values()),
        asked.as_of,
        found.left_out,
    )
    changes = terms_between(base, head)
    promises = tuple(compare_promises(first, second, shown, found.left_out, by_promise(changes)))
    last = max(records.last_days.values())
    return Replay(
        base=asked.base,
        head=asked.head,
        as_of=asked.as_of,
        periods=asked.periods,
        promises=promises,
        parties=tuple(compare_parties(first, second, promises)),
        accounts=tuple(compare_accounts(first, second, last, asked.periods)),
        has_store=store is not None,
        changes=changes,
        elsewhere=tuple(find_elsewhere(changes)),
        beside=tuple(one for one in changes if is_beside(one)),
        dates=tuple(one for one in changes if is_date(one)),
        recounted=found.recounted,
        measured=found.measured,
        unlike=tuple((name, str(period)) for name, period in found.unlike),
        judged_otherwise=_judged_otherwise(base, first, promises, unlike, asked.as_of),
        rewritten=records.rewritten,
        restated=records.restated,
    )


def terms_between(base: Agreement, head: Agreement) -> tuple[Change, ...]:
    """Give every term that differs between two revisions; records are none, nor is a file's name."""
    changes = changes_between(_state(base), _state(head))
    return tuple(one for one in changes if one.binds and one.effect != "moved")


def _state(agreement: Agreement) -> State:
    own = (one for one in agreement.documents if isinstance(one, Commitment))
    found = (written(one.path, one.origin.canonical) for one in own)
    return state_of(one for one in found if one)


def _with(agreement: Agreement, more: Iterable[Document]) -> Agreement:
    return Agreement((*agreement.documents, *more), base=agreement.base)


def _begun(base: Agreement, head: Agreement) -> date:
    """Give the first day of the partnership."""
    both = (*base.of(Partnership), *head.of(Partnership))
    return min((one.effective.from_ for one in both), default=date.min)


def _judged_otherwise(
    base: Agreement,
    before: Judgement,
    promises: tuple[Promise, ...],
    changed: frozenset[str],
    as_of: date,
) -> int:
    """Count the verdicts told of changed promises that are others than those that stand."""
    told = {(row.sla, row.period, row.segment, row.since) for one in promises for row in one.rows}
    replayed = {row: one for row, one in before.verdicts.items() if row in told}
    stand = (one.verdict for one in judge_some(base, as_of, changed))
    pairs = ((replayed.get((one.sla, one.period, one.segment, one.since)), one) for one in stand)
    return sum(1 for one, there in pairs if one and one.status is not there.status)
