"""Who does what by when: the actions of meetings and plans, and what breaches ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.agreement import Agreement
from partnership.documents import CorrectiveAction, MeetingRecord
from partnership.duties.duty import Duty
from partnership.duties.rounds import find_survey_actions
from partnership.judging import Verdict
from partnership.judging.actions import find_owed

ACTION = "action"


def find_actions(agreement: Agreement) -> Iterator[Duty]:
    """Yield every action that a meeting, a survey or a corrective action gave to a role."""
    yield from find_meeting_actions(agreement)
    yield from find_survey_actions(agreement)
    for plan in agreement.of(CorrectiveAction):
        for index, step in enumerate(plan.actions):
            loc = ("actions", index)
            what = step.text.rstrip(".")
            yield Duty(ACTION, what, plan.owed_by, step.owner, step.due, plan, loc, step.done_on)


def find_meeting_actions(agreement: Agreement) -> Iterator[Duty]:
    """Yield every action that a meeting gave to a role that is there."""
    for record in agreement.of(MeetingRecord):
        for index, action in enumerate(record.actions):
            role = agreement.roles.get(action.owner)
            if role:
                loc = ("actions", index)
                what = action.text.rstrip(".")
                yield Duty(
                    ACTION, what, role.party, role.id, action.due, record, loc, action.done_on
                )


def find_answers(agreement: Agreement, verdicts: Iterable[Verdict]) -> Iterator[Duty]:
    """Yield the causes and plans that breaches ask for; their steps are actions.

    Args:
        agreement: All documents.
        verdicts: Every verdict of the day judged.

    """
    for owed in find_owed(agreement, verdicts):
        if not owed.is_step:
            named = " and ".join(dict.fromkeys(f"{one.sla} {one.period}" for one in owed.breaches))
            what = f"{'the root cause' if owed.what == 'root cause' else 'a plan'} after {named}"
            yield Duty(
                owed.what,
                what,
                owed.owed_by,
                owed.owner,
                owed.due,
                owed.document,
                owed.loc,
                owed.done_on,
            )
