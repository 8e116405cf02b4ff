"""`partnership close` and `partnership audit periods`, as they are run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys

import pytest
from jsonschema import Draft202012Validator

from partnership.cli import run
from partnership.schema.published import find_schema
from tests.judging.agreements import agreement, months, sla
from tests.judging.closes import edit

AS_OF = ("--as-of", "2026-08-20")
GAPS = "missing_data: {then: exclude, at_most: 5%}\nlow_volume: {below: 5, then: report only}\n"


@pytest.fixture
def folder(tmp_path):
    """A promise of both with three months, in which no check finds anything to mend."""
    root = tmp_path / "ours"
    agreement(
        root,
        sla(effective="{from: 2026-04-01}", owed_by="both", more=GAPS),
        *months("2026-04", ["21/30", "29/30", "25/30"]),
    )
    return root


def closed(folder, *months_):
    for month in months_:
        assert 0 == run(["close", month, str(folder), *AS_OF])


def test_closing_says_what_was_sealed_and_after_what(folder, capsys):
    closed(folder, "2026-04", "2026-05")

    assert (
        """\
records/closes/2026-04.yaml: 1 verdict from 1 measurement, the first Close
records/closes/2026-05.yaml: 1 verdict from 1 measurement, after 2026-04
"""
        == capsys.readouterr().out
    )


def test_a_dry_run_prints_the_record_and_writes_nothing(folder, capsys):
    assert 0 == run(["close", "2026-04", str(folder), "--dry-run", *AS_OF])

    assert capsys.readouterr().out.startswith("kind: Close\nid: 2026-04\nperiod: 2026-04\nknown: ")
    assert not (folder / "records" / "closes").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2026-4"], "`2026-4` is not a period"),
        (["2026-05"], "2026-04 was never closed, and months are closed in order"),
        (["2026-04", "--correct"], "a correction says why"),
        (["2026-04", "--because", "x"], "a correction says why"),
    ],
)
def test_what_cannot_be_closed_is_said_with_exit_code_2(folder, capsys, arguments, said):
    month, *options = arguments
    assert 2 == run(["close", month, str(folder), *options, *AS_OF])
    assert said in capsys.readouterr().err


def test_nothing_is_closed_while_a_check_finds_an_error(folder, capsys):
    edit(folder, "partnership/slas/first-slate.yaml", "minimum: 80%", "minimum: 95%")

    assert 1 == run(["close", "2026-04", str(folder), *AS_OF])

    told = capsys.readouterr()
    assert "error[minimum-beyond-expected]" in told.out
    assert "error: 2026-04 is not closed while a check finds an error\n" == told.err
    assert not (folder / "records" / "closes").exists()


def test_audit_says_that_each_close_reproduces(folder, capsys):
    closed(folder, "2026-04", "2026-05")
    capsys.readouterr()

    assert 0 == run(["audit", "periods", str(folder)])

    assert (
        """\
2026-04     reproduces    1 verdict from 1 measurement
2026-05     reproduces    1 verdict from 1 measurement
2 Closes: each reproduces from its own content, and the chain holds
"""
        == capsys.readouterr().out
    )


def test_audit_names_the_first_close_that_does_not_hold(folder, capsys):
    closed(folder, "2026-04", "2026-05", "2026-06")
    edit(folder, "records/closes/2026-05.yaml", "status: met", "status: minimum missed")
    capsys.readouterr()

    assert 1 == run(["audit", "periods", str(folder)])

    told = capsys.readouterr().out.splitlines()
    assert "2026-04     reproduces    1 verdict from 1 measurement" == told[0]
    assert "2026-05     does not hold 1 verdict from 1 measurement" == told[1]
    assert told[2].startswith("  records/closes/2026-05.yaml:")
    assert told[2].endswith("is sealed as `minimum missed`, and judged again it is `met`")
    assert "3 Closes: 2 do not hold, the first is 2026-05" == told[-1]


def test_the_json_of_an_audit_is_as_its_schema_says(folder, capsys):
    closed(folder, "2026-04", "2026-05")
    edit(folder, "records/closes/2026-05.yaml", "status: met", "status: minimum missed")
    capsys.readouterr()

    assert 1 == run(["audit", "periods", str(folder), "--format", "json"])

    answer = json.loads(capsys.readouterr().out)
    Draft202012Validator(find_schema("audit")).validate(answer)
    assert (False, ["2026-05"]) == (answer["holds"], answer["broken"])
    assert [True, False] == [one["holds"] for one in answer["closes"]]
    (found,) = answer["closes"][1]["findings"]
    assert ("verdicts[all].status", "records/closes/2026-05.yaml") == (
        found["pointer"],
        found["path"],
    )


def test_audit_of_nothing_is_a_failure(folder, capsys):
    assert 2 == run(["audit", "periods", str(folder)])
    assert "nothing to audit: no month is closed" in capsys.readouterr().err


def test_a_close_that_cannot_be_read_does_not_hold(folder, capsys):
    closed(folder, "2026-04")
    (folder / "records/closes/2026-04.yaml").write_text("kind: Close\nid: 2026-04\n")
    capsys.readouterr()

    assert 1 == run(["audit", "periods", str(folder)])
    assert "does not hold, the first is records/closes/2026-04.yaml" in capsys.readouterr().out


def test_check_marks_what_is_closed(folder, capsys):
    closed(folder, "2026-04", "2026-05", "2026-06")
    capsys.readouterr()

    run(["check", str(folder), "--as-of", "2026-07-10", "--fail-on", "never"])

    assert "first-slate  both     2026-06 closed  all  expected missed" in capsys.readouterr().out


def test_what_was_accepted_unmeasured_no_longer_fails(folder, capsys):
    (folder / "records/measurements/2026-04/first-slate.yaml").unlink()
    assert 1 == run(
        ["check", str(folder), *AS_OF, "--fail-on", "unmeasured", "--period", "2026-04"]
    )

    reason = ["--accept-unmeasured", "The tracker lost the month."]
    assert 0 == run(["close", "2026-04", str(folder), *AS_OF, *reason])
    capsys.readouterr()

    assert 0 == run(
        ["check", str(folder), *AS_OF, "--fail-on", "unmeasured", "--period", "2026-04"]
    )
    assert "1 not measured" in capsys.readouterr().out


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "UTC"])
def test_another_machine_writes_the_same_bytes_in_any_time_zone_and_folder(folder, tmp_path, zone):
    """The very same month is closed by a process of its own, in another folder and time zone."""
    closed(folder, "2026-04", "2026-05")
    other = tmp_path / zone.replace("/", "-") / "a b" / "clone"
    shutil.copytree(folder, other, ignore=shutil.ignore_patterns("closes"))
    environment = {
        **os.environ,
        "TZ": zone,
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "PARTNERSHIP_NO_CACHE": "1",
    }
    for month in ("2026-04", "2026-05"):
        subprocess.run(
            [sys.executable, "-m", "partnership", "close", month, "--as-of", "2026-08-21"],
            cwd=other / "records",
            env=environment,
            check=True,
            capture_output=True,
        )

    for name in ("2026-04.yaml", "2026-05.yaml"):
        ours, theirs = (root / "records/closes" / name for root in (folder, other))
        assert ours.read_bytes() == theirs.read_bytes()
