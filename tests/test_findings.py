"""What is guessed for a word nobody knows."""

from __future__ import annotations

import pytest

from partnership.findings import nearest
from partnership.values.durations import DURATION


@pytest.mark.parametrize(
    ("word", "known", "guess"),
    [
        ("expcted", ["expected", "minimum", "within"], "expected"),
        ("SLO", ["SLA", "Goal", "Metric"], "SLA"),
        ("critcal", ["critical", "standard"], "critical"),
        ("titel", ["title", "target"], "title"),
        ("until", ["title", "kind", "id"], None),
        ("until", ["from", "to"], None),
    ],
)
def test_a_slip_is_guessed_and_another_word_is_not(word, known, guess):
    assert guess == nearest(word, known)


def test_one_of_few_fixed_words_is_guessed_more_freely():
    assert DURATION.nearest("7 working days") == ("7 business days",)
