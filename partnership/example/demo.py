"""Writes the example: agreement, event store, and a git history in which it was really measured."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from importlib.resources import files as package_files
from pathlib import Path

from partnership import __version__
from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.duties.attested import find_attested
from partnership.example import days
from partnership.example.asked import asked
from partnership.example.cared import cared
from partnership.example.crises import crises
from partnership.example.followed import followed
from partnership.example.heard import heard
from partnership.example.minutes import minuted
from partnership.example.raised import raised
from partnership.example.requested import requested
from partnership.example.simulator import SEED, simulate
from partnership.example.story import (
    LONDON,
    VENDOR_MANAGER,
    Proposal,
    at,
    closed,
    first_files,
    measured,
    proposals,
)
from partnership.files import write_file
from partnership.history.git import Repository, isolated
from partnership.judging.closing import Sealing, close_month, text_of
from partnership.judging.closing import path_of as close_path
from partnership.loading import load
from partnership.measuring.measurements import measure
from partnership.measuring.records import path_of, to_yaml
from partnership.scaffold import common_files, write_repository
from partnership.scaffold.templates import files_below
from partnership.store.duckdb import open_store
from partnership.values.periods import Span

AS_OF = date(2026, 7, 10)
"""The day on which the example is looked at."""
NOTED = date(2026, 7, 7)
"""The last day whose meetings are noted."""
EVENTS = Path("data/events")
BEGUN = at(date(2024, 12, 2), 10, 0)
MEASURED_WITHIN = 5
CONTESTED_WITHIN = 10
"""Business days, as the example's partnership says."""

Progress = Callable[[int, int, str], None]
"""Told how many steps are done, of how many, and what comes next."""


def write_demo(folder: Path, environment: Mapping[str, str], progress: Progress) -> None:
    """Write the example into a folder that does not exist or is empty; all of it or nothing.

    Args:
        folder: Where to.
        environment: Where git is found; its configuration is not read.
        progress: Told about every step.

    """
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _write(folder, environment, progress)
    except BaseException:
        for entry in folder.iterdir():
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
        if is_new:
            folder.rmdir()
        raise


def example_files() -> dict[str, str]:
    """Give the text of every file of the example's repository as it stands in the end."""
    own = dict(files_below(package_files("partnership.example") / "repository"))
    return common_files() | own


def months() -> tuple[Span, ...]:
    """Name the months of the example."""
    month, found = Span.containing(days.FIRST_DAY, "month"), []
    while month.first <= days.LAST_DAY:
        found.append(month)
        month = month.next
    return tuple(found)


def known_on(month: Span) -> date:
    """Give the day on which a month's measurements are due: its successor's fifth business day."""
    return days.after_business_days(month.last, MEASURED_WITHIN)


def closed_on(month: Span) -> date:
    """Give the day on which a month is closed: the first on which it can be contested no more."""
    return days.after_business_days(known_on(month), CONTESTED_WITHIN + 1)


def _write(folder: Path, environment: Mapping[str, str], progress: Progress) -> None:
    total = len(months()) + 2
    progress(0, total, "the event store")
    simulate(SEED, folder / EVENTS)
    progress(1, total, "the agreement")
    repository = isolated(folder, environment)
    files = example_files()
    repository.init()
    write_repository(folder, first_files(files))
    repository.add_all()
    repository.commit(
        "Begin the agreement: parties, roles, scope, calendars", VENDOR_MANAGER, BEGUN
    )
    history = _History(repository)
    waiting = sorted(
        (
            *proposals(files),
            *followed(),
            *cared(),
            *raised(),
            *asked(),
            *crises(),
            *requested(),
            *heard(folder / EVENTS),
        ),
        key=lambda one: one.agreed,
    )
    open_months: list[Span] = []
    for done, month in enumerate(months(), 2):
        progress(done, total, f"the measurements of {month}")
        for earlier in open_months:
            history.propose_until(waiting, at(closed_on(earlier), 10))
            history.close(earlier)
        day = known_on(month)
        history.propose_until(waiting, at(day, 8))
        history.note(month.last, day)
        history.attest(month, day)
        history.measure(month, day)
        open_months = [month]
    noted = NOTED + timedelta(days=2)
    history.propose_until(waiting, at(noted, 8))
    history.note(NOTED, noted)
    history.propose_until(waiting, at(AS_OF, 9))
    progress(total, total, "")


@dataclass
class _History:
    """The repository as its history is written, and the agreement as it stands."""

    repository: Repository
    agreement: Agreement | None = None
    noted: dict[str, str] = field(default_factory=dict)
    """The text of each meeting's record, by path."""

    def propose_until(self, waiting: list[Proposal], instant: datetime) -> None:
        """Bring the changes that were agreed before an instant."""
        while waiting and waiting[0].agreed < instant:
            _propose(self.repository, waiting.pop(0))
            self.agreement = None

    def measure(self, month: Span, day: date) -> None:
        """Measure a month on the day it is known, and bring what was counted."""
        now = self._now()
        new = _measured(now, self.repository.folder, day)
        written = {str(path_of(one)): to_yaml(one) for one in new}
        _propose(self.repository, measured(str(month), day, written))
        self.agreement = replace(now, documents=(*now.documents, *new))

    def attest(self, month: Span, day: date) -> None:
        """Put how a month's meetings were kept into the event store, as it is known on a day."""
        path = self.repository.folder / EVENTS / "attestation.csv"
        rows = "".join(
            f"{one.day},{one.topic},{one.party},{one.covered},{one.required},{day}T08:55:00Z,manual\n"
            for one in find_attested(self._now(), month.first, month.last, day)
        )
        write_file(path, path.read_text() + rows)

    def note(self, last: date, day: date) -> None:
        """Bring the minutes of the meetings up to a day, and what was done since."""
        proposal = minuted(self._now(), last, day, self.noted)
        if proposal:
            _propose(self.repository, proposal)
            self.noted |= proposal.files
            self.agreement = None

    def close(self, month: Span) -> None:
        """Close a month when it can be contested no more."""
        now, day = self._now(), closed_on(month)
        made = close_month(now, Sealing(month, day, __version__))
        files = {str(close_path(made)): text_of(made)}
        _propose(self.repository, closed(str(month), day, files))
        self.agreement = replace(now, documents=(*now.documents, made))

    def _now(self) -> Agreement:
        return self.agreement or load(self.repository.folder)


def _measured(agreement: Agreement, folder: Path, day: date) -> tuple[Measurement, ...]:
    """Measure what is over and not recorded, as it was known at the end of a day."""
    midnight = datetime.combine(day + timedelta(days=1), time(), LONDON)
    with open_store(folder / EVENTS, midnight - timedelta(microseconds=1)) as store:
        return measure(agreement, store, known=day)


def _propose(repository: Repository, proposal: Proposal) -> None:
    repository.branch(proposal.branch)
    for path, text in proposal.files.items():
        write_file(repository.folder / path, text)
    repository.add_all()
    repository.commit(proposal.message, proposal.by, proposal.proposed)
    repository.switch("main")
    repository.merge(proposal.branch, proposal.agreement, proposal.agreed_by, proposal.agreed)
