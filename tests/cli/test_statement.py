"""`partnership statement`: each party's account in every form, and what is refused."""

from __future__ import annotations

import builtins
import csv
import io
import json
import os
import sys
from datetime import date

import pytest
from openpyxl import load_workbook

from partnership.cli import run
from partnership.history.git import Identity, isolated
from partnership.schema import find_schema
from tests.from_schema import checker
from tests.judging.agreements import agreement, write
from tests.judging.credits.money import commercials, critical, months
from tests.test_schema import strict

AS_OF = ("--as-of", "2026-07-10")
SPEED = "  - {id: speed, slas: [slates, fill], method: allocation, share: 50%}\n"
LATE = "  - {id: late, slas: [feedback], method: fixed percent, percent: 4%}\n"


@pytest.fixture
def folder(tmp_path):
    """A January in which both parties missed something and one promise was not measured."""
    agreement(
        tmp_path,
        commercials(SPEED, "at_risk: 10%\n"),
        commercials(LATE, name="client-credits", owed_by="client"),
        critical("slates", more="allocation: 40%\n").replace(
            "title: First slate on time", 'title: "=1+1 slates"'
        ),
        critical("fill", more="allocation: 40%\n"),
        critical("feedback", owed_by="client"),
        *months("slates", "21/30"),
        *months("feedback", "20/30"),
    )
    return tmp_path


def written(capsys, *arguments: str) -> str:
    assert 0 == run(["statement", *arguments])
    return capsys.readouterr().out


def test_every_amount_says_where_it_comes_from(folder, capsys):
    out = written(capsys, "2026-01", str(folder), *AS_OF)

    assert "100,000.00 × 10% at risk × 50% of speed × 40% of slates = 2,000.00 GBP" in out
    assert "SLA slates, all, 2026-01: 70.00% (21/30), minimum missed" in out
    assert (
        "clause partnership/commercials/provider-credits.yaml:11, "
        "promise partnership/slas/slates.yaml:14, measurement slates.2026-01"
    ) in out
    assert out.endswith(
        """\
In all
  The client owes the provider 4,000.00 GBP.
  The provider owes the client 2,000.00 GBP.
  Set off, the client owes 2,000.00 GBP.
  1 amount is not determined, so the sums are not final.
"""
    )


def test_what_nobody_knows_is_named_and_can_fail_the_run(folder, capsys):
    assert 1 == run(["statement", "2026-01", str(folder), *AS_OF, "--fail-on", "undetermined"])

    out = capsys.readouterr().out
    assert "Not determined" in out
    assert "not measured: there is no measurement; it was due by 2026-02-06" in out


def test_csv_holds_no_formula_and_every_sum(folder, capsys):
    rows = list(
        csv.DictReader(
            io.StringIO(written(capsys, "2026-01", str(folder), *AS_OF, "--format", "csv"))
        )
    )

    assert {"'=1+1 slates"} == {row["what"] for row in rows if row["SLA"] == "slates"}
    assert ["2000.00"] == [row["exact"] for row in rows if row["SLA"] == "slates"]
    assert [("", "not determined")] == [
        (row["exact"], row["state"]) for row in rows if row["SLA"] == "fill"
    ]
    assert [("client", "4000.00"), ("provider", "2000.00")] == [
        (row["owed by"], row["exact"]) for row in rows if row["section"] == "total"
    ]


def test_json_keeps_to_its_schema(folder, capsys):
    data = json.loads(written(capsys, "2026-01", str(folder), *AS_OF, "--format", "json"))

    accepts = checker(strict(find_schema("statement")))

    assert accepts(data)
    assert not accepts(data | {"determined": "no"})
    assert not accepts(data | {"more": 1})
    assert [False, "partnership/statement/1"] == [data["determined"], data["format"]]
    assert ["client-credits", "provider-credits"] == [one["id"] for one in data["accounts"]]


def test_excel_is_the_same_bytes_each_time_and_computes_nothing(folder, capsys):
    files = [folder / "one.xlsx", folder / "two.xlsx"]
    for file in files:
        written(capsys, "2026-01", str(folder), *AS_OF, "--format", "excel", "--output", str(file))
    book = load_workbook(files[0])
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]

    assert files[0].read_bytes() == files[1].read_bytes()
    assert ["Statement", "Lines", "Notes"] == book.sheetnames
    assert "=1+1 slates" in {cell.value for cell in cells}
    assert not {cell.coordinate for cell in cells if cell.data_type == "f"}
    assert date(2026, 1, 31) == book.properties.created.date()
    assert 2000 in {cell.value for cell in cells}


def test_excel_wants_a_file_and_its_package(folder, capsys, monkeypatch):
    assert 2 == run(["statement", "2026-01", str(folder), *AS_OF, "--format", "excel"])
    assert "name a file: `--output statement.xlsx`" in capsys.readouterr().err

    real = builtins.__import__

    def without(name, *rest, **more):
        if name.partition(".")[0] == "openpyxl":
            raise ImportError(name)
        return real(name, *rest, **more)

    for name in [name for name in sys.modules if name.partition(".")[0] == "openpyxl"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    target = folder / "x.xlsx"
    assert 2 == run(
        ["statement", "2026-01", str(folder), *AS_OF, "--format", "excel", "--output", str(target)]
    )
    assert "install `partnership-as-code[excel]`" in capsys.readouterr().err
    assert not target.exists()


def test_text_goes_to_a_file_without_colour(folder, capsys):
    target = folder / "statement.txt"

    assert not written(capsys, "2026-01", str(folder), *AS_OF, "--output", str(target))
    assert target.read_text("utf-8").startswith(
        "Statement of account for 2026-01, harbour-northlight"
    )


@pytest.mark.parametrize(
    ("period", "message"),
    [
        ("2026-13", "`2026-13` is not a period; write `2026-03`, `2026-Q1` or `2026`"),
        ("2026-08", "2026-08 has not begun on 2026-07-10"),
        (
            "2026-Q1",
            "no account is kept for 2026-Q1. There are: Commercials/client-credits by the month",
        ),
        ("2025-12", "no account is kept for 2025-12"),
    ],
)
def test_a_period_without_an_account_says_which_there_are(folder, capsys, period, message):
    assert 2 == run(["statement", period, str(folder), *AS_OF])
    assert message in capsys.readouterr().err


def test_terms_that_cannot_be_read_are_not_said_to_be_missing(tmp_path, capsys):
    write(tmp_path, (commercials(SPEED, "at_risk: 110%\n"), critical("slates")))

    assert 2 == run(["statement", "2026-01", str(tmp_path), *AS_OF])
    assert (
        "a Commercials document cannot be read as written, so no account is made; "
        "`partnership validate` says what to change"
    ) in capsys.readouterr().err


def test_without_terms_there_is_nothing_to_state(tmp_path, capsys):
    agreement(tmp_path, critical("slates"))

    assert 2 == run(["statement", "2026-01", str(tmp_path), *AS_OF])
    assert "there is no Commercials document, so nothing is credited" in capsys.readouterr().err


def test_terms_that_cannot_be_read_are_said(folder, capsys):
    file = folder / "partnership/slas/fill.yaml"
    file.write_text(file.read_text("utf-8").replace("owed_by", "owedby"), "utf-8")

    out = written(capsys, "2026-01", str(folder), *AS_OF)

    assert (
        "note: a document of kind SLA cannot be read as written, so amounts may be missing" in out
    )


def test_it_says_the_commit_it_is_made_from(folder, capsys):
    assert "as of 2026-07-10, no commit" in written(capsys, "2026-01", str(folder), *AS_OF)
    kept = isolated(folder, os.environ)
    kept.init()
    kept.add_all()
    kept.commit("Agree", Identity("Client vendor manager", "vendor-manager@client.example"))
    tip = kept.tip()

    first = written(capsys, "2026-01", str(folder), *AS_OF)
    assert f"as of 2026-07-10, commit {tip.short}\n" in first
    assert first == written(capsys, "2026-01", str(folder), *AS_OF)
    answer = json.loads(written(capsys, "2026-01", str(folder), *AS_OF, "--format", "json"))
    assert (answer["commit"], answer["uncommitted"]) == (tip.full, False)
    table = written(capsys, "2026-01", str(folder), *AS_OF, "--format", "csv")
    assert {row["commit"] for row in csv.DictReader(io.StringIO(table))} == {tip.full}
