"""`partnership hook` finds what `validate` finds of form and reference, and loads little for it."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import pytest

from partnership.checks import check_id, find_all
from partnership.checks.register import FORM
from partnership.cli import run
from partnership.documents import MODULES
from partnership.loading import load
from partnership.scaffold import StarterTerms, starter_files, write_repository

DAY = "2026-07-10"
ASKED = {check_id(check) for check in FORM}
SLA = "partnership/slas/first-slate.yaml"
ROLES = "partnership/roles.yaml"
WAIVER = """\
kind: Waiver
id: old-calendar
check: dangling-reference
document: SLA/first-slate
reason: The calendar follows next week
accepted_by: vendor-manager
expires: 2026-12-31
"""


@pytest.fixture(params=["remembered", "new"])
def acme(request, tmp_path, monkeypatch, capsys):
    """A clean agreement that the hook has looked at before, or not."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
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
    root = tmp_path / "acme"
    write_repository(root, starter_files(terms))
    if request.param == "remembered":
        run(["hook", str(root), "--as-of", DAY])
        capsys.readouterr()
    return root


def edit(root, path, old, new):
    text = (root / path).read_text()
    assert old in text
    (root / path).write_text(text.replace(old, new, 1))


def say_twice(root, path, part):
    lines = (root / path).read_text().splitlines(keepends=True)
    line = next(line for line in lines if part in line)
    edit(root, path, line, line * 2)


def move(root, path, to):
    (root / path).rename(root / to)


EDITS = {
    "nothing": lambda root: None,
    "a comment": lambda root: edit(root, SLA, "# ", "#  "),
    "a misspelt key": lambda root: edit(root, SLA, "statistic:", "statistik:"),
    "a wrong unit": lambda root: edit(root, SLA, "business days", "busy days"),
    "broken YAML": lambda root: edit(root, SLA, "targets:", "targets: ["),
    "a name of nothing": lambda root: edit(root, SLA, "calendar: ", "calendar: no-"),
    "a seat that is gone": lambda root: edit(root, ROLES, "id: head-of-ta", "id: head-of-hr"),
    "a document that is gone": lambda root: (root / "partnership/calendars/client.yaml").unlink(),
    "no roles at all": lambda root: (root / ROLES).unlink(),
    "broken roles": lambda root: edit(root, ROLES, "party: client", "party: clients"),
    "an id taken": lambda root: edit(root, SLA, "id: first-slate", "id: time-to-fill"),
    "an id changed": lambda root: edit(
        root, "partnership/metrics/time-to-fill.yaml", "id: time-to-fill", "id: time-to-fil"
    ),
    "a seat twice": lambda root: edit(root, ROLES, "id: head-of-ta", "id: ta-ops-lead"),
    "a row twice": lambda root: edit(root, SLA, "id: critical", "id: standard"),
    "a holiday twice": lambda root: say_twice(root, "partnership/calendars/client.yaml", "day:"),
    "a file moved": lambda root: move(root, SLA, "partnership/slas/a.yaml"),
    "a file that is no document": lambda root: (root / "partnership/notes.txt").write_text("x"),
    "settings with a tag": lambda root: (root / "site/mkdocs.yml").write_text("a: !!x b"),
    "a copy": lambda root: (root / "partnership/slas/b.yaml").write_bytes(
        (root / SLA).read_bytes()
    ),
}


@pytest.mark.parametrize("change", EDITS)
def test_it_finds_what_validate_finds_of_form_and_reference_each_time(acme, capsys, change):
    """Twice: what was wrong is not remembered as right."""
    EDITS[change](acme)
    findings = find_all(load(acme), date.fromisoformat(DAY))
    expected = [
        (finding.place.path, finding.place.line, finding.check, finding.message, finding.hint)
        for finding in findings
        if finding.check in ASKED
    ]

    for _ in range(2):
        code = run(["hook", str(acme), "--as-of", DAY])

        told = capsys.readouterr().out
        assert expected == [
            (path, int(line), check, message, hint)
            for path, line, check, message, hint in re.findall(
                r"^(.*?):(\d+):\d+: \w+\[(.*?)\] (.*)\n  hint: (.*)$", told, flags=re.MULTILINE
            )
        ]
        assert (1 if expected else 0) == code


def test_what_is_right_is_said_in_one_line(acme, capsys):
    assert 0 == run(["hook", str(acme), str(acme / "records"), "--as-of", DAY])

    files = len(list(acme.glob("partnership/**/*.yaml")))
    assert f"{files} files: form, kinds and references are right\n" == capsys.readouterr().out


def test_a_waiver_holds_here_too(acme, capsys):
    EDITS["a name of nothing"](acme)
    (acme / "records").mkdir()
    (acme / "records/old-calendar.yaml").write_text(WAIVER)

    assert 0 == run(["hook", str(acme), "--as-of", DAY])

    assert "waived by: Waiver/old-calendar" in capsys.readouterr().out


def test_what_was_right_is_loaded_no_more(acme, capsys, monkeypatch):
    """A second run knows every file by its content."""
    run(["hook", str(acme), "--as-of", DAY])
    from partnership.cli.options import user_outlines
    from partnership.loading import gather

    outlines = user_outlines()
    assert outlines is not None
    contents = gather(acme).contents

    assert set(contents.values()) == set(outlines.get_many(contents.values()))


def test_it_does_without_a_cache(acme, capsys, monkeypatch):
    monkeypatch.setenv("PARTNERSHIP_NO_CACHE", "1")

    assert 0 == run(["hook", str(acme), "--as-of", DAY])


def test_a_folder_without_a_partnership_is_told(tmp_path, capsys):
    assert 2 == run(["hook", str(tmp_path)])

    assert capsys.readouterr().err.startswith("error: no partnership here: ")


def test_models_of_kinds_that_did_not_change_are_not_imported(acme):
    """A hook waits for the model of what changed alone; making all of them takes far longer."""
    run(["hook", str(acme), "--as-of", DAY])
    (acme / SLA).write_text((acme / SLA).read_text() + "# a word more\n")
    told = f"""\
import sys
from partnership.cli import run
code = run(['hook', {str(acme)!r}, '--as-of', {DAY!r}])
print(code, *(name for name in sys.modules if name.startswith('partnership.documents.')))
"""
    asked = [sys.executable, "-c", told]
    answer = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    code, *modules = answer.splitlines()[-1].split()
    assert code == "0"
    assert {name.rpartition(".")[2] for name in modules} & set(MODULES.values()) == {"sla"}
