"""`partnership init` and `partnership new calendar`, as somebody types them."""

from __future__ import annotations

import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from partnership.checks.register import PROPOSAL
from partnership.cli import run

pytestmark = pytest.mark.needs_program("git")

NAMES = ["--client", "Harbour Foods", "--provider", "Northlight Talent"]


def git(folder, *arguments):
    return subprocess.run(
        ["git", "-C", folder, *arguments], capture_output=True, text=True, check=True
    ).stdout


@pytest.fixture
def known(monkeypatch):
    """Git knows who commits here; the file of its own keeps a test from writing to any other."""
    file = Path(os.environ["HOME"], ".gitconfig")
    file.write_text("[user]\n name = Someone\n email = someone@client.example\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    return file


def test_a_new_repository_is_committed_as_the_user_and_is_clean(tmp_path, capsys, known):
    folder = tmp_path / "acme"

    assert run(["init", str(folder), *NAMES]) == 0

    said = capsys.readouterr()
    assert said.out == (
        f"A new partnership stands in {folder}: open its README.md first.\n"
        f"Next: cd {folder} && partnership validate\n"
    )
    assert said.err == ""
    assert git(folder, "log", "--format=%an <%ae> %cn: %s") == (
        "Someone <someone@client.example> Someone: Write down what we agree\n"
    )
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "branch", "--show-current") == "main\n"
    assert run(["validate", str(folder)]) == 0
    files = len(list(folder.glob("partnership/**/*.yaml")))
    assert re.fullmatch(
        f"{files} documents in {files} files at [0-9a-f]{{12}}: no findings; "
        rf"{len(PROPOSAL)} checks not asked without `--base`\n",
        capsys.readouterr().out,
    )


def test_where_git_knows_nobody_the_two_commands_that_are_printed_work(tmp_path, capsys):
    folder = tmp_path / "a b"

    assert run(["init", str(folder), *NAMES]) == 0

    first, second = capsys.readouterr().out.splitlines()[-2:]
    assert "--global" not in first
    log = subprocess.run(["git", "-C", folder, "log"], check=False, capture_output=True, text=True)
    assert "does not have any commits yet" in log.stderr
    subprocess.run(["sh", "-ec", f"{first}\n{second}"], check=True, capture_output=True)
    assert git(folder, "log", "--format=%an: %s") == "Your name: Write down what we agree\n"
    assert git(folder, "status", "--porcelain") == ""


def test_a_hook_of_the_user_s_that_refuses_is_told_and_the_files_stay(tmp_path, capsys, known):
    """The first commit is the user's own, so their hooks hold for it."""
    hooks = Path(os.environ["HOME"], "hooks")
    hooks.mkdir()
    (hooks / "pre-commit").write_text("#!/bin/sh\necho not today >&2; exit 1\n")
    (hooks / "pre-commit").chmod(0o755)
    with known.open("a") as file:
        file.write(f"[core]\n hooksPath = {hooks}\n")

    assert run(["init", str(tmp_path / "acme"), *NAMES]) == 2

    assert "`git commit` failed" in (said := capsys.readouterr().err)
    assert "not today" in said
    assert (tmp_path / "acme/README.md").is_file()


def test_where_a_commit_cannot_be_signed_the_command_that_is_printed_commits(
    tmp_path, capsys, known
):
    with known.open("a") as file:
        file.write("[commit]\n gpgsign = true\n[gpg]\n program = false\n")
    folder = tmp_path / "a b"

    assert run(["init", str(folder), *NAMES]) == 2

    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(f"error: `git commit` failed in {folder}: ")
    said, _, command = second.partition(" and run: ")
    assert said == f"  the files stand in {folder}; put that right"
    git(folder, "config", "commit.gpgsign", "false")
    subprocess.run(["sh", "-ec", command], check=True, capture_output=True)
    assert git(folder, "status", "--porcelain") == ""
    assert git(folder, "log", "--format=%s") == "Write down what we agree\n"


def test_no_partnership_is_begun_inside_another(acme, capsys, monkeypatch):
    monkeypatch.chdir(acme / "partnership")

    assert run(["init", "deep/inner", *NAMES]) == 2

    assert capsys.readouterr().err == (
        f"error: deep/inner lies inside the partnership in {acme}; name a folder outside it\n"
    )
    assert not (acme / "partnership/deep").exists()


def test_a_clone_of_an_empty_repository_is_room_enough(tmp_path, known):
    git(tmp_path, "init", "--quiet", "-b", "trunk", "acme")

    assert run(["init", str(tmp_path / "acme"), *NAMES]) == 0

    assert git(tmp_path / "acme", "log", "--format=%s") == "Write down what we agree\n"


def test_a_folder_that_is_not_empty_is_refused_and_left_alone(tmp_path, capsys):
    (tmp_path / "notes.txt").write_text("mine")

    assert run(["init", str(tmp_path), *NAMES]) == 2

    assert capsys.readouterr().err == (
        f"error: {tmp_path} is not empty (it holds `notes.txt`); "
        "name a new folder or an empty one\n"
    )
    assert [tmp_path / "notes.txt"] == list(tmp_path.iterdir())


def test_without_git_nothing_is_written(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert run(["init", str(tmp_path / "acme"), *NAMES]) == 2

    assert capsys.readouterr().err == (
        "error: git was not found on the PATH; install git 2.25 or later and run this again\n"
    )
    assert not (tmp_path / "acme").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "nobody is here to ask; add --client NAME and --provider NAME"),
        (["--client", "A"], "nobody is here to ask; add --provider NAME"),
        (["--client", " ", "--provider", "B"], "--client is empty"),
        (["--client", "", "--provider", "B"], "--client is empty"),
        (["--client", "A", "--provider", ""], "--provider is empty"),
        (
            ["--client", "A", "--provider", "B\nC"],
            "--provider holds a line break or a control character; write the name on one line",
        ),
        (
            ["--client", "A\u2028B", "--provider", "C"],
            "--client holds a line break or a control character; write the name on one line",
        ),
        (["--client", "a\udcff", "--provider", "B"], "--client is not written in UTF-8"),
        (
            [*NAMES, "--country", "us"],
            "`US` has no single time zone; add --time-zone, as in America/New_York",
        ),
        (
            [*NAMES, "--country", "TH"],
            "the currency of `TH` is not known here; add --currency, as in EUR",
        ),
        (
            [*NAMES, "--time-zone", "Europe/Lodnon"],
            "there is no time zone `Europe/Lodnon`; did you mean `Europe/London`?",
        ),
        (
            [*NAMES, "--currency", "pounds"],
            "`pounds` is not a currency's three letters (ISO 4217); write one like GBP",
        ),
        (
            [*NAMES, "--country", "UK"],
            "no public holidays are known for the country `UK`; did you mean `GB` (Britain (UK))?",
        ),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_written(
    tmp_path, capsys, arguments, message
):
    assert run(["init", str(tmp_path / "acme"), *arguments]) == 2

    assert capsys.readouterr().err == f"error: {message}\n"
    assert not (tmp_path / "acme").exists()


def test_at_a_terminal_it_asks_for_what_is_missing(tmp_path):
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "partnership", "init", tmp_path / "acme", "--client", "A"]
    with subprocess.Popen(
        command, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        os.close(theirs)
        os.write(ours, b"Northlight: Talent\n")
        _, asked = process.communicate(timeout=60)
    os.close(ours)

    assert asked == "The recruitment provider: "
    written = (tmp_path / "acme/partnership/partnership.yaml").read_text()
    assert 'name: "Northlight: Talent"' in written


@pytest.fixture
def acme(tmp_path, capsys):
    run(["init", str(tmp_path / "acme"), *NAMES, "--start", "2026-07-01"])
    capsys.readouterr()
    return tmp_path / "acme"


def test_a_new_calendar_stands_where_it_belongs_and_is_clean(acme, capsys):
    asked = ["new", "calendar", "client-de", str(acme), "--country", "de", "--subdivision", "BE"]

    assert run([*asked, "--years", "2026,2027"]) == 0

    assert capsys.readouterr().out == "partnership/calendars/client-de.yaml\n"
    written = (acme / "partnership/calendars/client-de.yaml").read_text()
    assert "title: Working days in Germany\n" in written
    assert "owners: {client: vendor-manager, provider: account-director}\n" in written
    assert "effective: {from: 2026-07-01}\n" in written
    assert "time_zone: Europe/Berlin\n" in written
    assert "years: [2026, 2027]\n" in written
    assert run(["validate", str(acme)]) == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["client", "--country", "GB"],
            "partnership/calendars/client.yaml is there already, and nothing is overwritten",
        ),
        (
            ["../client", "--country", "GB"],
            "`../client` is not an id; write it in small letters, as in client-de",
        ),
        (
            ["de", "--country", "Germany"],
            "no public holidays are known for the country `GERMANY`; did you mean `DE` (Germany)?",
        ),
        (
            ["de", "--country", "DE", "--years", "26"],
            "`26` is no list of years; write it like 2026,2027",
        ),
        (
            ["pt", "--country", "DE", "--time-zone", "Berlin"],
            "there is no time zone `Berlin`; write an IANA name, such as `Europe/London`",
        ),
    ],
)
def test_a_calendar_that_cannot_be_written_is_told(acme, capsys, arguments, message):
    before = sorted(acme.rglob("*.yaml"))

    assert run(["new", "calendar", arguments[0], str(acme), *arguments[1:]]) == 2

    assert capsys.readouterr().err == f"error: {message}\n"
    assert before == sorted(acme.rglob("*.yaml"))


def test_of_several_time_zones_the_one_to_add_is_named(acme, capsys):
    assert run(["new", "calendar", "us", str(acme), "--country", "US"]) == 2

    said = capsys.readouterr().err
    assert said.startswith("error: `US` has several time zones; add --time-zone and one of Amer")
