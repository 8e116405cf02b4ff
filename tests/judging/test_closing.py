"""A month that is closed is judged by its Close, whatever the documents say later."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import yaml

from partnership.documents import Close, Origin
from partnership.errors import WrongUsage
from partnership.files import write_file
from partnership.judging import Status, judge, judge_in_full
from partnership.judging.audit import find_unfollowed
from partnership.judging.close_text import to_yaml
from partnership.judging.closes import closes_in
from partnership.judging.closing import Sealing, close_month, from_written, path_of, text_of
from partnership.loading import load
from partnership.loading.gathering import MAX_BYTES
from partnership.measuring.measurements import find_tasks
from partnership.values.periods import Span
from tests.benchmarks.bench_judge import with_definitions, write_agreement
from tests.judging.agreements import agreement, measurement, months, relief, row, sla
from tests.judging.closes import AS_OF, audited, close, edit

SLA_FILE = "partnership/slas/first-slate.yaml"
FROM_APRIL = "{from: 2026-04-01}"


def three_months(folder, *more, counts=("21/30", "29/30", "25/30"), terms=""):
    return agreement(
        folder,
        sla(effective=FROM_APRIL, more=terms),
        *months("2026-04", list(counts)),
        *more,
    )


def statuses(found, as_of=AS_OF):
    return {one.period: (one.status.value, one.sealed) for one in judge(found, as_of)}


def refused(folder, month, **asked):
    with pytest.raises(WrongUsage) as raised:
        close_month(load(folder), Sealing(Span.parse(month), AS_OF, "1.0", **asked))
    return str(raised.value)


def test_a_close_holds_the_terms_the_measurements_and_the_verdicts_of_its_month(tmp_path):
    found = three_months(tmp_path)

    (made,) = close(tmp_path, "2026-04").of(Close)

    assert [("first-slate", "all", "minimum missed")] == [
        (one.sla, one.segment, one.status) for one in made.verdicts
    ]
    (measured,) = [one for one in found.documents if one.id == "first-slate.2026-04"]
    assert {"first-slate.2026-04": measured.digest} == made.measurements
    assert [
        "Calendar/provider-uk",
        "Metric/time-to-first-slate",
        "Partnership/harbour-northlight",
        "SLA/first-slate",
    ] == [one.document for one in made.terms]
    for one in made.terms:
        document = found.named(one.document)
        assert document is not None
        assert (document.origin.canonical, document.digest) == (one.canonical, one.digest)
    assert made.previous is None


def test_each_close_names_the_one_before_it_by_its_content(tmp_path):
    three_months(tmp_path)

    first, second = closes_in(close(tmp_path, "2026-04", "2026-05"))

    assert second.previous is not None
    assert (first.id, first.digest) == (second.previous.id, second.previous.digest)


def test_an_edit_in_place_changes_open_periods_and_no_closed_one(tmp_path):
    three_months(tmp_path)
    close(tmp_path, "2026-04", "2026-05")

    found = edit(tmp_path, SLA_FILE, "expected: 90%, minimum: 80%", "expected: 50%, minimum: 40%")

    assert {
        "2026-04": ("minimum_missed", "2026-04"),
        "2026-05": ("met", "2026-05"),
        "2026-06": ("met", ""),
    } == {period: said for period, said in statuses(found).items() if period < "2026-07"}


def test_a_removed_promise_keeps_the_verdicts_that_were_sealed(tmp_path):
    three_months(tmp_path)
    close(tmp_path, "2026-04")
    (tmp_path / SLA_FILE).unlink()

    found = statuses(load(tmp_path))

    assert ("minimum_missed", "2026-04") == found.pop("2026-04")
    assert {("not_in_force", "")} == set(found.values())


def test_misses_of_closed_months_are_counted_as_they_were_sealed(tmp_path):
    """April and May were missed under 90%; relaxed in place since, they still weigh on June."""
    chronic = "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}\n"
    three_months(tmp_path, counts=("25/30", "26/30", "20/30"), terms=chronic)
    close(tmp_path, "2026-04", "2026-05")
    found = edit(tmp_path, SLA_FILE, "expected: 90%, minimum: 80%", "expected: 70%, minimum: 60%")

    assert "minimum_missed" == statuses(found)["2026-06"][0]

    for file in (tmp_path / "records" / "closes").iterdir():
        file.unlink()
    assert "expected_missed" == statuses(load(tmp_path))["2026-06"][0]


def test_counts_carried_by_closed_months_are_judged_with_the_next_open_one(tmp_path):
    low = "low_volume: {below: 8, then: carry forward, at_most: 2 periods}\n"
    three_months(tmp_path, counts=("2/3", "3/3", "3/3"), terms=low)
    before = {one.period: (one.status, one.pooled) for one in judge(load(tmp_path), AS_OF)}

    found = close(tmp_path, "2026-04", "2026-05")

    after = {one.period: (one.status, one.pooled) for one in judge(found, AS_OF)}
    assert (Status.EXPECTED_MISSED, ("2026-04", "2026-05")) == after["2026-06"]
    assert before == after
    assert {"2026-04": [], "2026-05": []} == audited(found)


def test_a_month_seals_the_quarter_the_year_and_the_twelve_months_that_end_with_it(tmp_path):
    names = {"quarter": "2026-Q2", "month": "2026-06", "12 months": "2026-06"}
    promises = [
        sla(name=f"by-{window.replace(' ', '-')}", window=window, effective=FROM_APRIL)
        for window in (*names, "year")
    ]
    counts = [
        measurement(period, row("30/30"), name=f"by-{window.replace(' ', '-')}")
        for window, period in names.items()
    ]
    others = months("2026-04", ["9/9", "9/9"], name="by-month")
    trailing = months("2026-04", ["9/9", "9/9"], name="by-12-months")
    agreement(tmp_path, *promises, *counts, *others, *trailing)

    found = close(tmp_path, "2026-04", "2026-05", "2026-06")

    assert {("by-quarter", "2026-Q2"), ("by-month", "2026-06"), ("by-12-months", "2026-06")} == {
        (one.sla, str(one.period)) for one in closes_in(found)[-1].verdicts
    }
    assert {"2026-04": [], "2026-05": [], "2026-06": []} == audited(found)


def test_a_window_that_matures_later_is_left_open_and_sealed_by_a_later_close(tmp_path):
    matures = sla(
        name="retention", window="quarter", effective=FROM_APRIL, more="matures: 30 calendar days\n"
    )
    agreement(
        tmp_path,
        sla(effective=FROM_APRIL),
        matures,
        *months("2026-04", ["29/30", "29/30", "29/30", "29/30"]),
        measurement("2026-Q2", row("30/30"), name="retention").replace("2026-07-08", "2026-08-04"),
    )
    measured = tmp_path / "records/measurements/2026-Q2/retention.yaml"
    text = measured.read_text()
    measured.unlink()
    asked = Sealing(Span.parse("2026-06"), date(2026, 7, 20), "1.0")
    close(tmp_path, "2026-04", "2026-05")
    june = close_month(load(tmp_path), asked)
    (tmp_path / "records/closes/2026-06.yaml").write_text(text_of(june))

    assert [("retention", "2026-Q2", date(2026, 8, 6))] == [
        (one.sla, str(one.period), one.due) for one in june.left_open
    ]

    measured.write_text(text)
    found = close(tmp_path, "2026-07")

    assert ("retention", "2026-Q2") in {
        (one.sla, str(one.period)) for one in closes_in(found)[-1].verdicts
    }
    assert "2026-07" == statuses(found)["2026-Q2"][1]
    assert [] == [text for texts in audited(found).values() for text in texts]


def maturing(folder):
    """Write a window that matures by 6 August; June and July are closed before."""
    matures = sla(
        name="retention", window="quarter", effective=FROM_APRIL, more="matures: 30 calendar days\n"
    )
    agreement(folder, sla(effective=FROM_APRIL), matures, *months("2026-04", ["29/30"] * 5))
    close(folder, "2026-04", "2026-05")
    close(folder, "2026-06", day="2026-07-20")
    return close(folder, "2026-07", day="2026-08-04")


def sealed_in(close_):
    return [(one.sla, str(one.period)) for one in close_.verdicts]


def test_a_window_that_still_matures_is_nothing_to_correct(tmp_path):
    maturing(tmp_path)

    with pytest.raises(WrongUsage, match="nothing to correct: `2026-07` seals what stands"):
        close(tmp_path, "2026-07", because="A slip.", day="2026-08-05")


def test_a_window_that_matured_since_is_sealed_by_a_correction_and_never_twice(tmp_path):
    maturing(tmp_path)
    quarter = measurement("2026-Q2", row("30/30"), name="retention")
    agreement(tmp_path, quarter.replace("2026-07-08", "2026-08-06"))

    corrected = close(tmp_path, "2026-07", because="Retention is known.", day="2026-08-07")
    found = close(tmp_path, "2026-08", day="2026-09-10")

    assert [("retention", "2026-Q2"), ("first-slate", "2026-07")] == sorted(
        sealed_in(closes_in(corrected)[-1]), reverse=True
    )
    assert [("first-slate", "2026-08")] == sealed_in(closes_in(found)[-1])
    assert [] == [text for texts in audited(found).values() for text in texts]


@pytest.mark.parametrize(
    ("month", "asked", "said"),
    [
        (
            "2026-Q2",
            {},
            "a Close takes a month, and seals what ends with it; for 2026-Q2 write 2026-06",
        ),
        ("2026-08", {}, "2026-08 runs until 2026-08-31; it is closed once it is over and measured"),
        (
            "2026-04",
            {},
            (
                "2026-04 is closed by `2026-04`, and a Close never changes; "
                '`--correct --because "…"` writes a new one beside it'
            ),
        ),
        ("2026-05", {"because": "a slip"}, "there is nothing to correct: 2026-05 was never closed"),
        (
            "2026-04",
            {"because": "a slip"},
            "there is nothing to correct: `2026-04` seals what stands",
        ),
        ("2026-03", {}, "no window of an SLA ends with 2026-03; the first ends on 2026-04-30"),
        (
            "2026-06",
            {},
            "2026-05 was never closed, and months are closed in order; close 2026-05 first",
        ),
        (
            "2026-05",
            {"unmeasured_because": "x"},
            "everything is measured; leave `--accept-unmeasured` out",
        ),
    ],
)
def test_what_cannot_be_closed_is_refused_in_a_sentence(tmp_path, month, asked, said):
    three_months(tmp_path)
    close(tmp_path, "2026-04")

    assert refused(tmp_path, month, **asked).endswith(said)


def test_months_that_were_never_closed_are_named_by_the_first_and_the_last(tmp_path):
    three_months(tmp_path)

    assert (
        "2026-04 to 2026-05 were never closed, and months are closed in order; close 2026-04 first"
    ) == refused(tmp_path, "2026-06")

    agreement(
        tmp_path / "earlier", sla(effective="{from: 2026-03-01}"), *months("2026-03", ["1/1"] * 4)
    )
    assert "2026-03 to 2026-05 were" in refused(tmp_path / "earlier", "2026-06")


def test_what_is_not_measured_is_closed_only_with_a_reason_that_is_kept(tmp_path):
    three_months(tmp_path, counts=("29/30", "29/30"))
    close(tmp_path, "2026-04", "2026-05")

    assert (
        "`first-slate` of 2026-06 is not measured (there is no measurement; it was due by "
        "2026-07-07); measure first, or close it so with `--accept-unmeasured"
    ) in refused(tmp_path, "2026-06")

    found = close(tmp_path, "2026-06", unmeasured="The tracker lost the month.")

    made = found.get(Close, "2026-06")
    assert made is not None
    assert "The tracker lost the month." == made.unmeasured_because
    assert date(2026, 7, 8) == made.known
    assert ("not_measured", "2026-06") == statuses(found)["2026-06"]


def test_three_that_are_not_measured_are_all_named(tmp_path):
    agreement(tmp_path, *(sla(name=name, effective=FROM_APRIL) for name in ("a", "b", "c")))

    assert refused(tmp_path, "2026-04").startswith(
        "`a` of 2026-04, `b` of 2026-04 and `c` of 2026-04 are not measured ("
    )


@pytest.mark.parametrize(
    ("measured", "known"),
    [("2026-05-04", date(2026, 5, 4)), ("2026-04-20", date(2026, 5, 1))],
    ids=["by other terms", "before the month was over"],
)
def test_what_does_not_count_is_closed_on_the_day_that_is_known(tmp_path, measured, known):
    """It was due by 8 May: nobody waits for that, and a month is never known before it is over."""
    other = measurement("2026-04", row("29/30"), definition="2" * 64)
    agreement(tmp_path, sla(effective=FROM_APRIL), other.replace("2026-07-08", measured))

    found = close(tmp_path, "2026-04", unmeasured="It does not count.", day=str(known))

    assert [("2026-04", known)] == [(one.id, one.known) for one in found.of(Close)]


def test_what_is_not_due_yet_is_measured_before_it_is_closed(tmp_path):
    three_months(tmp_path, counts=("29/30", "29/30"))
    close(tmp_path, "2026-04", "2026-05")

    with pytest.raises(
        WrongUsage, match="not measured yet, due by 2026-07-07; `partnership measure`"
    ):
        close_month(load(tmp_path), Sealing(Span.parse("2026-06"), date(2026, 7, 3), "1.0"))


def test_a_month_is_not_closed_before_the_day_its_records_are_known(tmp_path):
    three_months(tmp_path)

    with pytest.raises(WrongUsage, match="rests on what is known on 2026-07-08"):
        close_month(load(tmp_path), Sealing(Span.parse("2026-04"), date(2026, 7, 2), "1.0"))


def test_a_correction_is_a_new_close_that_says_why_and_judges_from_then_on(tmp_path):
    three_months(tmp_path)
    close(tmp_path, "2026-04", "2026-05")
    corrected = agreement(
        tmp_path,
        sla(effective=FROM_APRIL),
        *months("2026-04", ["21/30", "29/30", "25/30"]),
        measurement("2026-04", row("27/30"), correction=".r1"),
    )
    assert ("minimum_missed", "2026-04") == statuses(corrected)["2026-04"]

    found = close(tmp_path, "2026-04", because="Two slates were counted late.")

    made = closes_in(found)[-1]
    assert ("2026-04-r1", "Two slates were counted late.") == (made.id, made.because)
    assert made.previous is not None
    assert "2026-05" == made.previous.id
    assert ("met", "2026-04-r1") == statuses(found)["2026-04"]
    assert {"2026-04": [], "2026-05": [], "2026-04-r1": []} == audited(found)


def test_a_correction_counts_what_earlier_months_sealed(tmp_path):
    """April was missed under 90%; in place since, the level is lower, and April still weighs on June."""
    chronic = "chronic: {expected_missed: 2, in: 12 months, becomes: minimum missed}\n"
    three_months(tmp_path, counts=("26/30", "29/30", "29/30"), terms=chronic)
    close(tmp_path, "2026-04", "2026-05")
    edited = sla(effective=FROM_APRIL, more=chronic).replace("expected: 90%", "expected: 85%")
    corrected = measurement("2026-05", row("25/30"), correction=".r1")
    agreement(tmp_path, edited, corrected)

    found = close(tmp_path, "2026-05", because="Four slates were counted twice.")

    assert ("minimum_missed", "2026-05-r1") == statuses(found)["2026-05"]


def test_a_close_does_not_depend_on_the_day_it_is_written(tmp_path):
    three_months(tmp_path)
    asked = [Sealing(Span.parse("2026-04"), day, "1.0") for day in (date(2026, 7, 9), AS_OF)]

    texts = {text_of(close_month(load(tmp_path), one)) for one in asked}

    assert 1 == len(texts)


def test_relief_that_ends_after_the_close_changes_nothing_in_it(tmp_path):
    running = relief(interval="{from: 2026-06-16}")
    found = three_months(tmp_path, running)
    written = found.named("Relief/relief-2026-001")
    assert written is not None
    text = (tmp_path / "records/measurements/2026-06/first-slate.yaml").read_text()
    used = text.replace("reliefs: {}", f'reliefs: {{relief-2026-001: "{written.digest}"}}')
    (tmp_path / "records/measurements/2026-06/first-slate.yaml").write_text(used)
    edit(tmp_path, SLA_FILE, "window: month", "relief: extend the clock\nwindow: month")
    for period in ("2026-04", "2026-05", "2026-06"):
        _measured_again(tmp_path, period)
    close(tmp_path, "2026-04", "2026-05", "2026-06")

    path = next((tmp_path / "records").rglob("relief-2026-001.yaml")).relative_to(tmp_path)
    ended = edit(tmp_path, str(path), "{from: 2026-06-16}", "{from: 2026-06-16, until: 2026-08-01}")

    assert "2026-06" == statuses(ended)["2026-06"][1]
    assert [] == [text for texts in audited(ended).values() for text in texts]


def _measured_again(folder, period):
    """Give a record the definition of the terms as they stand."""
    from partnership.documents import SLA, Measurement
    from partnership.measuring.definitions import definition_digest

    found = load(folder)
    record = found.get(Measurement, f"first-slate.{period}")
    promise = found.get(SLA, "first-slate")
    assert record is not None
    assert promise is not None
    now = definition_digest(found, promise, record.period)
    edit(folder, record.path, record.digests.definition, now)


def test_terms_as_long_as_a_document_may_have_them_are_sealed(tmp_path):
    """A document's longest text has 65,536 characters; a Close holds the document as one text."""
    long = sla(effective=FROM_APRIL, more=f"tool_change: {'word ' * 13_000}\n")
    agreement(tmp_path, long, *months("2026-04", ["29/30"]))

    found = close(tmp_path, "2026-04")

    assert audited(found) == {"2026-04": []}


def test_a_close_that_no_document_can_hold_is_refused_before_it_is_written(tmp_path):
    """A Close has at most 8 MiB."""
    long = sla(effective=FROM_APRIL, more=f"tool_change: {'word ' * 13_000}\n")
    agreement(tmp_path, long, *months("2026-04", ["29/30"]))
    made = close_month(load(tmp_path), Sealing(Span.parse("2026-04"), AS_OF, "1.0"))
    terms = [one for one in made.written["terms"] if one["document"] == "SLA/first-slate"]
    made = from_written({**made.written, "terms": terms * 130}, "")

    with pytest.raises(WrongUsage, match=r"cannot be written .* 8,388,608 bytes"):
        text_of(made)


def test_a_close_that_would_be_read_otherwise_is_refused_before_it_is_written():
    terms = {"document": "SLA/first-slate", "digest": "0" * 64, "canonical": "{}"}
    written = {"kind": "Close", "id": "2026-04", "period": "2026-04", "known": "2026-07-08"}
    made = from_written({**written, "verdicts": [], "measurements": {}, "terms": [terms]}, "")
    other = made.placed(Origin(made.path, f"{made.origin.canonical} "))

    with pytest.raises(WrongUsage) as raised:
        text_of(other)

    assert "the Close of 2026-04 cannot be written as one document: it would be read otherwise" == (
        str(raised.value)
    )


def test_a_sealed_part_of_a_month_keeps_its_days_when_its_promise_begins_later(tmp_path):
    amended = (
        "amendments:\n  - from: 2026-04-16\n    targets:\n"
        "      - {id: all, within: 7 business days, expected: 60%, minimum: 50%}\n"
    )
    parts = (
        row("8/10", more="from: 2026-04-01, to: 2026-04-15"),
        row("8/10", more="from: 2026-04-16, to: 2026-04-30"),
    )
    agreement(tmp_path, sla(effective=FROM_APRIL, more=amended), measurement("2026-04", *parts))
    before = [days_of(one.verdict) for one in judge_in_full(load(tmp_path), AS_OF)][:2]
    close(tmp_path, "2026-04")

    found = edit(tmp_path, "partnership/slas/first-slate.yaml", FROM_APRIL, "{from: 2026-06-01}")

    sealed = [one.verdict for one in judge_in_full(found, AS_OF) if one.verdict.sealed]
    first, second = (date(2026, 4, 1), date(2026, 4, 15)), (date(2026, 4, 16), date(2026, 4, 30))
    assert [first + first, second + second] == before == [days_of(one) for one in sealed]


def test_a_month_that_is_corrected_twice_reproduces_each_time(tmp_path):
    for number, counts in (("", "29/30"), (".r1", "25/30"), (".r2", "21/30")):
        corrected = measurement("2026-04", row(counts), correction=number)
        agreement(tmp_path, sla(effective=FROM_APRIL), corrected)
        found = close(tmp_path, "2026-04", because="A slip." if number else "")

    assert {"2026-04": [], "2026-04-r1": [], "2026-04-r2": []} == audited(found)
    assert ["met", "expected missed", "minimum missed"] == [
        one.verdicts[0].status for one in closes_in(found)
    ]


def test_a_close_is_placed_in_the_folder_of_its_agreement(tmp_path):
    found = replace(three_months(tmp_path), base="north/")

    made = close_month(found, Sealing(Span.parse("2026-04"), AS_OF, "1.0"))

    assert "north/records/closes/2026-04.yaml" == made.path


def test_a_sealed_pool_is_told_when_its_promise_begins_later(tmp_path):
    few = "low_volume: {below: 10, then: carry forward}\n"
    three_months(tmp_path, counts=("4/4", "7/8"), terms=few)
    close(tmp_path, "2026-04", "2026-05")

    found = edit(tmp_path, SLA_FILE, FROM_APRIL, "{from: 2026-06-01}")

    sealed = [one for one in judge(found, AS_OF) if one.sealed]
    assert [("2026-04", ()), ("2026-05", ("2026-04",))] == [
        (one.period, one.pooled) for one in sealed
    ]
    assert {"First slate on time"} == {one.title for one in sealed}


def days_of(verdict):
    return (verdict.since, verdict.until, verdict.first, verdict.last)


def test_a_month_of_200_promises_with_24_rows_is_closed_read_and_judged_again(tmp_path):
    write_agreement(tmp_path, 200, 1)
    found = with_definitions(load(tmp_path))
    made = close_month(found, Sealing(Span.parse("2021-01"), date(2021, 3, 1), "1.0"))
    text = text_of(made)
    write_file(tmp_path / path_of(made), text)

    (again,) = load(tmp_path).of(Close)

    assert (4_800, again.digest) == (len(again.verdicts), made.digest)
    assert len(text) > MAX_BYTES
    assert audited(replace(found, documents=(*found.documents, again))) == {"2021-01": []}


def test_what_is_closed_is_measured_again_only_where_it_is_named(tmp_path):
    """New terms in place ask for every open month anew; a closed one keeps what was sealed."""
    three_months(tmp_path)
    close(tmp_path, "2026-04")
    found = edit(tmp_path, SLA_FILE, "within: 7 business days", "within: 8 business days")

    def asked(*periods):
        tasks = find_tasks(found, AS_OF, [Span.parse(one) for one in periods] or None)
        return [str(task.period) for task in tasks]

    assert ["2026-05", "2026-06", "2026-07"] == asked()
    assert ["2026-04"] == asked("2026-04")


def test_what_was_closed_unmeasured_is_still_to_be_measured(tmp_path):
    three_months(tmp_path, counts=("29/30",))
    close(tmp_path, "2026-04")
    found = close(tmp_path, "2026-05", unmeasured="The tracker lost the month.")

    assert "2026-05" in [str(task.period) for task in find_tasks(found, AS_OF)]


def test_a_correction_that_reaches_into_a_later_close_is_named_until_that_is_corrected_too(
    tmp_path,
):
    """June was sealed as the third miss in a row; May, corrected, was kept."""
    chronic = "chronic: {expected_missed: 3, in: 12 months, becomes: minimum missed}\n"
    counts = ("26/30", "26/30", "26/30")
    three_months(tmp_path, counts=counts, terms=chronic)
    close(tmp_path, "2026-04", "2026-05", "2026-06")
    corrected = measurement("2026-05", row("28/30"), correction=".r1")
    three_months(tmp_path, corrected, counts=counts, terms=chronic)

    found = close(tmp_path, "2026-05", because="Two slates were counted late.")
    [told] = find_unfollowed(found)
    again = close(tmp_path, "2026-06", because="May was corrected.")

    assert told.message == (
        "`2026-05-r1` corrects what `2026-06` rests on. `first-slate`, row `all`, of 2026-06: "
        "`status` is sealed as `minimum missed`, and judged again it is `expected missed`"
    )
    assert told.hint == (
        '`partnership close 2026-06 --correct --because "…"` seals it after the correction'
    )
    assert [] == list(find_unfollowed(again))
    assert [] == [text for texts in audited(again).values() for text in texts]


def test_what_cannot_be_seen_is_written_as_its_number_and_reads_back():
    reason = 'a \u200b, a \U000e0041, a \\ and a "quoted" word'

    text = to_yaml({"reason": reason})

    assert 'reason: "a \\u200b, a \\U000e0041, a \\\\ and a \\"quoted\\" word"\n' == text
    assert {"reason": reason} == yaml.load(text, yaml.CSafeLoader)


def test_terms_with_a_space_that_does_not_break_are_sealed_and_reproduce(tmp_path):
    """As text that is pasted from a word processor has them."""
    agreement(
        tmp_path,
        sla(effective=FROM_APRIL, more="description: Within 7\u00a0business days, it's said.\n"),
        *months("2026-04", ["29/30"]),
    )

    found = close(tmp_path, "2026-04")

    assert {"2026-04": []} == audited(found)
    text = (tmp_path / "records/closes/2026-04.yaml").read_text("utf-8")
    assert "Within 7\\u00a0business days, it's said." in text
