"""What a branch changes, compared with its base: what is found, and what is no change at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.agreement import Agreement
from partnership.checks import check_id, find_all
from partnership.checks.register import PROPOSAL
from partnership.findings import Finding
from partnership.history.proposal import Proposal, Removed
from partnership.loading.document import load_document
from tests.checks.agreements import AS_OF, agreement_of, edited, passing, told
from tests.checks.test_any_agreement import linked

MEASURED = passing("misfiled-measurement")
RELIEVED = passing("self-answered-relief")
SLA = "partnership/slas/first-slate.yaml"
METRIC = "partnership/metrics/time-to-first-slate.yaml"
CALENDAR = "partnership/calendars/client-uk.yaml"
ROLES = "partnership/roles.yaml"
PARTNERSHIP = "partnership/partnership.yaml"
MEASUREMENT = "records/measurements/2026-03/first-slate.yaml"
RELIEF = "records/relief/relief-2026-014.yaml"
NAMES = {check_id(check) for check in PROPOSAL}

AMENDMENT = """\
amendments:
  - from: {day}
    targets:
      - {{id: all, within: 7 business days, expected: {level}, minimum: 80%}}
"""
WAIVER = """\
kind: Waiver
id: agreed-slip
check: effective-dates-changed-in-place
document: SLA/first-slate
reason: The first day was a slip of the pen.
accepted_by: vendor-manager
expires: 2026-12-31
"""


def proposed(
    before: Mapping[str, str],
    after: Mapping[str, str],
    as_of: date = AS_OF,
    removed: tuple[Removed, ...] = (),
) -> tuple[Finding, ...]:
    """Ask every check about texts beside those of their base; give what the proposal's checks say."""
    base, head = agreement_of(before), agreement_of(after)
    found = find_all(head, as_of, Proposal(base, head, base, as_of, removed))
    return tuple(finding for finding in found if finding.check in NAMES)


def added(texts: Mapping[str, str], path: str, text: str) -> dict[str, str]:
    """Add lines to the end of a text, or a text."""
    return {**texts, path: texts.get(path, "") + text}


def without(texts: Mapping[str, str], path: str) -> dict[str, str]:
    return {name: text for name, text in texts.items() if name != path}


def turned_round(text: str) -> str:
    """Write a document's lines of one key each in the opposite order, with a comment."""
    return "# the same\n" + "".join(reversed(text.splitlines(keepends=True)))


@pytest.mark.parametrize("path", [RELIEF, CALENDAR])
def test_comments_order_and_the_files_name_are_never_a_change(path):
    moved = without(RELIEVED, path) | {
        path.replace(".yaml", "-2.yaml"): turned_round(RELIEVED[path])
    }

    assert () == proposed(RELIEVED, moved)


def test_a_relief_grows_by_its_end_and_its_answer_once():
    asked = edited(RELIEVED, RELIEF, ", until: 2026-03-26", "")
    asked = {**asked, RELIEF: asked[RELIEF].partition("answer:")[0]}
    other = edited(RELIEVED, RELIEF, "until: 2026-03-26", "until: 2026-03-27")

    assert () == proposed(asked, RELIEVED)
    assert [
        (
            "record-rewritten",
            "the record is rewritten: `interval.until` changes from `2026-03-26` to `2026-03-27`",
        )
    ] == told(proposed(RELIEVED, other))
    assert [
        ("record-rewritten", "the record is rewritten: `answer` is taken away, and 1 more")
    ] == told(proposed(RELIEVED, asked))


def test_a_measurement_never_changes_and_is_not_deleted():
    other = edited(MEASURED, MEASUREMENT, "numerator: 19", "numerator: 21")
    other = edited(other, MEASUREMENT, "2026-04-05", "2026-04-06")
    changed = proposed(MEASURED, other)

    assert [
        (
            "record-rewritten",
            "the record is rewritten: `known` changes from `2026-04-05` to `2026-04-06`, and 1 more",
        )
    ] == told(changed)
    assert "restore it; `partnership measure` writes a correction beside it" == changed[0].hint
    assert [
        ("record-rewritten", "the record `Measurement/first-slate.2026-03` is deleted")
    ] == told(proposed(MEASURED, without(MEASURED, MEASUREMENT)))


def test_a_correction_beside_a_measurement_is_welcome():
    text = MEASURED[MEASUREMENT].replace("first-slate.2026-03", "first-slate.2026-03.r1")
    path = MEASUREMENT.replace(".yaml", ".r1.yaml")

    assert () == proposed(MEASURED, {**MEASURED, path: text})


def test_a_record_that_cannot_be_read_any_more_is_not_called_deleted():
    """Its file has findings of its own."""
    assert () == proposed(MEASURED, {**MEASURED, MEASUREMENT: "kind: Measurement\nid: [\n"})


def test_a_waiver_that_has_ended_may_be_deleted():
    ended = {**MEASURED, "records/w.yaml": WAIVER.replace("2026-12-31", "2026-06-30")}

    assert () == proposed(ended, MEASURED)


PAST = "the amendment from 2026-06-01 begins on a day that has passed: 2026-07-10 is judged"
GONE = "the amendment from 2026-06-01 is taken away, and with it what held since"


def amended(day: str, level: str = "92%") -> dict[str, str]:
    return added(MEASURED, SLA, AMENDMENT.format(day=day, level=level))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (MEASURED, amended("2026-07-10"), []),
        (MEASURED, amended("2026-06-01"), [PAST]),
        (amended("2026-06-01"), MEASURED, [GONE]),
        (amended("2026-06-01"), amended("2026-08-01"), [GONE]),
        (amended("2026-08-01"), amended("2026-06-01"), [PAST]),
        (amended("2026-08-01"), MEASURED, []),
        (amended("2026-08-01"), amended("2026-08-01", "95%"), []),
        (
            amended("2026-06-01"),
            amended("2026-06-01", "95%"),
            [PAST.replace("begins on", "changes from")],
        ),
        (MEASURED, added(MEASURED, SLA, "amendments: [{from: 2026-06-01, title: X}]\n"), []),
    ],
    ids=[
        "from today on",
        "from a day past",
        "one that holds is taken away",
        "one that holds is put off",
        "one to come is brought forward",
        "one to come is dropped",
        "one to come is changed",
        "one that holds is changed",
        "only a title",
    ],
)
def test_an_amendment_is_dated_from_a_day_to_come(before, after, said):
    assert [("change-dated-into-the-past", message) for message in said] == told(
        proposed(before, after)
    )


def test_an_amendment_inside_a_measured_period_is_in_the_past_whatever_the_day():
    found = proposed(MEASURED, amended("2026-03-20"), date(2026, 3, 10))

    assert [
        (
            "change-dated-into-the-past",
            (
                "the amendment from 2026-03-20 begins on a day that was measured: "
                "measurements go to 2026-03-31"
            ),
        )
    ] == told(found)
    assert "date it from 2026-04-01 or later" == found[0].hint


HOLIDAYS = "holidays:\n  - {{day: {day}, title: A day off}}\n"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (edited(MEASURED, SLA, "expected: 90%", "expected: 85%"), "targets[all].expected"),
        (edited(MEASURED, SLA, "class: kpi\n", "class: critical\n"), "class"),
        (edited(MEASURED, METRIC, "which: 3rd", "which: 2nd"), "stop.which"),
        (edited(MEASURED, CALENDAR, "09:00-17:00", "09:00-17:30"), "hours"),
        (added(MEASURED, CALENDAR, HOLIDAYS.format(day="2026-03-10")), "holidays"),
        (added(MEASURED, CALENDAR, HOLIDAYS.format(day="2026-12-25")), ""),
        (added(MEASURED, SLA, "on_change: judge each part\n"), ""),
        (added(MEASURED, SLA, "data_source: Another system\n"), ""),
        (edited(MEASURED, SLA, "First slate on time", "The first slate"), ""),
        (edited(MEASURED, SLA, "client: vendor-manager", "client: account-director"), ""),
    ],
    ids=[
        "a threshold",
        "a class",
        "what the metric counts",
        "the calendar's hours",
        "a holiday in a measured month",
        "a holiday to come",
        "a default written out",
        "where the events come from",
        "a title",
        "an owner",
    ],
)
def test_a_term_that_was_measured_is_not_edited_in_place(after, said):
    found = proposed(MEASURED, after)

    assert [("terms-changed-in-place", said)][: bool(said)] == [
        (finding.check, finding.place.pointer) for finding in found
    ]
    assert all(found.message.endswith("for what was measured up to 2026-03-31") for found in found)


def test_terms_that_nobody_measured_may_be_edited():
    before = without(MEASURED, MEASUREMENT)

    assert () == proposed(before, edited(before, SLA, "expected: 90%", "expected: 85%"))


@pytest.mark.parametrize(
    ("before", "after", "pointer"),
    [
        ("from: 2026-01-01", "from: 2026-02-01", "effective.from"),
        ("from: 2026-09-01", "from: 2026-06-01", "effective.from"),
        ("from: 2026-09-01", "from: 2026-10-01", ""),
        ("from: 2026-01-01", "from: 2026-01-01, to: 2026-07-09", ""),
        ("from: 2026-01-01", "from: 2026-01-01, to: 2026-07-08", "effective.to"),
        ("from: 2026-01-01, to: 2026-12-31", "from: 2026-01-01, to: 2027-12-31", ""),
        ("from: 2026-01-01, to: 2026-12-31", "from: 2026-01-01", ""),
        ("from: 2026-01-01, to: 2026-05-31", "from: 2026-01-01", "effective.to"),
    ],
    ids=[
        "a first day that has passed",
        "a first day is brought forward into the past",
        "a first day to come",
        "it ended yesterday",
        "it ended before yesterday",
        "it is prolonged",
        "it is left open",
        "one that had ended binds again",
    ],
)
def test_the_days_on_which_a_commitment_bound_stay(before, after, pointer):
    base = edited(RELIEVED, SLA, "from: 2026-01-01", before)

    found = proposed(base, edited(RELIEVED, SLA, "from: 2026-01-01", after))

    assert [("effective-dates-changed-in-place", pointer)][: bool(pointer)] == [
        (finding.check, finding.place.pointer) for finding in found
    ]


def test_a_waiver_of_the_proposal_does_not_accept_what_the_proposal_does():
    moved = edited(RELIEVED, SLA, "from: 2026-01-01", "from: 2026-02-01")
    waived = {**moved, "records/w.yaml": WAIVER}

    found = proposed(RELIEVED, waived)

    assert [
        ("protected-path-touched", ""),
        ("effective-dates-changed-in-place", ""),
    ] == [(finding.check, finding.waived) for finding in found]
    assert (
        "a waiver of `effective-dates-changed-in-place` is added; it counts once it is merged"
        == found[0].message
    )


def test_a_waiver_of_the_base_accepts_also_where_the_proposal_takes_it_away():
    agreed = {**RELIEVED, "records/w.yaml": WAIVER}
    moved = edited(RELIEVED, SLA, "from: 2026-01-01", "from: 2026-02-01")

    found = proposed(agreed, moved)

    assert [
        ("a waiver of `effective-dates-changed-in-place` is taken away", ""),
        (
            "`effective.from` moves from 2026-01-01 to 2026-02-01, over days before 2026-07-10",
            "agreed-slip",
        ),
    ] == [(finding.message, finding.waived) for finding in found]


@pytest.mark.parametrize("base", ["", "clients/harbour/"], ids=["at git's top", "in a subfolder"])
@pytest.mark.parametrize(
    ("path", "area"),
    [
        (".github/workflows/check.yml", "what runs on a proposal"),
        (".gitlab-ci.yml", "what runs on a proposal"),
        (".pre-commit-config.yaml", "what runs before a commit"),
        ("requirements.txt", "what is installed to judge a proposal"),
        ("CODEOWNERS", "who must agree to a proposal"),
        ("docs/CODEOWNERS", "who must agree to a proposal"),
        (".github/CODEOWNERS", "who must agree to a proposal"),
        (".github/pull_request_template.md", "how the forge treats a proposal"),
        ("partnership/slas/.gitattributes", "how git shows a change"),
        ("README.md", ""),
        ("site/docs/index.md", ""),
        ("docs/CODEOWNERS.md", ""),
        ("my.github/workflows", ""),
    ],
)
def test_files_that_decide_over_proposals_are_told_wherever_the_partnership_stands(
    path, area, base
):
    head = replace(agreement_of(RELIEVED), base=base)
    proposal = Proposal(head, head, head, AS_OF, changed=(base + path,))

    found = find_all(head, AS_OF, proposal)

    assert [(base + path, f"the proposal changes {area}")][: bool(area)] == [
        (finding.place.path, finding.message) for finding in found
    ]


def test_a_partnerships_own_checks_are_protected_and_those_beside_it_are_not():
    head = replace(agreement_of(RELIEVED), base="ours/")
    changed = ("checks/a.yaml", "ours/checks/a.yaml", "ours/checks/b.yaml")

    found = find_all(head, AS_OF, Proposal(head, head, head, AS_OF, changed=changed))

    assert ["the proposal changes the partnership's own checks, with 1 more"] == [
        finding.message for finding in found
    ]


SIGNED = "{client: [vendor-manager], provider: [account-director]}"
BOTH = "{client: [vendor-manager], provider: [account-director, vendor-manager]}"


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (
            edited(RELIEVED, PARTNERSHIP, f"signatories: {SIGNED}", f"signatories: {BOTH}"),
            "the proposal changes who may bind their company",
        ),
        (
            added(
                RELIEVED,
                PARTNERSHIP,
                f"amendments: [{{from: 2026-08-01, authorised_signatories: {BOTH}}}]\n",
            ),
            "the proposal changes who may bind their company",
        ),
        (
            edited(RELIEVED, ROLES, "vendor-management@client", "somebody@client"),
            "the seat `vendor-manager`, which binds its company, changes its `contact`",
        ),
        (edited(RELIEVED, ROLES, "title: Vendor manager", "title: Head of vendors"), ""),
        (added(RELIEVED, PARTNERSHIP, "languages: [en]\n"), ""),
    ],
    ids=["signatories", "signatories from a day on", "a seat", "a seat's title", "languages"],
)
def test_who_may_bind_their_company_is_told_before_all_else(after, said):
    found = proposed(RELIEVED, after)

    assert [said][: bool(said)] == [finding.message for finding in found]


def test_what_decides_over_proposals_leads_the_answer():
    broken = {**RELIEVED, "partnership/a.yaml": "kind: Nothing\n"}
    head, base = agreement_of(broken), agreement_of(RELIEVED)
    proposal = Proposal(base, head, base, AS_OF, changed=("zz/.gitattributes",))

    found = find_all(head, AS_OF, proposal)

    assert ["protected-path-touched", "unknown-kind"] == [finding.check for finding in found]


def gone(digest: str = "") -> tuple[Removed, ...]:
    return (Removed("Calendar/client-uk", "a" * 40, date(2026, 5, 1), digest),)


def test_an_id_that_comes_back_is_found_unless_it_is_the_same_document():
    before = {ROLES: RELIEVED[ROLES], PARTNERSHIP: RELIEVED[PARTNERSHIP]}
    after = {**before, CALENDAR: RELIEVED[CALENDAR]}
    same = agreement_of(after).named("Calendar/client-uk")
    assert same is not None

    assert [
        (
            "id-reused-after-removal",
            "`Calendar/client-uk` was another document until 2026-05-01, commit aaaaaaaaaaaa",
        )
    ] == told(proposed(before, after, removed=gone()))
    assert () == proposed(before, after, removed=gone(same.digest))
    assert () == proposed(after, after, removed=gone())


def test_a_document_the_base_could_not_read_is_not_new():
    broken = {**RELIEVED, CALENDAR: "kind: Calendar\nid: client-uk\nnonsense: 1\n"}

    assert () == proposed(broken, RELIEVED, removed=gone())


BASE = agreement_of(RELIEVED | MEASURED)


@settings(
    max_examples=settings().max_examples // 2,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(st.lists(linked(), min_size=1, max_size=3), st.booleans(), st.dates())
def test_every_check_answers_about_any_proposal(contents, is_head, day):
    """Drawn documents stand before those of a sound partnership, in the branch or in its base."""
    loaded = [
        load_document(f"aa/{number}.yaml", content) for number, content in enumerate(contents)
    ]
    drawn = tuple(one.document for one in loaded if one.document)
    other = Agreement((*drawn, *BASE.documents), files=len(drawn))
    base, head = (BASE, other) if is_head else (other, BASE)

    found = find_all(head, day, Proposal(base, head, base, day))

    assert all(finding.message and finding.place.line >= 1 for finding in found)
    assert len(found) == len(set(found))
