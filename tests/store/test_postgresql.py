"""Events in a real PostgreSQL: what is read, what is refused, and that nothing is ever changed."""

from __future__ import annotations

import re
import socket
from datetime import UTC, datetime

import psycopg
import pytest

from partnership.errors import StoreError
from partnership.store.names import TableNames
from partnership.store.opening import open_store
from partnership.store.postgresql import PostgreSQLStore
from tests.postgresql import PASSWORD

OPENING = (
    "CREATE TABLE opening (opening_id text, requisition_id text, opened_at timestamptz,"
    " closed_at timestamptz, close_reason text, filled_application_id text,"
    " recorded_at timestamptz, source text)"
)
OPEN = (
    "INSERT INTO opening VALUES ('o1', 'r1', '2025-02-03T09:30:00.999Z', NULL, NULL, NULL,"
    " '2025-02-03T09:31:00Z', 'api')"
)
FILLED = OPEN.replace("NULL, NULL, NULL", "'2025-03-03T10:00:00Z', 'filled', NULL").replace(
    "2025-02-03T09:31", "2025-03-03T10:05"
)
AT = int(datetime(2025, 2, 3, 9, 30, tzinfo=UTC).timestamp())


@pytest.fixture
def database(server):
    """Make a database of some statements; gives its address."""

    def make(*statements):
        name = server.new_database()
        server.run(name, *statements)
        return server.url(name)

    return make


def asked(address, sql="SELECT opening_id FROM opening", **options):
    with open_store(address, **options) as store:
        store.require(["opening"])
        return store.integers(sql)


def refusal(address, **options):
    with pytest.raises(StoreError) as caught:
        asked(address, **options)
    assert PASSWORD not in str(caught.value)
    return re.sub(r"127\.0\.0\.1:\d+", "HOST", str(caught.value))


def test_rows_have_our_types_and_the_last_state_counts(database):
    address = database(OPENING, OPEN, FILLED)

    found = asked(address, "SELECT opened_at, close_reason, filled_application_id FROM opening")

    assert [(AT, "filled", None)] == found


def test_a_day_of_knowledge_cuts_to_the_microsecond(database):
    address = database(OPENING, OPEN, FILLED)
    sql = "SELECT close_reason FROM opening"
    late = datetime(2025, 3, 3, 10, 5, tzinfo=UTC)

    assert [("filled",)] == asked(address, sql, known=late)
    assert [(None,)] == asked(address, sql, known=late.replace(minute=4, second=59))
    assert [] == asked(address, sql, known=datetime(2025, 1, 1, tzinfo=UTC))


def test_a_warehouses_own_names_are_read_and_its_other_columns_are_not(database):
    address = database(
        "CREATE SCHEMA hr",
        OPENING.replace("TABLE opening", 'TABLE hr."Seats; ""100%"""')
        .replace("opened_at", '"Opened %s"')
        .replace("source text", "source text, manager_email text"),
        OPEN.replace("INTO opening", 'INTO hr."Seats; ""100%"""').replace("'api')", "'api', 'x')"),
    )
    names = {"opening": TableNames('hr.Seats; "100%"', {"opened_at": "Opened %s"})}

    assert [(AT,)] == asked(address, "SELECT opened_at FROM opening", names=names)


def test_a_column_of_persons_is_never_mapped(database):
    names = {"opening": TableNames("hr.seats", {"opening_id": "candidateEmail"})}

    assert (
        "the mapping of event tables: column `candidateEmail` of `hr.seats` looks like it tells of a"
        " person, so it is never read as `opening_id` of table `opening`; map a column of tokens or"
        " groups"
    ) == refusal(database(), names=names)


def test_all_statements_see_the_moment_of_the_first(database, server):
    address = database(OPENING, OPEN)
    with open_store(address) as store:
        store.require(["opening"])
        server.run(address.rpartition("/")[2], OPEN.replace("'o1'", "'o2'"))

        assert [(1,)] == store.integers("SELECT count(*) FROM opening")


def test_reading_needs_no_right_but_to_read_and_changes_nothing(database, server):
    address = database(OPENING, OPEN)
    name = address.rpartition("/")[2]
    server.run(
        name,
        f"CREATE ROLE reader_of_{name} LOGIN PASSWORD 'only-reads'",
        f"REVOKE ALL ON DATABASE {name} FROM PUBLIC",
        f"GRANT CONNECT ON DATABASE {name} TO reader_of_{name}",
        f"GRANT SELECT ON opening TO reader_of_{name}",
    )
    reader = address.replace(f"postgres:{PASSWORD}", f"reader_of_{name}:only-reads")

    with open_store(reader) as store:
        store.require(["opening"])
        store.load_table("hold", {"id": "VARCHAR", "day": "INTEGER"}, [("o1", 7), ("o2", None)])
        found = store.integers(
            "SELECT h.day FROM opening AS o JOIN hold AS h ON h.id = o.opening_id"
        )
        store.load_table("hold", {"id": "VARCHAR"}, [])
        assert [(0,)] == store.integers("SELECT count(*) FROM hold")

    assert [(7,)] == found
    with psycopg.connect(address) as connection:
        there = connection.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
    assert [("opening",)] == there


def test_a_statement_that_writes_is_refused_by_the_database_itself(database):
    address = database(OPENING, OPEN)
    with open_store(address) as store, pytest.raises(StoreError, match="ReadOnlySqlTransaction"):
        store.integers("WITH gone AS (DELETE FROM opening RETURNING 1 AS one) SELECT one FROM gone")

    assert [("o1",)] == asked(address)


@pytest.mark.parametrize(
    "sql", ["DROP TABLE opening", "SELECT 1; SELECT 2", "", "SET statement_timeout = 0"]
)
def test_one_select_at_a_time(sql, database):
    with open_store(database()) as store, pytest.raises(StoreError, match="one `SELECT` at a time"):
        store.integers(sql)


@pytest.mark.parametrize("sql", ["SELECT 0.5", "SELECT 1.5::float8", "SELECT now()"])
def test_only_integers_and_words_are_answered(sql, database):
    with open_store(database()) as store, pytest.raises(StoreError, match="integers and words"):
        store.integers(sql)


FAULTS = {
    "missing table": (
        (),
        (
            "PostgreSQL at HOST/: there is no table `opening`, read as `opening`; name it in"
            " `events` of `partnership.yaml`, or let this user read it"
        ),
    ),
    "missing column": (
        (OPENING.replace("opened_at", "opened_on"),),
        (
            "opening: there is no column `opened_at`, read as `opened_at` of table `opening`; did you"
            " mean `opened_on`?"
        ),
    ),
    "wrong type": (
        (OPENING.replace("opened_at timestamptz", "opened_at real"),),
        (
            "opening: column `opened_at` is real, which cannot hold an instant in UTC, such as"
            " `2026-03-02T09:30:00Z`; it is read as `opened_at` of table `opening`"
        ),
    ),
    "empty value": (
        (OPENING, OPEN.replace("'r1'", "NULL"), OPEN.replace("'r1'", "NULL")),
        (
            "opening: column `requisition_id`, read as `requisition_id` of table `opening`, is empty"
            " in 2 rows, and must not be"
        ),
    ),
    "an address where a token belongs": (
        (OPENING, OPEN.replace("'r1'", "'jo@example.org'")),
        (
            "opening: column `requisition_id`, read as `requisition_id` of table `opening`, is not a"
            " token of up to 64 letters, digits, `-` and `_` in 1 row"
        ),
    ),
    "unknown word": (
        (OPENING, FILLED.replace("'filled'", "'Jo Example'")),
        (
            "opening: column `close_reason`, read as `close_reason` of table `opening`, holds a word"
            " that is not in its list in 1 row; the words are `filled`, `cancelled_client`,"
            " `cancelled_other`, `frozen`, `duplicate`"
        ),
    ),
    "one state twice": (
        (OPENING, OPEN, FILLED, OPEN, OPEN),
        (
            "opening: 2 rows repeat the same `opening_id` with the same `recorded_at` (table"
            " `opening`); a later state needs a later `recorded_at`"
        ),
    ),
    "an instant without an end": (
        (OPENING, OPEN.replace("'2025-02-03T09:30:00.999Z'", "'infinity'")),
        (
            "opening: column `opened_at`, read as `opened_at` of table `opening`, is not an instant in"
            " UTC, such as `2026-03-02T09:30:00Z` in 1 row"
        ),
    ),
}


@pytest.mark.parametrize(("statements", "message"), FAULTS.values(), ids=FAULTS)
def test_what_is_not_an_event_table_is_refused_in_words(statements, message, database):
    assert message.replace("HOST/", "HOST") == refusal(database(*statements))


def test_a_wrong_password_is_said_and_not_repeated(server):
    found = refusal(server.url(password="open-sesame"))  # noqa: S106 - it is the wrong one

    assert "PostgreSQL at HOST: the database refuses this user or password" == found


def test_a_host_that_does_not_answer_is_said(server):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"postgresql://postgres:{PASSWORD}@127.0.0.1:{free.getsockname()[1]}/x"

        assert "PostgreSQL at HOST: the database cannot be reached" == refusal(address)


def test_a_database_that_is_not_there_is_said(server):
    assert "PostgreSQL at HOST: there is no such database, or no such user" == refusal(
        server.url("nowhere")
    )


def test_an_address_that_cannot_be_read_is_not_repeated():
    address = f"postgresql://postgres:{PASSWORD}@127.0.0.1:port/x"

    with pytest.raises(StoreError) as caught:
        open_store(address)

    assert PASSWORD not in str(caught.value)
    assert "the address cannot be read" in str(caught.value)


def test_a_connection_lost_half_way_says_that_nothing_was_written(database, server):
    address = database(OPENING, OPEN)
    with open_store(address) as store:
        store.require(["opening"])
        server.run(
            "postgres",
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'events_%'",
        )
        with pytest.raises(StoreError) as caught:
            store.integers("SELECT count(*) FROM opening")

    assert str(caught.value).endswith(
        "the connection was lost half-way; nothing is half-written, and the same command may be run again"
    )
    assert [("o1",)] == asked(address)


def test_a_statement_that_takes_too_long_is_given_up(database):
    address = database(OPENING, OPEN)
    with open_store(address) as store:
        assert isinstance(store, PostgreSQLStore)
        store._connection.execute("SET statement_timeout = 20")
        with pytest.raises(StoreError, match="took longer than 30 minutes or was stopped"):
            store.integers("SELECT 1 FROM generate_series(1, 90000000) AS g HAVING count(*) < 0")


def test_the_plan_is_the_databases_own(database):
    address = database(OPENING, OPEN)
    with open_store(address) as store:
        store.require(["opening"])
        plan = store.plan(
            "SELECT count(*) FROM opening AS o WHERE o.opened_at %% 7 > %(p0)s", {"p0": 3}
        )

    assert "Seq Scan on opening" in "\n".join(plan)
