"""`partnership replay` as the person at the terminal and a workflow meet it."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from partnership.cli import run
from partnership.history.git import Identity, isolated
from partnership.schema.published import find_schema
from tests.judging.agreements import agreement
from tests.judging.credits.money import commercials, critical, months

pytestmark = pytest.mark.needs_program("git")

LEAD = Identity("Client vendor manager", "vendor-manager@client.example")
SPEED = "  - {id: speed, slas: [first-slate], method: fixed percent, percent: 2%}\n"
COUNTS = ("19/20", "17/20", "15/20", "18/20", "20/20", "16/20")


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """A repository on `main`, six months of which are measured."""
    folder = tmp_path / "acme"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    promise = critical("first-slate").replace("2025-01-01", "2026-01-01")
    agreement(folder, promise, commercials(SPEED), *months("first-slate", *COUNTS))
    repository = isolated(folder, os.environ)
    repository.init()
    repository.add_all()
    repository.commit("Agree: the first terms", LEAD)
    monkeypatch.chdir(folder)
    return folder


def propose(root: Path, old: str = "minimum: 80%", new: str = "minimum: 90%") -> None:
    [file] = [one for one in root.glob("partnership/**/*.yaml") if one.stem == "first-slate"]
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def answer(capsys, *arguments: object) -> tuple[int, str, str]:
    code = run(["replay", "--as-of", "2026-12-31", *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


def written(root: Path) -> dict[str, bytes]:
    every = (one for one in root.rglob("*") if one.is_file())
    return {str(one): one.read_bytes() for one in every if ".git" not in one.parts}


def test_the_files_as_they_stand_are_replayed_and_nothing_is_written(root, capsys):
    propose(root)
    before = written(root)

    code, out, err = answer(capsys, "HEAD")

    tip = isolated(root, os.environ).tip().full[:12]
    assert (0, "") == (code, err)
    assert out.endswith(
        "the provider's misses 3 → 3; the provider's credits 2,000.00 → 6,000.00 GBP; "
        f"from {tip} to the working tree, as of 2026-12-31\n"
    )
    assert before == written(root)


def test_two_revisions_are_replayed_whatever_is_checked_out(root, capsys):
    repository = isolated(root, os.environ)
    repository.branch("less")
    propose(root)
    repository.add_all()
    repository.commit("Propose: a higher minimum", LEAD)
    repository.switch("main")

    code, out, _ = answer(capsys, "main", "less", "--periods", "2")
    _, back, _ = answer(capsys, "less", "main", "--periods", "2")

    assert 0 == code
    assert "first-slate" in out
    assert "2 periods 2026-05 to 2026-06" in out
    assert "credits 0.00 → 2,000.00 GBP" in out
    assert "credits 2,000.00 → 0.00 GBP" in back


def test_json_is_by_the_published_schema(root, capsys):
    propose(root)
    _, out, _ = answer(capsys, "HEAD", "--format", "json")

    data = json.loads(out)
    Draft202012Validator(find_schema("replay")).validate(data)
    assert "partnership/replay/1" == data["format"]
    assert None is data["head"]
    [promise] = data["promises"]
    assert ["met", "expected_missed", "minimum_missed"] == [
        promise["rows"][index]["before"]["status"] for index in (0, 1, 2)
    ]
    assert ["2000.00", "6000.00"] == [
        data["accounts"][0][side]["payable"] for side in ("before", "after")
    ]


def test_json_of_what_is_not_replayed_is_by_the_schema_too(root, capsys):
    propose(root, "class: critical", "class: critical\npauses: [hold]")
    _, out, _ = answer(capsys, "HEAD", "--format", "json")

    data = json.loads(out)
    Draft202012Validator(find_schema("replay")).validate(data)
    assert {"`pauses`"} == {one["reason"] for one in data["promises"][0]["left_out"]}


def test_csv_has_a_line_for_each_row_and_computes_nothing(root, capsys):
    propose(root, "title: First slate on time", 'title: "=1+1"')
    propose(root)

    _, out, _ = answer(capsys, "HEAD", "--format", "csv")

    rows = list(csv.DictReader(io.StringIO(out)))
    assert 6 == len(rows)
    assert {"'=1+1"} == {row["title"] for row in rows}
    assert ("expected_missed", "minimum_missed", "yes") == (
        rows[1]["status_before"],
        rows[1]["status_after"],
        rows[1]["differs"],
    )


def test_no_document_breaks_out_of_markdown(root, capsys):
    hostile = "title: 'a | b <img src=x> [c](http://x.example) @team `d'"
    propose(root, "title: First slate on time", hostile)
    propose(root)

    _, out, _ = answer(capsys, "HEAD", "--format", "markdown")

    assert "<img" not in out
    assert "[c](" not in out
    assert out.startswith("**the provider's misses 3 → 3")
    assert "| row | met | expected missed | minimum missed |\n| --- | --- | --- | --- |\n" in out


def test_a_terminals_escape_is_never_written_from_a_document(root, capsys):
    propose(root, "title: First slate on time", 'title: "a \\u202e b"')
    propose(root)

    _, out, _ = answer(capsys, "HEAD")

    assert "\\u202e" in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "there is no commit `nowhere` here; fetch it"),
        (["HEAD", "nowhere"], "there is no commit `nowhere` here; fetch it"),
        (["HEAD", "--sla", "first-slat"], "no SLA `first-slat` in either revision; did you mean"),
        (["HEAD", "--periods", "0"], "0 is not in the range 1<=x<=120"),
        (["HEAD", "--store", "x", "--no-store"], "`--store` and `--no-store` contradict"),
        (["HEAD", "--store", "missing"], "missing"),
    ],
)
def test_what_cannot_be_asked_is_said_in_a_sentence(root, capsys, arguments, said):
    propose(root, "class: critical", "class: critical\npauses: [hold]")

    code, out, err = answer(capsys, *arguments)

    assert (2, "") == (code, out)
    assert said in err
    assert 2 >= len(re.findall("rror: ", err))


def test_a_broken_head_is_refused_by_its_file(root, capsys):
    propose(root, "minimum: 80%", "minimum: eighty")

    code, out, err = answer(capsys, "HEAD")

    assert (2, "") == (code, out)
    assert "first-slate.yaml of the files as they stand cannot be read as written" in err


def test_a_broken_base_is_refused_by_its_file(root, capsys):
    propose(root, "minimum: 80%", "minimum: eighty")
    repository = isolated(root, os.environ)
    repository.add_all()
    repository.commit("Break it", LEAD)
    propose(root, "minimum: eighty", "minimum: 80%")

    code, _, err = answer(capsys, "HEAD")

    assert 2 == code
    assert "first-slate.yaml of HEAD cannot be read as written, so nothing is replayed" in err


def test_where_nothing_differs_that_is_said(root, capsys):
    code, out, _ = answer(capsys, "HEAD")

    assert 0 == code
    assert out.startswith("no term differs, so nothing would have changed, from ")


def test_a_proposal_does_not_choose_the_events_it_is_judged_by(root, capsys):
    file = root / "partnership/partnership.yaml"
    file.write_text(file.read_text() + "events: {at: stolen}\n")
    propose(root, "class: critical", "class: critical\npauses: [hold]")

    code, out, _ = answer(capsys, "HEAD")

    assert 0 == code
    assert "not replayed, every period: `pauses`" in out
