"""The loader against documents that others wrote to break loaders."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from partnership.loading.document import load_document
from partnership.loading.tree import parse

# What libyaml reads otherwise than the suite says. The lists may only shrink.
READ_OTHERWISE = {
    "652Z": "`?foo` at the start of a flow mapping is read as a key with its question mark",
    "HM87/01": "`?x` in a flow sequence is read as a text",
    "JEF9/02": "a final blank line is kept in a block scalar without content",
    "L24T/01": "a final line of one space is given a line break",
}
ACCEPTED_OTHERWISE = {
    "9C9N": "a flow sequence may stand at its parent's indentation",
    "9JBA": "a comment may touch the bracket before it",
    "CVW2": "a comment may touch the comma before it",
    "DK95/01": "a tab may stand before a continuation line",
    "G5U8": "plain dashes may stand in a flow sequence",
    "QB6E": "a quoted text may be indented less than its key",
    "S98Z": "a block scalar's blank lines may be indented deeper",
    "SU5Z": "a comment may touch the quoted text before it",
    "X4QW": "a comment may touch a block scalar's header",
    "Y79Y/003": "a tab may stand before a bracket",
    "YJV2": "a dash alone may stand in a flow sequence",
}


@pytest.fixture(scope="module")
def suite(corpora):
    """The cases of the YAML test suite, by id."""
    cases = json.loads((corpora / "yaml-test-suite.json").read_text())
    return {case["id"].removeprefix("data/"): case for case in cases}


@pytest.fixture(scope="module")
def hostile(corpora):
    """Documents that a loader must refuse politely, by file name."""
    return json.loads((corpora / "pyyaml-hostile.json").read_text())


def accepted(suite):
    """Yield every case of the suite that the loader takes, with its data."""
    for name, case in suite.items():
        tree = parse(case["yaml"].encode("utf-8", "surrogatepass"))
        if all(refusal.check == "foreign-text" for refusal in tree.refusals):
            yield name, case, tree.value


def test_accepted_cases_have_the_suites_data(suite):
    """Whatever the loader takes means what the suite says, but for libyaml's own differences."""
    differing = set()
    for name, case, value in accepted(suite):
        if case["must_fail"] or not (case.get("json") or "").strip():
            continue
        if json.loads(case["json"], parse_float=Decimal) != value:
            differing.add(name)

    assert set(READ_OTHERWISE) == differing


def test_cases_that_must_fail_are_refused(suite):
    taken = {name for name, case, _ in accepted(suite) if case["must_fail"]}

    assert set(ACCEPTED_OTHERWISE) == taken


def test_the_suite_is_not_refused_wholesale(suite):
    """Refusing everything would pass the tests above; 188 of 402 cases are plain enough to take."""
    assert 188 <= len(list(accepted(suite)))


def test_no_case_is_a_document_and_none_raises(suite, hostile):
    """Neither corpus holds a partnership's document: each file gives at least one finding."""
    contents = [case["yaml"].encode("utf-8", "surrogatepass") for case in suite.values()]
    contents += [text.encode("latin-1") for text in hostile.values()]

    for content in contents:
        loaded = load_document("partnership/case.yaml", content)

        assert loaded.document is None
        assert loaded.findings


# Pickled states in the old format: as YAML, plain text.
PLAIN_TEXT = {"recursive-dict", "recursive-list", "recursive-state", "recursive-tuple"}


def test_hostile_documents_are_refused_by_the_parser(hostile):
    taken = {name for name, text in hostile.items() if not parse(text.encode("latin-1")).refusals}

    assert {f"{name}.recursive" for name in PLAIN_TEXT} == taken
