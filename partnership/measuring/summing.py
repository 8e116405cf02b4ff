"""Counts metrics without a clock that are made of sums: by part of the period, by row of targets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from partnership.documents import Metric
from partnership.errors import PartnershipError
from partnership.measuring.events import EventSource
from partnership.measuring.indexes import weighted_means_of
from partnership.measuring.made import AllMade, AmountView, Made
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.quantities import (
    ATTESTED,
    FIELDS,
    HAPPENINGS,
    OPEN_ON_AVERAGE,
    PAY,
    is_one_by_one,
    quantities_of,
)
from partnership.measuring.required import required_fields_of
from partnership.measuring.selection import compositions_of, selection_ratios_of
from partnership.measuring.sums import sums_of

if TYPE_CHECKING:
    from partnership.measuring.counting import Counting

Way = Callable[[AmountView], AllMade]


def way_of(metric: Metric) -> Way | None:
    """Give how a metric's rows are made, or None where its subjects are counted one by one."""
    if metric.amount:
        return sums_of
    if metric.composition:
        return compositions_of
    if metric.type == "index":
        return selection_ratios_of if metric.selection else weighted_means_of
    return None


def made_by_part(counting: Counting, way: Way) -> Iterator[tuple[int, AllMade]]:
    """Yield what was made of the days of each part of the period.

    Raises:
        EventsError: What is in the store contradicts itself or what was agreed.
        PartnershipError: The definition asks what the store cannot answer, or changes where what
            comes added up cannot be told apart.
    """
    metric, last = _only_metric(counting), counting.definitions[-1]
    if not _has_days(metric):
        _require_whole_months(counting)
    for index, part in enumerate(counting.parts):
        if part.first > counting.last:
            yield index, AllMade({row: Made() for row in range(len(part.sla.targets))})
            continue
        seen = min(part.last, counting.last)
        zone = last.calendar.time_zone
        store = counting.tables.store
        view = AmountView(store, metric, part.sla, zone, part.first, part.last, seen, last.currency)
        yield index, way(view)


def _require_whole_months(counting: Counting) -> None:
    """Refuse to divide what comes added up by month.

    Raises:
        PartnershipError: Terms begin, change or end inside a month.
    """
    sla, parts = counting.parts[-1].sla, counting.parts
    if any(part.first.day > 1 for part in parts[1:]):
        raise PartnershipError(
            f"{sla.path}: the terms of `{sla.id}` change inside a month of {counting.period}, and "
            "what comes added up has no day; write `on_change: terms of the last day`"
        )
    if parts[0].first.day > 1 or (parts[-1].last + ONE_DAY).day > 1:
        raise PartnershipError(
            f"{sla.path}: the terms of `{sla.id}` begin or end inside a month of {counting.period}, "
            "and what comes added up has no day; they are counted in periods of whole months"
        )


def _only_metric(counting: Counting) -> Metric:
    """Give the metric as it stands on all days of the period.

    Raises:
        PartnershipError: It changes inside the period: sums of two kinds are no sum.
    """
    now = counting.definitions[-1]
    first, _ = counting.days
    for one in counting.definitions:
        if one.last >= first and one.terms(one.last)["metric"] != now.terms(now.last)["metric"]:
            raise PartnershipError(
                f"{now.metric.path}: `{now.metric.id}` changes on {one.last + ONE_DAY}, inside "
                f"{counting.period}; let the change begin with a period"
            )
    return now.metric


def _has_days(metric: Metric) -> bool:
    """Whether everything a metric counts has a day of its own."""
    found = quantities_of(metric)
    return bool(found) and all(is_one_by_one(one) or one in ATTESTED for one in found)


def sources_of(metric: Metric) -> Iterator[EventSource]:
    """Yield the columns from which a metric's quantities are counted one by one."""
    for quantity in quantities_of(metric):
        happening = HAPPENINGS.get("hires" if quantity == PAY else quantity)
        if happening:
            yield EventSource(
                happening.table, happening.column, happening.where, is_day=happening.is_day
            )
        elif quantity == OPEN_ON_AVERAGE:
            yield EventSource("opening", "opened_at")
    if any(quantity in FIELDS for quantity in quantities_of(metric)):
        for source in required_fields_of(metric):
            for column, is_day in dict.fromkeys((one.at, one.is_day) for one in source.fields):
                yield EventSource(source.table, column, is_day=is_day)
