"""`partnership schema`: print one, write all."""

from __future__ import annotations

import json

from partnership.cli import run
from partnership.schema import NAMES


def test_a_kinds_schema_is_printed(capsys):
    assert 0 == run(["schema", "SLA"])
    assert "SLA" == json.loads(capsys.readouterr().out)["title"]


def test_without_a_kind_the_schema_of_all_is_printed(capsys):
    assert 0 == run(["schema"])
    assert "document" == json.loads(capsys.readouterr().out)["title"]


def test_all_schemas_are_written(tmp_path, capsys):
    assert 0 == run(["schema", "--write", str(tmp_path / "new")])
    assert {f"{name}.schema.json" for name in NAMES} == {
        path.name for path in (tmp_path / "new").iterdir()
    }
    assert "" == capsys.readouterr().out


def test_one_schema_is_written(tmp_path, capsys):
    assert 0 == run(["schema", "Goal", "--write", str(tmp_path)])
    assert ["Goal.schema.json"] == [path.name for path in tmp_path.iterdir()]
    assert f"1 schema written to {tmp_path}\n" == capsys.readouterr().err


def test_an_unknown_kind_is_refused(capsys):
    assert 2 == run(["schema", "Gaol"])
    assert "'Gaol' is not one of" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told(tmp_path, capsys):
    (tmp_path / "file").write_text("")

    assert 2 == run(["schema", "--write", str(tmp_path / "file" / "below")])
    assert "error: cannot write" in capsys.readouterr().err
