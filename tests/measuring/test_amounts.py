"""Sums of quantities, by real documents from a real store: rates, counts, capacity."""

from __future__ import annotations

from fractions import Fraction

import pytest

from partnership.errors import PartnershipError
from tests.measuring.amounts import (
    ALL,
    AMENDED,
    INTERVIEWS_PER_OFFER,
    LOAD,
    OPENED,
    PARTNERSHIP,
    SHARE,
    capacity,
    interviewed,
    made,
    promise,
    result,
)
from tests.measuring.stores import Events, agreed, at, measured, row, terms


def test_a_candidate_counts_once_on_the_first_day(tmp_path):
    """Interviewed in March and again in April, a candidate is March's; a no-show is nobody's."""
    events = Events()
    asked = events.requisition()
    for _ in range(6):
        interviewed(events, events.application(asked), "2026-03-10 12:00", "2026-04-08 12:00")
    interviewed(events, events.application(asked), "2026-04-08 12:00", status="no_show")
    for number in range(5):
        candidate = events.application(asked)
        for version, day in ((1, "2026-03-20"), (2, f"2026-04-0{number + 1}")):
            events.offer(
                None,
                "pending",
                requisition=asked,
                application_id=candidate,
                version=version,
                extended_at=at(f"{day} 12:00"),
            )

    found = measured(
        agreed(INTERVIEWS_PER_OFFER, promise(window="month")),
        events,
        tmp_path,
        "2026-03",
        "2026-04",
    )

    assert ("6", "5", 5) == tuple(
        getattr(found["2026-03"].rows[0], name) for name in ("amount", "per", "n")
    )
    assert Fraction(6, 5) == result(found["2026-03"].rows[0])
    assert found["2026-04"].rows[0].withheld


@pytest.mark.parametrize(
    ("amount", "per", "withheld"),
    [
        ("candidates interviewed", "openings opened", True),
        ("candidates interviewed", "candidates submitted", False),
        ("candidates submitted", "openings opened", False),
    ],
    ids=["three people, none below the line", "three of six people", "six people"],
)
def test_few_people_are_withheld_by_what_stands_below_the_line(amount, per, withheld, tmp_path):
    """As with a numerator and its denominator; where no people stand below, those above count."""
    events = Events()
    asked = events.requisition()
    for number in range(6):
        events.submitted("2026-03-09 12:00", asked)
        if number < 3:
            name = events.rows["app_event"][-1]["application_id"]
            interviewed(events, name, "2026-03-10 12:00")
        events.opening("2026-03-02 09:00", requisition=asked)

    found = row(agreed(made(amount, per), promise(window="month")), events, tmp_path, "2026-03")

    assert withheld is bool(found.withheld)


def test_local_midnight_divides_months(tmp_path):
    """On 31 March the clocks in London are an hour ahead: 23:30 is March, and 00:00 is April."""
    events = Events()
    for when in ("2026-03-01 00:00", "2026-03-31 23:59:59", "2026-04-01 00:00"):
        events.opening(when)

    found = measured(
        agreed(OPENED, promise("sum", "month")), events, tmp_path, "2026-03", "2026-04"
    )

    assert ["2", "1"] == [found[month].rows[0].amount for month in ("2026-03", "2026-04")]


def test_nothing_that_happened_is_a_count_of_0(tmp_path):
    events = Events()
    events.opening("2026-03-01 00:00")

    found = row(agreed(OPENED, promise("sum", "month")), events, tmp_path, "2026-04")

    assert ("0", 0) == (found.amount, found.n)
    assert Fraction(0) == result(found, "sum")


def test_what_is_left_out_is_counted_under_its_quantity(tmp_path):
    events = Events()
    evergreen, outside = (
        events.requisition(req_type="evergreen"),
        events.requisition(in_scope="false"),
    )
    for asked in (evergreen, evergreen, outside, events.requisition()):
        events.opening(
            "2026-03-02 09:00",
            requisition=asked,
            closed_at=at("2026-03-20 09:00"),
            close_reason="filled",
        )
    metric = made("openings filled", "openings opened", unit="percent", exclusions="[evergreen]")

    counted = row(
        agreed(OPENED.replace("[]", "[evergreen]"), promise("sum", "month")),
        events,
        tmp_path / "a",
        "2026-03",
    )
    divided = row(
        agreed(metric, promise(window="month", targets=SHARE)), events, tmp_path / "b", "2026-03"
    )

    assert {"evergreen": 2, "not in scope": 1} == counted.excluded
    assert {
        "evergreen (openings filled)": 2,
        "evergreen (openings opened)": 2,
        "not in scope (openings filled)": 1,
        "not in scope (openings opened)": 1,
    } == divided.excluded
    assert ("1", "1") == (divided.amount, divided.per)


def test_recruiter_load_is_open_days_over_days_over_recruiters(tmp_path):
    """In April's 30 days: one opening all month, one on 15 evenings, one opened and closed in a day."""
    events = Events()
    events.opening("2026-03-02 09:00")
    events.opening("2026-04-10 09:00", closed_at=at("2026-04-25 09:00"), close_reason="filled")
    events.opening("2026-04-10 09:00", closed_at=at("2026-04-10 17:00"), close_reason="duplicate")
    capacity(events, "0.5", "2026-04")
    capacity(events, 7, "2026-04", party="client")

    found = row(agreed(LOAD, promise(window="month")), events, tmp_path, "2026-04")

    assert ("3/2", "1/2", 2) == (found.amount, found.per, found.n)
    assert Fraction(3) == result(found)


def test_capacity_is_averaged_over_the_months_that_are_there(tmp_path):
    events = Events()
    events.opening("2025-03-02 09:00")
    capacity(events, 2, "2026-01", country="GB")
    capacity(events, 1, "2026-01", country="DE")
    capacity(events, 4, "2026-02", country="GB")

    found = measured(agreed(LOAD, promise()), events, tmp_path, "2026-Q1")["2026-Q1"]

    assert ("1", "7/2") == (found.rows[0].amount, found.rows[0].per)
    assert "66.66%" == str(found.gate.completeness)


def test_orphans_of_what_is_counted_are_counted_in_the_gate(tmp_path):
    events = Events()
    events.opening("2026-03-02 09:00")
    events.opening("2026-03-02 09:00", requisition="nowhere")

    found = measured(agreed(OPENED, promise("sum", "month")), events, tmp_path, "2026-03")[
        "2026-03"
    ]

    assert (1, "50%") == (found.gate.orphans, str(found.gate.completeness))
    assert "1" == found.rows[0].amount


TWELVE = promise("sum", "12 months")


def test_twelve_trailing_months_add_up(tmp_path):
    events = Events()
    for day in ("2025-03-31", "2025-04-01", "2025-12-24", "2026-03-31", "2026-04-01"):
        events.opening(f"{day} 09:00")

    found = row(agreed(OPENED, TWELVE), events, tmp_path, "2026-03")

    assert "3" == found.amount


def test_parts_of_a_period_divide_what_has_a_day(tmp_path):
    events = Events()
    for day in ("2026-03-14", "2026-03-15", "2026-03-16"):
        events.opening(f"{day} 09:00")

    found = measured(
        agreed(OPENED, promise("sum", "month") + AMENDED % "2026-03-15"),
        events,
        tmp_path,
        "2026-03",
    )["2026-03"]

    assert ["1", "2"] == [one.amount for one in found.rows]


def test_a_metric_that_changes_inside_the_period_is_refused(tmp_path):
    events = Events()
    events.opening("2026-03-02 09:00")
    metric = OPENED + "amendments:\n  - {from: 2026-03-15, amount: [openings filled]}\n"

    with pytest.raises(PartnershipError, match="`it` changes on 2026-03-15, inside 2026-03"):
        row(agreed(metric, promise("sum", "month")), events, tmp_path, "2026-03")


@pytest.mark.parametrize(
    ("metric", "statistic", "targets", "more", "message"),
    [
        (made("external cost, agency cost", "hires", type="cost", unit="currency"), "", ALL, {}, "adds up `external cost` and `agency cost`, which counts some twice"),
        (made("hires, hires", "starts"), "", ALL, {}, "adds up `hires` and `hires`"),
        (made("internal cost, hires", "starts"), "", ALL, {}, "adds money and counts; keep them apart"),
        (made("internal cost", "hires", type="cost", unit="percent"), "", SHARE, {}, "counted in `currency`, not in `percent`"),
        (made("hires", "starts", unit="currency"), "", ALL, {}, "counted in `percent` or `x to 1`"),
        (made("hires", type="count", unit="count"), "", ALL, {}, "is not measured of a count with `amount`; `sum` and `count` are"),
        (made("hires"), "", ALL, {}, "`it`, a ratio, needs `amount` and `per`, or a `composition`"),
        (made("attested", "attestations required", unit="percent"), "", SHARE, {}, "`attested` needs `topic`; add `topic:`"),
        (made("survey responses", "hires"), "", ALL, {}, "`survey responses` needs `answers`; add `answers:`"),
        (made("agency cost", "external cost", unit="percent", exclusions="[evergreen]"), "", SHARE, {}, "nothing it counts is counted one by one"),
        (OPENED, "sum", ALL, {"pauses": "[hold]"}, "`pauses` needs a clock, and what is added up has none"),
        (OPENED, "sum", ALL, {"relief": "remove"}, "`relief` needs a clock"),
        (OPENED, "sum", ALL, {"placed_by": "start"}, "write `placed_by: stop`"),
    ],
)  # fmt: skip
def test_what_cannot_be_added_up_is_refused_by_name(
    metric, statistic, targets, more, message, tmp_path
):
    more = {"placed_by": "stop", **more}
    said = terms(statistic or "ratio of sums", window="month", targets=targets, **more)

    with pytest.raises(PartnershipError) as error:
        measured(agreed(metric, said, PARTNERSHIP), Events(), tmp_path, "2026-03")

    assert message in str(error.value)


RELIEF = """\
kind: Relief
id: freeze
type: hold
raised_by: provider
notified_on: 2026-03-03
interval: {from: 2026-03-02, until: 2026-03-09}
covers: {subject: opening}
affects: [it]
cause: A budget freeze.
evidence: {kind: ats status, ref: holds}
answer: {by: client, decision: accepted, on: 2026-03-05}
"""


def test_relief_of_what_has_no_clock_is_refused(tmp_path):
    with pytest.raises(PartnershipError, match="`freeze` affects `it`, which has no clock"):
        measured(agreed(OPENED, promise("sum", "month"), RELIEF), Events(), tmp_path, "2026-03")
