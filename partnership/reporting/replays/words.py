"""The sentences of a replay, the same in every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import groupby

from partnership.history.changes import Change
from partnership.judging.credits.amounts import money_text
from partnership.judging.scores import Score
from partnership.judging.verdicts import Status, Verdict
from partnership.judging.wording import shown
from partnership.replay import Account, Compared, Credited, Party, Promise, Replay
from partnership.replay.results import MISSED, misses
from partnership.reporting.changes import label
from partnership.reporting.words import plural

SHORT = 12
NAMED = 8
"""How many other terms are named."""
AS_IF = (
    "Both sets of terms are judged as if they had been in force all along, also where they begin "
    "later. Under other terms people might have acted otherwise."
)


def where(replay: Replay) -> str:
    """Name the two revisions and the day."""
    head = replay.head[:SHORT] or "the working tree"
    return f"from {replay.base[:SHORT]} to {head}, as of {replay.as_of}"


def headline(replay: Replay) -> str:
    """Say in a line what would have been: `the provider's misses 3 → 5, credits 0.00 → 9.00 EUR`."""
    if not replay.changes:
        return f"no term differs, so nothing would have changed, {where(replay)}"
    said = [f"{_whose(party.name)} misses {_missed(party)}" for party in replay.parties]
    said += [
        f"{_whose(side.owed_by)} credits {money(account, 'payable')}"
        for account in replay.accounts
        if (side := account.after or account.before)
    ]
    left = sum(1 for one in replay.promises if one.left_out)
    said += [f"{plural(left, 'promise')} not replayed or not wholly"] if left else []
    return f"{'; '.join(said) or 'nothing could be replayed'}; {where(replay)}"


def _whose(party: str) -> str:
    return "both parties'" if party == "both" else f"the {party}'s"


def _missed(party: Party) -> str:
    return arrow(misses(party.before), misses(party.after))


def arrow(before: object, after: object) -> str:
    """Write `3 → 5`."""
    return f"{before} → {after}"


def title_of(promise: Promise) -> str:
    """Name a promise, who owes it, and which periods of it were judged again."""
    return f"SLA/{promise.sla}  {promise.title}, {_owed(promise)}, {_periods(promise)}"


def _owed(promise: Promise) -> str:
    before, after = promise.owed_by
    if not before:
        return f"new, owed by {_party(after)}"
    if not after:
        return f"taken away, owed by {_party(before)}"
    if before == after:
        return f"owed by {_party(after)}"
    return f"owed by {_party(before)} → {_party(after)}"


def _party(name: str) -> str:
    return "both" if name == "both" else f"the {name}"


def _periods(promise: Promise) -> str:
    before, after = promise.periods
    if before == after or not before or not after:
        return span(before or after)
    return f"{span(before)} → {span(after)}"


def span(periods: Sequence[str]) -> str:
    """Say how many periods there are, and from which to which."""
    if not periods:
        return "no period"
    if len(periods) == 1:
        return periods[0]
    return f"{len(periods)} periods {periods[0]} to {periods[-1]}"


def statuses(promise: Promise) -> tuple[Status, ...]:
    """Give the statuses that occur, the better ones first."""
    before, after = promise.counts()
    order = (Status.MET, *MISSED, *(one for one in Status if one not in {Status.MET, *MISSED}))
    return tuple(one for one in order if before[one] or after[one])


def cells(promise: Promise, segment: str, columns: Iterable[Status]) -> Iterator[str]:
    """Write how often each status occurs in a row before and after."""
    before, after = promise.counts(segment)
    for status in columns:
        yield arrow(before[status], after[status])


def otherwise(promise: Promise) -> Iterator[tuple[str, str, str, Status | None]]:
    """Yield what would have ended otherwise: period, row, sentence, the status after.

    Where one side has no such row, it is told where the other side misses.
    """
    for row in promise.rows:
        sides = [one for one in (row.before, row.after) if one]
        if len({one.status for one in sides}) > 1 or (
            len(sides) == 1 and sides[0].status in MISSED
        ):
            after = row.after.status if row.after else None
            yield _period(row), row.segment, _sentence(row), after


def _period(row: Compared) -> str:
    return f"{row.period} from {row.since}" if row.since else row.period


def _sentence(row: Compared) -> str:
    said = arrow(*(_status(one) for one in (row.before, row.after)))
    known = dict.fromkeys(filter(None, (_value(one) for one in (row.before, row.after))))
    said += f", at {' → '.join(known)}" if known else ""
    return said + "".join(f", {held}" for held in _levels(row))


def _status(verdict: Verdict | None) -> str:
    return verdict.status.words if verdict else "nothing owed"


def _value(verdict: Verdict | None) -> str:
    if verdict is None or not verdict.shown:
        return ""
    return f"{verdict.shown} ({verdict.fraction})" if verdict.fraction else verdict.shown


def _levels(row: Compared) -> Iterator[str]:
    """Say which levels are others."""
    if row.before and row.after:
        for name in ("expected", "minimum"):
            before, after = (str(getattr(one, name) or "none") for one in (row.before, row.after))
            if before != after:
                yield f"{name} {arrow(before, after)}"


def left_out(promise: Promise, *, has_store: bool) -> Iterator[str]:
    """Say which periods cannot be replayed, and why."""
    reasons: dict[str, list[str]] = {}
    for period, why in promise.left_out:
        reasons.setdefault(why, []).append(period)
    hint = "" if has_store else "; with the event store at hand (`--store`) it is counted anew"
    for why, periods in reasons.items():
        every = {*promise.periods[0], *promise.periods[1]} <= set(periods)
        which = "every period" if every else span(periods)
        yield f"not replayed, {which}: {why}{hint}"


def credits_of(promise: Promise, accounts: Iterable[Account]) -> Iterator[str]:
    """Say what a promise's misses come to before caps, account by account."""
    for account in accounts:
        sides = (account.before, account.after)
        for names in sorted({name for one in sides if one for name in one.by_sla}):
            if promise.sla in names:
                amounts = [(one.by_sla.get(names) if one else None) or Fraction(0) for one in sides]
                others = ", ".join(name for name in names if name != promise.sla)
                whose = f", together with {others}" if others else ""
                yield f"credits before caps{whose}: {_amounts(account, *amounts)}"


def money(account: Account, field: str) -> str:
    """Write one sum of an account before and after, with its currency."""
    amounts = [_sum(one, field) for one in (account.before, account.after)]
    return _amounts(account, *amounts)


def _sum(side: Credited | None, field: str) -> Fraction:
    found: Fraction = getattr(side, field) if side else Fraction(0)
    return found


def _amounts(account: Account, before: Fraction, after: Fraction) -> str:
    known = [one for one in (account.before, account.after) if one]
    first, last = known[0].currency, known[-1].currency
    if first == last:
        return f"{money_text(before)} → {money_text(after)} {last}"
    return f"{money_text(before)} {first} → {money_text(after)} {last}"


def party_lines(replay: Replay) -> Iterator[str]:
    """Say what each party would have missed, and what it would have come to."""
    for party in replay.parties:
        said = f"{_whose(party.name)} misses {_missed(party)}"
        said += f", of them of the minimum {arrow(*(side[MISSED[1]] for side in _counts(party)))}"
        scores = [_score(one) for one in party.scores]
        is_scored = any(one.total for one in party.scores)
        said += f"; weighted score {' → '.join(scores)}" if is_scored else ""
        yield said
    for account in replay.accounts:
        yield account_line(account)


def _counts(party: Party) -> tuple[dict[Status, int], dict[Status, int]]:
    return party.before, party.after


def _score(score: Score) -> str:
    if not score.total:
        return "none"
    return f"{shown(score.earned, 'number')} of {shown(score.known, 'number')}"


def account_line(account: Account) -> str:
    """Say what an account would have come to."""
    side = account.after or account.before
    whose = _whose(side.owed_by) if side else ""
    said = f"{whose} credits {money(account, 'payable')} after caps"
    said += f" (Commercials/{account.id}, {span(account.periods)})"
    is_capped = any(one.is_capped for one in (account.before, account.after) if one)
    for field, words in (
        ("credits", "before caps"),
        ("returned", "given back of these and earlier ones"),
        ("bonus", "bonus"),
    ):
        amounts = [_sum(one, field) for one in (account.before, account.after)]
        is_told = any(amounts) and (field != "credits" or is_capped)
        said += f"; {words} {_amounts(account, amounts[0], amounts[1])}" if is_told else ""
    open_ones = [one.undetermined if one else 0 for one in (account.before, account.after)]
    said += f"; amounts not determined {arrow(*open_ones)}" if any(open_ones) else ""
    return said


def notes(replay: Replay) -> Iterator[str]:
    """Say what a reader should know of how it was replayed, and what was left aside."""
    if replay.others and replay.changes:
        yield f"{plural(replay.others, 'other promise')}: nothing would have changed"
    if any(one.left_out for one in replay.promises):
        yield "misses and credits are of what could be replayed, before and after alike"
    if replay.dates:
        yield f"not replayed: when documents bind ({named(replay.dates)})"
    if replay.beside:
        yield f"no verdict and no credit rests on {named(replay.beside)}"
    yield from _counting(replay)
    if replay.judged_otherwise:
        yield (
            f"{plural(replay.judged_otherwise, 'verdict')} before differ from those that stand: "
            "other terms held on those days than the ones that the proposal changes"
        )
    if replay.rewritten:
        yield f"records that differ stand as the base has them: {', '.join(replay.rewritten)}"
    if replay.restated:
        names = ", ".join(replay.restated)
        yield f"the proposal measures again what was measured, and both sides rest on it: {names}"


def _counting(replay: Replay) -> Iterator[str]:
    if replay.recounted:
        yield (
            f"{plural(replay.recounted, 'record')} counted to another `within` by the lengths of "
            "clocks that they hold"
        )
    if replay.measured:
        yield f"{plural(replay.measured, 'period')} counted anew from the events, by both terms"
    for sla, period in replay.unlike:
        yield f"the events of `{sla}` in {period} now count otherwise than its record, by its terms"


def by_document(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Group changes that stand in one document."""
    for name, group in groupby(changes, key=lambda one: one.document):
        yield name, list(group)


def named(changes: Sequence[Change]) -> str:
    """Name changed terms, the first ones."""
    found = [
        f"{one.document} {label(one)}" if one.pointer else f"{one.document} ({one.effect})"
        for one in changes
    ]
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return ", ".join(found[:NAMED]) + more
