"""Judging 200 SLAs of 24 rows over 60 months, 288,000 verdicts, from loaded records.

Prints the seconds of one processor, how they grow with the months, and the ratio to a named
baseline: the bare arithmetic, which divides each row's two counts and holds the share against both
levels, and knows neither terms nor digests. What a clock on the wall said stands beside them; on a
busy machine it is more. Writing and loading the records is stated apart.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import partial
from pathlib import Path

from partnership.agreement import Agreement
from partnership.canonical import digest
from partnership.documents import SLA, Measurement
from partnership.judging import judge
from partnership.loading import load
from partnership.loading.tree import parse
from partnership.measuring.definitions import definition_digest
from partnership.values.periods import Span

SLAS = 200
ROWS = 24
MONTHS = 60
SECONDS = 10
AS_OF = date(2026, 1, 15)
FIRST = Span.parse("2021-01")
OWNED = """\
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2021-01-01}
"""
ONCE = {
    "partnership": f"""\
kind: Partnership
id: harbour-northlight
title: Harbour Foods and Northlight Talent
{OWNED}format: 1
parties:
  client: {{name: Harbour Foods, domains: [client.example]}}
  provider: {{name: Northlight Talent, domains: [provider.example]}}
time_zone: Europe/London
currency: GBP
term: {{from: 2021-01-01}}
authorised_signatories: {{client: [vendor-manager], provider: [account-director]}}
measured_within: 5 business days
""",
    "calendar": f"""\
kind: Calendar
id: client-uk
title: The client's calendar
{OWNED}time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-17:00]
""",
    "metric": f"""\
kind: Metric
id: time-to-first-slate
title: Time to first slate
{OWNED}intent: Managers compare candidates while the need is fresh.
type: duration
subject: requisition
start: {{event: intake completed, which: last}}
stop: {{event: submitted to client, which: 3rd}}
unit: business days
population: in scope
exclusions: []
direction: lower is better
""",
}
TERMS = """\
owed_by: provider
class: critical
metric: time-to-first-slate
statistic: share within
window: month
placed_by: due date
calendar: client-uk
open_past_due: counts as a miss
low_volume: {below: 8, then: carry forward, at_most: 2 periods}
missing_data: {then: exclude, at_most: 5%}
chronic: {expected_missed: 4, in: 12 months, becomes: minimum missed}
repeat: {within: 1 month, multiplier: 2}
termination_triggers: [{id: three-in-a-row, minimum_missed: 3}]
phases: [{phase: baselining, from: 2021-01-01, to: 2021-03-31}]
"""


def write_agreement(root: Path, slas: int, months: int) -> None:
    """Write an agreement and its measurements; the digests of the definitions are put in later."""
    for name, text in ONCE.items():
        _write(root / f"partnership/{name}.yaml", text)
    for number in range(slas):
        name = f"slate-{number:03d}"
        rows = "".join(
            f"  - {{id: row-{row:02d}, when: {{level: level-{row:02d}}}, within: 7 business days,"
            f" expected: 90%, minimum: 80%}}\n"
            for row in range(ROWS)
        )
        head = f"kind: SLA\nid: {name}\ntitle: Slate {number}\n{OWNED}"
        _write(root / f"partnership/slas/{name}.yaml", f"{head}{TERMS}targets:\n{rows}")
        period = FIRST
        for month in range(months):
            path = root / f"records/measurements/{period}/{name}.yaml"
            _write(path, _record(name, period, number + month))
            period = period.next


def _record(name: str, period: Span, seed: int) -> str:
    """Write a month in which most rows are met, some missed, and some have few subjects."""
    rows = []
    for row in range(ROWS):
        mixed = (seed * 31 + row * 17) % 101
        n = 4 if mixed % 9 == 0 else 40 + mixed
        rows.append(
            f"  - {{segment: row-{row:02d}, numerator: {max(n - mixed % 7, 0)}, denominator: {n}, n: {n}}}"
        )
    written = "rows:\n" + "\n".join(rows) + "\n"
    gate = "gate: {completeness: 99.2%, orphans: 0, out_of_order: 0}\n"
    counts = digest(parse((written + gate).encode()).value)
    return (
        f"kind: Measurement\nid: {name}.{period}\nsla: {name}\nperiod: {period}\n"
        f"known: {period.next.first.replace(day=5)}\n{written}{gate}digests:\n"
        f'  definition: "{"0" * 64}"\n  counts: "{counts}"\n'
    )


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def with_definitions(agreement: Agreement) -> Agreement:
    """Give each record the digest of the terms in force, as measuring would have."""
    documents = []
    for document in agreement.documents:
        if isinstance(document, Measurement):
            sla = agreement.get(SLA, document.sla)
            assert sla is not None
            digests = document.digests.model_copy(
                update={"definition": definition_digest(agreement, sla, document.period)}
            )
            document = document.model_copy(update={"digests": digests})  # noqa: PLW2901
        documents.append(document)
    return replace(agreement, documents=tuple(documents))


def until(agreement: Agreement, months: int) -> Agreement:
    """Keep the records of the first months."""
    last = FIRST
    for _ in range(months - 1):
        last = last.next
    kept = [
        one
        for one in agreement.documents
        if not isinstance(one, Measurement) or one.period.last <= last.last
    ]
    return replace(agreement, documents=tuple(kept))


def bare(agreement: Agreement) -> int:
    """Hold every row's share against both levels, and nothing more."""
    expected, minimum = Fraction(9, 10), Fraction(4, 5)
    met = 0
    for record in agreement.of(Measurement):
        for row in record.rows:
            share = Fraction(row.numerator or 0, row.denominator or 1)
            met += share >= expected and share >= minimum
    return met


def timed(what: Callable[[], object]) -> tuple[float, float]:
    """Time a call by the processor and by the wall, as a command runs: it collects no garbage."""
    gc.collect()
    gc.disable()
    wall, start = time.perf_counter(), time.process_time()
    what()
    took = time.process_time() - start, time.perf_counter() - wall
    gc.enable()
    return took


def main() -> None:
    """Print seconds and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_agreement(root, SLAS, MONTHS)
        start = time.process_time()
        loaded = load(root)
        loading = time.process_time() - start
    print(f"{SLAS} SLAs, {ROWS} rows, {MONTHS} months: {SLAS * ROWS * MONTHS:,} verdicts")
    print(f"  loading {len(loaded.documents):,} documents, apart: {loading:.1f} s")
    agreement = with_definitions(loaded)
    base, _ = timed(lambda: bare(agreement))
    for months in (MONTHS // 4, MONTHS // 2, MONTHS):
        some = until(agreement, months)
        day = AS_OF.replace(year=2021 + months // 12, month=1 + months % 12)
        took, wall = timed(partial(judge, some, day))
        each = 1e6 * took / (SLAS * ROWS * months)
        print(
            f"  {months} months: {took:.2f} s, {each:.1f} µs a verdict ({wall:.2f} s on the wall)"
        )
    print(f"  ratio to the bare arithmetic ({base:.2f} s): {took / base:.1f}")
    if took > SECONDS:
        print(f"  MISSED: at most {SECONDS} seconds")
        raise SystemExit(1)


if __name__ == "__main__":
    main()
