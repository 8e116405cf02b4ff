"""Which verdict is meant, what stands around it, and what is said where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from partnership.documents import Metric
from partnership.errors import WrongUsage
from partnership.judging.explaining import explain, require_known
from partnership.judging.wording import sum_in_words
from partnership.loading import load
from tests.judging.agreements import UNSET, agreement, measurement, months, row, sla
from tests.judging.closes import close
from tests.judging.test_derivations import COST, INDEX, OPENED, RATES, made
from tests.judging.told import told

EXPECTED = Path(__file__).parent / "expected"
AS_OF = date(2026, 7, 10)
ROWS = (
    "  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}\n"
    "  - {id: critical, otherwise: true, within: 4 business days, expected: 90%, minimum: 80%}\n"
)
AMENDED = "amendments:\n  - from: 2026-05-01\n    escalation: delivery\n  - from: 2026-06-16\n    class: critical\n    escalation: delivery\n"
DELIVERY = """\
kind: EscalationPath
id: delivery
title: Delivery
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01}
calendar: provider-uk
levels:
  - id: l1
    client: vendor-manager
    provider: account-director
    triggers: [{on: critical default}, {on: expected missed}]
    acknowledge_within: 4 business hours
    decide_within: 3 business days
    then: l2
  - id: l2
    client: vendor-manager
    provider: account-director
    triggers: [{on: minimum missed, of: [SLA/other]}, {on: minimum missed}]
    acknowledge_within: 1 business day
    decide_within: 5 business days
ends_with: The dispute clause.
raised_by: either party
"""
CONVERTED = "phases:\n  - {phase: baselining, from: 2026-01-01, to: 2026-02-28, conversion: midpoint}\n  - {phase: steady, from: 2026-03-01}\n"
AGREED = "amendments:\n  - from: 2026-03-01\n    targets:\n      - {id: all, within: 7 business days, expected: 80%, minimum: 70%}\n"


@pytest.fixture
def folder(tmp_path):
    """Promises with a breach, without one, not measured, in baselining, and that begin later."""
    agreement(
        tmp_path,
        DELIVERY,
        sla(ROWS, effective="{from: 2026-04-01}", more=f"on_change: terms of the last day\n{AMENDED}"),
        measurement("2026-04", row("21/30", "standard"), row("29/30", "critical")),
        measurement("2026-05", row("25/30", "standard"), row("15/30", "critical")),
        measurement("2026-06", row("27/30", "standard"), row("26/30", "critical")),
        sla(name="kept", effective="{from: 2026-04-01}"),
        *months("2026-04", ("29/30", "25/30"), name="kept"),
        sla(name="unmeasured", effective="{from: 2026-05-01}"),
        sla(name="running", effective="{from: 2026-07-01}"),
        sla(name="baselined", effective="{from: 2026-01-01}", more=CONVERTED),
        *months("2026-01", ("29/30", "30/30"), name="baselined"),
        sla(ROWS, name="rows", effective="{from: 2026-01-01}", more=CONVERTED),
        measurement("2026-01", row("21/30", "standard"), row("29/30", "critical"), name="rows"),
        sla(name="agreed", effective="{from: 2026-01-01}", more=f"{CONVERTED}{AGREED}"),
        *months("2026-01", ("21/30",), name="agreed"),
        sla(name="both", effective="{from: 2026-05-01}", owed_by="both", more="escalation: delivery\n"),
        *months("2026-05", ("1/30", "29/30"), name="both"),
        sla(name="outside", effective="{from: 2026-05-01, to: 2026-05-31}"),
        *months("2026-05", ("29/30", "1/30"), name="outside"),
        sla(name="later", effective="{from: 2026-09-01}"),
    )  # fmt: skip
    return tmp_path


ASKED = (
    ("first-slate", None, None),
    ("first-slate", "2026-04", None),
    ("first-slate", "2026-05", "standard"),
    ("first-slate", "2026-06", None),
    ("first-slate", "2026-06", "standard"),
    ("first-slate", None, "standard"),
    ("first-slate", "2026-07", None),
    ("kept", None, None),
    ("kept", "2026-06", None),
    ("unmeasured", None, None),
    ("running", None, None),
    ("baselined", None, None),
    ("baselined", "2026-02", None),
    ("rows", None, "standard"),
    ("agreed", None, None),
    ("both", None, None),
    ("both", "2026-05", None),
    ("outside", None, None),
    ("outside", "2026-06", None),
)
REFUSED = (
    ("first-slat", None, None),
    ("zzz", None, None),
    ("later", None, None),
    ("first-slate", "2026-08", None),
    ("first-slate", None, "standrad"),
    ("first-slate", "2026-03", "standard"),
)


def test_the_verdict_that_is_meant_is_told_with_what_stands_around_it(folder, expect_file):
    found = load(folder)
    things: list[object] = []
    for sla_, period, segment in ASKED:
        one = explain(found, AS_OF, sla_, period, segment)
        things.append(one)

    text = told(things, ("case", "steps"))
    expect_file(EXPECTED / "explained.txt", text)


COMPOSED = made(
    "composed",
    type="index",
    subject="application",
    unit="percent",
    direction="higher is better",
    composition="{dimension: gender, stage: screened, groups: [women, others]}",
)


def test_what_is_added_up_is_named_after_what_it_is_made_of(tmp_path):
    found = agreement(tmp_path, COST, OPENED, INDEX, RATES, COMPOSED)

    assert {
        "composed": "screened candidates who are women and others",
        "cost-per-hire": "internal cost and external cost over hires",
        "opened": "openings opened",
        "quality": "kept and rated",
        "selection": "gender groups from screened to hired",
    } == {one.id: sum_in_words(one) for one in found.of(Metric)}


def test_what_there_is_not_is_refused_with_what_there_is(folder, expect_file):
    found = load(folder)
    broken = folder / "partnership/slas/kept.yaml"
    broken.write_text(broken.read_text("utf-8").replace("class: kpi", "class: gold"), "utf-8")

    def refusals() -> Iterator[str]:
        for asked in REFUSED:
            with pytest.raises(WrongUsage) as raised:
                explain(found, AS_OF, *asked)
            yield f"{raised.value}\n"
        with pytest.raises(WrongUsage) as raised:
            explain(load(folder), AS_OF, "kept")
        yield f"{raised.value}\n"
        for names in ((), ("a",), tuple("abcdefgh"), tuple("abcdefghi"), ("abcd", "abcd")):
            with pytest.raises(WrongUsage) as raised:
                require_known("letter", "abce", names)
            yield f"{raised.value}\n"

    expect_file(EXPECTED / "not-explained.txt", "".join(refusals()))


def test_terms_hold_from_the_last_amendment_up_to_the_last_day_judged(tmp_path):
    """An amendment of a month's last day changes its terms, one of the day after does not."""
    more = "on_change: terms of the last day\namendments:\n  - {from: 2026-06-30, class: critical}\n  - {from: 2026-07-01, class: kpi}\n"
    found = agreement(tmp_path, sla(effective="{from: 2026-05-01}", more=more))

    may, june = (explain(found, AS_OF, "first-slate", period) for period in ("2026-05", "2026-06"))

    assert (date(2026, 5, 1), False) == (may.since, may.amended)
    assert (date(2026, 6, 30), True) == (june.since, june.amended)


def test_a_sealed_verdict_keeps_the_day_of_its_terms_when_they_are_amended_later(tmp_path):
    amended = "amendments:\n  - {from: 2026-06-01, class: critical}\n"
    promise = sla(effective="{from: 2026-05-01}", more=amended)
    agreement(tmp_path, promise, *months("2026-05", ("29/30", "21/30")))
    close(tmp_path, "2026-05", "2026-06")
    file = tmp_path / "partnership/slas/first-slate.yaml"
    file.write_text(f"{file.read_text('utf-8')}  - {{from: 2026-09-01, class: kpi}}\n", "utf-8")

    found = explain(load(tmp_path), date(2026, 8, 20), "first-slate", "2026-06")

    assert "2026-06" == found.verdict.sealed
    assert (date(2026, 6, 1), True) == (found.since, found.amended)


def test_a_default_of_a_critical_promise_climbs_to_the_level_that_is_for_it(tmp_path):
    promises = [
        sla(name=name, effective="{from: 2026-06-01}", more="escalation: delivery\n").replace(
            "class: kpi", f"class: {name}"
        )
        for name in ("critical", "kpi")
    ]
    missed = [measurement("2026-06", row("1/30"), name=name) for name in ("critical", "kpi")]
    found = agreement(tmp_path, DELIVERY, *promises, *missed)

    levels = {name: explain(found, AS_OF, name).level for name in ("critical", "kpi")}

    assert {"critical": "l1", "kpi": "l2"} == {name: one and one.id for name, one in levels.items()}


CLIMBS = """\
kind: EscalationPath
id: climbs
title: Climbs
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2020-01-01, to: 2026-07-31}
calendar: provider-uk
levels:
  - {id: other, client: vendor-manager, provider: account-director, triggers: [{on: minimum missed, of: [SLA/other]}], acknowledge_within: 1 business day, decide_within: 5 business days, then: one}
  - {id: one, client: vendor-manager, provider: account-director, triggers: [{on: minimum missed}], acknowledge_within: 1 business day, decide_within: 5 business days}
ends_with: The dispute clause.
raised_by: either party
amendments:
  - from: 2026-07-10
    levels:
      - {id: only, client: vendor-manager, provider: account-director, triggers: [{on: minimum missed, of: [SLA/first-slate]}], acknowledge_within: 1 business day, decide_within: 5 business days}
"""


def test_a_miss_climbs_to_the_first_level_that_is_for_it_by_the_terms_of_the_day_judged(tmp_path):
    """A level of another promise is passed by; once the path has ended, it is as it was written."""
    promise = sla(effective="{from: 2026-06-01}", more="escalation: climbs\n")
    found = agreement(tmp_path, CLIMBS, promise, *months("2026-06", ("1/30",)))

    levels = {}
    for day in (date(2026, 7, 9), date(2026, 7, 10), date(2026, 8, 1)):
        level = explain(found, day, "first-slate", "2026-06").level
        levels[str(day)] = level and level.id

    assert {"2026-07-09": "one", "2026-07-10": "only", "2026-08-01": "one"} == levels


PLAN = """\
kind: HiringPlan
id: openings
title: Openings
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
counted_by: opened
issued_on: 2026-01-05
issued_by: vendor-manager
renew_every: 1 year
forecast:
  - {period: 2026-04, openings: 1, confidence: firm}
bands:
  - {id: surge, over: 20%, then: relief, days: whole period, falls_on: client, affects: [filled], text: Desks are added.}
"""


def test_relief_that_a_forecast_gives_by_rule_is_told_with_the_band_worked_out(tmp_path):
    """Two openings where one was expected; relief that a party asked for has no band to work out."""
    name = "hiring-plan-openings-2026-04-surge-filled"
    used = f'{{{name}: "{UNSET}", relief-2026-001: "{UNSET}"}}'
    terms = {"measures": "time-to-fill", "effective": "{from: 2026-04-01}"}
    found = agreement(
        tmp_path,
        PLAN,
        sla(name="opened", owed_by="client", **terms),
        measurement("2026-04", row("2/2"), name="opened"),
        sla(name="filled", more="relief: extend the clock\n", **terms),
        measurement("2026-04", row("2/2"), name="filled", reliefs=used),
    )

    explained = explain(found, AS_OF, "filled", "2026-04")
    said = {step.name: step.text for step in explained.steps}["relief"]

    assert said.endswith(
        f"; {name}: 2 openings of 1 expected in 2026-04, more than 1.2 (1 + 20%, `surge`)"
    )
    assert 1 == said.count("expected in")
