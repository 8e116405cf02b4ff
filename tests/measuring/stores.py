"""Small event stores written by hand, and small agreements to measure them by."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from partnership.agreement import Agreement
from partnership.loading.document import load_document
from partnership.measuring.measurements import measure
from partnership.store.duckdb import open_store
from partnership.store.tables import TABLE_BY_NAME
from partnership.values.periods import Span

LONDON = ZoneInfo("Europe/London")
HEAD = "title: T\nowners: {client: a, provider: b}\neffective: {from: 2025-01-01}\n"
CALENDAR = f"""\
kind: Calendar
id: uk
{HEAD}time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-17:00]
cut_off: 17:00
holidays:
  - {{day: 2026-04-03, title: Good Friday}}
  - {{day: 2026-04-06, title: Easter Monday}}
  - {{day: 2026-12-24, title: Christmas Eve, hours: [09:00-13:00]}}
  - {{day: 2026-12-25, title: Christmas}}
"""
FILL = """\
type: duration
subject: opening
start: {event: opening opened, which: first}
stop: {event: offer accepted, which: first}
unit: calendar days
population: in scope
exclusions: [evergreen, pipeline, cancelled by client]
direction: lower is better
"""
SLATE = """\
type: duration
subject: requisition
start: {event: intake completed, which: last}
stop: {event: submitted to client, which: 3rd}
unit: business days
population: in scope
exclusions: []
direction: lower is better
"""
REVIEW = """\
type: duration
subject: application
start: {event: submitted to client, which: first}
stop: {event: [client advanced, client declined], which: first}
unit: business days
population: in scope
exclusions: []
direction: lower is better
"""
FEEDBACK = """\
type: duration
subject: feedback
start: {event: interview ended, which: first}
stop: {event: feedback submitted, which: first}
unit: business hours
population: in scope
exclusions: [not required]
direction: lower is better
"""
OFFERS = """\
type: ratio
subject: offer
numerator: [accepted]
denominator: [accepted, declined, expired, withdrawn by candidate]
unit: percent
population: in scope
exclusions: []
direction: higher is better
"""


def score(scale: str = "0 to 10", unit: str = "points") -> str:
    """A metric of survey answers."""
    return (
        f"type: score\nsubject: survey response\nunit: {unit}\ndirection: higher is better\n"
        "population: all\nexclusions: []\n"
        f"answers: {{survey: pulse, audience: candidate, item: overall, scale: {scale}}}\n"
    )


def terms(
    statistic: str = "share within",
    placed_by: str = "due date",
    window: str = "month",
    targets: str = "{id: all, within: 30 calendar days, expected: 90%, minimum: 80%}",
    **more: str,
) -> str:
    """The promise part of an SLA; further fields by name."""
    extra = "".join(f"{name}: {value}\n" for name, value in more.items())
    return (
        f"statistic: {statistic}\nwindow: {window}\nplaced_by: {placed_by}\n"
        f"targets:\n  - {targets}\n{extra}"
    )


def agreed(
    metric: str = FILL, promise: str = "", *others: str, calendar: str = CALENDAR
) -> Agreement:
    """An agreement of one SLA named `it`, its metric, a calendar, and other documents."""
    texts = [
        calendar,
        f"kind: Metric\nid: it\n{HEAD}intent: Speed.\n{metric}",
        f"kind: SLA\nid: it\n{HEAD}owed_by: provider\nclass: kpi\nmetric: it\ncalendar: uk\n"
        + (promise or terms(open_past_due="counts as a miss")),
        *others,
    ]
    documents = []
    for number, text in enumerate(texts):
        loaded = load_document(f"{number}.yaml", text.encode())
        assert loaded.document, [finding.message for finding in loaded.findings]
        documents.append(loaded.document)
    return Agreement(tuple(documents))


def at(text: str, zone: ZoneInfo = LONDON) -> str:
    """The instant of a local time such as `2026-03-02 09:30`, as the store holds it."""
    moment = datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


class Events:
    """Rows of event tables with everything filled in that a test does not care about."""

    def __init__(self, recorded: str = "2027-01-01 00:00") -> None:
        self.recorded = at(recorded)
        self.rows: dict[str, list[dict[str, object]]] = {}
        self.number = 0

    def add(self, table: str, **values: object) -> str:
        """Add a row; gives the id it was given."""
        self.number += 1
        defaults: dict[str, object] = {
            "recorded_at": self.recorded,
            "source": "manual",
            "precision": "second",
            "actor_party": "system",
            "event_id": f"e{self.number}",
        }
        names = TABLE_BY_NAME[table].column_names
        row = {name: value for name, value in defaults.items() if name in names} | values
        self.rows.setdefault(table, []).append(row)
        return str(row.get(TABLE_BY_NAME[table].key[0]))

    def requisition(self, name: str = "", **values: object) -> str:
        """Add a requisition."""
        name = name or f"r{self.number}"
        known = {"job_family": "finance", "level": "senior", "location": "london", "country": "GB"}
        plain = {"urgency": "standard", "req_type": "new", "in_scope": "true"}
        return self.add("requisition", **{"requisition_id": name, **known, **plain, **values})

    def opening(
        self, opened: str, accepted: str | None = None, requisition: str = "", **values: object
    ) -> str:
        """Add an opening, and the accepted offer that fills it."""
        asked = requisition or self.requisition()
        name = str(values.pop("opening_id", f"o{self.number}"))
        self.add("opening", opening_id=name, requisition_id=asked, opened_at=at(opened), **values)
        if accepted:
            self.offer(accepted, "accepted", opening=name, requisition=asked)
        return name

    def application(self, requisition: str) -> str:
        """Add an application."""
        return self.add(
            "application",
            application_id=f"a{self.number}",
            requisition_id=requisition,
            source_category="inbound",
            is_internal="false",
        )

    def offer(
        self,
        decided: str | None,
        outcome: str,
        opening: str = "",
        requisition: str = "",
        **more: object,
    ) -> str:
        """Add an offer of an application of its own."""
        asked = requisition or self.requisition()
        application = more.pop("application_id", None) or self.application(asked)
        opening = opening or self.opening("2024-01-01 09:00", requisition=asked)
        values: dict[str, object] = {
            "offer_id": f"f{self.number}",
            "application_id": application,
            "opening_id": opening,
            "version": 1,
            "drafted_at": at("2025-01-02 09:00"),
            "outcome": outcome,
        }
        if decided:
            values["decided_at"] = at(decided)
        return self.add("offer", **{**values, **more})

    def req(self, kind: str, when: str, requisition: str, opening: str | None = None) -> None:
        """Add an event of a requisition, or of one opening of it."""
        self.add(
            "req_event",
            type=kind,
            occurred_at=at(when),
            requisition_id=requisition,
            opening_id=opening,
        )

    def submitted(self, when: str, requisition: str) -> None:
        """Add an application that is submitted to the client."""
        self.add(
            "app_event",
            type="submitted_to_client",
            occurred_at=at(when),
            application_id=self.application(requisition),
        )

    def feedback(
        self, ended: str, submitted: str | None, status: str = "completed", required: str = "true"
    ) -> None:
        """Add an interview and one scorecard."""
        application = self.application(self.requisition())
        name = f"i{self.number}"
        self.add(
            "interview",
            interview_id=name,
            application_id=application,
            round=1,
            kind="panel",
            start_at=at(ended),
            end_at=at(ended),
            status=status,
            reschedules=0,
        )
        self.add(
            "feedback",
            feedback_id=f"b{self.number}",
            interview_id=name,
            required=required,
            decision="none",
            submitted_at=at(submitted) if submitted else None,
        )

    def answers(
        self, scores: Mapping[int, int], period: str = "2026-Q1", **segment: object
    ) -> None:
        """Add survey answers counted by score."""
        for value, count in scores.items():
            self.add(
                "survey_aggregate",
                **{
                    "period": period,
                    "survey_id": "pulse",
                    "audience": "candidate",
                    "item": "overall",
                    "invited": 50,
                    "n": sum(scores.values()),
                    "score": value,
                    "count": count,
                    **segment,
                },
            )

    def write(self, folder: Path) -> Path:
        """Write the tables as CSV; one in which nothing happened is its header."""
        folder.mkdir(parents=True, exist_ok=True)
        for table in TABLE_BY_NAME:
            with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, TABLE_BY_NAME[table].column_names, restval="")
                writer.writeheader()
                writer.writerows(self.rows.get(table, []))
        return folder


def measured(
    agreement: Agreement, events: Events, folder: Path, *periods: str, known: str = "2027-01-01"
):
    """Measure the periods named, or every one; gives Measurements by period."""
    spans = tuple(Span.parse(period) for period in periods) or None
    with open_store(events.write(folder)) as store:
        found = measure(agreement, store, known=date.fromisoformat(known), periods=spans)
    return {str(one.period): one for one in found}


def row(agreement: Agreement, events: Events, folder: Path, period: str, known: str = "2027-01-01"):
    """Measure one period and give its only row."""
    (only,) = measured(agreement, events, folder, period, known=known)[period].rows
    return only
