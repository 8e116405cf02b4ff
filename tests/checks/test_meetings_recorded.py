"""Meetings that nobody ever recorded, and decisions of whoever has the right."""

from __future__ import annotations

from datetime import date

from partnership.checks import find_all
from partnership.loading import load
from tests.duties.agreements import CADENCE, agreement, record

OTHER = (
    CADENCE.replace("id: weekly", "id: monthly")
    .replace("title: Weekly operations", "title: Monthly review")
    .replace("every week on Tuesday", "every month on the 3rd Tuesday")
    .replace("{role: lead, rotates_with: [ops]}", "{role: head}")
)
RIGHTS = """\
kind: Responsibilities
id: responsibilities
title: Who does what
owners: {client: ops, provider: lead}
effective: {from: 2026-01-01}
activities:
  - {id: offers, title: Make offers, accountable: head, responsible: [ops]}
decisions:
  - {id: offer-above-band, title: Offer above band, decided_by: head, threshold: up to 10%, within: 2 calendar days, fallback: ops}
"""
DECIDED = """\
decisions:
  - {{id: {right}, text: The offer may be 8% above., decided_by: {who}}}
minutes_on: 2026-01-07
"""


def told(found, check, as_of=date(2026, 1, 22)):
    return [one.message for one in find_all(found, as_of) if one.check == check]


def decided(folder, who, right="offer-above-band", there="ops, head, lead, stand-in"):
    text = record("2026-01-06", DECIDED.format(who=who, right=right), there=there)
    return told(agreement(folder, text, more=RIGHTS), "decision-without-right")


def test_a_cadence_that_was_never_recorded_is_named_once_where_others_are(tmp_path):
    text = record("2026-01-06", "minutes_on: 2026-01-07\n")
    found = agreement(tmp_path, text, more=OTHER)
    named = [one for one in told(found, "missed-meeting") if "ever" in one]

    assert [
        "no Monthly review was ever recorded, and other meetings are; the last was to be on 2026-01-20"
    ] == named
    last = date(2026, 1, 21)
    assert [] == [one for one in told(found, "missed-meeting", last) if "ever" in one]


def test_where_nobody_keeps_minutes_none_is_asked_for(tmp_path):
    assert [] == told(agreement(tmp_path, more=OTHER), "missed-meeting")


def test_who_has_the_right_decides_and_its_fallback_and_their_deputies(tmp_path):
    for number, who in enumerate(("head", "ops", "stand-in")):
        assert [] == decided(tmp_path / str(number), who)


def test_a_required_role_without_the_right_does_not(tmp_path):
    assert ["`lead` does not decide `offer-above-band`: `head` does"] == decided(tmp_path, "lead")


def test_what_has_no_right_is_decided_by_the_meeting(tmp_path):
    assert [] == decided(tmp_path, "lead", right="something-else")


def test_the_right_is_used_by_who_is_there(tmp_path):
    assert ["`head` decided, and was not there"] == decided(tmp_path, "head", there="ops, lead")


def test_records_of_which_none_fits_the_recurrence_are_one_finding(tmp_path):
    days = ("2026-01-06", "2026-01-13", "2026-01-20")
    changed = CADENCE.replace("on Tuesday", "on Wednesday")
    found = agreement(tmp_path, *(record(day) for day in days), cadence=changed)

    assert [
        "`weekly` has no meeting on 2026-01-06 and 2 other days: none of its records fits its recurrence"
    ] == told(found, "record-of-no-meeting")


def test_a_role_that_is_renamed_is_a_finding_wherever_it_is_named(tmp_path):
    """It is required in a meeting to which nobody of its side came."""
    found = agreement(tmp_path, record("2026-01-06", there="ops, head"), more=OTHER)
    roles = next(tmp_path.rglob("roles.yaml"))
    roles.write_text(roles.read_text().replace("{id: head,", "{id: head-of-ta,"))

    assert "there is no role `head`" in " ".join(told(load(tmp_path), "dangling-reference"))
    assert found.roles
