"""`partnership import`: finds the map and the places, keeps out of git, and answers with its exit code."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from partnership.cli import run
from partnership.schema import find_schema
from tests.from_schema import checker
from tests.importing.desk import HEAD
from tests.importing.test_import import APPS, MAP, MOVES, REQS, SEATS

pytestmark = pytest.mark.needs_program("git")


@pytest.fixture
def folder(tmp_path, monkeypatch, repository) -> Path:
    """A partnership in git that ignores `data/`, with exports beside it."""
    root = tmp_path / "agreement"
    base = repository / "checks" / "unusable-event-map" / "pass" / "partnership"
    (root / "partnership").mkdir(parents=True)
    for name in ("partnership", "roles"):
        (root / "partnership" / f"{name}.yaml").write_bytes((base / f"{name}.yaml").read_bytes())
    owners = "owners: {client: vendor-manager, provider: account-director}"
    head = HEAD.replace("owners: {client: ta-ops-lead, provider: delivery-lead}", owners)
    (root / "partnership" / "ats.yaml").write_text(head + MAP)
    (root / ".gitignore").write_text("data/\n")
    subprocess.run(["git", "init", "--quiet"], cwd=root, check=True)
    exports = tmp_path / "exports"
    exports.mkdir()
    for name, text in (("reqs", REQS), ("seats", SEATS), ("apps", APPS), ("moves", MOVES)):
        (exports / f"{name}.csv").write_text(text)
    monkeypatch.chdir(root)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "user"))
    for name in ("PARTNERSHIP_TOKENS", "PARTNERSHIP_EVENTS"):
        monkeypatch.delenv(name, raising=False)
    return root


def imported(*arguments: str) -> int:
    return run(["import", "csv", "../exports", *arguments])


def test_events_go_beside_the_agreement_and_tokens_to_the_users_own_folder(
    folder, tmp_path, capsys
):
    assert 0 == imported()

    told = capsys.readouterr()
    assert "5 rows added: 0 rows with unmapped words, 0 set aside, 0 orphaned\n" in told.out
    assert "" == told.err
    assert (folder / "data" / "events" / "opening" / "000001.parquet").exists()
    book = tmp_path / "user" / "partnership" / "harbour-northlight.tokens.sqlite3"
    assert 0o600 == stat.S_IMODE(book.stat().st_mode)


def test_what_does_not_fit_is_exit_code_1_unless_told_otherwise(folder, tmp_path, capsys):
    (tmp_path / "exports" / "moves.csv").write_text(MOVES + "A1,2026-03-31 09:30:00,Panel\n")

    assert 1 == imported()
    assert "1 app_event.stage: (first at moves.csv:4)" in capsys.readouterr().out
    assert 0 == imported("--fail-on", "never")
    assert 0 == imported("--fail-on", "orphaned")


def test_values_are_shown_on_a_terminal_with_a_warning(folder, tmp_path, capsys, monkeypatch):
    (tmp_path / "exports" / "moves.csv").write_text(MOVES + "A1,2026-03-31 09:30:00,Panel\n")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    assert 1 == imported("--show-values")

    told = capsys.readouterr()
    assert "1 app_event.stage: Panel (first at moves.csv:4)" in told.out
    assert "warning: words of the export are shown, and may name persons\n" == told.err


def test_values_are_not_shown_where_they_would_be_kept(folder, capsys):
    assert 2 == imported("--show-values")

    told = capsys.readouterr()
    assert "--show-values shows words that may name persons, as text on a terminal" in told.err
    assert "" == told.out
    assert not (folder / "data").exists()


def test_values_are_never_shown_in_json(folder, capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    assert 2 == imported("--show-values", "--format", "json")
    assert "--show-values shows words that may name persons, as text" in capsys.readouterr().err


def test_orphans_fail_where_they_are_told_to(folder, tmp_path):
    (tmp_path / "exports" / "moves.csv").write_text(MOVES + "A9,2026-03-31 09:30:00,Phone\n")

    assert 0 == imported()
    assert 1 == imported("--fail-on", "orphaned")


def test_json_is_the_whole_answer(folder, capsys):
    assert 0 == imported("--format", "json", "--recorded-at", "2026-04-01T12:00:00Z")

    found = json.loads(capsys.readouterr().out)
    assert checker(find_schema("import"))(found)
    assert "partnership/import/1" == found["format"]
    assert "2026-04-01T12:00:00+00:00" == found["recorded_at"]
    assert {
        "read": 5,
        "added": 5,
        "unmapped": 0,
        "quarantined": 0,
        "orphaned": 0,
        "not_made": 0,
    } == found["summary"]


def test_the_columns_that_are_read_are_printed(folder, capsys):
    assert 0 == run(["import", "csv", "--list"])

    told = capsys.readouterr().out
    assert "moves  [CSV]" in told
    assert "To " in told
    assert "Manager" not in told


@pytest.mark.parametrize("option", ["--store", "--tokens"])
def test_a_place_that_git_would_keep_is_refused(folder, capsys, option):
    assert 2 == imported(option, "kept/there")

    assert "inside a git repository that does not ignore it" in capsys.readouterr().err
    assert not (folder / "kept").exists()


def test_git_must_also_ignore_the_folder_in_which_an_import_works(folder, capsys):
    """It lies beside the book of tokens, and a killed import leaves it there."""
    ignored = folder / ".gitignore"
    ignored.write_text("data/\nkept.sqlite3\n")

    assert 2 == imported("--tokens", "kept.sqlite3")
    assert ".kept.sqlite3.import: this is inside a git repository" in capsys.readouterr().err

    ignored.write_text("data/\nkept.sqlite3\n.kept.sqlite3.import\n")
    assert 0 == imported("--tokens", "kept.sqlite3")


def test_a_place_that_git_ignores_will_do(folder):
    assert 0 == imported("--tokens", "data/tokens.sqlite3")


def test_the_book_of_tokens_does_not_lie_in_the_store(folder, capsys):
    assert 2 == imported("--tokens", "data/events/tokens.sqlite3")

    assert "must not lie in the store" in capsys.readouterr().err


def test_a_folder_that_the_environment_names_is_where_events_go(folder, monkeypatch):
    monkeypatch.setenv("PARTNERSHIP_EVENTS", "data/elsewhere")

    assert 0 == imported()

    assert (folder / "data" / "elsewhere" / "opening").is_dir()


def test_events_that_live_in_a_database_need_a_folder_to_be_imported_to(
    folder, monkeypatch, capsys
):
    monkeypatch.setenv("PARTNERSHIP_EVENTS", "postgresql://client.example/events")

    assert 2 == imported()

    assert "name a folder with --store" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["csv"], "name the exports to import"),
        (["lever", "../exports"], "name the map with --map; EventMaps of lever: none"),
        (["csv", "../exports", "--map", "other"], "there is no EventMap `other`; there are `ats`"),
        (["lever", "../exports", "--map", "ats"], "the EventMap `ats` is of csv, not of lever"),
        (
            ["csv", "../exports", "--as-of", "2025-06-01"],
            "the EventMap `ats` is not in force on 2025-06-01",
        ),
        (["csv", "../exports", "--recorded-at", "2026-04-01"], "`2026-04-01` is not a moment"),
        (["csv", "../exports", "--snapshot", "2026-04-01", "--snapshots"], "give either"),
        (["csv", "partnership"], "there is no export to read"),
    ],
)
def test_wrong_usage_is_exit_code_2(folder, capsys, arguments, message):
    assert 2 == run(["import", *arguments])

    assert message in capsys.readouterr().err


def test_files_of_another_system_read_nothing_and_are_exit_code_2(folder, tmp_path, capsys):
    other = tmp_path / "other"
    other.mkdir()
    (other / "people.csv").write_text("name\n")

    assert 2 == run(["import", "csv", str(other)])

    told = capsys.readouterr()
    assert "not read: people.csv (no table that is read has this name)" in told.out
    assert "nothing was read: no file is a table of this system" in told.err


def test_a_folder_that_cannot_be_written_says_so(folder, tmp_path, capsys):
    (folder / "data").mkdir()
    (folder / "data" / "events").write_text("a file where a folder should be")

    assert 2 == imported()

    assert "error: " in capsys.readouterr().err


@pytest.mark.parametrize("room", [4_000, 200_000, 800_000])
def test_without_room_nothing_is_half_written_and_the_next_import_goes_on(folder, tmp_path, room):
    """No file may grow beyond a limit, as on a full disk: the spool, the book or the tables."""
    stages = "".join(f"A{n},2026-03-05 09:30:{n % 60:02},Phone\n" for n in range(8_000))
    (tmp_path / "exports" / "moves.csv").write_text(f"App,At,To\n{stages}")
    work = tmp_path / "work"
    work.mkdir()

    stopped = subprocess.run(
        [sys.executable, "-m", "partnership", "import", "csv", "../exports"],
        env={**os.environ, "TMPDIR": str(work)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert 2 == stopped.returncode, stopped.stderr
    assert stopped.stderr.startswith("error: ")
    assert "Traceback" not in stopped.stderr
    assert f"{tmp_path / 'user' / 'partnership'}" in stopped.stderr
    assert [] == list(work.iterdir())
    assert [] == [p for p in (tmp_path / "user" / "partnership").iterdir() if p.is_dir()]
    assert [] == list(folder.glob("data/events/*"))
    assert 0 == imported()
