"""What a metric says it is based on is asked of the library, and nothing else is."""

from __future__ import annotations

import pytest

from partnership.agreement import Agreement
from partnership.checks import unknown_base
from partnership.loading.document import load_document
from tests.measuring.stores import FILL, HEAD


def found(*bases, amended=""):
    documents = []
    for number, base in enumerate(bases):
        text = (
            f"kind: Metric\nid: m{number}\n{HEAD}intent: Speed.\n{FILL}based_on: {base}\n{amended}"
        )
        loaded = load_document(f"{number}.yaml", text.encode())
        assert loaded.document, [one.message for one in loaded.findings]
        documents.append(loaded.document)
    return [(one.message, one.hint) for one in unknown_base.find(Agreement(tuple(documents)))]


def test_a_definition_of_the_library_is_known_whatever_was_changed():
    assert [] == found("time-to-fill@1", "fill-rate@1")


@pytest.mark.parametrize(
    ("base", "message", "hint"),
    [
        (
            "time-to-fil@1",
            "the library has no metric `time-to-fil`",
            "did you mean `time-to-fill@1`?",
        ),
        ("zzz@1", "the library has no metric `zzz`", "see `partnership metrics list`"),
        ("time-to-fill@2", "the library's `time-to-fill` has no version 2", "its version is 1"),
        (
            "time-to-fill",
            "`time-to-fill` is not a definition's name and version",
            "write it like `time-to-fill@1`",
        ),
        (
            "SHRM's definition",
            "`SHRM's definition` is not a definition's name and version",
            "write it like `time-to-fill@1`",
        ),
    ],
)
def test_what_the_library_does_not_have_is_found(base, message, hint):
    assert [(message, hint)] == found(base)


def test_an_amendment_is_asked_too():
    amended = "amendments:\n  - {from: 2026-01-01, based_on: time-to-fill@9}\n"

    assert [("the library's `time-to-fill` has no version 9", "its version is 1")] == found(
        "time-to-fill@1", amended=amended
    )
