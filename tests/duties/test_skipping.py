"""A level is left out for a reason that the ladder names; for any other a matter begins at the lowest."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import find_all
from partnership.clock import day_bounds
from partnership.documents import Escalation
from partnership.duties.climbing import climb
from partnership.duties.matters import matter_of, raised
from partnership.duties.moments import shown_at
from tests.checks.agreements import agreement_of, edited, passing, told

LADDER = "partnership/escalations/delivery.yaml"
RECORD = "records/escalations/slots-2026-06.yaml"
TEXTS = passing("level-skipped")
REASON = "skipped_because: Personal data may be lost.\n"
DAY = date(2026, 7, 10)


def begun(texts) -> tuple[str, str]:
    agreement = agreement_of(texts)
    [record] = agreement.of(Escalation)
    matter = matter_of(agreement, record)
    assert matter
    return matter.level, matter.what


def named(texts) -> list[str]:
    found = told(find_all(agreement_of(texts), DAY))
    return [message for check, message in found if check == "level-skipped"]


def test_an_agreed_reason_takes_it_to_its_level_at_once():
    assert ("l2", "raised by the provider at `l2` at once: Personal data may be lost.") == begun(
        TEXTS
    )
    assert [] == named(TEXTS)


@pytest.mark.parametrize("words", ["personal  data may be lost", "A PERSON MAY BE HARMED."])
def test_capitals_spaces_and_the_full_stop_make_no_other_reason(words):
    assert "l2" == begun(edited(TEXTS, RECORD, REASON, f"skipped_because: {words}\n"))[0]


def test_another_reason_leaves_nothing_out():
    texts = edited(TEXTS, RECORD, REASON, "skipped_because: It is urgent.\n")

    assert ("l1", "raised by the provider") == begun(texts)
    assert [
        (
            "raised at `l2` because of `It is urgent.`, which is none of the reasons for which `delivery` "
            "leaves levels out (A person may be harmed; Personal data may be lost): it begins at `l1`"
        )
    ] == named(texts)


def test_no_reason_leaves_nothing_out():
    texts = edited(TEXTS, RECORD, REASON, "")

    assert "l1" == begun(texts)[0]
    assert named(texts)[0].startswith("raised at `l2` without one of the reasons for which")


def test_its_deadlines_count_where_it_begins():
    """Raised on Monday 22 June at 10:30: `l1` has four business hours, `l2` until the end of the next business day."""
    at = day_bounds("Europe/London", date(2026, 6, 22), date(2026, 6, 22))[0]
    until = []
    for texts in (TEXTS, edited(TEXTS, RECORD, REASON, "")):
        agreement = agreement_of(texts)
        [(matter, _)] = raised(agreement, at + 86_400)
        by = climb(agreement, matter, at + 86_400).rungs[0].acknowledge_by
        assert by is not None
        until.append(shown_at(by, "Europe/London")[:16])

    assert ["2026-06-23 23:59", "2026-06-22 14:30"] == until


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (LADDER, "skip_level_when: [A person may be harmed, Personal data may be lost]\n", ""),
        (LADDER, "[{on: minimum missed}]", "[{on: minimum missed}, {on: manual}]"),
    ],
    ids=["a ladder that says nothing about it", "a level to which things are raised by hand"],
)
def test_where_nothing_is_left_out_no_reason_is_asked_for(path, old, new):
    texts = edited(edited(TEXTS, RECORD, REASON, ""), path, old, new)

    assert "l2" == begun(texts)[0]
    assert [] == named(texts)
