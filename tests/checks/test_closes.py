"""What reaches into closed months, and how records of disputes, actions and closes may grow."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import find_all
from partnership.example import followed
from partnership.history.proposal import Proposal
from tests.checks.agreements import agreement_of, edited, found_in, passing, told

CLOSED = passing("closed-period-changed")
TWO = passing("broken-chain")
SLA = "partnership/slas/first-slate.yaml"
CALENDAR = "partnership/calendars/client-uk.yaml"
PARTNERSHIP = "partnership/partnership.yaml"
METRIC = "partnership/metrics/time-to-first-slate.yaml"
CLOSE = "records/closes/2026-03.yaml"
ACTION = "records/corrective-actions/slates-2025-11.yaml"
DISPUTE = "records/disputes/slates-2025-11.yaml"
DAY = date(2026, 5, 12)
AMENDED = """\
  - from: {day}
    targets:
      - {{id: all, within: 7 business days, expected: 92%, minimum: 80%}}
"""


def changed(texts):
    return [said for check, said in told(found_in(texts, DAY)) if check == "closed-period-changed"]


def test_what_holds_from_a_later_day_reaches_into_no_closed_month():
    later = AMENDED.format(day="2026-04-01")

    assert [] == changed({**CLOSED, SLA: CLOSED[SLA] + later})


def test_an_amendment_from_a_day_inside_a_closed_month_reaches_into_it():
    within = AMENDED.format(day="2026-03-31")

    assert ["`targets` says something else for 2026-03, which is closed"] == changed(
        {**CLOSED, SLA: CLOSED[SLA] + within}
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "field"),
    [
        (SLA, "expected: 90%", "expected: 80%", "targets"),
        (SLA, "owed_by: both", "owed_by: client", "owed_by"),
        (SLA, "{from: 2026-03-01}", "{from: 2026-03-02}", "effective"),
        (METRIC, "exclusions: []", "exclusions: [frozen]", "exclusions"),
        (CALENDAR, "hours: [09:00-17:00]", "hours: [08:00-17:00]", "hours"),
        (PARTNERSHIP, "currency: GBP", "currency: EUR", "currency"),
    ],
)
def test_every_document_that_verdicts_rest_on_is_held(path, old, new, field):
    found = changed(edited(CLOSED, path, old, new))

    assert [f"`{field}` says something else for 2026-03, which is closed"] == found


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SLA, "title: First slate on time", "title: First slates"),
        (PARTNERSHIP, "{from: 2026-01-01, to: 2028-12-31}", "{from: 2026-01-01, to: 2029-12-31}"),
    ],
)
def test_words_and_what_verdicts_do_not_rest_on_may_change(path, old, new):
    assert [] == changed(edited(CLOSED, path, old, new))


def test_holidays_of_later_years_are_added_and_those_of_closed_months_are_not():
    def with_holiday(day):
        return {
            **CLOSED,
            CALENDAR: CLOSED[CALENDAR] + f"holidays:\n  - {{day: {day}, title: Off}}\n",
        }

    assert [] == changed(with_holiday("2027-01-01"))
    assert ["`holidays` says something else for 2026-03, which is closed"] == changed(
        with_holiday("2026-03-17")
    )


def test_a_change_for_several_closed_months_is_one_finding():
    assert ["`targets` says something else for 2026-03 to 2026-04, which are closed"] == changed(
        edited(TWO, SLA, "expected: 90%", "expected: 80%")
    )


def test_the_hint_says_from_which_day_terms_may_change():
    (found,) = found_in(edited(TWO, SLA, "expected: 90%", "expected: 80%"), DAY)

    assert "put it back, and amend from 2026-05-01 or later" == found.hint


def rewritten(before, after):
    """What a proposal's check says of two versions of the same files."""
    base, head = agreement_of(before), agreement_of(after)
    found = find_all(head, DAY, Proposal(base, head, base, DAY, ()))
    return [one.message for one in found if one.check == "record-rewritten"]


CAUSE, PLAN, DONE = followed.SLATES


def test_an_action_grows_by_its_plan_its_steps_and_their_days():
    first, second = {ACTION: CAUSE}, {ACTION: CAUSE + PLAN}
    more = PLAN.replace(
        "verification:",
        "  - {id: third, text: Look again in March., owner: delivery-lead, due: 2026-03-31}\nverification:",
    ).replace("due: 2026-01-09}", "due: 2026-01-09, done_on: 2026-01-08}")

    assert [] == rewritten(first, {ACTION: CAUSE + PLAN.partition("actions:")[0]})
    assert [] == rewritten(second, {ACTION: CAUSE + more + DONE})


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("due: 2026-01-16", "due: 2026-02-16", "`actions[second-sourcer].due` changes from"),
        ("text: Two sourcing", "text: Three sourcing", "`root_cause.text` changes from"),
    ],
)
def test_what_an_action_says_once_stays(old, new, said):
    (found,) = rewritten({ACTION: CAUSE + PLAN}, {ACTION: (CAUSE + PLAN).replace(old, new)})

    assert found.startswith(f"the record is rewritten: {said}")


def test_a_step_that_is_taken_out_or_put_first_is_a_rewrite():
    kept = "\n".join(line for line in PLAN.splitlines() if "second-sourcer" not in line) + "\n"
    first = PLAN.replace(
        "actions:\n",
        "actions:\n  - {id: new, text: Another., owner: delivery-lead, due: 2026-03-31}\n",
    )

    for other in (kept, first):
        (found,) = rewritten({ACTION: CAUSE + PLAN}, {ACTION: CAUSE + other})
        assert found.startswith("the record is rewritten: `actions")


def test_a_dispute_is_recounted_and_decided_once():
    before, after = {DISPUTE: followed.DISPUTE}, {DISPUTE: followed.DISPUTE + followed.DECIDED}

    assert [] == rewritten(before, after)
    (found,) = rewritten(after, edited(after, DISPUTE, "dismissed", "upheld"))
    assert "`outcome.decision` changes from `dismissed` to `upheld`" in found


def test_a_close_never_changes_and_never_goes():
    base, head = agreement_of(CLOSED), agreement_of(edited(CLOSED, CLOSE, "n: 23,", "n: 24,"))
    gone = agreement_of({path: text for path, text in CLOSED.items() if path != CLOSE})

    (found,) = (
        one
        for one in find_all(head, DAY, Proposal(base, head, base, DAY, ()))
        if one.check == "record-rewritten"
    )
    assert "restore it; `partnership close PERIOD --correct` writes a correction beside it" == (
        found.hint
    )
    (deleted,) = (
        one
        for one in find_all(gone, DAY, Proposal(base, gone, base, DAY, ()))
        if one.check == "record-rewritten"
    )
    assert "the record `Close/2026-03` is deleted" == deleted.message


def sealing(relief, texts):
    """The refused references of a Close that seals a relief."""
    line = f'  - document: Relief/{relief}\n    digest: "{"a" * 64}"\n    canonical: "{{}}"\n'
    close = texts[CLOSE].replace("terms:\n", f"terms:\n{line}")
    found = told(found_in({**texts, CLOSE: close}, DAY))
    return [said for check, said in found if check == "dangling-reference"]


def test_a_close_may_name_relief_that_a_crisis_grants_and_nobody_writes():
    crisis = passing("crisis-without-right")["records/crises/freeze-2026-06.yaml"]
    relief = "crisis-plan-freeze-2026-06-first-slate"
    there = {**CLOSED, "records/crises/freeze-2026-06.yaml": crisis}
    missing = f"there is no document `Relief/{relief}`"

    assert missing not in sealing(relief, there)
    assert missing in sealing(relief, CLOSED)
    assert "there is no document `Relief/other`" in sealing("other", there)
