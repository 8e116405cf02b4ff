"""How well early warning foresees simulated years that were held out, week by week.

Each history is eighteen simulated months with their own draws. The model learns the rows' past of one
history and is asked about each week of the year 2025 of another; the base rate is the share of
breaches that the party that owes the row has in the first. Both see the same weeks: those in which a
row is open or at risk, since what is lost or safe needs no chance. Prints for each SLA both Brier
scores, and a calibration table: of the weeks with about such a chance, how many ended in a breach.

    python tests/benchmarks/bench_outlook.py [FOLDER] [--histories N]

FOLDER keeps the event stores and the counts, to be used again.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import partnership.example
from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.example.simulator import simulate
from partnership.judging import Verdict, judge
from partnership.judging.chances import Chance, History
from partnership.judging.outlook import outlooks
from partnership.judging.prospects import Prospect
from partnership.judging.slas import judge_in_full
from partnership.loading import load
from partnership.measuring.business_time import TimeTables
from partnership.measuring.measurements import find_running, measure
from partnership.measuring.records import from_written
from partnership.measuring.running import Running, count_running, from_json, to_json
from partnership.store.duckdb import open_store

REPOSITORY = Path(partnership.example.__file__).parent / "repository"
SLAS = ("first-slate", "time-to-fill", "interview-feedback", "fill-rate")
"""Those of which a chance can be told: shares of clocks that have a limit."""
KNOWN = date(2026, 7, 10)
FIRST, LAST = date(2025, 4, 7), date(2025, 12, 31)
"""Baselining ends in March."""
HISTORIES = 4
BINS = (0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Asked:
    """One week of one row: what was said, and what came."""

    sla: str
    chance: float
    base: float
    is_told: bool
    """Whether the product would tell the chance."""
    is_breach: bool


@dataclass(frozen=True, slots=True)
class Simulated:
    """A history: its records, and what was counted each week."""

    records: tuple[Measurement, ...]
    weeks: Mapping[date, tuple[Running, ...]]


def main() -> None:
    """Simulate, count, ask and print."""
    options = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    options.add_argument("folder", nargs="?", type=Path)
    options.add_argument("--histories", type=int, default=HISTORIES)
    chosen = options.parse_args()
    if chosen.folder:
        run(chosen.folder, chosen.histories)
        return
    with tempfile.TemporaryDirectory(prefix="bench-outlook-") as folder:
        run(Path(folder), chosen.histories)


def run(folder: Path, histories: int) -> None:
    """Hold each history out in turn, and learn from the one before it."""
    agreement = load(REPOSITORY)
    known = [simulated(agreement, folder / str(seed), seed) for seed in range(1, histories + 1)]
    asked = [
        one
        for index in range(histories)
        for one in held_out(agreement, known[index - 1], known[index])
    ]
    report(asked)


def simulated(agreement: Agreement, folder: Path, seed: int) -> Simulated:
    """Simulate a history and count it, or read what was counted."""
    kept = folder / "counted.json"
    if not kept.exists():
        simulate(seed, folder / "events")
        with open_store(folder / "events") as store:
            found = measure(agreement, store, known=KNOWN)
            tables, weeks = TimeTables(store), {}
            for day in mondays():
                tasks = find_running(agreement, day, None, SLAS)
                weeks[str(day)] = [
                    to_json(count_running(agreement, tables, task, day, day)) for task in tasks
                ]
        kept.write_text(json.dumps({"records": [one.written for one in found], "weeks": weeks}))
    read = json.loads(kept.read_text())
    return Simulated(
        tuple(from_written(one, agreement.base) for one in read["records"]),
        {
            date.fromisoformat(day): tuple(from_json(text) for text in texts)
            for day, texts in read["weeks"].items()
        },
    )


def mondays() -> Iterator[date]:
    """Yield each Monday of the year that is asked about."""
    day = FIRST
    while day <= LAST:
        yield day
        day += timedelta(days=7)


def held_out(agreement: Agreement, learned: Simulated, asked: Simulated) -> Iterator[Asked]:
    """Ask about each week of one history what another has taught."""
    past = replace(agreement, documents=(*agreement.documents, *learned.records))
    verdicts = judge(past, KNOWN)
    came = {
        (one.sla, one.period, one.segment): one
        for one in judge(
            replace(agreement, documents=(*agreement.documents, *asked.records)), KNOWN
        )
    }
    histories = {
        name: History.of(tuple(judge_in_full(past, KNOWN, name)), verdicts) for name in SLAS
    }
    for day, counts in asked.weeks.items():
        yield from _week(agreement, asked, day, counts, histories, came)


def _week(
    agreement: Agreement,
    asked: Simulated,
    day: date,
    counts: tuple[Running, ...],
    histories: Mapping[str, History],
    came: Mapping[tuple[str, str, str], Verdict],
) -> Iterator[Asked]:
    """Look ahead on one day by what was learned elsewhere."""
    earlier = tuple(one for one in asked.records if one.period.last < day)
    now = replace(agreement, documents=(*agreement.documents, *earlier))
    found = outlooks(now, (), {one.key: one for one in counts}, (), day, histories)
    for one in found:
        verdict = came[one.sla, one.period, one.segment]
        if one.prospect not in {Prospect.OPEN, Prospect.AT_RISK} or not verdict.is_judged:
            continue
        if isinstance(one.chance, Chance):
            base = histories[one.sla].base_rate()
            yield Asked(
                one.sla, one.chance.probability, base, one.chance.is_told, verdict.is_breach
            )


def report(asked: list[Asked]) -> None:
    """Print the Brier scores of each SLA, and the calibration table."""
    print(f"{'SLA':<22} {'weeks':>6} {'breach':>7} {'Brier':>8} {'base rate':>10} {'told':>6}")
    for name in SLAS:
        _line(name, [one for one in asked if one.sla == name])
    _line("all of them", asked)
    _line("where it is told", [one for one in asked if one.is_told])
    print(f"\n{'chance':<14} {'weeks':>6} {'mean chance':>12} {'ended in a breach':>18}")
    low = 0.0
    for high in BINS:
        bin_ = [one for one in asked if low <= one.chance < high or one.chance == high == 1]
        if bin_:
            mean = sum(one.chance for one in bin_) / len(bin_)
            came = sum(one.is_breach for one in bin_) / len(bin_)
            print(f"{low:>4.0%} to {high:<5.0%} {len(bin_):>6} {mean:>12.1%} {came:>18.1%}")
        low = high


def _line(name: str, found: list[Asked]) -> None:
    """Print the Brier scores of some weeks."""
    if found:
        model = brier([(one.chance, one.is_breach) for one in found])
        base = brier([(one.base, one.is_breach) for one in found])
        breaches, told = sum(one.is_breach for one in found), sum(one.is_told for one in found)
        print(f"{name:<22} {len(found):>6} {breaches:>7} {model:>8.4f} {base:>10.4f} {told:>6}")


def brier(pairs: list[tuple[float, bool]]) -> float:
    """Give the mean squared error of chances."""
    return sum((chance - came) ** 2 for chance, came in pairs) / len(pairs)


if __name__ == "__main__":
    main()
