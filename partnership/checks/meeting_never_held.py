"""A meeting comes round.

`every year on 30 February` can be written and never comes; so can a business day that no month has on calendars
with hardly any working days, or an end before the first date. Whoever reads the cadence believes that people meet.

To mend it: choose a day that comes, or take the cadence out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement, Stretch
from partnership.documents import Cadence
from partnership.duties.schedule import meetings_of
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
LONGEST = 9 * 366
"""How long the rarest day takes to come again: 29 February, where a century is no leap year."""
STEP = 400


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every version of a cadence under which no meeting is ever held."""
    for stretch in agreement.stretches(Cadence):
        last = min(stretch.until - 1, stretch.first + LONGEST, date.max.toordinal() - STEP)
        if not _comes(agreement, stretch, last):
            first = date.fromordinal(stretch.first)
            days = last - stretch.first + 1
            message = (
                f"`{stretch.terms.recurrence}` gives no meeting in the {days} days from {first}"
            )
            hint = "choose a day that comes, or take the cadence out"
            yield stretch.terms.finding(message + _why(stretch), "recurrence", hint=hint)


def _comes(agreement: Agreement, stretch: Stretch[Cadence], last: int) -> bool:
    for begins in range(stretch.first, last + 1, STEP):
        ends = date.fromordinal(min(begins + STEP - 1, last))
        if any(meetings_of(agreement, stretch, date.fromordinal(begins), ends)):
            return True
    return False


def _why(stretch: Stretch[Cadence]) -> str:
    parts = dict(stretch.terms.recurrence.parts)
    longest = {"February": 29, "April": 30, "June": 30, "September": 30, "November": 30}
    most = longest.get(parts.get("month", ""), 31)
    if int(parts.get("yearday", 0)) > most:
        return f": {parts['month']} has at most {most} days"
    return ""
