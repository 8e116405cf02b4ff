"""Files written in canonical form block by block, held against the builder that reads them whole."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.loading.blocks import canonical_by_blocks
from partnership.loading.parsing import clean_canonical
from tests.history.stories import FILES

LINES = (
    *("kind: A\n", "id: b\n", "Z: 1\n", "'q': 1\n", "é: 1\n", "a: é\n", "a : b\n", "<<: a\n"),
    *("a:\n", "b: ~\n", "c: 1.50\n", "d: 0x1F\n", "e: .inf\n", "f: x # y\n", "g: - h\n"),
    *("a: |\n", "b: >-\n", "c: |+\n", "d: |2\n", "  x\n", "    y\n", " \n", "\n", "  ", "\tz\n"),
    *("a: 'x\n", "'\n", "b: x'\n", 'a: "x\n', '"\n', "a: \\\n", "foo\n", "  foo\n", "a", "a: "),
    *("l:\n", "m:\n", "  - a\n", "- a\n", " - q\n", "  - {a: 1}\n", "  - b: 2\n    c: 3\n"),
    *("  - |\n", "  -\n", "    - a\n", "  - 'x\n", "  - y'\n", "  - [a,\n", "  - b]\n", "  - "),
    *("a: {\n", "}\n", "{a: 1}\n", "a: [\n", "]\n", "# c\n", " # c\n", "? a\n", ": b\n", "? \n"),
    *("...\n", "---\n", "--- |\n", "--- a\n", "%YAML 1.2\n", "\x85", "\u2028", "\r\n", "\ufeff"),
    *("a: &x 1\n", "b: *x\n", "c: !!str 1\n"),
)
OFTEN = ("kind: A\n", "id: b\n", "l:\n", "  - a\n", "  - {a: 1}\n", "a: |\n", "  x\n", "# c\n")


@given(st.lists(st.sampled_from(OFTEN) | st.sampled_from(LINES), max_size=9))
def test_blocks_give_what_the_whole_file_gives_or_nothing(lines):
    content = ("kind: A\n" * ("kind: A\n" not in lines) + "".join(lines)).encode()

    assert canonical_by_blocks(content) in {"", clean_canonical(content)}


@pytest.mark.parametrize("path", FILES)
def test_documents_are_told_from_their_blocks(path):
    content = FILES[path].encode()

    assert clean_canonical(content) == canonical_by_blocks(content) != ""


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("# who\n\nkind: A\ntext: é — ü\n", '{"kind":"A","text":"é — ü"}'),
        ("kind: A\nl:\n  - |\n    x\n  - y\n", '{"kind":"A","l":["x\\n","y"]}'),
        ("kind: A\nl:\n- {a: 1.50}\n- z\n", '{"kind":"A","l":[{"a":1.5},"z"]}'),
        ("text: |+\n  x\n\nkind: A", '{"kind":"A","text":"x\\n\\n"}'),
    ],
)
def test_notes_accents_texts_and_lists_of_any_indent_are_told_from_blocks(text, canonical):
    assert canonical == canonical_by_blocks(text.encode()) == clean_canonical(text.encode())


@pytest.mark.parametrize(
    "text",
    [
        "kind: A\n...\nb: 1\n",
        "kind: A\n\x85...\nb: 1\n",
        " kind: A\nb: 1\n",
        "{kind: A}\nb: 1\n",
        "--- |\nkind: A\n",
        "kind: A\nb: 'x\nc: y'\n",
        "kind: A\nb: {\nc: d }\n",
        "kind: A\nb: 1\nb: 1\n",
        "kind: A\nb: &x 1\n",
        "kind: A\nb: 1\r\n",
        "kind: [A]\n",
        "id: b\n",
        "",
    ],
)
def test_what_goes_on_from_block_to_block_or_may_be_refused_is_left_to_the_whole(text):
    assert canonical_by_blocks(text.encode()) == ""


def test_every_case_of_the_suite_is_told_as_the_whole_tells_it(corpora):
    """Each case once after a block that is plain and once before one."""
    cases = json.loads((corpora / "yaml-test-suite.json").read_text())
    texts = [case["yaml"].encode("utf-8", "surrogatepass") for case in cases]
    wrapped = [pair % text for text in texts for pair in (b"kind: A\n%b", b"%b\nkind: A\n")]
    told = [content for content in wrapped if canonical_by_blocks(content)]

    assert len(told) > 30
    assert [canonical_by_blocks(one) for one in told] == [clean_canonical(one) for one in told]
