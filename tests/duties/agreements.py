"""A small agreement whose meetings are recorded, for tests of what they ask."""

from __future__ import annotations

from pathlib import Path

from partnership.agreement import Agreement
from partnership.loading import load

CADENCE = """\
kind: Cadence
id: weekly
title: Weekly operations
owners: {client: ops, provider: lead}
effective: {from: 2026-01-01}
purpose: See what is stuck.
tier: operational
recurrence: every week on Tuesday at 10:00 Europe/London
duration: 45 elapsed minutes
chair: {role: lead, rotates_with: [ops]}
required: [ops, head, lead]
quorum: {client: 2, provider: 1}
inputs:
  - {id: open-list, title: Open list, owner: lead, due_before: 1 business day}
minutes_within: 1 business day
"""
ROLES = """\
kind: Roles
id: roles
title: Roles
owners: {client: ops, provider: lead}
effective: {from: 2026-01-01}
roles:
  - {id: ops, title: Operations, party: client, tier: operational, contact: ops@client.example, deputies: [stand-in]}
  - {id: head, title: Head, party: client, tier: tactical, contact: head@client.example, deputies: [stand-in]}
  - {id: stand-in, title: Stand-in, party: client, tier: tactical, contact: s@client.example}
  - {id: lead, title: Lead, party: provider, tier: operational, contact: lead@provider.example}
"""
PARTNERSHIP = """\
kind: Partnership
id: harbour-northlight
title: Harbour Foods and Northlight Talent
owners: {client: ops, provider: lead}
effective: {from: 2026-01-01}
format: 1
parties:
  client: {name: Harbour Foods, domains: [client.example]}
  provider: {name: Northlight Talent, domains: [provider.example]}
time_zone: Europe/London
currency: GBP
term: {from: 2026-01-01, to: 2028-12-31}
authorised_signatories: {client: [ops], provider: [lead]}
measured_within: 5 business days
"""


def record(day: str, more: str = "", there: str = "ops, head, lead", paper: str = "") -> str:
    """A record of a meeting that was held, with papers and minutes in time where nothing else is said."""
    papers = (
        f"inputs:\n  - {{id: open-list, there_on: {paper or day}}}\n" if paper != "none" else ""
    )
    return (
        f"kind: MeetingRecord\nid: weekly-{day}\ncadence: weekly\nday: {day}\nstatus: held\n"
        f"attendance: [{there}]\n{papers}{more}"
    )


def agreement(folder: Path, *records: str, cadence: str = CADENCE, more: str = "") -> Agreement:
    """Load the agreement with some records."""
    files = {"roles": ROLES, "partnership": PARTNERSHIP, "weekly": cadence}
    if more:
        files["more"] = more
    for name, text in files.items():
        path = folder / "partnership" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for number, text in enumerate(records):
        path = folder / "records" / f"{number}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    found = load(folder)
    assert () == found.refused
    return found
