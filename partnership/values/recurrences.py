"""How often people meet, as they say it: `every month on the 3rd Tuesday at 10:00 Europe/London`."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Annotated

from partnership.values.clock_times import HOUR
from partnership.values.grammar import Grammar
from partnership.values.zones import KNOWN, zone_named

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = tuple(calendar.month_name)[1:]
NTH = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": -1}
MONTHLY = {"month": 1, "two months": 2, "quarter": 3, "six months": 6}
PART = {"first": 0, "second": 1, "third": 2}

_WEEKDAY = f"({'|'.join(WEEKDAYS)})"
_NTH = f"({'|'.join(NTH)}) {_WEEKDAY}"
_DAY = "(1st|2nd|3rd|[4-9]th|1[0-9]th|20th|21st|22nd|23rd|2[4-8]th)"
_BUSINESS = "business day ([1-9]|1[0-9])"
PATTERN = (
    "^every ("
    "(?P<daily>day|business day)"
    f"|(?P<weeks>week|two weeks|four weeks) on (?P<weekday>{_WEEKDAY})"
    f"|(?P<months>{'|'.join(MONTHLY)}) on "
    f"(the (?P<nth>{_NTH})|the (?P<monthday>{_DAY})|(?P<business>{_BUSINESS}))"
    "( of the (?P<part>first|second|third) month)?"
    f"|year on (?P<yearday>[1-9]|[12][0-9]|3[01]) (?P<month>{'|'.join(MONTHS)})"
    f")( at (?P<at>{HOUR})( (?P<zone>UTC|[A-Z][A-Za-z_]+(/[A-Za-z_]+)+))?)?$"
)
_ON = re.sub(r"\?P<[a-z]+>", "", f"(the {_NTH}|the {_DAY}|{_BUSINESS})")
_ALWAYS = re.sub(r"\?P<[a-z]+>", "", PATTERN)
PLAIN_PATTERN = "|".join(
    (
        _ALWAYS[: _ALWAYS.index("|(month|")],
        f"(month|two months|six months) on {_ON}",
        f"quarter on {_ON}( of the (first|second|third) month)?",
        _ALWAYS[_ALWAYS.index("|year on") + 1 :],
    )
)
"""The same grammar without names, and with a named month for quarters only."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """A recurrence, parsed; it needs an anchor day to be counted from."""

    text: str
    parts: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, text: str) -> Rhythm:
        """Parse a recurrence; raises ValueError for what the grammar does not have."""
        found = re.fullmatch(PATTERN, text)
        if not found:
            msg = f"`{text}` is not a recurrence"
            raise ValueError(msg)
        parts = {name: part for name, part in found.groupdict().items() if part}
        if parts.get("part") and parts.get("months") != "quarter":
            msg = "only `every quarter` can name a month of it"
            raise ValueError(msg)
        if "zone" in parts:
            zone_named(parts["zone"])
        return cls(text, tuple(sorted(parts.items())))

    def __str__(self) -> str:
        """Print the one written form."""
        return self.text

    @property
    def at(self) -> time | None:
        """The time of day, where it is written."""
        written = dict(self.parts).get("at")
        return time.fromisoformat(written) if written else None

    @property
    def zone(self) -> str | None:
        """The time zone of `at`, where it is written."""
        return dict(self.parts).get("zone")

    def days(
        self, anchor: date, first: date, last: date, is_working: Callable[[date], bool]
    ) -> Iterator[date]:
        """Yield the days from `first` to `last`, both included, none before `anchor`.

        Args:
            anchor: The day that weeks and months are counted from.
            first: The first day of interest.
            last: The last day of interest.
            is_working: Whether a day is a business day, for `business day 6`.

        """
        parts = dict(self.parts)
        first = max(first, anchor)
        if "daily" in parts:
            for day in _each_day(first, last):
                if parts["daily"] == "day" or is_working(day):
                    yield day
        elif "weeks" in parts:
            yield from _weekly(parts, anchor, first, last)
        else:
            yield from _monthly(parts, anchor, first, last, is_working)


def _each_day(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def _weekly(parts: dict[str, str], anchor: date, first: date, last: date) -> Iterator[date]:
    step = {"week": 7, "two weeks": 14, "four weeks": 28}[parts["weeks"]]
    day = anchor + timedelta(days=(WEEKDAYS.index(parts["weekday"]) - anchor.weekday()) % 7)
    if day < first:
        day += timedelta(days=-((day - first).days // step) * step)
    while day <= last:
        if day >= first:
            yield day
        day += timedelta(days=step)


def _monthly(
    parts: dict[str, str],
    anchor: date,
    first: date,
    last: date,
    is_working: Callable[[date], bool],
) -> Iterator[date]:
    for month in _months(parts, anchor, first, last):
        day = _day_in_month(parts, month, is_working)
        if day and first <= day <= last:
            yield day


def _months(parts: dict[str, str], anchor: date, first: date, last: date) -> Iterator[date]:
    step = MONTHLY.get(parts.get("months", ""), 12)
    origin = anchor.year * 12 + anchor.month - 1
    if parts.get("month"):
        origin = anchor.year * 12 + MONTHS.index(parts["month"])
    elif step == 3:
        origin = origin // 3 * 3 + PART[parts.get("part", "first")]
    start = first.year * 12 + first.month - 1
    index = origin + (start - origin) // step * step
    while index <= last.year * 12 + last.month - 1:
        yield date(index // 12, index % 12 + 1, 1)
        index += step


def _day_in_month(
    parts: dict[str, str], month: date, is_working: Callable[[date], bool]
) -> date | None:
    length = calendar.monthrange(month.year, month.month)[1]
    if parts.get("yearday"):
        wanted = int(parts["yearday"])
        return month.replace(day=wanted) if wanted <= length else None
    if parts.get("monthday"):
        return month.replace(day=int(parts["monthday"][:-2]))
    if parts.get("business"):
        days = (month.replace(day=number) for number in range(1, length + 1))
        working = [day for day in days if is_working(day)]
        wanted = int(parts["business"].rpartition(" ")[2])
        return working[wanted - 1] if wanted <= len(working) else None
    nth, _, weekday = parts["nth"].partition(" ")
    earliest = 1 + (WEEKDAYS.index(weekday) - month.weekday()) % 7
    weeks = NTH[nth] - 1 if NTH[nth] > 0 else (length - earliest) // 7
    return month.replace(day=earliest + 7 * weeks)


RECURRENCE = Grammar(
    what="a recurrence",
    pattern=PLAIN_PATTERN,
    examples=(
        "every month on the 3rd Tuesday at 10:00 Europe/London",
        "every two weeks on Thursday",
        "every month on business day 6",
    ),
    parse=Rhythm.parse,
    format=KNOWN,
)
Recurrence = Annotated[Rhythm, RECURRENCE]
"""How often, as people say it: `every month on the 3rd Tuesday at 10:00 Europe/London`."""
