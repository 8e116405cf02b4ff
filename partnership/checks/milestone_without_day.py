"""A milestone says by when.

Either it has a day, `due`, or it counts from the notice, `after_notice`; a transition plan knows no notice.
With neither it can never be late, and with both one of them is not meant.

To mend it: write `due`, or in an exit plan `after_notice`, and one of them alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every milestone that has no day, or two."""
    if agreement.ids("ExitPlan"):
        from partnership.documents import ExitPlan

        for ending in agreement.stretches(ExitPlan):
            for index, one in enumerate(ending.terms.milestones):
                loc = ("milestones", index)
                if one.due is None and one.after_notice is None:
                    message = f"the milestone `{one.id}` says neither `due` nor `after_notice`"
                    yield ending.terms.finding(message, *loc, hint="write one of them")
                elif one.due and one.after_notice:
                    message = f"the milestone `{one.id}` says both `due` and `after_notice`"
                    yield ending.terms.finding(message, *loc, hint="keep one of them")
    if agreement.ids("TransitionPlan"):
        from partnership.documents import TransitionPlan

        for coming in agreement.stretches(TransitionPlan):
            for index, one in enumerate(coming.terms.milestones):
                if one.due is None:
                    message = f"the milestone `{one.id}` has no day; this plan knows no notice"
                    hint = "write `due`"
                    yield coming.terms.finding(message, "milestones", index, hint=hint)
