"""What is put into a template stays one value, whatever it holds."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.documents import Partnership
from partnership.loading.document import load_document
from partnership.loading.tree import parse
from partnership.scaffold.templates import Written, filled, markdown_text, yaml_scalar

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
GOAL = """\
kind: Goal
id: hire-faster
title: ${title}
owners: {client: ${title}, provider: b}
"""


@given(TEXT)
def test_any_title_comes_back_from_the_loader(title):
    """In block and in flow style, and nothing else appears beside it."""
    tree = parse(filled(GOAL, {"title": title}).encode())

    assert [] == tree.refusals
    assert tree.value == {
        "kind": "Goal",
        "id": "hire-faster",
        "title": title,
        "owners": {"client": title, "provider": "b"},
    }


@given(TEXT)
def test_any_name_comes_back_from_a_partnership(name):
    document = b"""\
kind: Partnership
id: a
title: %b
owners: {client: a, provider: b}
effective: {from: 2026-01-01}
format: 1
parties: {client: {name: %b}, provider: {name: B}}
time_zone: UTC
currency: EUR
term: {from: 2026-01-01}
authorised_signatories: {client: [a], provider: [b]}
measured_within: 5 business days
""" % (yaml_scalar(name).encode(), yaml_scalar(name).encode())

    loaded = load_document("partnership.yaml", document)

    assert [] == loaded.findings
    assert isinstance(loaded.document, Partnership)
    assert loaded.document.title == normalize("NFC", name)
    assert loaded.document.parties.client.name == normalize("NFC", name)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Harbour Foods", "Harbour Foods"),
        ("Nørth & Söhne (Berlin)", "Nørth & Söhne (Berlin)"),
        ("New Year's Day", "New Year's Day"),
        ("yes: no", '"yes: no"'),
        ("# 1", '"# 1"'),
        ("null", '"null"'),
        ("2026-01-01", '"2026-01-01"'),
        ("a,b", '"a,b"'),
        ("two\nlines", '"two\\nlines"'),
        ("ends with a blank ", '"ends with a blank "'),
        ("a 😀", '"a 😀"'),
        ("next\x85line", '"next\\u0085line"'),
    ],
)
def test_a_scalar_is_quoted_where_it_has_to_be(text, written):
    assert written == yaml_scalar(text)


def test_a_value_that_holds_a_place_is_not_filled_again():
    assert '"${b}" 1' == filled("${a} ${b}", {"a": "${b}", "b": Written("1")})


def test_a_name_without_a_value_is_our_bug():
    with pytest.raises(KeyError, match="nowhere"):
        filled("${nowhere}", {})


@given(TEXT)
def test_markdown_keeps_a_name_on_one_line_without_marks(name):
    written = markdown_text(name)

    assert "\n" not in written
    assert not [
        mark
        for position, mark in enumerate(written)
        if mark in "`*_[]<>#|" and written[position - 1] != "\\"
    ]
