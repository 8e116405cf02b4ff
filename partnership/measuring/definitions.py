"""A definition: metric, SLA and calendar resolved for one day; everything that fixes a number.

Its digest is taken of what changes a count and of nothing else, with defaults filled in:

* of the metric: type, subject, unit, start, stop, without_start, failed_by, numerator,
  denominator, of_which, amount, per, topic, answers, indicators, selection, composition,
  population, where, exclusions, reopening;
* of the SLA: metric, calendar, statistic, window, placed_by, open_past_due, pauses, relief,
  excused_by, missing_data, matures, on_change, precision, buckets, and of each target its id,
  segment and `within`;
* of the calendar: time zone, workdays, hours, cut-off, holidays and blackouts, these only as far
  as events are seen, so that next year's holidays leave this year's digests alone; of each calendar
  it is common to, the same;
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
from functools import cached_property
from typing import Any

from partnership.agreement import Agreement
from partnership.canonical import canonical_json, digest_of_canonical
from partnership.clock import Unit
from partnership.documents import SLA, Calendar, Metric, Partnership
from partnership.documents.vocabulary import Precision
from partnership.errors import PartnershipError
from partnership.measuring.periods import (
    ONE_DAY,
    Part,
    days_of,
    last_seen,
    parts_of,
    working_time,
)
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

    @property
    def precision(self) -> Precision | None:
        """The least exact events that may be used; no hours lie between a day and an instant."""
        asked, metric = self.sla.precision, self.metric
        if asked in {None, "day"} and metric.type == "duration" and not Unit(metric.unit).is_days:
            return "minute"
        return asked

    def terms(self, until: date) -> dict[str, Any]:
        """Give what changes a count, as data.

        Args:
            until: Days off after this one change nothing that is seen.
        """
        return {"sla": self._sla, "metric": self._metric, "calendar": self.days_off(until)}

    def text(self, first: date, until: date, calendar: str) -> str:
        """Give what changes a count, and on which days, in canonical form.

        Args:
            first: The first day on which it holds.
            until: The last day that is seen.
            calendar: The calendar as far as it is seen, in canonical form.
        """
        metric, sla = self._texts
        ends = f'"{self.last}"' if self.last < until else "null"
        return (
            f'{{"calendar":{calendar},"from":"{first}","metric":{metric},"sla":{sla},"to":{ends}}}'
        )

    @cached_property
    def _texts(self) -> tuple[str, str]:
        return canonical_json(self._metric), canonical_json(self._sla)

    @cached_property
    def _sla(self) -> dict[str, Any]:
        sla = _dumped(self.sla, SLA_FIELDS) | _written(self.sla, LATER_SLA_FIELDS)
        sla["pauses"] = sorted(sla["pauses"])
        sla["targets"] = [
            _dumped(target, {"id", "when", "otherwise", "within"}) for target in self.sla.targets
        ]
        if counts_attestations(self.metric):
            sla["owed_by"] = self.sla.owed_by
        return sla

    @cached_property
    def _metric(self) -> dict[str, Any]:
        metric = _dumped(self.metric, METRIC_FIELDS) | _written(self.metric, LATER_METRIC_FIELDS)
        for name in CLOCK_EVENTS & metric.keys():
            metric[name] = metric[name] and _without_nothing(metric[name])
        if counts_money(self.metric):
            metric["currency"] = self.currency
        return metric

    @cached_property
    def _hours(self) -> dict[str, Any]:
        return _hours_of(self.calendar)

    @cached_property
    def _common(self) -> tuple[tuple[Calendar, dict[str, Any]], ...]:
        return tuple((one, _hours_of(one)) for one in self.calendar.others())

    def days_off(self, until: date) -> dict[str, Any]:
        """Give what changes a count about the calendar, with its days off up to a day."""
        calendar = self._hours | _days_off(self.calendar, until)
        if calendar["cut_off"] == "00:00":
            calendar["cut_off"] = None  # the end of the day, as where nothing is written
        if self._common:
            others = [hours | _days_off(one, until) for one, hours in self._common]
            calendar["common_to"] = [{**other, "cut_off": None} for other in others]
        return calendar


def _hours_of(calendar: Calendar) -> dict[str, Any]:
    hours = _dumped(calendar, CALENDAR_FIELDS)
    hours["workdays"] = sorted(hours["workdays"])
    return hours


def _days_off(calendar: Calendar, until: date) -> dict[str, Any]:
    return {
        "holidays": sorted(
            [str(holiday.day), *map(str, holiday.hours)]
            for holiday in calendar.holidays
            if holiday.day <= until
        ),
        "blackouts": sorted(
            [str(blackout.from_), str(min(blackout.to, until))]
            for blackout in calendar.blackouts
            if blackout.from_ <= until
        ),
    }


def definition_digest(agreement: Agreement, sla: SLA, period: Span) -> str:
    """Name everything that fixes the counts of an SLA in a period.

    Args:
        agreement: All documents.
        sla: The SLA, in any version: the agreement's own is resolved day by day.
        period: The period counted.

    Raises:
        PartnershipError: The SLA's metric or calendar is not there.
    """
    parts = parts_of(_own(agreement, sla), period)
    until = _last_seen(agreement, sla, parts, period)
    found = _merged(agreement, sla, until)
    names = sorted({name for _, one in found for name in one.sla.excused_by})
    excuses = {
        name: _listed_text(agreement, _merged(agreement, excuse, until), until)
        for name in names
        if (excuse := agreement.get(SLA, name))
    }
    members = [f'"definitions":{_listed_text(agreement, found, until)}']
    if excuses:
        pairs = ",".join(f"{canonical_json(name)}:{text}" for name, text in excuses.items())
        members.append(f'"excuses":{{{pairs}}}')
    days = ",".join(f'["{part.first}","{part.last}"]' for part in parts)
    members.append(f'"parts":[{days}]')
    return digest_of_canonical(f"{{{','.join(members)}}}")


Merged = tuple[tuple[date, Definition], ...]
"""Definitions, each with the first day from which nothing it counts by changed."""


def _listed_text(agreement: Agreement, definitions: Merged, until: date) -> str:
    """Write definitions in canonical form."""
    texts = []
    for first, one in definitions:
        key = ("calendar", id(one.calendar), until)
        # The calendar stands beside its text, so that no other one ever has its identity.
        _, text = agreement.answers.get(key) or (None, "")
        if not text:
            text = canonical_json(one.days_off(until))
            agreement.answers[key] = (one.calendar, text)
        texts.append(one.text(first, until, text))
    return f"[{','.join(texts)}]"


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
    return tuple(replace(one, first=first) for first, one in _merged(agreement, sla, until))


def _merged(agreement: Agreement, sla: SLA, until: date) -> Merged:
    """Give definitions up to a day, those that count alike as one, with the first day of each."""
    merged: list[tuple[date, Definition]] = []
    for one in _known(agreement, sla):
        if one.first > until:
            break
        first, last = merged[-1] if merged else (one.first, None)
        alike = last and last.last + ONE_DAY == one.first and last.terms(until) == one.terms(until)
        if alike:
            merged[-1] = (first, one)
        else:
            merged.append((one.first, one))
    return tuple(merged)


def _known(agreement: Agreement, sla: SLA) -> tuple[Definition, ...]:
    """Give every definition of an SLA; one that is the agreement's own is resolved once."""
    own = _own(agreement, sla)
    if agreement.get(SLA, sla.id) is None:
        return tuple(_resolved(agreement, own, date.max))
    key = ("definitions", sla.id)
    if key not in agreement.answers:
        agreement.answers[key] = tuple(_resolved(agreement, own, date.max))
    found: tuple[Definition, ...] = agreement.answers[key]
    return found


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
        _require_others(calendar)
        yield Definition(terms, metric, calendar, day, last, currency or None)


def _require_others(calendar: Calendar) -> None:
    if calendar.common_to:
        working_time(calendar)  # it says which is not there


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
    return _last_seen(agreement, sla, parts_of(_own(agreement, sla), period), period)


def _last_seen(agreement: Agreement, sla: SLA, parts: tuple[Part, ...], period: Span) -> date:
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
