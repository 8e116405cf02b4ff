"""Where bands of values do not join: each place once, with a value that shows it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from partnership.documents.commercials import Band
from partnership.judging.credits.bands import find_witnesses, holding

HALF = Fraction(1, 2)


def bands(*texts: str) -> list[Band]:
    return [Band.model_validate_json(f"{{{text}}}") for text in texts]


@pytest.mark.parametrize(
    ("texts", "witnesses"),
    [
        (('"from": "80%", "points": 0', '"below": "80%", "points": 2'), []),
        (('"from": "80%", "points": 0', '"below": "70%", "points": 2'), [(1, "3/4", 0)]),
        (('"above": "80%", "points": 0', '"below": "80%", "points": 2'), [(1, "4/5", 0)]),
        (('"from": "80%", "points": 0', '"to": "80%", "points": 2'), [(0, "4/5", 2)]),
        (
            ('"from": "90%", "points": 0', '"from": "40%", "below": "60%", "points": 2'),
            [(1, "3/4", 0)],
        ),
        (
            (
                '"from": "90%", "points": 0',
                '"from": "40%", "below": "60%", "points": 2',
                '"below": "40%", "points": 3',
            ),
            [(1, "3/4", 0)],
        ),
        (
            (
                '"from": "90%", "points": 0',
                '"from": "40%", "below": "60%", "points": 2',
                '"below": "20%", "points": 3',
            ),
            [(1, "3/4", 0), (2, "3/10", 0)],
        ),
        (
            (
                '"above": "80%", "points": 0',
                '"from": "40%", "below": "80%", "points": 2',
                '"below": "40%", "points": 3',
            ),
            [(1, "4/5", 0)],
        ),
        (('"above": "0%", "points": 0',), [(0, "0", 0)]),
        (('"below": "100%", "points": 0',), [(0, "1", 0)]),
    ],
    ids=[
        "joined",
        "a gap",
        "an end in neither",
        "an end in both",
        "two gaps beside one band",
        "a gap above the middle of three",
        "gaps on both sides of the middle",
        "an end above the middle",
        "nothing",
        "all",
    ],
)
def test_each_place_is_shown_once_by_the_highest_value_in_it(texts, witnesses):
    found = find_witnesses(bands(*texts), Fraction(0), Fraction(1))

    assert [(index, Fraction(value), count) for index, value, count in witnesses] == [*found]


def test_a_value_is_in_the_band_that_has_its_end():
    both = bands('"from": "50%", "points": 0', '"below": "50%", "points": 2')

    assert [0] == [one.points for one in holding(both, HALF)]
    assert [2] == [one.points for one in holding(both, HALF - Fraction(1, 10**9))]


def test_numbers_without_an_end_are_asked_beyond_the_last_band():
    found = find_witnesses(bands('"from": 10, "below": 20, "points": 0'), None, None)

    assert [(0, Fraction(21), 0)] == [*found]
    below = find_witnesses(bands('"from": 10, "points": 0'), None, None)
    assert [(0, Fraction(19, 2), 0)] == [*below]


def test_of_three_bands_that_hold_a_value_the_highest_is_named():
    three = bands('"from": 30, "points": 0', '"from": 20, "points": 1', '"from": 10, "points": 2')

    assert [(0, Fraction(31), 3), (1, Fraction(25), 2), (2, Fraction(19, 2), 0)] == [
        *find_witnesses(three, None, None)
    ]


def test_a_gap_between_numbers_is_shown_by_its_middle():
    two = bands('"from": 20, "points": 0', '"below": 10, "points": 1')

    assert [(1, Fraction(15), 0)] == [*find_witnesses(two, None, None)]
