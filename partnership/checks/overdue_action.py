"""What was decided is done.

An action of a meeting or a survey has an owner and a day. One that is open after its day is named with the party whose role took it
on, until it is done.

To mend it: add `done_on` when it is done. Where it is no longer wanted, let the next meeting say so in a
decision, and close it that day.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.duties import State
from partnership.duties.actions import find_meeting_actions
from partnership.duties.rounds import find_survey_actions
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every action of a meeting or a survey that is overdue."""
    for duty in (*find_meeting_actions(agreement), *find_survey_actions(agreement)):
        if duty.state(as_of) is State.OVERDUE:
            message = f"`{duty.owner}` of the {duty.party} owes this since {duty.due}: {duty.what}"
            yield duty.finding(message, "add `done_on` when it is done")
