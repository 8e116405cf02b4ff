"""Where events live, and which columns are never read."""

from __future__ import annotations

from pathlib import Path

import pytest

from partnership.errors import StoreError
from partnership.store.names import TableNames, find_faults
from partnership.store.persons import looks_like_a_person
from partnership.store.places import holds_secret, read_place
from partnership.store.tables import TABLES

ROOT = Path("/agreement")


@pytest.mark.parametrize(
    ("written", "sort", "address", "inside", "shown"),
    [
        ("data/events", "folder", "/agreement/data/events", "", "/agreement/data/events"),
        ("/srv/events", "folder", "/srv/events", "", "/srv/events"),
        ("events.duckdb", "duckdb", "/agreement/events.duckdb", "", "/agreement/events.duckdb"),
        ("duckdb:/srv/hr.db", "duckdb", "/srv/hr.db", "", "/srv/hr.db"),
        (
            "postgres://reader:pw@db.example:5433/hr?sslmode=require",
            "postgresql",
            "postgres://reader:pw@db.example:5433/hr?sslmode=require",
            "",
            "PostgreSQL at db.example:5433",
        ),
        ("postgresql:///hr", "postgresql", "postgresql:///hr", "", "PostgreSQL"),
        ("spark:main.hiring", "spark", "", "main.hiring", "Spark"),
        ("spark://local[2]/srv/events", "spark", "local[2]", "/srv/events", "Spark at local[2]"),
        (
            "spark://head.example:7077/srv/events",
            "spark",
            "spark://head.example:7077",
            "/srv/events",
            "Spark at head.example:7077",
        ),
        (
            "sc://w.example:443/;token=abc;use_ssl=true#main.hiring",
            "spark",
            "sc://w.example:443/;token=abc;use_ssl=true",
            "main.hiring",
            "Spark at w.example:443",
        ),
    ],
)
def test_a_place_is_read_and_shown_without_its_secrets(written, sort, address, inside, shown):
    place = read_place(written, ROOT)

    assert (sort, address, inside) == (place.sort, place.address, place.inside)
    assert shown == place.shown


def test_another_kind_of_address_is_refused_without_repeating_it():
    with pytest.raises(StoreError) as caught:
        read_place("mysql://root:open-sesame@db/hr")

    assert str(caught.value).startswith("events do not live at a `mysql:` address; write a folder,")
    assert "sesame" not in str(caught.value)


@pytest.mark.parametrize(
    "written",
    [
        "postgresql://reader:pw@db/hr",
        "postgresql://db/hr?user=reader&password=pw",
        "postgresql://db/hr?sslpassword=pw",
        "sc://w.example:443/;token=abc",
        "sc://w.example:443/;use_ssl=true;TOKEN=abc",
    ],
)
def test_a_secret_in_an_address_is_seen(written):
    assert holds_secret(written)


@pytest.mark.parametrize(
    "written",
    [
        "data/events",
        "C:events",
        "postgresql://reader@db:5432/hr?sslmode=verify-full",
        "spark://local[2]/srv/events",
        "spark:main.hiring",
        "sc://w.example:443/;use_ssl=true",
    ],
)
def test_an_address_without_a_secret_is_no_finding(written):
    assert not holds_secret(written)


@pytest.mark.parametrize(
    "column",
    [
        "email",
        "candidateEmail",
        "WORK_EMAIL",
        "name",
        "first_name",
        "LastName",
        "hiring_manager_name",
        "family_name",
        "phone2",
        "home_address",
        "date_of_birth",
        "dob",
        "ssn",
        "gender",
        "zip_code",
        "HTTPClientIP",
    ],
)
def test_names_of_columns_that_tell_of_a_person(column):
    assert looks_like_a_person(column)


@pytest.mark.parametrize(
    "column",
    ["job_family_name", "stage_name", "location", "hm_group", "stage", "page"],
)
def test_names_of_columns_that_do_not(column):
    assert not looks_like_a_person(column)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_column_of_ours_tells_of_a_person(table):
    assert [] == [name for name in table.column_names if looks_like_a_person(name)]


def test_a_mapping_names_tables_and_columns_that_there_are():
    names = {
        "openings": TableNames("hr.openings"),
        "offer": TableNames("hr.offers", {"decided": "decided_ts"}),
        "hire": TableNames("hr.hires", {"hire_id": "employee_ssn"}),
    }

    assert [
        ("openings", None, "there is no event table `openings`; did you mean `opening`?"),
        ("offer", "decided", "table `offer` has no column `decided`; did you mean `decided_at`?"),
    ] == list(find_faults(names))[:2]
    (last,) = list(find_faults(names))[2:]
    assert ("hire", "hire_id") == last[:2]
    assert last[2].startswith("column `employee_ssn` of `hr.hires` looks like it tells of a person")
