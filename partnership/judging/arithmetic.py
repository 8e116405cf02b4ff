"""The arithmetic of a verdict in words: what was counted, what was divided, what it is held against."""

from __future__ import annotations

from fractions import Fraction

from partnership.documents.measurement import Row
from partnership.judging.bands import reaches
from partnership.judging.cases import Case
from partnership.judging.counts import divided, exact_text, is_higher_better
from partnership.judging.verdicts import Status, Verdict
from partnership.judging.wording import listed, with_unit
from partnership.values.statistic_names import Statistic

NPS = "net promoter score"
SIGNS = {(True, True): "≥", (True, False): "<", (False, True): "≤", (False, False): ">"}
"""By whether higher is better, and whether the level is reached."""


def counts_in_words(case: Case, row: Row) -> str:
    """Say what was counted: `21 on time of 30, open past due 2`."""
    facts = []
    if row.numerator is not None and row.denominator is not None:
        words = {"share within": "on time of", NPS: "more promoters than detractors among"}
        between = words.get(case.terms.statistic.name, "of")
        facts.append(f"{row.numerator} {between} {row.denominator}")
    if row.amount is not None or row.per is not None:
        facts.append(_amounts(case, row))
    if row.n is not None and row.n != row.denominator:
        facts.append(f"n {row.n}")
    for name, count in (
        ("open past due", row.open_past_due),
        ("not yet due", row.not_yet_due),
        ("invited", row.invited),
    ):
        if count is not None:
            facts.append(f"{name} {count}")
    return ", ".join(facts)


def sum_and_value(verdict: Verdict, case: Case) -> str:
    """Write how the value was made: `21 ÷ 30 = 70.00%`."""
    if verdict.value is None:
        return "there is no value"
    return f"{_sum(verdict, case.terms.statistic)} = {verdict.shown}"


def compared(verdict: Verdict, case: Case) -> str:
    """Write what a value is held against: `21 ÷ 30 = 70.00% < minimum 80%`."""
    if verdict.value is None or case.metric is None:
        return ""
    higher = is_higher_better(case.terms.statistic, case.metric)
    levels = [("expected", verdict.expected), ("minimum", verdict.minimum)]
    if verdict.status is not Status.EXPECTED_MISSED and verdict.decided_by == "band":
        levels = levels[:1] if verdict.status is Status.MET else levels[1:]
    signs = [
        f"{SIGNS[higher, reaches(verdict.value, level, higher=higher)]} {name} "
        f"{with_unit(str(level), verdict.unit)}"
        for name, level in levels
        if level is not None
    ]
    return f"{sum_and_value(verdict, case)} {' and '.join(signs)}"


def _sum(verdict: Verdict, statistic: Statistic) -> str:
    if verdict.amount is not None:
        return _of_amounts(verdict.amount, verdict.per, statistic)
    if verdict.denominator is None:
        return f"{statistic} of {verdict.n}"
    if statistic.name == "bucket counts":
        return f"{verdict.numerator} of {verdict.denominator} beyond the last bucket"
    points = "100 × " if statistic.name == NPS else ""
    return f"{points}{verdict.numerator} ÷ {verdict.denominator}"


def _of_amounts(amount: Fraction, per: Fraction | None, statistic: Statistic) -> str:
    """Write what is made of an amount: a sum, a division, or how near one number is to another."""
    if per is None:
        return exact_text(amount)
    if statistic.name != "accuracy":
        return divided(amount, per)
    texts = exact_text(amount), exact_text(per)
    return f"1 − |{texts[0]} − {texts[1]}| ÷ {texts[1]}, at least 0"


def _amounts(case: Case, row: Row) -> str:
    """Say what was added up and what it is divided by."""
    metric = case.metric
    above, below = "weighted sum", "weights"
    if metric and metric.selection:
        above, below = "lowest rate", "highest rate"
    elif metric and metric.amount:
        above, below = listed(metric.amount), listed(metric.per or ())
    return ", ".join(
        f"{name} {exact_text(Fraction(exact))}"
        for name, exact in ((above, row.amount), (below, row.per))
        if exact is not None
    )
