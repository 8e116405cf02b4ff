"""Volumes beside a forecast: exactly inside or outside, and what follows by rule."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from partnership.agreement import Agreement
from partnership.checks import find_all
from partnership.clock import day_bounds
from partnership.documents import SLA, HiringPlan, Measurement
from partnership.duties.matters import find_open
from partnership.duties.points import find_awaited
from partnership.duties.volumes import find_forecasts
from partnership.handbook.book import Book
from partnership.handbook.pages import document_page
from partnership.judging.explaining import explain
from partnership.measuring.by_plan import reliefs_by_plan
from partnership.measuring.measurements import measure
from partnership.measuring.recorded import find_changes
from partnership.measuring.reliefs import accepted_reliefs
from partnership.measuring.volumes import find_volumes, number
from partnership.store.duckdb import open_store
from partnership.values.periods import Span
from tests.checks.agreements import agreement_of, edited, passing, told
from tests.measuring.stores import FILL, HEAD, Events, agreed, terms

PLAN = "partnership/hiring.yaml"
RELIEF = "records/relief/surge-2026-03.yaml"
TEXTS = passing("relief-inside-band")
"""23 openings counted in March, 18 expected, a band of 20% above: relief by rule."""
DAY = date(2026, 4, 20)
AT = day_bounds("Europe/London", DAY, DAY)[1] - 1


def expecting(openings: str, texts: dict[str, str] = TEXTS) -> dict[str, str]:
    return edited(texts, PLAN, "openings: 18", f"openings: {openings}")


def outside(texts: dict[str, str]) -> list[str]:
    agreement = agreement_of(texts)
    [plan] = agreement.of(HiringPlan)
    return [band.id for volume in find_volumes(agreement, plan) for band in volume.outside]


def accepted(texts: dict[str, str], known: date = DAY) -> list[tuple[str, str, str]]:
    agreement = agreement_of(texts)
    sla = agreement.get(SLA, "first-slate")
    assert sla is not None
    return [
        (one.relief.id, str(one.first), str(one.until))
        for one in accepted_reliefs(agreement, sla, known)
    ]


@pytest.mark.parametrize(
    ("expected", "found"),
    [("19", ["surge"]), ("20", []), ("24", []), ("0", ["surge"])],
    ids=["19 and 20% are 22.8", "20 and 20% are 24", "fewer than expected", "none expected"],
)
def test_a_count_is_outside_where_it_is_more_than_the_band_exactly(expected, found):
    assert found == outside(expecting(expected))


def test_the_edge_itself_is_inside():
    """23 of 18.4 would be the edge of 25%: 23 of 20 with 15% is 23, and 23 is not more than 23."""
    texts = edited(expecting("20"), PLAN, "over: 20%", "over: 15%")

    assert [] == outside(texts)
    assert ["surge"] == outside(edited(texts, PLAN, "over: 15%", "over: 14.9%"))


def test_a_freeze_is_outside_where_it_is_fewer_than_the_band():
    texts = edited(expecting("40"), PLAN, "over: 20%", "under: 40%")

    assert ["surge"] == outside(texts)
    assert [] == outside(edited(texts, PLAN, "under: 40%", "under: 42.5%"))


def test_no_band_holds_for_an_indicative_forecast():
    texts = edited(TEXTS, PLAN, "confidence: firm", "confidence: indicative")

    assert [] == outside(texts)
    agreement = agreement_of(texts)
    [plan] = agreement.of(HiringPlan)
    assert [(None, None)] == [one.bounds for one in find_volumes(agreement, plan)]


def test_relief_by_the_band_holds_without_an_answer_once_the_volume_is_known():
    assert [("surge-2026-03", "2026-03-16", "2026-04-01")] == accepted(TEXTS)
    assert [] == accepted(TEXTS, date(2026, 4, 6))


def test_relief_inside_the_band_waits_for_an_answer_like_any_other():
    inside = expecting("24")

    assert [] == accepted(inside)
    assert 1 == len(list(find_awaited(agreement_of(inside), DAY)))
    assert [] == list(find_awaited(agreement_of(TEXTS), DAY))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("from: 2026-03-16, until: 2026-04-01", "from: 2026-02-16, until: 2026-04-01"),
        ("from: 2026-03-16, until: 2026-04-01", "from: 2026-03-16"),
        ("type: volume outside band", "type: hold"),
    ],
    ids=["days before the period", "no end", "another reason"],
)
def test_only_days_of_that_period_are_relieved_by_rule(old, new):
    assert [] == accepted(edited(TEXTS, RELIEF, old, new))


def test_a_promise_that_the_band_does_not_name_is_not_relieved_by_rule():
    texts = edited(TEXTS, PLAN, "affects: [first-slate]", "affects: [other]")

    assert [] == accepted(texts)


def test_what_follows_is_named_with_the_arithmetic_until_it_is_recorded():
    without = {path: text for path, text in TEXTS.items() if path != RELIEF}

    [(check, message)] = told(find_all(agreement_of(without), DAY))

    assert "volume-outside-band" == check
    assert message == (
        "23 openings of 18 expected in 2026-03 (127.78%), more than 21.6 (18 + 20%, `surge`): "
        "relief of `first-slate` follows, which falls on the client"
    )
    assert () == find_all(agreement_of(TEXTS), DAY)


FORECAST = """\
kind: HiringPlan
id: openings
title: Openings
owners: {client: a, provider: b}
effective: {from: 2026-01-01}
counted_by: opened
issued_on: 2026-01-05
issued_by: a
renew_every: 1 year
forecast:
  - {period: 2026-04, openings: 1, confidence: firm}
bands:
  - {id: surge, over: 20%, then: relief, days: whole period, falls_on: client, affects: [it], text: Desks are added.}
"""
RELIEVED = terms(relief="extend the clock", open_past_due="counts as a miss")
OPENED = (
    f"kind: SLA\nid: opened\n{HEAD}owed_by: client\nclass: kpi\nmetric: it\ncalendar: uk\n"
    + terms(open_past_due="counts as a miss")
)


def two_openings() -> Events:
    """Two openings that are due on 1 April; the second is filled on the 24th, after 53 days."""
    events = Events()
    events.opening("2026-03-02 09:00", "2026-03-30 16:00")
    events.opening("2026-03-02 09:00", "2026-04-24 16:00")
    return events


def by_rule(forecast: str, tmp_path: Path, promise: str = RELIEVED) -> Agreement:
    """What two promises count of those openings in April, each once, in one go."""
    plain = agreed(FILL, promise, OPENED, forecast)
    with open_store(two_openings().write(tmp_path)) as store:
        made = measure(plain, store, known=date(2026, 6, 4), periods=[Span.parse("2026-04")])
    return Agreement((*plain.documents, *made))


def counts(found: Agreement) -> tuple[int | None, int | None, list[str]]:
    """What the relieved promise counts, and under which relief."""
    [one] = [each for each in found.of(Measurement) if each.sla == "it"]
    [row] = one.rows
    return row.numerator, row.denominator, list(one.digests.reliefs)


def test_a_whole_period_is_relieved_by_rule_and_nobody_writes_it(tmp_path):
    """2 openings of 1 expected are more than 1.2: no day of April counts, and 53 days are 30."""
    found = by_rule(FORECAST, tmp_path)

    [relief] = reliefs_by_plan(found)
    name = "hiring-plan-openings-2026-04-surge-it"
    assert (name, "accepted") == (relief.id, relief.answer and relief.answer.decision)
    assert (2, 2, [name]) == counts(found)


def test_what_was_measured_in_one_go_stands_as_it_was_measured(tmp_path):
    """The count that decides is measured first: nothing is to be measured again."""
    found = by_rule(FORECAST, tmp_path)

    promise = found.get(SLA, "it")
    assert promise
    assert [] == [
        fault
        for one in found.of(Measurement)
        if one.sla == "it"
        for fault in find_changes(found, promise, one)
    ]


def test_no_day_is_relieved_inside_the_band(tmp_path):
    found = by_rule(FORECAST.replace("openings: 1,", "openings: 2,"), tmp_path)

    assert (1, 2, []) == counts(found)


def test_why_says_what_was_counted_and_works_the_band_out(tmp_path):
    explained = explain(by_rule(FORECAST, tmp_path), date(2026, 6, 1), "it", "2026-04")

    said = {step.name: step.text for step in explained.steps}["relief"]
    assert said == (
        "before 1/2 = 50.00%, after 2/2 = 100.00%, by `extend the clock` "
        "(hiring-plan-openings-2026-04-surge-it, accepted by rule: both sides agreed to the hiring plan); "
        "hiring-plan-openings-2026-04-surge-it: 2 openings of 1 expected in 2026-04, "
        "more than 1.2 (1 + 20%, `surge`)"
    )


def test_the_page_of_the_promise_shows_what_was_excused_by_rule_and_why(tmp_path):
    found = by_rule(FORECAST, tmp_path)
    promise = found.get(SLA, "it")
    assert promise

    markup = document_page(Book(found, date(2026, 6, 1)), promise).markdown
    said = " ".join(re.sub(r"<[^>]+>", " ", markup).split())
    assert (
        "Openings 2 openings of 1 expected in 2026-04, more than 1.2 (1 + 20%, `surge`) "
        "1 April 2026 1 May 2026 The provider accepted by rule"
    ) in said.replace("&#96;", "`")


def test_relief_by_rule_needs_nobody_to_record_it():
    texts = {path: text for path, text in TEXTS.items() if path != RELIEF}
    whole = edited(texts, PLAN, "then: relief\n", "then: relief\n    days: whole period\n")

    assert "volume-outside-band" not in [
        check for check, _ in told(find_all(agreement_of(whole), DAY))
    ]


def test_a_promise_by_which_a_forecast_is_counted_is_not_relieved_by_that_rule():
    """Relieved, it would count otherwise: the volume might be inside again, and the relief gone."""
    whole = edited(TEXTS, PLAN, "then: relief\n", "then: relief\n    days: whole period\n")
    del whole[RELIEF]

    assert [] == accepted(whole)
    assert (
        "incomplete-band",
        "`first-slate` counts the openings of a forecast: relieved, it would count otherwise",
    ) in told(find_all(agreement_of(whole), DAY))


def test_a_promise_that_does_not_say_what_relief_does_is_not_relieved_by_rule(tmp_path):
    found = by_rule(FORECAST, tmp_path, terms(open_past_due="counts as a miss"))

    assert () == reliefs_by_plan(found)
    assert (
        "incomplete-band",
        "`it` does not say what a pause does to it",
    ) in told(find_all(found, date(2026, 6, 10)))


def test_a_trigger_takes_it_up_the_ladder_by_itself():
    ladder = passing("overdue-drill")["partnership/escalations/delivery.yaml"]
    texts = {**TEXTS, "partnership/escalations/delivery.yaml": ladder}
    del texts[RELIEF]
    texts = edited(
        texts,
        PLAN,
        "then: relief\n    falls_on: client\n    affects: [first-slate]",
        "then: trigger\n    falls_on: client\n    escalation: delivery\n    level: l2",
    )

    [found] = find_open(agreement_of(texts), AT)

    assert ("HiringPlan/openings", "l2") == (found.matter.about, found.climb.rungs[0].level.id)
    assert found.matter.what.startswith("23 openings of 18 expected in 2026-03")


def test_a_period_that_nothing_counts_is_named():
    texts = edited(TEXTS, PLAN, "period: 2026-03", "period: 2026-Q1")

    assert (
        "incomplete-band",
        "`2026-Q1` is no month, which is the window of `first-slate`",
    ) in told(find_all(agreement_of(texts), DAY))


def test_a_new_forecast_is_due_from_the_day_the_last_was_issued():
    [duty] = find_forecasts(agreement_of(TEXTS), DAY)

    assert (date(2026, 7, 10), "vendor-manager") == (duty.due, duty.owner)


def test_the_page_shows_what_was_expected_the_band_what_was_counted_and_what_follows():
    agreement = agreement_of(TEXTS)
    [plan] = agreement.of(HiringPlan)

    markup = document_page(Book(agreement, DAY), plan).markdown

    said = " ".join(re.sub(r"<[^>]+>", " ", markup).split())
    assert "March 2026 18 (firm) 0 to 21.6 23 127.78% outside: surge" in said
    assert "March 2026: 18 expected, 23 counted, outside the band" in markup
    assert 'role="img"' in markup


def test_what_does_not_end_in_decimals_is_a_fraction():
    from fractions import Fraction

    assert ("108/7", "21.6", "no number") == (
        number(Fraction(108, 7)),
        number(Fraction(108, 5)),
        number(None),
    )
