"""The repository speaks of itself alone: no machine's paths, no package index's host."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

# Written in pieces, so that this file does not hold what it looks for.
FOREIGN = re.compile(
    "|".join(
        (
            r"(?<![\w.])/" + r"(?:root|work|tmp|home)/\w",
            r"\b" + r"(?:pypi|pythonhosted|npmjs|debian|ubuntu)\." + r"(?:org|com)\b",
            r"\bextra-index-" + r"url\b",
        )
    )
)


def committed(repository: Path) -> list[Path]:
    """Every file that git keeps."""
    if not (repository / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "-C", os.fspath(repository), "ls-files", "-z"],
        capture_output=True,
        text=True,
        check=True,
    )
    return [repository / name for name in listed.stdout.split("\0") if name]


def test_no_file_names_a_machine_or_an_index(repository):
    found = [
        f"{path.relative_to(repository)}:{number}: {match.group()}"
        for path in committed(repository)
        if path.is_file()
        for number, line in enumerate(path.read_bytes().decode(errors="replace").splitlines(), 1)
        if (match := FOREIGN.search(line))
    ]

    assert [] == found


def test_the_published_folders_are_not_importable_packages(repository):
    assert [] == [
        f for f in ("checks", "schemas", "site") if (repository / f / "__init__.py").exists()
    ]
