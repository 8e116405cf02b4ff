"""`measure` on 10 million application events, against the best single statement written by hand.

Prints for each of the example's promises the time of one period, the time of a hand-written DuckDB
statement that gives the same numerators and denominators (and nothing else: no bins, no reasons, no
gate), their ratio, and the peak memory of the process. The hand-written statements know what the
example is: London's clock changes, its holidays, that holds of one scope never overlap.

    python tests/benchmarks/bench_measure.py [FOLDER]     a store to use again, written where missing
"""

# ruff: noqa: S608 - names and numbers of our own

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import partnership.example
from partnership.example.simulator import SEED, simulate
from partnership.loading import load
from partnership.measuring import Task, TimeTables, measure_one
from partnership.store.duckdb import Store, open_store
from partnership.values.periods import Span

COPIES = 380
ROUNDS = 3
LIMIT = 4 * 1024
"""MiB."""
KNOWN = date(2026, 7, 7)
MAY = (1777590000, 1780268400)
"""May 2026 in London, as instants."""
QUARTER = (1767225600, 1774998000)
"""January to March 2026."""
EPOCH = date(1970, 1, 1).toordinal()
HOLIDAYS = (
    "2025-01-01 2025-04-18 2025-04-21 2025-05-05 2025-05-26 2025-08-25 2025-12-25 2025-12-26"
    " 2026-01-01 2026-04-03 2026-04-06 2026-05-04 2026-05-25 2026-08-31 2026-12-25 2026-12-28"
)


def offset(instant: str) -> str:
    """SQL of London's offset from UTC in seconds."""
    return (
        f"(CASE WHEN {instant} >= 1743296400 AND {instant} < 1761440400"
        f" OR {instant} >= 1774746000 AND {instant} < 1792890000 THEN 3600 ELSE 0 END)"
    )


def day(instant: str) -> str:
    """SQL of the London day of an instant, counted from 1970."""
    return f"(({instant} + {offset(instant)}) // 86400)"


FIRST_DAY, LAST_DAY = (
    date(2026, month, number).toordinal() - EPOCH for month, number in ((5, 1), (5, 31))
)
Q_FIRST, Q_LAST = (
    date(2026, month, number).toordinal() - EPOCH for month, number in ((1, 1), (3, 31))
)
OFF = ", ".join(str(date.fromisoformat(text).toordinal() - EPOCH) for text in HOLIDAYS.split())
DAYS = (
    "calendar AS (SELECT d, works, sum(works) OVER (ORDER BY d) AS worked FROM (SELECT d,"
    f" CAST((d + 3) % 7 < 5 AND d NOT IN ({OFF}) AS INTEGER) AS works"
    " FROM range(20050, 20700) AS t(d)))"
)
HOLDS = f"""
e AS (SELECT requisition_id, opening_id, type, {day("occurred_at")} AS f, lead({day("occurred_at")})
        OVER (PARTITION BY requisition_id, opening_id ORDER BY occurred_at) AS u
      FROM req_event WHERE type IN ('hold_started', 'hold_ended') AND occurred_at < {MAY[1]}),
h AS (SELECT requisition_id, opening_id, f, u FROM e WHERE type = 'hold_started')"""
COUNTED = "r.in_scope AND r.req_type NOT IN ('evergreen', 'pipeline')"
TIME_TO_FILL = f"""
WITH {HOLDS},
held AS (SELECT o.opening_id, count(DISTINCT t.x) FILTER (WHERE h.u IS NOT NULL) AS n,
           bool_or(h.u IS NULL) AS still
         FROM h JOIN opening o ON o.requisition_id = h.requisition_id
           AND (h.opening_id IS NULL OR h.opening_id = o.opening_id),
         unnest(range(h.f, coalesce(h.u, h.f + 1))) AS t(x) GROUP BY o.opening_id),
a AS (SELECT opening_id, min(decided_at) AS stop FROM offer
      WHERE outcome = 'accepted' AND decided_at < {MAY[1]} GROUP BY opening_id),
d AS (SELECT r.urgency, a.stop, o.close_reason, o.closed_at, {day("o.opened_at")}
        + CASE r.urgency WHEN 'critical' THEN 30 ELSE 45 END + coalesce(held.n, 0) AS due
      FROM opening o JOIN requisition r USING (requisition_id)
        LEFT JOIN held USING (opening_id) LEFT JOIN a USING (opening_id)
      WHERE {COUNTED} AND o.opened_at < {MAY[1]} AND NOT coalesce(held.still, false))
SELECT urgency, count(*) FILTER (WHERE {day("stop")} <= due), count(*) FROM d
WHERE due BETWEEN {FIRST_DAY} AND {LAST_DAY} AND NOT coalesce(close_reason = 'cancelled_client'
  AND closed_at < {MAY[1]} AND {day("closed_at")} <= due, false)
GROUP BY urgency ORDER BY urgency DESC"""
FIRST_SLATE = f"""
WITH {DAYS}, {HOLDS},
held AS (SELECT h.requisition_id, sum(b.worked - b.works - c.worked + c.works) AS n,
           bool_or(h.u IS NULL) AS still
         FROM h JOIN calendar c ON c.d = h.f LEFT JOIN calendar b ON b.d = h.u
         WHERE h.opening_id IS NULL GROUP BY h.requisition_id),
i AS (SELECT requisition_id, max(occurred_at) AS start FROM req_event
      WHERE type = 'intake_completed' AND occurred_at < {MAY[1]} GROUP BY requisition_id),
s AS (SELECT i.requisition_id, v.occurred_at AS stop
      FROM app_event v JOIN application USING (application_id) JOIN i USING (requisition_id)
      WHERE v.type = 'submitted_to_client' AND v.occurred_at >= i.start
        AND v.occurred_at < {MAY[1]}
      QUALIFY row_number() OVER (PARTITION BY i.requisition_id ORDER BY v.occurred_at) = 3),
d AS (SELECT r.urgency, z.worked AS stop, c.worked
        + CASE r.urgency WHEN 'critical' THEN 4 ELSE 7 END + coalesce(held.n, 0) AS due
      FROM requisition r JOIN i USING (requisition_id) LEFT JOIN held USING (requisition_id)
        LEFT JOIN s USING (requisition_id) JOIN calendar c ON c.d = {day("i.start")}
        LEFT JOIN calendar z ON z.d = {day("s.stop")}
      WHERE {COUNTED} AND NOT coalesce(held.still, false))
SELECT urgency, count(*) FILTER (WHERE stop <= due), count(*) FROM d
WHERE due > (SELECT worked FROM calendar WHERE d = {FIRST_DAY - 1})
  AND due <= (SELECT worked FROM calendar WHERE d = {LAST_DAY})
GROUP BY urgency ORDER BY urgency DESC"""


def worked(instant: str, alias: str) -> str:
    """SQL of the working seconds before an instant, eight hours a working day."""
    local = f"({instant} + {offset(instant)}) % 86400 - 32400"
    return (
        f"(28800 * ({alias}.worked - {alias}.works)"
        f" + {alias}.works * greatest(0, least(28800, {local})))"
    )


FEEDBACK = f"""
WITH {DAYS},
d AS (SELECT {worked("i.end_at", "c")} AS start, CASE WHEN b.submitted_at < {MAY[1]}
        THEN {worked("b.submitted_at", "z")} END AS stop
      FROM feedback b JOIN interview i USING (interview_id) JOIN application USING (application_id)
        JOIN requisition r USING (requisition_id) JOIN calendar c ON c.d = {day("i.end_at")}
        LEFT JOIN calendar z ON z.d = {day("b.submitted_at")}
      WHERE {COUNTED} AND b.required AND i.status = 'completed'
        AND i.end_at >= {MAY[0] - 20 * 86400} AND i.end_at < {MAY[1]})
SELECT 'all', count(*) FILTER (WHERE stop - start <= 57600), count(*) FROM d
WHERE start + 57600 >= 28800 * (SELECT worked FROM calendar WHERE d = {FIRST_DAY - 1})
  AND start + 57600 < 28800 * (SELECT worked FROM calendar WHERE d = {LAST_DAY})"""
OFFERS = f"""
WITH last AS (SELECT application_id, arg_max(struct_pack(o := outcome, t := decided_at), version)
                AS v FROM offer WHERE drafted_at < {QUARTER[1]} GROUP BY application_id)
SELECT 'all', count(*) FILTER (WHERE v.o = 'accepted'), count(*)
FROM last JOIN application USING (application_id) JOIN requisition r USING (requisition_id)
WHERE {COUNTED} AND v.t >= {QUARTER[0]} AND v.t < {QUARTER[1]}
  AND v.o IN ('accepted', 'declined', 'expired', 'withdrawn_candidate')"""
FILL_RATE = f"""
WITH a AS (SELECT opening_id, min(decided_at) AS stop FROM offer
           WHERE outcome = 'accepted' AND decided_at < {QUARTER[1]} GROUP BY opening_id),
d AS (SELECT a.stop, o.close_reason, o.closed_at, {day("o.opened_at")} + 90 AS due
      FROM opening o JOIN requisition r USING (requisition_id) LEFT JOIN a USING (opening_id)
      WHERE {COUNTED} AND {day("o.opened_at")} + 90 BETWEEN {Q_FIRST} AND {Q_LAST})
SELECT 'all', count(*) FILTER (WHERE {day("stop")} <= due), count(*) FROM d
WHERE NOT coalesce(close_reason = 'cancelled_client' AND {day("closed_at")} <= due, false)"""
ANSWERS = """
SELECT 'all', {numerator}, sum(count) FROM survey_aggregate
WHERE survey_id = '{survey}' AND period = '2026-Q1'"""
BY_HAND = {
    ("time-to-fill", "2026-05"): TIME_TO_FILL,
    ("first-slate", "2026-05"): FIRST_SLATE,
    ("interview-feedback", "2026-05"): FEEDBACK,
    ("offer-acceptance", "2026-Q1"): OFFERS,
    ("fill-rate", "2026-Q1"): FILL_RATE,
    ("candidate-nps", "2026-Q1"): ANSWERS.format(
        numerator="sum(CASE WHEN score >= 9 THEN count WHEN score <= 6 THEN -count ELSE 0 END)",
        survey="candidate-experience",
    ),
    ("hiring-manager-satisfaction", "2026-Q1"): ANSWERS.format(
        numerator="sum(CASE WHEN score >= 4 THEN count ELSE 0 END)", survey="hiring-manager"
    ),
}


def main() -> None:
    """Write the store where it is missing, measure, and print."""
    if len(sys.argv) > 1:
        run(Path(sys.argv[1]))
        return
    with tempfile.TemporaryDirectory(prefix="bench-measure-") as folder:
        run(Path(folder) / "events")


def run(folder: Path) -> None:
    """Measure one store both ways."""
    if not folder.is_dir():
        simulate(SEED, folder, COPIES)
    agreement = load(Path(partnership.example.__file__).parent / "repository")
    slas = {sla.id: sla for sla in agreement.documents if sla.kind == "SLA"}
    begun = time.perf_counter()
    with open_store(folder) as store:
        events = store.rows["app_event"]
        opened = time.perf_counter() - begun
        print(f"{events:,} application events; opened and checked in {opened:.1f} s")
        print(f"{'promise':<28} {'measure':>9} {'by hand':>9} {'ratio':>6}")
        ours, theirs = 0.0, 0.0
        for (name, period), sql in BY_HAND.items():
            task = Task(slas[name], Span.parse(period), is_over=True)  # type: ignore[arg-type]
            one, other = both(agreement, store, task, sql)
            ours, theirs = ours + one, theirs + other
            print(f"{name:<28} {one:>7.2f} s {other:>7.2f} s {one / other:>6.2f}")
        print(f"{'all seven':<28} {ours:>7.2f} s {theirs:>7.2f} s {ours / theirs:>6.2f}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {peak:,} MiB, of {LIMIT:,} allowed: {'ok' if peak < LIMIT else 'TOO MUCH'}")


def both(agreement, store: Store, task: Task, sql: str) -> tuple[float, float]:
    """Time both ways in turn, and refuse to compare different numbers."""
    tables, ours, theirs = TimeTables(store), [], []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        found = measure_one(agreement, tables, task, KNOWN, KNOWN)
        ours.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        rows = store.integers(sql)
        theirs.append(time.perf_counter() - begun)
        counted = [(row.segment, row.numerator, row.denominator) for row in found.rows]
        if counted != rows:
            raise SystemExit(f"{task.sla.id}: measure counts {counted}, by hand {rows}")
    return statistics.median(ours), statistics.median(theirs)


if __name__ == "__main__":
    main()
