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
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_PARTS = {
    "YYYY": r"(?P<year>\d{4})",
    "20YY": r"(?P<year20>\d{2})",
    "19YY": r"(?P<year19>\d{2})",
    "MM": r"(?P<month>\d{1,2})",
    "DD": r"(?P<day>\d{1,2})",
    "HH": r"(?P<hour>\d{1,2})",
    "hh": r"(?P<half>\d{1,2})",
    "mm": r"(?P<minute>\d{2})",
    "ss": r"(?P<second>\d{2})(?:\.\d+)?",
    "A": r"(?P<noon>[AaPp][Mm])",
    "MMM": r"(?P<name>[A-Za-z]{3})",
}
_TOKENS = re.compile(r"YYYY|20YY|19YY|MMM|MM|DD|HH|hh|mm|ss|A")
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]


_YEARS = {"YYYY": "", "20YY": "20", "19YY": "19"}
"""How a form writes the year, and the digits that the export leaves out."""
_TIMES = {
    r" \d{1,2}:\d{2}": " HH:mm",
    r" \d{1,2}:\d{2}:\d{2}(?:\.\d+)?": " HH:mm:ss",
    r" \d{1,2}:\d{2} [AaPp][Mm]": " hh:mm A",
    r" \d{1,2}:\d{2}:\d{2} [AaPp][Mm]": " hh:mm:ss A",
}


def is_form(text: str) -> bool:
    """Whether a form of days or times can be read: it names year, month and day, each once."""
    found = _TOKENS.findall(text)
    once = len(found) == len(set(found)) and len(_YEARS.keys() & set(found)) == 1
    has_month = "MM" in found or "MMM" in found
    return text == "epoch ms" or (once and has_month and "DD" in found)


def unreadable_form(form: str) -> tuple[str, str]:
    """Say what is wrong with a form of days and times, and what one is made of."""
    named = re.sub(r"(?<!Y)YY(?!Y)", "20YY", form)
    if is_form(named):
        return (
            f"`{form}` does not say of which century its years are",
            f"write `{named}` where `26` is 2026",
        )
    return (
        f"`{form}` is not a form of days or times",
        "write it with YYYY or 20YY, MM or MMM, DD, HH or hh with A, mm and ss, or as `epoch ms`",
    )


class Evidence:
    """In which order the days of one column can be read, where nobody said so."""

    def __init__(self) -> None:
        """Start with a column that has no such day."""
        self.count = 0
        self.day_first = True
        self.month_first = True
        self._lengths: set[int] = set()
        self._rest: tuple[str, ...] = ()
        """What the first such value has beside day, month and year."""

    def see(self, text: str) -> bool:
        """Take in a value; say whether it is a day whose order is not known."""
        found = _DAY_FIRST.match(text)
        if found is None:
            return False
        first, second = int(found[1]), int(found[2])
        if not (0 < first <= 31 and 0 < second <= 31):
            return False
        self.count += 1
        self._lengths.add(len(found[3]))
        self._rest = self._rest or (text[found.end(1)], text[found.end(2)], text[found.end() :])
        self.day_first &= second <= 12
        self.month_first &= first <= 12
        return True

    @property
    def told(self) -> str:
        """Say how the column reads, and what to write in the map."""
        if len(self._lengths) > 1:
            return "has years of two and of four digits, so no single form reads it; correct the export"
        year = "20YY" if self._lengths == {2} else "YYYY"
        day_first, month_first = self._form("DD", "MM", year), self._form("MM", "DD", year)
        if self.day_first and self.month_first:
            told = f"reads both as day/month and as month/day; say {day_first} or {month_first}"
        elif self.day_first:
            told = f"reads as day/month; say so: {day_first}"
        elif self.month_first:
            told = f"reads as month/day; say so: {month_first}"
        else:
            return "has days of both orders, so no single form reads it; correct the export"
        if self._lengths == {2}:
            told += f"; `26` is then 2026, and {self._form('20YY', 'MM', 'DD')} has the year first"
        return told

    def _form(self, *parts: str) -> str:
        mark, mark_2, rest = self._rest
        time = next((form for written, form in _TIMES.items() if re.fullmatch(written, rest)), "")
        return f"`as: {parts[0]}{mark}{parts[1]}{mark_2}{parts[2]}{time}`"


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
    year = next(left + parts[f"year{left}"] for left in _YEARS.values() if f"year{left}" in parts)
    return datetime(  # noqa: DTZ001 - the zone is the column's, and is put in by whoever finishes
        int(year),
        month,
        int(parts["day"]),
        hour,
        int(parts.get("minute") or 0),
        int(parts.get("second") or 0),
    )
