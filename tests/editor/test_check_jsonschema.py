"""People without this tool check documents with the published schemas and a program of others'."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from partnership.documents.measurement import EXAMPLE as MEASUREMENT
from partnership.example.demo import example_files
from partnership.scaffold import StarterTerms, starter_files, write_repository

SCHEMA_LEVEL = ("unknown-key", "missing-key", "wrong-value", "unknown-kind")
"""The checks whose question is one that a JSON Schema can ask."""


def check(schema: Path, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-m", "check_jsonschema", "--schemafile", str(schema)]
    return subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)


def documents(folder: Path) -> list[Path]:
    return sorted(
        path for name in ("partnership", "records") for path in (folder / name).rglob("*.yaml")
    )


@pytest.fixture(scope="session")
def schema(repository) -> Path:
    return repository / "schemas" / "v1" / "document.schema.json"


def test_it_accepts_the_scaffold(schema, tmp_path):
    terms = StarterTerms(
        client="Harbour Foods",
        provider="Northlight Talent",
        country="GB",
        subdivision="ENG",
        time_zone="Europe/London",
        currency="GBP",
        start=date(2026, 7, 1),
        years=(2026, 2027),
    )
    write_repository(tmp_path, starter_files(terms))

    checked = check(schema, *documents(tmp_path))

    assert (0, "ok -- validation done\n") == (checked.returncode, checked.stdout)


def test_it_accepts_the_example_and_a_record_of_it(schema, tmp_path):
    write_repository(tmp_path, example_files())
    record = tmp_path / "records/measurements/2026-03/first-slate.yaml"
    record.parent.mkdir(parents=True)
    record.write_text(MEASUREMENT)

    checked = check(schema, *documents(tmp_path))

    assert len(documents(tmp_path)) > 20
    assert (0, "ok -- validation done\n") == (checked.returncode, checked.stdout)


@pytest.mark.parametrize("check_id", SCHEMA_LEVEL)
def test_it_refuses_what_the_catalogue_refuses_and_accepts_what_it_passes(
    schema, repository, check_id
):
    case = repository / "checks" / check_id

    passed = check(schema, *documents(case / "pass"))
    failed = check(schema, *documents(case / "fail"))

    assert (0, 1) == (passed.returncode, failed.returncode), passed.stdout
    refused = {line.split("::")[0].strip() for line in failed.stdout.splitlines() if "::" in line}
    told = (case / "expected.txt").read_text()
    assert refused
    assert [] == [path for path in refused if path.rpartition("/fail/")[2] not in told]
