"""`partnership validate` as people and programs run it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from partnership.cli import run
from tests.documents.examples import example

CLEAN = "3 documents in 3 files: no findings\n"


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """A partnership of three documents without a finding, as the working directory."""
    folder = tmp_path / "partnership"
    folder.mkdir()
    (folder / "partnership.yaml").write_text(example("Partnership"))
    (folder / "roles.yaml").write_text(example("Roles"))
    (folder / "scope.yaml").write_text(example("Scope"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def ask(capsys, *arguments: str) -> tuple[int, str, str]:
    """Run a command; give its exit code, its answer and its talk."""
    code = run(["validate", "--as-of", "2026-03-31", *arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_clean_agreement_is_exit_code_0(root, capsys):
    assert (0, CLEAN, "") == ask(capsys)


def test_a_misspelt_key_is_one_finding_and_the_other_files_are_still_checked(root, capsys):
    text = example("Scope").replace("dimensions:", "dimnsions:")
    (root / "partnership/scope.yaml").write_text(text)
    (root / "partnership/notes.txt").write_text("a note")

    code, out, err = ask(capsys)

    assert 1 == code
    assert (
        "partnership/notes.txt:1:1: error[not-a-document] the file is not a document\n"
        "  hint: documents end in `.yaml`; move other files out of `partnership/` and `records/`\n"
        "  see:  partnership explain not-a-document\n"
        "partnership/scope.yaml:6:1: error[unknown-key] there is no key `dimnsions` here\n"
        "  hint: did you mean `dimensions`?\n"
        "  see:  partnership explain unknown-key\n"
        "2 documents in 4 files: 2 errors\n"
    ) == out
    assert "" == err


def test_the_second_run_answers_from_the_cache_the_same(root, capsys, monkeypatch):
    (root / "partnership/notes.txt").write_text("a note")
    first = ask(capsys)
    second = ask(capsys)
    monkeypatch.setenv("PARTNERSHIP_NO_CACHE", "1")

    assert first == second == ask(capsys)
    assert (Path(os.environ["HOME"]) / ".cache/partnership/documents.sqlite3").exists()


def test_another_day_asks_the_checks_again(root, capsys):
    """The answer of a day before the waiver's last is not given on a day after it."""
    (root / "records").mkdir()
    (root / "partnership/notes.txt").write_text("a note")
    (root / "records/waiver.yaml").write_text(
        example("Waiver")
        .replace("one-sided-promises", "not-a-document")
        .replace("Partnership/harbour-northlight", "partnership/notes.txt")
    )

    assert 0 == ask(capsys)[0]
    assert 1 == run(["validate", "--as-of", "2026-07-01"])


def test_fail_on_decides_the_exit_code_and_not_the_answer(root, capsys):
    (root / "partnership/notes.txt").write_text("a note")

    assert 1 == ask(capsys)[0]
    assert 0 == ask(capsys, "--fail-on", "never")[0]
    assert 1 == ask(capsys, "--fail-on", "warning")[0]
    for wrong in ("eror", "breach", ""):
        code, _, err = ask(capsys, "--fail-on", wrong)
        assert 2 == code
        assert f"`{wrong}` is not one of error, warning, never" in err


def test_json_is_the_contract(root, capsys):
    (root / "partnership/notes.txt").write_text("a note")

    code, out, _ = ask(capsys, "--format", "json")
    report = json.loads(out)

    assert 1 == code
    assert "partnership/report/1" == report["format"]
    assert "2026-03-31" == report["as_of"]
    assert "harbour-northlight" == report["agreement"]["id"]
    assert 3 == report["summary"]["documents"]
    assert [("not-a-document", "error", "partnership/notes.txt", 1, 1)] == [
        (f["check"], f["severity"], f["path"], f["line"], f["column"]) for f in report["findings"]
    ]


def test_several_formats_each_have_a_file_and_one_is_printed(root, capsys):
    code, out, _ = ask(
        capsys, "--format", "json", "--output", "report.json", "--format", "markdown"
    )

    assert 0 == code
    assert "**3 documents in 3 files: no findings**\n" == out
    assert "partnership/report/1" == json.loads((root / "report.json").read_text())["format"]


def test_two_formats_without_a_file_are_wrong_usage(root, capsys):
    code, out, err = ask(capsys, "--format", "json", "--format", "text")

    assert (2, "") == (code, out)
    assert "give each --format its own --output; one format may do without and is printed" in err


def test_annotations_cannot_be_broken_out_of(root, capsys):
    """A file name and a key with workflow commands in them stay text."""
    (root / "partnership/a,b%0A::error::x.txt").write_text("x")
    text = example("Scope").replace("dimensions:", '"x\\n::error::y": 1\ndimensions:')
    (root / "partnership/scope.yaml").write_text(text)

    out = ask(capsys, "--format", "github")[1]

    assert (
        "::error file=partnership/a%2Cb%250A%3A%3Aerror%3A%3Ax.txt,line=1,col=1,"
        "title=not-a-document::the file is not a document%0A"
    ) in out
    assert all(line.startswith(("::error file=", "2 documents")) for line in out.splitlines())


def test_text_from_documents_cannot_move_the_cursor(root, capsys):
    text = example("Scope").replace("dimensions:", '"x\\e[2J\\u202e": 1\ndimensions:')
    (root / "partnership/scope.yaml").write_text(text)

    out = ask(capsys)[1]

    assert "\x1b" not in out
    assert "\u202e" not in out
    assert r"`x\u001b[2J\u202e`" in out


def test_where_there_is_no_partnership_it_is_exit_code_2_with_the_next_step(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.chdir(tmp_path)

    code, out, err = ask(capsys)

    assert (2, "") == (code, out)
    assert err.startswith("error: no partnership here: neither ")
    assert "`partnership init DIR` writes a new one" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["validat"], "No such command 'validat'"),
        (
            ["validate", "--as-of", "yesterday"],
            "`yesterday` is not a day; write it like 2026-07-10",
        ),
        (["validate", "--format", "pdf"], "'pdf' is not one of"),
    ],
)
def test_wrong_usage_is_exit_code_2_and_says_what_is_right(root, capsys, arguments, said):
    assert 2 == run(arguments)
    assert said in capsys.readouterr().err


def added_command(folder: Path, body: str) -> list[str]:
    """Add a command of one line to the command line, and give the process that runs it."""
    (folder / "added.py").write_text(
        f"import signal\nimport click\n\n@click.command()\ndef command():\n    {body}\n"
    )
    add = "import sys; from partnership.cli import COMMANDS, run; "
    add += "COMMANDS['added'] = ('added', ''); sys.exit(run(['added']))"
    return [sys.executable, "-c", add]


def test_a_bug_of_ours_is_exit_code_3_and_leaves_a_report(root):
    command = added_command(root, "print(1 / 0)")

    done = subprocess.run(
        command, cwd=root, capture_output=True, text=True, check=False, env=dict(os.environ)
    )

    assert (3, "") == (done.returncode, done.stdout)
    assert "error: this is a bug of ours, not of your documents" in done.stderr
    assert "Traceback" not in done.stderr
    report = Path(done.stderr.rpartition("the report to paste is in ")[2].strip())
    assert "ZeroDivisionError" in report.read_text()
    report.unlink()


def test_an_interrupt_is_exit_code_130(root):
    """Where the tests run in the background, a shell has interrupts ignored; the child hears it."""
    hears = "signal.signal(signal.SIGINT, signal.default_int_handler)"
    command = added_command(root, f"{hears}; signal.raise_signal(signal.SIGINT)")

    done = subprocess.run(command, cwd=root, capture_output=True, check=False, env=dict(os.environ))

    assert (130, b"") == (done.returncode, done.stdout)
    assert b"Traceback" not in done.stderr


COMMAND = [sys.executable, "-m", "partnership", "validate", "--as-of", "2026-03-31"]


def test_a_reader_that_stops_early_is_no_traceback(root):
    for number in range(3_000):
        (root / f"partnership/{number}.txt").write_text("")

    process = subprocess.Popen(
        COMMAND, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ)
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()

    assert b"" == process.stderr.read()
    process.stderr.close()
    process.wait(60)


def test_colour_is_for_terminals_only(root, capsys):
    (root / "partnership/notes.txt").write_text("a note")

    assert "\x1b" not in ask(capsys)[1]


def test_python_in_the_proposal_is_not_imported(root):
    """The console script and `python -I` do not look into the working directory for packages."""
    (root / "partnership/__init__.py").write_text("raise SystemExit('imported')\n")

    done = subprocess.run(
        [sys.executable, "-I", "-m", "partnership", "validate"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )

    assert 1 == done.returncode
    assert "partnership/__init__.py:1:1: error[not-a-document]" in done.stdout
    assert "imported" not in done.stdout + done.stderr
