"""The guard takes any text: it never raises, stays inside the text, and needs time in proportion to it."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.guard import Known, find_leaks, find_suspects
from partnership.guard.allows import allows_in, split
from partnership.guard.messages import without_comments, without_trailers
from tests.guard.measured import KNOWN, business, leaks

SENTENCES = [sentence for _, sentence, _ in leaks()] + [line for line, _ in business()]
PIECES = st.sampled_from(
    (
        *(
            "+44 7700 900123",
            "@",
            ".example",
            "a",
            "4111 ",
            "(at)",
            "GB29 NWBK ",
            "-",
            " ",
            "\n",
            "eyJ",
        ),
        *("linkedin.com/in/", "0", "19", "# allow[phone]: because", "é", "\u00a0", "://", "²", "٣"),
    )
)


def look(text: str) -> None:
    """Ask everything about a text; what is found lies in it, in order and apart."""
    found = find_leaks(text, KNOWN)
    places = [place for leak in found for place in (leak.start, leak.end)]

    assert places == sorted(places)
    assert not places or (places[0] >= 0 and places[-1] <= len(text))
    for is_page in (False, True):
        left, _ = split(found, allows_in(text, is_page=is_page))
        assert set(left) <= set(found)
    assert len(text) == len(without_trailers(text)) == len(without_comments(text))


def test_naughty_strings_raise_nothing(corpora):
    for text in json.loads((corpora / "naughty-strings.json").read_text(encoding="utf-8")):
        look(text)
        look(f"tel. {text} @ {text}")


@given(st.text())
def test_no_text_raises(text):
    look(text)


@given(st.lists(PIECES).map("".join))
def test_no_text_of_pieces_of_leaks_raises(text):
    look(text)


@given(st.permutations(SENTENCES).map(lambda lines: lines[:9]))
def test_what_one_pass_over_many_passes_over_holds_nothing(texts):
    passed_over = set(range(len(texts))) - set(find_suspects(texts))

    assert [] == [texts[at] for at in passed_over if find_leaks(texts[at], KNOWN)]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_leak_is_found_among_other_lines_as_alone(sentence):
    alone = [(leak.sort, leak.start, leak.end) for leak in find_leaks(sentence, KNOWN)]
    led = f"title: A month\n\n\n{sentence}\n\n\ncount: 12\n"
    shift = led.index(sentence)
    among = [(leak.sort, leak.start - shift, leak.end - shift) for leak in find_leaks(led, KNOWN)]

    assert alone == among


HARD = {
    "digits": "1",
    "digits and blanks": "1 ",
    "digits, blanks and brackets": "(1) ",
    "signs of addresses": "a.",
    "at signs": "@",
    "at signs and names": "a@b.",
    "spelt addresses": "a (at) ",
    "beginnings of tokens": "eyJ",
    "tokens without an end": "eyJaaaaaaaaaaaa.",
    "beginnings of links": "linkedin.com/in/",
    "beginnings of IBANs": "GB29 ",
    "capitals": "ABCDEF85T10",
    "phone numbers": "+44 7700 900123, ",
    "passwords in addresses": "https://a:",
    "allows": "# allow[phone]: x",
    "blanks": " ",
    "brackets": "(",
    "strokes": "1/",
}


@pytest.mark.parametrize("name", HARD)
def test_four_times_the_text_takes_about_four_times_as_long(name):
    """No pattern goes back again and again: 400 KB on one line, then 1.6 MB would take hours."""
    short, long = (HARD[name] * (size // len(HARD[name])) for size in (50_000, 200_000))

    assert seconds(long) <= 9 * seconds(short) + 0.2


def seconds(text: str) -> float:
    """The processor's time for a text, the better of two."""
    taken = []
    for _ in range(2):
        begun = time.process_time()
        leaks_found = find_leaks(text, Known())
        split(leaks_found, allows_in(text))
        taken.append(time.process_time() - begun)
    return min(taken)
