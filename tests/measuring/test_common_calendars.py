"""A calendar that is common to others: what both parties owe runs while both work."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.agreement import Agreement
from partnership.checks._measured import measured_to
from partnership.documents import SLA, Calendar
from partnership.errors import PartnershipError
from partnership.judging import Status, judge
from partnership.judging.close_terms import documents_of
from partnership.judging.slas import judge_in_full
from partnership.measuring.definitions import definition_digest, definitions_of
from partnership.measuring.periods import working_time
from partnership.values.periods import Span
from tests.measuring.stores import (
    CALENDAR,
    FEEDBACK,
    HEAD,
    SLATE,
    Events,
    agreed,
    measured,
    row,
    terms,
)

MARCH = Span.parse("2026-03")
HOURS = terms(targets="{id: all, within: 16 business hours, expected: 90%, minimum: 80%}")
DAYS = terms(targets="{id: all, within: 5 business days, expected: 90%, minimum: 80%}")
BOTH = f"""\
kind: Calendar
id: uk
{HEAD}time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]
hours: [00:00-00:00]
cut_off: 00:00
common_to: [client, provider]
"""
CLIENT = CALENDAR.replace("id: uk", "id: client")
PROVIDER = f"""\
kind: Calendar
id: provider
{HEAD}time_zone: Europe/Warsaw
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [08:00-16:00]
holidays:
  - {{day: 2026-03-11, title: A holiday of the provider's}}
"""


def common(
    metric: str = FEEDBACK,
    promise: str = HOURS,
    *,
    client: str = CLIENT,
    provider: str = PROVIDER,
    both: str = BOTH,
) -> Agreement:
    return agreed(metric, promise, client, provider, calendar=both)


def test_business_hours_are_counted_while_both_work(tmp_path):
    """In London time both work on Tuesday from nine to three, and on Thursday from nine to ten.

    Wednesday is a holiday of one of them.
    """
    events = Events()
    events.feedback("2026-03-10 08:00", "2026-03-12 10:00")

    assert {"7": 1} == row(common(), events, tmp_path, "2026-03").closed


def test_a_holiday_of_either_is_no_business_day(tmp_path):
    events = Events()
    for taken_in, sent in (("2026-03-10", "2026-03-12"), ("2026-04-02", "2026-04-07")):
        asked = events.requisition()
        events.req("intake_completed", f"{taken_in} 12:00", asked)
        for _ in range(3):
            events.submitted(f"{sent} 12:00", asked)

    found = measured(common(SLATE, DAYS), events, tmp_path, "2026-03", "2026-04")

    assert [{"1": 1}, {"1": 1}] == [one.rows[0].closed for one in found.values()]


def digest(**written: str) -> str:
    agreement = common(**written)
    sla = agreement.get(SLA, "it")
    assert sla is not None
    return definition_digest(agreement, sla, MARCH)


@pytest.mark.parametrize(
    ("day", "is_other"), [("2026-03-18", True), ("2026-05-18", False)], ids=["seen", "later"]
)
def test_a_holiday_of_either_changes_the_digest_as_far_as_it_is_seen(day, is_other):
    changed = PROVIDER + f"  - {{day: {day}, title: Another}}\n"

    assert is_other == (digest() != digest(provider=changed))


def test_the_order_of_the_calendars_changes_nothing(tmp_path):
    turned = BOTH.replace("[client, provider]", "[provider, client]")

    assert digest() == digest(both=turned)


def test_an_amendment_of_either_begins_another_definition():
    amended = PROVIDER + "amendments:\n  - {from: 2026-03-16, hours: [10:00-18:00]}\n"
    agreement = common(provider=amended)
    sla = agreement.get(SLA, "it")
    assert sla is not None

    before, after = definitions_of(agreement, sla, MARCH)

    day = date(2026, 3, 17)
    hours = [working_time(one.calendar).intervals(day) for one in (before, after)]
    assert [["09:00", "15:00"], ["09:00", "17:00"]] == [
        [f"{at:%H:%M}" for at in spans[0]] for spans in hours
    ]
    assert date(2026, 3, 16) == after.first


@pytest.mark.parametrize("both", [BOTH, BOTH.replace("[client, provider]", "[client]")])
def test_a_calendar_that_its_own_calendars_name_is_common_to_all_of_them(both):
    client = CLIENT + "common_to: [provider, uk]\n"
    found = common(client=client, both=both).get(Calendar, "uk")
    assert found is not None

    assert ["client", "provider"] == [one.id for one in found.others()]


def test_a_calendar_that_is_not_there_is_named_and_nothing_is_met():
    agreement = agreed(FEEDBACK, HOURS, CLIENT, calendar=BOTH)
    said = "Calendar/uk is common to Calendar/provider, not there"
    sla, calendar = agreement.get(SLA, "it"), agreement.get(Calendar, "uk")
    assert sla is not None
    assert calendar is not None

    with pytest.raises(PartnershipError, match=said):
        definitions_of(agreement, sla, MARCH)

    assert Status.MET not in {one.status for one in judge(agreement, date(2026, 6, 1))}


def test_measurements_and_closes_rest_on_the_calendars_it_is_common_to(tmp_path):
    events = Events()
    events.feedback("2026-03-10 08:00", "2026-03-12 10:00")
    agreement = common()
    found = measured(agreement, events, tmp_path, "2026-03")
    agreement = Agreement((*agreement.documents, *found.values()))
    provider = agreement.get(Calendar, "provider")
    assert provider is not None

    judged = [one for one in judge_in_full(agreement, date(2026, 4, 20)) if one.verdict.is_judged]
    sealed = documents_of(agreement, MARCH, judged, {})

    assert date(2026, 3, 31) == measured_to(agreement, provider)
    names = [one.name for one in sealed]
    assert {"Calendar/client", "Calendar/provider", "Calendar/uk"} <= set(names)
    there = Agreement(tuple(sealed)).get(Calendar, "uk")
    assert there is not None
    assert ["client", "provider"] == [one.id for one in there.others()]
