"""The simulated partnership is believable, exact and the same every time."""

from __future__ import annotations

import csv
import hashlib
from collections import Counter, defaultdict
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from partnership.example.simulator import SEED, simulate
from partnership.store.duckdb import open_store
from tests.row_by_row import MONTHS, count_all, instant, london, read_events

MINIMUM = {
    "time-to-fill": (85, 70),
    "first-slate": (90, 80),
    "interview-feedback": (90, 75),
    "offer-acceptance": (85, 75),
    "fill-rate": (85, 70),
    "candidate-nps": (30, 10),
    "hiring-manager-satisfaction": (85, 70),
}
PLANTED = {
    ("first-slate", "standard", "2025-11"),
    ("time-to-fill", "standard", "2025-12"),
    ("interview-feedback", "all", "2025-11"),
}


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("example") / "events"
    simulate(SEED, out)
    return out


@pytest.fixture(scope="session")
def events(folder):
    return read_events(folder)


@pytest.fixture(scope="session")
def counts(events):
    return count_all(events)


def below(counts, level):
    return {
        key
        for key, count in counts.items()
        if count.n and Fraction(100 * count.numerator, count.denominator) < MINIMUM[key[0]][level]
    }


def rows_of(folder, table):
    with (folder / f"{table}.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


def digests(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_planted_breaches_are_there_and_no_other(counts):
    assert below(counts, 1) == PLANTED


@pytest.mark.parametrize("seed", [1, 7, 42])
def test_every_seed_tells_the_same_story(seed, tmp_path):
    simulate(seed, tmp_path)

    assert below(count_all(read_events(tmp_path)), 1) == PLANTED


def test_a_few_months_are_below_what_is_expected_and_above_the_minimum(counts):
    weak = below(counts, 0) - PLANTED

    assert 5 <= len(weak) <= 14
    assert ("time-to-fill", "standard", "2025-11") in weak


@pytest.mark.parametrize(
    ("sla", "row", "fewest", "most", "months"),
    [
        pytest.param("time-to-fill", "standard", 12, 30, MONTHS[1:], id="standard openings"),
        pytest.param("time-to-fill", "critical", 3, 10, MONTHS[1:], id="critical openings"),
        pytest.param("first-slate", "standard", 10, 20, MONTHS, id="standard slates"),
        pytest.param("first-slate", "critical", 3, 10, MONTHS, id="critical slates"),
        pytest.param("interview-feedback", "all", 60, 150, MONTHS, id="feedback"),
    ],
)
def test_months_have_believable_volume(counts, sla, row, fewest, most, months):
    due = {month: counts[sla, row, month].n for month in months}

    assert {month: n for month, n in due.items() if not fewest <= n <= most} == {}


def test_quarters_have_believable_volume(counts):
    due = {key: count.n for key, count in counts.items() if "Q" in key[2]}

    assert due.pop(("fill-rate", "all", "2025-Q1")) == 0
    assert counts["time-to-fill", "standard", "2025-01"].n == 0
    assert min(due.values()) >= 40


def test_every_reason_to_leave_something_out_occurs(counts):
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    for (sla, _, _), count in counts.items():
        reasons[sla] += count.excluded

    everything = {"not in scope", "evergreen", "pipeline", "cancelled by client"}
    assert set(reasons["time-to-fill"]) == everything
    assert set(reasons["fill-rate"]) == everything
    assert set(reasons["first-slate"]) == everything - {"cancelled by client"}
    assert set(reasons["interview-feedback"]) == {"not in scope"}
    assert set(reasons["offer-acceptance"]) == {"not in scope"}


def test_some_are_open_past_due_in_every_timed_promise(counts):
    missing: Counter[str] = Counter()
    for (sla, _, _), count in counts.items():
        missing[sla] += count.open_past_due

    assert min(missing["time-to-fill"], missing["first-slate"], missing["interview-feedback"]) > 5


def test_filled_by_the_due_date_and_filled_by_the_quarters_end_are_the_same(folder):
    for row in rows_of(folder, "opening"):
        if row["close_reason"] == "filled":
            taken = (london(instant(row["closed_at"])) - london(instant(row["opened_at"]))).days
            assert taken <= 90 or taken >= 190


def test_the_story_has_what_real_ones_have(events):
    tables = events.tables
    kinds = Counter(row["type"] for row in tables["req_event"])
    outcomes = Counter(row["outcome"] for row in tables["offer"])
    both = [of for of in events.holds if of[1] and (of[0], "") in events.holds]

    assert kinds.keys() >= {"hold_started", "hold_ended", "scope_changed", "reopened", "cancelled"}
    assert kinds["hold_started"] > kinds["hold_ended"]
    assert outcomes.keys() >= {"accepted", "declined", "expired", "rescinded_employer"}
    assert outcomes.keys() >= {"withdrawn_candidate", "pending"}
    assert {row["version"] for row in tables["offer"]} == {"1", "2"}
    assert "never_started" in {row["end_type"] for row in tables["hire"]}
    assert {row["status"] for row in tables["interview"]} >= {"cancelled", "no_show", "scheduled"}
    assert {row["required"] for row in tables["feedback"]} == {"true", "false"}
    assert {row["urgency"] for row in tables["requisition"]} == {"standard", "critical"}
    assert {row["country"] for row in tables["requisition"]} == {"GB", "DE"}
    assert len({row["job_family"] for row in tables["requisition"]}) == 4
    assert len({row["location"] for row in tables["requisition"]}) == 4
    assert any(
        whole[0] < own[1] and own[0] < whole[1]
        for of in both
        for own in events.holds[of]
        for whole in events.holds[of[0], ""]
    )


def test_nothing_is_known_before_it_happened_and_nothing_much_later(folder):
    last = datetime(2026, 7, 3, tzinfo=UTC)
    times = {
        "req_event": "occurred_at",
        "app_event": "occurred_at",
        "opening": "closed_at",
        "offer": "decided_at",
        "feedback": "submitted_at",
        "hire": "accepted_at",
    }
    late = 0
    for table, name in times.items():
        for row in rows_of(folder, table):
            recorded = instant(row["recorded_at"])
            assert recorded < last
            if row[name]:
                assert instant(row[name]) < recorded
                assert instant(row[name]) < datetime(2026, 6, 30, 23, tzinfo=UTC)
                late += name == "occurred_at" and (recorded - instant(row[name])).days >= 1

    assert 50 < late < 500


def test_events_of_an_application_are_in_order(folder):
    steps = ("contacted", "applied", "screened", "submitted_to_client", "client_advanced", "hired")
    seen = defaultdict(list)
    for row in rows_of(folder, "app_event"):
        if row["type"] in steps:
            seen[row["application_id"]].append((row["occurred_at"], steps.index(row["type"])))

    assert all(
        [step for _, step in sorted(found)] == sorted(step for _, step in found)
        for found in seen.values()
    )


def test_a_month_known_a_week_after_its_end_counts_as_it_does_today(folder, counts):
    known = read_events(folder, datetime(2025, 12, 8, tzinfo=UTC))

    for key, count in count_all(known).items():
        if key[2] in MONTHS[:11] or key[2] in {"2025-Q1", "2025-Q2", "2025-Q3"}:
            assert count == counts[key], key


def test_the_same_seed_gives_the_same_bytes(folder, tmp_path):
    simulate(SEED, tmp_path)

    assert digests(tmp_path) == digests(folder)


def test_another_seed_gives_other_rows(folder, tmp_path):
    simulate(SEED + 1, tmp_path)

    assert digests(tmp_path)["opening.csv"] != digests(folder)["opening.csv"]


def test_the_store_reads_what_is_simulated(folder, events):
    with open_store(folder) as store:
        for name, rows in events.tables.items():
            assert store.integers(f'SELECT count(*) FROM "{name}"') == [(len(rows),)]  # noqa: S608


def test_a_scaled_store_is_the_same_story_many_times(folder, tmp_path):
    simulate(SEED, tmp_path / "once", 3)
    simulate(SEED, tmp_path / "again", 3)
    asked = "SELECT close_reason, count(*), count(DISTINCT opening_id) FROM opening GROUP BY 1"
    answers = "SELECT score, sum(count), max(n) FROM survey_aggregate GROUP BY 1"

    assert digests(tmp_path / "once") == digests(tmp_path / "again")
    with open_store(folder) as one, open_store(tmp_path / "once") as three:
        for sql in (asked, answers):
            expected = {
                word: (3 * int(str(a)), 3 * int(str(b))) for word, a, b in one.integers(sql)
            }
            assert {word: (a, b) for word, a, b in three.integers(sql)} == expected
        joined = (
            "SELECT count(*) FROM app_event e JOIN application a USING (application_id)"
            " JOIN requisition r USING (requisition_id)"
        )
        assert three.integers(joined)[0][0] == 3 * int(str(one.integers(joined)[0][0]))
