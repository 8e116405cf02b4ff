"""Bytes become data with YAML 1.2's meaning, or a refusal at its line."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from partnership.loading.tree import Tree, parse


def refused(content: bytes) -> list[tuple[str, int, int, str]]:
    """List what is refused in some bytes."""
    return [(r.check, r.line, r.column, r.message) for r in parse(content).refusals]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("1:30", "1:30"),
        ("012", 12),
        ("0o14", 12),
        ("0xC", 12),
        ("+12", 12),
        ("1_000", "1_000"),
        ("2026-03-17", "2026-03-17"),
        ("1.50", Decimal("1.50")),
        ("1e3", Decimal(1000)),
        (".5", Decimal("0.5")),
        ("true", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("~", None),
        ("null", None),
        ("", None),
        ("'no'", "no"),
        ('"12"', "12"),
        ("=", "="),
        ("0b11", "0b11"),
        ("1.2.3", "1.2.3"),
    ],
)
def test_plain_scalars_mean_what_yaml_1_2_says(written, meant):
    tree = parse(f"key: {written}\n".encode())

    assert {"key": meant} == tree.value
    assert type(meant) is type(tree.value["key"])


def test_every_key_value_and_item_has_a_place():
    tree = parse(b"kind: SLA\ntargets:\n  - {id: all, expected: 90%}\n", with_places=True)

    assert (1, 1) == tree.keys[("kind",)]
    assert (1, 7) == tree.values[("kind",)]
    assert (3, 5) == tree.keys[("targets", 0)]
    assert (3, 15) == tree.keys[("targets", 0, "expected")]
    assert (3, 25) == tree.values[("targets", 0, "expected")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(
            b"a: 1\nb: 2\na: 3\n",
            ("duplicate-key", 3, 1, "the key `a` stands here twice"),
            id="a key twice",
        ),
        pytest.param(
            "é: 1\ne\u0301: 2\n".encode(),
            ("duplicate-key", 2, 1, "the key `é` stands here twice"),
            id="a key twice, composed and decomposed",
        ),
        pytest.param(
            b"a: &x 1\n", ("refused-yaml", 1, 4, "the anchor `&x` is not used here"), id="anchor"
        ),
        pytest.param(
            b"a: *x\n", ("refused-yaml", 1, 4, "the alias `*x` is not used here"), id="alias"
        ),
        pytest.param(
            b"<<: {a: 1}\n",
            ("refused-yaml", 1, 1, "the merge key `<<` is not used here"),
            id="merge key",
        ),
        pytest.param(
            b"a: !!python/object:os.system x\n",
            (
                "refused-yaml",
                1,
                4,
                "the tag `tag:yaml.org,2002:python/object:os.system` is not used here",
            ),
            id="tag",
        ),
        pytest.param(
            b"a: 1\n---\nb: 2\n",
            ("refused-yaml", 2, 1, "a second document begins here"),
            id="second document",
        ),
        pytest.param(b"a:\n\tb: 1\n", ("refused-yaml", 2, 1, "a tab indents this line"), id="tab"),
        pytest.param(
            b"? [a, b]\n: 1\n",
            ("refused-yaml", 1, 3, "a key is a mapping or a list"),
            id="list as key",
        ),
        pytest.param(
            b"a: .inf\n",
            ("refused-yaml", 1, 4, "`.inf` is not a number anyone can agree on"),
            id="infinity",
        ),
        pytest.param(
            b"a: 1234567890123456789012\n",
            ("refused-yaml", 1, 4, "a number of 22 digits is too long"),
            id="a number of 22 digits",
        ),
        pytest.param(
            b"%YAML 1.1\n---\na: 1\n",
            ("refused-yaml", 1, 1, "directives are not used here"),
            id="directive",
        ),
        pytest.param(
            b"a: \x00\n",
            ("unreadable-file", 1, 4, "the control character U+0000 cannot stand in a document"),
            id="NUL",
        ),
        pytest.param(
            "a: é\n".encode("latin-1"),
            ("unreadable-file", 1, 4, "byte 0xE9 is not UTF-8"),
            id="latin-1",
        ),
        pytest.param(
            b"\xef\xbb\xbfa: 1\n",
            ("foreign-text", 1, 1, "the file begins with a byte order mark"),
            id="byte order mark",
        ),
        pytest.param(
            b"a: 1\r\nb: 2\r\n",
            (
                "foreign-text",
                1,
                5,
                "lines end in carriage returns, so git shows every line as changed",
            ),
            id="CRLF",
        ),
        pytest.param(
            b"- " * 60_000,
            ("refused-yaml", 1, 129, "nesting goes deeper than 64 levels"),
            id="60,000 nested lists",
        ),
        pytest.param(
            b"[" * 500_000,
            ("refused-yaml", 1, 65, "nesting goes deeper than 64 levels"),
            id="500,000 open brackets",
        ),
        pytest.param(
            b"a: " + b"x" * 10_000_000,
            (
                "unreadable-file",
                1,
                1,
                "the file has more than 1,048,576 bytes, and no document may",
            ),
            id="a scalar of 10 MB",
        ),
        pytest.param(
            b"a: " + b"x" * 100_000,
            ("refused-yaml", 1, 4, "a text of 100,000 characters is too long"),
            id="a scalar of 100 kB",
        ),
        pytest.param(
            b"[" + b"1," * 60_000 + b"]",
            ("refused-yaml", 1, 100_000, "more than 50,000 values in one file"),
            id="60,000 values",
        ),
        pytest.param(
            b"kind: Close\na: " + b"x" * 9_000_000,
            ("unreadable-file", 1, 1, "the file has more than 8,388,608 bytes, and no Close may"),
            id="a Close of 9 MB",
        ),
        pytest.param(
            b"kind: Close\na: [" + b"1," * 600_000 + b"]",
            ("refused-yaml", 2, 999_999, "more than 500,000 values in one file"),
            id="a Close of 600,000 values",
        ),
        pytest.param(
            b"a: &a [x]\nb: &b [*a, *a]\n",
            ("refused-yaml", 1, 4, "the anchor `&a` is not used here"),
            id="alias bomb",
        ),
    ],
)
def test_what_a_document_may_not_contain_is_refused_at_its_line(content, expected):
    assert expected == refused(content)[0]


def test_syntax_is_refused_where_the_parser_stopped():
    [(check, line, _, message)] = refused(b"a: [1, 2\nb: 3\n")

    assert ("yaml-syntax", 2) == (check, line)
    assert "flow sequence" in message


def test_several_refusals_of_one_file_are_all_told():
    found = refused(b"a: &x 1\na: 2\nb: !!str 3\n")

    assert ["refused-yaml", "duplicate-key", "refused-yaml"] == [check for check, *_ in found]


def test_an_empty_file_is_empty_and_not_refused():
    assert parse(b"# nothing yet\n").is_empty
    assert [] == refused(b"")


@given(st.binary(max_size=400))
def test_no_bytes_raise(content):
    assert isinstance(parse(content, with_places=True), Tree)


YAMLISH = st.text(
    alphabet=st.sampled_from(list("ab:-[]{}#&*!|>'\"%@`\n\t ,?0.~<=é\u0301")), max_size=120
)


@given(YAMLISH)
def test_no_text_raises_and_places_do_not_change_data(text):
    content = text.encode()

    assert parse(content).value == parse(content, with_places=True).value


DATA = st.recursive(
    st.text(max_size=12) | st.integers(-(10**12), 10**12) | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(DATA)
def test_json_without_control_characters_reads_as_itself(data):
    """JSON is YAML 1.2: what our own writer escapes comes back the same."""
    text = json.dumps(data)

    tree = parse(text.encode())

    if not tree.refusals:
        assert data == tree.value


@given(st.dictionaries(st.text(max_size=8), DATA, max_size=4), st.booleans())
def test_a_file_reads_alike_with_places_and_without(data, is_block):
    """Without places a builder without refusals reads the file, where it can."""
    written = yaml.safe_dump(data, allow_unicode=True, default_flow_style=not is_block).encode()

    plain, placed = parse(written), parse(written, with_places=True)

    assert (placed.value, placed.refusals) == (plain.value, plain.refusals)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"a: &x 1\n", id="an anchor"),
        pytest.param(b"a: &x [1]\n", id="an anchor at a list"),
        pytest.param(b"&x a: 1\n", id="an anchor at a key"),
        pytest.param(b"a: !!str 3\n", id="a tag"),
        pytest.param(b"a: 1\nb: *x\n", id="an alias"),
        pytest.param(b"a: 1\na: 2\n", id="a key twice"),
        pytest.param(b"<<: {a: 1}\n", id="a merge"),
        pytest.param(b"a: .inf\n", id="no number"),
        pytest.param(b"a: 1\n---\nb: 2\n", id="two documents"),
        pytest.param(b"%YAML 1.1\n---\na: 1\n", id="a directive"),
        pytest.param(b"[a]: 1\n", id="a list as a key"),
        pytest.param(b"a: " + b"[" * 64 + b"]" * 64 + b"\n", id="too deep"),
        pytest.param(b"a: [" + b"1," * 50_000 + b"]\n", id="too many values"),
    ],
)
def test_what_is_refused_is_refused_without_places_too(content):
    plain, placed = parse(content), parse(content, with_places=True)

    assert placed.refusals
    assert placed.refusals == plain.refusals


def test_nesting_may_go_as_deep_as_it_may_with_places():
    content = b"a: " + b"[" * 63 + b"]" * 63 + b"\n"

    assert not parse(content).refusals
    assert parse(content).value == parse(content, with_places=True).value
