"""JSON is read value by value: arrays, pages and lines, of any length, and told where it breaks."""

from __future__ import annotations

import json

import pytest

from partnership.errors import StoreError
from partnership.importing import json_values
from partnership.importing.json_values import objects_in

ROWS = [{"id": number, "text": "x" * 50, "nested": {"list": [1.50, None]}} for number in range(200)]


@pytest.fixture(params=[64, 1 << 18], ids=["in small pieces", "at once"])
def piece(request, monkeypatch):
    monkeypatch.setattr(json_values, "CHUNK", request.param)


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(ROWS),
        json.dumps(ROWS, indent=2),
        "\n".join(json.dumps(row) for row in ROWS),
        json.dumps({"data": ROWS, "hasNext": False}),
        json.dumps({"success": True, "results": ROWS}),
        "\n".join(json.dumps({"data": [row]}) for row in ROWS),
        "\ufeff" + json.dumps(ROWS),
    ],
    ids=["array", "indented", "lines", "page", "results", "pages in lines", "with a mark"],
)
@pytest.mark.usefixtures("piece")
def test_every_form_gives_the_same_objects(tmp_path, text):
    path = tmp_path / "rows.json"
    path.write_text(text, encoding="utf-8")

    found = [value for _, value in objects_in(path, "rows.json")]

    assert [row["id"] for row in ROWS] == [value["id"] for value in found]
    assert "1.5" == found[0]["nested"]["list"][0]


def test_a_page_longer_than_what_is_read_at_once_is_read_row_by_row(tmp_path, monkeypatch):
    monkeypatch.setattr(json_values, "LONGEST_VALUE", 8 * 1024)
    monkeypatch.setattr(json_values, "CHUNK", 512)
    path = tmp_path / "rows.json"
    path.write_text(json.dumps({"success": True, "results": ROWS, "more": False}))

    assert len(ROWS) == sum(1 for _ in objects_in(path, "rows.json"))


def test_lines_are_told(tmp_path):
    path = tmp_path / "rows.jsonl"
    path.write_text('{"id": 1}\n\n{"id": 2}\n')

    assert [1, 3] == [line for line, _ in objects_in(path, "rows.jsonl")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('{"id": 1}\n{"id": 2\n{"id": 3}\n', "line 3"),
        ('[{"id": 1},\n {"id": ', "line 2"),
        ('[{"id": 1}\n', "the list has no end"),
        ("[" * 200_000, "nested too deeply"),
        ("name,email\n", "line 1"),
    ],
)
def test_a_file_that_breaks_half_way_is_told_with_its_line(tmp_path, text, told):
    path = tmp_path / "rows.json"
    path.write_text(text)

    with pytest.raises(StoreError) as refused:
        list(objects_in(path, "rows.json"))

    assert "rows.json: line " in str(refused.value)
    assert told in str(refused.value)


def test_one_value_without_end_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(json_values, "LONGEST_VALUE", 8 * 1024)
    monkeypatch.setattr(json_values, "CHUNK", 512)
    path = tmp_path / "rows.json"
    path.write_text('{"id": "' + "x" * 40_000)

    with pytest.raises(StoreError, match="one value is longer than 16 MiB"):
        list(objects_in(path, "rows.json"))


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"items": [{"kind": "hold"}]}, [{"items": [{"kind": "hold"}]}]),
        ([{"items": [{"kind": "hold"}]}], [{"items": [{"kind": "hold"}]}]),
        ({"data": [{"items": []}]}, [{"items": []}]),
        ({"items": [{"items": []}, {"items": [1]}]}, [{"items": []}, {"items": [1]}]),
        ({"data": [{"kind": "hold"}]}, [{"kind": "hold"}]),
    ],
    ids=["one object", "an array", "a page", "a page of the same key", "another page"],
)
def test_a_list_that_is_asked_for_is_no_page(tmp_path, value, found):
    path = tmp_path / "rows.json"
    path.write_text(json.dumps(value))

    assert found == [row for _, row in objects_in(path, "rows.json", frozenset({"items"}))]


def test_what_is_no_object_counts_as_an_empty_one(tmp_path):
    path = tmp_path / "rows.json"
    path.write_text('[1, "a", null, {"data": ["b"]}]')

    assert [{}, {}, {}, {}] == [row for _, row in objects_in(path, "rows.json")]


def test_an_object_whose_list_is_asked_for_is_not_entered_however_long(tmp_path, monkeypatch):
    monkeypatch.setattr(json_values, "LONGEST_VALUE", 8 * 1024)
    monkeypatch.setattr(json_values, "CHUNK", 512)
    path = tmp_path / "rows.json"
    path.write_text(json.dumps({"items": ROWS * 9}))

    with pytest.raises(StoreError, match=r"rows\.json: line 1: .* one value is longer than"):
        list(objects_in(path, "rows.json", frozenset({"items"})))
