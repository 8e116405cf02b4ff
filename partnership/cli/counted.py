"""What `partnership measure` says of each SLA and period: what was counted, and what became of it."""

from __future__ import annotations

from partnership.agreement import Agreement
from partnership.documents import Measurement, Metric
from partnership.documents.measurement import Row
from partnership.errors import PartnershipError
from partnership.judging.counts import exact_value, read_counts, reading_unit, unit_of
from partnership.judging.wording import shown, with_unit
from partnership.measuring.definitions import currency_on
from partnership.measuring.measurements import Task
from partnership.measuring.periods import parts_of
from partnership.measuring.records import path_of
from partnership.measuring.running import Running


def outcome_line(
    agreement: Agreement,
    task: Task,
    found: Measurement,
    there: Measurement | None,
    *,
    dry_run: bool,
) -> str:
    """Say what was counted and what became of it, beside the last record that was there."""
    rows = "; ".join(row_text(agreement, task, row) for row in found.rows)
    if not task.is_over:
        outcome = "still runs, not written"
    elif found is there:
        outcome = f"unchanged since {found.known}"
    elif there and found.known < there.known:
        outcome = (
            f"as known on {found.known}, not written: it is recorded as known on {there.known}"
        )
    elif dry_run:
        outcome = "not written"
    else:
        outcome = f"wrote {agreement.base}{path_of(found).as_posix()}"
    return f"{task.sla.id} {task.period}: {rows} ({outcome})"


def row_text(agreement: Agreement, task: Task, row: Row) -> str:
    """Say what was counted of a row of targets."""
    name = row.segment if row.from_ is None else f"{row.segment} {row.from_} to {row.to}"
    if row.withheld:
        return f"{name} withheld"
    parts = parts_of(task.sla, task.period)
    terms = next((part.sla for part in parts if part.first == row.from_), parts[-1].sla)
    metric = agreement.get(Metric, terms.metric)
    counts = read_counts(row, terms.statistic)
    value = exact_value(counts, terms.statistic)
    unit = (unit_of(terms.statistic, metric) if metric else None) or "number"
    behind = reading_unit(metric, currency_on(agreement, task.period.last))
    if value is None:
        return f"{name} nothing counted"
    return f"{name} {counts.fraction}, {with_unit(shown(value, unit), behind)}"


def in_flight(found: Running) -> str:
    """Say how many subjects are in flight, where any is."""
    number = sum(row.open + row.paused for row in found.flights)
    return f"; {number} in flight" if number else ""


def refusal(agreement: Agreement, task: Task, error: PartnershipError) -> str:
    """Say why an SLA is not measured, and at which line to look."""
    text = str(error)
    if not any(text.startswith(f"{document.path}:") for document in agreement.documents):
        place = task.sla.place("metric")
        text = f"{place.path}:{place.line}: {text}"
    return f"error: `{task.sla.id}` is not measured: {text}"
