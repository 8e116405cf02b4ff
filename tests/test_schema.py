"""What is published in schemas/v1: current, complete, self-contained, the same bytes every time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from partnership.canonical import canonical_json
from partnership.cli import run
from partnership.documents import KINDS
from partnership.findings import Place
from partnership.judging import Status, Verdict
from partnership.loading.tree import parse
from partnership.report import Report
from partnership.reporting.json import as_data
from partnership.schema import NAMES, as_text, find_schema
from partnership.schema.kinds import example_text
from partnership.schema.published import file_name
from partnership.values.levels import Threshold
from tests.from_schema import checker

every_name = pytest.mark.parametrize("name", NAMES)


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield a schema and every schema within it."""
    if isinstance(schema, dict):
        yield schema
        for key, inner in schema.items():
            if key in {"properties", "$defs"}:
                for part in inner.values():
                    yield from parts(part)
            elif key not in {"examples", "const", "enum", "default"}:
                yield from parts(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from parts(inner)


@every_name
def test_the_published_schema_is_current(name, repository, expect_file):
    expect_file(repository / "schemas" / "v1" / file_name(name), as_text(find_schema(name)))


def test_nothing_else_is_published(repository):
    published = {path.name for path in (repository / "schemas" / "v1").iterdir()}

    assert {file_name(name) for name in NAMES} == published


@every_name
def test_a_schema_is_a_schema_and_says_what_it_is(name):
    schema = find_schema(name)

    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:partnership:schemas:v1:{name}"
    assert schema["title"] == name
    assert schema["description"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_described(kind):
    schema = find_schema(kind)
    undescribed = [
        f"{part.get('description', kind)} {name}"
        for part in parts(schema)
        for name, field in part.get("properties", {}).items()
        if "description" not in field and "$ref" not in field
    ]

    assert [] == undescribed


@pytest.mark.parametrize("name", [*KINDS, "document"])
def test_no_document_holds_null(name):
    for part in parts(find_schema(name)):
        assert part.get("type") != "null"
        assert part.get("default", 1) not in (None, [], {})
        assert "title" not in part or part["title"] in NAMES


@pytest.mark.parametrize("name", [*KINDS, "document"])
def test_no_mapping_takes_keys_nobody_declared(name):
    open_ones = [
        part["description"]
        for part in parts(find_schema(name))
        if "properties" in part and part.get("type") == "object"
        if part.get("additionalProperties") is not False and "allOf" not in part
    ]

    assert [] == open_ones


@every_name
def test_references_stay_within_the_file(name):
    schema = find_schema(name)
    for part in parts(schema):
        if "$ref" in part:
            assert part["$ref"].removeprefix("#/$defs/") in schema["$defs"]


def test_an_amendment_names_only_what_it_changes():
    amendment = find_schema("SLA")["$defs"]["SLAAmendment"]

    assert ["from"] == amendment["required"]
    assert not {"kind", "id", "effective", "amendments"} & set(amendment["properties"])
    assert {"targets", "owners", "title"} <= set(amendment["properties"])


def test_the_bytes_do_not_depend_on_the_process():
    """A set that decided an order would show under another hash seed."""
    script = "from partnership.schema import *; [print(as_text(find_schema(n))) for n in NAMES]"
    printed = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PATH": ""},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }

    assert 1 == len(printed)


def strict(schema: Any) -> Any:
    """Refuse keys that a schema does not name; published, it leaves room for later ones."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(value) for key, value in schema.items()}
    if isinstance(closed.get("properties"), dict) and "required" in closed:
        closed["additionalProperties"] = False
    return closed


REPORT = Draft202012Validator(
    strict(find_schema("report")), format_checker=Draft202012Validator.FORMAT_CHECKER
)


def test_a_report_says_exactly_what_its_schema_says(reported):
    clean = reported("kind: Waiver", "id: x")
    assert [] == list(REPORT.iter_errors(clean))
    assert clean["findings"]

    clean["findings"][0]["line"] = 0
    assert ["0 is less than the minimum of 1"] == [e.message for e in REPORT.iter_errors(clean)]


EXAMPLE = Path(str(files("partnership.example"))) / "repository"


def test_what_check_answers_about_the_example_is_what_the_schema_says(capsys):
    run(["check", str(EXAMPLE), "--as-of", "2026-07-10", "--format", "json"])
    report = json.loads(capsys.readouterr().out)

    assert [] == [error.message for error in REPORT.iter_errors(report)]
    assert report["verdicts"]


def test_the_examples_documents_are_accepted_by_the_schema_for_editors():
    accepts = checker(find_schema("document"))
    documents = sorted((EXAMPLE / "partnership").rglob("*.yaml"))
    refused = [
        path.name
        for path in documents
        if not accepts(json.loads(canonical_json(parse(path.read_bytes()).value)))
    ]

    assert len(documents) > 20
    assert [] == refused


@pytest.fixture
def reported(tmp_path, monkeypatch, capsys):
    """Write a partnership with one more file in it, and give what `validate` says as JSON."""
    folder = tmp_path / "partnership"
    folder.mkdir()
    for kind in ("Partnership", "Roles", "Scope", "SLA"):
        (folder / f"{kind.lower()}.yaml").write_text(example_text(kind))

    def report(*lines: str) -> dict[str, Any]:
        (folder / "more.yaml").write_text("\n".join(lines) + "\n")
        run(["validate", str(tmp_path), "--as-of", "2026-07-10", "--format", "json"])
        answer: dict[str, Any] = json.loads(capsys.readouterr().out)
        return answer

    return report


def verdicts() -> Iterator[dict[str, Any]]:
    """Give a report with a verdict that has everything, and one that has nothing."""
    place = Place("partnership/slas/x.yaml", 3, 5)
    bare = Verdict(
        "x", "X", "client", "2026-03", "all", Status.NOT_MEASURED, "no file", None, None, place
    )
    full = Verdict(
        "x",
        "X",
        "both",
        "2026-Q1",
        "all",
        Status.MET,
        "19 of 23",
        Threshold.parse("90%"),
        Threshold.parse(4.2),
        place,
        value=Fraction(19, 23),
        n=23,
        numerator=-19,
        denominator=23,
        since=date(2026, 1, 1),
        until=date(2026, 2, 1),
        disputed=True,
        due=date(2026, 4, 8),
        measurement="x.2026-Q1",
        pooled=("2025-Q4",),
        decided_by="band",
    )
    for verdict in (bare, full):
        yield as_data(
            Report(
                "check",
                date(2026, 7, 10),
                "p",
                "0" * 64,
                documents=1,
                files=1,
                findings=(),
                verdicts=(verdict,),
                known=date(2026, 7, 10),
            )
        )


def test_a_verdict_says_exactly_what_its_schema_says():
    for report in verdicts():
        assert [] == [error.message for error in REPORT.iter_errors(report)]
