"""What runs out, by when, and who must act."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from partnership.duties.expiries import by_owner, find_expiries
from tests.checks.agreements import agreement_of, edited, found_in, passing, told

TERMS = "partnership/care/recruitment-data.yaml"
ATTESTED = "records/attestations/privacy-training-2026-q1.yaml"
TOOL = "partnership/care/cv-ranking.yaml"
AS_OF = date(2026, 7, 10)
ASKED = """\
attestations:
  - id: training
    topic: privacy training
    party: provider
    group: Recruiters with access to the tracking system
    every: 3 months
    owner: account-director
"""


def test_each_thing_names_its_role_its_day_and_its_place():
    texts = passing("overdue-care") | passing("tool-audit-out-of-date")

    found = {one.what: one for one in find_expiries(agreement_of(texts), AS_OF)}

    review = found["look at the term `security` again"]
    assert ("vendor-manager", date(2027, 1, 20)) == (review.owner, review.due)
    assert "terms[security].reviewed_on" == review.document.place(*review.loc).pointer
    audit = found["have the tool audited for bias again"]
    assert ("vendor-manager", date(2027, 1, 20)) == (audit.owner, audit.due)
    assert ["vendor-manager"] == list(by_owner(found.values()))


def test_a_thing_is_near_from_its_lead_on_and_past_the_day_after():
    [review] = find_expiries(agreement_of(passing("care-due-soon")), AS_OF)

    assert not review.is_near(review.due - timedelta(days=31))
    assert review.is_near(review.due - timedelta(days=30))
    assert review.is_near(review.due)
    assert not review.is_past(review.due)
    assert review.is_past(review.due + timedelta(days=1))


def test_the_newest_count_of_a_group_says_when_the_next_is_due():
    texts = passing("attested-more-than-exist") | passing("overdue-care")
    texts |= {TERMS: texts[TERMS] + ASKED}

    assert [
        (
            "overdue-care",
            (
                "the provider's `account-director` was to attest `privacy training` of the provider's group "
                "`Recruiters with access to the tracking system` again by 2026-06-30, 10 days ago"
            ),
        )
    ] == told(found_in(texts))

    later = texts[ATTESTED].replace("2026-03-31", "2026-06-30").replace("2026-q1", "2026-q2")
    assert [] == told(found_in(texts | {ATTESTED.replace("q1", "q2"): later}))


def test_a_group_that_never_attested_is_asked_for_its_first_count():
    texts = passing("overdue-care")
    texts |= {TERMS: texts[TERMS] + ASKED}

    [(check, message)] = told(found_in(texts))

    assert "overdue-care" == check
    assert message.endswith("again; there is none yet by 2026-04-01, 100 days ago")


def test_an_announced_sub_processor_waits_for_an_answer_until_the_objection_ends():
    texts = edited(passing("unknown-transfer"), TERMS, "    added_on: 2026-03-09\n", "")

    assert [
        (
            "care-due-soon",
            (
                "the client's `vendor-manager` is to object to the sub-processor `tracking-system`, or say that "
                "nothing speaks against it by 2026-02-16, in 2 days"
            ),
        )
    ] == told(found_in(texts, date(2026, 2, 14)))


def test_a_missing_term_is_asked_for_by_the_day_that_was_promised():
    texts = edited(
        passing("article-28-term-missing"),
        TERMS,
        "{term: audits, clause: DPA 13}",
        "{term: audits, missing: {because: It is being renegotiated., by: 2026-06-30}}",
    )

    assert [
        (
            "overdue-care",
            "the client's `vendor-manager` was to bring the term `audits` by 2026-06-30, 10 days ago",
        )
    ] == told(found_in(texts))


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (date(2027, 1, 20), {"care-due-soon"}),
        (date(2027, 1, 21), {"tool-audit-out-of-date"}),
    ],
    ids=["the last day of the year", "the day after"],
)
def test_an_audit_carries_a_tool_for_a_year_and_not_a_day_longer(as_of, expected):
    assert expected == {one.check for one in found_in(passing("tool-audit-out-of-date"), as_of)}


def test_european_duties_are_named_half_a_year_before_their_day():
    texts = edited(
        passing("tool-audit-out-of-date"), TOOL, "laws: [NYC Local Law 144]", "laws: [EU AI Act]"
    )

    def asked(day: date) -> list[str]:
        return [text for check, text in told(found_in(texts, day)) if check == "tool-duty-missing"]

    assert [] == asked(date(2027, 6, 1))
    found = asked(date(2027, 6, 2))
    assert 3 == len(found)
    assert "from 2027-12-02 (Annex III(4) and Article 26" in found[0]
    assert "since 2027-12-02" in asked(date(2027, 12, 2))[0]
