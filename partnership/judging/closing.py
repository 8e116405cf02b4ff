"""Seals a month: what its Close holds, and why it cannot be closed where it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from partnership.agreement import Agreement
from partnership.canonical import canonical_json
from partnership.documents import Close, Document, Invoice, Measurement, Origin, Relief
from partnership.documents.base import Model
from partnership.documents.close import Predecessor, SealedAccount, SealedLine, SealedVerdict
from partnership.errors import WrongUsage
from partnership.judging.close_terms import documents_of
from partnership.judging.close_text import to_yaml
from partnership.judging.closes import closes_in, revision
from partnership.judging.credits.closing import (
    account_row,
    accounts_until,
    changed_by,
    dispute_days,
    find_disputes,
    find_inputs,
)
from partnership.judging.credits.sealing import Kept, kept_by
from partnership.judging.judged import Judged
from partnership.judging.slas import judge_in_full
from partnership.judging.verdicts import Status, Verdict
from partnership.judging.wording import listed
from partnership.loading.document import load_document
from partnership.measuring.periods import ONE_DAY
from partnership.values.levels import Threshold
from partnership.values.periods import Span

FOLDER = "records/closes"
SHOWN = 3
NOT_SEALED = {Status.NOT_IN_FORCE, Status.NOT_YET_DUE}


@dataclass(frozen=True, slots=True)
class Sealing:
    """What is asked of a closing."""

    month: Span
    as_of: date
    """The day it is closed."""
    version: str
    """The tool's version, shown in the record."""
    because: str = ""
    """Why the month's Close is corrected; nothing where it is its first."""
    unmeasured_because: str = ""
    """Why it is closed though something is not measured."""


@dataclass(frozen=True, slots=True)
class _Earlier:
    """What is sealed already, and by what accounts are kept before this Close."""

    kept: Kept
    judged: list[Judged]


def close_month(agreement: Agreement, asked: Sealing) -> Close:
    """Make the Close of a month; nothing is written.

    Args:
        agreement: All documents as they stand.
        asked: The month, and what is said about it.

    Returns:
        The Close, with its path from the root and its content in canonical form.

    Raises:
        WrongUsage: the month cannot be closed; the text says why, and what to do first.

    """
    own = tuple(close for close in closes_in(agreement) if close.period == asked.month)
    _require_turn(asked, own)
    before = _without(agreement, own)
    every = list(judge_in_full(before, asked.as_of))
    judged = [one for one in every if one.case]
    _require_windows(asked, judged)
    if not own:
        _require_no_gap(agreement, asked.month, judged)
    left = {(row.sla, row.period) for close in closes_in(agreement) for row in close.left_open}
    found = [one for one in judged if _is_asked(one, asked.month, left)]
    _require_measured(asked, found)
    sealed = [one for one in found if one.verdict.status not in NOT_SEALED]
    earlier = [one for one in every if one.verdict.sealed]
    written = _written(
        agreement, asked, own, sealed, _left_open(found), _Earlier(kept_by(before), earlier)
    )
    made = from_written(written, agreement.base)
    if own and _said(made) == _said(own[-1]):
        message = f"there is nothing to correct: `{own[-1].id}` seals what stands"
        raise WrongUsage(message)
    return made


def text_of(close: Close) -> str:
    """Write a Close as its file has it, and read it again before anybody has to.

    Raises:
        WrongUsage: it holds more than a document may.

    """
    text = to_yaml(_ordered(close))
    loaded = load_document(close.path, text.encode())
    if loaded.document is None or loaded.document.digest != close.digest:
        why = loaded.findings[0].message if loaded.findings else "it would be read otherwise"
        message = f"the Close of {close.period} cannot be written as one document: {why}"
        raise WrongUsage(message)
    return text


def from_written(written: Mapping[str, Any], base: str) -> Close:
    """Make a Close from what stands in its file."""
    canonical = canonical_json(dict(written))
    made = Close.model_validate_json(canonical)
    return made.placed(Origin(f"{base}{FOLDER}/{made.id}.yaml", canonical))


def _ordered(close: Close) -> dict[str, Any]:
    """Give what is written in the order of the fields, its rows' too."""
    written = _by_fields(Close, close.written)
    written["verdicts"] = [_by_fields(SealedVerdict, row) for row in written["verdicts"]]
    if "previous" in written:
        written["previous"] = _by_fields(Predecessor, written["previous"])
    if "credits" in written:
        written["credits"] = [_account_by_fields(row) for row in written["credits"]]
    return written


def _account_by_fields(row: Mapping[str, Any]) -> dict[str, Any]:
    found = _by_fields(SealedAccount, row)
    if "lines" in found:
        found["lines"] = [_by_fields(SealedLine, one) for one in found["lines"]]
    return found


def _by_fields(model: type[Model], row: Mapping[str, Any]) -> dict[str, Any]:
    names = [info.alias or name for name, info in model.model_fields.items()]
    return {name: row[name] for name in names if name in row}


def path_of(close: Close) -> Path:
    """Give a Close's path from the root."""
    return Path(FOLDER) / f"{close.id}.yaml"


def _without(agreement: Agreement, closes: tuple[Close, ...]) -> Agreement:
    """Give the documents without some Closes, so that what they seal is judged as it stands."""
    if not closes:
        return agreement
    gone = {close.id for close in closes}
    kept = (one for one in agreement.documents if not (isinstance(one, Close) and one.id in gone))
    return replace(agreement, documents=tuple(kept))


def _require_turn(asked: Sealing, own: tuple[Close, ...]) -> None:
    """Refuse what is no month, still runs, or is closed already."""
    month = asked.month
    if month.months != 1:
        last = Span.containing(month.last, "month")
        message = f"a Close takes a month, and seals what ends with it; for {month} write {last}"
        raise WrongUsage(message)
    if month.last >= asked.as_of:
        message = f"{month} runs until {month.last}; it is closed once it is over and measured"
        raise WrongUsage(message)
    if own and not asked.because:
        message = (
            f"{month} is closed by `{own[-1].id}`, and a Close never changes; "
            '`--correct --because "…"` writes a new one beside it'
        )
        raise WrongUsage(message)
    if asked.because and not own:
        message = f"there is nothing to correct: {month} was never closed"
        raise WrongUsage(message)


def _require_windows(asked: Sealing, judged: Iterable[Judged]) -> None:
    ends = sorted({one.case.part.ends for one in judged if one.case})
    if asked.month.last in ends:
        return
    message = f"there is nothing to close: no window of an SLA ends with {asked.month}"
    if ends:
        message += f"; the first ends on {ends[0]}"
    raise WrongUsage(message)


def _require_no_gap(agreement: Agreement, month: Span, judged: Iterable[Judged]) -> None:
    """Refuse a month before which another was never closed."""
    closed = {close.period for close in closes_in(agreement)}
    ended = {Span.containing(one.case.part.ends, "month") for one in judged if one.case}
    missing = sorted(one for one in ended - closed if one < month)
    if not missing:
        return
    many = f"{missing[0]} to {missing[-1]} were" if len(missing) > 1 else f"{missing[0]} was"
    message = f"{many} never closed, and months are closed in order; close {missing[0]} first"
    raise WrongUsage(message)


def _is_asked(one: Judged, month: Span, left: set[tuple[str, Span]]) -> bool:
    """Whether a verdict is of a window that this Close seals, or that an earlier one left open."""
    verdict, case = one.verdict, one.case
    if case is None or verdict.sealed:
        return False
    if case.part.ends >= month.last:
        return case.part.ends == month.last
    return (verdict.sla, case.part.period) in left


def _require_measured(asked: Sealing, found: Iterable[Judged]) -> None:
    """Refuse what is not measured yet, or not as agreed, unless it is said why it is closed so."""
    early, missing = [], []
    for one in found:
        verdict, case = one.verdict, one.case
        if verdict.status is Status.NOT_YET_DUE and case and not case.terms.matures:
            early.append(verdict)
        elif verdict.status is Status.NOT_MEASURED:
            missing.append(verdict)
    if early:
        message = (
            f"{_told(early)} not measured yet, due by {early[0].due}; "
            "`partnership measure` counts it"
        )
        raise WrongUsage(message)
    if missing and not asked.unmeasured_because:
        message = (
            f"{_told(missing)} not measured ({missing[0].reason}); measure first, or close it so "
            'with `--accept-unmeasured "why"`'
        )
        raise WrongUsage(message)
    if asked.unmeasured_because and not missing:
        message = "everything is measured; leave `--accept-unmeasured` out"
        raise WrongUsage(message)


def _told(verdicts: list[Verdict]) -> str:
    names = list(dict.fromkeys(f"`{one.sla}` of {one.period}" for one in verdicts))
    more = [f"{len(names) - SHOWN} more"] if len(names) > SHOWN else []
    return f"{listed([*names[:SHOWN], *more])} {'is' if len(names) == 1 else 'are'}"


def _left_open(found: Iterable[Judged]) -> list[dict[str, Any]]:
    rows = {}
    for one in found:
        if one.verdict.status is Status.NOT_YET_DUE:
            verdict = one.verdict
            row = {"sla": verdict.sla, "period": verdict.period, "due": str(verdict.due)}
            rows[verdict.sla, verdict.period] = row
    return [rows[key] for key in sorted(rows)]


def _written(
    agreement: Agreement,
    asked: Sealing,
    own: tuple[Close, ...],
    sealed: list[Judged],
    left_open: list[dict[str, Any]],
    earlier: _Earlier,
) -> dict[str, Any]:
    """Give what stands in a Close, in the order of its fields."""
    measurements = _measurements(agreement, sealed)
    reliefs = {name: text for one in measurements for name, text in one.digests.reliefs.items()}
    kept, judged = earlier.kept, [*earlier.judged, *sealed]
    documents = documents_of(agreement, asked.month, sealed, reliefs)
    documents += find_inputs(kept, judged, asked.month)
    contests = dispute_days(kept, sealed, asked.as_of)
    known = _known(asked, sealed, measurements, documents, contests)
    contested = tuple(find_disputes(kept, judged, known))
    documents = sorted((*documents, *contested), key=lambda one: one.name)
    accounts = accounts_until(kept, judged, contested, asked.month)
    ends = [one.verdict.last for one in sealed]
    credits_ = [account_row(one) for one in changed_by(accounts, asked.month, ends)]
    content = {
        **_headed(agreement, asked, own),
        "known": str(known),
        "unmeasured_because": asked.unmeasured_because or None,
        "verdicts": [sealed_row(one.verdict) for one in sealed],
        "left_open": left_open or None,
        "measurements": {one.id: one.digest for one in measurements},
        "reliefs": dict(sorted(reliefs.items())) or None,
        "credits": credits_ or None,
        "terms": [
            {"document": one.name, "digest": one.digest, "canonical": one.origin.canonical}
            for one in documents
        ],
        "closed_with": asked.version,
    }
    return {name: value for name, value in content.items() if value is not None}


def _headed(agreement: Agreement, asked: Sealing, own: tuple[Close, ...]) -> dict[str, Any]:
    """Name a Close, and the one that it follows."""
    chain = closes_in(agreement)
    number = revision(own[-1]) + 1 if own else 0
    return {
        "kind": "Close",
        "id": f"{asked.month}-r{number}" if number else str(asked.month),
        "period": str(asked.month),
        "previous": {"id": chain[-1].id, "digest": chain[-1].digest} if chain else None,
        "because": asked.because or None,
    }


def sealed_row(verdict: Verdict) -> dict[str, Any]:
    """Write a verdict as a Close has it."""
    row = {
        "sla": verdict.sla,
        "period": verdict.period,
        "segment": verdict.segment,
        "from": verdict.since and str(verdict.since),
        "to": verdict.until and str(verdict.until),
        "owed_by": verdict.owed_by,
        "status": verdict.status.words,
        "reason": verdict.reason,
        "decided_by": verdict.decided_by,
        "value": None if verdict.value is None else str(verdict.value),
        "numerator": verdict.numerator,
        "denominator": verdict.denominator,
        "n": verdict.n,
        "amount": None if verdict.amount is None else str(verdict.amount),
        "per": None if verdict.per is None else str(verdict.per),
        "expected": verdict.expected and _level(verdict.expected),
        "minimum": verdict.minimum and _level(verdict.minimum),
        "pooled": list(verdict.pooled) or None,
        "measurement": verdict.measurement or None,
    }
    return {name: value for name, value in row.items() if value is not None}


def _level(level: Threshold) -> str | int | Decimal:
    """Write a level as a document has it: a number is one, and no text."""
    if level.unit != "number":
        return str(level)
    number = Decimal(str(level))
    return int(number) if number == int(number) else number


def _measurements(agreement: Agreement, sealed: Iterable[Judged]) -> list[Measurement]:
    names = sorted({one.verdict.measurement for one in sealed if one.verdict.measurement})
    return [found for name in names if (found := agreement.get(Measurement, name))]


def _known(
    asked: Sealing,
    sealed: Iterable[Judged],
    measurements: Iterable[Measurement],
    documents: Iterable[Document],
    contests: Iterable[date],
) -> date:
    """Give the day up to which records count: never that of the clock, so that it can be repeated."""
    days = [asked.month.last + ONE_DAY, *(one.known for one in measurements), *contests]
    days += [one.answer.on for one in documents if isinstance(one, Relief) and one.answer]
    days += [one.issued_on for one in documents if isinstance(one, Invoice)]
    days += [
        one.verdict.due + ONE_DAY
        for one in sealed
        if one.verdict.status is Status.NOT_MEASURED and not one.verdict.measurement
    ]
    known = max(days)
    if known > asked.as_of:
        message = (
            f"{asked.month} rests on what is known on {known}, and it is closed on {asked.as_of}"
        )
        raise WrongUsage(message)
    return known


def _said(close: Close) -> tuple[object, ...]:
    """Give what a Close seals, without its name and its reason."""
    return (
        close.verdicts,
        close.left_open,
        close.measurements,
        close.reliefs,
        close.credits,
        close.terms,
    )
