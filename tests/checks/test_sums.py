"""What is added up is checked where it is written, by the same words by which `measure` refuses it."""

from __future__ import annotations

from datetime import date

import pytest

from partnership.checks import find_all
from partnership.documents import SLA
from partnership.errors import PartnershipError
from partnership.measuring.definitions import definitions_of
from partnership.measuring.supported import require_supported
from partnership.values.periods import Span
from tests.measuring.amounts import (
    ALL,
    COST_PER_HIRE,
    OPENED,
    PARTNERSHIP,
    SHARE,
    made,
    promise,
)
from tests.measuring.stores import OFFERS, agreed, terms
from tests.measuring.test_indexes import COMPOSITION, FOUR_FIFTHS

AS_OF = date(2026, 7, 10)
SURVEY = "{survey: pulse, audience: candidate, item: overall, scale: 0 to 10}"
LOW = "{below: 5, then: report only}"


def told(metric, said, *checks):
    found = find_all(agreed(metric, said, PARTNERSHIP), AS_OF)
    return [(one.place.pointer, one.message, one.hint) for one in found if one.check in checks]


@pytest.mark.parametrize(
    ("metric", "said", "pointer", "message"),
    [
        (made("external cost, agency cost", "hires", type="cost", unit="currency"), promise(), "amount", "`amount` adds up `external cost` and `agency cost`, which counts some twice"),
        (made("internal cost", "hires"), promise(), "unit", "what it adds up is counted in `currency`, not in `x to 1`"),
        (made("attested", "attestations required", unit="percent"), promise(targets=SHARE), "amount", "`attested` needs `topic`"),
        (OPENED, promise("sum", pauses="[hold]"), "pauses", "`pauses` needs a clock, and what is added up has none"),
        (OPENED, terms("sum", "start", "month", ALL, matures="10 calendar days"), "placed_by", "what is added up is placed by the day it happens"),
    ],
)  # fmt: skip
def test_what_measuring_refuses_is_told_at_its_line(metric, said, pointer, message):
    agreement = agreed(metric, said, PARTNERSHIP)

    ((place, words, _),) = told(metric, said, "not-measured-yet")

    assert pointer == place
    assert message in words
    (sla,) = agreement.of(SLA)
    (definition,) = definitions_of(agreement, sla, Span.parse("2026-Q1"))
    with pytest.raises(PartnershipError) as error:
        require_supported(definition)
    assert words in str(error.value)


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        (COST_PER_HIRE, promise(low_volume=LOW)),
        (OPENED, promise("sum")),
        (COMPOSITION, promise(targets=FOUR_FIFTHS, low_volume=LOW)),
    ],
)
def test_what_can_be_measured_is_no_finding(metric, said):
    checks = ("not-measured-yet", "statistic-mismatch", "unit-mismatch", "incomplete-metric")

    assert [] == told(metric, said, *checks, "floor-below-five")


@pytest.mark.parametrize(
    ("metric", "statistic", "hint"),
    [
        (OFFERS, "accuracy", "write `ratio of sums`"),
        (COST_PER_HIRE, "sum", "write `ratio of sums`"),
        (OPENED, "ratio of sums", "write `sum` or `count`"),
    ],
)
def test_a_statistic_fits_what_a_metric_is_made_of(metric, statistic, hint):
    ((pointer, _, said),) = told(metric, promise(statistic), "statistic-mismatch")

    assert ("statistic", hint) == (pointer, said)


@pytest.mark.parametrize("misses", ["", ", misses: 1"])
def test_misses_are_not_allowed_where_amounts_are_added_up(misses):
    said = promise(low_volume=f"{{below: 100, then: allow misses{misses}}}")

    assert [
        (
            "low_volume.then",
            "misses cannot be counted for a ratio of sums of amounts that are added up",
            "write `then: report only` or `then: carry forward`",
        )
    ] == told(COST_PER_HIRE, said, "incomplete-low-volume")
    offers = terms("ratio of sums", low_volume="{below: 9, then: allow misses, misses: 1}")
    assert [] == told(OFFERS, offers, "incomplete-low-volume")


def test_counts_of_people_need_a_floor_whatever_the_subject_is():
    """Interviews for each opening are counts of candidates."""
    metric = made("candidates interviewed", "openings filled")

    ((_, message, _),) = told(metric, promise(), "floor-below-five")

    assert "`it` counts people and is judged from 1 up" == message
    assert [] == told(OPENED, promise("sum"), "floor-below-five")


def test_money_over_people_is_a_cost_and_money_over_money_a_ratio():
    ((_, _, cost),) = told(made("internal cost", "hires"), promise(), "not-measured-yet")
    ((_, _, share),) = told(
        COST_PER_HIRE.replace("hires", "first-year pay"), promise(), "not-measured-yet"
    )

    assert "write `type: cost` and `unit: currency`" == cost
    assert "write `type: ratio` and `unit: percent`" == share


@pytest.mark.parametrize(
    ("metric", "statistic"),
    [
        (made("hires", type="count", unit="count"), "sum"),
        (made("hires", "recruiter capacity"), "ratio of sums"),
        (made("survey responses", "openings filled", answers=SURVEY), "ratio of sums"),
    ],
    ids=["a sum", "for each recruiter", "for each opening"],
)
def test_a_number_of_people_alone_is_never_missed_by_the_fewest(metric, statistic):
    more = metric.replace("lower is better", "higher is better")

    ((pointer, message, hint),) = told(more, promise(statistic), "promise-that-cannot-fail")

    assert "statistic" == pointer
    assert message.startswith("fewer than 5 `")
    assert message.endswith("are withheld, so the worst result is never a miss")
    assert "count `openings filled`, which are no people, or a share of people" == hint
    assert [] == told(metric, promise(statistic), "promise-that-cannot-fail")


@pytest.mark.parametrize(
    "metric",
    [
        made("openings filled", "recruiter capacity"),
        made("starts", "hires"),
        made("hires", "first-year pay"),
    ],
    ids=["no people", "people of people", "people of those who are paid"],
)
def test_what_stands_over_people_or_counts_none_can_be_missed(metric):
    more = metric.replace("lower is better", "higher is better")

    assert [] == told(more, promise(), "promise-that-cannot-fail")
