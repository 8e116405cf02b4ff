"""`partnership measure` on a small store: what is known, since when, and what is measured again."""

from __future__ import annotations

import pytest

from partnership.cli import run
from tests.checks.agreements import passing
from tests.measuring.stores import CALENDAR, FILL, HEAD, Events, terms

PARTNERSHIP = passing("relief-inside-band")["partnership/partnership.yaml"]
METRIC = f"kind: Metric\nid: it\n{HEAD}intent: Speed.\n{FILL}"
SLA = f"kind: SLA\nid: it\n{HEAD}owed_by: provider\nclass: kpi\nmetric: it\ncalendar: uk\n{terms()}"


def events():
    found = Events(recorded="2026-03-10 12:00")
    found.opening("2026-03-02 09:00", "2026-03-09 09:00")
    found.opening("2026-03-03 09:00")
    return found


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "agreement"
    (root / "partnership").mkdir(parents=True)
    texts = {"partnership": PARTNERSHIP, "calendar": CALENDAR, "metric": METRIC, "sla": SLA}
    for name, text in texts.items():
        (root / f"partnership/{name}.yaml").write_text(text)
    events().write(root / "data/events")
    return root


@pytest.fixture
def measure(root, capsys):
    def ask(*arguments):
        status = run(["measure", str(root), *arguments])
        captured = capsys.readouterr()
        return status, captured.out.splitlines(), captured.err

    return ask


def test_before_anything_was_recorded_nothing_is_counted(root, measure):
    status, lines, told = measure("--period", "2026-01", "--known", "2026-02-10")

    assert (2, []) == (status, lines)
    assert told == (
        "error: nothing was known on 2026-02-10: no row of `application`, `offer`, `opening`,"
        " `requisition` is recorded by then, so nothing is measured; name a later day with --known\n"
    )
    assert not (root / "records").exists()
