"""Whole derivations of what repeats, what follows from a miss, and terms that change with time.

Each test judges some small agreements and compares all that is said with a file in `expected/`, which
`make bless` rewrites.
"""

from __future__ import annotations

from tests.judging.agreements import measurement, metric, months, row, sla
from tests.judging.test_derivations import MARCH, level

MISS, KEEP, SHORT = "10/20", "20/20", "17/20"
CONSEQUENCES = """\
repeat: {within: 1 month, multiplier: 2}
chronic: {expected_missed: 2, in: 3 months, becomes: minimum missed}
remedies: {root_cause_within: 5 business days, plan_within: 10 business days}
weight: 30
allocation: 40%
termination_triggers:
  - {id: two-in-a-row, minimum_missed: 2}
  - {id: three-in-half-a-year, minimum_missed: 3, in: 6 months}
"""
YEAR = "{from: 2025-01-01, to: 2025-10-31}"
AGAIN = "repeat: {within: 20 business days, multiplier: 2}\n"
RAISED = (
    "amendments:\n"
    "  - from: 2025-01-16\n"
    "    targets:\n"
    "      - {id: all, within: 7 business days, expected: 92%, minimum: 80%}\n"
)


def critical(promise: str) -> str:
    """Make a promise one that pays credits."""
    return promise.replace("class: kpi", "class: critical")


def test_what_repeats_says_what_is_counted_and_what_follows(derived):
    """Short in February and April, and missed twice on either side of a kept month.

    A level that is kept ends a row of misses of it, and half a month that is kept ends none.
    """
    counts = (MISS, SHORT, KEEP, SHORT, "0/0", SHORT, MISS, MISS, KEEP, SHORT)
    halves = (
        row(MISS, more="from: 2025-01-01, to: 2025-01-15"),
        row(KEEP, more="from: 2025-01-16, to: 2025-01-31"),
    )

    derived(
        "repeated",
        critical(sla(effective=YEAR, more=CONSEQUENCES)),
        *months("2025-01", counts),
        sla(name="rows", effective="{from: 2025-01-01, to: 2025-06-30}", more=AGAIN),
        *months("2025-01", (MISS, SHORT, MISS, MISS, KEEP, MISS), name="rows"),
        sla(name="halves", effective="{from: 2025-01-01, to: 2025-02-28}", more=RAISED),
        measurement("2025-01", *halves, name="halves"),
        *months("2025-02", (MISS,), name="halves"),
    )


def test_consequences_depend_on_the_class_the_party_and_what_is_agreed(derived):
    remedies = "remedies: {plan_within: 10 business days}\n"
    cause = "remedies: {root_cause_within: 5 business days}\nweight: 100\n"
    short = "{from: 2025-01-01, to: 2025-02-28}"
    documents = {
        "both": critical(sla(name="both", effective=short, owed_by="both", more=CONSEQUENCES)),
        "kpi": sla(name="kpi", effective=short, more=f"allocation: 40%\n{remedies}"),
        "alone": critical(sla(name="alone", effective=short, owed_by="client", more=cause)),
        "plain": critical(sla(name="plain", effective=short, more="allocation: 40%\n")),
        "other": sla(name="other", effective=short, more="amendments:\n  - {from: 2025-02-01, owed_by: client}\nrepeat: {within: 2 months, multiplier: 3}\n"),
        "hours": sla(name="hours", effective=short, more="chronic:\n  expected_missed: 1\n  in: 40 business hours\n  becomes: minimum missed\n"),
        "once": sla(name="once", effective=short, more="chronic: {expected_missed: 1, in: 1 month, becomes: minimum missed}\n"),
    }  # fmt: skip
    measured = [one for name in documents for one in months("2025-01", (MISS, SHORT), name=name)]

    derived("consequences", *documents.values(), *measured)


RAMP = """\
phases:
  - {phase: baselining, from: 2026-01-01, to: 2026-01-31}
  - {phase: ramp, from: 2026-02-01, to: 2026-02-28, targets: [{id: all, expected: 70%, minimum: 50%}]}
  - {phase: ramp, from: 2026-03-01, to: 2026-03-15}
  - {phase: steady, from: 2026-03-16}
"""
ROWS = (
    "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: critical, otherwise: true, within: 4 business days, expected: 95%, minimum: 85%}\n"
)
LOWER = (
    "amendments:\n"
    "  - from: 2026-03-16\n"
    "    targets:\n"
    "      - {id: all, within: 7 business days, expected: 60%, minimum: 50%}\n"
)


def test_terms_of_the_time_hold_in_phases_parts_and_longer_windows(derived):
    from_january = "{from: 2026-01-01, to: 2026-04-30}"
    parts = (
        row("7/10", more="from: 2026-03-01"),
        row("7/10", more="from: 2026-03-16, to: 2026-03-31"),
        row("1/10", more="from: 2026-03-16, to: 2026-03-31"),
    )
    no_parts = (row("1/10"), row("1/10", more="from: 2026-03-01, to: 2026-03-14"))
    quarterly = {"window": "quarter", "effective": "{from: 2025-12-15, to: 2026-04-15}"}
    ratio = {"measures": "offer-acceptance", "statistic": "ratio of sums", "targets": level("90%", "80%")}  # fmt: skip

    derived(
        "terms",
        sla(name="a-ramp", effective=from_january, more=RAMP),
        *months("2026-01", ("15/20",) * 4, name="a-ramp"),
        sla(ROWS, name="b-rows", effective=MARCH),
        measurement("2026-03", row("9/10", "standard"), row("9/10", "other"), name="b-rows"),
        sla(name="c-parts", effective="{from: 2026-03-01, to: 2026-04-30}", more=LOWER),
        measurement("2026-03", *no_parts, *parts, name="c-parts"),
        measurement(
            "2026-04",
            parts[0],
            row("1/10", more="from: 2026-04-02"),
            row("1/10", more="to: 2026-04-29"),
            row("7/10"),
            name="c-parts",
        ),
        sla(name="d-last-day", effective=MARCH, more=f"on_change: terms of the last day\n{LOWER}"),
        measurement("2026-03", row("14/20"), name="d-last-day"),
        sla(name="e-quarter", **quarterly),
        measurement("2026-Q1", row("19/20"), name="e-quarter"),
        measurement("2025-Q3", row("19/20"), name="e-quarter"),
        measurement("2026-01", row("19/20"), name="e-quarter"),
        sla(name="f-trailing", window="12 months", effective="{from: 2026-02-01}", **ratio),
        measurement("2026-03", row("39/50"), name="f-trailing"),
        sla(
            name="h-ended",
            window="12 months",
            effective="{from: 2026-04-01, to: 2026-04-30}",
            **ratio,
        ),
        measurement("2026-05", row("39/50"), name="h-ended"),
        measurement("2026-Q1", row("39/50"), name="h-ended"),
        metric("time-to-fill", "amendments:\n  - {from: 2026-04-01, unit: business days}\n"),
        sla(
            level("5 calendar days", "9 calendar days"),
            name="j-unit",
            measures="time-to-fill",
            statistic="median",
            effective="{from: 2026-03-01, to: 2026-04-30}",
        ),
        *months("2026-03", ('n: 1, closed: {"1": 1}',) * 2, name="j-unit"),
        sla(
            name="i-window",
            effective="{from: 2026-05-01, to: 2026-06-30}",
            more="amendments:\n  - {from: 2026-06-16, window: quarter}\n",
        ),
        sla(
            name="l-trailing",
            window="12 months",
            effective="{from: 2026-06-01, to: 2026-06-30}",
            more="amendments:\n  - {from: 2026-06-16, window: quarter}\n",
            **ratio,
        ),
        sla(name="g-standing", effective=MARCH).replace("due date", "open at the end"),
        measurement("2026-03", row("9/10"), name="g-standing"),
    )
