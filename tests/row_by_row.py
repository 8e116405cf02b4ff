"""The example's promises counted row by row: slow, plain, and without the package's own code.

It reads the CSV files, walks from day to day, and knows the seven promises by heart, so that
what `measure` writes can be compared with something that shares nothing with it.

What it takes each promise to say:

* A period ends at midnight in London; what happened later is not seen.
* Calendar days are London dates. A hold stops the days from the date it starts on up to the date
  it ends on. Business days are counted the same way, over business days only.
* Who is late is who stopped after the due date, or has not stopped. Who is on hold at the
  period's end is not yet due. Who the client cancelled by the due date is excluded.
* An exclusion is counted where its due date would place it; the first reason that holds is
  `not in scope`, `evergreen`, `pipeline`, `cancelled by client`.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)
HOLIDAYS = {
    date(2025, 1, 1), date(2025, 4, 18), date(2025, 4, 21), date(2025, 5, 5), date(2025, 5, 26),
    date(2025, 8, 25), date(2025, 12, 25), date(2025, 12, 26), date(2026, 1, 1),
    date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31),
    date(2026, 12, 25), date(2026, 12, 28),
}  # fmt: skip
MONTHS = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)][:18]
QUARTERS = ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]
OFFER_DECIDED = {"accepted", "declined", "expired", "withdrawn_candidate"}

Row = dict[str, str]
Hold = tuple[datetime, datetime | None]


@dataclass
class Count:
    """What one row of one promise adds up to in one period."""

    numerator: int = 0
    denominator: int = 0
    n: int = 0
    open_past_due: int = 0
    excluded: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Events:
    """The last state of everything, and the holds of each requisition and opening."""

    tables: dict[str, list[Row]]
    requisitions: dict[str, Row]
    applications: dict[str, Row]
    interviews: dict[str, Row]
    accepted: dict[str, list[datetime]]
    holds: dict[tuple[str, str], list[Hold]]
    intakes: dict[str, list[datetime]]
    submitted: dict[str, list[datetime]]


Counts = dict[tuple[str, str, str], Count]
"""By SLA, row and period."""


def read_events(folder: Path, known: datetime | None = None) -> Events:
    """Read a folder of CSV files, as it stands or as it was known at an instant."""
    tables = {path.stem: _last_states(path, known) for path in sorted(folder.glob("*.csv"))}
    req_events = sorted(tables["req_event"], key=lambda row: row["occurred_at"])
    applications = {row["application_id"]: row for row in tables["application"]}
    accepted = defaultdict(list)
    for row in tables["offer"]:
        if row["outcome"] == "accepted":
            accepted[row["opening_id"]].append(instant(row["decided_at"]))
    intakes = defaultdict(list)
    for row in req_events:
        if row["type"] == "intake_completed":
            intakes[row["requisition_id"]].append(instant(row["occurred_at"]))
    submitted = defaultdict(list)
    for row in tables["app_event"]:
        if row["type"] == "submitted_to_client":
            asked = applications[row["application_id"]]["requisition_id"]
            submitted[asked].append(instant(row["occurred_at"]))
    return Events(
        tables=tables,
        requisitions={row["requisition_id"]: row for row in tables["requisition"]},
        applications=applications,
        interviews={row["interview_id"]: row for row in tables["interview"]},
        accepted={key: sorted(found) for key, found in accepted.items()},
        holds=_holds(req_events),
        intakes=dict(intakes),
        submitted={key: sorted(found) for key, found in submitted.items()},
    )


def count_all(events: Events) -> Counts:
    """Count all seven promises in every period."""
    counts: Counts = {}
    for month in MONTHS:
        for row, within in (("standard", 45), ("critical", 30)):
            counts["time-to-fill", row, month] = time_to_fill(events, row, within, month)
        for row, within in (("standard", 7), ("critical", 4)):
            counts["first-slate", row, month] = first_slate(events, row, within, month)
        counts["interview-feedback", "all", month] = interview_feedback(events, month)
    for quarter in QUARTERS:
        counts["offer-acceptance", "all", quarter] = offer_acceptance(events, quarter)
        counts["fill-rate", "all", quarter] = fill_rate(events, quarter)
        counts["candidate-nps", "all", quarter] = candidate_nps(events, quarter)
        counts["hiring-manager-satisfaction", "all", quarter] = satisfaction(events, quarter)
    return counts


def time_to_fill(events: Events, urgency: str, within: int, month: str) -> Count:
    """Opened to offer accepted, in calendar days outside holds, placed by due date."""
    count, cut = Count(), end_of(month)
    for opening in events.tables["opening"]:
        asked = events.requisitions[opening["requisition_id"]]
        opened = instant(opening["opened_at"])
        if asked["urgency"] != urgency or opened >= cut:
            continue
        keys = [(asked["requisition_id"], ""), (asked["requisition_id"], opening["opening_id"])]
        holds = [hold for key in keys for hold in events.holds.get(key, [])]
        due = due_day(opened, within, holds, cut, business=False)
        if due is None or period_of(due, month) != month:
            continue
        stops = [
            moment for moment in events.accepted.get(opening["opening_id"], []) if moment < cut
        ]
        reason = excluded_by(asked, opening, due, cut)
        _add(count, reason, london(stops[0]) if stops else None, due)
    return count


def first_slate(events: Events, urgency: str, within: int, month: str) -> Count:
    """Last intake to the third submission after it, in business days, placed by due date."""
    count, cut = Count(), end_of(month)
    for asked in events.requisitions.values():
        taken_in = [
            moment for moment in events.intakes.get(asked["requisition_id"], []) if moment < cut
        ]
        if asked["urgency"] != urgency or not taken_in:
            continue
        start = taken_in[-1]
        holds = events.holds.get((asked["requisition_id"], ""), [])
        due = due_day(start, within, holds, cut, business=True)
        if due is None or period_of(due, month) != month:
            continue
        submitted = events.submitted.get(asked["requisition_id"], [])
        stops = [moment for moment in submitted if start <= moment < cut]
        reason = excluded_by(asked, None, due, cut)
        _add(count, reason, london(stops[2]) if len(stops) > 2 else None, due)
    return count


def interview_feedback(events: Events, month: str) -> Count:
    """Interview ended to required feedback, in business hours, placed by due date."""
    count, cut = Count(), end_of(month)
    for feedback in events.tables["feedback"]:
        interview = events.interviews[feedback["interview_id"]]
        ended = instant(interview["end_at"])
        if feedback["required"] != "true" or interview["status"] != "completed" or ended >= cut:
            continue
        if period_of(london(after_business_hours(ended, 16)), month) != month:
            continue
        asked = events.requisitions[
            events.applications[interview["application_id"]]["requisition_id"]
        ]
        reason = excluded_by(asked, None, None, cut)
        given = instant(feedback["submitted_at"]) if feedback["submitted_at"] else None
        if reason:
            count.excluded[reason] += 1
            continue
        is_given = given is not None and given < cut
        count.n += 1
        count.denominator += 1
        count.numerator += given is not None and is_given and business_hours(ended, given) <= 16
        count.open_past_due += not is_given
    return count


def offer_acceptance(events: Events, quarter: str) -> Count:
    """Accepted of the offers decided in the quarter; the last version of each application."""
    count, cut = Count(), end_of(quarter)
    last: dict[str, Row] = {}
    for offer in events.tables["offer"]:
        before = last.get(offer["application_id"])
        if instant(offer["drafted_at"]) < cut and (
            before is None or int(offer["version"]) > int(before["version"])
        ):
            last[offer["application_id"]] = offer
    for offer in last.values():
        if not offer["decided_at"] or offer["outcome"] not in OFFER_DECIDED:
            continue
        if period_of(london(instant(offer["decided_at"])), quarter) != quarter:
            continue
        asked = events.requisitions[events.applications[offer["application_id"]]["requisition_id"]]
        reason = excluded_by(asked, None, None, cut)
        if reason:
            count.excluded[reason] += 1
        else:
            count.n += 1
            count.denominator += 1
            count.numerator += offer["outcome"] == "accepted"
    return count


def fill_rate(events: Events, quarter: str) -> Count:
    """Openings filled by the quarter's end, of those due: ninety days after they opened."""
    count, cut = Count(), end_of(quarter)
    for opening in events.tables["opening"]:
        asked = events.requisitions[opening["requisition_id"]]
        due = london(instant(opening["opened_at"])) + 90 * DAY
        if period_of(due, quarter) != quarter:
            continue
        reason = excluded_by(asked, opening, due, cut)
        if reason:
            count.excluded[reason] += 1
            continue
        count.n += 1
        count.denominator += 1
        count.numerator += (
            opening["close_reason"] == "filled" and instant(opening["closed_at"]) < cut
        )
    return count


def candidate_nps(events: Events, quarter: str) -> Count:
    """Promoters less detractors, of all who answered on 0 to 10."""
    count = Count()
    for row in _answers(events, quarter, "candidate-experience", "candidate"):
        score, answers = int(row["score"]), int(row["count"])
        count.n += answers
        count.denominator += answers
        count.numerator += answers * ((score >= 9) - (score <= 6))
    return count


def satisfaction(events: Events, quarter: str) -> Count:
    """Answers of 4 or 5, of all on 1 to 5."""
    count = Count()
    for row in _answers(events, quarter, "hiring-manager", "hiring manager"):
        answers = int(row["count"])
        count.n += answers
        count.denominator += answers
        count.numerator += answers * (int(row["score"]) >= 4)
    return count


@cache
def instant(text: str) -> datetime:
    """Read an instant in UTC."""
    return datetime.fromisoformat(text)


@cache
def london(moment: datetime) -> date:
    """Return the London date of an instant."""
    return moment.astimezone(LONDON).date()


@cache
def end_of(period: str) -> datetime:
    """Return the midnight that ends a period in London."""
    year, part = period.split("-")
    month = 3 * int(part[1]) if part.startswith("Q") else int(part)
    first = date(int(year) + month // 12, month % 12 + 1, 1)
    return datetime.combine(first, time(0), LONDON).astimezone(UTC)


def period_of(day: date, like: str) -> str:
    """Return the month or the quarter of a day, whichever `like` is."""
    if "Q" in like:
        return f"{day.year}-Q{(day.month + 2) // 3}"
    return f"{day.year}-{day.month:02}"


def is_business_day(day: date) -> bool:
    """Say whether London works on a day."""
    return day.weekday() < 5 and day not in HOLIDAYS


def due_day(
    start: datetime, within: int, holds: list[Hold], cut: datetime, *, business: bool
) -> date | None:
    """Walk from day to day until enough have passed outside holds; None while on hold at the cut.

    A step counts when the day it leaves is not on hold. Over business days the walk goes from one
    to the next.
    """
    seen = [
        (london(stopped), london(ran) if ran is not None and ran < cut else None)
        for stopped, ran in holds
        if stopped < cut
    ]
    day, passed = london(start), 0
    while passed < within:
        on_hold = [ran for stopped, ran in seen if stopped <= day and (ran is None or day < ran)]
        if None in on_hold:
            return None
        passed += not on_hold
        day += DAY
        while business and not is_business_day(day):
            day += DAY
    return day


def business_hours(start: datetime, stop: datetime) -> int:
    """Count the hours between 09:00 and 17:00 on business days, rounded up."""
    seconds = 0
    day = london(start)
    while day <= london(stop):
        if is_business_day(day):
            opens, closes = _hours_of(day)
            inside = min(stop, closes) - max(start, opens)
            seconds += max(0, int(inside.total_seconds()))
        day += DAY
    return -(-seconds // 3600)


@cache
def after_business_hours(start: datetime, hours: int) -> datetime:
    """Walk from day to day until that many business hours have passed."""
    left = hours * 3600
    day = london(start)
    while True:
        if is_business_day(day):
            opens, closes = _hours_of(day)
            begin = max(start, opens)
            inside = max(0, int((closes - begin).total_seconds()))
            if left <= inside:
                return begin + timedelta(seconds=left)
            left -= inside
        day += DAY


def excluded_by(asked: Row, opening: Row | None, due: date | None, cut: datetime) -> str | None:
    """Return the first reason a subject does not count, if there is one."""
    if asked["in_scope"] != "true":
        return "not in scope"
    if asked["req_type"] in {"evergreen", "pipeline"}:
        return asked["req_type"]
    if opening is not None and due is not None and opening["close_reason"] == "cancelled_client":
        closed = instant(opening["closed_at"])
        if closed < cut and london(closed) <= due:
            return "cancelled by client"
    return None


def _add(count: Count, reason: str | None, stopped: date | None, due: date) -> None:
    if reason:
        count.excluded[reason] += 1
        return
    count.n += 1
    count.denominator += 1
    count.numerator += stopped is not None and stopped <= due
    count.open_past_due += stopped is None


def _answers(events: Events, quarter: str, survey: str, audience: str) -> list[Row]:
    return [
        row
        for row in events.tables["survey_aggregate"]
        if (row["period"], row["survey_id"], row["audience"]) == (quarter, survey, audience)
    ]


@cache
def _hours_of(day: date) -> tuple[datetime, datetime]:
    opens, closes = (datetime.combine(day, time(hour), LONDON) for hour in (9, 17))
    return opens.astimezone(UTC), closes.astimezone(UTC)


def _last_states(path: Path, known: datetime | None) -> list[Row]:
    key = _KEYS.get(path.stem)
    last: dict[tuple[str, ...], Row] = {}
    with path.open(encoding="utf-8", newline="") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: row["recorded_at"])
    for row in rows:
        if known is None or instant(row["recorded_at"]) <= known:
            last[tuple(row[name] for name in key or row)] = row
    return list(last.values())


_KEYS: dict[str, tuple[str, ...]] = {
    "requisition": ("requisition_id",),
    "opening": ("opening_id",),
    "req_event": ("event_id",),
    "application": ("application_id",),
    "app_event": ("event_id",),
    "interview": ("interview_id",),
    "feedback": ("feedback_id",),
    "approval": ("approval_id",),
    "offer": ("offer_id",),
    "hire": ("hire_id",),
}
"""The last state of each of these counts; every row of an aggregate is its own."""


def _holds(req_events: list[Row]) -> dict[tuple[str, str], list[Hold]]:
    holds: dict[tuple[str, str], list[Hold]] = defaultdict(list)
    for row in req_events:
        of, moment = (row["requisition_id"], row["opening_id"]), instant(row["occurred_at"])
        if row["type"] == "hold_started":
            holds[of].append((moment, None))
        elif row["type"] == "hold_ended":
            holds[of][-1] = (holds[of][-1][0], moment)
    return dict(holds)
