"""An inline allow covers what it stands at, of its sort, and only with a reason."""

from __future__ import annotations

import pytest

from partnership.guard import Known, find_leaks
from partnership.guard.allows import allows_in, split

MAIL = "jane.roe@example.com"
ALLOW = "allow[e-mail]: the authority's public address"


def left(text: str, *, is_page: bool = False) -> tuple[int, int]:
    """How many leaks no allow covers, and how many allows do nothing."""
    leaks, idle = split(find_leaks(text, Known()), allows_in(text, is_page=is_page))
    return len(leaks), len(idle)


@pytest.mark.parametrize(
    "text",
    [
        f"contact: {MAIL}  # {ALLOW}\n",
        f"# {ALLOW}\ncontact: {MAIL}\n",
        f"# {ALLOW}\n\n# another remark\ncontact: {MAIL}\n",
        f"# {ALLOW}\ndescription: |\n  One line.\n\n  Then {MAIL} in the same block.\n",
        f"roles:\n  # {ALLOW}\n  - id: a\n    contact: {MAIL}\n",
    ],
)
def test_in_a_document_it_covers_its_line_or_the_block_below_it(text):
    assert (0, 0) == left(text)


@pytest.mark.parametrize(
    "text",
    [
        f"# {ALLOW}\ntitle: One\ncontact: {MAIL}\n",
        f"title: One  # {ALLOW}\ncontact: {MAIL}\n",
        f"contact: {MAIL}\n# {ALLOW}\ntitle: One\n",
        f"# {ALLOW}\nroles:\n  - id: a\ncontact: {MAIL}\n",
    ],
)
def test_what_stands_beside_that_is_not_covered(text):
    assert (1, 1) == left(text)


def test_on_a_page_it_covers_what_follows_to_the_next_blank_line():
    page = f"[//]: # ({ALLOW})\nWrite to\n{MAIL}.\n\nOr to {MAIL}.\n"

    assert (1, 0) == left(page, is_page=True)


@pytest.mark.parametrize(
    "allow",
    [
        "allow[e-mail]",
        "allow[e-mail]:",
        "allow[e-mail]: ok",
        "allow[e-mail] the authority's public address",
        "allow[mail]: the authority's public address",
        "allow[phone]: the authority's public address",
        "allow[]: the authority's public address",
    ],
)
def test_without_a_reason_or_of_another_sort_it_allows_nothing(allow):
    assert (1, 1) == left(f"contact: {MAIL}  # {allow}\n")


def test_two_sorts_on_one_line_take_two_allows():
    text = f"note: {MAIL}, AB123456C"
    both = f"# {ALLOW}\n# allow[national id]: the form's own example\n{text}\n"

    assert (1, 0) == left(f"# {ALLOW}\n{text}\n")
    assert (0, 0) == left(both)


def test_what_is_said_within_a_value_is_no_allow():
    assert (1, 0) == left(f'contact: "{MAIL}#allow[e-mail]: because it is fine"\n')
