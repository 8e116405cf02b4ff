"""A phase says all that it needs.

A ramp relaxes rows that the promise has. Baselining that ends in another level has a last day and says how
many periods are its best. A field of another kind of phase does nothing where it stands, and one party
counts on it.

To mend it: add the field that is named, or take away the one that does nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA
from partnership.documents.sla import Phase, Ratchet
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield everything that a phase, or a yearly reset, leaves open or says in vain."""
    for days in agreement.stretches(SLA):
        sla = days.terms
        for index, phase in enumerate(sla.phases):
            yield from _phase(sla, index, phase)
        if sla.ratchet:
            yield from _ratchet(sla, sla.ratchet)


def _phase(sla: SLA, index: int, phase: Phase) -> Iterator[Finding]:
    loc = ("phases", index)
    known = {row.id for row in sla.targets}
    for position, row in enumerate(phase.targets):
        if phase.phase != "ramp":
            message = f"only a ramp relaxes targets, and this phase is {phase.phase}"
            yield sla.finding(
                message, *loc, "targets", hint="leave them out, or write `phase: ramp`"
            )
            break
        if row.id not in known:
            listed = ", ".join(f"`{name}`" for name in sorted(known))
            message = f"`{sla.id}` has no row `{row.id}` to relax"
            yield sla.finding(
                message, *loc, "targets", position, "id", hint=f"its rows are {listed}"
            )
    if phase.conversion is None:
        if phase.best_of:
            message = "`best_of` does nothing without `conversion: mean of best`"
            yield sla.finding(message, *loc, "best_of", hint="leave it out")
        return
    if phase.phase != "baselining":
        message = f"only baselining ends in another level, and this phase is {phase.phase}"
        yield sla.finding(message, *loc, "conversion", hint="leave it out")
    elif phase.to is None:
        message = "baselining without a last day is never converted"
        yield sla.finding(message, *loc, "conversion", hint="add its last day as `to`")
    if (phase.conversion == "mean of best") != (phase.best_of is not None):
        yield _best_of(sla, phase.conversion, *loc, is_there=phase.best_of is not None)


def _ratchet(sla: SLA, ratchet: Ratchet) -> Iterator[Finding]:
    if (ratchet.formula == "mean of best") != (ratchet.best_of is not None):
        yield _best_of(sla, ratchet.formula, "ratchet", is_there=ratchet.best_of is not None)


def _best_of(sla: SLA, formula: str, *loc: str | int, is_there: bool) -> Finding:
    if is_there:
        message = f"`best_of` does nothing with `{formula}`"
        return sla.finding(message, *loc, "best_of", hint="leave it out")
    message = "nothing says how many of the best periods are averaged"
    return sla.finding(message, *loc, hint="add `best_of: 3 periods`")
