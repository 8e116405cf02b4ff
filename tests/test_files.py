"""Files are written whole or not at all; a cache may be deleted, broken or shared at any time."""

from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from partnership.errors import WriteError
from partnership.files import Cache, write_file


def test_a_file_is_replaced_and_keeps_its_mode(tmp_path):
    file = tmp_path / "deep/er/file.yaml"
    write_file(file, "first\n")
    file.chmod(0o640)

    write_file(file, "second é\n")

    assert "second é\n" == file.read_text(encoding="utf-8")
    assert 0o640 == stat.S_IMODE(file.stat().st_mode)
    assert [file] == list(file.parent.iterdir())


def test_where_nothing_can_be_written_the_old_file_stands(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "inside").write_text("kept")

    with pytest.raises(WriteError, match=r"cannot write .*folder: is a directory"):
        write_file(folder, "lost")

    assert "kept" == (folder / "inside").read_text()
    assert [folder] == list(tmp_path.iterdir())


def test_a_cache_gives_back_what_it_was_given_for_one_version_only(tmp_path):
    Cache(tmp_path, "1").put_many({b"content": "form"})

    assert {b"content": "form"} == Cache(tmp_path, "1").get_many([b"content", b"other"])
    assert {} == Cache(tmp_path, "2").get_many([b"content"])


@pytest.mark.parametrize(
    "broken", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 4096]
)
def test_a_broken_cache_is_a_miss(tmp_path, broken):
    (tmp_path / "documents.sqlite3").write_bytes(broken)

    cache = Cache(tmp_path, "1")
    cache.put_many({b"content": "form"})

    assert cache.get_many([b"content"]) in ({}, {b"content": "form"})


def test_a_cache_in_a_place_that_cannot_be_written_is_a_miss(tmp_path):
    (tmp_path / "file").write_text("")
    cache = Cache(tmp_path / "file", "1")

    cache.put_many({b"content": "form"})

    assert {} == cache.get_many([b"content"])


WRITER = """
import sys
from pathlib import Path
from partnership.files import Cache
cache = Cache(Path(sys.argv[1]), "1")
for number in range(60):
    cache.put_many({f"{sys.argv[2]}-{number}".encode(): str(number)})
    cache.get_many([b"a-0", b"b-0"])
"""


def test_two_processes_may_use_one_cache(tmp_path):
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    processes = [subprocess.Popen([*command, name], env=dict(os.environ)) for name in "ab"]

    assert [0, 0] == [process.wait(120) for process in processes]
    asked = [f"{name}-{number}".encode() for name in "ab" for number in range(60)]
    assert len(asked) == len(Cache(tmp_path, "1").get_many(asked))
