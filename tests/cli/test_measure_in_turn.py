"""`partnership measure` counts first what relieves others by rule, so that one run is enough."""

from __future__ import annotations

from partnership.cli import run
from tests.checks.agreements import passing
from tests.measuring.stores import CALENDAR, FILL, HEAD, at
from tests.measuring.test_volumes import FORECAST, OPENED, RELIEVED, two_openings

METRIC = f"kind: Metric\nid: it\n{HEAD}intent: Speed.\n{FILL}"
PROMISE = f"kind: SLA\nid: it\n{HEAD}owed_by: provider\nclass: kpi\nmetric: it\ncalendar: uk\n"


def test_a_run_counts_the_forecast_first_and_the_next_has_nothing_left(tmp_path, capsys):
    """`it` stands before `opened` by name, and rests on its count."""
    root = tmp_path / "agreement"
    texts = {
        "partnership": passing("relief-inside-band")["partnership/partnership.yaml"],
        "calendar": CALENDAR,
        "metric": METRIC,
        "it": PROMISE + RELIEVED,
        "opened": OPENED,
        "forecast": FORECAST,
    }
    (root / "partnership").mkdir(parents=True)
    for name, text in texts.items():
        (root / f"partnership/{name}.yaml").write_text(text)
    events = two_openings()
    for row in (row for rows in events.rows.values() for row in rows):
        row["recorded_at"] = at("2026-05-01 09:00")
    events.write(root / "data/events")
    asked = ["measure", str(root), "--as-of", "2026-05-04", "--known", "2026-06-01"]

    assert 0 == run([*asked, "--period", "2026-04"])
    lines = capsys.readouterr().out.splitlines()
    assert [line.partition(",")[0] for line in lines] == [
        "opened 2026-04: all 1/2",
        "it 2026-04: all 2/2",
    ]
    record = (root / "records/measurements/2026-04/it.yaml").read_text()
    assert "hiring-plan-openings-2026-04-surge-it" in record

    assert 0 == run([*asked, "--period", "2026-04"])
    again = capsys.readouterr().out
    assert 2 == again.count("(unchanged since 2026-06-01)")
