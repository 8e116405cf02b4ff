"""Derived relief: time in which the other party alone kept a subject waiting, by real documents."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.agreement import Agreement
from partnership.documents import SLA, Metric
from partnership.errors import PartnershipError
from partnership.judging.explaining import explain
from partnership.measuring.definitions import definition_digest
from partnership.measuring.measurements import measure
from partnership.measuring.tallies import Court, Tally, counted_row
from partnership.reporting.why import render
from partnership.store.duckdb import open_store
from partnership.values.periods import Span
from tests.measuring.stores import FILL, HEAD, Events, agreed, at, terms

REVIEW = """\
type: duration
subject: application
start: {event: submitted to client, which: first}
stop: {event: [client advanced, client declined], which: first}
unit: business days
population: in scope
exclusions: []
direction: lower is better
"""
TWO_DAYS = "{id: all, within: 2 business days, expected: 90%, minimum: 80%}"


def with_review(
    fill: str = FILL,
    promise: str = "",
    review: str = REVIEW,
    review_target: str = TWO_DAYS,
    *others: str,
    **more: str,
) -> Agreement:
    """An agreement whose time to fill is excused by the client's late reviews."""
    limit = "{id: all, within: 35 calendar days, expected: 90%, minimum: 80%}"
    promise = promise or terms(targets=limit, excused_by="[review]")
    return agreed(
        fill,
        promise,
        f"kind: Metric\nid: review\n{HEAD}intent: Speed.\n{review}",
        f"kind: SLA\nid: review\n{HEAD}owed_by: client\nclass: kpi\nmetric: review\ncalendar: uk\n"
        + terms(targets=review_target, open_past_due="counts as a miss", **more),
        *others,
    )


class Reviews(Events):
    """One requisition with one opening, filled after 39 calendar days, and its applications."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = self.requisition()
        self.seat = self.opening("2026-03-02 09:00", "2026-04-10 12:00", self.asked)

    def application_with(self, *events: tuple[str, str], opening: str | None = None) -> str:
        """Add an application to which something happened, in order."""
        name = self.application(self.asked)
        if opening:
            self.rows["application"][-1]["opening_id"] = opening
        for kind, when in events:
            self.happened(name, kind, when)
        return name

    def happened(self, application: str, kind: str, when: str) -> None:
        """Add an event of an application."""
        self.add("app_event", type=kind, occurred_at=at(when), application_id=application)


def record(agreement: Agreement, events: Events, folder: Path, period: str = "2026-04"):
    """Measure the excused promise in one period."""
    with open_store(events.write(folder)) as store:
        (found,) = measure(
            agreement,
            store,
            known=date(2027, 1, 1),
            periods=[Span.parse(period)],
            slas=["it"],
        )
    return found


def row(agreement: Agreement, events: Events, folder: Path, period: str = "2026-04"):
    """Measure the excused promise in one period and give its only row."""
    (only,) = record(agreement, events, folder, period).rows
    return only


LATE = (("submitted_to_client", "2026-03-09 10:00"), ("client_advanced", "2026-03-16 10:00"))
"""Due on Wednesday the 11th at the cut-off, five calendar days before the answer."""


def test_a_late_review_stops_the_clock_from_its_due_date_to_its_answer(tmp_path):
    events = Reviews()
    events.application_with(*LATE)

    found = row(with_review(), events, tmp_path)

    assert {"34": 1} == found.closed
    assert (1, 1) == (found.numerator, found.denominator)
    assert found.before_relief is not None
    assert (0, 1) == (found.before_relief.numerator, found.before_relief.denominator)


def test_a_record_says_in_whose_court_the_ball_was_and_for_how_many_days(tmp_path):
    """Excused from the 11th at 17:00 to the 16th at 10:00, of 39 days and two hours in all."""
    events = Reviews()
    events.application_with(*LATE)
    agreement = with_review()

    found = record(agreement, events, tmp_path)

    court = found.rows[0].court
    assert (1, 5, 35) == (court.subjects, court.client, court.provider)
    judged = Agreement((*agreement.documents, found))
    text = render(explain(judged, date(2026, 12, 1), "it", "2026-04", None), colour=False)
    assert (
        "of 1 so excused the client alone kept the ball 5 days, "
        "and it was with the provider, or with nobody late, 35 days"
    ) in text


def test_the_court_of_fewer_than_five_people_is_not_published():
    """What a few people waited for would tell of them; of openings it is process."""
    tally = Tally(on_time=9, court=Court(4, 86_401, 10 * 86_400))
    agreement = with_review()
    promise = next(one for one in agreement.of(SLA) if one.id == "it")
    review = next(one for one in agreement.of(Metric) if one.id == "review")

    people, seats = (counted_row(tally, promise, one) for one in (review, seats_of(agreement)))
    tally.court.subjects = 5
    five = counted_row(tally, promise, review)

    assert "court" not in people
    assert {"subjects": 4, "client": 2, "provider": 9} == seats["court"]
    assert {"subjects": 5, "client": 2, "provider": 9} == five["court"]


def seats_of(agreement):
    """The metric of openings."""
    (found,) = (one for one in agreement.of(Metric) if one.subject == "opening")
    return found


def test_a_review_in_time_excuses_nothing(tmp_path):
    events = Reviews()
    events.application_with(LATE[0], ("client_advanced", "2026-03-11 16:59"))

    found = row(with_review(), events, tmp_path)

    assert {"39": 1} == found.closed
    assert found.before_relief is None
    assert found.court is None


def test_nothing_is_excused_while_the_owing_party_has_an_application(tmp_path):
    events = Reviews()
    events.application_with(*LATE)
    events.application_with(("applied", "2026-03-05 10:00"))

    assert {"39": 1} == row(with_review(), events, tmp_path).closed


def test_time_is_excused_from_when_the_owing_partys_last_application_ends(tmp_path):
    events = Reviews()
    events.application_with(*LATE)
    events.application_with(
        ("applied", "2026-03-05 10:00"), ("rejected_by_org", "2026-03-13 12:00")
    )

    assert {"36": 1} == row(with_review(), events, tmp_path).closed


def test_an_application_in_time_with_the_other_party_keeps_nobody_else_late(tmp_path):
    events = Reviews()
    events.application_with(*LATE)
    events.application_with(
        ("submitted_to_client", "2026-03-12 10:00"), ("client_declined", "2026-03-16 09:00")
    )

    assert {"34": 1} == row(with_review(), events, tmp_path).closed


def test_two_late_reviews_at_once_stop_the_clock_once(tmp_path):
    events = Reviews()
    events.application_with(*LATE)
    events.application_with(*LATE)

    assert {"34": 1} == row(with_review(), events, tmp_path).closed


def test_the_excusing_clock_is_net_of_its_own_pauses(tmp_path):
    events = Reviews()
    events.application_with(*LATE)
    events.req("hold_started", "2026-03-10 00:00", events.asked)
    events.req("hold_ended", "2026-03-12 00:00", events.asked)

    found = row(with_review(pauses="[hold]"), events, tmp_path)

    assert {"36": 1} == found.closed, "due on the 13th instead of the 11th"


def test_a_pause_of_the_excusing_clock_is_nobodys_delay(tmp_path):
    events = Reviews()
    events.application_with(*LATE)
    events.req("hold_started", "2026-03-13 00:00", events.asked)
    events.req("hold_ended", "2026-03-15 00:00", events.asked)

    found = row(with_review(pauses="[hold]"), events, tmp_path)

    assert {"36": 1} == found.closed, "two of the five days were a hold"


RELIEF = """\
kind: Relief
id: audit-days
type: provider dependency
raised_by: client
notified_on: 2026-03-10
interval: {from: 2026-03-10, until: 2026-03-12}
covers: {subject: application}
affects: [review]
cause: The provider's portal was down.
evidence: {kind: ticket, ref: T-1}
answer: {by: provider, decision: accepted, on: 2026-03-13}
"""


def test_the_excusing_clock_is_net_of_its_accepted_relief_and_the_record_names_it(tmp_path):
    events = Reviews()
    events.application_with(*LATE)
    agreement = with_review(FILL, "", REVIEW, TWO_DAYS, RELIEF, relief="extend the clock")

    found = record(agreement, events, tmp_path)

    assert {"36": 1} == found.rows[0].closed
    assert ["audit-days"] == list(found.digests.reliefs)


def test_an_application_without_an_opening_belongs_to_every_opening(tmp_path):
    events = Reviews()
    other = events.opening("2026-03-03 09:00", "2026-04-10 12:00", events.asked)
    events.application_with(*LATE)

    assert {"33": 1, "34": 1} == row(with_review(), events, tmp_path).closed
    assert other


def test_an_application_of_another_opening_excuses_nothing_here(tmp_path):
    events = Reviews()
    other = events.opening("2026-03-03 09:00", None, events.asked)
    events.application_with(*LATE, opening=other)

    assert {"39": 1} == row(with_review(), events, tmp_path).closed


def test_a_clock_still_open_is_excused_as_far_as_it_is_seen(tmp_path):
    events = Events()
    asked = events.requisition()
    events.opening("2026-03-02 09:00", None, asked)
    name = events.application(asked)
    events.add(
        "app_event",
        type="submitted_to_client",
        occurred_at="2026-03-09T10:00:00Z",
        application_id=name,
    )

    found = row(with_review(), events, tmp_path)

    assert 1 == found.not_yet_due, "the clock has stood still since the 11th of March"
    assert 0 == found.denominator


def test_a_promise_without_applications_excuses_nothing_and_says_so(tmp_path):
    approval = REVIEW.replace("subject: application", "subject: requisition").replace(
        "[client advanced, client declined]", "intake completed"
    )
    approval = approval.replace("submitted to client", "requisition approved")

    with pytest.raises(PartnershipError) as caught:
        row(with_review(review=approval), Reviews(), tmp_path)

    assert "`review` counts each `requisition`; only promises about" in str(caught.value)
    assert "say which application waits" in str(caught.value)


def test_a_change_of_the_excusing_promise_is_a_change_of_the_definition():
    now, later = (
        with_review(),
        with_review(review_target=TWO_DAYS.replace("2 business", "3 business")),
    )
    march = Span.parse("2026-03")

    slas = [agreement.get(SLA, "it") for agreement in (now, later)]

    assert slas[0]
    assert slas[1]
    assert definition_digest(now, slas[0], march) != definition_digest(later, slas[1], march)


HOUR = timedelta(hours=1)
OPENED = datetime(2026, 3, 2, tzinfo=UTC)
MOMENTS = st.lists(st.integers(1, 90), min_size=1, max_size=4, unique=True).map(sorted)
KINDS = ("submitted_to_client", "client_advanced", "client_declined", "rejected_by_org", "screened")
APPLICATIONS = st.lists(
    MOMENTS.flatmap(
        lambda hours: st.tuples(
            st.just(hours),
            st.lists(st.sampled_from(KINDS), min_size=len(hours), max_size=len(hours)),
        )
    ),
    min_size=1,
    max_size=3,
)


@given(APPLICATIONS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_sweep_agrees_with_a_look_at_every_second(tmp_path_factory, applications):
    """The statement's answer is what somebody finds who looks at every application each hour."""
    events = Events()
    asked = events.requisition()
    seat = events.opening("2026-03-02 00:00", None, asked)
    stopped = OPENED + 100 * HOUR
    events.offer("2026-03-06 04:00", "accepted", opening=seat, requisition=asked)
    for hours, kinds in applications:
        name = events.application(asked)
        for hour, kind in zip(hours, kinds, strict=True):
            moment = (OPENED + hour * HOUR).strftime("%Y-%m-%dT%H:%M:%SZ")
            events.add("app_event", type=kind, occurred_at=moment, application_id=name)
    limit = "{id: all, within: 5 elapsed hours, expected: 90%, minimum: 80%}"
    fill = FILL.replace("calendar days", "elapsed hours")
    agreement = with_review(
        fill,
        terms("mean", "stop", excused_by="[review]", targets=limit, open_past_due="ignored"),
        REVIEW.replace("business days", "elapsed hours"),
        limit,
    )

    found = row(agreement, events, tmp_path_factory.mktemp("store"), "2026-03")

    assert stopped == OPENED + 100 * HOUR
    assert {str(100 - _excused_hours(applications)): 1} == found.closed


def _excused_hours(applications):
    """Look at each hour whether somebody is overdue and nobody has it in hand."""
    excused = 0
    for hour in range(100):
        late = owing = False
        for hours, kinds in applications:
            happened = list(zip(hours, kinds, strict=True))
            ends = [at for at, kind in happened if kind in {"client_declined", "rejected_by_org"}]
            if not min(hours) <= hour < min(ends, default=1000):
                continue
            asked = min(
                (at for at, kind in happened if kind == "submitted_to_client"), default=None
            )
            answers = [
                at for at, kind in happened if kind.startswith("client") and asked is not None
            ]
            answered = min((at for at in answers if at >= asked), default=1000) if answers else 1000
            if asked is None or not asked <= hour < answered:
                owing = True
            elif hour >= asked + 5:
                late = True
        excused += late and not owing
    return excused


def test_why_names_the_late_promise_and_that_answers_are_declared_not_verified(tmp_path):
    events = Reviews()
    events.application_with(*LATE)
    agreement = with_review(FILL, "", REVIEW, TWO_DAYS, RELIEF, relief="extend the clock")
    found = Agreement((*agreement.documents, record(agreement, events, tmp_path)))

    text = render(explain(found, date(2026, 12, 1), "it", "2026-04", None), colour=False)

    assert "changed no count (audit-days, answer declared, not verified" in text
    assert "time in which only `review` was late" in text


def test_counts_before_relief_of_fewer_than_five_people_are_not_published(tmp_path):
    """Relief brings people into a period of which too few were in it before."""
    events = Events()
    for number in range(6):
        asked = events.requisition(job_family="sales" if number < 4 else "finance")
        name = events.application(asked)
        events.add(
            "app_event",
            type="submitted_to_client",
            occurred_at=at("2026-03-26 10:00" if number < 4 else "2026-04-07 10:00"),
            application_id=name,
        )
        events.add(
            "app_event",
            type="client_advanced",
            occurred_at=at("2026-04-10 10:00"),
            application_id=name,
        )
    relief = RELIEF.replace("2026-03-10, until: 2026-03-12", "2026-03-26, until: 2026-04-07")
    relief = relief.replace("[review]", "[it]").replace(
        "{subject: application}", "{subject: application, when: {job_family: sales}}"
    )
    promise = terms(targets=TWO_DAYS, open_past_due="counts as a miss", relief="extend the clock")

    found = row(agreed(REVIEW, promise, relief), events, tmp_path)

    assert 6 == found.denominator
    assert found.before_relief is None
