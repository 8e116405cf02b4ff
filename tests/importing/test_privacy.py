"""Nothing of a person enters the store: columns nobody listed, ids, addresses, and the way back."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from partnership.errors import StoreError
from partnership.importing.mapped import mapped
from partnership.importing.personal import column_of_people, kind_of_person
from tests.importing.desk import Desk, event_map
from tests.importing.test_import import APPS, MAP, MOVES, REQS, SEATS


@pytest.fixture
def desk(tmp_path) -> Desk:
    desk = Desk(tmp_path, MAP)
    for name, text in (("reqs", REQS), ("seats", SEATS), ("apps", APPS), ("moves", MOVES)):
        desk.write(f"{name}.csv", text)
    return desk


def all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_the_store_holds_no_column_that_the_map_does_not_list(desk):
    desk.run()

    assert b"Avery" not in all_bytes(desk.store)


def test_the_store_holds_no_id_of_the_system(tmp_path):
    desk = Desk(tmp_path, MAP)
    path = desk.write("apps.csv", "App,Req,Source\nCANDIDATE-77001,REQUISITION-88001,LinkedIn\n")

    desk.run(path)

    found = all_bytes(desk.store)
    assert b"77001" not in found
    assert b"88001" not in found
    assert b"CANDIDATE-77001" in desk.tokens.read_bytes()


def test_the_token_of_an_id_is_random_and_another_book_gives_another(tmp_path):
    """Were it a hash or an encryption of the id under no key, both books would agree."""
    tokens = []
    for name in ("one", "two"):
        desk = Desk(tmp_path / name, MAP)
        desk.random.seed(name)
        desk.run(desk.write("apps.csv", APPS))
        tokens += desk.rows("application", "application_id")

    assert 2 == len(set(tokens))


def test_only_its_owner_may_read_the_book_of_tokens(desk):
    desk.run()

    assert 0o600 == stat.S_IMODE(desk.tokens.stat().st_mode)
    assert 0o700 == stat.S_IMODE(desk.tokens.parent.stat().st_mode)


def test_a_store_and_another_book_of_tokens_do_not_go_together(desk):
    desk.run()
    desk.tokens = desk.tokens.with_name("other.sqlite3")

    with pytest.raises(StoreError, match="filled with another book of tokens"):
        desk.run()


def test_a_book_that_is_no_book_is_refused(desk):
    desk.tokens.parent.mkdir()
    desk.tokens.write_bytes(b"not a database at all" * 100)

    with pytest.raises(StoreError, match="this is not a book of tokens"):
        desk.run()


def test_a_book_that_another_import_holds_is_waited_for(desk):
    from partnership.importing.tokens import TokenBook

    with (
        TokenBook(desk.tokens, "ats", desk.random.randbytes),
        pytest.raises(StoreError, match="another import holds the book of tokens"),
    ):
        desk.run()


@pytest.mark.parametrize(
    ("city", "looks"),
    [
        ("avery@client.example", "an e-mail address"),
        ("+44 20 7946 0018", "a telephone number"),
        ("020 7946 0018", "a telephone number"),
        ("https://www.linkedin.com/in/avery", "a web address"),
        ("Dr. Avery Example", "a person's name"),
        ("She was a strong candidate who would do well in this role, I think.", "free text"),
    ],
)
def test_a_mapped_column_that_holds_people_is_refused_by_name_without_the_value(desk, city, looks):
    row = f'R2,Engineering,"{city}",P2,new,2026-03-01 10:00:00,\n'
    desk.write("reqs.csv", REQS + row)

    with pytest.raises(StoreError) as refused:
        desk.run()

    assert f"column `reqs.City` holds what looks like {looks} in 1 rows" in str(refused.value)
    assert city not in str(refused.value)
    assert not desk.store.exists()


def test_an_address_as_an_id_is_refused(desk):
    desk.write("apps.csv", APPS + "avery@client.example,R1,LinkedIn,\n")

    with pytest.raises(StoreError, match=r"column `apps\.App` holds what looks like an e-mail"):
        desk.run()


@pytest.mark.parametrize(
    "word", ["Customer Success", "St. Gallen", "C++", "2026-03-02", "R&D / IT", "IC-1 2026"]
)
def test_usual_words_are_not_taken_for_people(word):
    assert kind_of_person(word) is None


@pytest.mark.parametrize(
    "name", ["First Name", "candidate_name", "email_address", "Phone", "hiringManagerName"]
)
def test_columns_named_for_people_are_known(name):
    assert column_of_people(name)


@pytest.mark.parametrize("name", ["Stage name", "Department", "custom_fields.level", "Requisition"])
def test_other_columns_are_not(name):
    assert not column_of_people(name)


def test_a_map_that_reads_a_column_of_people_has_a_fault_there():
    text = MAP.replace("column: City, as_written: true", "column: Manager Name, as_written: true")

    [fault] = mapped(event_map(text)).faults

    assert ("tables", 0, "columns", "location") == fault.loc
    assert "column `Manager Name` holds people, by its name, and is never read" == fault.message
