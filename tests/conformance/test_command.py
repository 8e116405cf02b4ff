"""`partnership measure` on a real PostgreSQL: the same lines, clear refusals, nothing half-written."""

from __future__ import annotations

import shutil

import pytest

from partnership.cli import run
from tests.conformance.cases import EXAMPLE, simulated
from tests.postgresql import PASSWORD

CHOSEN = ("--period", "2025-11", "--as-of", "2025-12-10")
RECORDS = "records/measurements/2025-11"


@pytest.fixture(scope="module")
def folder(written):
    return written(simulated)


@pytest.fixture(scope="module")
def database(server, folder):
    return server.load(folder)


@pytest.fixture
def root(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "agreement")
    return tmp_path / "agreement"


def measure(root, capsys, *arguments):
    status = run(["measure", str(root), *CHOSEN, *arguments])
    captured = capsys.readouterr()
    assert PASSWORD not in captured.out + captured.err
    return status, captured.out, captured.err


def test_a_database_gives_the_same_lines_and_records_as_a_folder(
    root, capsys, folder, server, database, monkeypatch
):
    expected = measure(root, capsys, "--store", str(folder))
    wanted = {path.name: path.read_bytes() for path in (root / RECORDS).iterdir()}
    shutil.rmtree(root / "records")
    monkeypatch.setenv("PARTNERSHIP_EVENTS", server.url(database))

    found = measure(root, capsys)

    assert 0 == expected[0]
    assert expected == found
    assert wanted == {path.name: path.read_bytes() for path in (root / RECORDS).iterdir()}
    assert len(wanted) >= 3


def test_explain_prints_the_plan_of_the_database_that_is_open(root, capsys, server, database):
    status, out, err = measure(
        root, capsys, "--sla", "first-slate", "--explain", "--store", server.url(database)
    )

    assert (0, "") == (status, err)
    assert "Seq Scan on app_event" in out.partition("-- Plan of PostgreSQL")[2]
    assert not (root / "records").exists()


def test_a_wrong_password_is_one_sentence(root, capsys, server, database):
    address = server.url(database, password="open-sesame")  # noqa: S106 - it is the wrong one

    status, out, err = measure(root, capsys, "--store", address)

    assert (2, "") == (status, out)
    assert err.strip().endswith("the database refuses this user or password")
    assert "sesame" not in err
    assert not (root / "records").exists()


def test_a_connection_lost_in_the_middle_writes_nothing_and_the_next_run_does(
    root, capsys, server, database
):
    server.run(
        database,
        "CREATE VIEW lost AS SELECT * FROM feedback WHERE pg_terminate_backend(pg_backend_pid())",
    )
    path = root / "partnership/partnership.yaml"
    before = path.read_text()
    path.write_text(f"{before.rstrip()}\nevents: {{tables: {{feedback: {{table: lost}}}}}}\n")

    status, out, err = measure(root, capsys, "--store", server.url(database))

    assert (2, "") == (status, out)
    assert "the connection was lost half-way; nothing is half-written" in err
    assert not (root / "records").exists()
    path.write_text(before)
    status, out, err = measure(root, capsys, "--store", server.url(database))
    assert (0, "") == (status, err)
    assert (root / RECORDS / "interview-feedback.yaml").is_file()
