"""`why` names what a miss costs as the statement has it, for every method and either party."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partnership.canonical import digest_of_canonical
from partnership.judging.explaining import explain
from tests.judging.agreements import agreement, measurement, row
from tests.judging.closes import close, edit
from tests.judging.credits.money import commercials, critical, months, statement

DAY = date(2026, 12, 31)
CATEGORY = "  - {id: speed, slas: [slates, seats], %s}\n"
POINTS = """\
  - id: speed
    slas: [slates, seats]
    method: points
    points:
      each: 1%
      bands: [{from: 90%, points: 0}, {from: 80%, below: 90%, points: 2}, {below: 80%, points: 5}]
"""
TWO_ROWS = (
    "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 80%}\n"
)
REPEAT = "repeat: {within: 1 month, multiplier: 2}\n"


def consequence(folder, *documents, period="2026-01", segment=None, sla="slates"):
    found = explain(agreement(folder, *documents), DAY, sla, period, segment)
    return next(step.text for step in found.steps if step.name == "consequence")


@pytest.mark.parametrize("party", ["client", "provider"])
@pytest.mark.parametrize(
    ("category", "counted", "said"),
    [
        (CATEGORY % "method: allocation, share: 50%", "21/30",
         ("credit 2,000.00 GBP due in {account} (allocation, {clause}): 100,000.00 × 10% at risk "
         "× 50% of speed × 40% of slates = 2,000.00 GBP")),
        (CATEGORY % "method: gap to target, gap_to: expected, on: expected missed", "85/100",
         ("credit 5,000.00 GBP due in {account} (gap to target, {clause}): "
         "100,000.00 × (90% − 85%) = 5,000.00 GBP; no breach: the minimum was kept")),
        (CATEGORY % "method: fixed percent, percent: 3%, on: expected missed", "85/100",
         ("credit 3,000.00 GBP due in {account} (fixed percent, {clause}): "
         "100,000.00 × 3% a miss = 3,000.00 GBP; no breach: the minimum was kept")),
        (CATEGORY % "method: fixed percent, percent: 3%", "85/100",
         ("no credit in {account} (fixed percent, {clause}): expected missed; no breach: the "
         "minimum was kept")),
        (POINTS, "85/100",
         ("credit 2,000.00 GBP due in {account} (points, {clause}): 2 of slates = 2 points × 1% × "
         "100,000.00 = 2,000.00 GBP; no breach: the minimum was kept")),
        (POINTS, "95/100", "none"),
    ],
    ids=["allocation", "gap", "percent", "nothing for it", "points", "met"],
)  # fmt: skip
def test_the_credit_is_named_with_method_amount_and_clause(
    tmp_path, party, category, counted, said
):
    terms = commercials(category, "at_risk: 10%\n", owed_by=party, name="terms")
    promise = critical("slates", owed_by=party, more="allocation: 40%\n")

    text = consequence(tmp_path, terms, promise, *months("slates", counted))

    line = 1 + terms.splitlines().index("categories:")
    clause = f"partnership/commercials/terms.yaml:{line + 1}"
    expected = said.format(account="Commercials/terms of 2026-01", clause=clause)
    assert expected == text.partition("; 40% of the pool")[0]


def test_what_is_told_is_what_the_statement_has(tmp_path):
    """The second miss in a row counts twice, and the category's points cost together."""
    documents = (
        commercials(POINTS),
        critical("slates", more=REPEAT),
        critical("seats"),
        *months("slates", "21/30", "25/30"),
        *months("seats", "29/30", "70/100"),
    )
    text = consequence(tmp_path / "a", *documents, period="2026-02")
    [account] = statement(tmp_path / "b", "2026-02", *documents).accounts
    [line] = [one for one in account.lines if one.amount]

    assert 9000 == line.amount
    assert text.startswith("credit 9,000.00 GBP due in Commercials/provider-credits of 2026-02")
    assert f"{line.arithmetic}; together with seats" in text
    assert "2 × 2 for a repeat of slates + 5 of seats = 9 points" in text


def test_a_suspended_credit_is_told_with_what_became_of_it(tmp_path):
    category = CATEGORY % "method: fixed percent, percent: 3%"
    terms = commercials(category, "suspended: {waived_when: met}\n")

    text = consequence(tmp_path, terms, critical("slates"), *months("slates", "21/30", "20/30"))

    assert "credit 3,000.00 GBP suspended in Commercials/provider-credits of 2026-01" in text
    assert "credit 3,000.00 GBP upheld in Commercials/provider-credits of 2026-02" in text
    assert "upheld by slates in 2026-02" in text


def test_a_cap_is_told_beside_the_credit_it_holds_down(tmp_path):
    category = CATEGORY % "method: fixed percent, percent: 3%"
    terms = commercials(category, "caps: {period: 1%}\n")

    text = consequence(tmp_path, terms, critical("slates"), *months("slates", "21/30"))

    assert text.endswith("a cap holds all credits of 2026-01, 3,000.00 GBP, down to 1,000.00 GBP")


def test_a_missed_row_says_which_row_costs_most(tmp_path):
    measured = measurement(
        "2026-01", row("15/20", "standard"), row("14/20", "critical"), name="slates"
    )
    category = CATEGORY % "method: gap to target, gap_to: expected"
    documents = (commercials(category), critical("slates", targets=TWO_ROWS), measured)

    assert "for row critical, which costs most" in consequence(
        tmp_path / "a", *documents, segment="standard"
    )
    assert "which costs most" not in consequence(tmp_path / "b", *documents, segment="critical")


def test_a_cap_that_the_credits_just_fill_holds_nothing_down(tmp_path):
    category = CATEGORY % "method: fixed percent, percent: 3%"
    terms = commercials(category, "caps: {period: 3%}\n")

    text = consequence(tmp_path, terms, critical("slates"), *months("slates", "21/30"))

    assert text.startswith("credit 3,000.00 GBP due")
    assert "a cap holds" not in text


def test_a_row_that_kept_its_level_has_no_credit_of_one_that_did_not(tmp_path):
    measured = measurement(
        "2026-01", row("20/20", "standard"), row("14/20", "critical"), name="slates"
    )
    category = CATEGORY % "method: fixed percent, percent: 3%"
    documents = (commercials(category), critical("slates", targets=TWO_ROWS), measured)

    assert "none" == consequence(tmp_path, *documents, segment="standard")


def test_every_promise_that_costs_together_is_named(tmp_path):
    """The points of a category are added up over its promises."""
    three = POINTS.replace("[slates, seats]", "[slates, seats, offers]")
    documents = [commercials(three), *(critical(name) for name in ("slates", "seats", "offers"))]
    for name in ("slates", "seats", "offers"):
        documents += months(name, "70/100")

    assert consequence(tmp_path, *documents).endswith("together with seats, offers")


def test_what_nobody_knows_the_charges_for_is_told_as_not_determined(tmp_path):
    category = CATEGORY % "method: fixed percent, percent: 3%"
    documents = (commercials(category, fee=""), critical("slates"), *months("slates", "21/30"))

    text = consequence(tmp_path, *documents)

    assert text.startswith(
        "credit not determined in Commercials/provider-credits of 2026-01 (fixed percent, "
    )


def test_what_is_earned_back_is_told_also_once_its_category_is_gone(tmp_path):
    """From March on no credit is agreed for slates any more: what January cost is given back all the same."""
    later = (
        "earn_back: {after: 2 periods, share: 100%}\n"
        "amendments:\n"
        "  - from: 2026-03-01\n"
        "    categories:\n"
        "      - {id: other, slas: [seats], method: fixed percent, percent: 1%}\n"
    )
    terms = commercials(CATEGORY % "method: fixed percent, percent: 3%", later)
    documents = (
        terms,
        critical("slates"),
        critical("seats"),
        *months("slates", "21/30", "30/30", "30/30"),
    )

    text = consequence(tmp_path, *documents)

    assert "given back 3,000.00 GBP due in Commercials/provider-credits of 2026-03 (speed, " in text


def test_of_a_month_nobody_measured_no_credit_is_told(tmp_path):
    """Its credit is not determined, which the statement says; nothing was held against the promise."""
    terms = commercials(CATEGORY % "method: fixed percent, percent: 3%")
    agreed = agreement(tmp_path, terms, critical("slates"), *months("slates", "21/30"))

    missed, unmeasured = (
        explain(agreed, DAY, "slates", period) for period in ("2026-01", "2026-02")
    )

    assert [Fraction(3000)] == [one.line.amount for one in missed.costs]
    assert () == unmeasured.costs


def test_without_terms_of_money_no_credit_is_told(tmp_path):
    assert "none is agreed" == consequence(tmp_path, critical("slates"), *months("slates", "21/30"))


def test_a_sealed_miss_keeps_its_credit_where_its_terms_can_no_longer_be_read(tmp_path):
    """The row has another name today, so that nothing can be judged again: what is sealed is told."""
    category = CATEGORY % "method: fixed percent, percent: 3%"
    promise = critical("slates").replace("2025-01-01", "2026-01-01")
    agreement(tmp_path, commercials(category), promise, *months("slates", "21/30"))
    close(tmp_path, "2026-01")
    sealed = tmp_path / "records/closes/2026-01.yaml"
    text = sealed.read_text("utf-8")
    terms = next(line for line in text.splitlines() if '"statistic":"share within"' in line)
    terms = terms.partition("'")[2].rpartition("'")[0]
    changed = terms.replace("share within", "guessing")
    text = text.replace(terms, changed)
    text = text.replace(digest_of_canonical(terms), digest_of_canonical(changed))
    sealed.write_text(text, "utf-8")
    found = edit(tmp_path, "partnership/slas/slates.yaml", "id: all", "id: whole")

    explained = explain(found, DAY, "slates", "2026-01", "all")

    assert explained.case is None
    assert ["3000"] == [str(one.line.amount) for one in explained.costs]
