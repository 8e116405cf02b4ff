"""One suite of definitions on every kind of store: identical integers, so identical records."""

# ruff: noqa: S608 - table and column names are our own

from __future__ import annotations

import duckdb
import pytest

from partnership.library import IDS
from partnership.store.opening import open_store
from partnership.store.tables import TABLES
from tests.conformance.cases import CASES, answers

TYPES = {
    "token": "VARCHAR",
    "str": "VARCHAR",
    "enum": "VARCHAR",
    "timestamp": "TIMESTAMPTZ",
    "date": "DATE",
    "int": "BIGINT",
    "decimal": "DECIMAL(18, 4)",
    "bool": "BOOLEAN",
}


@pytest.fixture(scope="session")
def from_folder(written):
    """Give what DuckDB answers about a case, from its folder of CSV; asked once."""
    there = {}

    def answered(case):
        if case.name not in there:
            with open_store(written(case.write)) as store:
                there[case.name] = answers(case, store)
        return there[case.name]

    return answered


def duckdb_file(folder, file):
    """A DuckDB file with the tables of a folder, typed."""
    with duckdb.connect(str(file)) as connection:
        for table in TABLES:
            columns = ", ".join(
                f'CAST("{c.name}" AS {TYPES[c.type]}) AS "{c.name}"' for c in table.columns
            )
            connection.execute(
                f'CREATE TABLE "{table.name}" AS SELECT {columns} FROM read_csv('
                f"'{folder}/{table.name}.csv', header = true, all_varchar = true)"
            )
    return file


def assert_same(expected, found):
    assert set(expected) == set(found)
    for name, text in expected.items():
        assert text == found[name], name


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_counts_something_and_nothing_of_it_is_refused(case, from_folder):
    found = from_folder(case)

    records = [text for text in found.values() if text.startswith("kind: Measurement")]
    assert len(records) >= 5
    assert any(f"denominator: {n}" in text for text in records for n in range(1, 400))
    assert [] == [text for text in found.values() if not text.startswith("kind: Measurement")]


@pytest.mark.parametrize(
    "case", [one for one in CASES if "library" in one.name], ids=lambda case: case.name
)
def test_every_definition_of_the_library_is_measured(case, from_folder):
    assert set(IDS) == {name.split()[0] for name in from_folder(case)}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_duckdb_file_gives_the_same_records(case, from_folder, written, tmp_path):
    file = duckdb_file(written(case.write), tmp_path / "events.duckdb")

    with open_store(file) as store:
        found = answers(case, store)

    assert_same(from_folder(case), found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_postgresql_gives_the_same_records(case, from_folder, written, server):
    database = server.load(written(case.write))

    with open_store(server.url(database)) as store:
        found = answers(case, store)

    assert_same(from_folder(case), found)
