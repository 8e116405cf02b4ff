"""Sums of quantities, by real documents from a real store: costs, rates, counts, forecasts."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.errors import PartnershipError, StoreError
from partnership.judging.counts import exact_value, read_counts
from partnership.values.statistic_names import Statistic
from tests.measuring.stores import HEAD, Events, agreed, at, measured, row, terms

PARTNERSHIP = f"""\
kind: Partnership
id: ours
{HEAD}format: 1
parties: {{client: {{name: Client}}, provider: {{name: Provider}}}}
time_zone: Europe/London
currency: GBP
term: {{from: 2025-01-01}}
authorised_signatories: {{client: [a], provider: [b]}}
measured_within: 5 business days
"""
ALL = "{id: all, expected: 1, minimum: 1}"
SHARE = "{id: all, expected: 90%, minimum: 80%}"
BY_COUNTRY = (
    "{id: britain, when: {country: GB}, expected: 1, minimum: 1}\n"
    "  - {id: others, otherwise: true, expected: 1, minimum: 1}"
)


def made(amount, per="", **fields):
    """A metric of sums; its other fields by name."""
    plain = {
        "type": "ratio",
        "subject": "opening",
        "unit": "x to 1",
        "direction": "lower is better",
        "population": "in scope",
        "exclusions": "[]",
        "amount": f"[{amount}]",
        **({"per": f"[{per}]"} if per else {}),
        **fields,
    }
    return "".join(f"{name}: {value}\n" for name, value in plain.items())


def promise(statistic="ratio of sums", window="quarter", targets=ALL, **more):
    return terms(statistic, "stop", window, targets, **more)


def cost(events, amount, kind="external", period="2026-Q1", **more):
    known = {"category": "agency", "currency": "GBP", "comparable": "true"}
    events.add("cost_entry", period=period, kind=kind, amount=amount, **{**known, **more})


def hired(events, number, when="2026-02-10 12:00", **more):
    """People who accepted; gives the ids of their hires."""
    asked = events.requisition(**more)
    opening = events.opening("2026-01-05 09:00", requisition=asked)
    return [
        events.add(
            "hire",
            hire_id=f"h{events.number}",
            application_id=events.application(asked),
            opening_id=opening,
            accepted_at=at(when),
            planned_start="2026-03-02",
        )
        for _ in range(number)
    ]


def result(found, statistic="ratio of sums"):
    named = Statistic.parse(statistic)
    return exact_value(read_counts(found, named), named)


COST_PER_HIRE = made(
    "internal cost, external cost", "hires", type="cost", subject="hire", unit="currency"
)
HIRE_COST_RATIO = made(
    "internal cost, external cost", "first-year pay", subject="hire", unit="percent"
)
INTERVIEWS_PER_OFFER = made("candidates interviewed", "offers extended", subject="offer")
LOAD = made("openings open on average", "recruiter capacity")
FORECAST = made("openings opened", "forecast openings", unit="percent")
OPENED = made("openings opened", type="count", unit="count")


def test_o13_cost_per_hire_and_the_hire_cost_ratio(tmp_path):
    events = Events()
    hired(events, 140)
    cost(events, 420_000, first_year_comp=9_800_000)
    cost(events, 280_000, "internal", category="recruiters")

    found = row(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path / "a", "2026-Q1")
    share = row(
        agreed(HIRE_COST_RATIO, promise(targets=SHARE), PARTNERSHIP),
        events,
        tmp_path / "b",
        "2026-Q1",
    )

    assert ("700000", "140", 140) == (found.amount, found.per, found.n)
    assert Fraction(5000) == result(found)
    assert ("700000", "9800000", 140) == (share.amount, share.per, share.n)
    assert Fraction(1, 14) == result(share)


def test_comparable_costs_and_agency_costs_are_parts_of_all_costs(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600)
    cost(events, "300.5", category="advertising")
    cost(events, 100, category="immigration", comparable="false")
    cost(events, 1000, "internal", category="recruiters")
    comparable = made("comparable cost", "hires", type="cost", subject="hire", unit="currency")
    agency = made("agency cost", "external cost", unit="percent")

    found = [
        row(agreed(metric, promise(targets=level), PARTNERSHIP), events, tmp_path / name, "2026-Q1")
        for name, metric, level in (("a", comparable, ALL), ("b", agency, SHARE))
    ]

    assert ["3801/2", "600"] == [one.amount for one in found]
    assert ["5", "2001/2"] == [one.per for one in found]


def test_another_currency_is_refused_with_table_column_and_count(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600)
    cost(events, 500, currency="EUR")
    with pytest.raises(StoreError) as error:
        row(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "`cost_entry`: column `currency` holds `EUR` in 1 of the 2 entries" in str(error.value)
    assert "only `GBP`" in str(error.value)


def test_a_currency_that_is_not_counted_is_let_be(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600)
    cost(events, 500, period="2025-Q4", currency="EUR")

    found = row(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "600" == found.amount


def test_money_without_a_partnership_that_names_its_currency_is_refused(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600)

    with pytest.raises(PartnershipError, match="no `Partnership` says in which currency"):
        row(agreed(COST_PER_HIRE, promise()), events, tmp_path, "2026-Q1")


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        ({}, {"country": "GB"}, "by country and in all"),
        ({"period": "2026-02"}, {}, "2026-02 and 2026-Q1"),
    ],
)
def test_costs_at_two_levels_of_detail_are_refused(first, second, message, tmp_path):
    """A total and its part would count some twice."""
    events = Events()
    hired(events, 5)
    cost(events, 600, **first)
    cost(events, 500, **second)

    with pytest.raises(StoreError) as error:
        row(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "`cost_entry` external agency" in str(error.value)
    assert message in str(error.value)
    assert "would count some twice" in str(error.value)


def test_each_category_has_a_level_of_its_own(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600, category="advertising")
    cost(events, 100, country="GB")
    cost(events, 50, country="DE")

    found = row(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert ("750", "5") == (found.amount, found.per)


def test_a_segment_pay_that_stands_twice_is_refused(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 600, first_year_comp=100)
    cost(events, 500, "internal", first_year_comp=100)

    with pytest.raises(
        StoreError, match="`first_year_comp` stands on several entries of 1 segment,"
    ):
        row(
            agreed(HIRE_COST_RATIO, promise(targets=SHARE), PARTNERSHIP),
            events,
            tmp_path,
            "2026-Q1",
        )


def test_pay_and_costs_of_fewer_than_five_hires_are_withheld(tmp_path):
    events = Events()
    hired(events, 4)
    cost(events, 600, first_year_comp=200_000)

    for metric, level in ((COST_PER_HIRE, ALL), (HIRE_COST_RATIO, SHARE)):
        agreement = agreed(
            metric.replace("subject: hire", "subject: opening"), promise(targets=level), PARTNERSHIP
        )
        found = row(agreement, events, tmp_path / level[-5:-1], "2026-Q1")

        assert found.withheld
        assert (None, None, None) == (found.amount, found.per, found.n)


def test_costs_that_name_no_country_belong_to_no_row_by_country(tmp_path):
    """A dimension that is null means all, so it cannot be told apart."""
    events = Events()
    hired(events, 6)
    hired(events, 7, country="DE")
    cost(events, 600, country="GB")
    cost(events, 900, country="DE")
    cost(events, 5, "internal", category="tools")

    found = measured(
        agreed(COST_PER_HIRE, promise(targets=BY_COUNTRY), PARTNERSHIP), events, tmp_path, "2026-Q1"
    )["2026-Q1"]

    assert [("600", "6"), ("900", "7")] == [(one.amount, one.per) for one in found.rows]
    assert 1 == found.gate.unassigned


def test_a_segment_of_the_metric_takes_only_what_carries_it(tmp_path):
    events = Events()
    hired(events, 6)
    hired(events, 7, country="DE")
    cost(events, 600, country="GB")
    cost(events, 900, country="DE")

    found = row(
        agreed(COST_PER_HIRE + "where: {country: GB}\n", promise(), PARTNERSHIP),
        events,
        tmp_path,
        "2026-Q1",
    )

    assert ("600", "6") == (found.amount, found.per)


def test_a_dimension_that_entries_never_carry_is_refused(tmp_path):
    events = Events()
    hired(events, 6)
    cost(events, 600)
    target = "{id: mine, when: {hm_group: g1}, expected: 1, minimum: 1}"

    with pytest.raises(PartnershipError, match="cost entries do not carry `hm_group`"):
        row(
            agreed(COST_PER_HIRE, promise(targets=target), PARTNERSHIP), events, tmp_path, "2026-Q1"
        )


def test_months_without_any_cost_are_missing_and_not_free(tmp_path):
    events = Events()
    hired(events, 6)
    cost(events, 600, period="2026-01")
    cost(events, 600, "internal", period="2026-02", category="tools")

    found = measured(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert "66.66%" == str(found["2026-Q1"].gate.completeness)


def test_nothing_known_of_costs_is_nothing_and_never_0(tmp_path):
    events = Events()
    hired(events, 6)

    found = measured(agreed(COST_PER_HIRE, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    (only,) = found["2026-Q1"].rows
    assert (None, "6", 6) == (only.amount, only.per, only.n)
    assert result(only) is None
    assert "0%" == str(found["2026-Q1"].gate.completeness)


def test_costs_without_a_hire_have_no_cost_per_hire(tmp_path):
    events = Events()
    cost(events, 600)
    openings = COST_PER_HIRE.replace("[hires]", "[openings filled]").replace("hire\n", "opening\n")

    found = row(agreed(openings, promise(), PARTNERSHIP), events, tmp_path, "2026-Q1")

    assert ("600", "0") == (found.amount, found.per)
    assert result(found) is None


def interviewed(events, application, *ends, status="completed"):
    for number, end in enumerate(ends):
        events.add(
            "interview",
            interview_id=f"i{application}{number}{status}",
            application_id=application,
            round=number,
            kind="panel",
            start_at=at(end),
            end_at=at(end),
            status=status,
            reschedules=0,
        )


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


def capacity(events, fte, period, **more):
    events.add("capacity", period=period, recruiter_fte=fte, **{"party": "provider", **more})


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


def forecast(events, openings, issued, period, **more):
    events.add("forecast", issued_on=issued, period=period, openings=openings, **more)


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


def attested(
    events, covered, required, day="2026-03-31", topic="privacy training", party="provider"
):
    events.add(
        "attestation", date=day, topic=topic, party=party, covered=covered, required=required
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


AMENDED = "amendments:\n  - {from: %s, targets: [{id: all, expected: 2, minimum: 2}]}\n"


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


def test_terms_that_change_inside_a_month_cannot_divide_its_costs(tmp_path):
    events = Events()
    hired(events, 5)
    cost(events, 500)

    with pytest.raises(PartnershipError, match="write `on_change: terms of the last day`"):
        row(
            agreed(COST_PER_HIRE, promise() + AMENDED % "2026-03-15", PARTNERSHIP),
            events,
            tmp_path,
            "2026-Q1",
        )


def test_terms_that_begin_inside_a_month_are_counted_from_the_next_period(tmp_path):
    """Hires of half a month over the costs of none would be a number of nothing."""
    events = Events()
    hired(events, 5, "2026-03-20 12:00")
    hired(events, 6, "2026-05-20 12:00")
    cost(events, 500)
    cost(events, 900, period="2026-Q2")
    agreement = agreed(COST_PER_HIRE, promise(), PARTNERSHIP)
    texts = [one for one in agreement.documents if one.kind != "SLA"]
    (sla,) = agreement.of(SLA)
    begun = sla.effective.model_copy(update={"from_": date(2026, 3, 15)})
    agreement = Agreement((*texts, sla.model_copy(update={"effective": begun})))

    with pytest.raises(PartnershipError, match="begin or end inside a month of 2026-Q1"):
        row(agreement, events, tmp_path / "a", "2026-Q1")
    found = row(agreement, events, tmp_path / "b", "2026-Q2")

    assert ("900", "6") == (found.amount, found.per)


def test_terms_that_change_with_a_month_divide_costs_by_month(tmp_path):
    events = Events()
    hired(events, 5, "2026-02-10 12:00")
    hired(events, 6, "2026-03-10 12:00")
    for month, amount in (("2026-01", 100), ("2026-02", 200), ("2026-03", 400)):
        cost(events, amount, period=month)

    found = measured(
        agreed(COST_PER_HIRE, promise() + AMENDED % "2026-03-01", PARTNERSHIP),
        events,
        tmp_path,
        "2026-Q1",
    )["2026-Q1"]

    assert [("300", "5"), ("400", "6")] == [(one.amount, one.per) for one in found.rows]


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


def test_a_period_that_still_runs_is_counted_up_to_the_day_before(tmp_path):
    """On 16 February: 46 days, January's costs, and no month missing that is not over."""
    events = Events()
    events.opening("2025-03-02 09:00")
    events.opening("2026-02-15 09:00")
    events.opening("2026-02-16 09:00")
    hired(events, 7, "2026-02-15 12:00")
    hired(events, 9, "2026-02-16 12:00")
    cost(events, 700, period="2026-01")
    capacity(events, 2, "2026-01")

    load = measured(agreed(LOAD, promise()), events, tmp_path / "a", "2026-Q1", known="2026-02-16")[
        "2026-Q1"
    ]
    costs = measured(
        agreed(COST_PER_HIRE, promise(), PARTNERSHIP),
        events,
        tmp_path / "b",
        "2026-Q1",
        known="2026-02-16",
    )["2026-Q1"]

    # `hired` opens a seat of its own on 5 January, twice: 42 evenings each.
    assert (str(Fraction(46 + 1 + 42 + 42, 46)), "2") == (load.rows[0].amount, load.rows[0].per)
    assert ("700", "7") == (costs.rows[0].amount, costs.rows[0].per)
    assert ["100%", "100%"] == [str(one.gate.completeness) for one in (load, costs)]
