"""What everybody owes: every sort of open thing, whose it is, and when it is due."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from partnership.duties.points import Point
from partnership.duties.todo import Group, find_todo, of_party, of_role
from partnership.errors import WrongUsage
from partnership.judging import judge
from partnership.loading import load
from tests.checks.agreements import agreement_of, edited, passing
from tests.duties.agreements import ROLES, agreement, record

AS_OF = date(2026, 1, 15)
ACTIONS = (
    "actions:\n"
    "  - {id: slots, text: Give slots., owner: head, due: 2026-01-12}\n"
    "  - {id: list, text: Bring the list., owner: lead, due: 2026-01-15}\n"
    "  - {id: far, text: Far away., owner: lead, due: 2026-03-15}\n"
    "  - {id: done, text: Is done., owner: lead, due: 2026-01-12, done_on: 2026-01-11}\n"
    "minutes_on: 2026-01-07\n"
)
RELIEF = """\
kind: Relief
id: freeze
type: hold
raised_by: provider
notified_on: 2026-01-09
interval: {from: 2026-01-08}
covers: {subject: opening}
affects: [time-to-fill]
cause: A freeze.
evidence: {kind: ats status, ref: holds}
"""
PATH = """\
kind: EscalationPath
id: delivery
title: Delivery
owners: {client: head, provider: lead}
effective: {from: 2026-01-01}
calendar: none
levels:
  - {id: l1, client: ops, provider: lead, acknowledge_within: 1 calendar day, decide_within: 2 calendar days}
raised_by: either party
drill_every: 2 weeks
"""


def owed(found, within=7, waiting=()):
    todo = find_todo(found, AS_OF, judge(found, AS_OF), timedelta(days=within), waiting)
    return [(str(one.group), one.point.owner, one.point.text) for one in todo.items]


def of(folder, *more, **texts):
    return agreement(folder, record("2026-01-06", ACTIONS, paper="2026-01-05"), *more, **texts)


def test_it_names_what_is_overdue_due_today_and_due_within_the_week(tmp_path):
    assert [
        ("overdue", "head", "Give slots"),
        ("overdue", "ops", "The record of the Weekly operations of 2026-01-13"),
        ("today", "lead", "Bring the list"),
        ("this week", "lead", "Open list for the Weekly operations of 2026-01-20"),
        ("this week", "lead", "Hold the Weekly operations of 2026-01-20"),
    ] == [one for one in owed(of(tmp_path)) if "2026-01-27" not in one[2]]


def test_how_far_is_looked_ahead_is_asked_for(tmp_path):
    found = of(tmp_path)

    assert ("later", "lead", "Far away") in owed(found, within=60)
    assert ("later", "lead", "Far away") not in owed(found, within=58)
    assert ("today", "lead", "Bring the list") in owed(found, within=0)


def test_what_nobody_is_named_for_is_of_who_looks_after_it(tmp_path):
    assert (
        "no day is agreed",
        "ops",
        "An answer to the provider's relief `freeze` of 2026-01-09",
    ) in owed(of(tmp_path, RELIEF))


def test_what_both_owe_is_one_thing_for_each(tmp_path):
    found = owed(of(tmp_path, more=PATH))

    assert [
        ("today", "head", "Try out the escalation path `delivery`"),
        ("today", "lead", "Try out the escalation path `delivery`"),
    ] == [one for one in found if "delivery" in one[2]]


def test_a_branch_is_of_who_signs_for_the_party_that_did_not_propose_it(tmp_path):
    branch = Point("the branch `stricter` of 2026-01-10: Look sooner", "client")

    assert ("no day is agreed", "ops", "The branch `stricter` of 2026-01-10: Look sooner") in owed(
        of(tmp_path), waiting=(branch,)
    )


def test_measurements_that_are_due_are_one_thing_for_a_promise_of_who_computes_them():
    path = "partnership/slas/first-slate.yaml"
    texts = edited(passing(), path, "measured_by: provider", "measured_by: client")
    found = agreement_of(texts)
    day = date(2026, 3, 31)

    assert [
        ("account-director", "Measure `cv-review` for 2026-01 and 1 later period"),
        ("vendor-manager", "Measure `cv-review` for 2026-01 and 1 later period"),
        ("vendor-manager", "Measure `first-slate` for 2026-01 and 1 later period"),
    ] == [
        (one.point.owner, one.point.text)
        for one in find_todo(found, day, judge(found, day)).items
        if "Measure" in one.point.text
    ]


@pytest.mark.parametrize(("ahead", "is_named"), [(31, False), (30, True)])
def test_the_care_for_data_is_named_from_its_lead_on(ahead, is_named):
    found = agreement_of(passing("care-due-soon"))
    as_of = date(2027, 1, 20) - timedelta(days=ahead)
    texts = [one.point.text for one in find_todo(found, as_of, ()).items]

    assert is_named == ("Look at the term `security` again" in texts)


def test_a_deputy_sees_what_a_vacant_seat_owes(tmp_path):
    vacant = ROLES.replace(
        "contact: head@client.example,", "contact: head@client.example, held: {from: 2026-02-01},"
    )
    found = of(tmp_path)
    (tmp_path / "partnership/roles.yaml").write_text(vacant)
    found = load(tmp_path)
    todo = find_todo(found, AS_OF, ())

    [one] = of_role(found, todo, "stand-in").items
    assert ("head", "stand-in", "Give slots", True) == (
        one.point.owner,
        one.answers,
        one.point.text,
        one.is_stood_in,
    )
    assert [one] == list(of_role(found, todo, "head").items)


def test_a_seat_that_is_filled_keeps_its_own(tmp_path):
    found = of(tmp_path)
    todo = find_todo(found, AS_OF, ())

    assert () == of_role(found, todo, "stand-in").items
    assert ["Give slots"] == [one.point.text for one in of_role(found, todo, "head").items]


def test_a_party_keeps_what_its_seats_owe(tmp_path):
    todo = of_party(find_todo(of(tmp_path), AS_OF, ()), "client")

    assert ["Give slots", "The record of the Weekly operations of 2026-01-13"] == [
        one.point.text for one in todo.of(Group.OVERDUE)
    ]
    assert {"client"} == {one.point.party for one in todo.items}


def test_a_role_that_is_not_there_is_told_the_nearest(tmp_path):
    found = of(tmp_path)
    todo = find_todo(found, AS_OF, ())

    with pytest.raises(WrongUsage, match="there is no role `laed`; did you mean `lead`\\?"):
        of_role(found, todo, "laed")
    with pytest.raises(
        WrongUsage, match="there is no role `zzz`; there are: head, lead, ops, stand-in"
    ):
        of_role(found, todo, "zzz")
