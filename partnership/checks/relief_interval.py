"""Relief has a first day, a later last one, and an answer that says which part.

Time is taken off a clock between two days. Where the second is not later, nothing is; where an answer
accepts a part and does not say which, or a part outside what was asked, each party takes off another
time.

To mend it: write `until` as the day things ran again, later than `from`; write the days accepted as
`part`, inside the interval.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Relief
from partnership.documents.relief import Answer, Interval
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "`until` is the day it ran again, later than `from`"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every interval that is backwards and every part that is not one."""
    for relief in agreement.of(Relief):
        if _is_backwards(relief.interval):
            message = "the interval ends before a day of it has passed"
            yield relief.finding(message, "interval", "until", hint=HINT)
        elif relief.answer is not None:
            yield from _answer(relief, relief.answer)


def _answer(relief: Relief, answer: Answer) -> Iterator[Finding]:
    if answer.on < relief.notified_on:
        message = f"the answer of {answer.on} is older than the notice of {relief.notified_on}"
        yield relief.finding(message, "answer", "on", hint="correct one of the two days")
    if answer.decision == "accepted in part" and answer.part is None:
        message = "the answer accepts a part and does not say which"
        yield relief.finding(message, "answer", "decision", hint="add `part: {from: …, until: …}`")
    if answer.part is None:
        return
    if _is_backwards(answer.part):
        message = "the accepted part ends before a day of it has passed"
        yield relief.finding(message, "answer", "part", "until", hint=HINT)
    elif not _is_inside(answer.part, relief.interval):
        message = "the accepted part lies outside what was asked for"
        hint = "keep it inside `interval`"
        yield relief.finding(message, "answer", "part", hint=hint)


def _is_backwards(days: Interval) -> bool:
    return days.until is not None and days.until <= days.from_


def _is_inside(part: Interval, whole: Interval) -> bool:
    if part.from_ < whole.from_:
        return False
    if whole.until is None:
        return True
    ends = part.until is not None and part.until <= whole.until
    return ends or (part.until is None and part.from_ < whole.until)
