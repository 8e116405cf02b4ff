"""The minutes of the example's meetings: who came, what was decided, who does what by when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.duties.schedule import Meeting, Work, find_meetings
from partnership.example.days import FIRST_DAY, after_business_days, before_business_days
from partnership.example.story import DELIVERY_LEAD, VENDOR_MANAGER, Proposal, at

WEEKLY, MONTHLY, QUARTERLY = "weekly-operations", "monthly-review", "quarterly-review"

CANCELLED = {
    (WEEKLY, "2025-11-18"): (
        "client",
        "The close of the client's financial year left nobody free.",
    ),
    (WEEKLY, "2025-12-30"): ("provider", "Between the holidays there was nothing to talk about."),
}
ABSENT = {
    (WEEKLY, "2025-11-25"): ("delivery-lead",),
    (MONTHLY, "2025-08-21"): ("vendor-manager",),
    (QUARTERLY, "2025-07-23"): ("executive-sponsor",),
}
LATE_MINUTES = {(MONTHLY, "2025-11-20"): 5, (WEEKLY, "2025-12-09"): 3, (MONTHLY, "2026-02-19"): 3}
"""After how many business days the minutes came, where that was too late."""
LATE_PAPERS = {(MONTHLY, "2025-12-18"): "causes", (QUARTERLY, "2025-10-22"): "trend"}

Step = tuple[str, str, str, int]
"""An action: its id, its text, its owner, and in how many business days it is due."""
Said = tuple[str, str, str, tuple[Step, ...]]
"""A decision, with its id and the role that made it, and the actions that came with it."""

WEEK_STEPS: tuple[Step, ...] = (
    ("intake-sales", "Book the intake of the new sales requisitions.", "ta-ops-lead", 4),
    ("shortlist", "Bring the shortlist for the Manchester engineers.", "delivery-lead", 5),
    ("slots", "Give interview slots for finance.", "ta-ops-lead", 3),
    ("stale", "Ask the candidates who have waited for more than ten days.", "delivery-lead", 5),
    ("holds", "Confirm which holds end this month.", "ta-ops-lead", 5),
    ("adverts", "Rewrite the adverts that brought nobody.", "delivery-lead", 8),
)
MONTH_SAID: dict[str, Said] = {
    "2025-01": (
        "intake-form",
        "Every requisition has an intake form before it is sourced.",
        "head-of-ta",
        (("form", "Share the intake form with the hiring teams.", "ta-ops-lead", 8),),
    ),
    "2025-02": (
        "holds-weekly",
        "Holds are noted in the week they begin.",
        "vendor-manager",
        (("hold-list", "Bring the list of holds to each weekly meeting.", "delivery-lead", 5),),
    ),
    "2025-03": (
        "baseline-ends",
        "The baseline ends in March; the levels stay as agreed.",
        "head-of-ta",
        (),
    ),
    "2025-04": (
        "germany-first",
        "Requisitions in Munich are sourced by the Berlin desk.",
        "account-director",
        (("munich-desk", "Tell the Munich teams who sources for them.", "delivery-lead", 6),),
    ),
    "2025-05": (
        "two-slots",
        "Interviewers offer two slots a week in peak months.",
        "head-of-ta",
        (("slots-plan", "Agree the slots with the operations teams.", "head-of-ta", 12),),
    ),
    "2025-06": (
        "summer-plan",
        "Interviews before the summer break are booked by mid July.",
        "head-of-ta",
        (("cover", "Say who covers whom in August.", "account-director", 10),),
    ),
    "2025-07": ("no-change", "Nothing changes before the autumn.", "head-of-ta", ()),
    "2025-08": (
        "autumn-forecast",
        "The forecast of the autumn is updated by the end of August.",
        "head-of-ta",
        (("forecast", "Send the forecast by team and month.", "head-of-ta", 7),),
    ),
    "2025-09": (
        "sourcing-peak",
        "Engineering and sales are sourced ahead of approval in October.",
        "account-director",
        (("pipeline", "Show the pipeline for both by team.", "performance-analyst", 10),),
    ),
    "2025-10": (
        "vacant-desks",
        "Vacant sourcing desks are told within two days.",
        "account-director",
        (("desks", "Fill the two vacant sourcing desks.", "account-director", 20),),
    ),
    "2025-11": (
        "year-end",
        "Finance interviewers answer before the books are closed.",
        "head-of-ta",
        (
            ("remind", "Remind the finance interviewers each morning.", "ta-ops-lead", 3),
            ("slate-plan", "Say when each late slate comes.", "delivery-lead", 4),
        ),
    ),
    "2025-12": (
        "raise-slates",
        "92% of slates are expected in time from January.",
        "head-of-ta",
        (("plans", "Follow both plans of November in the weekly meeting.", "delivery-lead", 15),),
    ),
    "2026-01": (
        "follow-plans",
        "The plans of November are looked at each month until March.",
        "head-of-ta",
        (("stand-ins", "Show the list of stand-ins for interviewers.", "ta-ops-lead", 8),),
    ),
    "2026-02": (
        "drill-noted",
        "The escalation drill of February worked; its notes are kept.",
        "account-director",
        (),
    ),
    "2026-03": (
        "plans-closed",
        "The plan for slates is closed.",
        "vendor-manager",
        (("lessons", "Write down what made the difference.", "account-director", 15),),
    ),
    "2026-04": (
        "easter",
        "Slates due around Easter keep their days.",
        "account-director",
        (("calendar", "Check next year's holidays in all calendars.", "vendor-manager", 10),),
    ),
    "2026-05": (
        "seats-closed",
        "The plan for filled seats is closed.",
        "vendor-manager",
        (("offers", "Ask why offers were declined in spring.", "performance-analyst", 15),),
    ),
    "2026-06": (
        "summer-2026",
        "Interviews before the summer break are booked by mid July.",
        "head-of-ta",
        (
            ("cover-2026", "Say who covers whom in August.", "account-director", 20),
            ("panels", "Name a second interviewer for each finance team.", "head-of-ta", 25),
        ),
    ),
}
QUARTER_SAID: dict[str, Said] = {
    "2025-01": (
        "goals-agreed",
        "The goals of the year stand as proposed.",
        "chief-people-officer",
        (),
    ),
    "2025-04": (
        "surveys",
        "Hiring managers are asked after each hire.",
        "head-of-ta",
        (("survey", "Start the survey of hiring managers.", "account-director", 15),),
    ),
    "2025-07": (
        "germany",
        "The provider adds a desk in Munich.",
        "chief-people-officer",
        (("desk", "Report when the desk is at work.", "account-director", 40),),
    ),
    "2025-10": (
        "peak",
        "The peak of the autumn is hired for as forecast.",
        "chief-people-officer",
        (),
    ),
    "2026-01": (
        "after-q4",
        "Both sides keep their plans of November in sight until spring.",
        "chief-people-officer",
        (("report", "Report on both plans in April.", "account-director", 45),),
    ),
    "2026-04": (
        "renew",
        "Nothing in the terms has to change this year.",
        "chief-people-officer",
        (("offers", "Compare offers with what others pay.", "head-of-ta", 60),),
    ),
}


@dataclass(frozen=True, slots=True)
class _Minutes:
    """The lines of one record."""

    meeting: Meeting
    agreement: Agreement
    known: date
    """The day up to which it is known what was done."""

    @property
    def key(self) -> tuple[str, str]:
        return self.meeting.cadence.id, str(self.meeting.day)

    def text(self) -> str:
        cadence, day = self.key
        head = f"kind: MeetingRecord\nid: {cadence}-{day}\ncadence: {cadence}\nday: {day}\n"
        if self.key in CANCELLED:
            party, reason = CANCELLED[self.key]
            return f"{head}status: cancelled\ncancelled_by: {party}\nreason: {reason}\n"
        there = ", ".join(self._attendance())
        return f"{head}status: held\nattendance: [{there}]\n{''.join(self._rest())}"

    def _attendance(self) -> Iterator[str]:
        terms = self.meeting.cadence
        for name in terms.required:
            if name not in ABSENT.get(self.key, ()):
                yield name
        if self.meeting.number % 3 == 0:
            yield "performance-analyst"

    def _rest(self) -> Iterator[str]:
        yield "inputs:\n"
        for paper in self.meeting.cadence.inputs:
            due = Work(self.agreement, self.meeting.cadence).before(
                self.meeting.starts, paper.due_before
            )
            there = self.meeting.day if LATE_PAPERS.get(self.key) == paper.id else due
            yield f"  - {{id: {paper.id}, there_on: {there}}}\n"
        said, steps = self._said()
        if said:
            yield f"decisions:\n  - id: {said[0]}\n    text: {said[1]}\n    decided_by: {said[2]}\n"
        if steps:
            yield "actions:\n"
        for name, text, owner, days in steps:
            due = after_business_days(self.meeting.day, days)
            done = before_business_days(due, 1 + len(name) % 2)
            noted = f", done_on: {done}" if done <= self.known else ""
            yield f"  - {{id: {name}, text: {text}, owner: {owner}, due: {due}{noted}}}\n"
        within = self.meeting.cadence.minutes_within
        late = LATE_MINUTES.get(self.key, 1 if within and within.amount < 5 else 3)
        yield f"minutes_on: {after_business_days(self.meeting.day, late)}\n"

    def _said(self) -> tuple[tuple[str, str, str] | None, tuple[Step, ...]]:
        """Give the decision and the actions of a meeting; a weekly one decides little."""
        if self.key[0] == WEEKLY:
            number = self.meeting.number
            chosen = WEEK_STEPS[number // 2 % len(WEEK_STEPS)]
            return None, (chosen,) if number % 2 == 0 else ()
        month = self.key[1][:7]
        found = (MONTH_SAID if self.key[0] == MONTHLY else QUARTER_SAID).get(month)
        return (found[:3], found[3]) if found else (None, ())


def minuted(
    agreement: Agreement, last: date, day: date, noted: Mapping[str, str]
) -> Proposal | None:
    """Give the proposal that brings new minutes, and what was done since, if there is anything.

    Args:
        agreement: The example as it stands.
        last: The last day whose meetings are noted.
        day: The day on which it is proposed and agreed.
        noted: The text of each record that is there already, by path.

    """
    files = {}
    for meeting in find_meetings(agreement, FIRST_DAY, last):
        cadence, planned = meeting.cadence.id, meeting.day
        path = f"records/meetings/{planned:%Y-%m}/{cadence}-{planned}.yaml"
        text = _Minutes(meeting, agreement, day).text()
        if noted.get(path) != text:
            files[path] = text
    if not files:
        return None
    return Proposal(
        f"minutes-{day}",
        DELIVERY_LEAD,
        VENDOR_MANAGER,
        at(day, 8, 10),
        at(day, 8, 50),
        f"Note the meetings up to {last}, and what was done\n",
        files,
    )
