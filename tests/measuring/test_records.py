"""Records: one layout, the same bytes, never overwritten, nothing that tells of a person."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from partnership.checks import measured_too_early, measured_twice, misfiled_measurement
from partnership.documents import Measurement
from partnership.documents.measurement import EXAMPLE
from partnership.errors import PartnershipError
from partnership.loading.document import load_document
from partnership.measuring.measurements import measure
from partnership.measuring.records import from_written, is_as_measured, path_of, to_yaml, write
from partnership.store.duckdb import open_store
from partnership.values.periods import Span
from tests.measuring.stores import FILL, OFFERS, Events, agreed, measured, terms

RATIO = "{id: all, expected: 85%, minimum: 75%}"
BY_URGENCY = "\n  - ".join(
    f"{{id: {word}, when: {{urgency: {word}}}, expected: 85%, minimum: 75%}}"
    for word in ("standard", "priority", "critical")
)


def filled():
    events = Events()
    evergreen = events.requisition(req_type="evergreen")
    events.opening("2026-03-05 09:00", None, evergreen)
    for day in ("09", "12", "12"):
        events.opening("2026-03-02 09:00", f"2026-03-{day} 09:00")
    events.opening("2026-03-02 09:00")
    return events


def offers(**by_urgency):
    events = Events()
    for urgency, (accepted, declined) in by_urgency.items():
        asked = events.requisition(urgency=urgency)
        for outcome in ["accepted"] * accepted + ["declined"] * declined:
            events.offer("2026-02-10 10:00", outcome, requisition=asked)
    return events


def again(agreement, found):
    """The agreement with what was measured in it, as it would be loaded."""
    loaded = [load_document(one.path, to_yaml(one).encode()) for one in found]
    assert [] == [finding.message for one in loaded for finding in one.findings]
    fresh = [one.document for one in loaded if one.document]
    ids = {document.id for document in fresh}
    kept = [document for document in agreement.documents if document.id not in ids]
    return dataclasses.replace(agreement, documents=(*kept, *fresh))


def run(agreement, folder, *periods, known="2026-05-08"):
    spans = [Span.parse(period) for period in periods] or None
    with open_store(folder) as store:
        return measure(agreement, store, known=date.fromisoformat(known), periods=spans)


def test_a_record_has_one_layout(tmp_path):
    (found,) = run(agreed(), filled().write(tmp_path), "2026-04")

    lines = to_yaml(found).splitlines()

    assert lines[:14] == [
        "kind: Measurement",
        "id: it.2026-04",
        "sla: it",
        "period: 2026-04",
        "known: 2026-05-08",
        "rows:",
        "  - segment: all",
        "    numerator: 3",
        "    denominator: 4",
        "    n: 4",
        "    open_past_due: 1",
        "    excluded: {evergreen: 1}",
        '    closed: {"7": 1, "10": 2}',
        '    open: {"59": 1}',
    ]
    assert "gate: {completeness: 100%, orphans: 0, out_of_order: 0}" == lines[14]
    assert "records/measurements/2026-04/it.yaml" == path_of(found).as_posix()


def test_the_same_events_give_the_same_bytes(tmp_path):
    folder = filled().write(tmp_path)

    first, second = (run(agreed(), folder, "2026-04") for _ in range(2))

    assert [to_yaml(one) for one in first] == [to_yaml(one) for one in second]


def test_a_record_that_is_there_with_the_same_counts_is_kept_with_its_day(tmp_path):
    folder = filled().write(tmp_path / "events")
    found = run(agreed(), folder, "2026-04")
    write(tmp_path, found)

    later = run(again(agreed(), found), folder, "2026-04", known="2026-09-01")

    assert ["2026-05-08"] == [str(one.known) for one in later]
    assert () == write(tmp_path, later)


def test_changed_counts_stand_beside_the_record_they_correct(tmp_path):
    events = filled()
    found = run(agreed(), events.write(tmp_path / "events"), "2026-04")
    write(tmp_path, found)
    before = (tmp_path / path_of(found[0])).read_bytes()
    events.opening("2026-03-03 09:00", "2026-03-13 09:00")
    agreement = again(agreed(), found)

    corrected = run(agreement, events.write(tmp_path / "events"), "2026-04", known="2026-09-01")
    paths = write(tmp_path, corrected)

    assert ["it.2026-04.r1"] == [one.id for one in corrected]
    assert ["records/measurements/2026-04/it.r1.yaml"] == [path.as_posix() for path in paths]
    assert "known: 2026-09-01\nreplaces: it.2026-04\nrows:\n" in to_yaml(corrected[0])
    assert None is found[0].replaces
    assert before == (tmp_path / path_of(found[0])).read_bytes()
    third = run(again(agreement, corrected), tmp_path / "events", "2026-04", known="2026-10-01")
    assert ["it.2026-04.r1"] == [one.id for one in third]


def test_other_terms_make_a_correction_even_where_the_counts_are_the_same(tmp_path):
    folder = filled().write(tmp_path)
    found = run(agreed(), folder, "2026-04")
    exact = agreed(FILL.replace("[evergreen,", "[evergreen, confidential,"))

    (corrected,) = run(again(exact, found), folder, "2026-04")

    assert "it.2026-04.r1" == corrected.id
    assert found[0].digests.counts == corrected.digests.counts
    assert found[0].digests.definition != corrected.digests.definition


def test_a_record_made_before_its_period_was_over_is_corrected_even_by_the_same_counts(tmp_path):
    folder = filled().write(tmp_path)
    (found,) = run(agreed(), folder, "2026-04")
    early = from_written(dict(found.written) | {"known": "2026-04-20"})
    agreement = again(agreed(), [early])
    assert [EARLY_RECORD] == told(measured_too_early.find(agreement))

    named, unnamed = run(agreement, folder, "2026-04"), run(agreement, folder)

    assert ["it.2026-04.r1"] == [one.id for one in named]
    assert named[0] in unnamed
    assert found.digests == named[0].digests
    corrected = again(agreement, named)
    for check in (measured_too_early, measured_twice, misfiled_measurement):
        assert [] == list(check.find(corrected))
    assert ["it.2026-04.r1"] == [one.id for one in run(corrected, folder, "2026-04")]


EARLY_RECORD = "`it.2026-04` is known since 2026-04-20, and 2026-04 ends on 2026-04-30"


def told(findings):
    return [finding.message for finding in findings]


def test_every_period_that_is_over_and_not_recorded_is_measured(tmp_path):
    folder = filled().write(tmp_path)
    agreement = agreed()
    first = run(agreement, folder, known="2025-03-31")

    second = run(again(agreement, first), folder, known="2025-05-01")

    assert ["2025-01", "2025-02"] == [str(one.period) for one in first]
    assert ["2025-03", "2025-04"] == [str(one.period) for one in second]


def test_a_file_that_is_there_is_never_overwritten(tmp_path):
    found = run(agreed(), filled().write(tmp_path / "events"), "2026-04")
    path = tmp_path / path_of(found[0])
    path.parent.mkdir(parents=True)
    path.write_text("ours\n")

    assert () == write(tmp_path, found)
    assert "ours\n" == path.read_text()


def test_bins_of_people_are_not_published(tmp_path):
    agreement = agreed(OFFERS, terms("ratio of sums", "stop", "quarter", RATIO))

    found = measured(agreement, offers(standard=(6, 2)), tmp_path, "2026-Q1")["2026-Q1"]

    assert "closed" not in to_yaml(found)
    assert (6, 8) == (found.rows[0].numerator, found.rows[0].denominator)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"standard": (4, 0)}, {}),
        ({"standard": (5, 0)}, {"standard": (5, 5)}),
        (
            {"standard": (20, 5), "priority": (5, 1), "critical": (2, 0)},
            {"standard": (20, 25)},
        ),
        (
            {"standard": (20, 5), "priority": (2, 1), "critical": (2, 0)},
            {"standard": (20, 25)},
        ),
        ({"standard": (20, 5), "priority": (1, 1), "critical": (2, 0)}, {}),
        (
            {"standard": (20, 5), "priority": (5, 1), "critical": (0, 0)},
            {"standard": (20, 25), "priority": (5, 6)},
        ),
    ],
    ids=[
        "four are withheld",
        "five are shown",
        "one small row takes the next smallest with it",
        "two small rows of five together hide each other",
        "two small rows of less than five take the next with them",
        "a row of nobody needs no company",
    ],
)
def test_small_rows_of_people_are_withheld(counts, shown, tmp_path):
    rows = RATIO if len(counts) == 1 else BY_URGENCY
    agreement = agreed(OFFERS, terms("ratio of sums", "stop", "quarter", rows))

    found = measured(agreement, offers(**counts), tmp_path, "2026-Q1")["2026-Q1"].rows

    visible = {
        "standard" if row.segment == "all" else row.segment: (row.numerator, row.denominator)
        for row in found
        if not row.withheld
    }
    assert shown == visible
    hidden = [row.model_dump(exclude_defaults=True) for row in found if row.withheld]
    assert all(set(row) == {"segment", "withheld"} for row in hidden)


def test_withheld_counts_leave_no_trace_in_the_digest(tmp_path):
    agreement = agreed(OFFERS, terms("ratio of sums", "stop", "quarter", RATIO))

    two, four = (
        measured(agreement, offers(standard=(count, 0)), tmp_path / str(count), "2026-Q1")[
            "2026-Q1"
        ]
        for count in (2, 4)
    )

    assert two.digests == four.digests


def faulty(good):
    """Offers of which one was recorded in time, and one belongs to no application."""
    events = offers(standard=(good, 0))
    events.rows["offer"][0]["recorded_at"] = events.rows["offer"][0]["decided_at"]
    asked = events.requisition()
    events.offer("2026-02-10 12:00", "accepted", requisition=asked, application_id="nowhere")
    return events


def test_shares_do_not_tell_how_many_are_withheld(tmp_path):
    """Of two and an orphan 66.66% are complete, of four 80%; either would tell the other number."""
    agreement = agreed(OFFERS, terms("ratio of sums", "stop", "quarter", RATIO))

    two, four, five = (
        measured(agreement, faulty(count), tmp_path / str(count), "2026-Q1")["2026-Q1"]
        for count in (2, 4, 5)
    )

    assert two.digests == four.digests
    assert ("50%", 1, None, None) == (
        str(two.gate.completeness),
        two.gate.orphans,
        two.gate.orphan_share,
        two.gate.latency,
    )
    assert ("83.33%", "16.67%", "16.66%") == tuple(
        str(share) for share in (five.gate.completeness, five.gate.orphan_share, five.gate.latency)
    )


EARLY_RELIEF = """\
kind: Relief
id: relief-2026-001
type: hold
raised_by: provider
notified_on: 2026-02-27
interval: {from: 2026-02-10, until: 2026-02-20}
covers: {subject: opening}
affects: [it]
cause: Budgets were frozen.
evidence: {kind: ats status, ref: holds-2026-02}
answer: {by: client, decision: accepted, on: 2026-03-02}
"""
RELIEVABLE = terms(open_past_due="counts as a miss", relief="extend the clock")


def test_relief_makes_every_later_record_one_to_measure_again(tmp_path):
    """It moves due dates of subjects out of its own days, into months after it."""
    folder = filled().write(tmp_path)
    before = again(agreed(FILL, RELIEVABLE), run(agreed(FILL, RELIEVABLE), folder))
    relieved = again(agreed(FILL, RELIEVABLE, EARLY_RELIEF), before.of(Measurement))

    second = run(relieved, folder)

    expected = ["it.2026-02.r1", "it.2026-03.r1", "it.2026-04.r1"]
    assert expected == [one.id for one in second]
    assert [["relief-2026-001"]] * 3 == [list(one.digests.reliefs) for one in second]
    assert () == run(again(relieved, second), folder)


def test_records_under_other_terms_are_measured_again_without_being_named(tmp_path):
    folder = filled().write(tmp_path)
    found = run(agreed(), folder, known="2025-03-31")
    exact = agreed(FILL.replace("[evergreen,", "[evergreen, confidential,"))

    corrected = run(again(exact, found), folder, known="2025-03-31")

    assert ["it.2025-01.r1", "it.2025-02.r1"] == [one.id for one in corrected]


@pytest.mark.parametrize("periods", [("2026-04",), ()], ids=["named", "found"])
def test_a_record_that_was_changed_by_hand_is_not_confirmed(periods, tmp_path):
    folder = filled().write(tmp_path)
    (found,) = run(agreed(), folder, "2026-04")
    written = dict(found.written)
    written["rows"] = [written["rows"][0] | {"numerator": 4}]
    agreement = again(agreed(), [from_written(written)])

    with pytest.raises(PartnershipError) as raised:
        run(agreement, folder, *periods)

    assert (
        "records/measurements/2026-04/it.yaml: its counts differ from their digest, so the record "
        "was changed after it was measured; restore the file from git"
    ) == str(raised.value)


def test_the_example_of_a_measurement_carries_the_digest_of_its_own_counts():
    record = load_document("example.yaml", EXAMPLE.encode()).document

    assert isinstance(record, Measurement)
    assert is_as_measured(record)
