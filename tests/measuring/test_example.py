"""The example partnership: what SQL counts is what a plain row-by-row recomputation counts."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

import partnership.example
from partnership.example.simulator import SEED, simulate
from partnership.loading import load
from partnership.loading.document import load_document
from partnership.measuring.measurements import measure
from partnership.measuring.query import rendered
from partnership.statistics import Histogram
from partnership.store.duckdb import open_store
from partnership.values.periods import Span
from tests.row_by_row import count_all, read_events

REPOSITORY = Path(partnership.example.__file__).parent / "repository"
KNOWN = date(2026, 7, 7)
SKIPPED = {"not required", "rescinded by employer"}
"""Reasons the recomputation passes over without counting them."""


@pytest.fixture(scope="module")
def events(tmp_path_factory):
    folder = tmp_path_factory.mktemp("example") / "events"
    simulate(SEED, folder)
    return folder


def rewritten(agreement, name, old, new):
    """The agreement with one document's text changed."""
    path = {document.name: document.path for document in agreement.documents}[name]
    text = (REPOSITORY / path[path.index("partnership/slas") :]).read_text(encoding="utf-8")
    loaded = load_document(path, text.replace(old, new).encode())
    kept = tuple(document for document in agreement.documents if document.name != name)
    return dataclasses.replace(agreement, documents=(*kept, loaded.document))


@pytest.fixture(scope="module")
def agreement():
    """The example without the promise that is counted from records of meetings, which are not here."""
    whole = load(REPOSITORY)
    kept = [one for one in whole.documents if one.name != "SLA/meeting-adherence"]
    return dataclasses.replace(whole, documents=tuple(kept))


@pytest.fixture(scope="module")
def found(agreement, events):
    with open_store(events) as store:
        return measure(agreement, store, known=KNOWN)


def test_every_count_is_the_one_recomputed_row_by_row(found, events):
    counts = count_all(read_events(events))

    rows = {(one.sla, row.segment, str(one.period)): row for one in found for row in one.rows}

    assert set(counts) == set(rows)
    for key, expected in counts.items():
        row = rows[key]
        assert (expected.numerator, expected.denominator, expected.n) == (
            row.numerator,
            row.denominator,
            row.n,
        ), key
        if key[0] in {"time-to-fill", "first-slate", "interview-feedback"}:
            assert expected.open_past_due == row.open_past_due, key
        if key[0] != "interview-feedback":  # there, feedback nobody asked for is passed over first
            left_out = {name: n for name, n in row.excluded.items() if name not in SKIPPED}
            assert dict(expected.excluded) == left_out, key


def test_nothing_is_wrong_with_the_examples_events(found):
    assert {("100%", 0, 0, 0)} == {
        (str(one.gate.completeness), one.gate.orphans, one.gate.out_of_order, one.gate.unassigned)
        for one in found
    }


@pytest.mark.parametrize("placed_by", ["stop", "due date"])
def test_the_months_histograms_add_up_to_the_quarters(placed_by, agreement, events):
    by_month = rewritten(
        agreement, "SLA/time-to-fill", "placed_by: due date", f"placed_by: {placed_by}"
    )
    by_quarter = rewritten(
        agreement,
        "SLA/time-to-fill",
        "window: month\nplaced_by: due date",
        f"window: quarter\nplaced_by: {placed_by}",
    )

    with open_store(events) as store:
        months = measure(by_month, store, known=KNOWN, slas=["time-to-fill"])
        quarters = measure(by_quarter, store, known=KNOWN, slas=["time-to-fill"])

    for quarter in quarters:
        for row in quarter.rows:
            together = Histogram()
            for month in months:
                if quarter.period == Span.containing(month.period.first, "quarter"):
                    (same,) = (one for one in month.rows if one.segment == row.segment)
                    together += histogram(same.closed)
            if placed_by == "stop":
                assert histogram(row.closed) == together
            else:
                # What is open at a month's end may be closed by the quarter's.
                assert together.n <= histogram(row.closed).n


def histogram(bins):
    return Histogram.from_counts({int(value): count for value, count in bins.items()})


CORE = (exp.Count, exp.Sum, exp.Min, exp.Max, exp.RowNumber, exp.Coalesce, exp.Case, exp.If)


class Overheard:
    """A store that notes what it is asked."""

    def __init__(self, store):
        self.store = store
        self.dialect = store.dialect
        self.sent = set()
        self.load_table = store.load_table
        self.require = store.require
        self.changed = store.changed
        self.last_reopened = store.last_reopened

    def integers(self, sql, parameters):
        self.sent.add(sql)
        return self.store.integers(sql, parameters)


def test_statements_stay_within_the_common_core(agreement, events):
    with open_store(events) as opened:
        store = Overheard(opened)
        measure(
            agreement, store, known=KNOWN, periods=[Span.parse("2026-05"), Span.parse("2026-Q1")]
        )

    assert store.sent
    for text in store.sent:
        parsed = sqlglot.parse_one(text, read="duckdb")
        functions = {type(node) for node in parsed.find_all(exp.Func)}
        assert functions <= {*CORE, exp.And, exp.Or, exp.Cast}, functions
        # Only a null that stands alone says its type.
        assert all(isinstance(cast.this, exp.Null) for cast in parsed.find_all(exp.Cast)), text
        for dialect in ("postgres", "spark"):
            # The driver's doubled `%` is its own, not the database's.
            sent = rendered(text, dialect).replace("%%", "%")
            again = sqlglot.parse_one(sent, read=dialect)
            assert len(list(parsed.find_all(exp.Join))) == len(list(again.find_all(exp.Join)))
