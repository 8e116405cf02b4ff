"""What comes to the store added up: forecasts, answers, attestations, and the fields that are filled."""

from __future__ import annotations

from fractions import Fraction

import pytest

from partnership.errors import StoreError
from tests.measuring.amounts import FORECAST, SHARE, attested, forecast, made, promise, result
from tests.measuring.stores import Events, agreed, at, measured, row


@pytest.mark.parametrize(
    ("opened", "value"),
    [
        (10, Fraction(1)),
        (8, Fraction(4, 5)),
        (12, Fraction(4, 5)),
        (25, Fraction(0)),
        (0, Fraction(0)),
    ],
)
def test_accuracy_is_the_same_above_and_below_and_never_negative(opened, value, tmp_path):
    events = Events()
    for _ in range(opened):
        events.opening("2026-04-10 09:00")
    forecast(events, 10, "2026-03-31", "2026-04")

    found = row(agreed(FORECAST, promise("accuracy", "month", SHARE)), events, tmp_path, "2026-04")

    assert (str(opened), "10", 10) == (found.amount, found.per, found.n)
    assert value == result(found, "accuracy")


def test_the_last_forecast_before_the_period_counts_and_a_late_one_does_not(tmp_path):
    events = Events()
    for _ in range(4):
        events.opening("2026-04-10 09:00")
    forecast(events, 9, "2026-01-10", "2026-04")
    forecast(events, 5, "2026-03-31", "2026-04")
    forecast(events, 4, "2026-04-01", "2026-04")

    found = row(agreed(FORECAST, promise("accuracy", "month", SHARE)), events, tmp_path, "2026-04")

    assert ("4", "5") == (found.amount, found.per)
    assert {"issued late": 1} == found.excluded


@pytest.mark.parametrize(
    ("window", "period", "opened", "value"),
    [
        ("month", "2026-04", ("10", "5"), Fraction(0)),
        ("month", "2026-05", ("0", "5"), Fraction(0)),
        ("month", "2026-06", ("5", "5"), Fraction(1)),
        ("quarter", "2026-Q2", ("15", "15"), Fraction(1)),
    ],
)
def test_forecasts_of_months_are_held_against_the_sum_of_the_window(
    window, period, opened, value, tmp_path
):
    """Ten, none and five of five each: by month two are missed, by quarter the sums are alike.

    Each was issued before the month it is for; that of May and that of June inside the quarter.
    """
    events = Events()
    for month, issued, number in (("04", "03-16", 10), ("05", "04-16", 0), ("06", "05-16", 5)):
        forecast(events, 5, f"2026-{issued}", f"2026-{month}")
        for _ in range(number):
            events.opening(f"2026-{month}-10 09:00")

    found = row(agreed(FORECAST, promise("accuracy", window, SHARE)), events, tmp_path, period)

    assert (opened, {}) == ((found.amount, found.per), found.excluded)
    assert value == result(found, "accuracy")


def test_a_forecast_only_issued_late_is_none(tmp_path):
    events = Events()
    events.opening("2026-04-10 09:00")
    forecast(events, 1, "2026-04-01", "2026-04")

    found = measured(
        agreed(FORECAST, promise("accuracy", "month", SHARE)), events, tmp_path, "2026-04"
    )

    only = found["2026-04"].rows[0]
    assert ("1", None) == (only.amount, only.per)
    assert result(only, "accuracy") is None
    assert "0%" == str(found["2026-04"].gate.completeness)


def test_a_forecast_of_0_gives_no_accuracy(tmp_path):
    events = Events()
    events.opening("2026-04-10 09:00")
    forecast(events, 0, "2026-03-01", "2026-04")

    found = row(agreed(FORECAST, promise("accuracy", "month", SHARE)), events, tmp_path, "2026-04")

    assert ("1", "0") == (found.amount, found.per)
    assert result(found, "accuracy") is None


RESPONSES = made(
    "survey responses",
    "survey invitations",
    subject="survey response",
    unit="percent",
    population="all",
    answers="{survey: pulse, audience: candidate, item: overall, scale: 0 to 10}",
)


def test_the_response_rate_counts_people_once_whatever_they_answered(tmp_path):
    events = Events()
    events.answers({10: 3, 7: 9}, country="GB", invited=30)
    events.answers({2: 1}, country="DE", invited=20)

    found = row(agreed(RESPONSES, promise(targets=SHARE)), events, tmp_path, "2026-Q1")

    assert ("13", "50", 50) == (found.amount, found.per, found.n)


def test_more_answers_than_invitations_are_refused(tmp_path):
    events = Events()
    events.answers({10: 9}, invited=8)

    with pytest.raises(
        StoreError, match="survey `pulse`: 9 answers were given by 8 who were asked"
    ):
        row(agreed(RESPONSES, promise(targets=SHARE)), events, tmp_path, "2026-Q1")


TRAINED = made(
    "attested", "attestations required", unit="percent", population="all", topic="privacy training"
)


def test_attestations_of_a_topic_are_those_of_who_owes_it_in_the_period(tmp_path):
    events = Events()
    attested(events, 24, 25, "2026-01-31")
    attested(events, 20, 25, "2026-03-31")
    attested(events, 1, 99, "2026-04-01")
    attested(events, 2, 99, topic="follow the job")
    attested(events, 3, 99, party="client")

    found = row(agreed(TRAINED, promise(targets=SHARE)), events, tmp_path, "2026-Q1")

    assert ("44", "50", 50) == (found.amount, found.per, found.n)


def test_more_attested_than_required_is_refused(tmp_path):
    events = Events()
    attested(events, 26, 25)

    with pytest.raises(
        StoreError, match=r"column `covered` is above `required`.* in 1 of the 1 rows"
    ):
        row(agreed(TRAINED, promise(targets=SHARE)), events, tmp_path, "2026-Q1")


def test_no_attestation_is_nothing_and_not_0(tmp_path):
    found = measured(agreed(TRAINED, promise(targets=SHARE)), Events(), tmp_path, "2026-Q1")

    only = found["2026-Q1"].rows[0]
    assert (None, None, 0) == (only.amount, only.per, only.n)
    assert result(only) is None
    assert "0%" == str(found["2026-Q1"].gate.completeness)


FILLED = made("required fields filled", "required fields", unit="percent")


def test_required_fields_are_those_that_something_else_asks_for(tmp_path):
    """An open opening asks for nothing; one closed as filled for its day, reason and application."""
    events = Events()
    asked = events.requisition()
    candidate = events.application(asked)
    events.opening("2026-03-02 09:00", requisition=asked)
    for more in (
        {
            "closed_at": at("2026-03-20 09:00"),
            "close_reason": "filled",
            "filled_application_id": candidate,
        },
        {"closed_at": at("2026-03-20 09:00"), "close_reason": "filled"},
        {"closed_at": at("2026-03-20 09:00")},
        {"close_reason": "frozen", "recorded_at": at("2026-03-21 09:00")},
    ):
        events.opening("2026-03-02 09:00", requisition=asked, **more)

    found = row(agreed(FILLED, promise(window="month", targets=SHARE)), events, tmp_path, "2026-03")

    assert ("5", "8", 8) == (found.amount, found.per, found.n)


def test_required_fields_of_event_rows_are_those_of_both_tables(tmp_path):
    events = Events()
    asked = events.requisition()
    events.req("hold_started", "2026-03-02 09:00", asked)
    events.req("posted", "2026-03-02 09:00", asked)
    candidate = events.application(asked)
    for kind, more in (
        ("stage_entered", {"stage": "screen"}),
        ("client_declined", {"reason_code": "skills"}),
        ("withdrew", {}),
        ("applied", {}),
    ):
        events.add(
            "app_event",
            type=kind,
            occurred_at=at("2026-03-10 09:00"),
            application_id=candidate,
            **more,
        )

    found = row(
        agreed(FILLED.replace("opening", "event"), promise(window="month", targets=SHARE)),
        events,
        tmp_path,
        "2026-03",
    )

    assert ("2", "4", 4) == (found.amount, found.per, found.n)
