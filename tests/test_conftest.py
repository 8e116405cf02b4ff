"""The shared fixtures keep their promises."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

MISSING = "no-such-program"
CONFTEST = Path(__file__).with_name("conftest.py")


def run_pytest(folder: Path, body: str, *arguments: str, **environment: str) -> str:
    """Run one test file under our conftest in a folder of its own."""
    (folder / "conftest.py").write_text(CONFTEST.read_text())
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = needs_program\n")
    (folder / "test_it.py").write_text(body)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rs", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.parametrize("required", ["", "1"], ids=["skips", "fails where it is required"])
def test_a_missing_program_is_named(tmp_path, required):
    body = (
        "import pytest\n"
        f"@pytest.mark.needs_program({MISSING!r})\n"
        "def test_it(): raise AssertionError\n"
    )

    said = run_pytest(tmp_path, body, PARTNERSHIP_REQUIRE_PROGRAMS=required)

    assert f"`{MISSING}` is not installed" in said
    assert ("1 error" if required else "1 skipped") in said.splitlines()[-1]


def test_expected_files_are_compared_and_blessed(tmp_path):
    body = (
        "from pathlib import Path\n"
        "def test_it(expect_file): expect_file(Path(__file__).with_name('out.txt'), 'a\\n')\n"
    )

    assert "make bless" in run_pytest(tmp_path, body)
    assert "1 passed" in run_pytest(tmp_path, body, "--bless")
    assert "a\n" == (tmp_path / "out.txt").read_text()
    assert "1 passed" in run_pytest(tmp_path, body)


def test_a_test_sees_an_empty_home_and_nobodys_git_configuration(tmp_path):
    done = subprocess.run(
        ["git", "config", "--list"], cwd=tmp_path, capture_output=True, text=True, check=True
    )

    assert "" == done.stdout
    assert [] == list(Path.home().iterdir())
    assert "TZ" not in os.environ
