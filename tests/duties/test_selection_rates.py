"""Four fifths, exactly, through documents: the guideline's own numbers, published tables, and the float trap."""

from __future__ import annotations

from fractions import Fraction

import pytest

from partnership.documents import AutomatedTool
from partnership.duties.selection_rates import rates_of, ratio_text, share_of
from tests.checks.agreements import agreement_of, found_in, passing, told

TOOL = "partnership/care/cv-ranking.yaml"
HEAD = "  tables:\n"


def with_tables(*tables: str) -> dict[str, str]:
    """Give the catalogue's tool other tables of rates."""
    texts = passing("adverse-impact")
    return texts | {TOOL: texts[TOOL].partition(HEAD)[0] + HEAD + "".join(tables)}


def table(name: str, *groups: str) -> str:
    rows = "".join(f"        - {{{group}}}\n" for group in groups)
    return f"    - id: {name}\n      groups:\n{rows}"


def ratios(texts: dict[str, str], number: int = 0) -> dict[str, Fraction | None]:
    [tool] = agreement_of(texts).of(AutomatedTool)
    assert tool.audit
    return {one.group.group: one.ratio for one in rates_of(tool.audit.tables[number])}


def low(texts: dict[str, str]) -> list[str]:
    """What is said of groups below four fifths, and nothing else is said."""
    found = told(found_in(texts))
    assert {"adverse-impact"} >= {check for check, _ in found}
    return [message for _, message in found]


def test_the_guidelines_groups_are_flagged_below_four_fifths_and_not_at_it():
    """O10: rates of 60, 45, 48 and 51 percent."""
    texts = with_tables(
        table(
            "race",
            "group: A, assessed: 100, selected: 60",
            "group: B, assessed: 100, selected: 45",
            "group: C, assessed: 100, selected: 48",
            "group: D, assessed: 100, selected: 51",
        )
    )

    assert {"A": 1, "B": Fraction(3, 4), "C": Fraction(4, 5), "D": Fraction(17, 20)} == ratios(
        texts
    )
    assert ["`B` by race: 45/100 over 60/100 of `A` is 3/4 = 0.75, below 4/5"] == low(texts)


def test_the_citys_published_scoring_rates_give_its_published_impact_ratios():
    """O11: the example of New York City's own rules."""
    texts = with_tables(
        table("sex", "group: Male, rate: 54.3%", "group: Female, rate: 44.7%"),
        table(
            "race-ethnicity",
            "group: Hispanic, rate: 64.2%",
            "group: White, rate: 37.5%",
            "group: Black, rate: 50%",
            "group: NHPI, rate: 62.5%",
            "group: Asian, rate: 41.7%",
        ),
    )
    sex = {group: f"{ratio_text(ratio)}" for group, ratio in ratios(texts).items() if ratio}
    race = {group: f"{ratio_text(ratio)}" for group, ratio in ratios(texts, 1).items() if ratio}

    assert {"Male": "1", "Female": "0.82"} == sex
    assert {
        "Hispanic": "1",
        "White": "0.58",
        "Black": "0.78",
        "NHPI": "0.97",
        "Asian": "0.65",
    } == race
    assert 3 == len(low(texts))


def test_seven_of_72_against_three_of_63_is_24_49ths_and_flagged():
    """O12, as published."""
    texts = with_tables(
        table(
            "sex",
            "group: men, assessed: 72, selected: 7",
            "group: women, assessed: 63, selected: 3",
        )
    )

    assert {"men": 1, "women": Fraction(24, 49)} == ratios(texts)
    assert ["`women` by sex: 3/63 over 7/72 of `men` is 24/49 = 0.49, below 4/5"] == low(texts)


def test_three_fifths_over_six_eighths_is_four_fifths_and_not_flagged():
    """O12's trap: in floats the ratio is below 0.8."""
    texts = with_tables(
        table(
            "sex", "group: men, assessed: 8, selected: 6", "group: women, assessed: 5, selected: 3"
        )
    )

    assert (3 / 5) / (6 / 8) < 0.8
    assert {"men": 1, "women": Fraction(4, 5)} == ratios(texts)
    assert [] == low(texts)


def test_a_ratio_just_below_four_fifths_does_not_read_like_four_fifths():
    assert "0.8" == ratio_text(Fraction(4, 5))
    assert "0.79999" == ratio_text(Fraction(79999, 100000))


def test_a_group_of_less_than_two_percent_is_left_out_and_one_of_exactly_two_is_not():
    small = "group: C, assessed: 19, selected: 1, left_out: Too few to tell"
    others = ("group: A, assessed: 481, selected: 90", "group: B, assessed: 500, selected: 90")

    assert [] == low(with_tables(table("race", *others, small)))

    exactly = small.replace("19", "20").replace("selected: 1,", "selected: 2,")
    others = ("group: A, assessed: 480, selected: 90", "group: B, assessed: 500, selected: 90")
    assert [
        (
            "left-out-without-cause",
            "`C` is left out and is 2.00% of those assessed, not less than 2%",
        )
    ] == told(found_in(with_tables(table("race", *others, exactly))))


def test_a_withheld_group_counts_as_four_where_its_share_is_asked():
    texts = with_tables(
        table(
            "race",
            "group: A, assessed: 196, selected: 90",
            "group: B, assessed: fewer than 5, left_out: Too few to tell",
        )
    )
    [tool] = agreement_of(texts).of(AutomatedTool)
    assert tool.audit
    [only] = tool.audit.tables

    assert Fraction(4, 200) == share_of(only, only.groups[1])
    assert None is rates_of(only)[1].ratio


def test_a_group_left_out_cannot_be_the_one_others_are_held_against():
    texts = with_tables(
        table(
            "race",
            "group: A, assessed: 1000, selected: 500",
            "group: B, assessed: 10, selected: 10, left_out: Too few to tell",
        )
    )

    assert {"A": 1, "B": None} == ratios(texts)


def test_a_withheld_group_known_from_another_tables_sum_is_told():
    texts = with_tables(
        table(
            "sex",
            "group: men, assessed: 60, selected: 30",
            "group: women, assessed: 43, selected: 21",
        ),
        table(
            "race",
            "group: A, assessed: 50, selected: 25",
            "group: B, assessed: 50, selected: 25",
            "group: C, assessed: fewer than 5",
        ),
    )

    assert [
        (
            "small-group-told",
            "`C` is withheld, and is known from the sum of `sex` less the other groups",
        )
    ] == told(found_in(texts))


@pytest.mark.parametrize("count", ["4", "1", "0", "few"])
def test_a_group_of_fewer_than_five_cannot_be_written_as_a_number(count):
    texts = with_tables(table("sex", f"group: men, assessed: {count}, selected: 0"))

    assert {"wrong-value"} == {check for check, _ in told(found_in(texts))}
