"""A definition's digest changes with what is counted, and with nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.agreement import Agreement
from partnership.loading.document import load_document
from partnership.measuring.definitions import definition_digest, definitions_of
from partnership.values.periods import Span

CALENDAR = """\
kind: Calendar
id: uk
title: UK
owners: {client: a, provider: b}
effective: {from: 2025-01-01}
time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-17:00]
holidays:
  - {day: 2026-04-03, title: Good Friday}
"""
METRIC = """\
kind: Metric
id: fill
title: Fill
owners: {client: a, provider: b}
effective: {from: 2025-01-01}
intent: Speed.
type: duration
subject: opening
start: {event: opening opened, which: first}
stop: {event: offer accepted, which: first}
unit: calendar days
population: in scope
exclusions: [evergreen]
direction: lower is better
"""
TERMS = """\
kind: SLA
id: fill
title: Fill on time
owners: {client: a, provider: b}
effective: {from: 2025-01-01}
owed_by: provider
class: kpi
metric: fill
statistic: share within
window: month
placed_by: due date
calendar: uk
targets:
  - {id: all, within: 30 calendar days, expected: 90%, minimum: 80%}
open_past_due: counts as a miss
"""
MARCH = Span.parse("2026-03")


def agreement(calendar=CALENDAR, metric=METRIC, terms=TERMS):
    documents = []
    for name, text in (("c", calendar), ("m", metric), ("s", terms)):
        loaded = load_document(f"{name}.yaml", text.encode())
        assert loaded.document, [finding.message for finding in loaded.findings]
        documents.append(loaded.document)
    return Agreement(tuple(documents))


def digest(period=MARCH, **changes):
    made = agreement(**changes)
    sla = made.named("SLA/fill")
    return definition_digest(made, sla, period)


@pytest.mark.parametrize(
    "changes",
    [
        {"terms": TERMS.replace("within: 30", "within: 31")},
        {"terms": TERMS.replace("id: all", "id: every")},
        {"terms": TERMS.replace("counts as a miss", "ignored")},
        {"terms": TERMS + "pauses: [hold]\n"},
        {"metric": METRIC.replace("which: first}\nunit", "which: last}\nunit")},
        {"metric": METRIC.replace("[evergreen]", "[]")},
        {"calendar": CALENDAR.replace("Europe/London", "Europe/Berlin")},
        {"calendar": CALENDAR.replace("2026-04-03", "2026-03-06")},
        {"terms": TERMS.replace("2025-01-01", "2025-02-01")},
        {"metric": METRIC.replace("event: offer accepted", "event: [offer accepted, withdrew]")},
        {"metric": METRIC + "of_which: {urgency: critical}\n"},
        {"metric": METRIC + "failed_by: {event: opening closed, which: first}\n"},
        {"terms": TERMS + "buckets: [30 calendar days, 60 calendar days]\n"},
    ],
    ids=[
        "limit",
        "row",
        "open past due",
        "pauses",
        "stop",
        "exclusions",
        "zone",
        "holiday",
        "first day",
        "several events",
        "of which",
        "failed by",
        "buckets",
    ],
)
def test_what_changes_a_count_changes_the_digest(changes):
    assert digest() != digest(**changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"terms": TERMS.replace("expected: 90%, minimum: 80%", "expected: 95%, minimum: 85%")},
        {"terms": TERMS.replace("Fill on time", "Filled in time")},
        {"terms": TERMS + "pauses: []\n"},
        {"metric": METRIC.replace("Speed.", "Be quick.")},
        {"calendar": CALENDAR.replace("2026-04-03", "2026-04-06")},
        {"terms": TERMS + "low_volume: {below: 5, then: report only}\n"},
        {"terms": TERMS + "gate: {completeness: 95%}\ndata_owner: client\n"},
        {"metric": METRIC + "of_which: {}\nindicators: []\n"},
        {"terms": TERMS + "buckets: []\n"},
    ],
    ids=[
        "thresholds",
        "title",
        "a default written",
        "intent",
        "a later holiday",
        "low volume",
        "how good the events must be",
        "nothing written in later fields",
        "no buckets",
    ],
)
def test_what_changes_no_count_leaves_the_digest(changes):
    assert digest() == digest(**changes)


def test_a_later_amendment_leaves_earlier_digests_and_changes_later_ones():
    amended = TERMS + (
        "amendments:\n  - from: 2026-04-01\n    targets:\n"
        "      - {id: all, within: 20 calendar days, expected: 90%, minimum: 80%}\n"
    )

    assert digest() == digest(terms=amended)
    assert digest(Span.parse("2026-04")) != digest(Span.parse("2026-04"), terms=amended)


def test_an_amendment_of_thresholds_inside_the_period_divides_its_rows():
    amended = TERMS + (
        "amendments:\n  - from: 2026-03-16\n    targets:\n"
        "      - {id: all, within: 30 calendar days, expected: 95%, minimum: 80%}\n"
    )

    assert digest() != digest(terms=amended)
    assert digest(Span.parse("2026-02")) == digest(Span.parse("2026-02"), terms=amended)
    assert digest(Span.parse("2026-04")) == digest(Span.parse("2026-04"), terms=amended)


def test_definitions_hold_from_the_days_on_which_a_document_changes():
    metric = METRIC + "amendments:\n  - {from: 2026-02-10, unit: business days}\n"
    made = agreement(metric=metric)

    found = definitions_of(made, made.named("SLA/fill"), MARCH)

    assert [(date(2025, 1, 1), date(2026, 2, 9)), (date(2026, 2, 10), date.max)] == [
        (one.first, one.last) for one in found
    ]
    assert ["calendar days", "business days"] == [one.metric.unit for one in found]


def test_a_record_of_older_terms_keeps_its_digest():
    """The digest of these terms as they were first published; fields added since change nothing."""
    assert digest() == "02d1bdb7040d0c46373d087d4a21f26981cfea8978e0547869f433df67f8b308"
