"""What bins say of another `within` is what the events say; where they cannot, they do not."""

from __future__ import annotations

import random
from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from partnership.documents import SLA
from partnership.measuring.measurements import measure
from partnership.replay.recounting import NotTold, Question, recounted
from partnership.store.duckdb import open_store
from partnership.values.periods import Span
from tests.measuring.stores import FILL, Events, agreed, measured, terms
from tests.measuring.test_laws import stored

DAY = 24 * 60
STARTED = "matures: 10 calendar days\n"


def filled(within: int, placed_by: str = "stop", past: str = "counts as a miss", more: str = ""):
    row = f"{{id: all, within: {within} calendar days, expected: 90%, minimum: 80%}}"
    promise = terms(placed_by=placed_by, targets=row, open_past_due=past) + more
    return agreed(FILL, promise)


def counted(agreement, events, folder: Path):
    return measured(agreement, events, folder, "2026-03")["2026-03"]


def asked(record, was, now) -> Question:
    sla = was.get(SLA, "it")
    assert sla
    return Question(record, sla, was, now)


def told(record) -> tuple[object, ...]:
    """Everything a record says, its digests included."""
    return record.rows, record.gate, record.digests.definition, record.digests.counts


def judged(record) -> tuple[object, ...]:
    """What is judged of a record: nothing of clocks that run, where those are ignored."""
    rows = [(row.numerator, row.denominator, row.n, row.closed) for row in record.rows]
    return rows, record.gate, record.digests.definition


@pytest.mark.parametrize(
    ("placed_by", "past", "more"),
    [
        ("stop", "counts as a miss", ""),
        ("stop", "ignored", ""),
        ("start", "counts as a miss", STARTED),
        ("start", "ignored", STARTED),
    ],
)
def test_a_record_counted_anew_from_its_bins_is_what_the_events_count(
    placed_by, past, more, tmp_path
):
    drawn = random.Random(f"{placed_by} {past}")  # noqa: S311 - the same openings every time
    openings = [
        (drawn.randint(-60 * DAY, 85 * DAY), drawn.choice([None, drawn.randint(0, 70 * DAY)]), "GB")
        for _ in range(150)
    ]
    limits = {limit: filled(limit, placed_by, past, more) for limit in (2, 21, 30, 45, 60)}
    march = [Span.parse("2026-03")]
    with open_store(stored(openings).write(tmp_path)) as store:
        counts = {
            limit: measure(terms, store, known=date(2027, 1, 1), periods=march)[0]
            for limit, terms in limits.items()
        }

    refused = 0
    for was, now in permutations(limits, 2):
        try:
            by_bins = recounted(asked(counts[was], limits[was], limits[now]))
        except NotTold:
            refused += 1
            assert now < was
            assert past == "counts as a miss"
            continue
        said = judged if now < was else told
        assert said(counts[now]) == said(by_bins), (was, now)
    assert refused < 20
    assert len({str(judged(one)[0]) for one in counts.values()}) > 2


def test_a_longer_limit_takes_running_clocks_out_of_the_misses(tmp_path):
    events = Events()
    events.opening("2026-02-10 09:00")  # 49 days at the end of March
    events.opening("2026-03-02 09:00", "2026-03-20 09:00")
    record = counted(filled(30), events, tmp_path)

    [row] = recounted(asked(record, filled(30), filled(60))).rows

    assert (1, 2) == (record.rows[0].numerator, record.rows[0].denominator)
    assert (1, 1, 0) == (row.numerator, row.denominator, row.open_past_due)


@pytest.mark.parametrize(
    ("was", "now", "why"),
    [
        (filled(30), filled(20), "nothing says how long the clocks run that were not past"),
        (
            filled(30, "due date"),
            filled(40, "due date"),
            "subjects are placed by due date, which moves with it",
        ),
        (filled(30), filled(30, more="pauses: [hold]\n"), ""),
        (filled(30), filled(40, past="ignored"), ""),
    ],
)
def test_what_bins_do_not_tell_is_refused_with_the_reason(tmp_path, was, now, why):
    events = Events()
    events.opening("2026-03-02 09:00", "2026-03-20 09:00")
    record = counted(was, events, tmp_path)

    with pytest.raises(NotTold) as refused:
        recounted(asked(record, was, now))

    assert str(refused.value).startswith(why)
    assert bool(why) == bool(str(refused.value))


def test_what_was_changed_after_it_was_counted_is_not_counted_anew(tmp_path):
    events = Events()
    events.opening("2026-03-02 09:00", "2026-03-20 09:00")
    record = counted(filled(30), events, tmp_path)
    row = record.rows[0].model_copy(update={"numerator": 0})
    edited = record.model_copy(update={"rows": (row,)}).placed(record.origin)

    with pytest.raises(NotTold, match="its bins and its counts are not of the same clocks"):
        recounted(asked(edited, filled(30), filled(40)))


def test_subjects_of_several_limits_in_one_period_are_not_mixed(tmp_path):
    events = Events()
    events.opening("2026-03-02 09:00", "2026-03-20 09:00")
    changed = (
        "amendments:\n  - from: 2026-03-01\n    targets:\n"
        "      - {id: all, within: 40 calendar days, expected: 90%, minimum: 80%}\n"
    )
    record = counted(filled(30), events, tmp_path)

    with pytest.raises(NotTold, match="subjects of one period would be held to several limits"):
        recounted(asked(record, filled(30), filled(30, more=changed)))
