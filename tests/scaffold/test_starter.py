"""The starter repository is complete, documented and clean from its first day."""

from __future__ import annotations

import json
from datetime import date

import pytest

from partnership.checks import find_all
from partnership.documents import KINDS, SLA, Commitment, Metric
from partnership.errors import WrongUsage
from partnership.library import base_of, differences, entry
from partnership.loading import load
from partnership.scaffold import StarterTerms, require_room, starter_files, write_repository
from partnership.scaffold.starter import partnership_id

START = date(2026, 7, 1)
HOSTILE = 'A "quoted": {name}, [#1] & ${client} \\ 😀\n- kind: SLA'


def terms(**changed):
    usual = {
        "client": "Harbour Foods",
        "provider": "Northlight Talent",
        "country": "GB",
        "subdivision": "ENG",
        "time_zone": "Europe/London",
        "currency": "GBP",
        "start": START,
        "years": (2026, 2027, 2028),
    }
    return StarterTerms(**{**usual, **changed})


@pytest.fixture(scope="module")
def starter(tmp_path_factory):
    folder = tmp_path_factory.mktemp("starter")
    write_repository(folder, starter_files(terms()))
    return folder


@pytest.mark.parametrize("day", [START, date(2026, 10, 10), date(2027, 5, 31)], ids=str)
def test_nothing_at_all_is_found_in_it(starter, day):
    assert () == find_all(load(starter), day)


def test_before_its_first_year_ends_the_yearly_reviews_are_named_and_nothing_else(starter):
    found = find_all(load(starter), date(2027, 6, 30))

    assert {"care-due-soon"} == {one.check for one in found}
    assert {"by 2027-07-01, in 1 day"} == {one.message[-23:] for one in found}


@pytest.mark.parametrize(
    "changed",
    [
        {"client": HOSTILE, "provider": "null"},
        {"client": "株式会社", "provider": "…"},
        {"country": "DE", "subdivision": "BE", "time_zone": "Europe/Berlin", "currency": "EUR"},
        {"country": "NO", "subdivision": None, "time_zone": "Europe/Oslo", "currency": "NOK"},
        {"start": date(2026, 11, 30)},
        {"start": date(2024, 2, 29), "years": (2024, 2025, 2026)},
    ],
    ids=[
        "hostile names",
        "names without a letter",
        "Germany",
        "Norway",
        "a month's end",
        "leap day",
    ],
)
def test_other_answers_are_as_clean(tmp_path, changed):
    write_repository(tmp_path, starter_files(terms(**changed)))

    agreement = load(tmp_path)
    name = changed.get("client", "Harbour Foods")

    assert agreement.partnership is not None
    assert () == find_all(agreement, changed.get("start", START))
    assert agreement.partnership.parties.client.name == name


def test_it_is_two_way(starter):
    owed = {sla.owed_by for sla in load(starter).of(SLA)}

    assert owed == {"client", "provider"}


def test_every_kind_of_commitment_is_there_and_every_file_has_its_comments(starter):
    agreement = load(starter)
    files = (starter / "partnership").rglob("*.yaml")

    # An EventMap is written by those who import exports, for the system they have.
    commitments = {kind for kind, model in KINDS.items() if issubclass(model, Commitment)}
    assert commitments - {"EventMap"} == {d.kind for d in agreement.documents}
    assert [] == [path.name for path in files if path.read_text().count("\n#") < 1]


def test_editors_find_the_schema_of_every_file(starter):
    for path in (starter / "partnership").rglob("*.yaml"):
        first = path.read_text().splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        schema = (path.parent / first.partition("=")[2]).resolve()

        assert schema.is_file()
        kind = json.loads(schema.read_text())["title"]
        assert f"kind: {kind}" in path.read_text().splitlines()


def test_the_readme_names_every_folder_and_keeps_names_as_words(tmp_path):
    files = starter_files(terms(client=HOSTILE))
    folders = {path.split("/")[1] for path in files if path.startswith("partnership/")}

    readme = files["README.md"]

    assert [] == [name for name in folders if f"`partnership/{name}" not in readme]
    assert readme.startswith(
        '# A "quoted": {name}, \\[\\#1\\] \\& ${client} \\\\ 😀 - kind: SLA and'
    )


def test_event_data_is_ignored_and_lines_end_the_same_everywhere():
    files = starter_files(terms())

    assert "/data/" in files[".gitignore"].splitlines()
    assert "/build/" in files[".gitignore"].splitlines()
    assert files[".gitattributes"] == "* text eol=lf\n"


@pytest.mark.parametrize(
    ("client", "provider", "expected"),
    [
        ("Harbour Foods", "Northlight Talent", "harbour-foods-northlight-talent"),
        ("Müller & Söhne", "A/S", "muller-sohne-a-s"),
        ("株式会社", "…", "partnership"),
        ("x" * 59 + " y", "z", "x" * 59),
    ],
)
def test_an_id_is_made_from_both_names(client, provider, expected):
    assert expected == partnership_id(client, provider)


def test_a_folder_with_something_in_it_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(WrongUsage) as told:
        require_room(tmp_path)

    assert str(told.value) == (
        f"{tmp_path} is not empty (it holds `notes.txt`); name a new folder or an empty one"
    )


def test_a_file_is_refused_as_a_folder(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(WrongUsage, match=r"notes\.txt is a file; name a new folder$"):
        require_room(tmp_path / "notes.txt")


def test_its_metrics_are_as_in_the_library_they_say_they_are_based_on(starter):
    for metric in load(starter).of(Metric):
        name, _ = base_of(metric.based_on or "") or ("", 0)

        assert entry(name).base == metric.based_on
        assert () == differences(metric, entry(name))


def test_the_clients_late_reviews_excuse_the_provider(starter):
    promises = {sla.id: sla for sla in load(starter).of(SLA)}

    assert "client" == promises["cv-review"].owed_by
    assert {"first-slate", "time-to-fill"} == {
        sla.id for sla in promises.values() if "cv-review" in sla.excused_by
    }
