"""Ratios: what is reached of what started, outcomes of hires, and one segment's share of them."""

from __future__ import annotations

import pytest

from partnership.errors import PartnershipError
from tests.measuring.stores import OFFERS, Events, agreed, at, measured, row, terms

LEVELS = "{id: all, expected: 60%, minimum: 50%}"
REACHED = """\
type: ratio
subject: application
start: {event: submitted to client, which: first}
stop: {event: interview ended, which: first}
unit: percent
population: in scope
exclusions: []
direction: higher is better
"""
DECIDED = REACHED + (
    "failed_by: {event: [client declined, rejected by organisation, withdrew], which: first}\n"
)
BY_START = terms("ratio of sums", "start", targets=LEVELS, matures="30 calendar days")
BY_STOP = terms("ratio of sums", "stop", targets=LEVELS)


def candidate(
    events: Events,
    submitted: str,
    interviewed: str | None = None,
    *,
    source: str = "sourced",
    **moments: str,
) -> str:
    """Add an application with its events, each at its local time."""
    name = f"c{events.number}"
    events.add(
        "application",
        application_id=name,
        requisition_id=events.requisition(),
        source_category=source,
        is_internal="false",
    )
    for kind, when in {"submitted_to_client": submitted, **moments}.items():
        events.add("app_event", type=kind, occurred_at=at(when), application_id=name)
    if interviewed:
        events.add(
            "interview",
            interview_id=f"i{events.number}",
            application_id=name,
            round=1,
            kind="panel",
            start_at=at(interviewed),
            end_at=at(interviewed),
            status="completed",
            reschedules=0,
        )
    return name


def cohort() -> Events:
    """Ten submitted in March: five interviewed, three declined, two undecided at the end of April."""
    events = Events()
    for day in (2, 3, 4, 5):
        candidate(events, f"2026-03-0{day} 10:00", "2026-03-20 10:00")
    candidate(events, "2026-03-31 10:00", "2026-04-20 10:00")
    candidate(events, "2026-03-06 10:00", client_declined="2026-03-09 10:00")
    candidate(events, "2026-03-06 10:00", withdrew="2026-03-10 10:00")
    candidate(events, "2026-03-30 10:00", client_declined="2026-04-10 10:00")
    candidate(events, "2026-03-06 10:00")
    candidate(events, "2026-03-07 10:00", "2026-06-01 10:00")
    return events


def test_of_all_that_start_in_the_month_those_count_that_come_there_in_time(tmp_path):
    found = row(agreed(REACHED, BY_START), cohort(), tmp_path, "2026-03")

    assert (5, 10, 10, {}) == (found.numerator, found.denominator, found.n, found.excluded)


def test_with_a_way_to_fail_what_is_undecided_is_left_out_and_counted(tmp_path):
    found = row(agreed(DECIDED, BY_START), cohort(), tmp_path, "2026-03")

    assert (5, 8, {"undecided": 2}) == (found.numerator, found.denominator, found.excluded)


def test_placed_by_stop_each_counts_in_the_month_it_is_decided(tmp_path):
    found = measured(agreed(DECIDED, BY_STOP), cohort(), tmp_path, "2026-03", "2026-04", "2026-06")

    counted = {
        month: (one.rows[0].numerator, one.rows[0].denominator) for month, one in found.items()
    }
    withheld = {month for month, one in found.items() if one.rows[0].withheld}
    assert ((4, 6), {"2026-04", "2026-06"}) == (counted["2026-03"], withheld)


def test_whatever_comes_first_decides(tmp_path):
    """Declined and interviewed all the same later on: the decline stands. At one instant it does not."""
    events = Events()
    for _ in range(3):
        candidate(
            events, "2026-03-02 10:00", "2026-03-20 10:00", client_declined="2026-03-09 10:00"
        )
        candidate(
            events, "2026-03-02 10:00", "2026-03-09 10:00", client_declined="2026-03-20 10:00"
        )
        candidate(
            events, "2026-03-02 10:00", "2026-03-09 10:00", client_declined="2026-03-09 10:00"
        )

    for name, promise in (("start", BY_START), ("stop", BY_STOP)):
        found = row(agreed(DECIDED, promise), events, tmp_path / name, "2026-03")
        assert (6, 9) == (found.numerator, found.denominator)


@pytest.mark.parametrize(
    ("metric", "promise"),
    [(REACHED, BY_START), (DECIDED, BY_START), (DECIDED, BY_STOP)],
    ids=["reached by start", "decided by start", "decided by stop"],
)
def test_what_comes_there_before_it_starts_is_out_of_order(metric, promise, tmp_path):
    events = Events()
    for _ in range(5):
        candidate(events, "2026-03-10 10:00", "2026-03-12 10:00")
    candidate(events, "2026-03-10 10:00", "2026-03-02 10:00")
    candidate(events, "2026-04-10 10:00", "2026-03-02 10:00")

    found = measured(agreed(metric, promise), events, tmp_path, "2026-03")["2026-03"]

    assert (5, 5, 1) == (
        found.rows[0].numerator,
        found.rows[0].denominator,
        found.gate.out_of_order,
    )


def test_of_what_is_reached_only_one_segment_may_be_above_the_line(tmp_path):
    events = Events()
    for source in ("agency", "agency", "sourced", "sourced", "sourced"):
        candidate(events, "2026-03-02 10:00", "2026-03-09 10:00", source=source)

    metric = REACHED + "of_which: {source_category: agency}\n"

    assert (2, 5) == counted(row(agreed(metric, BY_START), events, tmp_path, "2026-03"))


def counted(found) -> tuple[int | None, int | None]:
    """The numerator and denominator of a row."""
    return found.numerator, found.denominator


def test_the_agency_share_of_accepted_offers(tmp_path):
    events = Events()
    for source in ("agency", "inbound", "inbound", "referral", "inbound", "agency"):
        name = candidate(events, "2026-02-02 10:00", source=source)
        events.offer("2026-03-09 10:00", "accepted", application_id=name)
    name = candidate(events, "2026-02-02 10:00", source="agency")
    events.offer("2026-03-09 10:00", "declined", application_id=name)
    metric = OFFERS.replace("[accepted, declined, expired, withdrawn by candidate]", "[accepted]")

    found = row(
        agreed(metric + "of_which: {source_category: [agency]}\n", BY_STOP),
        events,
        tmp_path,
        "2026-03",
    )

    assert (2, 6, {"declined": 1}) == (*counted(found), found.excluded)


FILLED = """\
type: ratio
subject: opening
numerator: [filled]
denominator: [filled]
of_which: {source_category: internal}
unit: percent
population: in scope
exclusions: []
direction: higher is better
"""


def test_the_internal_share_of_filled_openings_is_of_what_filled_them(tmp_path):
    """Two of four filled from within; one that was cancelled, and one that nobody filled, are none."""
    events = Events()
    for source in ("internal", "internal", "inbound", "agency"):
        name = candidate(events, "2026-02-02 10:00", source=source)
        events.opening(
            "2026-02-01 09:00",
            closed_at=at("2026-03-10 09:00"),
            close_reason="filled",
            filled_application_id=name,
        )
    events.opening(
        "2026-02-01 09:00", closed_at=at("2026-03-10 09:00"), close_reason="cancelled_client"
    )
    events.opening("2026-02-01 09:00")

    found = row(agreed(FILLED, BY_STOP), events, tmp_path, "2026-03")

    assert (2, 4, {"cancelled by client": 1}) == (*counted(found), found.excluded)


RENEGES = """\
type: ratio
subject: hire
numerator: [never started]
denominator: [started, never started]
unit: percent
population: in scope
exclusions: []
direction: lower is better
"""


def hire(events: Events, planned: str, **values: object) -> None:
    """Add an accepted offer on its way to a start on a day."""
    application = candidate(events, "2026-01-05 10:00")
    events.add(
        "hire",
        hire_id=f"h{events.number}",
        application_id=application,
        opening_id=events.opening("2026-01-01 09:00"),
        accepted_at=at("2026-01-20 09:00"),
        planned_start=planned,
        **values,
    )


def test_the_renege_rate_is_of_hires_whose_planned_start_lies_in_the_month(tmp_path):
    events = Events()
    for day in (1, 2, 16, 31):
        hire(events, f"2026-03-{day:02}", actual_start=f"2026-03-{day:02}")
    hire(events, "2026-03-30", actual_start="2026-04-02")
    hire(events, "2026-03-30", ended="2026-03-12", end_type="never_started")
    hire(events, "2026-03-30")
    hire(events, "2026-04-01", ended="2026-03-12", end_type="never_started")
    hire(events, "2026-02-28", ended="2026-02-12", end_type="never_started")

    promised = {"march": BY_STOP, "followed": BY_STOP + "matures: 7 calendar days\n"}
    march, followed = (
        row(agreed(RENEGES, promise), events, tmp_path / name, "2026-03")
        for name, promise in promised.items()
    )

    assert (1, 5, {"undecided": 2}) == (*counted(march), march.excluded), "who starts late may yet"
    assert (1, 6, {"undecided": 1}) == (*counted(followed), followed.excluded)


def test_a_renege_rate_may_be_of_all_that_were_to_start_the_late_ones_too(tmp_path):
    """Five start on the day, five a week late in the next month: all belong to the planned day."""
    events = Events()
    for _ in range(5):
        hire(events, "2026-03-30", actual_start="2026-03-30")
        hire(events, "2026-03-31", actual_start="2026-04-07")
    metric = RENEGES.replace("[started,", "[started, pending,")

    found = measured(agreed(metric, BY_STOP), events, tmp_path, "2026-03", "2026-04")

    assert ((0, 10), {}) == (counted(found["2026-03"].rows[0]), found["2026-03"].rows[0].excluded)
    assert found["2026-04"].rows[0].withheld, "nobody was to start in April"


def test_where_those_who_start_alone_count_each_is_in_the_period_they_started_in(tmp_path):
    """Five start late and five early, over a month's end; of their plans the share knows nothing."""
    events = Events()
    for _ in range(5):
        hire(events, "2026-03-30", actual_start="2026-04-06")
        hire(events, "2026-05-04", actual_start="2026-04-30")
        hire(events, "2026-04-01")
    metric = RENEGES.replace("[never started]", "[started]").replace(", never started]", "]")

    found = measured(agreed(metric, BY_STOP), events, tmp_path, "2026-03", "2026-04", "2026-05")

    assert found["2026-03"].rows[0].withheld
    assert ((10, 10), {}) == (counted(found["2026-04"].rows[0]), found["2026-04"].rows[0].excluded)
    assert found["2026-05"].rows[0].withheld


@pytest.mark.parametrize(
    ("metric", "promise", "message"),
    [
        (REACHED, BY_STOP, "by `stop` only what is decided is placed, and without `failed_by` all"),
        (REACHED, terms("ratio of sums", targets=LEVELS), "what is reached has no `due date`"),
        (REACHED, terms("ratio of sums", "start", targets=LEVELS), "`placed_by: start` needs `matures`"),
        (DECIDED, BY_START + "pauses: [hold]\n", "`pauses` need a clock"),
        (REACHED.replace("interview ended", "opening closed"), BY_START, "`opening closed` is no event of the subject `application`"),
        (FILLED.replace("source_category: internal", "urgency: critical"), terms("ratio of sums", "start", targets=LEVELS, matures="1 week"), "an outcome is placed by the day it was decided"),
        (RENEGES.replace("[never started]", "[left]"), BY_STOP, "`left` is no decided outcome of a `hire`"),
        (RENEGES.replace("subject: hire", "subject: requisition"), BY_STOP, "the event store knows no outcome of a `requisition`"),
        (RENEGES.replace("exclusions: []", "exclusions: [redundancy]"), BY_STOP, "does not say of a `hire` whether it is `redundancy`"),
    ],
)  # fmt: skip
def test_what_says_nothing_of_its_subject_is_refused_at_its_line(
    metric, promise, message, tmp_path
):
    with pytest.raises(PartnershipError) as error:
        measured(agreed(metric, promise), Events(), tmp_path, "2026-03")

    assert message in str(error.value)


def test_o23_with_what_is_pending_eighteen_of_twenty_five_are_72_percent(tmp_path):
    """The same offers by what became of all that were extended, and of those that were decided."""
    events = Events()
    for outcome in ["accepted"] * 18 + ["declined"] * 4 + ["pending"] * 3:
        decided = None if outcome == "pending" else "2026-02-10 10:00"
        made = {"extended_at": at("2026-02-02 09:00"), "drafted_at": at("2026-02-01 09:00")}
        events.offer(decided, outcome, **made)
    extended = REACHED.replace("subject: application", "subject: offer")
    extended = extended.replace("submitted to client", "offer extended")
    extended = extended.replace("interview ended", "offer accepted")
    promise = terms("ratio of sums", "start", "quarter", LEVELS, matures="30 calendar days")

    everything = row(agreed(extended, promise), events, tmp_path / "all", "2026-Q1")
    decided = row(
        agreed(OFFERS, terms("ratio of sums", "stop", "quarter", LEVELS)),
        events,
        tmp_path / "decided",
        "2026-Q1",
    )

    assert ((18, 25), (18, 22)) == (counted(everything), counted(decided))
