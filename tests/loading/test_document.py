"""A file becomes a document of its kind, or findings that say what to write instead."""

from __future__ import annotations

import pytest

from partnership.documents import SLA, commercials
from partnership.documents.sla import EXAMPLE
from partnership.loading.document import load_document

PATH = "partnership/slas/first-slate.yaml"


def told(text: str) -> list[tuple[str, int, int, str, str]]:
    """List the findings of one document's text."""
    loaded = load_document(PATH, text.encode())
    return [
        (found.check, found.place.line, found.place.column, found.message, found.hint)
        for found in loaded.findings
    ]


def document_of(text: str, path: str = PATH) -> SLA:
    """Load one SLA."""
    document = load_document(path, text.encode()).document
    assert isinstance(document, SLA)
    return document


def test_an_example_is_a_document_that_knows_its_places():
    document = document_of(EXAMPLE)

    assert "SLA/first-slate" == document.name
    place = document.place("targets", 0, "expected")
    assert (PATH, 17, 5) == (place.path, place.line, place.column)
    assert "targets[standard].expected" == place.pointer


def test_a_missing_field_points_at_its_nearest_parent():
    document = document_of(EXAMPLE)

    assert (14, 5) == (
        document.place("targets", 0, "otherwise").line,
        document.place("targets", 0, "otherwise").column,
    )


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        pytest.param(
            ("    expected: 90%", "    expcted: 90%"),
            ("unknown-key", 17, 5, "there is no key `expcted` here", "did you mean `expected`?"),
            id="a misspelt key is one finding, not two",
        ),
        pytest.param(
            ("class: critical\n", ""),
            (
                "missing-key",
                1,
                1,
                "the document has no `class`",
                "add `class:` (`critical` carries credits, `kpi` is measured and reported)",
            ),
            id="a missing key",
        ),
        pytest.param(
            ("class: critical", "class: critcal"),
            (
                "wrong-value",
                7,
                8,
                "`critcal` is not one of the words used here",
                "did you mean `critical`?",
            ),
            id="a misspelt word",
        ),
        pytest.param(
            ("7 business days\n    exp", "7 busines days\n    exp"),
            (
                "wrong-value",
                16,
                13,
                "`7 busines days` is not a duration",
                "did you mean `7 business days`?",
            ),
            id="a misspelt unit",
        ),
        pytest.param(
            ("    minimum: 80%", "    minimum: 180%"),
            (
                "wrong-value",
                18,
                14,
                "`180%` is above 100%",
                "write it like `90%`, `30 calendar days` or a plain number",
            ),
            id="a level above 100%",
        ),
        pytest.param(
            ("    minimum: 80%", "    minimum: -80%"),
            (
                "wrong-value",
                18,
                14,
                "`-80%` is below 0",
                "write it like `90%`, `30 calendar days` or a plain number",
            ),
            id="a level below 0",
        ),
        pytest.param(
            ("    minimum: 80%", "    minimum: 80.0 %"),
            (
                "wrong-value",
                18,
                14,
                "`80.0 %` is not a level",
                "did you mean `80%`?",
            ),
            id="a level with a zero too many",
        ),
        pytest.param(
            ("7 business days\n    exp", "7 days\n    exp"),
            (
                "wrong-value",
                16,
                13,
                "`7 days` is not a duration",
                "did you mean `7 business days` or `7 calendar days`?",
            ),
            id="days of which kind",
        ),
        pytest.param(
            ("7 business days\n    exp", "7\n    exp"),
            (
                "wrong-value",
                16,
                13,
                "`7` is not a duration",
                "write it like `5 business days` or `16 business hours` or `30 calendar days`",
            ),
            id="a number without its unit",
        ),
        pytest.param(
            ("    minimum: 80%", "    minimum: eighty"),
            (
                "wrong-value",
                18,
                14,
                "`eighty` is not a level",
                "write it like `90%`, `30 calendar days` or a plain number",
            ),
            id="a word as level",
        ),
        pytest.param(
            ("effective: {from: 2026-01-01}", "effective: {from: 2026-02-30}"),
            (
                "wrong-value",
                5,
                19,
                "`2026-02-30` is a day no calendar has",
                "write one that exists",
            ),
            id="an impossible date",
        ),
        pytest.param(
            ("metric: time-to-first-slate", "metric:"),
            (
                "wrong-value",
                8,
                8,
                "`metric` has no value",
                "write its value, or delete the line",
            ),
            id="a key without a value",
        ),
        pytest.param(
            ("kind: SLA", "kind: SLO"),
            ("unknown-kind", 1, 7, "there is no kind `SLO`", "write `kind: SLA`"),
            id="a kind that does not exist",
        ),
        pytest.param(
            ("kind: SLA", "kind: [SLA]"),
            ("unknown-kind", 1, 7, "`kind` is not a word", "write a kind, as `SLA`"),
            id="a list as kind",
        ),
        pytest.param(
            ("statistic: share within", "statistic: 95th percentile"),
            (
                "wrong-value",
                9,
                12,
                "`95th percentile` is not a statistic",
                "did you mean `95th percentile, linear` or `95th percentile, nearest rank`?",
            ),
            id="a percentile without its method",
        ),
        pytest.param(
            ("title: First slate on time", "title: [First slate]"),
            ("wrong-value", 3, 8, "a list is not a text", "write a text"),
            id="a list as title",
        ),
    ],
)
def test_what_the_kind_refuses_is_told_with_the_right_spelling(edit, expected):
    assert edit[0] in EXAMPLE

    assert [expected] == told(EXAMPLE.replace(edit[0], edit[1], 1))


def test_a_misspelt_key_in_an_amendment_names_the_nearest_of_the_kind():
    text = EXAMPLE.replace(
        "  - from: 2026-07-01\n    targets:", "  - from: 2026-07-01\n    tagets:"
    )

    assert [
        ("unknown-key", 35, 5, "there is no key `tagets` here", "did you mean `targets`?")
    ] == told(text)


@pytest.mark.parametrize("change", ["invoice_period: year", "currency: EUR", "owed_by: client"])
def test_whose_account_it_is_in_what_and_by_which_stretch_is_changed_by_no_amendment(change):
    """Accounts of the days after it would be left out, or add two currencies up."""
    text = f"{commercials.EXAMPLE}amendments:\n  - {{from: 2026-07-01, {change}}}\n"
    path = f"partnership/commercials/{commercials.EXAMPLE.split('id: ')[1].split()[0]}.yaml"
    key = change.partition(":")[0]

    assert [
        (
            f"no amendment changes `{key}`",
            "end these terms by `effective: {to: …}`, and begin others in a document of their own",
        )
    ] == [(one.message, one.hint) for one in load_document(path, text.encode()).findings]


def test_a_null_hides_no_other_finding():
    text = EXAMPLE.replace("metric: time-to-first-slate", "metric:").replace("owed_by", "owedby")

    assert ["wrong-value", "unknown-key"] == [check for check, *_ in told(text)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("# nothing but a comment\n", "the file is empty"),
        ("- a list\n", "the file has no `kind`"),
        ("title: no kind\n", "the file has no `kind`"),
        ("just words\n", "the file has no `kind`"),
    ],
)
def test_a_file_without_a_kind_is_not_a_document(text, message):
    [(check, line, column, said, hint)] = told(text)

    assert ("not-a-document", 1, 1, message) == (check, line, column, said)
    assert hint.startswith("begin with `kind:` and one of `Partnership`")


def test_windows_text_is_a_warning_and_still_a_document():
    loaded = load_document(PATH, EXAMPLE.replace("\n", "\r\n").encode())

    assert isinstance(loaded.document, SLA)
    assert ["foreign-text"] == [found.check for found in loaded.findings]


def test_the_canonical_form_loads_as_the_bytes_do():
    first = document_of(EXAMPLE)
    again = load_document(PATH, EXAMPLE.encode(), first.origin.canonical).document

    assert first == again
    assert again is not None
    assert first.digest == again.digest
    assert first.place("class") == again.place("class")


def test_comments_order_and_layout_do_not_change_the_digest():
    shuffled = "# a comment\n" + EXAMPLE.replace(
        "owed_by: provider\nclass: critical\n", "class: 'critical'\nowed_by:   provider # both\n"
    )

    assert document_of(EXAMPLE).digest == document_of(shuffled, "elsewhere.yaml").digest


def test_a_changed_term_changes_the_digest():
    changed = EXAMPLE.replace("minimum: 80%", "minimum: 79%", 1)

    assert document_of(EXAMPLE).digest != document_of(changed).digest


def test_composed_and_decomposed_accents_are_the_same_terms():
    text = EXAMPLE.replace("First slate on time", "Caf{}")

    assert document_of(text.replace("{}", "\u00e9", 1)).digest == (
        document_of(text.replace("{}", "e\u0301", 1)).digest
    )
