"""All metrics of the library on 10 million application events, against statements written by hand.

Prints for each metric the time of one period, the time of the best DuckDB statement that was written
by hand for the same two numbers, and their ratio; then the ratio of the sums, and the peak memory of
the process. What is measured does more: bins, reasons, what is missing or out of order, and the data
gate; none of that is in the statements by hand. Each round measures with nothing left from the one
before, as a run of its own; medians count. Processor time, of all threads, is beside the time that
passed, because other programs may be at work.

    python tests/benchmarks/bench_measure.py [FOLDER] [--copies N] [--rounds N]

FOLDER is a store to use again, written where it is missing. One copy is 26,327 application events.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[2]))

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.documents.measurement import Row
from partnership.example.simulator import SEED, simulate
from partnership.measuring.business_time import TimeTables
from partnership.measuring.measurements import Task, measure_one
from partnership.statistics import Histogram, median
from partnership.store.duckdb import open_store
from partnership.store.tables import TABLES
from partnership.values.periods import Span
from tests.benchmarks.by_hand_sums import BY_HAND
from tests.conformance.cases import library_agreement

COPIES = 380
ROUNDS = 3
RATIO = 1.5
LIMIT = 4 * 1024
"""MiB."""
KNOWN = date(2026, 7, 7)
PERIODS = {"month": "2026-05", "quarter": "2026-Q1", "year": "2025"}
MEDIANS = ("time-to-start", "time-to-hire")
DAYS = {"recruiter-load": 31}
"""Averages over so many days, of which the statement by hand gives the sum."""

T = TypeVar("T")
Spent = tuple[float, float]
"""Seconds of the processor, and seconds that passed."""


def main() -> None:
    """Write the store where it is missing, measure, and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--copies", type=int, default=COPIES)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    asked = options.parse_args()
    if asked.folder:
        run(asked.folder, asked.copies, asked.rounds)
        return
    with tempfile.TemporaryDirectory(prefix="bench-measure-") as folder:
        run(Path(folder) / "events", asked.copies, asked.rounds)


def run(folder: Path, copies: int, rounds: int) -> None:
    """Measure one store both ways."""
    if not folder.is_dir():
        simulate(SEED, folder, copies)
    for table in TABLES:
        if not (folder / table.name).exists():  # nothing happened, and that is known
            (folder / f"{table.name}.csv").write_text(",".join(table.column_names) + "\n")
    agreement = without_phases(library_agreement())
    promises = [sla for sla in agreement.of(SLA) if sla.id in BY_HAND]
    if len(promises) != len(BY_HAND):
        raise SystemExit("the library and the statements by hand are not of the same metrics")
    opened, store = spent(lambda: open_store(folder))
    with store:
        events = store.rows["app_event"]
        print(f"{events:,} application events; opened and checked in {shown(opened)}", flush=True)
        ours: dict[str, list[Spent]] = {sla.id: [] for sla in promises}
        theirs: dict[str, list[Spent]] = {sla.id: [] for sla in promises}
        for _ in range(rounds):
            tables = TimeTables(store)
            for sla in promises:
                one, other = both(agreement, tables, sla)
                ours[sla.id].append(one)
                theirs[sla.id].append(other)
    report(ours, theirs)


def without_phases(agreement: Agreement) -> Agreement:
    """Judge every day alike, so that a period has one row, which the statement by hand gives."""
    documents = (
        one.model_copy(update={"phases": ()}) if isinstance(one, SLA) else one
        for one in agreement.documents
    )
    return Agreement(tuple(documents))


def both(agreement: Agreement, tables: TimeTables, sla: SLA) -> tuple[Spent, Spent]:
    """Time one metric both ways, and refuse to compare different numbers."""
    task = Task(sla, Span.parse(PERIODS[sla.window]), is_over=True)
    ours, found = spent(lambda: measure_one(agreement, tables, task, KNOWN, KNOWN))
    theirs, rows = spent(lambda: tables.store.integers(BY_HAND[sla.id], {}))
    require_same(sla.id, found.rows[0], rows[0])
    return ours, theirs


def spent(work: Callable[[], T]) -> tuple[Spent, T]:
    """Give what some work takes, and what it gives."""
    before, begun = processor(), time.perf_counter()
    found = work()
    return (processor() - before, time.perf_counter() - begun), found


def processor() -> float:
    """Give the processor's seconds that all threads have taken so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def shown(took: Spent) -> str:
    """Show seconds of the processor and seconds that passed."""
    return f"{took[0]:.2f} s of the processor, {took[1]:.2f} s"


def require_same(name: str, row: Row, by_hand: tuple[int | str | None, ...]) -> None:
    """Refuse to compare different numbers."""
    expected = [None if value is None else Fraction(value) for value in by_hand]
    if name in DAYS and expected[0] is not None:
        expected[0] /= DAYS[name]
    if numbers_of(name, row) not in (expected, [one or None for one in expected]):
        raise SystemExit(f"{name}: measured {numbers_of(name, row)}, by hand {expected}")


def numbers_of(name: str, row: Row) -> list[Fraction | None]:
    """Give the two numbers of a row that the statement by hand gives too."""
    if name in MEDIANS:
        bins = Histogram.from_counts({int(size): n for size, n in row.closed.items()})
        middle = median(bins) if row.closed else row.value
        return [2 * Fraction(str(middle)), Fraction(str(row.n))]
    pair: tuple[int | str | None, int | str | None] = (row.numerator, row.denominator)
    if row.amount is not None or row.per is not None:
        pair = (row.amount, row.per)
    return [None if value is None else Fraction(str(value)) for value in pair]


def report(ours: Mapping[str, list[Spent]], theirs: Mapping[str, list[Spent]]) -> None:
    """Print the table, the ratio of the sums and the peak memory."""
    print(f"{'seconds of the processor (that passed)':<40} {'measure':>16} {'by hand':>16}  ratio")
    sums = [[0.0, 0.0], [0.0, 0.0]]
    for name in ours:
        pair = [middle(ours[name]), middle(theirs[name])]
        for total, (used, passed) in zip(sums, pair, strict=True):
            total[0] += used
            total[1] += passed
        line(name, *pair)
    line("all of them", (sums[0][0], sums[0][1]), (sums[1][0], sums[1][1]))
    ratio = sums[0][0] / sums[1][0]
    print(f"ratio {ratio:.2f}, at most {RATIO} wanted: {'ok' if ratio <= RATIO else 'TOO SLOW'}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"peak memory {peak:,} MiB, of {LIMIT:,} allowed: {'ok' if peak < LIMIT else 'TOO MUCH'}")


def middle(rounds: list[Spent]) -> Spent:
    """Give the medians of several rounds."""
    return (
        statistics.median(used for used, _ in rounds),
        statistics.median(passed for _, passed in rounds),
    )


def line(name: str, one: Spent, other: Spent) -> None:
    """Print one row of the table."""
    times = "  ".join(f"{used:>7.2f} ({passed:>6.2f})" for used, passed in (one, other))
    print(f"{name:<40} {times}  {one[0] / max(other[0], 0.001):>5.2f}")


if __name__ == "__main__":
    main()
