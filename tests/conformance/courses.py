"""What becomes of subjects, as rows that databases like to disagree on: days, ties, several events."""

from __future__ import annotations

from pathlib import Path

from tests.measuring.stores import CALENDAR, FILL, HEAD, Events, at, terms
from tests.measuring.test_outlasting import (
    AGING,
    BUCKETS,
    LATENCY,
    OLD,
    RETENTION,
    STAGE,
)
from tests.measuring.test_reached import (
    BY_START,
    BY_STOP,
    DECIDED,
    FILLED,
    REACHED,
    RENEGES,
    candidate,
    hire,
)

KEPT = "{id: all, within: 20 calendar days, expected: 90%, minimum: 80%}"
DAYS = "{id: all, within: 3 business days, expected: 90%, minimum: 80%}"
MISS = {"open_past_due": "counts as a miss"}
AGENCY = "of_which: {source_category: [agency, referral]}\n"
NTH = """\
type: duration
subject: application
start: {event: [submitted to client, contacted], which: last}
stop: {event: [client advanced, client declined, interview ended], which: 2nd}
unit: business days
population: in scope
exclusions: []
direction: lower is better
"""
STARTED = RENEGES.replace("[never started]", "[started]").replace(", never started]", "]") + AGENCY
PROMISES = {
    "reached": (REACHED, BY_START),
    "reached-of-agencies": (REACHED + AGENCY, BY_START),
    "decided-by-start": (DECIDED, BY_START),
    "decided-by-stop": (DECIDED, BY_STOP),
    "filled-from-within": (FILLED, BY_STOP),
    "reneged": (RENEGES, BY_STOP),
    "reneged-followed": (RENEGES, BY_STOP + "matures: 10 calendar days\n"),
    "started-for-agencies": (STARTED, BY_STOP),
    "reneged-of-all": (RENEGES.replace("[started,", "[started, pending,"), BY_STOP),
    "guaranteed": (RENEGES.replace("exclusions: []", "exclusions: [no guarantee]"), BY_STOP),
    "kept": (RETENTION, terms("share beyond", targets=KEPT)),
    "kept-by-start": (
        RETENTION,
        terms("share beyond", "start", targets=KEPT, matures="20 calendar days"),
    ),
    "old": (AGING, terms("bucket counts", "open at the end", targets=OLD, buckets=BUCKETS)),
    "old-held": (AGING, terms("median", "open at the end", targets="{id: all, expected: 30 calendar days, minimum: 60 calendar days}", pauses="[hold]")),
    "stages": (STAGE, terms(placed_by="open at the end", targets=DAYS)),
    "second-of-several": (NTH, terms(targets=DAYS, **MISS)),
    "fill-resumed": (FILL + "reopening: resume the clock\n", terms(**MISS)),
    "fill-anew": (FILL + "reopening: new clock\n", terms(**MISS)),
    "start": (FILL.replace("offer accepted", "employee started"), terms(**MISS)),
    "latency": (LATENCY, terms(placed_by="stop", targets=DAYS, open_past_due="ignored")),
}  # fmt: skip


def course_documents() -> list[str]:
    """The documents of promises about what becomes of subjects."""
    texts = [CALENDAR]
    for name, (metric, promise) in PROMISES.items():
        texts.append(f"kind: Metric\nid: {name}\n{HEAD}intent: Speed.\n{metric}")
        texts.append(
            f"kind: SLA\nid: {name}\n{HEAD}owed_by: provider\nclass: kpi\nmetric: {name}\n"
            f"calendar: uk\n{promise}"
        )
    return texts


def courses(folder: Path) -> Path:
    """Write what becomes of candidates, hires and openings."""
    events = Events()
    _candidates(events)
    _hires(events)
    _openings(events)
    rows = events.rows["app_event"]
    again = next(row for row in rows if row["type"] == "stage_entered")
    rows.append(again | {"recorded_at": at("2026-05-05 18:00"), "actor_party": "client"})
    return events.write(folder)


def _candidates(events: Events) -> None:
    """Decided twice at one instant, never, before the start, and at the month's border."""
    shown, met = "2026-03-02 10:00", "2026-03-09 10:00"
    for source in ("agency", "referral", "inbound"):
        candidate(events, shown, met, source=source, client_declined=met)
        candidate(events, shown, met, source=source, client_declined="2026-03-09 09:59:59")
        candidate(events, shown, source=source, withdrew="2026-03-31 23:59:59")
        candidate(events, shown, source=source, rejected_by_org="2026-04-01 00:00")
        candidate(events, shown, shown, source=source, contacted=shown, client_advanced=shown)
        candidate(events, "2026-03-31 23:59:59", "2026-05-01 10:00", source=source)
        candidate(events, shown, "2026-02-27 10:00", source=source)
        candidate(events, "2026-03-29 02:00", source=source)
    for number, stages in enumerate((("screen", "screen"), ("interview", "offer"), ("hired",))):
        name = candidate(events, shown)
        for later, stage in enumerate(stages):
            events.add(
                "app_event",
                type="stage_entered",
                stage=stage,
                occurred_at=at(f"2026-03-{10 + later * number:02} 10:00"),
                application_id=name,
                recorded_at=at(f"2026-03-{11 + 3 * number:02} 18:00"),
            )


def _hires(events: Events) -> None:
    """Started on the border of the month, on another day than planned, long ago, or never."""
    hire(events, "2026-03-31", actual_start="2026-03-31", guarantee_until="2026-06-30")
    hire(events, "2026-03-31", actual_start="2026-04-01", ended="2026-04-21", end_type="other")
    hire(events, "2026-03-29", actual_start="2026-03-29", ended="2026-04-18", end_type="voluntary")
    hire(events, "2026-03-29", actual_start="2026-03-29", ended="2026-04-17", end_type="redundancy")
    hire(events, "2026-03-29", actual_start="2026-03-29", ended="2026-04-18", end_type="redundancy")
    hire(events, "2026-03-02", actual_start="2026-03-02", ended="2026-03-10", end_type="voluntary")
    hire(events, "2019-03-04", actual_start="2019-03-04", ended="2026-03-20", end_type="voluntary")
    hire(events, "2026-03-16", ended="2026-03-20", end_type="never_started")
    hire(events, "2026-03-16", ended="2026-04-08", end_type="never_started")
    hire(events, "2026-03-16", end_type="never_started")
    hire(events, "2026-03-16")


def _openings(events: Events) -> None:
    """Reneged and reopened, reneged and not, closed on the last second, filled from two sources."""
    for ended, reopened in (
        ("2026-03-10", "2026-03-12 09:00"),
        ("2026-03-12", "2026-03-12 00:00"),
        (None, "2026-03-12 09:00"),
        ("2026-03-10", None),
    ):
        asked = events.requisition()
        name = events.opening("2026-03-01 15:00", "2026-03-05 12:00", asked)
        values = {"ended": ended} if ended else {}
        events.add(
            "hire",
            hire_id=f"h{events.number}",
            application_id=events.application(asked),
            opening_id=name,
            accepted_at=at("2026-03-05 12:00"),
            planned_start="2026-03-11",
            end_type="never_started",
            **values,
        )
        if reopened:
            events.req("reopened", reopened, asked, name)
            events.offer("2026-03-25 12:00", "accepted", name, asked)
    for source in ("internal", "agency"):
        events.opening(
            "2026-01-01 00:00",
            closed_at=at("2026-03-31 23:59:59"),
            close_reason="filled",
            filled_application_id=candidate(events, "2026-01-02 10:00", source=source),
        )
    asked = events.requisition()
    held = events.opening("2026-01-01 12:00", requisition=asked)
    events.req("hold_started", "2026-01-01 12:00", asked, held)
    events.req("hold_ended", "2026-01-31 12:00", asked, held)
    for opened in (
        "2026-03-31 23:59:59",
        "2026-03-01 00:00",
        "2026-01-29 23:59",
        "2025-12-31 00:00",
    ):
        hire_of = events.opening(opened)
        events.add(
            "hire",
            hire_id=f"h{events.number}",
            application_id=events.application(events.requisition()),
            opening_id=hire_of,
            accepted_at=at("2026-03-05 12:00"),
            planned_start="2026-03-31",
            actual_start="2026-03-31",
        )
