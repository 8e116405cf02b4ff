"""What is guessed for a word nobody knows."""

from __future__ import annotations

import pytest

from partnership.findings import nearest


@pytest.mark.parametrize(
    ("word", "known", "guess"),
    [
        ("expcted", ["expected", "minimum", "within"], "expected"),
        ("SLO", ["SLA", "Goal", "Metric"], "SLA"),
        ("critcal", ["critical", "standard"], "critical"),
        ("titel", ["title", "target"], "title"),
        ("7 working days", ["7 business days", "7 business hours"], "7 business days"),
        ("until", ["title", "kind", "id"], None),
        ("until", ["from", "to"], None),
    ],
)
def test_a_slip_is_guessed_and_another_word_is_not(word, known, guess):
    assert guess == nearest(word, known)
