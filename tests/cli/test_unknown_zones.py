"""A time zone that no clock knows is one finding, and no command works with what names it."""

from __future__ import annotations

import shutil

import pytest

from partnership.cli import run
from partnership.example.cared import cared
from partnership.example.demo import example_files
from partnership.example.raised import raised
from partnership.files import write_file
from partnership.scaffold import write_repository

DOCUMENTS = {
    "partnership/partnership.yaml": "time_zone: Europe/London",
    "partnership/calendars/client-uk.yaml": "time_zone: Europe/London",
    "partnership/cadences/monthly-review.yaml": "at 14:00 Europe/London",
    "records/escalations/operations-slots-2026-07.yaml": "Europe/London",
    "records/incidents/misdirected-shortlist-2026-03.yaml": "16:40 Europe/London",
}
COMMANDS = (
    ["validate"],
    ["todo"],
    ["escalations"],
    ["calendar", "export"],
    ["agenda", "weekly-operations"],
)


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    found = tmp_path_factory.mktemp("example")
    write_repository(found, example_files())
    for proposal in (*raised(), *cared()):
        for path, text in proposal.files.items():
            write_file(found / path, text)
    return found


@pytest.mark.parametrize("path", DOCUMENTS)
def test_it_is_told_with_the_right_spelling_and_no_command_breaks(example, tmp_path, capsys, path):
    folder = tmp_path / "copy"
    shutil.copytree(example, folder)
    text = (folder / path).read_text()
    known = DOCUMENTS[path]
    assert known in text
    write_file(folder / path, text.replace(known, known.replace("London", "Lundon"), 1))

    for command in COMMANDS:
        status = run([*command, str(folder), "--as-of", "2026-07-10"])
        told = capsys.readouterr()
        assert status in {0, 1, 2}, (command, told.err)
        if command == ["validate"]:
            line = next(one for one in told.out.splitlines() if "Lundon" in one)
            assert line.startswith(f"{path}:")
            assert "error[wrong-value] there is no time zone `Europe/Lundon`" in line
            assert "hint: did you mean `Europe/London`?" in told.out
        else:
            assert path in told.err, command
