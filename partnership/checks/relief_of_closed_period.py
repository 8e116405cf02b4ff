"""Relief is asked for before the month is closed.

A Close names the relief that its measurements used. Relief for days of a closed month that the Close does
not name excuses nothing there, whatever the answer; both parties may believe that it does.

To mend it: ask for open days only. Where both parties accept it for the closed month, measure again and
correct it: `partnership close PERIOD --correct --because TEXT`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import SLA, Relief
from partnership.findings import Finding, Severity
from partnership.judging.sealed import Window, seals_of
from partnership.measuring.periods import days_of
from partnership.values.periods import Span

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every relief that reaches into a window which was closed without it."""
    windows = seals_of(agreement).windows
    for relief in agreement.of(Relief):
        if relief.answer is not None and relief.answer.decision == "refused":
            continue
        for sla in relief.affects:
            promise = agreement.get(SLA, sla)
            own = windows.get(sla, {}) if promise else {}
            named = [
                str(period)
                for period, window in sorted(own.items())
                if promise and _reaches(relief, promise, period, window)
            ]
            if named:
                many = f"{named[0]} to {named[-1]}" if len(named) > 1 else named[0]
                message = f"the relief reaches into {many}, closed for `{sla}` without it"
                hint = "measure again and correct the Close, or ask for open days only"
                yield relief.finding(message, "interval", "from", hint=hint)


def _reaches(relief: Relief, promise: SLA, period: Span, window: Window) -> bool:
    if any(one.document == relief.name for one in window.close.terms):
        return False
    first, last = days_of(period, promise.window)
    until = relief.interval.until
    return relief.interval.from_ <= last and (until is None or first < until)
