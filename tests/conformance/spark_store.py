"""Events in a real Spark, in local mode and through Spark Connect; `make conformance-spark` runs it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pyspark
import pytest

from partnership.errors import StoreError
from partnership.store.names import TableNames
from partnership.store.opening import open_store

SEATS = (
    "CREATE OR REPLACE TABLE hr.seats USING parquet AS SELECT 'o1' seat, 'r1' requisition_id,"
    " TIMESTAMP '2025-02-03 09:30:00.999' opened_at, CAST(NULL AS STRING) close_reason,"
    " 'x' manager_email, TIMESTAMP_NTZ '2025-02-03 09:31:00' recorded_at, 'api' source"
)
NAMES = {"opening": TableNames("seats", {"opening_id": "seat"})}
AT = int(datetime(2025, 2, 3, 9, 30, tzinfo=UTC).timestamp())


@pytest.fixture
def seats(session):
    """Write a table into the session's own catalog, with one thing changed."""
    session.conf.set("spark.sql.session.timeZone", "UTC")
    session.sql("CREATE DATABASE IF NOT EXISTS hr")

    def write(old="", new=""):
        session.sql("DROP TABLE IF EXISTS hr.seats")
        text = SEATS.replace("CREATE OR REPLACE", "CREATE")
        assert old in text
        session.sql(text.replace(old, new) if old else text)

    yield write
    session.sql("DROP TABLE IF EXISTS hr.seats")


def asked(place, sql="SELECT opening_id FROM opening", **options):
    with open_store(place, **{"names": NAMES, **options}) as store:
        store.require(["opening"])
        return store.integers(sql)


def refusal(place, **options):
    with pytest.raises(StoreError) as caught:
        asked(place, **options)
    return str(caught.value)


def test_a_catalogs_tables_are_read_by_their_own_names_and_its_session_goes_on(seats, session):
    seats()

    assert [("o1", AT, None)] == asked(
        "spark:hr", "SELECT opening_id, opened_at, closed_at FROM opening"
    )
    assert [] == asked("spark:hr", known=datetime(2025, 2, 3, 9, 30, 59, tzinfo=UTC))
    # Nothing of ours is left: neither in the catalog nor as a view of the session.
    assert ["seats"] == [row.tableName for row in session.sql("SHOW TABLES IN hr").collect()]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("opened_at", "opened", "seats: there is no column `opened_at`, read as `opened_at` of"),
        (
            "TIMESTAMP '2025-02-03 09:30:00.999' opened_at",
            "CAST(1.5 AS DOUBLE) opened_at",
            "seats: column `opened_at` is double, which cannot hold an instant in UTC,",
        ),
        (
            "CAST(NULL AS STRING) close_reason",
            "'Jo Example' close_reason",
            (
                "seats: column `close_reason`, read as `close_reason` of table `opening`, holds a word"
                " that is not in its list in 1 row; the words are `filled`,"
            ),
        ),
        (
            "'api' source",
            "explode(array('api', 'api')) source",
            "seats: 1 row repeats the same `seat` with the same `recorded_at` (table `opening`);",
        ),
    ],
    ids=["missing column", "wrong type", "unknown word", "one state twice"],
)
def test_what_is_not_an_event_table_is_refused_in_words(seats, old, new, message):
    seats(old, new)

    found = refusal("spark:hr")

    assert found.startswith(message)
    assert "Jo Example" not in found


@pytest.mark.usefixtures("session")
def test_a_missing_table_and_a_missing_folder_are_said(tmp_path):
    assert refusal("spark:nowhere").startswith(
        "Spark: there is no table `seats`, read as `opening`; name it in `events`"
    )
    assert "there is no table `opening`, which is read; add `opening.csv`" in refusal(
        f"spark://local[2]{tmp_path}", names={}
    )
    assert "there is no event store" in refusal("spark://local[2]/nowhere/at/all")


@pytest.mark.usefixtures("session")
def test_unreadable_parquet_is_said(tmp_path):
    (tmp_path / "opening.parquet").write_bytes(b"PAR1" * 40)

    assert "opening.parquet: the file is not readable as Parquet" == refusal(
        f"spark://local[2]{tmp_path}", names={}
    )


@pytest.mark.usefixtures("session")
def test_one_select_at_a_time_answers_with_integers_and_words():
    with open_store("spark:default") as store:
        store.load_table("hold", {"id": "VARCHAR", "day": "INTEGER"}, [("o'1", 7), ("o2", None)])
        assert [("o'1", 7)] == store.integers(
            "WITH a AS (SELECT * FROM hold), b AS (SELECT a.id FROM a JOIN a AS c ON c.id = a.id)"
            " SELECT h.id, h.day FROM b JOIN hold AS h ON h.id = b.id WHERE h.id = :p0",
            {"p0": "o'1"},
        )
        for sql in ("DROP TABLE x", "SELECT 1; SELECT 2", ""):
            with pytest.raises(StoreError, match="one `SELECT` at a time"):
                store.integers(sql)
        with pytest.raises(StoreError, match="integers and words"):
            store.integers("SELECT 0.5")
        assert "== Physical Plan ==" in "\n".join(store.plan("SELECT id FROM hold", {}))


CLIENT = """
import sys
from partnership.errors import StoreError
from partnership.store.opening import open_store
address = sys.argv[1]
with open_store(f"{address}#default") as store:
    store.load_table("hold", {"id": "VARCHAR", "day": "INTEGER"}, [("o1", 7), ("o2", None)])
    print(store.integers(
        "WITH a AS (SELECT * FROM hold), b AS (SELECT a.id FROM a JOIN a AS c ON c.id = a.id)"
        " SELECT h.day FROM b JOIN hold AS h ON h.id = b.id WHERE h.id = :p0", {"p0": "o1"}))
    try:
        store.require(["opening"])
    except StoreError as error:
        print(error)
"""


def test_another_machines_spark_is_asked_through_spark_connect(tmp_path):
    home = Path(pyspark.__file__).parent
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(str(home / "bin/spark-submit"), "--master", "local[1]"),
        *("--class", "org.apache.spark.sql.connect.service.SparkConnectServer"),
        *("--conf", f"spark.connect.grpc.binding.port={port}", "--conf", "spark.ui.enabled=false"),
        *("--conf", "spark.connect.grpc.binding.address=127.0.0.1"),
        *("--conf", "spark.driver.host=127.0.0.1", "spark-internal"),
    ]
    environment = {**os.environ, "SPARK_HOME": str(home)}
    with (tmp_path / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=log, stderr=log)
    try:
        _wait(port, server)
        done = subprocess.run(
            [sys.executable, "-c", CLIENT, f"sc://127.0.0.1:{port}"],
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
    finally:
        server.terminate()
        server.wait(60)

    assert (
        "[(7,)]\n"
        f"Spark at 127.0.0.1:{port}: there is no table `opening`, read as `opening`; name it in"
        " `events` of `partnership.yaml`, or let this user read it\n"
    ) == done.stdout, done.stderr


def _wait(port, server):
    for _ in range(600):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert server.poll() is None
        time.sleep(0.2)
    pytest.fail("Spark Connect does not start", pytrace=False)
