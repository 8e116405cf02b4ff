"""`check` shows a sealed verdict that its Close does not come to only with a finding that says so."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import find_about
from partnership.judging import judge
from partnership.loading import load
from tests.judging.agreements import agreement, months, sla
from tests.judging.closes import close, edit

DAY = date(2026, 8, 20)
APRIL, JUNE = "records/closes/2026-04.yaml", "records/closes/2026-06.yaml"


def said(loaded):
    return [
        (one.place.path, one.message)
        for one in find_about(loaded, DAY, judge(loaded, DAY))
        if one.check == "sealed-otherwise"
    ]


@pytest.fixture
def closed(tmp_path):
    counts = ["21/30", "29/30", "25/30"]
    agreement(tmp_path, sla(effective="{from: 2026-04-01}"), *months("2026-04", counts))
    close(tmp_path, "2026-04", "2026-05", "2026-06")
    return tmp_path


def test_closes_as_they_were_written_are_believed(closed):
    assert [] == said(load(closed))


@pytest.mark.parametrize(
    ("old", "new", "sealed"),
    [
        ("status: expected missed", "status: met", "met 83.33%"),
        ("numerator: 25", "numerator: 29", "expected missed 83.33%"),
        ("value: 5/6", "value: 29/30", "expected missed 96.67%"),
    ],
)
def test_a_verdict_typed_over_in_the_last_close_is_told(closed, old, new, sealed):
    loaded = edit(closed, JUNE, old, new)

    message = (
        f"`first-slate`, row `all`, of 2026-06 is sealed as {sealed}, and comes to expected "
        "missed 83.33% (25/30) by the terms and counts of the same Close"
    )
    assert [(JUNE, message)] == said(loaded)


def test_a_later_change_of_the_terms_leaves_a_close_as_it_is(closed):
    edit(closed, "partnership/slas/first-slate.yaml", "minimum: 80%", "minimum: 10%")

    assert [] == said(load(closed))


def test_a_measurement_that_is_gone_is_told_by_another_check(closed):
    (closed / "records/measurements/2026-06/first-slate.yaml").unlink()

    assert [] == said(load(closed))
