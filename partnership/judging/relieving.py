"""Relief in words: which was used, by which method, and what it changed."""

from __future__ import annotations

from fractions import Fraction

from partnership.documents.measurement import BeforeRelief, Court, Row
from partnership.judging.cases import Case
from partnership.judging.counts import MIDDLES, exact_value, read_counts
from partnership.judging.wording import shown, with_unit
from partnership.measuring.reliefs import BY_FORECAST, BY_PLAN


def relief_in_words(case: Case, row: Row) -> str:
    """Say what relief did to a row; nothing where there was none."""
    before = row.before_relief
    used = case.measurement.digests.reliefs if case.measurement else {}
    named = [f"{name}, {_accepted(name)}" for name in used]
    named += [f"time in which only `{name}` was late" for name in case.terms.excused_by]
    names = f" ({'; '.join(named)})" if named else ""
    method = f", by `{case.terms.relief}`" if used and case.terms.relief else ""
    court = f"; {_court(case, row.court)}" if row.court else ""
    if before is None:
        return f"changed no count{method}{names}{court}" if named else ""
    if case.terms.statistic.name in MIDDLES:
        one, other = _middle(case, before), _middle(case, row)
    else:
        one = _share(before.numerator or 0, before.denominator)
        other = _share(row.numerator or 0, row.denominator or 0)
    return f"before {one}, after {other}{method}{names}{court}"


def _accepted(name: str) -> str:
    """Say by what a relief was accepted."""
    if name.startswith(BY_PLAN):
        return "accepted by rule: both sides agreed to the crisis plan"
    if name.startswith(BY_FORECAST):
        return "accepted by rule: both sides agreed to the hiring plan"
    return "answer declared, not verified"


def _court(case: Case, court: Court) -> str:
    """Say in whose court the ball was, and for how many days."""
    owing = case.terms.owed_by
    other = "client" if owing == "provider" else "provider"
    days = {"client": court.client, "provider": court.provider}
    return (
        f"of {court.subjects} so excused the {other} alone kept the ball {_days(days[other])}, "
        f"and it was with the {owing}, or with nobody late, {_days(days.get(owing, 0))}"
    )


def _days(count: int) -> str:
    return f"{count} day{'' if count == 1 else 's'}"


def _middle(case: Case, found: Row | BeforeRelief) -> str:
    """Write a mean, median or percentile, and of how many it is."""
    statistic = case.terms.statistic
    if isinstance(found, Row):
        counts = read_counts(found, statistic, case.metric)
        value, n = exact_value(counts, statistic), counts.n
    else:
        n = found.denominator
        value = Fraction(found.value) if found.value else None
        if found.numerator is not None and n:
            value = Fraction(found.numerator, n)
    if value is None:
        return "nothing counted"
    text = shown(value, case.target.expected.unit)
    return f"{with_unit(text, case.unit)} of {n}"


def _share(numerator: int, denominator: int) -> str:
    fraction = f"{numerator}/{denominator}"
    if not denominator:
        return fraction
    return f"{fraction} = {shown(Fraction(numerator, denominator), 'percent')}"
