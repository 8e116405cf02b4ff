"""One mistake is one finding: what depends on it stays silent until it is mended."""

from __future__ import annotations

import re

import pytest

from tests.checks.agreements import agreement_of, edited, found_in, passing, told

TEXTS = passing()
KEYS = [
    (path, key)
    for path, text in TEXTS.items()
    for key in re.findall(r"^([a-z_]+):", text, re.MULTILINE)
    if key not in {"kind", "id"}
]
LINKS = sorted(
    {
        (link.document.path, link.id)
        for link in agreement_of(TEXTS).links
        if link.document.kind != "Roles"  # there the same word is the seat's own id
    }
)


def misspelt(word: str) -> str:
    """Swap the last two different letters of a word."""
    for index in range(len(word) - 1, 0, -1):
        if word[index] != word[index - 1]:
            return word[: index - 1] + word[index] + word[index - 1] + word[index + 1 :]
    return word + word


@pytest.mark.parametrize(("path", "key"), KEYS)
def test_a_misspelt_key_is_one_finding(path, key):
    text = re.sub(f"^{key}:", f"{misspelt(key)}:", TEXTS[path], flags=re.MULTILINE)

    found = found_in({**TEXTS, path: text})

    assert ["unknown-key"] == [finding.check for finding in found], told(found)


@pytest.mark.parametrize("path", [path for path in TEXTS if "partnership.yaml" not in path])
def test_a_file_that_is_not_yaml_is_one_finding(path):
    found = found_in({**TEXTS, path: TEXTS[path] + 'description: "open\n'})

    assert ["yaml-syntax"] == [finding.check for finding in found], told(found)


@pytest.mark.parametrize(("path", "name"), LINKS)
def test_a_misspelt_reference_is_found_and_nothing_else(path, name):
    text = re.sub(rf"(?<![\w-]){name}(?![\w-])", misspelt(name), TEXTS[path])

    found = found_in({**TEXTS, path: text})

    assert {"dangling-reference"} == {finding.check for finding in found}, told(found)


@pytest.mark.parametrize(("path", "name"), LINKS)
def test_a_misspelt_reference_is_told_the_nearest_name(path, name):
    text = re.sub(rf"(?<![\w-]){name}(?![\w-])", misspelt(name), TEXTS[path])

    hints = {finding.hint for finding in found_in({**TEXTS, path: text})}

    assert {f"did you mean `{name}`?"} == hints


def test_without_any_roles_one_finding_stands_for_every_seat():
    texts = {path: text for path, text in TEXTS.items() if "roles" not in path}

    found = found_in(texts)

    assert [("one-of-a-kind", "there is no `Roles`")] == told(found)


def test_a_dimension_that_is_not_there_says_nothing_of_overlaps_or_gaps():
    texts = edited(
        passing("uncovered-scope"),
        "partnership/slas/first-slate.yaml",
        "{urgency: critical}",
        "{urgancy: critical}",
    )

    found = found_in(texts)

    assert ["unknown-dimension"] == [finding.check for finding in found]
    assert "did you mean `urgency`?" == found[0].hint
