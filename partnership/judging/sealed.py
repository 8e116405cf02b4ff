"""Closed periods are judged by their Close: by its terms, its measurements and its verdicts.

What a Close sealed is read from it as it stands. What it leaves to later periods, carried counts and
earlier misses, is worked out from the terms and the measurements it names, so that no later change
of a document reaches into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from pydantic import ValidationError

from partnership.agreement import Agreement
from partnership.documents import KINDS, SLA, Close, Document, Measurement, Origin
from partnership.documents.close import SealedTerms, SealedVerdict
from partnership.judging.closes import closes_in
from partnership.judging.judged import Judged
from partnership.judging.parts import Part, find_parts
from partnership.judging.verdicts import Status, Verdict
from partnership.measuring.periods import days_of, parts_of
from partnership.measuring.recorded import Key, newest_measurements
from partnership.values.periods import Span

Row = tuple[str, date | None]
"""A row of targets, and the first day of its part where terms change inside the window."""


TOLD_AGAIN = ("status", "value", "n", "numerator", "denominator")
"""What of a sealed verdict is held against what it comes to."""


@dataclass(frozen=True, slots=True)
class Window:
    """What a Close says of one window of one SLA."""

    close: Close
    rows: Mapping[Row, SealedVerdict]


@dataclass(frozen=True)
class Seals:
    """Which windows are sealed by which Close, and by which documents each is judged."""

    agreement: Agreement
    closes: tuple[Close, ...]

    @cached_property
    def windows(self) -> Mapping[str, Mapping[Span, Window]]:
        """Every sealed window by SLA: the last Close of the chain that has a verdict on it counts."""
        found: dict[str, dict[Span, Window]] = {}
        for close in self.closes:
            rows: dict[Key, dict[Row, SealedVerdict]] = {}
            for verdict in close.verdicts:
                key = (verdict.sla, verdict.period)
                rows.setdefault(key, {})[verdict.segment, verdict.from_] = verdict
            for (name, period), own in rows.items():
                found.setdefault(name, {})[period] = Window(close, own)
        return found

    @cached_property
    def measurements(self) -> Mapping[Key, Measurement]:
        """What was measured: of a sealed window what its Close names, of others the newest."""
        found = dict(newest_measurements(self.agreement))
        for name, windows in self.windows.items():
            for period, window in windows.items():
                names = (row.measurement for row in window.rows.values())
                measurement = self.agreement.get(Measurement, next(filter(None, names), None))
                found.pop((name, period), None)
                if measurement and is_as_sealed(window.close, measurement):
                    found[name, period] = measurement
        return found

    @property
    def documents(self) -> Iterator[Document]:
        """Every sealed document, Close by Close; the terms of one that cannot be read are left out."""
        for close in self.closes:
            terms = self.terms_of(close)
            yield from terms.documents if terms else ()

    @property
    def promises(self) -> Iterator[SLA]:
        """Every SLA there is, and every one that is gone and was sealed, by id."""
        there = {promise.id: promise for promise in self.agreement.of(SLA)}
        for name, windows in self.windows.items():
            if name not in there:
                last = max(windows)
                terms = self.terms_of(windows[last].close)
                found = terms.get(SLA, name) if terms else None
                there |= {name: found} if found else {}
        return iter(there[name] for name in sorted(there))

    def parts(self, promise: SLA, as_of: date) -> tuple[Part, ...]:
        """Give the parts of every window of an SLA, those of sealed ones by the Close's terms."""
        windows = self.windows.get(promise.id)
        if not windows:
            return tuple(find_parts(promise, as_of))
        stands = self.agreement.get(SLA, promise.id) is not None
        known = find_parts(promise, as_of) if stands else ()
        found = [part for part in known if part.period not in windows]
        found.extend(self.sealed_parts(promise, as_of))
        return tuple(sorted(found, key=_days))

    def sealed_parts(self, promise: SLA, as_of: date) -> tuple[Part, ...]:
        """Give the parts of the sealed windows of an SLA that are over, by their Closes' terms."""
        found = [
            part
            for period, window in self.windows[promise.id].items()
            if period.last < as_of
            for part in self._parts_of(promise, period, window.close)
        ]
        return tuple(sorted(found, key=_days))

    def _parts_of(self, promise: SLA, period: Span, close: Close) -> Iterator[Part]:
        terms = self.terms_of(close)
        own = terms.get(SLA, promise.id) if terms else None
        parts = parts_of(own or promise, period)
        for part in parts:
            several = len(parts) > 1
            yield Part(period, part.first, part.last, period.last, part.sla, several, terms)

    def seal(self, promise: SLA, judged: Iterable[Judged], as_of: date) -> Iterator[Judged]:
        """Give each verdict of a sealed window as its Close has it, and every other as it is."""
        windows = self.windows.get(promise.id, {})
        left = {
            period: dict(window.rows) for period, window in windows.items() if period.last < as_of
        }
        if not left:
            yield from judged
            return
        for one in judged:
            period = Span.parse(one.verdict.period)
            if period not in left:
                yield one
            elif row := left[period].pop((one.verdict.segment, one.verdict.since), None):
                sealed = opened(one.verdict, windows[period].close, row)
                yield one._replace(verdict=sealed._replace(again=_again(one.verdict, sealed)))
        for period, rows in left.items():
            for row in rows.values():
                yield Judged(_alone(promise, period, windows[period].close, row))

    def terms_of(self, close: Close) -> Agreement | None:
        """Give the documents of a Close as an agreement, or None where they cannot be read."""
        names = tuple(sorted((one.document, one.digest) for one in close.terms))
        if names not in self._agreements:
            self._agreements[names] = self._read(close)
        return self._agreements[names]

    def _read(self, close: Close) -> Agreement | None:
        documents = [self._document(close, one) for one in close.terms]
        if None in documents:
            return None
        return Agreement(tuple(one for one in documents if one))

    def _document(self, close: Close, terms: SealedTerms) -> Document | None:
        """Read a sealed document; one that still stands so is the one that stands."""
        there = self.agreement.named(terms.document)
        if there is not None and there.origin.canonical == terms.canonical:
            return there
        key = (terms.document, terms.canonical)
        if key not in self._documents:
            locate = there.origin.locate if there else dict
            origin = Origin(there.path if there else close.path, terms.canonical, locate)
            self._documents[key] = read_document(terms, origin)
        return self._documents[key]

    @cached_property
    def _agreements(self) -> dict[tuple[tuple[str, str], ...], Agreement | None]:
        return {}

    @cached_property
    def _documents(self) -> dict[tuple[str, str], Document | None]:
        return {}


def seals_of(agreement: Agreement, closes: Iterable[Close] | None = None) -> Seals:
    """Give the seals of an agreement: of all its Closes, or of some of them in their order."""
    return Seals(agreement, closes_in(agreement) if closes is None else tuple(closes))


def is_as_sealed(close: Close, measurement: Measurement | None) -> bool:
    """Whether a measurement is there as it was when a Close named it."""
    return measurement is not None and measurement.digest == close.measurements.get(measurement.id)


def read_document(terms: SealedTerms, origin: Origin) -> Document | None:
    """Read a document from its canonical form, or give None where it is none of its kind."""
    kind = terms.document.partition("/")[0]
    if kind not in KINDS:
        return None
    try:
        made = KINDS[kind].model_validate_json(terms.canonical)
    except ValidationError:
        return None
    return made.placed(origin) if made.name == terms.document else None


def opened(verdict: Verdict, close: Close, sealed: SealedVerdict) -> Verdict:
    """Give a verdict as its Close has it."""
    return verdict._replace(**_sealed_fields(close, sealed))


def _sealed_fields(close: Close, sealed: SealedVerdict) -> dict[str, Any]:
    return {
        "owed_by": sealed.owed_by,
        "status": status_of(sealed),
        "reason": sealed.reason,
        "expected": sealed.expected,
        "minimum": sealed.minimum,
        "value": sealed.value,
        "n": sealed.n,
        "numerator": sealed.numerator,
        "denominator": sealed.denominator,
        "amount": sealed.amount,
        "per": sealed.per,
        "is_due": True,
        "decided_by": sealed.decided_by,
        "measurement": sealed.measurement or "",
        "pooled": tuple(map(str, sealed.pooled)),
        "sealed": close.id,
    }


def _again(judged: Verdict, sealed: Verdict) -> str:
    """Say what a verdict comes to, judged again, where it is not what was sealed."""
    is_gone = sealed.measurement and not judged.measurement
    if is_gone or all(getattr(judged, name) == getattr(sealed, name) for name in TOLD_AGAIN):
        return ""
    counts = f" ({judged.fraction})" if judged.value is not None and judged.fraction else ""
    return f"{judged.status.words} {judged.shown}{counts}".strip()


def _alone(promise: SLA, period: Span, close: Close, row: SealedVerdict) -> Verdict:
    """Give the verdict on a sealed row that is not judged again."""
    first, last = days_of(period, promise.window)
    return Verdict(
        sla=row.sla,
        title=promise.title,
        period=str(period),
        segment=row.segment,
        place=promise.place(),
        since=row.from_,
        until=row.to,
        first=row.from_ or first,
        last=row.to or last,
        **_sealed_fields(close, row),
    )


def _days(part: Part) -> tuple[date, date]:
    return part.ends, part.first


def status_of(sealed: SealedVerdict) -> Status:
    """Give the status that a Close writes in words."""
    return Status(sealed.status.replace(" ", "_"))
