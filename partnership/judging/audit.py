"""Proves each Close from its own content: the terms it holds and the measurements it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from partnership.agreement import Agreement
from partnership.canonical import canonical_json, digest_of_canonical
from partnership.documents import SLA, Close, Dispute, Measurement
from partnership.documents.close import SealedAccount, SealedVerdict
from partnership.findings import Finding
from partnership.judging.closes import closes_in, find_breaks, revision
from partnership.judging.closing import sealed_row
from partnership.judging.credits.closing import account_row, accounts_until, changed_by, lies_in
from partnership.judging.credits.sealing import kept_by_closes
from partnership.judging.judged import Judged
from partnership.judging.sealed import Row, read_document, seals_of
from partnership.judging.slas import judge_sealed
from partnership.judging.verdicts import Status
from partnership.measuring.periods import parts_of, period_of
from partnership.measuring.records import is_as_measured

WORDS = {"reason", "decided_by"}
"""What only tells about a verdict, and may be worded otherwise by another version."""
Key = tuple[str, str, Row]


@dataclass(frozen=True, slots=True)
class Audited:
    """A Close, and what does not hold about it."""

    close: Close
    findings: tuple[Finding, ...]


def audit(agreement: Agreement) -> Iterator[Audited]:
    """Judge every Close again, in the order of the chain, and say what does not hold."""
    closes = closes_in(agreement)
    breaks: dict[str, list[Finding]] = {}
    for one in find_breaks(closes):
        hint = "restore the records of closes from git, and close again on top of the last one"
        breaks.setdefault(one.close.id, []).append(
            one.close.finding(one.message, *one.loc, hint=hint)
        )
    wrong = {close.id: list(find_other_inputs(agreement, close)) for close in closes}
    simple = _simple(closes)
    judged = judged_again(agreement, closes[:simple], closes[:simple])
    again, credited = rows_of(judged), Credited(agreement, closes[:simple], judged)
    for index, close in enumerate(closes):
        found = [*breaks.get(close.id, ()), *wrong[close.id]]
        if not found:
            own = again
            if index >= simple:
                own = rows_of(judged_again(agreement, closes[: index + 1], (close,)))
            found.extend(find_differences(close, own))
        if not found:
            found.extend(find_other_credits(agreement, closes[: index + 1], credited))
        yield Audited(close, tuple(found))


def _simple(closes: tuple[Close, ...]) -> int:
    """Count the Closes before the first that seals anew what is sealed: these are judged at once."""
    seen: set[tuple[str, str]] = set()
    for index, close in enumerate(closes):
        windows = _windows(close)
        if windows & seen:
            return index
        seen |= windows
    return len(closes)


def _find_other_windows(
    agreement: Agreement, close: Close, promises: Iterable[SLA]
) -> Iterator[Finding]:
    """Yield every window that a Close seals and is not its own, and every one that it leaves out."""
    left = {(row.sla, row.period) for one in agreement.of(Close) for row in one.left_open}
    sealed = {(row.sla, row.period) for row in close.verdicts}
    sealed |= {(row.sla, row.period) for row in close.left_open}
    hint = "restore the record from git; `partnership close` writes it"
    for index, row in enumerate(close.verdicts):
        if row.period.last != close.period.last and (row.sla, row.period) not in left:
            message = f"{row.period} of `{row.sla}` does not end with {close.period}"
            yield close.finding(message, "verdicts", index, "period", hint=hint)
    for promise in promises:
        for window in dict.fromkeys(terms.window for _, terms in promise.versions()):
            period = period_of(close.period.last, window)
            ends = period.last == close.period.last and parts_of(promise, period)
            if ends and (promise.id, period) not in sealed:
                message = f"{period} of `{promise.id}` ends with {close.period} and is not sealed"
                yield close.finding(message, "verdicts", hint=hint)


def judged_again(
    agreement: Agreement, chain: tuple[Close, ...], closes: tuple[Close, ...]
) -> list[Judged]:
    """Judge the windows of some Closes again.

    Args:
        agreement: All documents, for the measurements that Closes name.
        chain: Every Close up to the last of them, in order.
        closes: Those that are judged again.

    """
    return list(judge_sealed(agreement, seals_of(agreement, chain), closes)) if closes else []


def rows_of(judged: Iterable[Judged]) -> Mapping[Key, SealedVerdict]:
    """Give what some verdicts are as a Close seals them."""
    again: dict[Key, SealedVerdict] = {}
    for one in judged:
        if one.verdict.status is Status.NOT_YET_DUE:
            continue  # its measurement is gone, and none was due yet
        written = canonical_json(sealed_row(one.verdict))
        row = SealedVerdict.model_validate_json(written)
        again[row.sla, str(row.period), (row.segment, row.from_)] = row
    return again


@dataclass(frozen=True)
class Credited:
    """The accounts of Closes that were judged at once, settled once for all of them."""

    agreement: Agreement
    closes: tuple[Close, ...]
    judged: list[Judged]

    @cached_property
    def rows(self) -> Mapping[tuple[str, str], SealedAccount]:
        """Every account as a Close seals it, by its Commercials and invoice period."""
        return _accounts(self.agreement, self.closes, self.judged)

    @cached_property
    def ends(self) -> Mapping[tuple[str, str], set[date]]:
        """The last days of every window that was judged, by its SLA and period."""
        return _ends(self.judged)

    def of(self, close: Close) -> Mapping[tuple[str, str], SealedAccount]:
        """Give the accounts that one of the Closes has to seal."""
        days = {close.period.last}.union(*(self.ends[key] for key in _windows(close)))
        return {key: one for key, one in self.rows.items() if lies_in(one.period, days)}


def find_other_credits(
    agreement: Agreement, chain: tuple[Close, ...], credited: Credited
) -> Iterator[Finding]:
    """Yield every account of the last Close of a chain that comes out otherwise when settled again.

    Args:
        agreement: All documents.
        chain: Every Close up to the one that is asked about.
        credited: What may have been settled already; where it differs, it is settled exactly as it
            stood when the month was closed.

    """
    close = chain[-1]
    sealed = {(one.commercials, str(one.period)): one for one in close.credits}
    if close in credited.closes and credited.of(close) == sealed:
        return
    if not sealed and not any(one.document.startswith("Commercials/") for one in close.terms):
        return
    judged = judged_again(agreement, chain, chain)
    days = _ends(judged)
    ends = [day for key in _windows(close) for day in days[key]]
    again = _accounts(agreement, chain, judged, ends)
    hint = "audit with the version in `closed_with`; else restore the Close from git"
    for index, (key, one) in enumerate(sealed.items()):
        name, found = f"`{key[0]}` of {key[1]}", again.get(key)
        if found is None:
            message = f"the account {name} does not follow from the terms in the Close"
            yield close.finding(message, "credits", index, hint=hint)
            continue
        for field, message in _other_amounts(one, found):
            yield close.finding(message, "credits", index, field, hint=hint)
    for commercials, period in sorted(again.keys() - sealed.keys()):
        message = f"the account `{commercials}` of {period} is not sealed"
        yield close.finding(message, "credits", hint=hint)


def find_unfollowed(agreement: Agreement) -> Iterator[Finding]:
    """Yield every month's last Close that comes out otherwise after a later correction of a month before."""
    closes = closes_in(agreement)
    newest = {close.period: (place, close) for place, close in enumerate(closes)}
    accounts: Mapping[tuple[str, str], SealedAccount] | None = None
    for period, (place, close) in sorted(newest.items()):
        later = [one for one in closes[place:] if one.period < period and revision(one)]
        if not later:
            continue
        told = (one.message for one in _otherwise(agreement, closes, close))
        first = next(told, None)
        if first is None and close.credits:
            if accounts is None:
                accounts = _accounts(agreement, closes, judged_again(agreement, closes, closes))
            first = next(_other_accounts(close, accounts), None)
        if first:
            message = f"`{later[-1].id}` corrects what `{close.id}` rests on. {first}"
            hint = f'`partnership close {period} --correct --because "…"` seals it after the correction'
            yield close.finding(message, "id", hint=hint)


def _otherwise(agreement: Agreement, closes: tuple[Close, ...], close: Close) -> Iterator[Finding]:
    if not any(find_other_inputs(agreement, close)):
        yield from find_differences(close, rows_of(judged_again(agreement, closes, (close,))))


def _other_accounts(close: Close, again: Mapping[tuple[str, str], SealedAccount]) -> Iterator[str]:
    """Say how accounts differ in which every amount was known."""
    for one in close.credits:
        found = again.get((one.commercials, str(one.period)))
        if found and all(line.amount is not None for line in one.lines):
            yield from (message for _, message in _other_amounts(one, found))


def _other_amounts(one: SealedAccount, found: SealedAccount) -> Iterator[tuple[str, str]]:
    """Yield every field of an account that comes out otherwise, and how."""
    for field in SealedAccount.model_fields:
        before, after = getattr(one, field), getattr(found, field)
        if before != after:
            said = f"is sealed as {_told(before)}, and settled again it is {_told(after)}"
            yield field, f"`{one.commercials}` of {one.period}: `{field}` {said}"


def _told(value: object) -> str:
    return "something else" if isinstance(value, tuple) else f"`{value}`"


def _windows(close: Close) -> set[tuple[str, str]]:
    return {(row.sla, str(row.period)) for row in close.verdicts}


def _ends(judged: Iterable[Judged]) -> Mapping[tuple[str, str], set[date]]:
    """Give the last days of windows, or of their parts, by SLA and period."""
    found: dict[tuple[str, str], set[date]] = {}
    for one in judged:
        found.setdefault((one.verdict.sla, one.verdict.period), set()).add(one.verdict.last)
    return found


def _accounts(
    agreement: Agreement,
    chain: tuple[Close, ...],
    judged: list[Judged],
    ends: Iterable[date] | None = None,
) -> Mapping[tuple[str, str], SealedAccount]:
    """Settle the accounts up to the last Close of a chain by what the chain holds alone."""
    seals, close = seals_of(agreement, chain), chain[-1]
    terms = seals.terms_of(close)
    contested = terms.of(Dispute) if terms else ()
    last = max(one.period for one in chain)
    accounts = accounts_until(kept_by_closes(seals), judged, contested, last)
    found = accounts.values() if ends is None else changed_by(accounts, close.period, ends)
    rows = (canonical_json(account_row(one)) for one in found)
    made = (SealedAccount.model_validate_json(row) for row in rows)
    return {(one.commercials, str(one.period)): one for one in made}


def find_other_inputs(agreement: Agreement, close: Close) -> Iterator[Finding]:
    """Yield every input of a Close that is not what the Close says it was."""
    hint = "restore it from git; what is different now is sealed by a correction"
    promises: list[SLA] = []
    for index, terms in enumerate(close.terms):
        document = read_document(terms, close.origin)
        if isinstance(document, SLA):
            promises.append(document)
        if digest_of_canonical(terms.canonical) != terms.digest:
            message = f"the terms of `{terms.document}` are not those of their digest"
            yield close.finding(message, "terms", index, "digest", hint=hint)
        elif document is None:
            message = f"the terms of `{terms.document}` cannot be read as a document"
            yield close.finding(message, "terms", index, "canonical", hint=hint)
    for name in close.measurements:
        measurement = agreement.get(Measurement, name)
        if measurement is None:
            message = f"the measurement `{name}` that was sealed is not there"
        elif measurement.digest != close.measurements[name]:
            message = f"the measurement `{name}` is not what it was when it was sealed"
        elif not is_as_measured(measurement):
            message = f"the counts of `{name}` differ from their own digest"
        else:
            continue
        yield close.finding(message, "measurements", name, hint=hint)
    for index, verdict in enumerate(close.verdicts):
        if verdict.measurement and verdict.measurement not in close.measurements:
            message = f"a verdict rests on `{verdict.measurement}`, which the Close does not seal"
            yield close.finding(message, "verdicts", index, "measurement", hint=hint)
    yield from _find_other_windows(agreement, close, promises)


def find_differences(close: Close, again: Mapping[Key, SealedVerdict]) -> Iterator[Finding]:
    """Yield every verdict of a Close that comes out otherwise when it is judged again."""
    hint = "audit with the version in `closed_with`; else restore the Close from git"
    own: set[Key] = set()
    for index, sealed in enumerate(close.verdicts):
        name = f"`{sealed.sla}`, row `{sealed.segment}`, of {sealed.period}"
        key = (sealed.sla, str(sealed.period), (sealed.segment, sealed.from_))
        own.add(key)
        found = again.get(key)
        if found is None:
            message = f"the verdict on {name} does not follow from the terms in the Close"
            yield close.finding(message, "verdicts", index, hint=hint)
            continue
        for field, before, after in _differences(sealed, found):
            message = f"{name}: `{field}` is sealed as `{before}`, and judged again it is `{after}`"
            yield close.finding(message, "verdicts", index, field, hint=hint)
    windows = {key[:2] for key in own}
    for key, row in again.items():
        if key[:2] in windows and key not in own:
            message = (
                f"`{row.sla}`, row `{row.segment}`, of {row.period} is not sealed: {row.status}"
            )
            yield close.finding(message, "verdicts", hint=hint)


def _differences(sealed: SealedVerdict, found: SealedVerdict) -> Iterator[tuple[str, Any, Any]]:
    for name, info in SealedVerdict.model_fields.items():
        before, after = getattr(sealed, name), getattr(found, name)
        if name not in WORDS and before != after:
            yield info.alias or name, before, after
