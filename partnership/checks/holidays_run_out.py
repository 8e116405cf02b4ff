"""A calendar's holidays reach as far as the day.

They are saved in the document, so that a later release of any program cannot move a due date. When the
saved years end, New Year's Day becomes a business day, and every clock runs a day too fast for the party
that owes.

To mend it: save the next year's holidays in the calendar. A calendar without any holidays is taken at
its word.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Calendar
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every calendar in force whose saved holidays end before the year of the day."""
    for calendar in agreement.in_force(Calendar, as_of):
        years = {holiday.day.year for holiday in calendar.holidays}
        if calendar.holidays_from is not None:
            years.update(calendar.holidays_from.years)
        if years and max(years) < as_of.year:
            message = f"the saved holidays end in {max(years)}"
            yield calendar.finding(message, "holidays", hint=f"save those of {as_of.year}")
