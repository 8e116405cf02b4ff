"""Ten years of fifty meetings that come round as one iCalendar, against dateutil counting them alone.

Prints the processor time, at most 2 s, and its ratio to `python-dateutil` giving the days of fifty such
rules, without holidays, time zones or text.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from dateutil import rrule

from partnership.duties.feeds import feed_of
from partnership.duties.schedule import find_meetings
from partnership.loading import load
from partnership.reporting.calendars import render
from tests.duties.agreements import agreement
from tests.reporting.test_calendars import HOLIDAYS, terms

FIRST, LAST = date(2026, 1, 1), date(2035, 12, 31)
CADENCES = 50
ROUNDS = 3
MOST = 2.0
WORDS = (
    "every week on Tuesday at 10:00 Europe/London",
    "every business day at 09:00 Europe/Berlin",
    "every month on the 3rd Thursday at 14:00 America/New_York",
    "every two weeks on Friday at 16:00 Europe/London",
    "every month on business day 6 at 11:00 Europe/London",
)


def main() -> None:
    """Print the time and the ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        agreement(folder, more=HOLIDAYS)
        for number in range(CADENCES - 1):
            text = terms(WORDS[number % len(WORDS)], number)
            (folder / "partnership" / f"m{number}.yaml").write_text(text, encoding="utf-8")
        count = len(find_meetings(load(folder), FIRST, LAST))
        ours = min(_timed(_export(folder)) for _ in range(ROUNDS))
        theirs = min(_timed(_counted) for _ in range(ROUNDS))
    print(
        f"{count} meetings of {CADENCES} cadences in ten years: {ours:.2f} s (at most {MOST} s), "
        f"{ours / theirs:.2f} times dateutil's days alone ({theirs:.2f} s)"
    )


def _export(folder: Path) -> Callable[[], object]:
    found = load(folder)

    def export() -> str:
        found.answers.clear()
        feed = feed_of(found, FIRST, LAST, None, None)
        return render(feed, found, datetime(2026, 1, 1, tzinfo=UTC))

    return export


def _counted() -> None:
    begins, ends = datetime(2026, 1, 1), datetime(2035, 12, 31)  # noqa: DTZ001 - days alone
    rules = (
        {"freq": rrule.WEEKLY, "byweekday": rrule.TU},
        {"freq": rrule.WEEKLY, "byweekday": range(5)},
        {"freq": rrule.MONTHLY, "byweekday": rrule.TH(3)},
        {"freq": rrule.WEEKLY, "interval": 2, "byweekday": rrule.FR},
        {"freq": rrule.MONTHLY, "byweekday": range(5), "bysetpos": 6},
    )
    for number in range(CADENCES):
        list(rrule.rrule(dtstart=begins, until=ends, **rules[number % len(rules)]))  # type: ignore[arg-type]


def _timed(work: Callable[[], object]) -> float:
    begins = time.process_time()
    work()
    return time.process_time() - begins


if __name__ == "__main__":
    main()
