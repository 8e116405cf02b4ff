"""Rates of groups and the ratios between them, in exact fractions.

A ratio is a group's rate over the highest rate of its table. Below four fifths it is a sign to look
closer (29 CFR 1607.4(D)); exactly four fifths is not. A group of less than 2% of all who were assessed may
be left out with a reason (6 RCNY 5-301). A group of fewer than five is withheld.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from partnership.documents.automated_tool import AuditGroup, AuditTable
from partnership.judging.wording import shown

FOUR_FIFTHS = Fraction(4, 5)
SMALL_SHARE = Fraction(2, 100)
"""A group with less than this share of all may be left out."""


@dataclass(frozen=True, slots=True)
class GroupRate:
    """A group's rate, and its ratio to the highest of its table."""

    group: AuditGroup
    index: int
    rate: Fraction | None
    """None where the group is withheld or nothing is said of it."""
    ratio: Fraction | None
    """None where there is no rate, or where the group is left out."""

    @property
    def is_low(self) -> bool:
        """Whether the ratio is below four fifths."""
        return self.ratio is not None and self.ratio < FOUR_FIFTHS


def rates_of(table: AuditTable) -> tuple[GroupRate, ...]:
    """Give each group's rate and ratio; the highest rate is sought among those not left out."""
    rates = [rate_of(group) for group in table.groups]
    kept = [
        rate
        for rate, group in zip(rates, table.groups, strict=True)
        if rate is not None and group.left_out is None
    ]
    top = max(kept, default=Fraction(0))
    return tuple(
        GroupRate(group, index, rate, _ratio(rate, group, top))
        for index, (group, rate) in enumerate(zip(table.groups, rates, strict=True))
    )


def highest(table: AuditTable) -> GroupRate:
    """Give the group with the highest rate; raises ValueError for a table without any ratio."""
    return max((one for one in rates_of(table) if one.ratio is not None), key=_rate_of)


def _rate_of(one: GroupRate) -> Fraction:
    return one.rate or Fraction(0)


def rate_of(group: AuditGroup) -> Fraction | None:
    """Give a group's exact rate: from its counts, or as the auditor published it."""
    if isinstance(group.assessed, int) and group.selected is not None:
        whole = group.selected <= group.assessed
        return Fraction(group.selected, group.assessed) if whole else None
    if group.assessed == "fewer than 5" or group.rate is None:
        return None
    return group.rate.value


def share_of(table: AuditTable, group: AuditGroup) -> Fraction | None:
    """Give a group's share of all that were assessed, at its largest; None where counts lack.

    Other groups that are withheld add nothing to the whole, and a withheld group itself counts as
    four, the most that it can be.
    """
    counts = [one.assessed for one in table.groups]
    own = group.assessed
    if own is None or any(count is None for count in counts):
        return None
    known = sum(count for count in counts if isinstance(count, int))
    if isinstance(own, int):
        return Fraction(own, known)
    return Fraction(4, known + 4)


def ratio_text(ratio: Fraction) -> str:
    """Print a ratio for reading, never so short that it reads like four fifths and is not."""
    return shown(ratio, "number", (FOUR_FIFTHS,))


def _ratio(rate: Fraction | None, group: AuditGroup, top: Fraction) -> Fraction | None:
    if rate is None or group.left_out is not None or not top:
        return None
    return rate / top
