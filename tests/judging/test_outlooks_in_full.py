"""Whole outlooks: what can still become of a running period, with every number that is told of it.

Each test compares all that is said with a file in `expected/`, which `make bless` rewrites.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from partnership.judging.chances import (
    Course,
    History,
    brier_scores,
    chance_of,
    probability,
)
from partnership.judging.outlook import Outlook
from partnership.measuring.running import Running
from tests.judging.agreements import agreement, measurement, months, row, sla
from tests.judging.ahead import looked, running, uncounted
from tests.judging.test_chances import is_missed, party, past
from tests.judging.test_derivations import COST, level
from tests.judging.told import told

EXPECTED = Path(__file__).parent / "expected"
JULY = "{from: 2026-07-01}"
CLOSED = {"takes_new": False}
ENDING: dict[str, object] = {"open": 1, "length": {"1": 1}, **CLOSED}
FLOOR = "low_volume: {below: 10, then: %s}\n"
CHRONIC = "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}\n"
BASELINING = "phases:\n  - {phase: baselining, from: 2026-07-01, to: 2026-12-31}\n"
AMENDED = (
    "amendments:\n"
    "  - from: 2026-07-16\n"
    "    targets:\n"
    "      - {id: all, within: 7 business days, expected: 60%, minimum: 50%}\n"
)
Case = tuple[str, Mapping[str, object], str]
"""What was counted, what is in flight, and what the promise says more."""
COURSES: dict[str, dict[str, Case]] = {
    "plain": {
        "a-open": ("9/10", {"open": 6, "stopped": 4}, ""),
        "b-safe": ("18/19", {"open": 3, **CLOSED}, ""),
        "c-newcomers": ("18/19", {"open": 3}, ""),
        "d-at-risk": ("6/10", {"open": 3}, ""),
        "e-lost": ("6/10", {"open": 3, **CLOSED}, ""),
        "f-at-the-edge": ("8/10", {**CLOSED}, ""),
        "g-below-it": ("7/9", {"stopped": 1, "failed": 1, **CLOSED}, ""),
        "h-none-left": ("16/20", {"paused": 2}, ""),
        "i-nothing-yet": ("0/0", {}, ""),
        "j-all-in-flight": ("0/0", {"open": 5, "paused": 1, **CLOSED}, ""),
    },
    "volume": {
        "a-report": ("6/8", {"open": 3, **CLOSED}, FLOOR % "report only"),
        "b-below": ("1/4", {"open": 3, **CLOSED}, FLOOR % "report only"),
        "c-allowed": ("2/2", {"open": 1, **CLOSED}, FLOOR % "allow misses, misses: 1"),
        "d-used-up": ("1/3", {"open": 1, **CLOSED}, FLOOR % "allow misses, misses: 1"),
        "e-carried": ("3/3", {"open": 1, **CLOSED}, FLOOR % "carry forward"),
        "f-newcomers": ("3/3", {"open": 1}, FLOOR % "carry forward"),
        "g-baselining": ("1/10", {"open": 1}, BASELINING),
        "h-at-the-floor": ("9/10", {"open": 1, **CLOSED}, FLOOR % "report only"),
    },
}


def looked_at(folder: Path, cases: Mapping[str, Case]) -> tuple[Outlook, ...]:
    """Look ahead in July, by counts of several promises."""
    promises = [sla(name=name, effective=JULY, more=more) for name, (_, _, more) in cases.items()]
    found = agreement(folder, *promises)
    counts = [
        running(found, counted, sla=name, flights=dict(flight))
        for name, (counted, flight, _) in cases.items()
    ]
    return looked(found, *counts)


@pytest.fixture
def held(expect_file):
    """Hold everything that is said of some things."""

    def compare(name: str, *things: object) -> None:
        expect_file(EXPECTED / f"outlooks-{name}.txt", told(things))

    return compare


@pytest.mark.parametrize("group", COURSES)
def test_what_can_still_come_is_told_with_its_numbers(tmp_path, held, group):
    held(group, *looked_at(tmp_path, COURSES[group]))


def test_what_may_leave_the_count_what_repeats_and_what_is_not_counted(tmp_path, held):
    """By start and by stop, ignored, chronic, pooled, of a median and a cost, in parts, withheld."""
    from_may = "{from: 2026-05-01}"
    days = level("5 business days", "7 business days")
    by_stop = sla(name="by-stop", effective=JULY).replace("placed_by: due date", "placed_by: stop")
    start = sla(name="by-start", effective=JULY, more="matures: 1 month\n")
    start = start.replace("placed_by: due date", "placed_by: start")
    ignored = sla(name="ignored", effective=JULY).replace("counts as a miss", "ignored")
    standing = by_stop.replace("by-stop", "standing").replace(
        "placed_by: stop", "placed_by: open at the end"
    )
    parts = sla(name="parts", effective=JULY, more=AMENDED)
    pooled = sla(name="pooled", effective="{from: 2026-06-01}", more=FLOOR % "carry forward")
    promises = (
        COST,
        by_stop,
        start,
        ignored,
        standing,
        sla(name="chronic", effective=from_may, more=CHRONIC),
        *months("2026-05", ("17/20", "17/20"), name="chronic"),
        sla(name="chronic-in-doubt", effective=from_may, more=CHRONIC),
        *months("2026-05", ("17/20", "17/20"), name="chronic-in-doubt", definition="2" * 64),
        pooled,
        measurement("2026-06", row("2/6"), name="pooled"),
        sla(days, name="median", statistic="median", effective=JULY),
        sla(level("5000", "6000"), name="cost", measures="cost-per-hire", statistic="ratio of sums", effective=JULY),
        sla(name="both", effective=JULY, owed_by="both"),
        sla(name="withheld", effective=JULY),
        sla(name="withheld-row", effective=JULY),
        sla(name="too-many", effective=JULY),
        parts,
    )  # fmt: skip
    found = agreement(tmp_path, *promises)

    def counted(name: str, counts: str, flights: Mapping[str, object], **more: Any) -> Running:
        return running(found, counts, sla=name, flights=dict(flights), **more)

    counts = [
        counted("by-stop", "6/10", {"open": 3}, open_past_due=2),
        counted("by-start", "8/12", CLOSED, open_past_due=2),
        counted("ignored", "9/10", CLOSED, open_past_due=5),
        counted("standing", "9/10", CLOSED),
        counted("chronic", "17/20", {"open": 2, **CLOSED}),
        counted("chronic-in-doubt", "17/20", {"open": 2, **CLOSED}),
        counted("pooled", "3/3", {"open": 1, **CLOSED}),
        counted("median", "0/0", CLOSED, closed={"9": 3}, n=3),
        counted("cost", "0/0", CLOSED, amount="7000", per="2", numerator=None, denominator=None, n=2),
        counted("both", "2/10", CLOSED),
        counted("withheld", "3/4", {"withheld": True}),
        counted("withheld-row", "0/0", CLOSED, withheld=True, numerator=None, denominator=None, n=None),
        counted("too-many", "5/4", CLOSED),
        counted("parts", "6/10", {"open": 3, "from": "2026-07-01", "to": "2026-07-15"}, **{"from": "2026-07-01", "to": "2026-07-15"}),
    ]  # fmt: skip
    unknown = uncounted(agreement(tmp_path / "none", sla(effective=JULY)), "2026-07", "not counted")

    held("terms", *looked(found, *counts), *unknown)


def test_nothing_is_claimed_of_what_follows_a_period_that_is_not_judged_yet(tmp_path, held):
    """June is over and not measured on 3 July: what it carries, and whether it missed, is not known."""
    from_june = "{from: 2026-06-01}"
    carry, chronic = FLOOR % "carry forward", CHRONIC.replace("3", "2", 1)
    found = agreement(
        tmp_path,
        sla(name="carried", effective=from_june, more=carry),
        sla(name="chronic", effective=from_june, more=chronic),
        sla(name="plain", effective=from_june),
    )
    day = date(2026, 7, 3)
    counts = [
        running(found, "17/20", sla=name, flights=ENDING, as_of=day)
        for name in ("carried", "chronic", "plain")
    ]

    held("pending", *looked(found, *counts, as_of=day))


HISTORIES = {
    "even": past(2, 1, 3, 2, 1, 2, 3, 2),
    "mixed": past(2, 1, 3, 2, 1, 8),
    "bad": past(5, 6, 4, 7, 3, 5, 8, 6),
    "none": past(0, 0, 0, 0, 0, 0),
}
RUNS = {
    "nothing yet": Course(0, 0),
    "closed, kept": Course(16, 4, takes_new=False),
    "closed, missed": Course(15, 5, takes_new=False),
    "half way": Course(9, 1, (1, 3, 6)),
    "half way, closed": Course(9, 1, (1, 3, 6), takes_new=False),
    "paused": Course(9, 2, (2,), paused=2),
    "paused alone": Course(15, 3, paused=2, takes_new=False),
    "more than ever": Course(18, 4, (2, 2, 7), takes_new=True),
}


def test_the_model_gives_these_chances(expect_file):
    """To ten digits: the probability of each course after each past, and both Brier scores."""
    lines = [
        f"{name}, {course}: {probability(rows, run, is_missed):.10f}"
        for name, rows in HISTORIES.items()
        for course, run in RUNS.items()
    ]
    for name, rows in HISTORIES.items():
        history = History({"all": rows}, party(rows))
        model, base = brier_scores(history, "all", is_missed)
        lines.append(f"{name}: {model:.10f} against {base:.10f}, {history.base_rate():.10f}")
        chance = chance_of(history, "all", RUNS["half way"], is_missed)
        lines.append(f"{name}: {chance and chance.shown} {chance and chance.is_told}")

    expect_file(EXPECTED / "outlooks-chances.txt", "\n".join((*lines, "")))


def test_the_past_of_a_promise_is_gathered_from_its_verdicts(tmp_path, held):
    """Seven months, one of them carried, one without bins, and what the party owes elsewhere."""
    bins = 'closed: {"2": 6, "4": 6, "7": 4, "9": 4}'
    counts = [f"numerator: {kept}, denominator: 20, n: 20, {bins}" for kept in (16, 18, 15, 19, 17, 16)]  # fmt: skip
    found = agreement(
        tmp_path,
        sla(effective="{from: 2026-01-01}"),
        *months("2026-01", counts),
        sla(name="other", effective="{from: 2026-05-01}"),
        *months("2026-05", ("1/20", "19/20"), name="other"),
        sla(name="clients", effective="{from: 2026-05-01}", owed_by="client"),
        *months("2026-05", ("1/20", "19/20"), name="clients"),
    )
    length: dict[str, object] = {"1": 2, "5": 1}
    flights: dict[str, object] = {"open": 3, "stopped": 1, "paused": 1, "length": length}
    runs = (
        running(found, "7/9", flights=flights),
        running(found, "7/9", flights={**flights, **CLOSED}),
        running(found, "18/19", flights=ENDING),
    )

    held("past", *(outlook for one in runs for outlook in looked(found, one)))
