"""A lower level is left out for a reason that both sides agreed to.

A ladder says when a level may be left out (`skip_level_when`). An escalation that is raised higher up names one of
these reasons, in the ladder's words; otherwise the people below it never saw it. Without one it begins at the lowest
level, and its deadlines count there. A level to which things may be raised by hand (`on: manual`) leaves none out, and
a ladder without such reasons says nothing about it.

To mend it: raise it at the lowest level, or write the agreed reason as `skipped_because`, word for word.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Escalation, EscalationPath
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every escalation that leaves levels out for no agreed reason."""
    if not agreement.of(Escalation):
        return
    from partnership.duties.matters import skips_unagreed

    for record in agreement.of(Escalation):
        found = agreement.get(EscalationPath, record.escalation)
        path = (found.on(record.raised_at.day) or found) if found else None
        if path is None or not skips_unagreed(path, record):
            continue
        lowest, reasons = path.levels[0].id, "; ".join(path.skip_level_when)
        given = record.skipped_because
        why = f"because of `{given}`, which is none" if given else "without one"
        message = (
            f"raised at `{record.level}` {why} of the reasons for which `{path.id}` leaves levels out "
            f"({reasons}): it begins at `{lowest}`"
        )
        hint = f"raise it at `{lowest}`, or write one of them as `skipped_because`"
        yield record.finding(message, "skipped_because" if given else "level", hint=hint)
