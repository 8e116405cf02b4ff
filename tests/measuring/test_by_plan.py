"""A declared crisis pauses exactly what its plan says, as relief that both sides accepted beforehand."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.agreement import Agreement
from partnership.checks import find_all
from partnership.documents import SLA, Relief
from partnership.judging.explaining import explain
from partnership.loading.document import load_document
from partnership.measuring.by_plan import reliefs_by_plan
from partnership.measuring.reliefs import accepted_reliefs
from tests.checks.agreements import agreement_of, edited, passing, told
from tests.measuring.stores import FILL, Events, agreed, measured, row, terms

RECORD = "records/crises/freeze-2026-06.yaml"
PLAN = "partnership/crisis.yaml"
TEXTS = passing("crisis-without-right")
OPEN = {**TEXTS, RECORD: TEXTS[RECORD].partition("stood_down:")[0]}
ROLES = """\
kind: Roles
id: roles
title: Roles
owners: {client: a, provider: b}
effective: {from: 2025-01-01}
roles:
  - {id: a, title: A, party: client, tier: tactical, contact: a@client.example}
  - {id: b, title: B, party: provider, tier: tactical, contact: b@provider.example}
"""
FREEZE = """\
kind: CrisisPlan
id: crisis
title: Crisis
owners: {client: a, provider: b}
effective: {from: 2025-01-01}
calendar: uk
triggers: [{id: freeze, text: Nothing is filled., severity: sev1}]
severities:
  - {id: sev1, title: Stopped, meet_within: 1 business day, update_every: 1 business day, updates_to: [a], channel: c}
declares: {client: [a], provider: [b]}
stands_down: {client: [a], provider: [b]}
command: [{id: lead, role: a, does: Leads.}]
pauses: [{sla: it, at_most: 10 calendar days, because: Seats may go.}]
candidates: {by: b, within: 1 business day, told: Wait.}
review_within: 10 business days
"""
DECLARED = """\
kind: CrisisRecord
id: freeze
plan: crisis
trigger: freeze
severity: sev1
what: Nothing is filled.
declared: {at: 2026-03-16 09:00 Europe/London, role: a}
"""


def days(texts: dict[str, str]) -> list[tuple[str, str, str]]:
    return [
        (one.affects[0], str(one.interval.from_), str(one.interval.until))
        for one in reliefs_by_plan(agreement_of(texts))
    ]


def test_from_the_day_it_is_declared_until_the_day_it_is_over():
    assert [("first-slate", "2026-06-08", "2026-06-09")] == days(TEXTS)


def test_no_longer_than_the_plan_allows_while_nobody_ends_it():
    """Twenty calendar days from 8 June end with the 27th."""
    assert [("first-slate", "2026-06-08", "2026-06-28")] == days(OPEN)


def test_no_promise_stands_still_where_it_was_declared_without_the_right():
    texts = edited(OPEN, RECORD, "role: vendor-manager}\nmet_at", "role: buyer}\nmet_at")

    assert [] == days(texts)


def test_a_severity_that_the_plan_does_not_pause_for_pauses_nothing():
    texts = edited(
        OPEN, PLAN, "{sla: first-slate, at_most", "{sla: first-slate, severities: [sev2], at_most"
    )

    assert [] == days(texts)


def test_a_promise_that_the_plan_does_not_name_goes_on():
    agreement = agreement_of(OPEN)
    review = agreement.get(SLA, "cv-review")
    assert review is not None

    assert () == accepted_reliefs(agreement, review, date(2026, 12, 31))


PROTECTION = "partnership/care/recruitment-data.yaml"


def test_a_breach_clock_never_pauses_though_a_plan_names_it():
    clock = "24 elapsed hours, source: DPA 7.2"
    texts = passing("breach-notice-overdue")
    care = edited(texts, PROTECTION, clock, f"{clock}, sla: first-slate")[PROTECTION]
    found = {**OPEN, PROTECTION: care}

    assert [] == days(found)
    assert (
        "pause-of-no-clock",
        "`first-slate` is a breach clock of `recruitment-data`, which never pauses",
    ) in told(find_all(agreement_of(found), date(2026, 7, 10)))


def test_it_is_not_known_before_it_is_declared():
    agreement = agreement_of(OPEN)
    slate = agreement.get(SLA, "first-slate")
    assert slate is not None

    assert () == accepted_reliefs(agreement, slate, date(2026, 6, 7))
    assert 1 == len(accepted_reliefs(agreement, slate, date(2026, 6, 8)))


def test_it_is_written_as_a_relief_that_a_close_can_seal_and_an_audit_can_read():
    [made] = reliefs_by_plan(agreement_of(TEXTS))

    loaded = load_document("a.yaml", made.origin.canonical.encode()).document
    assert isinstance(loaded, Relief)
    assert loaded.digest == made.digest
    assert "CrisisRecord/freeze-2026-06 under CrisisPlan/crisis" == loaded.evidence.ref


@pytest.mark.parametrize(
    ("crisis", "closed"),
    [((), {"53": 1}), ((ROLES, FREEZE, DECLARED), {"43": 1})],
    ids=["without a crisis", "with ten days of one"],
)
def test_the_clock_of_an_opening_stands_for_the_days_of_the_plan(tmp_path, crisis, closed):
    """Opened on 2 March, accepted on 24 April: 53 days, of which the plan takes ten."""
    events = Events()
    events.opening("2026-03-02 09:00", "2026-04-24 16:00")
    promise = terms(relief="extend the clock", open_past_due="counts as a miss")

    found = row(agreed(FILL, promise, *crisis), events, tmp_path, "2026-04")

    assert closed == found.closed


def test_the_explanation_says_by_which_rule_the_clock_stood(tmp_path):
    events = Events()
    events.opening("2026-03-02 09:00", "2026-04-24 16:00")
    promise = terms(relief="extend the clock", open_past_due="counts as a miss")
    agreement = agreed(FILL, promise, ROLES, FREEZE, DECLARED)
    found = measured(agreement, events, tmp_path, "2026-04")["2026-04"]
    whole = Agreement((*agreement.documents, found))

    explained = explain(whole, date(2026, 6, 1), "it", "2026-04")

    said = " ".join(f"{step.name}: {step.text}" for step in explained.steps)
    assert "crisis-plan-freeze-it, accepted by rule: both sides agreed to the crisis plan" in said
