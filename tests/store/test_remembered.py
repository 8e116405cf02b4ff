"""What was found of event files is remembered: unchanged ones are not read again to be checked."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from partnership.errors import StoreError
from partnership.files import Cache
from partnership.store.duckdb import open_store

HEADER = "opening_id,requisition_id,opened_at,recorded_at,source\n"
ROW = "{},r-1,2026-03-02T09:00:00Z,{},api\n"


class Book(dict[bytes, str]):
    """A memory that tests can look into."""

    answer = dict.get

    def remember(self, question: bytes, text: str) -> None:
        """Remember the answer to a question."""
        self[question] = text


@pytest.fixture
def folder(tmp_path) -> Path:
    """A store with two files of openings."""
    openings = tmp_path / "events" / "opening"
    openings.mkdir(parents=True)
    for number in (1, 2):
        write(openings / f"{number}.csv", f"o-{number}")
    return tmp_path / "events"


def write(path: Path, opening: str, recorded: str = "2026-03-02T09:00:00Z") -> None:
    path.write_text(HEADER + ROW.format(opening, recorded))


def rows(folder: Path, memory: Book | Cache) -> int:
    with open_store(folder, memory=memory) as store:
        assert store.rows["opening"] >= 2
        return store.rows["opening"]


def altered(book: Book, change: Callable[[dict[str, dict[str, int]]], object]) -> Book:
    """Write something else into a memory, to see whether it is believed."""
    ((question, text),) = book.items()
    read = json.loads(text)
    change(read)
    return Book({question: json.dumps(read)})


def test_a_file_that_stands_as_it_was_is_not_read_again(folder):
    book = Book()
    assert 2 == rows(folder, book)

    believed = altered(book, lambda read: read["rows"].update({"opening/1.csv": 40}))

    assert 41 == rows(folder, believed)


@pytest.mark.parametrize("change", [lambda path: write(path, "o-9"), os.utime])
def test_only_a_file_that_changed_is_read_again(folder, change):
    book = Book()
    rows(folder, book)
    believed = altered(book, lambda read: read["rows"].update(dict.fromkeys(read["rows"], 40)))

    change(folder / "opening/1.csv")

    assert 41 == rows(folder, believed)


def test_a_changed_file_is_checked_whatever_is_remembered(folder):
    book = Book()
    rows(folder, book)

    write(folder / "opening/1.csv", "o 1")

    with pytest.raises(
        StoreError, match="row 1: column `opening_id` of table `opening` is not a t"
    ):
        rows(folder, book)


def test_a_new_file_is_held_against_those_that_are_remembered(folder):
    book = Book()
    rows(folder, book)

    write(folder / "opening/3.csv", "o-1")

    with pytest.raises(StoreError, match="holds the same `opening_id` twice"):
        rows(folder, book)


def test_a_later_state_in_a_new_file_is_the_one_that_counts(folder):
    book = Book()
    rows(folder, book)
    write(folder / "opening/3.csv", "o-1", "2026-03-05T09:00:00Z")

    for _ in range(2):
        with open_store(folder, memory=book) as store:
            assert 3 == store.rows["opening"]
            assert [(2,)] == store.integers("SELECT count(*) FROM opening")


@pytest.mark.parametrize(
    "text", ["", "no JSON", "[]", "{}", '{"states": 1}', '{"states": {"a": 1}}']
)
def test_a_memory_that_cannot_be_read_was_never_there(folder, text):
    book = Book()
    rows(folder, book)
    broken = Book(dict.fromkeys(book, text))

    assert 2 == rows(folder, broken)
    assert book == broken


def test_what_is_remembered_names_files_and_no_row(folder):
    book = Book()
    rows(folder, book)

    ((_, text),) = book.items()

    assert {"states", "rows", "superseded"} == set(json.loads(text))
    assert "opening/1.csv" in text
    assert not any(word in text for word in ("o-1", "r-1", "api", "09:00"))


def test_a_folder_remembers_nothing_of_another(folder, tmp_path):
    book = Book()
    rows(folder, book)
    believed = altered(book, lambda read: read["rows"].update({"opening/1.csv": 40}))
    folder.rename(tmp_path / "other")

    assert 2 == rows(tmp_path / "other", believed)


def test_the_users_cache_remembers_and_may_be_deleted(folder, tmp_path):
    cache = Cache(tmp_path / "cache", "1")

    assert [2, 2] == [rows(folder, cache) for _ in range(2)]
    (tmp_path / "cache/documents.sqlite3").unlink()
    assert 2 == rows(folder, cache)
