"""Days and times as exports write them, read by a stated form and never by guessing.

A moment is written for the tables as UTC with one letter for what it is exact to: `s` second,
`m` minute, `d` a day (its first moment in the column's zone), `a` a day that by agreement stands
for a moment.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from partnership.importing.shapes import Writing

UNREADABLE = "!"
"""Stands for a value that is not written as agreed; the value itself is not kept."""

Read = Callable[[str], str]

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})\b")
_PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "HH": r"(?P<hour>\d{1,2})",
    "hh": r"(?P<half>\d{1,2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})(?:\.\d+)?",
    "A": r"(?P<noon>[AaPp][Mm])",
    "MMM": r"(?P<name>[A-Za-z]{3})",
}
_TOKENS = re.compile(r"YYYY|MMM|MM|DD|HH|hh|mm|ss|A")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


def is_form(text: str) -> bool:
    """Whether a form of days or times can be read: it names year, month and day."""
    found = _TOKENS.findall(text)
    named = {part for part in found if part in {"YYYY", "DD"}}
    has_month = "MM" in found or "MMM" in found
    once = len(found) == len(set(found))
    return text == "epoch ms" or (once and has_month and named == {"YYYY", "DD"})


class Evidence:
    """In which order the days of one column can be read, where nobody said so."""

    def __init__(self) -> None:
        """Start with a column that has no such day."""
        self.count = 0
        self.day_first = True
        self.month_first = True

    def see(self, text: str) -> bool:
        """Take in a value; say whether it is a day whose order is not known."""
        found = _DAY_FIRST.match(text)
        if found is None:
            return False
        first, second = int(found[1]), int(found[2])
        if not (0 < first <= 31 and 0 < second <= 31):
            return False
        self.count += 1
        self.day_first &= second <= 12
        self.month_first &= first <= 12
        return True

    @property
    def told(self) -> str:
        """Say how the column reads, and what to write in the map."""
        if self.day_first and self.month_first:
            return (
                "reads both as day/month and as month/day; say `as: DD/MM/YYYY` or `as: MM/DD/YYYY`"
            )
        if self.day_first:
            return "reads as day/month; say so: `as: DD/MM/YYYY`"
        if self.month_first:
            return "reads as month/day; say so: `as: MM/DD/YYYY`"
        return "has days of both orders, so no single form reads it; correct the export"


def moment_reader(writing: Writing, evidence: Evidence) -> Read:
    """Make the function that reads one column's moments."""
    place = ZoneInfo(writing.zone or "UTC")
    finish = _finisher(place, writing.counts_as)
    if writing.form == "epoch ms":
        return _read_epoch
    if writing.form:
        return _by_form(writing.form, finish)
    return _by_iso(finish, evidence, is_utc=place.key == "UTC")


def day_reader(writing: Writing, evidence: Evidence) -> Read:
    """Make the function that reads one column's days; of a moment, its day in the zone."""
    place = ZoneInfo(writing.zone or "UTC")
    read = moment_reader(Writing(writing.form, writing.zone), evidence)

    def read_day(text: str) -> str:
        if len(text) == 10 and writing.form is None:
            try:
                return datetime.fromisoformat(text).date().isoformat()
            except ValueError:
                pass
        found = read(text)
        if found == UNREADABLE:
            return found
        return (
            datetime.fromisoformat(found[:-1])
            .replace(tzinfo=UTC)
            .astimezone(place)
            .date()
            .isoformat()
        )

    return read_day


Finish = Callable[[datetime, str], str]


def _finisher(place: ZoneInfo, counts_as: str | None) -> Finish:
    def finish(found: datetime, exact: str) -> str:
        if exact == "d" and counts_as is not None:
            exact = "a"
            if counts_as == "end of day":
                found += timedelta(days=1, seconds=-1)
        offset = found.tzinfo
        if offset is None:
            found = found.replace(tzinfo=place).astimezone(UTC)
        elif offset is not UTC:
            found = found.astimezone(UTC)
        return f"{found.replace(tzinfo=None)}{exact}"

    return finish


def _read_epoch(text: str) -> str:
    try:
        found = _EPOCH + timedelta(milliseconds=int(text))
    except (ValueError, OverflowError):
        return UNREADABLE
    return f"{found.replace(tzinfo=None)}s"


def _by_iso(finish: Finish, evidence: Evidence, *, is_utc: bool) -> Read:
    def read(text: str) -> str:
        text = text.strip()
        if not text:
            return ""
        try:
            found = datetime.fromisoformat(text)
        except ValueError:
            evidence.see(text)
            return UNREADABLE
        size = len(text)
        if size == 19 and is_utc and found.tzinfo is None:  # what warehouses write: nothing to do
            return f"{text[:10]} {text[11:]}s"
        if size == 10:
            return finish(found, "d")
        if size == 8 or ":" not in text:
            return UNREADABLE
        try:
            return finish(found, "m" if text.count(":") == 1 and size <= 17 else "s")
        except OverflowError:
            return UNREADABLE

    return read


def _by_form(form: str, finish: Finish) -> Read:
    pattern = re.compile(_pattern(form))
    has_time = "HH" in form or "hh" in form
    exact = "s" if "ss" in form else "m" if has_time else "d"

    def read(text: str) -> str:
        found = pattern.fullmatch(text)
        if found is None:
            return UNREADABLE
        try:
            return finish(_built(found.groupdict()), exact)
        except (ValueError, OverflowError):
            return UNREADABLE

    return read


def _pattern(form: str) -> str:
    parts, end = [], 0
    for token in _TOKENS.finditer(form):
        parts += [re.escape(form[end : token.start()]), _PARTS[token[0]]]
        end = token.end()
    return "".join([*parts, re.escape(form[end:])])


def _built(parts: dict[str, str]) -> datetime:
    month = int(parts["month"]) if "month" in parts else _MONTHS.index(parts["name"].lower()) + 1
    hour = int(parts.get("hour") or 0)
    if "half" in parts:
        if not 1 <= int(parts["half"]) <= 12:
            raise ValueError("a half day has twelve hours")
        hour = int(parts["half"]) % 12 + 12 * (parts.get("noon", "am").lower() == "pm")
    return datetime(  # noqa: DTZ001 - the zone is the column's, and is put in by whoever finishes
        int(parts["year"]),
        month,
        int(parts["day"]),
        hour,
        int(parts.get("minute") or 0),
        int(parts.get("second") or 0),
    )
