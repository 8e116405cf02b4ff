"""Events in a DuckDB file: attached read-only, by its own names; and what a folder refuses."""

# ruff: noqa: S608 - paths are the test's own

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime

import duckdb
import pytest

from partnership.errors import StoreError
from partnership.store.names import TableNames
from partnership.store.opening import open_store

SEATS = (
    "CREATE SCHEMA hr; CREATE TABLE hr.seats AS SELECT 'o1' seat, 'r1' requisition_id,"
    " TIMESTAMP '2025-02-03 09:30:00' opened_at, NULL::VARCHAR close_reason, 'x' manager_email,"
    " TIMESTAMP '2025-02-03 09:31:00' recorded_at, 'api' source"
)
NAMES = {"opening": TableNames("hr.seats", {"opening_id": "seat"})}


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as connection:
        connection.execute(SEATS)
    return path


def change(file, sql):
    with duckdb.connect(str(file)) as connection:
        connection.execute(sql)


def asked(file, sql="SELECT opening_id FROM opening", **options):
    with open_store(str(file), **{"names": NAMES, **options}) as store:
        store.require(["opening"])
        return store.integers(sql)


def refusal(file, **options):
    with pytest.raises(StoreError) as caught:
        asked(file, **options)
    return str(caught.value).removeprefix(f"{file}: ")


def test_its_tables_are_read_by_its_own_names_and_the_file_stays_as_it_was(file):
    before = file.read_bytes()

    assert [("o1",)] == asked(file)
    assert [("o1",)] == asked(f"duckdb:{file}")
    assert [] == asked(file, known=datetime(2025, 2, 3, 9, 30, 59, tzinfo=UTC))
    assert before == file.read_bytes()
    assert [file] == list(file.parent.iterdir())


def test_the_last_state_counts(file):
    change(
        file,
        "INSERT INTO hr.seats SELECT * REPLACE ('frozen' AS close_reason,"
        " recorded_at + INTERVAL 1 DAY AS recorded_at) FROM hr.seats",
    )

    assert [("o1", "frozen")] == asked(file, "SELECT opening_id, close_reason FROM opening")
    assert [("o1", None)] == asked(
        file,
        "SELECT opening_id, close_reason FROM opening",
        known=datetime(2025, 2, 4, tzinfo=UTC),
    )


def test_columns_that_are_not_ours_are_not_read(file):
    with open_store(file, names=NAMES) as store:
        store.require(["opening"])
        with pytest.raises(StoreError, match="manager_email"):
            store.integers("SELECT manager_email FROM opening")


def test_a_statement_reads_no_other_file(file):
    with open_store(file) as store, pytest.raises(StoreError, match="Permission"):
        store.integers("SELECT count(*) FROM read_csv('/etc/passwd')")


CASES = {
    "missing table": (
        "DROP TABLE hr.seats",
        (
            "there is no table `hr.seats`, read as `opening`; name it in `events` of"
            " `partnership.yaml`"
        ),
    ),
    "missing column": (
        "ALTER TABLE hr.seats RENAME opened_at TO opened",
        "hr.seats: there is no column `opened_at`, read as `opened_at` of table `opening`; did you",
    ),
    "wrong type": (
        "ALTER TABLE hr.seats ALTER opened_at TYPE DOUBLE USING 1.5",
        "hr.seats: column `opened_at` is DOUBLE, which cannot hold an instant in UTC,",
    ),
    "unknown word": (
        "UPDATE hr.seats SET close_reason = 'Jo Example'",
        (
            "hr.seats: column `close_reason`, read as `close_reason` of table `opening`, holds a word"
            " that is not in its list in 1 row; the words are `filled`,"
        ),
    ),
    "one state twice": (
        "INSERT INTO hr.seats FROM hr.seats",
        "hr.seats: 1 row repeats the same `seat` with the same `recorded_at` (table `opening`);",
    ),
}


@pytest.mark.parametrize(("sql", "message"), CASES.values(), ids=CASES)
def test_what_is_not_an_event_table_is_refused_in_words(file, sql, message):
    change(file, sql)

    found = refusal(file)

    assert found.startswith(message)
    assert "Jo Example" not in found


def test_a_file_that_another_program_writes_to_is_said_to_be_locked(file):
    writer = f"import duckdb, sys; c = duckdb.connect({str(file)!r}); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", writer], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        process.stdout.readline()
        found = refusal(file)
        process.communicate(b"\n")

    assert (
        "the file is locked by a program that writes to it; close that program, or read a copy"
    ) == found
    assert [("o1",)] == asked(file)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path):
    file = tmp_path / "x.duckdb"
    file.write_bytes(b"opening_id,requisition_id\n" * 200)

    assert "the file is not a DuckDB database that this version reads" == refusal(file)
    assert "there is no DuckDB file of events" in refusal(tmp_path / "nowhere.duckdb")


def test_a_folder_says_that_a_column_of_persons_has_no_place_there(tmp_path):
    (tmp_path / "opening.csv").write_text("opening_id,requisition_id,manager_email\n")

    assert (
        "opening.csv: column `manager_email` looks like it tells of a person, and table `opening`"
        " holds tokens and groups only; leave the column out of the file"
    ) == refusal(tmp_path)


def test_unreadable_parquet_in_the_middle_is_said(tmp_path):
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT 'o' || i AS opening_id, 'r1' AS requisition_id, TIMESTAMP '2025-02-03'"
            f" AS opened_at, TIMESTAMP '2025-02-03' AS recorded_at, 'api' AS source"
            f" FROM range(50000) AS t(i)) TO '{tmp_path}/opening.parquet' (FORMAT parquet)"
        )
    file = tmp_path / "opening.parquet"
    data = bytearray(file.read_bytes())
    data[1000:60000] = b"\xff" * 59000
    file.write_bytes(bytes(data))

    assert "opening.parquet: the file cannot be read" == refusal(tmp_path)


def test_a_full_disk_is_said(tmp_path):
    """The disk is full where no file may grow: the same refusal by the system."""
    work = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))\n"
        "from partnership.store.opening import open_store\n"
        f"with open_store({str(tmp_path)!r}, memory_limit='60MB', threads=1) as store:\n"
        "    try:\n"
        "        store.integers('SELECT count(*) FROM (SELECT r, row_number() OVER'\n"
        "            ' (ORDER BY hash(r), r) AS n FROM range(4000000) AS t(r)) WHERE n % 7 = 1')\n"
        "    except Exception as error:\n"
        "        print(f'{type(error).__name__}: {error}')\n"
    )

    done = subprocess.run([sys.executable, "-c", work], capture_output=True, text=True, check=True)

    assert (
        "StoreError: the event store could not answer: there is no room left on the disk for"
        " temporary files; nothing is half-written\n"
    ) == done.stdout


def test_a_column_of_groups_that_holds_people_is_refused_by_its_name(file):
    change(file, "UPDATE hr.seats SET close_reason = NULL")
    change(
        file,
        "CREATE TABLE hr.asked AS SELECT 'r1' requisition_id, 'sales' job_family, 'mid' \"level\","
        " 'jo@example.com' place, 'GB' country, 'standard' urgency, 'new' req_type, true in_scope,"
        " TIMESTAMP '2025-02-03 09:31:00' recorded_at, 'api' source",
    )
    names = {**NAMES, "requisition": TableNames("hr.asked", {"location": "place"})}

    with (
        open_store(str(file), names=names) as store,
        pytest.raises(StoreError) as caught,
    ):
        store.require(["requisition"])

    assert str(caught.value).removeprefix(f"{file}: ") == (
        "hr.asked: column `place`, read as `location` of table `requisition`, holds words of groups"
        " only, and its word looks like an e-mail address; map a column of groups instead"
    )
