"""The transparency report as tables: one flat table as CSV, a workbook as Excel."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partnership.judging.wording import shown
from partnership.reporting.tables import Cell, Number, Sheet, as_csv, as_excel
from partnership.reporting.transparency import text
from partnership.reporting.transparency.disclosed import Disclosed

COLUMNS = (
    *("topic", "metric", "title", "SLA", "row", "period", "from", "value", "exact", "numerator"),
    *("denominator", "n", "median", "90th percentile", "open past due", "left out", "known"),
    *("measurement", "definition"),
)


def render_csv(found: Disclosed, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render every number as CSV, and what is not shown as rows without one."""
    stamp: tuple[Cell, ...] = (found.period, str(found.as_of), found.commit)
    head = ("report", "as of", "commit", *COLUMNS, "why not shown")
    rows = [(*stamp, *cells, None) for cells in _rows(found)]
    rows += [(*stamp, *cells) for cells in _without(found)]
    return as_csv(head, rows)


def render_excel(found: Disclosed) -> bytes:
    """Render a transparency report as an Excel workbook, the same bytes every time."""
    title = f"Transparency report {found.period}: {found.title}"
    above = (title, text.source_words(found), "")
    sheets = (
        Sheet("Counted", COLUMNS, tuple(_rows(found)), above),
        Sheet("Not shown", ("what and why",), tuple((one,) for one in text.not_shown(found))),
    )
    return as_excel(sheets, found.as_of, title)


def _rows(found: Disclosed) -> Iterator[tuple[Cell, ...]]:
    for section in found.sections:
        for item in section.items:
            for line in item.lines:
                left = ", ".join(f"{reason} {count}" for reason, count in line.left_out.items())
                yield (
                    *(section.topic.title, item.metric, item.title, item.sla, line.segment),
                    *(line.period, line.since, Number(line.value, line.shown), str(line.value)),
                    *(line.counts.numerator, line.counts.denominator, line.counts.n),
                    *(_number(line.median), _number(line.ninetieth)),
                    *(line.open_past_due, left, line.known, line.measurement, item.definition),
                )


def _number(value: Fraction | None) -> Cell:
    return None if value is None else Number(value, shown(value, "number"))


def _without(found: Disclosed) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for what has no number, with the reason in the last column."""
    blank: tuple[Cell, ...] = (None,) * (len(COLUMNS) - 6)
    for section in found.sections:
        if section.missing and section.topic.library:
            empty: tuple[Cell, ...] = (None,) * 5
            yield (section.topic.title, *empty, *blank, section.missing)
    for one in found.not_shown:
        yield (one.topic, None, one.what, None, one.segment, one.period, *blank, one.why)
