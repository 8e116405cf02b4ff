"""What a breach asks for, by whom, and by which day of the right calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from partnership.checks import find_about
from partnership.judging import judge
from partnership.judging.actions import find_owed
from partnership.loading import load
from tests.judging.agreements import CALENDAR, agreement, measurement, months, row, sla
from tests.judging.closes import close
from tests.judging.told import told

REMEDIES = "remedies: {root_cause_within: 5 business days, plan_within: 10 business days}\n"
AS_OF = date(2026, 5, 4)
EXPECTED = Path(__file__).parent / "expected"


def march(folder, *more, counts="15/30", known="2026-04-01", terms=REMEDIES):
    """One month that fell below the minimum, known on a day before Easter."""
    measured = [text.replace("2026-07-08", known) for text in months("2026-03", [counts])]
    return agreement(folder, sla(effective="{from: 2026-03-01}", more=terms), *measured, *more)


def action(more="", owed_by="provider", segment=", segment: all", known="2026-04-01"):
    return (
        f"kind: CorrectiveAction\nid: slates\nowed_by: {owed_by}\nbreaches:\n"
        f"  - {{sla: first-slate, period: 2026-03{segment}}}\nknown_on: {known}\n{more}"
    )


def owed(found, as_of=AS_OF):
    return {
        one.what: (one.owed_by, str(one.due), one.is_overdue(as_of))
        for one in find_owed(found, judge(found, as_of))
    }


def messages(found, as_of=AS_OF):
    return [one.message for one in find_about(found, as_of, judge(found, as_of))]


def test_cause_and_plan_are_due_on_the_calendar_of_the_promise(tmp_path):
    """Good Friday and Easter Monday lie between: five business days after 1 April are 10 April."""
    assert {
        "root cause": ("provider", "2026-04-10", True),
        "plan": ("provider", "2026-04-17", True),
    } == owed(march(tmp_path))


def test_the_clock_of_a_record_starts_on_the_day_it_names(tmp_path):
    found = march(tmp_path, action(known="2026-04-02"))

    assert ("provider", "2026-04-13", True) == owed(found)["root cause"]


def test_what_was_delivered_is_owed_no_more_and_late_is_said(tmp_path):
    cause = "root_cause: {method: five whys, text: A vacant desk., delivered_on: 2026-04-13}\n"
    found = march(tmp_path, action(cause))

    (one, _) = find_owed(found, judge(found, AS_OF))

    assert ("root cause", True, False) == (one.what, one.is_late, one.is_overdue(AS_OF))
    assert [False, True, False] == [one.is_overdue(date(2026, 4, day)) for day in (10, 12, 13)]
    assert find_owed(found, judge(found, AS_OF))[1].what == "plan"


def test_a_promise_without_remedies_asks_for_nothing(tmp_path):
    assert {} == owed(march(tmp_path, terms=""))


def test_a_kept_promise_asks_for_nothing(tmp_path):
    assert {} == owed(march(tmp_path, counts="29/30"))


def test_a_promise_of_both_asks_nobody(tmp_path):
    measured = months("2026-03", ["15/30"])
    terms = sla(effective="{from: 2026-03-01}", owed_by="both", more=REMEDIES)

    assert {} == owed(agreement(tmp_path, terms, *measured))


def test_a_disputed_breach_asks_for_nothing_until_it_is_decided(tmp_path):
    dispute = (
        "kind: Dispute\nid: slates\nmeasurement: first-slate.2026-03\nraised_by: provider\n"
        "raised_on: 2026-04-02\nclaim: Two were counted twice.\n"
    )
    outcome = "outcome: {decision: dismissed, on: 2026-04-20, reason: They were not.}\n"
    found = march(tmp_path, dispute + outcome)

    assert {} == owed(found, date(2026, 4, 19))
    assert ("provider", "2026-04-17", True) == owed(found, date(2026, 4, 20))["plan"]


def test_a_record_that_names_no_row_answers_every_row(tmp_path):
    cause = "root_cause: {method: five whys, text: A vacant desk., delivered_on: 2026-04-01}\n"
    plan = "plan: {delivered_on: 2026-04-01}\n"

    assert [] == messages(march(tmp_path, action(cause + plan, segment="")))


def test_what_is_overdue_is_named_with_the_party_that_owes_it(tmp_path):
    assert [
        "the provider owes the root cause of the breach of `first-slate` in 2026-03 since 2026-04-10",
        "the provider owes a plan after the breach of `first-slate` in 2026-03 since 2026-04-17",
    ] == messages(march(tmp_path))
    assert [] == messages(march(tmp_path), date(2026, 4, 10)), "the last day is in time"


def test_a_step_that_is_overdue_is_named(tmp_path):
    plan = (
        "root_cause: {method: five whys, text: A vacant desk., delivered_on: 2026-04-01}\n"
        "plan: {delivered_on: 2026-04-01}\nactions:\n"
        "  - {id: desk, text: Fill the desk., owner: account-director, due: 2026-04-30}\n"
    )
    found = march(tmp_path, action(plan))

    assert ["the provider owes the step `desk` of its plan since 2026-04-30"] == messages(found)
    assert [] == messages(found, date(2026, 4, 30))


@pytest.mark.parametrize(
    ("record", "said"),
    [
        (
            action(owed_by="client"),
            (
                "`first-slate`, row `all`, in 2026-03 is no breach of the client: it is minimum missed,"
                " owed by the provider"
            ),
        ),
        (
            action(segment=", segment: other"),
            (
                "`first-slate`, row `other`, in 2026-03 is no breach of the provider: there is no such"
                " verdict"
            ),
        ),
        (
            action(segment="").replace("2026-03}", "2026-04}"),
            (
                "`first-slate` in 2026-04 is no breach of the provider: it is not yet due, owed by the"
                " provider"
            ),
        ),
    ],
)
def test_a_record_for_no_breach_is_found(tmp_path, record, said):
    assert said in messages(march(tmp_path, record))


def test_of_a_promise_that_is_gone_only_the_steps_of_a_plan_are_owed(tmp_path):
    """Its breach was sealed, and stays one; nothing says any more how soon a cause is found."""
    steps = (
        "actions:\n  - {id: desk, text: Fill the desk., owner: account-director, due: 2026-04-30}\n"
    )
    march(tmp_path, action(steps))
    close(tmp_path, "2026-03")
    (tmp_path / "partnership/slas/first-slate.yaml").unlink()

    assert {"desk": ("provider", "2026-04-30", True)} == owed(load(tmp_path))


@pytest.mark.parametrize("gone", ["partnership/slas", "records/measurements"])
def test_a_sealed_breach_asks_for_nothing_without_its_promise_or_its_measurement(tmp_path, gone):
    """Nothing says any more how soon, or since when."""
    march(tmp_path)
    close(tmp_path, "2026-03")
    for file in (tmp_path / gone).rglob("first-slate.yaml"):
        file.unlink()

    found = load(tmp_path)

    assert [True] == [one.is_breach for one in judge(found, AS_OF) if one.sealed]
    assert {} == owed(found)


def test_everything_that_breaches_ask_for_is_told_with_its_day_and_its_place(tmp_path, expect_file):
    """Two rows, two promises, a record of one of them, a plan's steps, and a breach that is contested."""
    rows = (
        "  - {id: one, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
        "  - {id: two, otherwise: true, within: 7 business days, expected: 90%, minimum: 80%}\n"
    )
    calendar = CALENDAR.replace("provider-uk", "weekends").replace(
        "workdays: [monday, tuesday, wednesday, thursday, friday]", "workdays: [saturday, sunday]"
    )
    idle = CALENDAR.replace("provider-uk", "idle").replace(
        "workdays: [monday, tuesday, wednesday, thursday, friday]", "workdays: []"
    )
    march_ = {"effective": "{from: 2026-03-01, to: 2026-03-31}"}
    later = "amendments:\n  - {from: 2026-03-16, remedies: {plan_within: 3 business days}}\n"
    last_day = f"on_change: terms of the last day\n{REMEDIES}{later}"
    promises = {
        "alone": sla(rows, name="alone", more=REMEDIES, **march_),
        "recorded": sla(rows, name="recorded", more=REMEDIES, **march_),
        "other": sla(rows, name="other", more=REMEDIES, **march_).replace(
            "provider-uk", "weekends"
        ),
        "idle": sla(rows, name="idle", more=REMEDIES, **march_).replace("provider-uk", "idle"),
        "contested": sla(rows, name="contested", more=REMEDIES, **march_),
        "amended": sla(rows, name="amended", more=last_day, **march_),
        "plain": sla(rows, name="plain", **march_),
    }
    record = (
        "kind: CorrectiveAction\nid: %s\nowed_by: provider\nbreaches:\n"
        "  - {sla: recorded, period: 2026-03, segment: one}\n  - {sla: other, period: 2026-03}\n"
        "known_on: 2026-04-01\n"
    )
    steps = (
        "root_cause: {method: five whys, text: A vacant desk., delivered_on: 2026-04-13}\n"
        "plan: {delivered_on: 2026-04-01}\nactions:\n"
        "  - {id: desk, text: Fill the desk., owner: account-director, due: 2026-04-30}\n"
        "  - {id: look, text: Look., owner: account-director, due: 2026-04-20, done_on: 2026-04-20}\n"
    )
    dispute = (
        "kind: Dispute\nid: slates\nmeasurement: contested.2026-03\nraised_by: provider\n"
        "segments: [two]\nraised_on: 2026-04-02\nclaim: Two were counted twice.\n"
    )
    measured = [
        measurement("2026-03", row("15/30", "one"), row("10/30", "two"), name=name).replace(
            "2026-07-08", "2026-04-01"
        )
        for name in promises
    ]
    documents = (calendar, idle, *promises.values(), *measured, dispute)
    found = agreement(tmp_path, *documents, record % "desks" + steps, record % "open")

    told_ = find_owed(found, judge(found, AS_OF))

    late = [f"{one.what}: {one.is_step} {one.is_late} {one.is_overdue(AS_OF)}" for one in told_]
    late += [
        f"{one.what}, {one.document.place(*one.loc).pointer}: "
        + " ".join(f"{breach.sla}[{breach.segment}]" for breach in one.breaches)
        for one in told_
    ]
    text = told(replace(one, breaches=()) for one in told_)
    expect_file(EXPECTED / "owed.txt", "\n".join((*late, text)))
