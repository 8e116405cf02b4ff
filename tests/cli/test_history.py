"""`log`, `blame`, `show` and `diff`, as the person at the terminal meets them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator

from partnership.cli import run
from partnership.history.retrieving import read_later
from partnership.history.steps import find_line
from partnership.schema.published import find_schema
from tests.history.stories import PROVIDER, SLA, SLA_FILE, Story
from tests.history.test_trail import AMENDED


@pytest.fixture
def story(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    found = Story(tmp_path / "acme")
    found.branch("less")
    found.write(SLA_FILE, SLA + AMENDED)
    found.commit("Propose: expect less from July", PROVIDER)
    found.merge("less", "Agree: expect less from July")
    return found


def answer(capsys, *arguments):
    code = run(list(map(str, arguments)))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_log_tells_who_proposed_and_merged_what_from_when_and_what_it_does(story, capsys):
    code, out, _ = answer(capsys, "log", "--folder", story.root, "--since", "2026-01-05")

    assert code == 0
    assert "Agree: expect less from July\n" in out
    assert "proposed by Provider account director; merged by Client vendor manager in" in out
    assert (
        "    standard, expected: 90% → 85% from 2026-07-01; loosens what the provider owes\n" in out
    )
    assert out.endswith(
        "5 changes in 4 documents: 1 favouring the client, 1 favouring the provider, 3 to be read, "
        f"up to {story.tip[:12]}\n"
    )


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--document", "first-slate"], 2),
        (["--document", "SLA/first-slate", "--field", "expected"], 1),
        (["--field", "targets[standard]"], 1),
        (["--field", "targets[critical]"], 0),
        (["--party", "client"], 1),
        (["--role", "account-director"], 5),
        (["--role", "nobody"], 0),
        (["--period", "2025"], 0),
        (["--until", "2026-01-04"], 0),
    ],
)
def test_log_keeps_what_is_asked_for(story, capsys, arguments, count):
    _, out, _ = answer(capsys, "log", "--folder", story.root, "--format", "json", *arguments)

    assert len(json.loads(out)["changes"]) == count


def test_json_is_by_the_published_schema_and_says_where_a_term_stands(story, capsys):
    for arguments in (["log"], ["diff", "HEAD~1"], ["diff", "HEAD~1", "HEAD"]):
        _, out, _ = answer(capsys, *arguments, "--folder", story.root, "--format", "json")
        data = json.loads(out)
        Draft202012Validator(find_schema("changes")).validate(data)
        change = data["changes"][-1]
        line = SLA.count("\n") + 4
        assert (change["pointer"], change["line"]) == ("targets[standard].expected", line)
        assert change["from"] == "2026-07-01"


def test_csv_has_a_line_for_each_change_and_computes_nothing(story, capsys):
    story.write(SLA_FILE, SLA.replace("title: First slate on time", 'title: "=1+1"'))
    _, out, _ = answer(capsys, "diff", "HEAD", "--folder", story.root, "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["pointer"] for row in rows] == ["title", "targets[standard].expected"]
    assert rows[0]["after"] == "'=1+1"


def test_markdown_shows_a_table_that_no_document_breaks_out_of(story, capsys):
    story.write(SLA_FILE, SLA.replace("First slate on time", "a | b <b>c</b>"))
    _, out, _ = answer(capsys, "diff", "HEAD", "--folder", story.root, "--format", "markdown")

    row = next(line for line in out.splitlines() if "| title |" in line)
    assert "<b>" not in row
    assert "a \\| b" in row or "a &#124; b" in row


def test_diff_compares_the_files_as_they_stand(story, capsys):
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    code, out, _ = answer(capsys, "diff", "HEAD", "--folder", story.root)

    assert code == 0
    assert "  class: critical → kpi; loosens what the provider owes\n" in out
    assert out.endswith(
        f"1 change in 1 document: 1 favouring the provider, from {story.tip[:12]} to the working "
        "tree\n"
    )


def test_no_difference_is_said(story, capsys):
    _, out, _ = answer(capsys, "diff", "HEAD", "--folder", story.root)

    assert out == f"no term changed, from {story.tip[:12]} to the working tree\n"


def test_a_revision_there_is_not_is_refused(story, capsys):
    code, _, err = answer(capsys, "diff", "nowhere", "--folder", story.root)

    assert code == 2
    assert "there is no commit `nowhere` here" in err


def test_blame_says_since_when_each_term_holds_and_which_commit_brought_it(story, capsys):
    code, out, _ = answer(
        capsys, "blame", "first-slate", "--as-of", "2026-08-01", "--folder", story.root
    )
    lines = {line.split("  ")[1].strip(): line for line in out.splitlines() if line[:2] == "  "}

    assert code == 0
    assert ["term", "value", "holds since", "by commit", "known on", "proposed by, and why"] == [
        cell.strip() for cell in lines["term"].split("  ") if cell.strip()
    ]
    assert "2026-07-01" in lines["targets[standard].expected"]
    assert story.tip[:12] in lines["targets[standard].expected"]
    assert "2026-01-01" in lines["targets[standard].minimum"]
    assert story.tip[:12] not in lines["targets[standard].minimum"]


def test_blame_of_a_field_is_by_the_published_schema(story, capsys):
    asked = ["blame", "SLA/first-slate.targets[standard]", "--as-of", "2026-06-30"]
    _, out, _ = answer(capsys, *asked, "--format", "json", "--folder", story.root)
    data = json.loads(out)

    Draft202012Validator(find_schema("blame")).validate(data)
    values = {term["pointer"]: (term["value"], term["since"]) for term in data["terms"]}
    assert values["targets[standard].expected"] == ("90%", "2026-01-01")
    assert len(values) == 4


def test_blame_of_no_document_names_the_nearest(story, capsys):
    code, _, err = answer(capsys, "blame", "SLA/first-slat", "--folder", story.root)

    assert code == 2
    assert "did you mean `SLA/first-slate`?" in err


def test_show_gives_the_terms_of_a_day_as_known_on_another_and_names_what_came_later(story, capsys):
    story.now = story.now.replace(month=9)
    story.edit(
        SLA_FILE,
        "effective: {from: 2026-01-01}\nowed",
        "effective: {from: 2026-01-01}\nweight: 40\nowed",
    )
    story.commit("Agree: weigh it, from the start")
    asked = ["show", "first-slate", "--as-of", "2026-08-01", "--known", "2026-08-15"]
    code, out, _ = answer(capsys, *asked, "--folder", story.root)

    assert code == 0
    assert "expected: 85%" in out
    assert "weight" not in out.split("kind: SLA")[1]
    assert "# changed later on 2026-09-05" in out
    assert "weight: 40, where nothing was" in out


def test_show_calls_a_change_retroactive_that_was_made_after_its_day(story, capsys):
    story.now = story.now.replace(month=9)
    story.edit(SLA_FILE, "pauses: [hold]", "pauses: [hold, scope change]")
    story.commit("Agree: scope changes always stopped the clock")
    asked = ["show", "first-slate", "--as-of", "2026-08-01", "--folder", story.root]
    _, out, _ = answer(capsys, *asked)

    assert "# retroactively changed on 2026-09-05" in out
    assert "pauses: hold → hold, scope change" in out


def test_show_prints_the_same_bytes_whoever_asks_and_json_by_the_schema(story, capsys, monkeypatch):
    asked = ["show", "--as-of", "2026-08-01", "--known", "2026-02-01", "--folder", story.root]
    _, first, _ = answer(capsys, *asked)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    _, second, _ = answer(capsys, *asked)
    _, data, _ = answer(capsys, *asked, "--format", "json")

    assert first == second
    assert first.count("kind: ") == 4
    Draft202012Validator(find_schema("terms")).validate(json.loads(data))


def test_show_of_a_day_before_the_agreement_says_so(story, capsys):
    code, _, err = answer(
        capsys, "show", "first-slate", "--as-of", "2020-01-01", "--folder", story.root
    )

    assert code == 2
    assert "SLA/first-slate is not in force on 2020-01-01" in err

    code, _, err = answer(capsys, "show", "--known", "2020-01-01", "--folder", story.root)
    assert code == 2
    assert "nothing was known on 2020-01-01: the history begins on 2026-01-05" in err


def test_what_show_prints_is_read_as_the_terms_that_were_written(story, capsys):
    from partnership.loading.tree import parse

    _, out, _ = answer(
        capsys, "show", "first-slate", "--as-of", "2026-02-01", "--folder", story.root
    )

    assert parse(out.encode()).value == parse(SLA.encode()).value


@pytest.fixture
def long_story(story):
    """An agreement that is changed in August and in September."""
    story.now = story.now.replace(month=8)
    story.edit(SLA_FILE, "class: critical", "class: kpi")
    story.commit("Agree: measured only")
    story.now = story.now.replace(month=9)
    story.edit(SLA_FILE, "pauses: [hold]", "pauses: [hold, scope change]")
    story.commit("Agree: scope changes stop the clock")
    return story


@pytest.mark.parametrize("known", ["2025-12-31", "2026-07-31", "2026-08-20", "2026-09-10"])
@pytest.mark.parametrize("broken", [False, True])
def test_show_tells_the_same_later_changes_as_the_whole_trail(long_story, known, broken):
    if broken:
        text = (long_story.root / SLA_FILE).read_text()
        long_story.write(SLA_FILE, "title: [\n")
        long_story.commit("Break it")
        long_story.now = long_story.now.replace(month=10)
        long_story.write(SLA_FILE, text.replace("class: kpi", "class: critical"))
        long_story.commit("Mend it")
    day = date.fromisoformat(known)
    repository = long_story.repository
    line = find_line(repository, long_story.tip)
    whole = [one for one in long_story.trail().amended if one.step.known.date() > day]

    later = read_later(repository, long_story.root, line, day, None)

    assert [one.changes for one in whole] == [one.changes for one in later]
    assert [one.step and one.step.commit for one in whole] == [
        one.step and one.step.commit for one in later
    ]


def test_show_follows_an_agreement_that_was_moved_since(long_story, capsys):
    long_story.move("partnership", "deal/partnership")
    long_story.now = long_story.now.replace(month=10)
    long_story.commit("Move the agreement")
    asked = ["first-slate", "--as-of", "2026-08-01", "--known", "2026-08-20"]
    code, out, _ = answer(capsys, "show", *asked, "--folder", long_story.root / "deal")

    assert code == 0
    assert "# changed later on 2026-09-05" in out
    assert "class: kpi" in out
