"""The simulated example, looked at every Monday of its worst quarter: no claim is ever taken back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

import partnership.example
from partnership.example.simulator import SEED, simulate
from partnership.judging import Status, Verdict, judge
from partnership.judging.outlook import Outlook, outlooks
from partnership.judging.prospects import Prospect
from partnership.loading import load
from partnership.measuring.business_time import TimeTables
from partnership.measuring.measurements import find_running, measure
from partnership.measuring.running import count_running
from partnership.store.duckdb import open_store
from partnership.values.periods import Span

REPOSITORY = Path(partnership.example.__file__).parent / "repository"
SLAS = ("fill-rate", "first-slate", "interview-feedback", "time-to-fill")
PERIODS = tuple(map(Span.parse, ("2025-10", "2025-11", "2025-12", "2025-Q4")))
KNOWN = date(2026, 1, 12)
MONDAYS = tuple(date(2025, 10, 6) + timedelta(weeks=number) for number in range(13))


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What was said each Monday of each row, and what came."""
    folder = tmp_path_factory.mktemp("foresight") / "events"
    simulate(SEED, folder)
    agreement = load(REPOSITORY)
    found: list[tuple[date, Outlook, Verdict]] = []
    with open_store(folder) as store:
        records = measure(agreement, store, known=KNOWN, periods=PERIODS, slas=SLAS)
        sealed = replace(agreement, documents=(*agreement.documents, *records))
        came = {(one.sla, one.period, one.segment): one for one in judge(sealed, KNOWN)}
        tables = TimeTables(store)
        for day in MONDAYS:
            counts = {}
            for task in find_running(agreement, day, None, SLAS):
                running = count_running(agreement, tables, task, day, day)
                counts[running.key] = running
            found.extend(
                (day, one, came[one.sla, one.period, one.segment])
                for one in outlooks(agreement, judge(agreement, day), counts, (), day)
            )
    return found


def test_what_was_said_to_be_safe_never_missed_and_what_was_lost_never_kept(seen):
    claims = Counter(one.prospect for _, one, _ in seen)
    wrong = [
        (day, one.sla, one.period, one.segment, one.prospect, verdict.status)
        for day, one, verdict in seen
        if (one.prospect is Prospect.SAFE and verdict.status is Status.MINIMUM_MISSED)
        or (
            one.prospect is Prospect.LOST and verdict.status in {Status.MET, Status.EXPECTED_MISSED}
        )
    ]

    assert [] == wrong
    assert claims[Prospect.SAFE] >= 15
    assert claims[Prospect.LOST] >= 3


def test_every_verdict_that_came_was_among_those_still_possible(seen):
    ruled_out = [
        (day, one.sla, one.period, one.segment, verdict.status)
        for day, one, verdict in seen
        if verdict.status not in one.possible
    ]

    assert [] == ruled_out
    assert any(len(one.possible) == 1 for _, one, _ in seen)


def test_claims_are_not_taken_back_from_week_to_week(seen):
    """Once safe or lost, a row stays so to its end."""
    last: dict[tuple[str, str, str], Prospect] = {}
    for _, one, _ in seen:
        key = (one.sla, one.period, one.segment)
        if last.get(key) in {Prospect.SAFE, Prospect.LOST}:
            assert last[key] is one.prospect, key
        last[key] = one.prospect


def test_each_breach_of_the_quarter_was_foreseen_before_its_period_ended(seen):
    breaches = {
        (verdict.sla, verdict.period, verdict.segment)
        for _, _, verdict in seen
        if verdict.status is Status.MINIMUM_MISSED
    }
    foreseen = {
        (one.sla, one.period, one.segment): day for day, one, _ in reversed(seen) if one.is_at_risk
    }

    assert {
        ("first-slate", "2025-11", "standard"): date(2025, 11, 17),
        ("interview-feedback", "2025-11", "all"): date(2025, 11, 10),
        ("time-to-fill", "2025-12", "standard"): date(2025, 12, 15),
    } == foreseen
    assert breaches == set(foreseen), "and nothing else was said to be at risk"


def test_what_is_in_flight_becomes_what_is_counted(seen):
    """All that is known on the last Monday is what the month is judged on, newcomers apart."""
    day, one, verdict = next(
        (day, one, verdict)
        for day, one, verdict in reversed(seen)
        if (one.sla, one.period, one.segment) == ("time-to-fill", "2025-12", "standard")
    )

    assert date(2025, 12, 29) == day
    assert not one.known.takes_new
    assert one.known.total - one.known.flying <= verdict.denominator <= one.known.total
