"""Nothing of a person enters the store: columns nobody listed, ids, addresses, and the way back."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from partnership.errors import StoreError
from partnership.importing.mapped import SYSTEMS, mapped
from partnership.importing.named_columns import named_columns
from partnership.importing.telling import as_data, as_text
from partnership.store.personal import kind_of_person
from partnership.store.persons import looks_like_a_person
from tests.importing.desk import Desk, event_map
from tests.importing.test_import import APPS, MAP, MOVES, REQS, SEATS
from tests.importing.test_systems import GREENHOUSE

PHONE = "07700900123"


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
        ("07700900123", "a telephone number"),
        ("0170 1234567", "a telephone number"),
        ("+44 7700 900123", "a telephone number"),
        ("Call 0044 7700 900123", "a telephone number"),
        ("2025550143", "a telephone number"),
        ("0170\u20111234567", "a telephone number"),
        ("123-45-6789", "a social security number"),
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

    assert (
        f"column `reqs.City` holds what looks like {looks} in 1 row, first at reqs.csv:3;"
        in str(refused.value)
    )
    assert city not in str(refused.value)
    assert not desk.store.exists()


def test_an_address_as_an_id_is_refused(desk):
    desk.write("apps.csv", APPS + "avery@client.example,R1,LinkedIn,\n")

    with pytest.raises(StoreError, match=r"column `apps\.App` holds what looks like an e-mail"):
        desk.run()


@pytest.mark.parametrize(
    "word",
    [
        "Customer Success",
        "St. Gallen",
        "C++",
        "2026-03-02",
        "2026-03-01 09:30",
        "01.03.2026",
        "01/03/2026 - 31/03/2026",
        "20260301",
        "0000123456",
        "R&D / IT",
        "IC-1 2026",
        "L5 100-120",
    ],
)
def test_usual_words_are_not_taken_for_people(word):
    assert kind_of_person(word) is None


@pytest.mark.parametrize(
    "name",
    [
        "First Name",
        "candidate_name",
        "email_address",
        "Phone",
        "hiringManagerName",
        "Vorname",
        "NACHNAME",
        "Hiring Manager",
        "hiringmanager",
        "Recruiter",
        "Recruiter (lead)",
        "dob",
        "sex",
        "Geburtsdatum",
        "Mobil",
        "Handy",
        "E-Mail-Adresse",
        "Prénom",
        "Nom",
        "Telefon",
        "Adresse",
        "Age",
        "Gender",
        "name",
        "owner_name",
        "interviewer_name",
        "ownername",
        "Salary",
        "Notes",
        "LinkedIn",
        "LinkedIn URL",
        "candidateLinkedInUrl",
        "linked_in",
        "GitHub",
        "PassPort",
        "DoB",
        "D.O.B.",
        "S. S. N.",
        "BSN",
        "Kandidatenname",
        "Bewerbernamen",
        "Ansprechpartner",
        "Ansprechpartnerin",
        "Bewerber/in",
        "Bewerber (m/w/d)",
        "Supervisor",
        "Created By",
        "createdBy",
        "updatedby",
        "Erstellt von",
        "Contact",
        "primary_contact",
        "Contact (main)",
    ],
)
def test_columns_named_for_people_are_known(name):
    assert looks_like_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Stage name",
        "Department",
        "custom_fields.level",
        "Requisition",
        "application_id",
        "offer_id",
        "recruiter_group",
        "hm_group",
        "Recruiter ID",
        "job_name",
        "departments.name",
        "Office names",
        "jobFamilyName",
        "Name of stage",
        "Job profile",
        "manager_approved_at",
        "Category name",
        "source.public_name",
        "Job post name",
        "jobPostCode",
        "contacted_at",
        "first_contact_at",
        "Date of last contact",
        "days_to_contact",
        "contact_attempts",
        "Contact type",
        "contract_type",
        "created_at",
        "created_by_id",
        "sourced_by",
        "due_by",
        "needed_by",
        "in_scope",
        "A/B",
    ],
)
def test_other_columns_are_not(name):
    assert not looks_like_a_person(name)


@pytest.mark.parametrize("system", ["greenhouse", "lever", "ashby"])
def test_no_column_that_is_read_of_a_known_system_is_one_of_people(system):
    """Each with its table before it: `department.name` is no person's."""
    read = {
        f"{form.name}.{name}" for form in SYSTEMS[system].forms for name in form.fields.values()
    }

    assert [] == [name for name in sorted(read) if looks_like_a_person(name)]


def test_a_map_that_reads_a_column_of_people_has_a_fault_there():
    text = MAP.replace("column: City, as_written: true", "column: Manager Name, as_written: true")

    [fault] = mapped(event_map(text)).faults

    assert ("tables", 0, "columns", "location") == fault.loc
    assert "column `Manager Name` holds people, by its name, and is never read" == fault.message


@pytest.mark.parametrize(
    ("old", "new", "loc", "name"),
    [
        (
            "column: City, as_written: true",
            "column: City, as_written: true, looked_up: {table: sites, by: Site, take: Full Name}",
            ("columns", "location", "looked_up", "take"),
            "sites.Full Name",
        ),
        (
            "column: City, as_written: true",
            "column: City, as_written: true, looked_up: {table: sites, by: Owner, take: Site}",
            ("columns", "location", "looked_up", "by"),
            "sites.Owner",
        ),
        ("recorded_at: Updated", "recorded_at: Age", ("recorded_at",), "Age"),
        ("recorded_at: Updated", "recorded_at: {column: Age}", ("recorded_at",), "Age"),
        ("recorded_at: Updated", "only: {Recruiter: [A]}", ("only", "Recruiter"), "Recruiter"),
        ("recorded_at: Updated", "key: [Req, Full Name]", ("key", 1), "Full Name"),
        ("recorded_at: Updated", "when_changed: Notes", ("when_changed",), "Notes"),
        ("requisition_id: Req", "requisition_id: Owner", ("columns", "requisition_id"), "Owner"),
    ],
)
def test_a_column_of_people_is_a_fault_wherever_a_map_names_it(old, new, loc, name):
    text = MAP.replace(old, new, 1) + "  - {id: sites, files: [sites.csv]}\n"

    found = [(fault.loc, fault.message) for fault in mapped(event_map(text)).faults]

    message = f"column `{name}` holds people, by its name, and is never read"
    assert (("tables", 0, *loc), message) in found


def test_a_column_of_people_is_a_fault_in_the_requisition_of_a_known_system():
    text = GREENHOUSE.replace("level: {always: mid}", "level: {column: custom_fields.Full Name}")

    found = [(fault.loc, fault.message) for fault in mapped(event_map(text)).faults]

    message = "column `custom_fields.Full Name` holds people, by its name, and is never read"
    assert (("requisition", "level"), message) in found


def test_no_column_is_read_whose_name_is_not_looked_at():
    """What a look-up reads is looked at with its table before it, as in `sites.Town`."""
    text = MAP.replace(
        "as_written: true}", "as_written: true, looked_up: {table: sites, by: Site, take: Town}}", 1
    ).replace("files: [moves.csv]", "files: [moves.csv]\n    only: {Kind: [move]}\n    key: [Turn]")
    whole = event_map(text + "  - {id: sites, files: [sites.csv]}\n")

    read = {
        f"sites.{name}" if form.name == "sites" else name
        for form in mapped(whole).shapes.forms
        for name in (*form.fields.values(), *form.marks, *form.only)
    }

    assert {"sites.Site", "sites.Town", "Kind", "Turn", "Updated"} < read
    assert read == {name for _, name in named_columns(whole)}


@pytest.mark.parametrize("column", ["Vorname", "Hiring Manager", "Recruiter", "Geburtsdatum"])
def test_an_import_stops_at_a_column_of_people_before_anything_is_read(tmp_path, column):
    text = MAP.replace("column: City, as_written: true", f"column: {column}, as_written: true")
    desk = Desk(tmp_path, text)
    desk.write("reqs.csv", REQS.replace("City", column))

    with pytest.raises(StoreError) as refused:
        desk.run()

    assert f"column `{column}` holds people, by its name, and is never read" in str(refused.value)
    assert not desk.store.exists()


def test_a_telephone_number_in_json_is_told_with_its_file_and_line(tmp_path):
    desk = Desk(tmp_path, MAP.replace("reqs.csv", "reqs.json"))
    columns, first = REQS.splitlines()[:2]
    row = dict(zip(columns.split(","), first.split(","), strict=True))
    path = desk.write("reqs.json", json.dumps(row) + "\n" + json.dumps(row | {"City": PHONE}))

    with pytest.raises(StoreError) as refused:
        desk.run(path)

    assert "column `reqs.City` holds what looks like a telephone number" in str(refused.value)
    assert "in 1 row, first at reqs.json:2; nothing was imported" in str(refused.value)
    assert PHONE not in str(refused.value)


def test_no_account_of_an_import_gives_a_word_that_the_map_does_not_list(desk):
    desk.write("moves.csv", MOVES + "A1,2026-03-31 09:30:00,Referral by Jane Doe\n")

    outcome = desk.run()

    line = len(MOVES.splitlines()) + 1
    assert f"         1 app_event.stage: (first at moves.csv:{line})" in as_text(outcome)
    assert "Jane" not in as_text(outcome)
    assert "Jane" not in json.dumps(as_data(outcome))
    [told] = as_data(outcome)["unmapped"]
    place = f"moves.csv:{line}"
    assert {"table": "app_event", "column": "stage", "rows": 1, "first": place} == told


def test_who_asks_for_values_is_shown_the_words_that_the_map_does_not_list(desk):
    desk.write("moves.csv", MOVES + "A1,2026-03-31 09:30:00,Panel\n")

    assert "1 app_event.stage: Panel (first at moves.csv:" in as_text(desk.run(), values=True)
