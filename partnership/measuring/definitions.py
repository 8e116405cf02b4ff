"""A definition: metric, SLA and calendar resolved for one day; everything that fixes a number.

Its digest is taken of what changes a count and of nothing else, with defaults filled in:

* of the metric: type, subject, unit, start, stop, without_start, failed_by, numerator,
  denominator, of_which, amount, per, topic, answers, indicators, selection, composition,
  population, where, exclusions, reopening;
* of the SLA: metric, calendar, statistic, window, placed_by, open_past_due, pauses, relief,
  excused_by, missing_data, matures, on_change, precision, buckets, and of each target its id,
  segment and `within`;
* of the calendar: time zone, workdays, hours, cut-off, holidays and blackouts, these only as far
  as events are seen, so that next year's holidays leave this year's digests alone;
* of each promise that excuses the SLA, the same;
* of a metric that counts money, the partnership's currency; of one that counts attestations, who
  owes the promise.

A field that came after the first records were made is left out where nothing is written there, so
that the digest of an older record stays what it is.

Titles, owners, thresholds (`expected`, `minimum`), low volume, phases and consequences are judged,
not counted. A digest is of one period: of every definition whose subjects it may hold, with the
days from which each holds, and of the days at which its rows are divided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from partnership.agreement import Agreement
from partnership.canonical import digest
from partnership.documents import SLA, Calendar, Metric, Partnership
from partnership.errors import PartnershipError
from partnership.measuring.periods import ONE_DAY, days_of, last_seen, parts_of
from partnership.measuring.quantities import counts_attestations, counts_money
from partnership.values.periods import Span

METRIC_FIELDS = {
    "type",
    "subject",
    "unit",
    "start",
    "stop",
    "numerator",
    "denominator",
    "answers",
    "population",
    "where",
    "exclusions",
    "reopening",
}
LATER_METRIC_FIELDS = {
    "without_start",
    "failed_by",
    "of_which",
    "amount",
    "per",
    "topic",
    "indicators",
    "selection",
    "composition",
}
SLA_FIELDS = {
    "metric",
    "calendar",
    "statistic",
    "window",
    "placed_by",
    "open_past_due",
    "pauses",
    "relief",
    "excused_by",
    "missing_data",
    "matures",
    "on_change",
    "precision",
}
LATER_SLA_FIELDS = {"buckets"}
CLOCK_EVENTS = {"start", "stop", "failed_by"}
CALENDAR_FIELDS = {"time_zone", "workdays", "hours", "hours_on", "cut_off"}


@dataclass(frozen=True)
class Definition:
    """The terms under which subjects are counted whose clock starts on some days."""

    sla: SLA
    metric: Metric
    calendar: Calendar
    first: date
    """The first day of those."""
    last: date
    """The last day of those; the last day there is, where no end is written."""
    currency: str | None = None
    """The partnership's, for metrics that count money."""

    def terms(self, until: date) -> dict[str, Any]:
        """Give what changes a count, as data.

        Args:
            until: Days off after this one change nothing that is seen.
        """
        sla = _dumped(self.sla, SLA_FIELDS) | _written(self.sla, LATER_SLA_FIELDS)
        sla["pauses"] = sorted(sla["pauses"])
        sla["targets"] = [
            _dumped(target, {"id", "when", "otherwise", "within"}) for target in self.sla.targets
        ]
        calendar = _dumped(self.calendar, CALENDAR_FIELDS)
        calendar["workdays"] = sorted(calendar["workdays"])
        calendar["holidays"] = sorted(
            [str(holiday.day), *map(str, holiday.hours)]
            for holiday in self.calendar.holidays
            if holiday.day <= until
        )
        calendar["blackouts"] = sorted(
            [str(blackout.from_), str(min(blackout.to, until))]
            for blackout in self.calendar.blackouts
            if blackout.from_ <= until
        )
        metric = _dumped(self.metric, METRIC_FIELDS) | _written(self.metric, LATER_METRIC_FIELDS)
        for name in CLOCK_EVENTS & metric.keys():
            metric[name] = metric[name] and _without_nothing(metric[name])
        if counts_money(self.metric):
            metric["currency"] = self.currency
        if counts_attestations(self.metric):
            sla["owed_by"] = self.sla.owed_by
        return {"sla": sla, "metric": metric, "calendar": calendar}


def definition_digest(agreement: Agreement, sla: SLA, period: Span) -> str:
    """Name everything that fixes the counts of an SLA in a period.

    Args:
        agreement: All documents.
        sla: The SLA, in any version: the agreement's own is resolved day by day.
        period: The period counted.

    Raises:
        PartnershipError: The SLA's metric or calendar is not there.
    """
    until = last_day_seen(agreement, sla, period)
    found = definitions_until(agreement, sla, until)
    parts = [[str(part.first), str(part.last)] for part in parts_of(_own(agreement, sla), period)]
    content = {"definitions": _as_data(found, until), "parts": parts}
    excuses = {
        name: _as_data(definitions_until(agreement, excuse, until), until)
        for name in {name for one in found for name in one.sla.excused_by}
        if (excuse := agreement.get(SLA, name))
    }
    return digest(content | ({"excuses": excuses} if excuses else {}))


def _as_data(definitions: tuple[Definition, ...], until: date) -> list[dict[str, Any]]:
    return [
        {
            "from": str(one.first),
            "to": str(one.last) if one.last < until else None,
            **one.terms(until),
        }
        for one in definitions
    ]


def definitions_of(agreement: Agreement, sla: SLA, period: Span) -> tuple[Definition, ...]:
    """Give the definitions under which subjects of a period may be counted, by first day.

    A subject is counted under the terms of the day its clock starts, so these are all that ever
    held up to the last day that is seen.

    Raises:
        PartnershipError: The SLA's metric or calendar is not there.
    """
    return definitions_until(agreement, sla, last_day_seen(agreement, sla, period))


def definitions_until(agreement: Agreement, sla: SLA, until: date) -> tuple[Definition, ...]:
    """Give the definitions of an SLA that ever held up to a day, by first day.

    Raises:
        PartnershipError: The SLA's metric or calendar is not there.
    """
    merged: list[Definition] = []
    for one in _resolved(agreement, _own(agreement, sla), until):
        last = merged[-1] if merged else None
        if last and last.last + ONE_DAY == one.first and last.terms(until) == one.terms(until):
            merged[-1] = replace(one, first=last.first)
        else:
            merged.append(one)
    return tuple(merged)


def _resolved(agreement: Agreement, sla: SLA, until: date) -> Iterator[Definition]:
    """Yield what holds from each day on which one of the three documents changes."""
    days = sorted(set(_changes(agreement, sla)))
    for day, following in zip(days, [*days[1:], None], strict=True):
        if day > until:
            return
        terms = sla.on(day)
        metric = agreement.get(Metric, terms.metric) if terms else None
        calendar = agreement.get(Calendar, terms.calendar) if terms else None
        metric, calendar = metric and metric.on(day), calendar and calendar.on(day)
        if terms is None or metric is None or calendar is None:
            continue
        last = following - ONE_DAY if following else date.max
        currency = currency_on(agreement, day) if counts_money(metric) else ""
        yield Definition(terms, metric, calendar, day, last, currency or None)


def currency_on(agreement: Agreement, day: date) -> str:
    """Give the partnership's currency on a day; nothing where no `Partnership` says it."""
    found = agreement.partnership
    return (found.on(day) or found).currency if found else ""


def _changes(agreement: Agreement, sla: SLA) -> Iterator[date]:
    metrics = {terms.metric for _, terms in sla.versions()}
    calendars = {terms.calendar for _, terms in sla.versions()}
    yield from _days(sla)
    for name in metrics:
        metric = _required(agreement, Metric, name, sla)
        yield from _days(metric)
        if any(counts_money(version) for _, version in metric.versions()):
            for partnership in agreement.of(Partnership):
                yield from (since for since, _ in partnership.versions())
    for name in calendars:
        yield from _days(_required(agreement, Calendar, name, sla))


def _days(document: SLA | Metric | Calendar) -> Iterator[date]:
    yield document.effective.from_
    yield from (since for since, _ in document.versions())
    if document.effective.to:
        yield document.effective.to + ONE_DAY


def _required(agreement: Agreement, kind: type[Any], name: str, sla: SLA) -> Any:  # noqa: ANN401
    found = agreement.get(kind, name)
    if found is None:
        raise PartnershipError(f"{sla.path}: `{sla.id}` names {kind.__name__}/{name}, not there")
    return found


def _own(agreement: Agreement, sla: SLA) -> SLA:
    return agreement.get(SLA, sla.id) or sla


def last_day_seen(agreement: Agreement, sla: SLA, period: Span) -> date:
    """Give the last day whose events a period sees."""
    parts = parts_of(_own(agreement, sla), period)
    if not parts:
        return days_of(period, sla.window)[1]
    calendar = _required(agreement, Calendar, parts[-1].sla.calendar, sla)
    return last_seen(parts[-1].sla, period, calendar)


def _dumped(model: Any, fields: set[str]) -> dict[str, Any]:  # noqa: ANN401
    return dict(model.model_dump(mode="json", by_alias=True, include=fields))


def _written(model: Any, fields: set[str]) -> dict[str, Any]:  # noqa: ANN401
    """Give those of some fields in which something is written."""
    return _without_nothing(_dumped(model, fields))


def _without_nothing(dumped: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in dumped.items() if value not in (None, {}, [])}
