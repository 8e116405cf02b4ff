"""A workbench says which folder has no room: its own, or the one that is written to."""

from __future__ import annotations

import subprocess
import sys

import pytest

WRITES = """\
import resource, sys
from pathlib import Path
from partnership.errors import StoreError
from partnership.store.workbench import workbench

resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
rows = "SELECT md5(CAST(i AS VARCHAR)) AS a FROM range(100000) AS t(i)"
try:
    with workbench(Path(sys.argv[1]), {}) as connection:
        connection.execute(sys.argv[2].format(rows=rows))
except StoreError as error:
    print(error)
"""
"""No file may grow beyond a limit, as on a full disk."""


@pytest.mark.parametrize(
    ("statement", "full"),
    [
        ("COPY ({{rows}}) TO '{}/events/.import-1/opening.parquet'", "events"),
        ("COPY ({{rows}}) TO '{}/book/.import-1/spool.csv'", "book"),
    ],
)
def test_the_folder_that_is_full_is_named(tmp_path, repository, statement, full):
    for name in ("book", "events"):
        (tmp_path / name / ".import-1").mkdir(parents=True)
    written = statement.format(tmp_path)
    program = [sys.executable, "-c", WRITES, str(tmp_path / "book" / ".import-1"), written]

    told = subprocess.run(program, cwd=repository, capture_output=True, text=True, check=True)

    message = f"{tmp_path / full}: the disk is full; nothing was added to the store\n"
    assert message == told.stdout
