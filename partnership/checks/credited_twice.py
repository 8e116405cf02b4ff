"""One miss is credited once.

A promise that stands in two categories, or in two documents of the same party at the same time, costs twice
for one miss, by two rules that each claim it.

To mend it: keep the promise in one category.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement, Stretch
from partnership.documents import Commercials
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every promise that an earlier category or document already credits."""
    known = tuple(agreement.stretches(Commercials))
    for position, days in enumerate(known):
        earlier = [other for other in known[:position] if _meet(days, other)]
        taken = {
            name: f"`{category.id}` of `{other.terms.id}`"
            for other in earlier
            for category in other.terms.categories
            for name in category.slas
        }
        yield from _categories(days.terms, taken)


def _categories(terms: Commercials, taken: dict[str, str]) -> Iterator[Finding]:
    taken = dict(taken)
    for index, category in enumerate(terms.categories):
        for place, name in enumerate(category.slas):
            if name in taken:
                message = f"one miss of `{name}` is credited here and in {taken[name]}"
                where = ("categories", index, "slas", place)
                yield terms.finding(message, *where, hint="keep it in one category")
            taken.setdefault(name, f"`{category.id}`")


def _meet(one: Stretch[Commercials], other: Stretch[Commercials]) -> bool:
    same = one.terms.owed_by == other.terms.owed_by and one.terms.id != other.terms.id
    return same and one.first < other.until and other.first < one.until
