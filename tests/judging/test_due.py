"""The day on which a measurement is due, by the terms of the partnership that hold then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from partnership.documents import SLA, Partnership
from partnership.judging.due import due_day
from tests.judging.agreements import PARTNERSHIP, agreement, sla

SOONER = "amendments:\n  - {from: 2026-04-15, measured_within: 2 business days}\n"


@pytest.mark.parametrize(
    ("last", "due"),
    [("2026-03-31", "2026-04-09"), ("2026-04-30", "2026-05-04")],
    ids=["before the amendment", "after the amendment"],
)
def test_it_is_counted_by_the_terms_that_hold_on_the_last_day(tmp_path, last, due):
    """Good Friday and Easter Monday lie in the five business days after March."""
    found = agreement(tmp_path, PARTNERSHIP + SOONER, sla())
    [promise] = found.of(SLA)

    assert date.fromisoformat(due) == due_day(found, promise, date.fromisoformat(last))


def test_it_is_counted_by_the_first_terms_where_the_partnership_is_not_in_force_yet(tmp_path):
    found = agreement(
        tmp_path, PARTNERSHIP.replace("{from: 2020-01-01}", "{from: 2026-05-01}"), sla()
    )
    [promise] = found.of(SLA)

    assert date(2026, 5, 7) == due_day(found, promise, date(2026, 4, 30))


def test_without_a_partnership_it_is_due_on_the_last_day(tmp_path):
    found = agreement(tmp_path, sla())
    alone = tuple(one for one in found.documents if not isinstance(one, Partnership))
    [promise] = found.of(SLA)

    assert date(2026, 4, 30) == due_day(replace(found, documents=alone), promise, date(2026, 4, 30))
