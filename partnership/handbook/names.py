"""What pages call things: plain words for kinds, statuses, days, periods and fields."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from partnership.documents.base import When
from partnership.judging import Status
from partnership.values.periods import Span
from partnership.values.recurrences import MONTHS
from partnership.website.addresses import folder_of


@dataclass(frozen=True, slots=True)
class KindNames:
    """Where the pages of a kind stand and what a reader calls it."""

    folder: str
    one: str
    many: str
    intro: str = ""
    """A sentence for the page that lists them."""


KINDS: dict[str, KindNames] = {
    "Partnership": KindNames(folder_of("Partnership"), "Agreement", "The agreement"),
    "Roles": KindNames(folder_of("Roles"), "Roles", "Roles", "Who sits where on both sides."),
    "Scope": KindNames(folder_of("Scope"), "Scope", "Scope", "What is in, and what is out."),
    "Calendar": KindNames(
        folder_of("Calendar"),
        "Calendar",
        "Calendars",
        "Working days, hours and holidays: business time is counted on them.",
    ),
    "Metric": KindNames(folder_of("Metric"), "Metric", "Metrics", "What is counted, and how."),
    "SLA": KindNames(
        folder_of("SLA"),
        "Promise",
        "Promises",
        "What each side owes the other, and how it is kept.",
    ),
    "Goal": KindNames(
        folder_of("Goal"), "Goal", "Goals", "What both sides want to reach together."
    ),
    "Commercials": KindNames(
        folder_of("Commercials"),
        "Credits",
        "Credits",
        "What each side owes in money when it misses, and earns when it does better.",
    ),
    "Cadence": KindNames(
        folder_of("Cadence"), "Meeting", "Meetings", "Who meets when, and to decide what."
    ),
    "EscalationPath": KindNames(
        folder_of("EscalationPath"),
        "Escalation ladder",
        "Escalation",
        "Where something goes that the people at the table cannot settle.",
    ),
    "Channel": KindNames(
        folder_of("Channel"),
        "Channel",
        "Channels",
        "Where the two sides reach each other, and for what.",
    ),
    "MeetingRecord": KindNames(
        folder_of("MeetingRecord"),
        "Minutes of a meeting",
        "Minutes of meetings",
        "What meetings decided, and who does what by when.",
    ),
    "Responsibilities": KindNames(
        folder_of("Responsibilities"),
        "Responsibilities",
        "Who does what",
        "Who does what, who answers for it, and who decides.",
    ),
    "DataProtection": KindNames(
        folder_of("DataProtection"),
        "Care with data",
        "Care with data",
        "Who decides over candidates' data, on which terms it is processed, and who looks again.",
    ),
    "AutomatedTool": KindNames(
        folder_of("AutomatedTool"),
        "Automated tool",
        "Automated tools",
        "Tools that rank, score or screen candidates: what the law asks, and how they treat groups.",
    ),
    "Attestation": KindNames(
        folder_of("Attestation"),
        "Attestation",
        "Attestations",
        "How many of a group were trained or have signed. Counts, never names.",
    ),
    "Incident": KindNames(
        folder_of("Incident"),
        "Incident",
        "Incidents",
        "Breaches of personal data: who was told when, and what was learned.",
    ),
    "Survey": KindNames(
        folder_of("Survey"), "Survey", "Surveys", "Who is asked what, how often, and by whom."
    ),
    "Disclosure": KindNames(
        folder_of("Disclosure"),
        "What is told",
        "What is told",
        "What one side tells the other, by when; and what it does not tell, and why.",
    ),
    "Culture": KindNames(
        folder_of("Culture"),
        "Culture",
        "Culture",
        "How each side works and wants to be worked with, side by side.",
    ),
    "SurveyResult": KindNames(
        folder_of("SurveyResult"),
        "Survey result",
        "Survey results",
        "What rounds of surveys came to, in counts, and what is done about it.",
    ),
    "DisclosureRecord": KindNames(
        folder_of("DisclosureRecord"),
        "Told",
        "What was told",
        "When what was to be told was told, period by period.",
    ),
    "CrisisPlan": KindNames(
        folder_of("CrisisPlan"),
        "Crisis plan",
        "In a crisis",
        "Who declares it, who leads, what is told, and which promises stand still.",
    ),
    "HiringPlan": KindNames(
        folder_of("HiringPlan"),
        "Forecast",
        "Forecasts",
        "How many openings are expected, and what follows when it is far more or far fewer.",
    ),
    "CrisisRecord": KindNames(
        folder_of("CrisisRecord"),
        "Crisis",
        "Crises",
        "What happened, what was told when, and what both learned.",
    ),
    "Escalation": KindNames(
        folder_of("Escalation"),
        "Escalation",
        "Escalations",
        "What was taken up the ladder, what each side says happened, and what was decided.",
    ),
    "Measurement": KindNames(
        folder_of("Measurement"),
        "Measurement",
        "Measurements",
        "What was counted, period by period.",
    ),
    "Relief": KindNames(
        folder_of("Relief"),
        "Relief",
        "Relief",
        "Reasons both sides looked at why something did not count.",
    ),
    "Invoice": KindNames(
        folder_of("Invoice"),
        "Invoice",
        "Invoices",
        "What was charged for a period: credits are a share of it.",
    ),
    "Dispute": KindNames(
        folder_of("Dispute"),
        "Dispute",
        "Disputes",
        "Measurements that one side contests, and how that ended.",
    ),
    "CorrectiveAction": KindNames(
        folder_of("CorrectiveAction"),
        "Corrective action",
        "Corrective actions",
        "What is done after a breach: why it happened, what is planned, what was done.",
    ),
    "ChangeRequest": KindNames(
        folder_of("ChangeRequest"),
        "Change request",
        "Change requests",
        "What one side asks to be changed, what it means for both, and what came of it.",
    ),
    "Risk": KindNames(
        folder_of("Risk"),
        "Risk",
        "Risks",
        "What could go wrong, how likely and how bad, who watches it, and what is done.",
    ),
    "Improvement": KindNames(
        folder_of("Improvement"),
        "Improvement",
        "Improvements",
        "What both sides try, what they expect of it, and what the numbers said.",
    ),
    "ExitPlan": KindNames(
        folder_of("ExitPlan"),
        "Exit plan",
        "How we part",
        "What happens to open requisitions, people, knowledge and data when the agreement ends.",
    ),
    "TransitionPlan": KindNames(
        folder_of("TransitionPlan"),
        "Transition plan",
        "How work comes in",
        "How the provider takes work over, step by step.",
    ),
    "Close": KindNames(
        folder_of("Close"),
        "Closed month",
        "Closed months",
        "Months that are sealed: what was promised, counted and judged, as it stood.",
    ),
    "Waiver": KindNames(
        folder_of("Waiver"),
        "Waiver",
        "Waivers",
        "Findings that were accepted for a while, with a reason.",
    ),
}
"""The kinds whose names differ from the class's own."""


def names_of(kind: str) -> KindNames:
    """Give a kind's names; a kind nobody named here is called as its class is."""
    known = KINDS.get(kind)
    if known:
        return known
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind)
    many = words if words.endswith("s") else f"{words}s"
    return KindNames(folder_of(kind), words.capitalize(), many.capitalize())


@dataclass(frozen=True, slots=True)
class StatusWords:
    """A status as a reader meets it: words, and a mark that needs no colour."""

    words: str
    mark: str
    tone: str
    """Which colour: `good`, `short`, `bad`, `unknown`."""


STATUSES: dict[Status, StatusWords] = {
    Status.MET: StatusWords("Met", "✓", "good"),
    Status.EXPECTED_MISSED: StatusWords("Below target", "▼", "short"),
    Status.MINIMUM_MISSED: StatusWords("Breached", "✕", "bad"),
    Status.BASELINING: StatusWords("Trial period", "○", "unknown"),
    Status.INSUFFICIENT_DATA: StatusWords("Too few to judge", "○", "unknown"),
    Status.EXCUSED: StatusWords("Excused", "○", "unknown"),
    Status.NOT_MEASURED: StatusWords("Not measured", "?", "unknown"),
    Status.NOT_YET_DUE: StatusWords("Not due yet", "…", "unknown"),
    Status.NOT_IN_FORCE: StatusWords("Not in force", "-", "unknown"),
}


def day_words(day: date) -> str:
    """Write a day as people say it: `10 July 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def period_words(period: str | Span) -> str:
    """Write a period as people say it: `June 2026`, `2nd quarter of 2026`."""
    span = Span.parse(period) if isinstance(period, str) else period
    if span.months == 1:
        return f"{MONTHS[span.month - 1]} {span.year}"
    if span.months == 3:
        return f"{('1st', '2nd', '3rd', '4th')[span.month // 3]} quarter of {span.year}"
    return str(span.year)


def period_label(period: str) -> str:
    """Write a period as short as a chart's axis needs: `Jun`, `Q2`, `2026`."""
    span = Span.parse(period)
    if span.months == 1:
        return MONTHS[span.month - 1][:3]
    return f"Q{span.month // 3 + 1}" if span.months == 3 else str(span.year)


def field_words(key: str) -> str:
    """Write a field's key as words: `low_volume` becomes `Low volume`."""
    words = FIELDS.get(key) or key.replace("_", " ")
    return words[:1].upper() + words[1:]


FIELDS = {
    "sla": "promise",
    "hm_group": "group of hiring managers",
    "req_type": "type of request",
    "numerator": "what counts",
    "denominator": "out of",
    "amount": "what is added up",
    "per": "divided by",
    "n": "how many",
    "de_escalation": "de-escalation",
}
"""Keys that are no words."""


def row_words(name: str) -> str:
    """Write an id as words."""
    return name.replace("-", " ").replace("_", " ")


def when_words(when: When) -> str:
    """Say which segment is meant: `where urgency is standard`; nothing where all are."""
    parts = []
    for dimension, value in when.items():
        values = (value,) if isinstance(value, str) else value
        name = FIELDS.get(dimension) or dimension.replace("_", " ")
        parts.append(f"{name} is {either(values)}")
    return f"where {' and '.join(parts)}" if parts else ""


def sum_words(statuses: Sequence[Status]) -> str:
    """Count results: `7 of 8 met, 1 not known`; what is not known is not met."""
    said = f"{sum(1 for one in statuses if one is Status.MET)} of {len(statuses)} met"
    for status, words in TOLD.items():
        count = sum(1 for one in statuses if one is status)
        if count:
            said += f", {count} {words}"
    unknown = sum(1 for one in statuses if one is not Status.MET and one not in TOLD)
    return f"{said}, {unknown} not known" if unknown else said


TOLD = {Status.EXPECTED_MISSED: "below target", Status.MINIMUM_MISSED: "breached"}


def either(words: tuple[str, ...] | list[str], last: str = "or") -> str:
    """Write `a`, `a or b`, `a, b or c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
