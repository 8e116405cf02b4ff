"""What a measurement says of its events, and relief and levels that change no number."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import TypeAdapter

from partnership.documents import SLA
from partnership.errors import PartnershipError
from partnership.measuring.definitions import definitions_of
from partnership.measuring.records import counts_digest
from partnership.measuring.supported import require_supported
from partnership.values import Period
from tests.checks.agreements import agreement_of, edited, found_in, passing, told

RECORD = "records/measurements/2026-03/first-slate.yaml"
SLA_FILE = "partnership/slas/first-slate.yaml"
METRIC = "partnership/metrics/time-to-first-slate.yaml"
RELIEF = "records/relief/relief-2026-014.yaml"
MONTH = TypeAdapter(Period)
MEASURED = passing("misfiled-measurement")
RELIEVED = passing("relief-without-method")
IN_PLACE = "`first-slate.2026-03.r1` stands in place of `first-slate.2026-03`, and "
ALLOWING = passing("promise-that-cannot-fail")


def gated(gate: str, name: str = "first-slate.2026-03") -> str:
    """The record with another gate, and the digest that fits it."""
    text = MEASURED[RECORD].replace("orphans: 0, out_of_order: 0", gate)
    if name != "first-slate.2026-03":
        text = text.replace("id: first-slate.2026-03", f"id: {name}")
        text = text.replace("rows:", "replaces: first-slate.2026-03\nrows:")
    record = next(
        one
        for one in agreement_of({**MEASURED, RECORD: text}).documents
        if one.kind == "Measurement"
    )
    old = text.rpartition("counts: ")[2].strip()
    return text.replace(old, counts_digest(record.written))


@pytest.mark.parametrize(
    ("gate", "said"),
    [
        (
            "orphans: 0, out_of_order: 0, unassigned: 1",
            ("unassigned-subjects", "1 subject is in no row of `first-slate` in 2026-03"),
        ),
        (
            "orphans: 1200, out_of_order: 0",
            (
                "orphaned-events",
                "1,200 events belong to nothing that is known, so no count has them",
            ),
        ),
        (
            "orphans: 0, out_of_order: 1",
            (
                "clock-stops-before-start",
                "1 subject is left out of the count: the clock stops before it starts",
            ),
        ),
    ],
)
def test_what_the_gate_counts_is_a_finding_until_a_correction_replaces_it(gate, said):
    wrong = {**MEASURED, RECORD: gated(gate)}
    correction = gated("orphans: 0, out_of_order: 0", "first-slate.2026-03.r1")

    assert [said] == told(found_in(wrong))
    mended = {**wrong, RECORD.replace(".yaml", ".r1.yaml"): correction}
    assert [] == told(found_in(mended))


@pytest.mark.parametrize(
    ("named", "message", "hint"),
    [
        (
            "",
            IN_PLACE + "does not say so",
            "write `replaces: first-slate.2026-03`",
        ),
        (
            "replaces: first-slate.2026-03.r1\n",
            IN_PLACE + "names `first-slate.2026-03.r1`",
            "write `replaces: first-slate.2026-03`",
        ),
    ],
)
def test_a_correction_names_the_record_before_it(named, message, hint):
    correction = gated("orphans: 1, out_of_order: 0", "first-slate.2026-03.r1")
    correction = correction.replace("replaces: first-slate.2026-03\n", named)
    texts = {**MEASURED, RECORD.replace(".yaml", ".r1.yaml"): correction}

    (found,) = (one for one in found_in(texts) if one.check == "misfiled-measurement")

    assert (message, hint) == (found.message, found.hint)


def test_a_record_that_corrects_nothing_names_none():
    text = MEASURED[RECORD].replace("rows:", "replaces: first-slate.2026-03\nrows:")

    (found,) = (
        one for one in found_in({**MEASURED, RECORD: text}) if one.check == "misfiled-measurement"
    )

    assert "`first-slate.2026-03` replaces nothing that is there" == found.message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("denominator: 23", "denominator: 20"),
        ("n: 23}", "n: 23, open_past_due: 1}"),
        ("completeness: 100%", "completeness: 99%"),
        ("counts: f", "counts: 0"),
    ],
)
def test_any_count_that_is_edited_is_found_at_the_digest(old, new):
    (found,) = found_in(edited(MEASURED, RECORD, old, new))

    assert ("edited-measurement", "digests.counts") == (found.check, found.place.pointer)


def test_relief_for_a_ratio_is_found_at_the_relief_and_no_method_is_asked_of_the_sla():
    texts = edited(RELIEVED, SLA_FILE, "relief: extend the clock\n", "")
    texts = edited(texts, SLA_FILE, "statistic: share within", "statistic: ratio of sums")
    texts = edited(texts, METRIC, "unit: business days", "unit: percent")
    texts = edited(texts, METRIC, "type: duration", "type: ratio")

    found = told(found_in(texts))

    assert ("relief-of-no-clock", "`first-slate` has no clock: only durations can be relieved") in (
        found
    )
    assert "relief-without-method" not in {check for check, _ in found}


def test_a_median_is_only_told_of_the_relief_that_it_can_have():
    """What `remove` and `count as met` do, they do to a share; measuring refuses them elsewhere."""
    texts = edited(RELIEVED, SLA_FILE, "relief: extend the clock\n", "")
    texts = edited(texts, SLA_FILE, "share within", "median")

    (found,) = (one for one in found_in(texts) if one.check == "relief-without-method")

    assert "add `relief: extend the clock`" == found.hint


@pytest.mark.parametrize(
    ("low", "minimum", "said"),
    [
        ("below: 8, then: allow misses, misses: 1", "80%", None),
        ("below: 10, then: allow misses, misses: 2", "80%", None),
        (
            "below: 10, then: allow misses, misses: 3",
            "80%",
            "3 of 9 may be missed, and the minimum of 80% allows 2 of 10",
        ),
        (
            "below: 8, then: allow misses, misses: 7",
            "80%",
            "below 8 each subject may be missed, so no such period can fail",
        ),
        ("below: 8, then: report only, misses: 7", "80%", None),
        ("below: 10, then: allow misses, misses: 2", "0%", None),
    ],
)
def test_misses_are_too_many_where_fewer_are_allowed_at_the_full_volume(low, minimum, said):
    texts = edited(ALLOWING, SLA_FILE, "below: 8, then: allow misses, misses: 1", low)
    texts = edited(texts, SLA_FILE, "minimum: 80%", f"minimum: {minimum}")

    found = [text for check, text in told(found_in(texts)) if check == "promise-that-cannot-fail"]

    assert ([said] if said else []) == found


def test_nothing_can_miss_an_expected_level_of_nothing():
    texts = edited(ALLOWING, SLA_FILE, "expected: 90%, minimum: 80%", "expected: 0%, minimum: 0%")

    (found,) = (one for one in found_in(texts) if one.check == "promise-that-cannot-fail")

    assert "0% is expected, so nothing can miss it" == found.message
    assert "targets[all].expected" == found.place.pointer


@pytest.mark.parametrize(
    ("old", "new", "pointer"),
    [
        ("excused_by: [cv-review]", "buckets: [30 calendar days]", "buckets[30 calendar days]"),
        ("placed_by: due date", "placed_by: open at the end", "open_past_due"),
    ],
)
def test_what_measuring_refuses_is_told_from_the_day_it_holds(old, new, pointer):
    """The terms that the check names are those that `measure` names."""
    texts = edited(passing("circular-excuse"), SLA_FILE, "pauses: []\n", "")
    texts = edited(texts, SLA_FILE, old, new)
    texts = edited(texts, SLA_FILE, "{from: 2027-01-01}", "{from: 2026-07-10}")
    agreement = agreement_of(texts)
    sla = agreement.get(SLA, "first-slate")
    assert sla is not None
    (definition, *_) = definitions_of(agreement, sla, MONTH.validate_python("2026-08"))

    def asked(day):
        return [one for one in found_in(texts, day) if one.check == "not-measured-yet"]

    assert [] == asked(date(2026, 7, 9))
    (found,) = asked(date(2026, 7, 10))
    assert pointer == found.place.pointer
    with pytest.raises(PartnershipError) as error:
        require_supported(definition)
    assert found.message in str(error.value)
