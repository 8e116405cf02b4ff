"""What was counted of a period that still runs; it is written below `build/`, never to `records/`.

A running count tells of one day: it holds the period's counts up to the day before, and what is in
flight. It is of use for the day it was counted for and for no other, under the terms and the relief
it was counted with.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError

from partnership.agreement import Agreement
from partnership.documents import SLA, Measurement
from partnership.documents.base import Model
from partnership.errors import PartnershipError
from partnership.files import write_file
from partnership.measuring.business_time import TimeTables
from partnership.measuring.definitions import definition_digest
from partnership.measuring.differences import Shown
from partnership.measuring.flights import count_flights, written_flights
from partnership.measuring.measurements import Task, counting_of, measure_one
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.records import from_written
from partnership.measuring.reliefs import reliefs_until, reliefs_used
from partnership.values import Day, Id, Yes
from partnership.values.periods import Span

FOLDER = "build/measurements"
FORMAT: Literal["partnership/running/1"] = "partnership/running/1"
Key = tuple[str, Span]


class FlightRow(Model):
    """What is in flight in one row of targets."""

    segment: Id
    """The row of `targets`."""
    from_: Day = Field(alias="from")
    """The first day of its part of the period."""
    to: Day
    """The last day of its part."""
    open: int = Field(default=0, ge=0)
    """Subjects whose clock runs and is not past due."""
    stopped: int = Field(default=0, ge=0)
    """Subjects that have stopped in time, and are counted on a due date still to come."""
    failed: int = Field(default=0, ge=0)
    """Subjects that have stopped too early, and are counted on a due date still to come."""
    paused: int = Field(default=0, ge=0)
    """Subjects whose clock stands still, so that nobody knows when they are due."""
    due: dict[Day, int] = Field(default_factory=dict)
    """The open ones by the day they are due; of people no days are given."""
    length: dict[str, int] = Field(default_factory=dict)
    """The open ones by the length of their clock so far, in the metric's unit, rounded up."""
    takes_new: bool
    """Whether a subject that starts on the day counted or later may still be counted."""
    withheld: Yes | None = None
    """The numbers are too small to be told without telling of a person."""


class RunningFile(Model):
    """A running count as it stands in its file."""

    format: Literal["partnership/running/1"]
    """The format's name and version."""
    as_of: Day
    """The day counted for; what happened on it is not seen."""
    measurement: dict[str, Any]
    """The counts so far, in the form of a Measurement."""
    flights: tuple[FlightRow, ...]
    """What is in flight, a row for each row of targets in each part of the period."""


@dataclass(frozen=True, slots=True)
class Running:
    """A running count of one SLA in one period."""

    as_of: date
    measurement: Measurement
    """The counts so far, not a record."""
    flights: tuple[FlightRow, ...]

    @property
    def key(self) -> Key:
        """The SLA's id and the period."""
        return self.measurement.sla, self.measurement.period

    def flight(self, segment: str, first: date, last: date) -> FlightRow | None:
        """Give what is in flight in a row of a part."""
        for row in self.flights:
            if (row.segment, row.from_, row.to) == (segment, first, last):
                return row
        return None


@dataclass(frozen=True, slots=True)
class Stale:
    """A running count that cannot be used."""

    key: Key
    reason: str
    """Why, in words that follow `SLA PERIOD:`."""


def count_running(
    agreement: Agreement,
    tables: TimeTables,
    task: Task,
    known: date,
    as_of: date,
    shown: Shown | None = None,
) -> Running:
    """Count a period that still runs, and what is in flight in it.

    Args:
        agreement: All documents of one revision.
        tables: The events, with the calendars loaded beside them.
        task: The SLA and the period.
        known: The day of knowledge.
        as_of: The day counted for; events are seen up to the day before.
        shown: What other counts tell of people.

    Raises:
        PartnershipError: The SLA asks for what cannot be counted.
        EventsError: The events contradict themselves or what was agreed.
    """
    measurement = measure_one(agreement, tables, task, known, as_of, shown)
    counting = counting_of(agreement, tables, task, known, as_of)
    whole = (str(counting.days[0]), str(counting.days[1]))
    parts = [(str(part.first), str(part.last)) for part in counting.parts]
    withheld = {
        (
            parts.index((str(row.get("from", whole[0])), str(row.get("to", whole[1])))),
            row["segment"],
        )
        for row in measurement.written["rows"]
        if row.get("withheld")
    }
    rows = written_flights(counting, count_flights(counting), withheld)
    return Running(as_of, measurement, tuple(_flight_row(row) for row in rows))


def path_of(running: Running) -> Path:
    """Give a running count's path from the root."""
    sla, period = running.key
    return Path(FOLDER) / str(period) / f"{sla}.json"


def write(root: Path, counts: Iterable[Running]) -> tuple[Path, ...]:
    """Write running counts, over those of an earlier day.

    Raises:
        WriteError: A file cannot be written.
    """
    paths = []
    for running in counts:
        write_file(root / path_of(running), to_json(running))
        paths.append(path_of(running))
    return tuple(paths)


def to_json(running: Running) -> str:
    """Write a running count as it stands in its file."""
    flights = [
        row.model_dump(mode="json", by_alias=True, exclude_none=True) for row in running.flights
    ]
    content = {
        "format": FORMAT,
        "as_of": str(running.as_of),
        "measurement": running.measurement.written,
        "flights": flights,
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def read(
    root: Path, agreement: Agreement, as_of: date, keys: Iterable[Key]
) -> tuple[dict[Key, Running], tuple[Stale, ...]]:
    """Read the running counts of some SLAs and periods.

    Args:
        root: The folder that holds `build/`.
        agreement: All documents.
        as_of: The day they must have been counted for.
        keys: Of which SLA and period.

    Returns:
        Those that tell of that day, and why the others do not.
    """
    found: dict[Key, Running] = {}
    stale = []
    for key in keys:
        sla, period = key
        file = root / FOLDER / str(period) / f"{sla}.json"
        try:
            running = from_json(file.read_text(encoding="utf-8"))
        except FileNotFoundError:
            stale.append(Stale(key, "not counted"))
            continue
        except (OSError, ValueError):
            stale.append(Stale(key, f"`{file.relative_to(root)}` cannot be read"))
            continue
        reason = _why_stale(agreement, running, as_of, key)
        if reason:
            stale.append(Stale(key, reason))
        else:
            found[key] = running
    return found, tuple(stale)


def from_json(text: str) -> Running:
    """Read a running count.

    Raises:
        ValueError: It is not one.
    """
    try:
        written = RunningFile.model_validate_json(text, strict=True)
        measurement = from_written(written.measurement)
    except (ValidationError, PartnershipError, KeyError, TypeError) as error:
        raise ValueError(str(error)) from None
    if not all(_adds_up(row) for row in written.flights):
        message = "what is in flight does not add up"
        raise ValueError(message)
    return Running(written.as_of, measurement, written.flights)


def _adds_up(row: FlightRow) -> bool:
    """Whether days and lengths, where they are told, are of all that is open."""
    numbers = (*row.due.values(), *row.length.values())
    is_whole = all(size.isascii() and size.isdecimal() for size in row.length)
    sums = {sum(row.due.values()), sum(row.length.values())} - {0}
    return is_whole and all(number > 0 for number in numbers) and sums <= {row.open}


def _why_stale(agreement: Agreement, running: Running, as_of: date, key: Key) -> str:
    """Say why a running count does not tell of a day, or nothing."""
    if running.key != key:
        return "its file holds counts of something else"
    if running.as_of != as_of:
        return f"counted for {running.as_of}"
    sla = agreement.get(SLA, key[0])
    digests = running.measurement.digests
    try:
        if sla is None or digests.definition != definition_digest(agreement, sla, key[1]):
            return "counted under other terms"
        used = reliefs_used(agreement, sla, running.measurement.known)
        if reliefs_until(used, as_of - ONE_DAY) != dict(digests.reliefs):
            return "counted with other relief"
    except PartnershipError as error:
        return f"its terms cannot be resolved: {error}"
    return ""


def _flight_row(row: Mapping[str, Any]) -> FlightRow:
    return FlightRow.model_validate_json(json.dumps(row), strict=True)
