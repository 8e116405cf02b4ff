"""A small agreement whose history is written by real git, one commit for each thing that happens."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from partnership.history.git import Identity, Repository, isolated
from partnership.history.revisions import resolve
from partnership.history.trail import Trail, read_trail
from partnership.reporting.changes import sentence

CLIENT = Identity("Client vendor manager", "vendor-manager@client.example")
PROVIDER = Identity("Provider account director", "account-director@provider.example")
BEGUN = datetime(2026, 1, 5, 9, tzinfo=UTC)
PARTNERSHIP = """\
kind: Partnership
id: acme
title: Acme and Talent
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
format: 1
parties: {client: {name: Acme}, provider: {name: Talent}}
time_zone: Europe/London
currency: GBP
term: {from: 2026-01-01}
authorised_signatories: {client: [vendor-manager], provider: [account-director]}
measured_within: 5 business days
"""
METRIC = """\
kind: Metric
id: slates
title: Slates
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
intent: Managers compare while the need is fresh.
type: duration
subject: requisition
start: {event: intake completed, which: last}
stop: {event: submitted to client, which: 3rd}
unit: business days
population: in scope
exclusions: [evergreen]
direction: lower is better
"""
CALENDAR = """\
kind: Calendar
id: uk
title: United Kingdom
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
time_zone: Europe/London
workdays: [monday, tuesday, wednesday, thursday, friday]
hours: [09:00-17:00]
holidays:
  - {day: 2026-12-25, title: Christmas Day}
"""
SLA = """\
kind: SLA
id: first-slate
title: First slate on time
owners: {client: vendor-manager, provider: account-director}
effective: {from: 2026-01-01}
owed_by: provider
class: critical
metric: slates
statistic: share within
window: month
placed_by: due date
calendar: uk
targets:
  - {id: standard, when: {urgency: standard}, within: 7 business days, expected: 90%, minimum: 80%}
  - {id: critical, when: {urgency: critical}, within: 4 business days, expected: 90%, minimum: 80%}
open_past_due: counts as a miss
pauses: [hold]
"""
FILES = {
    "partnership/partnership.yaml": PARTNERSHIP,
    "partnership/metrics/slates.yaml": METRIC,
    "partnership/calendars/uk.yaml": CALENDAR,
    "partnership/slas/first-slate.yaml": SLA,
}
SLA_FILE = "partnership/slas/first-slate.yaml"


@dataclass
class Story:
    """A repository in which things happen one after the other, an hour apart."""

    root: Path
    now: datetime = BEGUN
    repository: Repository = field(init=False)

    def __post_init__(self) -> None:
        """Begin with the agreement as it was first signed."""
        self.root.mkdir(parents=True, exist_ok=True)
        self.repository = isolated(self.root, os.environ)
        self.repository.init()
        for path, text in FILES.items():
            self.write(path, text)
        self.commit("Agree: the first terms")

    def write(self, path: str, text: str) -> None:
        """Write a file."""
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace a text that stands in a file once."""
        text = (self.root / path).read_text()
        assert text.count(old) == 1, (path, old, text.count(old))
        self.write(path, text.replace(old, new))

    def move(self, path: str, to: str) -> None:
        """Give a file another name."""
        (self.root / to).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / to)

    def commit(self, message: str, author: Identity = CLIENT) -> str:
        """Commit all that was done, an hour after the last commit, and name the commit."""
        self.now += timedelta(hours=1)
        self.repository.add_all()
        self.repository.commit(message, author, self.now)
        return self.tip

    def branch(self, name: str) -> None:
        """Begin a branch here."""
        self.repository.branch(name)

    def merge(self, name: str, message: str, author: Identity = CLIENT) -> str:
        """Merge a branch into main."""
        self.now += timedelta(hours=1)
        self.repository.switch("main")
        self.repository.merge(name, message, author, self.now)
        return self.tip

    @property
    def tip(self) -> str:
        """The commit that is checked out."""
        return self.repository.tip().full

    def trail(self, *, full: bool = False) -> Trail:
        """Read the trail."""
        return read_trail(self.repository, resolve(self.repository, "HEAD"), full=full)

    def told(self, document: str = "SLA/first-slate") -> list[str]:
        """Give the sentences of one document's changes after the first commit."""
        return [
            sentence(change)
            for one in self.trail().amended[1:]
            for change in one.changes
            if change.document == document
        ]
