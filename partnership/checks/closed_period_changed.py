"""A closed month keeps its terms.

What was promised in a closed month is what its Close holds. A document that says something else for those
days now, edited in place or by an amendment from a day before, changes nothing in the closed verdicts; but
whoever reads the document believes that it does.

To mend it: put the terms back, and write the new ones under `amendments:` from a day after the last closed
month. Where both parties mean the closed months, correct them: `partnership close PERIOD --correct --because TEXT`.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._terms import is_term, known_until
from partnership.documents import Close, Commitment, Partnership
from partnership.findings import Finding, Severity
from partnership.judging.sealed import Seals, seals_of
from partnership.values.periods import Span

SEVERITY = Severity.ERROR
USED = {"measured_within", "currency", "time_zone"}
"""The fields of the Partnership that verdicts rest on."""


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every field that says something else for the days of a closed month."""
    seals = seals_of(agreement)
    newest = {close.period: close for close in seals.closes}
    found: dict[tuple[str, str], list[tuple[Span, Commitment]]] = {}
    for period, close in sorted(newest.items()):
        for name, key, terms in _changes(agreement, seals, close):
            found.setdefault((name, key), []).append((period, terms))
    for (_, key), changed in found.items():
        first, last, terms = changed[0][0], changed[-1][0], changed[-1][1]
        many = f"{first} to {last}, which are" if len(changed) > 1 else f"{first}, which is"
        message = f"`{key}` says something else for {many} closed"
        hint = f"put it back, and amend from {_day_after(max(newest))} or later"
        yield terms.finding(message, key, hint=hint)


def _changes(
    agreement: Agreement, seals: Seals, close: Close
) -> Iterator[tuple[str, str, Commitment]]:
    """Yield the name, the field and the terms of what differs on a day of a closed month."""
    sealed = seals.terms_of(close)
    for before in sealed.documents if sealed else ():
        after = agreement.named(before.name)
        if isinstance(before, Commitment) and isinstance(after, Commitment):
            same = before.origin.canonical == after.origin.canonical
            keys = {} if same else dict(_differences(before, after, close.period))
            yield from ((before.name, key, terms) for key, terms in keys.items())


def _differences(
    before: Commitment, after: Commitment, period: Span
) -> Iterator[tuple[str, Commitment]]:
    starts = [since for one in (before, after) for since, _ in one.versions()]
    days = {period.first, period.last}
    days.update(day for day in starts if period.first < day < period.last)
    for day in sorted(days):
        old, new = before.on(day), after.on(day)
        if old is None or new is None:
            if old is not new:
                yield "effective", after
            continue
        for name, info in type(old).model_fields.items():
            key = info.alias or name
            if not is_term(old, key) or (isinstance(old, Partnership) and key not in USED):
                continue
            seen = (known_until(getattr(one, name), period.last) for one in (old, new))
            if next(seen) != next(seen):
                yield key, new


def _day_after(period: Span) -> date:
    return period.next.first
