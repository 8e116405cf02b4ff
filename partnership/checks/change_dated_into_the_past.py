"""Terms change from a day to come.

A period is judged by the terms that were in force in it. An amendment from a day that has passed, or from
a day inside a period that was measured, changes what either party owed after they did it; taking away or
editing an amendment that already holds does the same.

To mend it: date the amendment from a day to come, and leave those that hold as they are. Where both
parties mean the past, agree on a `Waiver` of this check first, with the reason; it counts once it is
merged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from partnership.canonical import canonical_json
from partnership.checks._measured import measured_to
from partnership.checks._terms import is_term
from partnership.documents import Commitment
from partnership.findings import Finding, Severity
from partnership.history.proposal import Proposal

SEVERITY = Severity.ERROR
Terms = Mapping[str, Any]


def find(proposal: Proposal) -> Iterator[Finding]:
    """Yield every amendment added, changed or taken away that holds on days past or measured."""
    for before, after in proposal.kept:
        changed = before.origin.canonical != after.origin.canonical
        if changed and isinstance(before, Commitment) and isinstance(after, Commitment):
            last = measured_to(proposal.base, before)
            yield from _past(before, after, proposal.as_of, last)


def _past(
    before: Commitment, after: Commitment, as_of: date, last: date | None
) -> Iterator[Finding]:
    free = max(as_of, last + timedelta(1)) if last else as_of
    old, new = _by_day(before), _by_day(after)
    for day, terms in new.items():
        if day < free and not _is_same(after, old.get(day, {}), terms):
            did = "changes from" if day in old else "begins on"
            message = f"the amendment from {day} {did} a day that {_why(day, as_of, last)}"
            hint = f"date it from {free} or later"
            index = next(i for i, one in enumerate(after.amendments) if one.from_ == day)
            yield after.finding(message, "amendments", index, "from", hint=hint)
    for day, terms in old.items():
        if day < free and day not in new and not _is_same(before, terms, {}):
            message = f"the amendment from {day} is taken away, and with it what held since"
            hint = f"leave it, and amend again from {free} or later"
            yield after.finding(message, "amendments", hint=hint)


def _by_day(document: Commitment) -> dict[date, Terms]:
    written = document.written.get("amendments", ())
    days = (amendment.from_ for amendment in document.amendments)
    return dict(zip(days, written, strict=True))


def _is_same(document: Commitment, before: Terms, after: Terms) -> bool:
    """Whether two amendments say the same terms; what only tells about them is none."""
    return _said(document, before) == _said(document, after)


def _said(document: Commitment, terms: Terms) -> str:
    keys = (key for key in terms if key != "from" and is_term(document, key))
    return canonical_json({key: terms[key] for key in keys})


def _why(day: date, as_of: date, last: date | None) -> str:
    if last and day <= last:
        return f"was measured: measurements go to {last}"
    return f"has passed: {as_of} is judged"
