"""`measure --running` and `check`: what can still become of periods that run."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from partnership.cli import run
from partnership.schema.report import report_schema
from tests.judging.agreements import CALENDAR, OWNED, PARTNERSHIP, ROLES, SCOPE, sla
from tests.measuring.stores import Events

AS_OF = "2026-03-16"
FILL = f"""\
kind: Metric
id: time-to-fill
title: Time to fill
{OWNED}type: duration
subject: opening
start: {{event: opening opened, which: first}}
stop: {{event: offer accepted, which: first}}
unit: calendar days
direction: lower is better
"""
TARGETS = "  - {id: all, within: 30 calendar days, expected: 90%, minimum: 80%}\n"
PROMISE = sla(TARGETS, name="fill", measures="time-to-fill", effective="{from: 2026-02-01}")


@pytest.fixture
def root(tmp_path):
    """A partnership whose month can only be saved by openings that are already in flight."""
    documents = {
        "partnership.yaml": PARTNERSHIP,
        "roles.yaml": ROLES,
        "scope.yaml": SCOPE,
        "calendars/provider-uk.yaml": CALENDAR,
        "metrics/time-to-fill.yaml": FILL,
        "slas/fill.yaml": PROMISE,
    }
    for name, text in documents.items():
        path = tmp_path / "partnership" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def store(root: Path, late: int, open_: int) -> None:
    """Write a store with openings that are late, and openings due on the 22nd."""
    events = Events(recorded="2026-03-02 09:00")
    for _ in range(late):
        events.opening("2026-02-02 09:00")
    for _ in range(open_):
        events.opening("2026-02-20 09:00")
    events.write(root / "data/events")


def answered(capsys, *arguments: object) -> tuple[int, str, str]:
    """Run a command."""
    status = run([str(argument) for argument in arguments])
    told = capsys.readouterr()
    return status, told.out, told.err


def counted(root, capsys, day=AS_OF):
    """Count what runs."""
    return answered(capsys, "measure", root, "--running", "--as-of", day)


def checked(root, capsys, *arguments, day=AS_OF):
    """Check, and fail on what is at risk alone."""
    return answered(capsys, "check", root, "--as-of", day, "--fail-on", "at-risk", *arguments)


def test_running_counts_are_written_below_build_and_never_to_records(root, capsys):
    store(root, 1, 6)

    status, out, _ = counted(root, capsys)

    path = "build/measurements/2026-03/fill.json"
    assert (0, f"fill 2026-03: all 0/1, 0.00%; 6 in flight (wrote {path})\n") == (status, out)
    assert not (root / "records").exists()
    assert {"2026-03-22": 6} == json.loads((root / path).read_text())["flights"][0]["due"]


def test_a_dry_run_counts_and_writes_nothing(root, capsys):
    store(root, 1, 6)

    status, out, _ = answered(capsys, "measure", root, "--running", "--dry-run", "--as-of", AS_OF)

    assert (0, "fill 2026-03: all 0/1, 0.00%; 6 in flight (not written)\n") == (status, out)
    assert not (root / "build").exists()


def test_before_the_first_period_nothing_runs(root, capsys):
    store(root, 1, 6)

    status, out, told = counted(root, capsys, "2026-02-01")

    assert (0, "", "nothing to count: no period runs\n") == (status, out, told)


def test_what_is_lost_fails_on_at_risk_and_says_why(root, capsys):
    store(root, 2, 6)
    counted(root, capsys)

    status, out, _ = checked(root, capsys)

    assert 1 == status
    assert (
        "  lost: First slate on time (provider): SLA fill, all, 2026-03: 2 of 8 known missed, and"
        in out
    )
    assert "  2026-03-22  fill all 6\n" in out
    assert out.rstrip().endswith("no breaches, 1 not measured, 1 running row lost or at risk")


def test_what_is_open_or_safe_does_not_fail(root, capsys):
    store(root, 1, 6)
    counted(root, capsys)

    status, out, _ = checked(root, capsys)

    assert 0 == status
    assert "open     0.00% (0/1)  1 of 7  6          1 too many        0\n" in out


def test_without_being_asked_a_lost_period_fails_nothing(root, capsys):
    store(root, 2, 6)
    counted(root, capsys)

    status, out, _ = answered(capsys, "check", root, "--as-of", AS_OF, "--fail-on", "breach")

    assert 0 == status
    assert "Running periods" in out


def test_what_was_never_counted_is_at_risk_for_all_anybody_knows(root, capsys):
    status, out, _ = checked(root, capsys)

    assert 1 == status
    assert "  not counted: fill 2026-03\n" in out
    assert (
        "note: periods that run are not all counted for 2026-03-16; "
        "`partnership measure --running --as-of 2026-03-16` counts them\n"
    ) in out


def test_where_nobody_counts_ahead_nothing_is_said(root, capsys):
    status, out, _ = answered(capsys, "check", root, "--as-of", AS_OF, "--fail-on", "breach")

    assert 0 == status
    assert "Running periods" not in out
    assert "--running" not in out


def test_counts_of_another_day_are_not_used_and_said(root, capsys):
    store(root, 2, 6)
    counted(root, capsys)

    status, out, _ = checked(root, capsys, day="2026-03-17")

    assert 1 == status
    assert "  counted for 2026-03-16: fill 2026-03\n" in out
    assert "lost" not in out


def test_terms_that_changed_since_make_the_counts_stale(root, capsys):
    store(root, 2, 6)
    counted(root, capsys)
    (root / "partnership/slas/fill.yaml").write_text(PROMISE.replace("30 calendar", "31 calendar"))

    status, out, _ = checked(root, capsys)

    assert 1 == status
    assert "  counted under other terms: fill 2026-03\n" in out


def test_the_json_answer_keeps_its_schema_and_tells_all(root, capsys):
    store(root, 2, 6)
    counted(root, capsys)

    _, out, _ = checked(root, capsys, "--format", "json")

    answer = json.loads(out)
    jsonschema.validate(answer, report_schema())
    (outlook,) = answer["outlooks"]
    expected = {
        "outlook": "lost",
        "at_risk": True,
        "possible": ["minimum_missed"],
        "so_far": "0.00% (0/2)",
        "kept": 0,
        "missed": 2,
        "in_flight": 6,
        "takes_new": False,
        "misses_left": {"expected": -2, "minimum": -1},
        "due": {"2026-03-22": 6},
        "chance": None,
    }
    assert expected == {name: outlook[name] for name in expected}


def test_markdown_and_annotations_tell_what_is_lost(root, capsys):
    store(root, 2, 6)
    counted(root, capsys)

    _, markdown, _ = checked(root, capsys, "--format", "markdown")
    _, github, _ = checked(root, capsys, "--format", "github")

    assert "| fill | provider | 2026-03 | all | lost | 0.00% (0/2) | 2 of 8 | 6 |" in markdown
    assert "| 2026-03-22 | fill all 6 |" in markdown
    assert "::warning file=partnership/slas/fill.yaml,line=" in github
    assert "title=lost%3A fill all 2026-03::First slate on time (provider)" in github


def test_only_the_sla_and_period_that_are_asked_for_are_told(root, capsys):
    store(root, 2, 6)
    counted(root, capsys)

    _, out, _ = checked(root, capsys, "--period", "2026-03", "--format", "json")
    status, other, _ = checked(root, capsys, "--sla", "fill", "--format", "json")

    assert [1, 1] == [len(json.loads(text)["outlooks"]) for text in (out, other)]
    assert 1 == status


def test_a_day_that_is_over_needs_no_counts(root, capsys):
    """On the 1st of April no month runs that has begun."""
    status, out, _ = checked(root, capsys, day=str(date(2026, 4, 1)))

    assert 0 == status
    assert "Running periods" not in out
