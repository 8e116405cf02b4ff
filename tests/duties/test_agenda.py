"""What the draft of a meeting says: its items with their times, and what is open with whom."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.duties.agenda import draft, next_meeting
from partnership.duties.points import waits
from partnership.errors import WrongUsage
from partnership.history.waiting import Waiting
from tests.duties.agreements import CADENCE, agreement, record

AS_OF = date(2026, 1, 15)
ITEMS = """\
agenda:
  - {id: stuck, title: What is stuck, minutes: 25, owner: lead}
  - {id: actions, title: Actions, minutes: 20, owner: ops}
"""
ACTIONS = (
    "actions:\n"
    "  - {id: slots, text: Give slots., owner: head, due: 2026-01-12}\n"
    "  - {id: list, text: Bring the list., owner: lead, due: 2026-01-30}\n"
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


def drafted(found, as_of=AS_OF):
    meeting = next_meeting(found, "weekly", as_of)
    return draft(found, meeting, as_of, ())


def points(agenda, name):
    (section,) = (one for one in agenda.sections if one.id == name)
    return [
        (one.party, one.owner, one.text, str(one.due), one.place.pointer) for one in section.points
    ]


def test_the_items_begin_one_after_the_other(tmp_path):
    agenda = drafted(agreement(tmp_path, cadence=CADENCE + ITEMS))

    assert date(2026, 1, 20) == agenda.meeting.day
    assert [("What is stuck", "10:00"), ("Actions", "10:25")] == [
        (one.title, f"{one.at:%H:%M}") for one in agenda.standing
    ]
    assert [("Open list", "lead", date(2026, 1, 19))] == [
        (one.what, one.owner, one.due) for one in agenda.papers
    ]


def test_overdue_actions_stand_apart_from_open_ones_with_their_place(tmp_path):
    text = record("2026-01-06", ACTIONS, paper="2026-01-05")
    agenda = drafted(agreement(tmp_path, text))

    assert [("client", "head", "Give slots", "2026-01-12", "actions[slots]")] == points(
        agenda, "overdue"
    )
    assert [("provider", "lead", "Bring the list", "2026-01-30", "actions[list]")] == points(
        agenda, "actions"
    )


def test_relief_without_an_answer_waits_for_the_other_party(tmp_path):
    agenda = drafted(agreement(tmp_path, RELIEF))
    what = "an answer to the provider's relief `freeze` of 2026-01-09"

    assert [("client", "", what, "None", "notified_on")] == points(agenda, "awaiting")
    assert [] == points(drafted(agreement(tmp_path), date(2026, 1, 8)), "awaiting")


def test_a_commitment_that_lapses_within_two_months_is_named(tmp_path):
    cadence = CADENCE.replace("{from: 2026-01-01}", "{from: 2026-01-01, to: 2026-03-01}")
    agenda = drafted(agreement(tmp_path, cadence=cadence))
    text = "Weekly operations lapses on 2026-03-01, in 45 days"

    assert [("both", "", text, "2026-03-01", "effective.to")] == points(agenda, "lapsing")


@pytest.mark.parametrize(
    ("address", "party"),
    [("a@client.example", "provider"), ("a@provider.example", "client"), ("a@b.example", "both")],
    ids=["the client proposed", "the provider proposed", "nobody knows who"],
)
def test_a_branch_waits_for_the_party_that_did_not_propose_it(tmp_path, address, party):
    branch = Waiting("levels", date(2026, 1, 9), "Raise the level", address)
    point = waits(agreement(tmp_path), branch)

    assert (party, "the branch `levels` of 2026-01-09: Raise the level") == (
        point.party,
        point.text,
    )


def test_a_cadence_nobody_knows_is_answered_with_the_nearest(tmp_path):
    found = agreement(tmp_path)

    with pytest.raises(WrongUsage, match="there is no Cadence `weekley`; did you mean `weekly`"):
        next_meeting(found, "weekley", AS_OF)


def test_a_cadence_that_is_over_has_no_next_meeting(tmp_path):
    cadence = CADENCE.replace("{from: 2026-01-01}", "{from: 2026-01-01, to: 2026-01-16}")
    found = agreement(tmp_path, cadence=cadence)

    with pytest.raises(WrongUsage, match="`weekly` has no meeting from 2026-01-15"):
        next_meeting(found, "weekly", AS_OF)
