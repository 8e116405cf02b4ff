"""`partnership explain`: checks, kinds and fields, offline, fitted to the terminal."""

from __future__ import annotations

import pytest

from partnership.checks import check_id
from partnership.checks.register import ALL
from partnership.cli import run
from partnership.cli.terminal import fit
from partnership.documents import KINDS
from partnership.explaining import explain, fields_of, overview


@pytest.fixture
def explained(capsys, monkeypatch):
    """Run `explain` and give what it printed."""
    monkeypatch.setenv("COLUMNS", "60")

    def ask(*what: str) -> str:
        assert 0 == run(["explain", *what])
        printed = capsys.readouterr()
        assert "" == printed.err
        return printed.out

    return ask


def test_a_check_is_explained_by_its_page(explained):
    assert explained("unknown-key").startswith(
        "# unknown-key\n\nSeverity: error.\n\nA misspelt key is a promise nobody hears.\n"
    )


@pytest.mark.parametrize("check", ALL, ids=check_id)
def test_every_check_has_a_page_with_more_than_its_first_line(check):
    assert len(explain(check_id(check)).strip().split("\n\n")) > 3


def test_a_field_is_explained_with_its_type_and_whether_it_is_required(explained):
    assert explained("SLA.class") == (
        "# SLA.class\n\n"
        "`critical` carries credits, `kpi` is measured and reported.\n\n"
        "Required: one of `critical` and `kpi`.\n"
    )


def test_a_field_of_a_field_is_found_also_by_the_pointer_of_a_finding(explained):
    page = explained("SLA.targets.within")

    assert page == explained("SLA.targets[standard].within")
    assert page == (
        "# SLA.targets.within\n\n"
        "The limit of one subject's clock: at most this for\n"
        "`share within`, at least this for `share beyond`.\n\n"
        "Optional: a duration, like `5 business days`,\n"
        "`16 business hours` or `30 calendar days`.\n"
    )


def test_a_field_that_holds_a_mapping_lists_its_fields(explained):
    page = explained("SLA.low_volume")

    assert "- `below` (required): a whole number, 1 or more." in page
    assert "- `misses`: a whole number, 0 or more." in page


@pytest.mark.parametrize("kind", KINDS)
def test_a_kinds_page_has_every_field_and_its_example(kind):
    page = explain(kind)

    assert page.startswith(f"# {kind}\n")
    assert [] == [field.key for field in fields_of(KINDS[kind]) if f"\n- `{field.key}`" not in page]
    assert f"```yaml\nkind: {kind}\n" in page


def test_a_default_is_told(explained):
    assert "Where it is not written,\n`judge each part`." in explained("SLA.on_change")


def test_without_a_name_everything_is_listed(explained):
    page = explained()

    assert [] == [kind for kind in KINDS if f"- `{kind}`: " not in page]
    assert [] == [check_id(check) for check in ALL if f"- `{check_id(check)}`: " not in page]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("unknwon-key", "there is no kind and no check `unknwon-key`; did you mean `unknown-key`?"),
        ("Sla", "there is no kind and no check `Sla`; did you mean `SLA`?"),
        ("qqq", "there is no kind and no check `qqq`; `partnership explain` lists all"),
        ("SLA.targes", "`SLA` has no field `targes`; did you mean `SLA.targets`?"),
        ("SLA.owners.zz", "`SLA.owners` has no field `zz`; it has `client`, `provider`"),
        ("SLA.class.x", "`SLA.class` has no fields of its own, so no `x`"),
    ],
    ids=["check", "kind", "nothing near", "field", "far field", "no subfields"],
)
def test_an_unknown_name_gets_the_nearest_and_exit_code_2(what, said, capsys):
    assert 2 == run(["explain", what])
    assert f"error: {said}\n" == capsys.readouterr().err


@pytest.mark.parametrize("width", [40, 79, 100])
def test_lines_fit_where_words_allow_it(width):
    for line in fit(overview(), width, colour=False).splitlines():
        words = line.strip().removeprefix("- ")
        assert len(line) <= width or "`" in words or " " not in words, line


def test_code_is_not_broken_and_examples_stay_as_they_are():
    page = "Write `5 business days` here.\n\n```yaml\nkey:   a value that is wide\n```\n"

    assert fit(page, 16, colour=False) == (
        "Write\n`5 business days`\nhere.\n\n    key:   a value that is wide\n"
    )


def test_nested_bullets_hang():
    page = "- `a`: one two three\n    - `b`: four five six seven\n"

    assert fit(page, 16, colour=False) == (
        "- `a`: one two\n  three\n  - `b`: four\n    five six\n    seven\n"
    )


def test_colour_is_for_headings_and_code():
    painted = fit("# Title\n\nSee `x`.\n", 40, colour=True)

    assert "\x1b[1m# Title\x1b[0m\n\nSee \x1b[36m`x`\x1b[0m.\n" == painted


def test_there_is_no_colour_where_the_answer_is_not_for_a_terminal(explained):
    assert "\x1b" not in explained("SLA")
