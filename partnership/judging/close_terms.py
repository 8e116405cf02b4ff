"""Which documents a Close holds: all that its verdicts rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Calendar, Commercials, Document, Metric, Partnership
from partnership.judging.judged import Judged
from partnership.measuring.reliefs import reliefs_used
from partnership.values.periods import Span

ALWAYS: tuple[type[Document], ...] = (Partnership, Commercials)
"""The kinds whose documents every Close holds."""


def documents_of(
    agreement: Agreement, month: Span, sealed: Iterable[Judged], reliefs: Mapping[str, str]
) -> list[Document]:
    """Give every document that some verdicts rest on, by kind and id."""
    promises = list(_with_excuses(agreement, {one.verdict.sla for one in sealed}))
    found: dict[str, Document] = {one.name: one for kind in ALWAYS for one in agreement.of(kind)}
    for promise in promises:
        named: list[Document | None] = [promise]
        for _, terms in promise.versions():
            named += [agreement.get(Metric, terms.metric), *_calendars(agreement, terms.calendar)]
        for one in reliefs_used(agreement, promise, date.max):
            if one.first <= month.last or one.relief.id in reliefs:
                named.append(one.relief)
        found |= {one.name: one for one in named if one}
    return [found[name] for name in sorted(found)]


def _calendars(agreement: Agreement, name: str) -> Iterator[Calendar]:
    """Yield a calendar and those it is ever common to."""
    if found := agreement.get(Calendar, name):
        yield found
        yield from (other for _, terms in found.versions() for other in terms.others())


def _with_excuses(agreement: Agreement, names: Iterable[str]) -> Iterator[SLA]:
    """Yield SLAs and those that excuse them."""
    waiting, seen = sorted(names), set()
    while waiting:
        promise = agreement.get(SLA, waiting.pop())
        if promise is None or promise.id in seen:
            continue
        seen.add(promise.id)
        yield promise
        waiting += [name for _, terms in promise.versions() for name in terms.excused_by]
