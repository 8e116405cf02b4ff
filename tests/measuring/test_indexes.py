"""Weighted means, selection rates and compositions, by real documents from a real store."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from partnership.agreement import Agreement
from partnership.errors import PartnershipError, StoreError
from partnership.judging import Status, judge
from partnership.judging.wording import shown
from tests.measuring.amounts import promise, result
from tests.measuring.stores import Events, agreed, measured, row

CALCULATED = (85, 75, 90, 100, 80, 78)
WEIGHTS = (3, 2, 2, 3, 2, 1)
INDEX = "type: index\nunit: {unit}\ndirection: higher is better\npopulation: all\nexclusions: []\n"
SEVENTY = "{id: all, expected: 80, minimum: 70}"
FOUR_FIFTHS = "{id: all, expected: 80%, minimum: 80%}"
SELECTION = (
    INDEX.format(unit="percent")
    + "subject: application\n"
    + "selection: {dimension: group, from: applied, to: hired, at_least: 2%}\n"
)
COMPOSITION = (
    INDEX.format(unit="percent").replace("index", "ratio")
    + "subject: application\n"
    + "composition: {dimension: gender, stage: submitted, groups: [women, others]}\n"
)
QUALITY = (
    INDEX.format(unit="points")
    + "subject: hire\nindicators:\n"
    + "".join(f"  - {{id: part-{n}, weight: {weight}}}\n" for n, weight in enumerate(WEIGHTS))
)


def quality(events, number, mean, n=12, period="2026-Q1", **more):
    events.add(
        "qoh_aggregate",
        period=period,
        indicator=f"part-{number}",
        n=n,
        mean_0_100=mean,
        **more,
    )


def weighed(statistic="weighted mean", **more):
    return promise(statistic, targets=SEVENTY, **more)


def test_o20_quality_of_hire_is_the_mean_by_agreed_weights(tmp_path):
    events = Events()
    for number, mean in enumerate(CALCULATED):
        quality(events, number, mean, n=10 + number)

    found = row(agreed(QUALITY, weighed()), events, tmp_path, "2026-Q1")

    assert ("1123", "13", 10) == (found.amount, found.per, found.n)
    assert Fraction(1123, 13) == result(found, "weighted mean")
    assert "86.38" == shown(Fraction(1123, 13), "number")


def test_o20_with_weights_alike_it_is_the_simple_mean(tmp_path):
    metric = INDEX.format(unit="points") + "subject: hire\nindicators:\n"
    metric += "".join(f"  - {{id: part-{n}, weight: 1}}\n" for n in range(len(CALCULATED)))
    events = Events()
    for number, mean in enumerate(CALCULATED):
        quality(events, number, mean)

    found = row(agreed(metric, weighed()), events, tmp_path, "2026-Q1")

    assert ("508", "6") == (found.amount, found.per)
    assert Fraction(508, 6) == result(found, "weighted mean")
    assert "84.67" == shown(Fraction(508, 6), "number")


def test_an_indicator_is_weighed_by_how_many_it_is_of(tmp_path):
    """Ten at 60 and thirty at 80 are forty at 75: a mean of means would say 70."""
    events = Events()
    for number in range(6):
        quality(events, number, 60, 10, "2026-01")
        quality(events, number, 80, 30, "2026-02")

    found = row(agreed(QUALITY, weighed()), events, tmp_path, "2026-Q1")

    assert (Fraction(75), 40) == (result(found, "weighted mean"), found.n)


def test_an_index_that_lacks_an_indicator_is_not_made_of_the_others(tmp_path):
    events = Events()
    for number, mean in enumerate(CALCULATED[:5]):
        quality(events, number, mean)

    found = measured(agreed(QUALITY, weighed()), events, tmp_path, "2026-Q1")["2026-Q1"]

    assert found.rows[0].withheld
    assert "83.33%" == str(found.gate.completeness)


@pytest.mark.parametrize("broken", [{"mean": 101}, {"mean": -1}, {"mean": 50, "n": -1}])
def test_an_indicator_off_its_scale_is_refused(broken, tmp_path):
    events = Events()
    quality(events, 0, **broken)

    with pytest.raises(StoreError, match="1 of 1 entries of `part-0` have a column `mean_0_100`"):
        row(agreed(QUALITY, weighed()), events, tmp_path, "2026-Q1")


def test_an_indicator_at_two_levels_of_detail_is_refused(tmp_path):
    events = Events()
    quality(events, 0, 50)
    quality(events, 0, 60, country="GB")

    with pytest.raises(StoreError, match=r"`qoh_aggregate` part-0 .* count some twice"):
        row(agreed(QUALITY, weighed()), events, tmp_path, "2026-Q1")


HEALTH = (
    INDEX.format(unit="points")
    + "subject: survey response\nindicators:\n"
    + "".join(
        f"  - {{id: {one}, weight: 1, answers: {{survey: ours, audience: {one}, item: trust, "
        "scale: 1 to 5}}\n"
        for one in ("client", "provider")
    )
)


def trust(events, audience, scores):
    for score, count in scores.items():
        events.add(
            "survey_aggregate",
            period="2026-Q1",
            survey_id="ours",
            audience=audience,
            item="trust",
            invited=20,
            n=sum(scores.values()),
            score=score,
            count=count,
        )


def test_relationship_health_weighs_both_sides_alike(tmp_path):
    """The client's mean of 4 of 5 is 75 of 100, the provider's 2 is 25, however many answer."""
    events = Events()
    trust(events, "client", {3: 3, 5: 3})
    trust(events, "provider", {1: 10, 3: 10})

    found = row(agreed(HEALTH, weighed()), events, tmp_path, "2026-Q1")

    assert ("100", "2", 6) == (found.amount, found.per, found.n)


def groups(events, counts, dimension="group", **more):
    """Counts of groups by stage: `{group: (applied, hired)}`; None is a cell that is not there."""
    for group, numbers in counts.items():
        for stage, n in zip(("applied", "hired"), numbers, strict=True):
            if n is not None:
                events.add(
                    "diversity_aggregate",
                    **{
                        "period": "2026-Q1",
                        "stage": stage,
                        "dimension": dimension,
                        "group": group,
                        "n": n,
                        **more,
                    },
                )


def flag_of(counts, folder):
    """Measure the groups in a store and judge the record: the value, and whether it is a flag."""
    events = Events()
    groups(events, counts)
    said = promise("lowest selection ratio", targets=FOUR_FIFTHS)
    agreement = agreed(SELECTION, said)
    made = measured(agreement, events, folder, "2026-Q1")
    found = judge(Agreement((*agreement.documents, *made.values())), date(2026, 7, 1))
    (verdict,) = (one for one in found if one.period == "2026-Q1")
    return verdict.value, verdict.status


@pytest.mark.parametrize(
    ("counts", "value", "status"),
    [
        ({"a": (100, 60), "b": (100, 45)}, Fraction(3, 4), Status.MINIMUM_MISSED),
        ({"a": (100, 60), "b": (100, 48)}, Fraction(4, 5), Status.MET),
        ({"a": (100, 60), "b": (100, 51)}, Fraction(17, 20), Status.MET),
        ({"a": (72, 7), "b": (63, 3)}, Fraction(24, 49), Status.MINIMUM_MISSED),
        ({"a": (8, 6), "b": (5, 3)}, Fraction(4, 5), Status.MET),
    ],
    ids=["O10 at 75%", "O10 at 80%", "O10 at 85%", "O12 as published", "O12's trap in floats"],
)
def test_o10_and_o12_flag_what_is_below_four_fifths_and_nothing_else(
    counts, value, status, tmp_path
):
    assert (value, status) == flag_of(counts, tmp_path)


def ratio_of(counts, folder):
    events = Events()
    groups(events, counts)
    said = promise("lowest selection ratio", targets=FOUR_FIFTHS)
    return row(agreed(SELECTION, said), events, folder, "2026-Q1")


@pytest.mark.parametrize(
    ("selected", "value"),
    [(45, Fraction(3, 4)), (48, Fraction(4, 5)), (51, Fraction(17, 20))],
)
def test_o10_four_fifths_is_exact(selected, value, tmp_path):
    found = ratio_of({"a": (100, 60), "b": (100, selected)}, tmp_path)

    assert value == result(found, "lowest selection ratio")
    assert (str(Fraction(selected, 100)), "3/5", 200) == (found.amount, found.per, found.n)


def test_o10_of_several_groups_the_lowest_is_held_against_the_highest(tmp_path):
    found = ratio_of({"a": (80, 48), "b": (60, 27), "c": (50, 24), "d": (100, 51)}, tmp_path)

    assert Fraction(3, 4) == result(found, "lowest selection ratio")


def test_o12_seven_of_72_against_three_of_63(tmp_path):
    found = ratio_of({"a": (72, 7), "b": (63, 3)}, tmp_path)

    assert ("1/21", "7/72") == (found.amount, found.per)
    assert Fraction(24, 49) == result(found, "lowest selection ratio")


def test_o12_three_fifths_over_six_eighths_is_four_fifths(tmp_path):
    """In floats 0.6 / 0.75 is below 0.8."""
    found = ratio_of({"a": (8, 6), "b": (5, 3)}, tmp_path)

    assert 0.6 / 0.75 < 0.8
    assert Fraction(4, 5) == result(found, "lowest selection ratio")


@pytest.mark.parametrize(
    ("highest", "rate", "impact"),
    [
        (543, 447, "0.82"),
        (642, 375, "0.58"),
        (642, 500, "0.78"),
        (642, 625, "0.97"),
        (642, 417, "0.65"),
    ],
)
def test_o11_the_published_impact_ratios(highest, rate, impact, tmp_path):
    found = ratio_of({"a": (1000, highest), "b": (1000, rate)}, tmp_path)

    assert impact == shown(result(found, "lowest selection ratio"), "number")


def test_o11_all_groups_together_give_the_lowest(tmp_path):
    rates = {"hispanic": 642, "white": 375, "black": 500, "islander": 625, "asian": 417}

    found = ratio_of({name: (1000, rate) for name, rate in rates.items()}, tmp_path)

    assert Fraction(375, 642) == result(found, "lowest selection ratio")


def test_small_groups_and_unknown_ones_are_left_out_and_counted(tmp_path):
    """Of a thousand who are known, groups of ten are 1%."""
    found = ratio_of(
        {"a": (480, 240), "b": (500, 250), "c": (10, 10), "d": (10, 0), "unknown": (70, 1)},
        tmp_path,
    )

    assert Fraction(1) == result(found, "lowest selection ratio")
    assert {"groups below 2%": 2, "unknown": 70} == found.excluded
    assert 1000 == found.n


def test_a_group_of_exactly_the_least_share_is_compared(tmp_path):
    found = ratio_of({"a": (490, 245), "b": (500, 250), "c": (10, 2)}, tmp_path)

    assert Fraction(1) == result(found, "lowest selection ratio")
    found = ratio_of({"a": (480, 240), "b": (500, 250), "c": (20, 2)}, tmp_path / "more")
    assert Fraction(1, 5) == result(found, "lowest selection ratio")
    assert {} == found.excluded


@pytest.mark.parametrize(
    "counts",
    [{"a": (100, 60)}, {"a": (100, 0), "b": (100, 0)}, {}, {"unknown": (50, 5)}],
    ids=["one group", "nobody selected", "nothing", "nobody known"],
)
def test_what_cannot_be_compared_has_no_ratio(counts, tmp_path):
    found = ratio_of(counts, tmp_path)

    assert (None, None) == (found.amount, found.per)
    assert found.withheld or result(found, "lowest selection ratio") is None


def test_a_cell_that_is_not_there_may_be_suppressed_and_is_not_0(tmp_path):
    events = Events()
    groups(events, {"a": (100, 60), "b": (100, None)})
    agreement = agreed(SELECTION, promise("lowest selection ratio", targets=FOUR_FIFTHS))

    found = measured(agreement, events, tmp_path, "2026-Q1")["2026-Q1"]

    assert (None, None, 200) == (found.rows[0].amount, found.rows[0].per, found.rows[0].n)
    assert "50%" == str(found.gate.completeness)
    assert Fraction(0) == result(
        ratio_of({"a": (100, 60), "b": (100, 0)}, tmp_path / "zero"), "lowest selection ratio"
    )


def two_months(folder, second, **first):
    """Measure January, where both groups are there, with a February of other cells; no March yet."""
    events = Events()
    groups(events, {"a": (60, 12), "b": (60, 24)}, period="2026-01", **first)
    for counts, more in second:
        groups(events, counts, **{"period": "2026-02", **more})
    agreement = agreed(SELECTION, promise("lowest selection ratio", targets=FOUR_FIFTHS))
    return measured(agreement, events, folder, "2026-Q1", known="2026-03-01")["2026-Q1"]


@pytest.mark.parametrize(
    "missing",
    [
        {"a": (60, 12), "b": (60, None)},
        {"a": (60, 12), "b": (None, 24)},
        {"a": (60, 12)},
        {"a": (60, 12), "unknown": (9, 9), "b": (0, None)},
    ],
    ids=["to", "from", "both", "to, of nobody"],
)
def test_a_cell_that_one_month_lacks_is_not_0(missing, tmp_path):
    """Added up, a lower rate of the better group would make unlike groups look alike."""
    found = two_months(tmp_path, [(missing, {})])

    assert (None, None) == (found.rows[0].amount, found.rows[0].per)
    assert "50%" == str(found.gate.completeness)


def test_a_cell_that_one_segment_lacks_is_not_0(tmp_path):
    found = two_months(
        tmp_path,
        [
            ({"a": (60, 12), "b": (60, 24)}, {"country": "GB"}),
            ({"a": (60, 12), "b": (60, None)}, {"country": "FR"}),
        ],
        country="GB",
    )

    assert (None, "50%") == (found.rows[0].amount, str(found.gate.completeness))


def test_months_whose_cells_are_all_there_are_added_up(tmp_path):
    found = two_months(tmp_path, [({"a": (60, 12), "b": (60, 24)}, {})])

    assert ("1/5", "2/5", 240) == (found.rows[0].amount, found.rows[0].per, found.rows[0].n)
    assert "100%" == str(found.gate.completeness)


def test_a_group_whose_first_stage_is_not_there_is_not_left_out(tmp_path):
    found = ratio_of({"a": (20, 10), "b": (20, 10), "c": (None, 3)}, tmp_path)

    assert (None, None) == (found.amount, found.per)


def test_more_selected_than_there_were_in_one_month_is_refused(tmp_path):
    with pytest.raises(StoreError, match="more at `hired` than at `applied` in 1 of 2 groups"):
        two_months(tmp_path, [({"a": (10, 11), "b": (60, 24)}, {})])


def test_a_rate_of_fewer_than_five_people_is_withheld(tmp_path):
    assert ratio_of({"a": (100, 60), "b": (4, 1)}, tmp_path).withheld


def test_more_selected_than_there_were_is_refused(tmp_path):
    with pytest.raises(StoreError, match="more at `hired` than at `applied` in 1 of 2 groups"):
        ratio_of({"a": (100, 60), "b": (10, 11)}, tmp_path)


def test_groups_at_two_levels_of_detail_are_refused(tmp_path):
    events = Events()
    groups(events, {"a": (100, 60)})
    groups(events, {"a": (100, 60)}, country="GB")

    with pytest.raises(StoreError, match=r"`diversity_aggregate` group .* count some twice"):
        row(
            agreed(SELECTION, promise("lowest selection ratio", targets=FOUR_FIFTHS)),
            events,
            tmp_path,
            "2026-Q1",
        )


def test_a_composition_is_a_share_of_those_who_say(tmp_path):
    events = Events()
    for group, n in (("women", 18), ("men", 27), ("others", 0), ("unknown", 3)):
        events.add(
            "diversity_aggregate",
            period="2026-Q1",
            stage="submitted",
            dimension="gender",
            group=group,
            n=n,
        )

    found = row(agreed(COMPOSITION, promise(targets=FOUR_FIFTHS)), events, tmp_path, "2026-Q1")

    assert (18, 45, 45) == (found.numerator, found.denominator, found.n)
    assert {"unknown": 3} == found.excluded


def test_a_composition_whose_group_is_not_there_is_nothing(tmp_path):
    events = Events()
    groups(events, {"women": (18, None), "men": (27, None)}, "gender", stage="submitted")

    found = measured(
        agreed(COMPOSITION, promise(targets=FOUR_FIFTHS)), events, tmp_path, "2026-Q1"
    )["2026-Q1"]

    assert "50%" == str(found.gate.completeness)
    assert found.rows[0].withheld


def composed(folder, **months):
    """Measure the share of women and others, from counts by month: `jan={"women": 6}`."""
    events = Events()
    for month, counts in zip(("2026-01", "2026-02"), months.values(), strict=False):
        for group, n in counts.items():
            events.add(
                "diversity_aggregate",
                period=month,
                stage="submitted",
                dimension="gender",
                group=group,
                n=n,
            )
    agreement = agreed(COMPOSITION, promise(targets=FOUR_FIFTHS))
    over = "2026-03-01" if months.get("feb") else "2026-02-01"
    return measured(agreement, events, folder, "2026-Q1", known=over)["2026-Q1"]


@pytest.mark.parametrize(
    ("jan", "feb", "completeness"),
    [
        ({"women": 6, "others": 0}, {}, "66.66%"),
        ({"women": 6, "others": 0, "unknown": 9}, {}, "66.66%"),
        ({"women": 6, "others": 5, "men": 20}, {"women": 6, "others": 5}, "66.66%"),
        ({"women": 6, "others": 5, "men": 20}, {"women": 6, "men": 20}, "50%"),
    ],
    ids=["no other", "only unknown ones", "no other in a month", "not a group in a month"],
)
def test_a_composition_that_lacks_a_cell_is_not_of_all(jan, feb, completeness, tmp_path):
    """Women alone would be all of those who say."""
    found = composed(tmp_path, jan=jan, feb=feb)

    assert found.rows[0].withheld
    assert completeness == str(found.gate.completeness)


def test_a_composition_whose_other_groups_are_written_as_0_is_of_all(tmp_path):
    found = composed(tmp_path, jan={"women": 6, "others": 0, "men": 0})

    assert (6, 6) == (found.rows[0].numerator, found.rows[0].denominator)
    assert "100%" == str(found.gate.completeness)


def test_a_composition_never_carries_credits(tmp_path):
    agreement = agreed(COMPOSITION, promise(targets=FOUR_FIFTHS))
    critical = agreement.documents[2].model_copy(update={"class_": "critical"})

    with pytest.raises(PartnershipError, match="write `class: kpi`"):
        measured(
            type(agreement)((*agreement.documents[:2], critical)), Events(), tmp_path, "2026-Q1"
        )
