"""Checks look at all terms: amended ones too, at their own place, and each day on which sums change."""

from __future__ import annotations

import re
from datetime import date

import pytest

from partnership.agreement import Agreement
from partnership.checks import check_id, find_all
from partnership.checks.register import ALL
from partnership.documents import SLA
from tests.checks.agreements import AS_OF, CATALOGUE, agreement_of, edited, found_in, passing, told

SLA_FILE = "partnership/slas/first-slate.yaml"
FULL_SLATE = "partnership/slas/full-slate.yaml"
PATH_FILE = "partnership/escalations/delivery.yaml"


def amended(texts: dict[str, str], path: str, amendments: str) -> dict[str, str]:
    return {**texts, path: f"{texts[path]}amendments:\n{amendments}"}


def test_an_amended_row_is_found_where_the_amendment_is_written():
    texts = amended(
        passing("minimum-beyond-expected"),
        SLA_FILE,
        "  - from: 2026-07-01\n"
        "    targets:\n"
        "      - {id: all, within: 7 business days, expected: 75%, minimum: 80%}\n",
    )

    found = found_in(texts)

    assert ["minimum-beyond-expected"] == [finding.check for finding in found]
    assert "amendments[2026-07-01].targets[all].minimum" == found[0].place.pointer
    assert 22 == found[0].place.line


def test_a_key_that_is_a_word_of_python_is_found_in_its_amendment_too():
    texts = amended(
        passing("allocation-without-credit"),
        SLA_FILE,
        "  - from: 2026-07-01\n    class: critical\n",
    )

    places = {finding.place.pointer for finding in found_in(texts) if "sla-" in finding.check}

    assert {"amendments[2026-07-01].class"} == places


def test_what_an_amendment_leaves_as_it_was_is_found_once():
    texts = amended(
        edited(passing("minimum-beyond-expected"), SLA_FILE, "expected: 90%", "expected: 75%"),
        SLA_FILE,
        "  - from: 2026-07-01\n    title: First slate in time\n",
    )

    assert ["minimum-beyond-expected"] == [finding.check for finding in found_in(texts)]


def test_terms_that_no_day_has_are_not_looked_at():
    """An amendment beyond the last day is one finding; its rows are nobody's promise."""
    texts = amended(
        edited(
            passing("minimum-beyond-expected"),
            SLA_FILE,
            "{from: 2026-01-01}",
            "{from: 2026-01-01, to: 2026-06-30}",
        ),
        SLA_FILE,
        "  - from: 2026-07-01\n"
        "    targets:\n"
        "      - {id: all, within: 7 business days, expected: 75%, minimum: 80%}\n",
    )

    assert ["amendments-out-of-order"] == [finding.check for finding in found_in(texts)]


def test_a_metric_amended_to_another_unit_is_found_from_the_day_it_holds():
    texts = amended(
        passing("share-without-limit"),
        "partnership/metrics/time-to-first-slate.yaml",
        "  - from: 2026-07-01\n    unit: business hours\n",
    )

    unit = tuple(one for one in found_in(texts) if one.check == "unit-mismatch")

    assert [
        ("unit-mismatch", "`within: 7 business days` is not in the unit of `time-to-first-slate`")
    ] == told(unit)


def test_stretches_follow_each_other_to_the_last_day():
    texts = amended(
        edited(
            passing("share-without-limit"),
            SLA_FILE,
            "{from: 2026-01-01}",
            "{from: 2026-01-01, to: 2026-12-31}",
        ),
        SLA_FILE,
        "  - from: 2026-04-01\n    window: quarter\n  - from: 2026-07-01\n    window: year\n",
    )

    stretches = list(agreement_of(texts).stretches(SLA))

    borders = [
        (date.fromordinal(one.first), date.fromordinal(one.until), one.terms.window)
        for one in stretches
    ]
    assert [
        (date(2026, 1, 1), date(2026, 4, 1), "month"),
        (date(2026, 4, 1), date(2026, 7, 1), "quarter"),
        (date(2026, 7, 1), date(2027, 1, 1), "year"),
    ] == borders


def test_weights_are_added_up_for_each_day_on_which_they_change():
    texts = edited(
        passing("weights-not-100"),
        FULL_SLATE,
        "{from: 2026-01-01}",
        "{from: 2026-01-01, to: 2026-06-30}",
    )

    found = found_in(texts)

    assert [
        ("weights-not-100", "the weights of what the provider owes make 60 from 2026-07-01")
    ] == told(found)


def test_weights_that_hand_over_on_a_day_stay_100():
    texts = passing("weights-not-100")
    texts = amended(texts, SLA_FILE, "  - from: 2026-07-01\n    weight: 70\n")
    texts = amended(texts, FULL_SLATE, "  - from: 2026-07-01\n    weight: 30\n")

    assert () == found_in(texts)


def test_a_promise_of_the_other_party_has_weights_of_its_own():
    texts = edited(
        passing("weights-not-100"),
        "partnership/slas/cv-review.yaml",
        "low_volume:",
        "weight: 100\nlow_volume:",
    )

    assert () == found_in(texts)


def test_a_rung_that_asks_for_a_level_of_another_name_is_told_the_nearest():
    texts = edited(passing("escalation-dead-end"), PATH_FILE, "then: l2", "then: l3")

    found = found_in(texts)

    assert [("escalation-dead-end", "there is no level `l3`")] == told(found)
    assert found[0].hint.startswith("did you mean `l")


def test_paths_that_continue_in_each_other_go_round():
    texts = passing("escalation-loop")
    text = texts[PATH_FILE]
    ending = "ends_with: The dispute clause of the master services agreement."
    texts[PATH_FILE] = text.replace(ending, "continues_in: strategic")
    texts["partnership/escalations/strategic.yaml"] = text.replace(
        ending, "continues_in: delivery"
    ).replace("id: delivery", "id: strategic")

    found = found_in(texts)

    assert [
        ("escalation-loop", "the paths go round: `delivery` → `strategic` → `delivery`")
    ] == told(found)


def test_a_deputys_deputy_keeps_a_seat_filled():
    held = "    held: {from: 2026-01-01, to: 2026-06-30}\n"
    seat = (
        "  - {{id: {name}, title: {name}, party: provider, tier: operational, "
        "contact: {name}@provider.example, deputies: [{deputies}]{held}}}\n"
    )
    texts = passing("vacant-seat")
    roles = "partnership/roles.yaml"
    texts[roles] = re.sub(r"    held: .*\n", held + "    deputies: [lead]\n", texts[roles])
    lead = seat.format(name="lead", deputies="pool", held=", held: {from: 2026-08-01}")
    texts[roles] += lead + seat.format(name="pool", deputies="", held="")

    assert () == found_in(texts)
    assert "vacant-seat" in {
        finding.check
        for finding in found_in({**texts, roles: texts[roles].replace("[pool]", "[]")})
    }


def test_an_otherwise_row_takes_what_the_others_leave():
    texts = edited(
        passing("uncovered-scope"),
        SLA_FILE,
        "    when: {urgency: critical}\n",
        "    otherwise: true\n",
    )

    assert () == found_in(texts)


def test_rows_need_to_cover_only_what_the_metric_counts():
    texts = passing("uncovered-scope")
    metric = "partnership/metrics/time-to-first-slate.yaml"
    texts[metric] += "where: {country: GB}\n"
    texts[SLA_FILE] = texts[SLA_FILE].replace(
        "{urgency: critical}", "{urgency: critical, country: GB}"
    )

    assert () == found_in(texts)


def test_a_waiver_keeps_its_finding_and_says_so():
    texts = passing("expired-waiver")
    texts[PATH_FILE] = texts[PATH_FILE].replace("last_drill: 2026-02-10", "last_drill: 2025-02-10")

    found = found_in(texts)

    assert [("overdue-drill", "drill-after-the-move")] == [
        (finding.check, finding.waived) for finding in found
    ]


@pytest.mark.parametrize("day", [date.min, AS_OF, date.max], ids=["first", "today", "last"])
@pytest.mark.parametrize("written", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize("name", sorted(check_id(check) for check in ALL))
def test_no_check_stumbles_at_either_end_of_time(name, written, day):
    """Whatever day is written and asked, each check answers."""
    folder = CATALOGUE / name / "fail"
    files = sorted(path for path in folder.rglob("*.yaml") if "site" not in path.parts)
    texts = {
        path.relative_to(folder).as_posix(): re.sub(
            r"\b\d{4}-\d\d-\d\d\b", written, path.read_bytes().decode(errors="replace")
        )
        for path in files
    }

    assert isinstance(found_in(texts, day), tuple)


def test_an_agreement_without_documents_says_what_is_missing():
    assert [
        ("one-of-a-kind", "there is no `Partnership`"),
        ("one-of-a-kind", "there is no `Roles`"),
    ] == told(find_all(Agreement(documents=()), AS_OF))
