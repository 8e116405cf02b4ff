"""The event store reads what it was promised, and says in words where it was not."""

from __future__ import annotations

from datetime import UTC, date, datetime

import duckdb
import pytest

from partnership.errors import StoreError
from partnership.store.columns import SQL_TYPES
from partnership.store.duckdb import open_store
from partnership.store.tables import TABLES

OPENING = "opening_id,requisition_id,opened_at,closed_at,close_reason,recorded_at,source\n"
OPEN = "o1,r1,2025-02-03T09:30:00Z,,,2025-02-03T09:31:00Z,api\n"
FILLED = "o1,r1,2025-02-03T09:30:00Z,2025-03-03T10:00:00Z,filled,2025-03-03T10:05:00Z,api\n"


def seconds(text):
    return int(datetime.fromisoformat(text).timestamp())


def refusal(folder, **options):
    with pytest.raises(StoreError) as caught:
        open_store(folder, **options).close()
    return str(caught.value)


@pytest.fixture
def folder(tmp_path):
    events = tmp_path / "events"
    events.mkdir()
    return events


@pytest.fixture
def write(folder):
    def put(name, text):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())

    return put


@pytest.fixture
def write_parquet(folder):
    def put(name, sql):
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        with duckdb.connect() as connection:
            connection.execute(f"COPY ({sql}) TO '{path}' (FORMAT parquet)")

    return put


OPENING_SQL = (
    "SELECT 'o1' opening_id, 'r1' requisition_id, {opened} opened_at,"
    " TIMESTAMP '2025-02-03 09:31:00' recorded_at, 'api' source"
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_without_files_is_empty_with_our_types(folder, table):
    with open_store(folder) as store:
        described = store.integers(
            "SELECT column_name, data_type FROM information_schema.columns"
            " WHERE table_name = ? ORDER BY ordinal_position",
            [table.name],
        )

        own = [(c.name, SQL_TYPES[c.type]) for c in table.columns]
        assert described == [*own, ("entered_at", "BIGINT")]
        assert store.rows[table.name] == 0


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_says_what_it_holds_and_by_which_key(table):
    assert table.about.endswith(".")
    assert set(table.key) <= set(table.column_names)
    assert {"recorded_at", "source"} <= set(table.column_names)
    assert len(set(table.column_names)) == len(table.column_names)


def test_the_last_state_counts_and_a_day_of_knowledge_cuts(folder, write):
    write("opening.csv", OPENING + FILLED + OPEN)

    with open_store(folder) as store:
        assert store.integers("SELECT close_reason FROM opening") == [("filled",)]
        assert store.rows["opening"] == 2
    with open_store(folder, known=datetime(2025, 3, 3, 10, 4, 59, tzinfo=UTC)) as store:
        assert store.integers("SELECT close_reason FROM opening") == [(None,)]
    with open_store(folder, known=datetime(2025, 3, 3, 10, 5, tzinfo=UTC)) as store:
        assert store.integers("SELECT close_reason FROM opening") == [("filled",)]
    with open_store(folder, known=datetime(2025, 1, 1, tzinfo=UTC)) as store:
        assert store.integers("SELECT close_reason FROM opening") == []


def test_a_day_of_knowledge_cuts_where_nothing_was_superseded(folder, write):
    write("opening.csv", OPENING + OPEN)

    with open_store(folder, known=datetime(2025, 2, 3, 9, 30, 59, tzinfo=UTC)) as store:
        assert store.integers("SELECT count(*) FROM opening") == [(0,)]


def test_the_last_state_of_an_aggregate_counts_with_empty_dimensions(folder, write):
    columns = "period,country,party,recruiter_fte,recorded_at,source\n"
    write(
        "capacity.csv",
        columns
        + "2025-Q1,,provider,2,2025-01-05T09:00:00Z,csv\n"
        + "2025-Q1,,provider,3.5,2025-01-06T09:00:00Z,csv\n"
        + "2025-Q1,GB,provider,1,2025-01-05T09:00:00Z,csv\n",
    )

    with open_store(folder) as store:
        found = store.integers("SELECT country, recruiter_fte FROM capacity ORDER BY 2")

    assert found == [("GB", 10_000), (None, 35_000)]


def test_a_day_of_knowledge_without_a_time_zone_is_refused(folder):
    assert refusal(folder, known=datetime(2025, 3, 3)) == (  # noqa: DTZ001
        "the day of knowledge needs a time zone"
    )


def test_csv_values_become_integers_and_words(folder, write):
    write(
        "hire.csv",
        "hire_id,application_id,opening_id,accepted_at,planned_start,recorded_at,source\n"
        "h1,a1,o1,2025-03-30 01:30:00.999+00:00,2025-05-01,2025-03-30T02:00:00Z,csv\n",
    )
    write(
        "cost_entry.csv",
        "period,country,kind,category,amount,currency,comparable,recorded_at,source\n"
        '2025-Q1,GB,external,"adverts, print",12.5,EUR,true,2025-04-02T08:00:00Z,csv\n',
    )

    with open_store(folder) as store:
        hire = store.integers("SELECT accepted_at, planned_start, actual_start FROM hire")
        cost = store.integers("SELECT amount, comparable, category, level FROM cost_entry")

    assert hire == [(seconds("2025-03-30T01:30:00+00:00"), date(2025, 5, 1).toordinal(), None)]
    assert cost == [(125_000, 1, "adverts, print", None)]


@pytest.mark.parametrize(
    "opened",
    [
        pytest.param("TIMESTAMP '2025-02-03 09:30:00'", id="a timestamp"),
        pytest.param("TIMESTAMPTZ '2025-02-03 10:30:00+01:00'", id="a timestamp with time zone"),
        pytest.param("TIMESTAMP_NS '2025-02-03 09:30:00.999999999'", id="nanoseconds"),
        pytest.param("'2025-02-03T09:30:00Z'", id="text"),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_parquet_instants_mean_the_same_everywhere(
    folder, write_parquet, opened, zone, monkeypatch
):
    monkeypatch.setenv("TZ", zone)
    write_parquet("opening.parquet", OPENING_SQL.format(opened=opened))

    with open_store(folder) as store:
        found = store.integers("SELECT opened_at, closed_at FROM opening")

    assert found == [(seconds("2025-02-03T09:30:00+00:00"), None)]


def test_a_table_may_be_a_folder_of_files_with_different_columns(folder, write, write_parquet):
    write("opening/2025-01.csv", OPENING + OPEN)
    write(
        "opening/2025-02.csv",
        OPENING.replace("close_reason,", "")
        + "o2,r1,2025-02-03T09:30:00Z,,2025-02-03T09:31:00Z,api\n",
    )
    write_parquet(
        "opening/2025-03.parquet",
        OPENING_SQL.format(opened="'2025-02-03T09:30:00Z'").replace("'o1'", "'o3'"),
    )
    write("opening/.DS_Store", b"\0")

    with open_store(folder) as store:
        found = store.integers("SELECT opening_id FROM opening ORDER BY 1")

    assert found == [("o1",), ("o2",), ("o3",)]


def test_a_folder_with_signs_of_a_pattern_in_its_name_is_read_as_it_stands(tmp_path):
    folder = tmp_path / "client's [ab] *events?"
    folder.mkdir()
    (folder / "opening.csv").write_text(OPENING + OPEN)

    with open_store(folder) as store:
        assert store.integers("SELECT count(*) FROM opening") == [(1,)]


CASES = {
    "unknown file": (
        "openings.csv",
        OPENING,
        "openings.csv: there is no event table `openings`; did you mean `opening`?",
    ),
    "unknown ending": (
        "opening.xlsx",
        "",
        "opening.xlsx: there is no event table `opening.xlsx`; did you mean `opening`?",
    ),
    "unknown ending in a table's folder": (
        "opening/january.txt",
        "",
        "opening/january.txt: an event table is a `.csv` or a `.parquet` file",
    ),
    "unknown column": (
        "opening.csv",
        OPENING.replace("closed_at", "close_at"),
        "opening.csv: table `opening` has no column `close_at`; did you mean `closed_at`?",
    ),
    "missing column": (
        "opening.csv",
        "opening_id,opened_at,recorded_at,source\n",
        "opening.csv: table `opening` needs column `requisition_id`, which is not there",
    ),
    "column twice": (
        "opening.csv",
        OPENING.replace("requisition_id", "opening_id"),
        "opening.csv: the header names column `opening_id` twice",
    ),
    "no header": ("opening.csv", "", "opening.csv: the file has no header line with column names"),
    "not UTF-8 in the header": (
        "opening.csv",
        b"opening_id,\xff\n",
        "opening.csv: the first line is not a UTF-8 CSV header",
    ),
    "not UTF-8 below": (
        "opening.csv",
        (OPENING + OPEN).encode() + b"o2,\xff,2025-02-03T09:30:00Z,,,2025-02-03T09:31:00Z,api\n",
        "opening.csv: line 3 is not CSV with the header's columns in UTF-8",
    ),
    "ragged row": (
        "opening.csv",
        OPENING + OPEN + "o2,r1\n",
        "opening.csv: line 3 is not CSV with the header's columns in UTF-8",
    ),
    "required value is empty": (
        "opening.csv",
        OPENING + OPEN + OPEN.replace("r1", "").replace("o1", "o2"),
        "opening.csv: row 2: column `requisition_id` of table `opening` is empty, and must not be",
    ),
    "instant without a zone": (
        "opening.csv",
        OPENING + OPEN.replace("09:30:00Z", "09:30:00"),
        (
            "opening.csv: row 1: column `opened_at` of table `opening` is not an instant in UTC,"
            " such as `2026-03-02T09:30:00Z`"
        ),
    ),
    "impossible day": (
        "opening.csv",
        OPENING + OPEN.replace("2025-02-03T09:30", "2025-02-30T09:30"),
        (
            "opening.csv: row 1: column `opened_at` of table `opening` is not an instant in UTC,"
            " such as `2026-03-02T09:30:00Z`"
        ),
    ),
    "an address where a token belongs": (
        "opening.csv",
        OPENING + OPEN.replace("r1", "jo@example.org"),
        (
            "opening.csv: row 1: column `requisition_id` of table `opening` is not a token of up to"
            " 64 letters, digits, `-` and `_`"
        ),
    ),
    "misspelt word": (
        "opening.csv",
        OPENING + FILLED.replace("filled", "fileld") + FILLED.replace("filled", "fileld"),
        (
            "opening.csv: row 1 (and 1 more row): column `close_reason` of table `opening` has no"
            " value `fileld`; did you mean `filled`?"
        ),
    ),
    "a word far from the list is not repeated": (
        "opening.csv",
        OPENING + FILLED.replace("filled", "Jo Example"),
        (
            "opening.csv: row 1: column `close_reason` of table `opening` holds a word that is not in"
            " its list; the words are `filled`, `cancelled_client`, `cancelled_other`, `frozen`,"
            " `duplicate`"
        ),
    ),
    "same state twice": (
        "opening.csv",
        OPENING + OPEN + FILLED + OPEN,
        (
            "opening.csv: row 3: table `opening` holds the same `opening_id` twice with the same"
            " `recorded_at`; a later state needs a later `recorded_at`"
        ),
    ),
    "same state three times": (
        "opening.csv",
        OPENING + OPEN + FILLED + OPEN + OPEN,
        (
            "opening.csv: row 3 (and 1 more row): table `opening` holds the same `opening_id` twice"
            " with the same `recorded_at`; a later state needs a later `recorded_at`"
        ),
    ),
    "one line that ends otherwise": (
        "opening.csv",
        OPENING + OPEN + FILLED.replace("\n", "\r\n"),
        (
            "opening.csv: line 3 ends otherwise than the lines before it; end all in LF, or all in"
            " CRLF"
        ),
    ),
    "not Parquet": (
        "opening.parquet",
        b"PAR1",
        "opening.parquet: the file is not readable as Parquet",
    ),
}


@pytest.mark.parametrize(("name", "text", "message"), CASES.values(), ids=CASES)
def test_what_is_not_an_event_table_is_refused_in_words(folder, write, name, text, message):
    write(name, text)

    assert refusal(folder) == message


def test_a_float_does_not_hold_an_amount(folder, write_parquet):
    write_parquet("opening.parquet", OPENING_SQL.format(opened="1.5::DOUBLE"))

    assert refusal(folder) == (
        "opening.parquet: column `opened_at` of table `opening` is DOUBLE, which cannot hold an"
        " instant in UTC, such as `2026-03-02T09:30:00Z`"
    )


def test_the_same_state_in_two_files_is_refused(folder, write, write_parquet):
    write("opening.csv", OPENING + OPEN)
    write_parquet("opening.parquet", OPENING_SQL.format(opened="'2025-02-03T09:30:00Z'"))

    assert refusal(folder).startswith("opening.parquet: row 1: table `opening` holds the same")


def test_empty_text_is_not_a_value_in_parquet(folder, write_parquet):
    sql = OPENING_SQL.format(opened="'2025-02-03T09:30:00Z'")
    write_parquet("opening.parquet", sql.replace("'r1'", "''"))

    assert refusal(folder).startswith("opening.parquet: row 1: column `requisition_id`")


def test_a_link_is_not_followed(folder, tmp_path):
    (tmp_path / "elsewhere.csv").write_text(OPENING)
    (folder / "opening.csv").symlink_to(tmp_path / "elsewhere.csv")

    assert refusal(folder) == (
        "opening.csv: an event table is a plain file, not a link or a device"
    )


def test_a_folder_that_is_not_there_says_what_to_do(tmp_path):
    assert "there is no event store; import events first" in refusal(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        pytest.param("SELECT 1; SELECT 2", "one `SELECT` at a time", id="two statements"),
        pytest.param("", "one `SELECT` at a time", id="nothing"),
        pytest.param("DROP VIEW opening", "one `SELECT` at a time", id="a change"),
        pytest.param("COPY (SELECT 1) TO 'x.csv'", "one `SELECT` at a time", id="a copy out"),
        pytest.param("SET threads = 1", "one `SELECT` at a time", id="a setting"),
        pytest.param("SELECT 0.5", "integers and words, not Decimal", id="a decimal"),
        pytest.param("SELECT avg(1)", "integers and words, not float", id="a float"),
        pytest.param("SELECT nothing FROM opening", "could not answer: Binder", id="no column"),
        pytest.param(
            "SELECT * FROM read_csv('/etc/passwd')", "could not answer: Permission", id="a file"
        ),
        pytest.param("SELECT * FROM glob('/*')", "could not answer: Permission", id="a folder"),
    ],
)
def test_the_store_answers_selects_with_integers_and_nothing_else(folder, sql, message):
    with open_store(folder) as store, pytest.raises(StoreError, match=message):
        store.integers(sql)


def test_small_tables_stand_beside_the_events(folder, write):
    write("opening.csv", OPENING + OPEN)
    with open_store(folder) as store:
        store.load_table(
            "hold",
            {"requisition_id": "VARCHAR", "day": "INTEGER", "open": "BOOLEAN"},
            [("r1", 7, True), ("it's", None, False)],
        )
        store.load_table("nobody", {"id": "BIGINT"}, [])

        joined = store.integers(
            "SELECT o.opening_id, h.day, h.open FROM opening o JOIN hold h"
            " ON h.requisition_id = o.requisition_id WHERE o.opening_id = $id",
            {"id": "o1"},
        )
        assert joined == [("o1", 7, 1)]
        assert store.integers("SELECT count(*) FROM nobody") == [(0,)]
        with pytest.raises(StoreError, match="`opening` is an event table"):
            store.load_table("opening", {"id": "BIGINT"}, [])
        with pytest.raises(StoreError, match="DOUBLE is not a type of the common SQL core"):
            store.load_table("hold", {"id": "DOUBLE"}, [])


def test_closing_leaves_nothing_behind(folder, write, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    write("opening.csv", OPENING + OPEN)

    with open_store(folder):
        pass

    assert sorted(path.name for path in tmp_path.iterdir()) == ["events"]


REQUISITION = (
    "requisition_id,job_family,level,location,country,urgency,req_type,in_scope,hm_group,recorded_at,"
    "source\n"
)
ASKED = "r{},sales,mid,London,GB,standard,new,true,{},2025-02-03T09:31:00Z,api\n"


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["sales south", "Jo <jo@example.com>"], "1 of its 2 different words looks like an e-mail address"),
        (["ask +44 20 7946 0991"], "its word looks like a telephone number"),
        (
            ["Ms Example", "Mr Example", "south"],
            "2 of its 3 different words look like a person's name",
        ),
    ],
)  # fmt: skip
def test_a_column_of_groups_that_holds_people_is_refused_by_its_name(folder, write, words, why):
    rows = (ASKED.format(number, word) for number, word in enumerate(words))
    write("requisition.csv", REQUISITION + "".join(rows))

    told = refusal(folder)

    assert told == (
        "requisition.csv: column `hm_group` of table `requisition` holds words of groups only, and"
        f" {why}; leave it out of the file, or write the group instead"
    )


def test_groups_are_no_people(folder, write):
    rows = (ASKED.format(number, word) for number, word in enumerate(["", "Sales 2026-Q1", "R&D"]))
    write("requisition.csv", REQUISITION + "".join(rows))

    with open_store(folder) as store:
        assert 3 == store.rows["requisition"]


def test_each_table_is_named_before_it_is_checked(folder, write):
    write("opening.csv", OPENING + OPEN)
    named: list[str] = []

    with open_store(folder, watch=named.append):
        assert [table.name for table in TABLES] == named
