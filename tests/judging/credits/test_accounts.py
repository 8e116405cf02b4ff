"""What becomes of credits in an account: rounding, disputes, what nobody knows."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partnership.judging import judge_in_full
from partnership.judging.credits import Statement, accounts_of
from partnership.loading import load
from partnership.values.periods import Span
from tests.judging.agreements import agreement
from tests.judging.closes import close
from tests.judging.credits.money import (
    AS_OF,
    FIXED,
    MET,
    MISSED,
    account,
    action,
    commercials,
    critical,
    dispute,
    months,
    statement,
    states,
)


@pytest.mark.parametrize(
    ("when", "payable", "amounts"),
    [("each line", "6.68", ["3.34", "3.34"]), ("total", "6.67", ["3.335", "3.335"])],
)
def test_rounding_happens_once_where_the_terms_say(tmp_path, when, payable, amounts):
    fixed = "  - {id: fixed, slas: [a, b], method: fixed percent, percent: 1%}\n"
    rounding = f"rounding: {{to: 0.01 GBP, when: {when}, mode: half up}}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(fixed, fee="333.50 GBP", rounding=rounding),
        *(critical(name) for name in "ab"),
        *(one for name in "ab" for one in months(name, MISSED)),
    )

    assert Fraction(payable) == found.payable
    assert [Fraction(amount) for amount in amounts] == [line.amount for line in found.lines]


def test_without_rounding_amounts_stay_exact_and_that_is_said(tmp_path):
    gap = "  - {id: gap, slas: [slates], method: gap to target, gap_to: minimum}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(gap, fee="100 GBP", rounding=""),
        critical("slates"),
        *months("slates", "20/30"),
    )

    assert Fraction(40, 3) == found.payable
    assert "not rounded: the terms do not say how" == found.rounding
    assert found.lines[0].arithmetic.endswith("= 13.33… GBP (40/3)")


def test_what_was_not_measured_is_not_determined_and_never_nothing(tmp_path):
    found = account(tmp_path, "2026-01", commercials(FIXED), critical("slates"))

    assert not found.is_determined
    assert [(None, "not_determined")] == [(line.amount, line.state) for line in found.lines]
    assert found.lines[0].reason.startswith("not measured: ")


def test_each_direction_has_its_account(tmp_path):
    late = "  - {id: late, slas: [feedback], method: fixed percent, percent: 4%}\n"
    found = statement(
        tmp_path,
        "2026-01",
        commercials(FIXED),
        commercials(late, name="client-credits", owed_by="client"),
        critical("slates"),
        critical("feedback", owed_by="client"),
        *months("slates", MISSED),
        *months("feedback", MISSED),
    )

    assert [
        ("client-credits", "What the client owes", "client", "provider"),
        ("provider-credits", "What the provider owes", "provider", "client"),
    ] == [(one.id, one.title, one.owed_by, one.owed_to) for one in found.accounts]
    assert [4000, 10000] == [found.owes("client", "GBP"), found.owes("provider", "GBP")]


def test_a_promise_of_the_other_party_is_not_credited(tmp_path):
    found = account(
        tmp_path,
        "2026-01",
        commercials(FIXED),
        critical("slates", owed_by="client"),
        *months("slates", MISSED),
    )

    assert 0 == found.payable
    assert ["owed by the client"] == [line.reason for line in found.lines]


def test_too_little_to_judge_is_no_credit_and_says_so(tmp_path):
    low = "low_volume: {below: 10, then: report only}\n"
    found = account(
        tmp_path,
        "2026-01",
        commercials(FIXED),
        critical("slates", more=low),
        *months("slates", "2/5"),
    )

    assert [("nothing", "insufficient data")] == [(line.state, line.reason) for line in found.lines]
    assert found.is_determined


def test_a_period_before_the_terms_has_no_account(tmp_path):
    documents = (commercials(FIXED, start="2026-03-15"), critical("slates"))

    assert () == statement(tmp_path, "2026-02", *documents).accounts
    assert 1 == len(statement(tmp_path, "2026-03", *documents).accounts)


def test_a_running_period_is_not_determined(tmp_path):
    found = account(
        tmp_path, "2026-01", commercials(FIXED), critical("slates"), as_of=date(2026, 1, 20)
    )

    assert ["not_determined"] == [line.state for line in found.lines]


def test_a_statement_names_its_period_its_day_and_its_agreement(tmp_path):
    found = statement(
        tmp_path, "2026-01", commercials(FIXED), critical("slates"), *months("slates", MISSED)
    )

    assert ("2026-01", "2026-12-31", "harbour-northlight", ()) == (
        found.period,
        found.as_of,
        found.agreement,
        found.notes,
    )


def test_a_statement_of_no_terms_has_no_account_and_nothing_to_say(tmp_path):
    expected = Statement("2026-01", "2026-12-31", "harbour-northlight", ())

    assert expected == statement(tmp_path, "2026-01")


HIDDEN = (
    "a document%s cannot be read as written, so amounts may be missing; "
    "`partnership validate` says what to change"
)


@pytest.mark.parametrize(
    "kind", ["Commercials", "SLA", "Metric", "Measurement", "Invoice", "CorrectiveAction"]
)
def test_of_what_cannot_be_read_the_kind_is_said_where_it_may_hold_amounts(tmp_path, kind):
    (tmp_path / "partnership").mkdir()
    (tmp_path / "partnership/refused.yaml").write_text(f"kind: {kind}\nid: refused\n", "utf-8")

    found = accounts_of(load(tmp_path), (), Span.parse("2026-01"), AS_OF)

    assert Statement("2026-01", "2026-12-31", "", (), (HIDDEN % f" of kind {kind}",)) == found


def test_what_nobody_can_tell_the_kind_of_may_hold_amounts_too(tmp_path):
    (tmp_path / "partnership").mkdir()
    (tmp_path / "partnership/broken.yaml").write_text("kind: [\n", "utf-8")

    found = accounts_of(load(tmp_path), (), Span.parse("2026-01"), AS_OF)

    assert (HIDDEN % "",) == found.notes


def test_a_promise_that_was_kept_has_a_line_with_its_title_and_no_credit(tmp_path):
    [line] = account(
        tmp_path, "2026-01", commercials(FIXED), critical("slates"), *months("slates", MET)
    ).lines

    assert ("First slate on time", "nothing", Fraction(0), "met") == (
        line.title,
        line.state.value,
        line.amount,
        line.reason,
    )


SMALL_FIRST = """\
  - {id: small, slas: [b], method: fixed percent, percent: 2%}
  - {id: big, slas: [a], method: fixed percent, percent: 5%}
"""


def test_of_one_event_what_rounding_leaves_nothing_of_is_not_the_highest(tmp_path):
    """2% of 30 GBP rounds down to 0 GBP, and 5% to 1 GBP."""
    found = account(
        tmp_path,
        "2026-01",
        commercials(
            SMALL_FIRST,
            "single_event: highest only\n",
            fee="30 GBP",
            rounding="rounding: {to: 1 GBP, when: each line, mode: down}\n",
        ),
        critical("a"),
        critical("b"),
        *months("a", MISSED),
        *months("b", MISSED),
        action("a 2026-01", "b 2026-01"),
    )

    assert {"b": "one_event", "a": "due"} == states(found)
    assert 1 == found.payable


def test_what_is_contested_takes_the_place_of_no_other_credit_of_its_event(tmp_path):
    found = account(
        tmp_path,
        "2026-01",
        commercials(SMALL_FIRST, "single_event: highest only\n"),
        *(critical(name) for name in "ab"),
        *(one for name in "ab" for one in months(name, MISSED)),
        action("a 2026-01", "b 2026-01"),
        dispute("a.2026-01"),
    )

    assert {"b": "due", "a": "disputed"} == states(found)
    assert 2000 == found.payable


def test_points_that_were_added_up_are_no_single_miss_of_an_event(tmp_path):
    """What a and b cost together stands in one line; c is credited beside it."""
    points = (
        "  - {id: points, slas: [a, b], method: points, points: "
        "{each: 1%, bands: [{from: 80%, points: 0}, {below: 80%, points: 1}]}}\n"
        "  - {id: fixed, slas: [c], method: fixed percent, percent: 1%}\n"
    )
    found = account(
        tmp_path,
        "2026-01",
        commercials(points, "single_event: highest only\n"),
        *(critical(name) for name in "abc"),
        *(one for name in "abc" for one in months(name, MISSED)),
        action("a 2026-01", "c 2026-01"),
    )

    assert {"a": "due", "b": "due", "c": "due"} == states(found)
    assert 3000 == found.payable


def test_what_is_contested_or_comes_to_nothing_waits_for_no_period(tmp_path):
    """Of 30 GBP 2% round down to nothing; the other miss is contested, and held for that."""
    both = (
        "  - {id: small, slas: [slates], method: fixed percent, percent: 2%}\n"
        "  - {id: big, slas: [fills], method: fixed percent, percent: 10%}\n"
    )
    terms = commercials(
        both,
        "suspended: {waived_when: met}\n",
        fee="30 GBP",
        rounding="rounding: {to: 1 GBP, when: each line, mode: down}\n",
    )
    found = account(
        tmp_path,
        "2026-01",
        terms,
        *(critical(name) for name in ("slates", "fills")),
        *(*months("slates", MISSED), *months("fills", MISSED)),
        dispute("fills.2026-01"),
    )

    assert {"slates": "due", "fills": "disputed"} == states(found)
    assert 0 == found.payable


def test_terms_that_were_invoiced_by_the_month_make_no_account_of_a_quarter(tmp_path):
    """June was closed by the month: what is written now begins with the next quarter."""
    documents = (
        commercials(FIXED, start="2026-05-01"),
        critical("slates").replace("{from: 2025-01-01}", "{from: 2026-05-01}"),
        *months("slates", MISSED, MISSED, first=5),
    )
    agreement(tmp_path, *documents)
    for month in ("2026-05", "2026-06"):
        close(tmp_path, month)
    file = tmp_path / "partnership/commercials/provider-credits.yaml"
    text = file.read_text("utf-8").replace("invoice_period: month", "invoice_period: quarter")
    file.write_text(text, "utf-8")
    loaded = load(tmp_path)
    judged = tuple(judge_in_full(loaded, AS_OF))

    said = [
        accounts_of(loaded, judged, Span.parse(quarter), AS_OF).accounts
        for quarter in ("2026-Q2", "2026-Q3")
    ]

    assert [0, 1] == [len(found) for found in said]
