"""What change asks of whom by when: answers, changes to make, risks to look at, results, drills, milestones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from partnership.agreement import Agreement
from partnership.duties.duty import Duty
from partnership.duties.retention import end_of

if TYPE_CHECKING:
    from partnership.documents import ExitPlan, TransitionPlan

ANSWER, MAKE, REVIEW, RESULT, DRILL, MILESTONE = (
    "change answer",
    "change made",
    "risk review",
    "improvement result",
    "exit drill",
    "milestone",
)
KINDS = ("ChangeRequest", "Risk", "Improvement", "ExitPlan", "TransitionPlan")
"""The kinds that ask something here; where there are none, nothing of them is loaded."""


def find_changing(agreement: Agreement, as_of: date) -> Iterator[Duty]:
    """Yield everything that these kinds ask, done or not.

    Args:
        agreement: All documents.
        as_of: The day whose terms count.

    """
    key = ("changing", as_of)
    if key not in agreement.answers:  # several checks ask for the same
        found: tuple[Duty, ...] = ()
        if any(agreement.ids(kind) for kind in KINDS):
            found = tuple(_all(agreement, as_of))
        agreement.answers[key] = found
    yield from agreement.answers[key]


def _all(agreement: Agreement, as_of: date) -> Iterator[Duty]:
    yield from _requests(agreement)
    yield from _risks(agreement, as_of)
    yield from _improvements(agreement, as_of)
    yield from _plans(agreement, as_of)


def _requests(agreement: Agreement) -> Iterator[Duty]:
    from partnership.documents import ChangeRequest

    for one in agreement.of(ChangeRequest):
        name = one.title or one.id
        answered = one.answer.on if one.answer else None
        what = f"an answer to the change request `{one.id}`: {name}"
        other = "client" if one.raised_by == "provider" else "provider"
        asked, by = one.answer_from, one.answer_by
        yield Duty(ANSWER, what, other, asked, by, one, ("answer_by",), answered)
        if one.answer and one.answer.decision != "refused":
            made = one.made.on if one.made else None
            what = f"the terms of the change request `{one.id}`: {name}"
            day, loc = one.effective_from, ("effective_from",)
            yield Duty(MAKE, what, one.raised_by, one.owner, day, one, loc, made)


def _risks(agreement: Agreement, as_of: date) -> Iterator[Duty]:
    from partnership.documents import Risk

    for one in agreement.in_force(Risk, as_of):
        due = end_of(one.reviewed_on or one.effective.from_, one.review_every)
        loc = ("reviewed_on",) if one.reviewed_on else ("review_every",)
        what = f"another look at the risk `{one.id}`: {one.title}"
        yield Duty(REVIEW, what, one.party, one.owner, due, one, loc)


def _improvements(agreement: Agreement, as_of: date) -> Iterator[Duty]:
    from partnership.documents import Improvement

    for found in agreement.of(Improvement):
        one = found.on(as_of) or found
        if one.effective.from_ <= as_of:
            done = one.result.on if one.result else None
            what = f"what came of the improvement `{one.id}`: {one.title}"
            party = _party(agreement, one.owner)
            yield Duty(RESULT, what, party, one.owner, one.until, one, ("until",), done)


def _plans(agreement: Agreement, as_of: date) -> Iterator[Duty]:
    from partnership.documents import ExitPlan, TransitionPlan

    for one in agreement.in_force(ExitPlan, as_of):
        due = end_of(one.last_drill or one.effective.from_, one.drill_every)
        loc = ("last_drill",) if one.last_drill else ("drill_every",)
        what = f"a drill of the exit plan `{one.id}`"
        yield Duty(DRILL, what, _party(agreement, one.owner), one.owner, due, one, loc)
    plans: Iterable[ExitPlan | TransitionPlan] = (
        *agreement.in_force(ExitPlan, as_of),
        *agreement.in_force(TransitionPlan, as_of),
    )
    for plan in plans:
        yield from _milestones(agreement, plan)


def _milestones(agreement: Agreement, plan: ExitPlan | TransitionPlan) -> Iterator[Duty]:
    """Yield the milestones that have a day: their own, or one counted from the notice."""
    notice: date | None = getattr(plan, "notice_given_on", None)
    for index, one in enumerate(plan.milestones):
        due = one.due
        if due is None and notice and one.after_notice:
            due = end_of(notice, one.after_notice)
        if due is not None:
            what = f"the milestone `{one.id}` of {plan.title}: {one.title}"
            party, loc = _party(agreement, one.owner), ("milestones", index)
            yield Duty(MILESTONE, what, party, one.owner, due, plan, loc, one.done_on)


def _party(agreement: Agreement, role: str) -> str:
    found = agreement.roles.get(role)
    return found.party if found else "client"
