"""What repeated failures lead to can happen.

Four misses within three months of a monthly promise never come together, because three months have three
periods. A repeat within one month of a quarterly promise never comes either. It reads as a consequence
and is none.

To mend it: lengthen the time, or ask for fewer failures.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Commercials, Commitment
from partnership.findings import Finding, Severity
from partnership.values.durations import Span

SEVERITY = Severity.WARNING
MONTHS = {"month": 1, "quarter": 3, "year": 12, "12 months": 1}
"""How many months lie between one period's end and the next."""
SHORTEST_MONTH = 28
DAYS = {"calendar days": 1, "weeks": 7}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every consequence of repeated failures that can never come about."""
    for sla in agreement.stretches(SLA):
        yield from _promise(sla.terms)
    for days in agreement.stretches(Commercials):
        yield from _triggers(days.terms)


def _promise(sla: SLA) -> Iterator[Finding]:
    apart = MONTHS[sla.window]
    if sla.chronic is not None:
        yield from _too_many(sla, sla.chronic.expected_missed, sla.chronic.in_, apart, "chronic")
        if all(row.expected == row.minimum for row in sla.targets):
            level = sla.targets[0].expected
            message = f"nothing lies between the expected {level} and the minimum {level}"
            hint = "delete `chronic:`, or write a lower minimum"
            yield sla.finding(message, "chronic", hint=hint)
    for index, trigger in enumerate(sla.termination_triggers):
        where = ("termination_triggers", index)
        yield from _too_many(sla, trigger.minimum_missed, trigger.in_, apart, *where)
    if sla.repeat is not None and _periods_in(sla.repeat.within, apart, both_ends=True) < 2:
        message = f"two periods end {_apart(apart)} apart, which is more than {sla.repeat.within}"
        hint = f"write `within: {_apart(apart)}`"
        yield sla.finding(message, "repeat", "within", hint=hint)


def _triggers(terms: Commercials) -> Iterator[Finding]:
    apart = MONTHS[terms.invoice_period]
    has_cap = terms.at_risk is not None or bool(terms.caps and terms.caps.period is not None)
    for index, trigger in enumerate(terms.triggers):
        where = ("triggers", index)
        if trigger.cap_reached is None:
            continue
        if not has_cap:
            message = "no cap can be reached: neither `at_risk` nor `caps: {period: …}` is written"
            yield terms.finding(message, *where, hint="write one of them, or delete the trigger")
        yield from _too_many(terms, trigger.cap_reached, trigger.in_, apart, *where)


def _too_many(
    document: Commitment, wanted: int, within: Span | None, apart: int, *where: str | int
) -> Iterator[Finding]:
    if within is None:
        return
    most = _periods_in(within, apart)
    if 0 < most < wanted:
        count = "1 period" if most == 1 else f"{most} periods"
        message = f"{within} have {count}, and {wanted} are wanted"
        hint = f"write `in: {_apart(apart * wanted)}` or more"
        yield document.finding(message, *where, hint=hint)


def _periods_in(span: Span, apart: int, *, both_ends: bool = False) -> int:
    """Count how many periods can end within a time; nothing where it is no time of days."""
    if span.unit in {"months", "years"}:
        months = span.amount * (12 if span.unit == "years" else 1)
        return months // apart + 1 if both_ends else -(-months // apart)
    if span.unit in DAYS:
        days = span.amount * DAYS[span.unit]
        shortest = SHORTEST_MONTH * apart
        return days // shortest + 1 if both_ends else -(-days // shortest)
    return 2 if both_ends else 0


def _apart(months: int) -> str:
    return "1 month" if months == 1 else f"{months} months"
