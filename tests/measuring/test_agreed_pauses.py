"""Pauses of which no event tells: a relief of that type, accepted by the other party, stops the clock."""

from __future__ import annotations

import pytest

from tests.measuring.stores import FILL, Events, agreed, measured, row, terms

WORDS = ("candidate requested delay", "client dependency", "provider dependency", "force majeure")


def relief(kind, covers="{subject: opening}", answer="accepted"):
    """Ten days from 16 March, on which openings stood still."""
    return (
        f"kind: Relief\nid: r\ntype: {kind}\nraised_by: provider\nnotified_on: 2026-03-17\n"
        f"interval: {{from: 2026-03-16, until: 2026-03-26}}\ncovers: {covers}\naffects: [it]\n"
        "cause: Away.\nevidence: {kind: e-mail, ref: a}\n"
        f"answer: {{by: client, decision: {answer}, on: 2026-03-18}}\n"
    )


def late():
    """Opened on 2 March and filled after 40 days, on 11 April; due on 1 April, or ten days later."""
    events = Events()
    events.opening("2026-03-02 09:00", "2026-04-11 12:00", opening_id="o")
    return events


def counted(promise, folder, *others, events=None):
    found = row(agreed(FILL, promise, *others), events or late(), folder, "2026-04")
    return found.numerator, found.denominator, found.closed


def promise(*pauses, **more):
    return terms(pauses=f"[{', '.join(pauses)}]", open_past_due="counts as a miss", **more)


@pytest.mark.parametrize("mode", [{}, {"relief": "remove"}, {"relief": "extend the clock"}])
@pytest.mark.parametrize("word", WORDS)
def test_an_accepted_relief_of_its_word_stops_the_clock(word, mode, tmp_path):
    assert (1, 1, {"30": 1}) == counted(promise(word, **mode), tmp_path, relief(word))


@pytest.mark.parametrize("word", WORDS)
def test_without_a_relief_nothing_stops(word, tmp_path):
    assert (0, 1, {"40": 1}) == counted(promise(word), tmp_path)


def test_what_is_refused_stops_nothing(tmp_path):
    refused = relief("client dependency", answer="refused")

    assert (0, 1, {"40": 1}) == counted(promise("client dependency"), tmp_path, refused)


def test_it_stops_the_subjects_it_names_alone(tmp_path):
    covers = "{count: 1, subject: opening}"
    events = late()
    events.opening("2026-03-02 09:00", "2026-04-11 12:00")
    events.add("relief_subject", relief_id="r", subject="opening", token="o")  # noqa: S106 - the token of a subject
    word = "candidate requested delay"

    found = counted(promise(word), tmp_path, relief(word, covers), events=events)

    assert (1, 2, {"30": 1, "40": 1}) == found


def test_it_stops_the_segment_it_is_for_alone(tmp_path):
    word = "client dependency"
    other = relief(word, "{subject: opening, when: {job_family: technology}}")

    assert (0, 1, {"40": 1}) == counted(promise(word), tmp_path, other)


def test_a_pause_is_in_the_numbers_before_relief(tmp_path):
    word = "client dependency"
    terms_of = promise(word, relief="extend the clock")

    found = measured(agreed(FILL, terms_of, relief(word)), late(), tmp_path, "2026-04")["2026-04"]

    assert (1, 1) == (found.rows[0].numerator, found.rows[0].denominator)
    assert found.rows[0].before_relief is None  # nothing is different before it


def test_a_relief_of_another_word_is_relief_as_agreed(tmp_path):
    """It takes the subject out of those that count, and stops no clock."""
    terms_of = promise("client dependency", relief="remove")

    found = row(agreed(FILL, terms_of, relief("force majeure")), late(), tmp_path, "2026-04")

    assert (0, 0) == (found.numerator, found.denominator)
