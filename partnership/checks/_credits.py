"""What credits are made of: categories with the promises in force beside them, and what one miss costs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from partnership.agreement import Agreement, Stretch
from partnership.documents import SLA, Commercials, Metric
from partnership.documents.commercials import Category
from partnership.judging.credits.amounts import in_currency, money_text
from partnership.judging.credits.bands import Stretch as BandStretch
from partnership.judging.credits.bands import stretches, unit_of
from partnership.values.levels import Share, decimal_text
from partnership.values.money import Amount


@dataclass(frozen=True, slots=True)
class Credited:
    """A promise in a category, both in force on the same days."""

    commercials: Stretch[Commercials]
    index: int
    """The category's position."""
    category: Category
    sla: SLA

    @property
    def where(self) -> tuple[str | int, ...]:
        """The way to the category."""
        return ("categories", self.index)


def credited(agreement: Agreement) -> Iterator[Credited]:
    """Yield every promise of every category with each of its terms in force beside it."""
    for days in agreement.stretches(Commercials):
        for index, category in enumerate(days.terms.categories):
            for name in dict.fromkeys(category.slas):
                for sla in agreement.during(SLA, name, days):
                    yield Credited(days, index, category, sla)


def metrics_of(agreement: Agreement, one: Credited) -> Iterator[Metric]:
    """Yield each version of a promise's metric in force beside it."""
    yield from agreement.during(Metric, one.sla.metric, one.commercials)


def smallest_credit(one: Credited) -> Fraction | None:
    """Give the least that a miss costs, as a share of the charges; None where that is not said."""
    terms, category = one.commercials.terms, one.category
    match category.method:
        case "allocation":
            if terms.at_risk is None or one.sla.allocation is None:
                return None
            share = category.share.value if category.share else Fraction(1)
            return terms.at_risk.value * share * one.sla.allocation.value
        case "fixed percent":
            return category.percent.value if category.percent else None
        case "points":
            return _points(category)
    return None


def _points(category: Category) -> Fraction | None:
    points = category.points
    if points is None:
        return None
    if points.each is not None:
        least = min((band.points for band in points.bands if band.points), default=None)
        return None if least is None else points.each.value * least
    return min((step.percent.value for step in points.table if step.percent.value), default=None)


def limit_share(terms: Commercials, limit: Share | Amount) -> Fraction | None:
    """Give a limit as a share of the charges; None where the charges are not fixed."""
    if isinstance(limit, Share):
        return limit.value
    fee = in_currency(terms.charges.fee, terms) if terms.charges.fee else None
    amount = in_currency(limit, terms)
    return amount / fee if fee and amount is not None else None


def of_charges(terms: Commercials, share: Fraction) -> str:
    """Write a share of the charges as money where the fee is fixed, else as a percentage of them."""
    fee = in_currency(terms.charges.fee, terms) if terms.charges.fee else None
    if fee is not None:
        return money_text(fee * share, terms.currency)
    return f"{decimal_text(share * 100)}% of the charges"


def value_text(value: Fraction, unit: str) -> str:
    """Write a value in the unit of its level."""
    if unit == "percent":
        return f"{decimal_text(value * 100)}%"
    return decimal_text(value) if unit == "number" else f"{decimal_text(value)} {unit}"


def bounds(unit: str) -> tuple[Fraction | None, Fraction | None]:
    """Give the least and the most that a value of a unit can be."""
    if unit == "percent":
        return Fraction(0), Fraction(1)
    return (None, None) if unit == "number" else (Fraction(0), None)


def banded(agreement: Agreement) -> Iterator[tuple[Commercials, int, str, tuple[BandStretch, ...]]]:
    """Yield every category whose bands are written in one unit: its terms, place, unit and bands."""
    for days in agreement.stretches(Commercials):
        for index, category in enumerate(days.terms.categories):
            if category.points is None:
                continue
            unit = unit_of(category.points.bands)
            if unit is not None:
                yield days.terms, index, unit, stretches(category.points.bands)
