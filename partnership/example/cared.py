"""What the example records of its care with data: who was trained, and the one thing that went wrong."""

from __future__ import annotations

from datetime import date
from functools import partial

from partnership.example.story import Proposal, in_a_day

_proposal = partial(in_a_day, times=((11, 30), (15, 20)))

RECRUITERS = "Recruiters with access to the tracking system"
TALENT = "Talent acquisition with access to the tracking system"
TRAINED = """\
kind: Attestation
id: {topic}-2026-{party}
topic: {words}
party: {party}
group: {group}
covered: {covered}
required: {required}
date: 2026-03-31
next_due: 2027-03-31
owner: {owner}
evidence: {evidence}
"""
LATECOMER = "note: Whoever joins gets access to the system after the training, and not before.\n"
INCIDENT = """\
kind: Incident
id: misdirected-shortlist-2026-03
protection: recruitment-data
activity: client-recruiting
party: provider
what: A shortlist for an operations role went to the mailbox of another team at Harbour Foods.
detected: 2026-03-27 16:40 Europe/London
aware: {provider: 2026-03-27 18:05 Europe/London}
notices:
  - {whom: controller, by: provider, at: 2026-03-27 19:10 Europe/London, reference: PB-2026-02}
no_notice:
  - whom: authority
    by: client
    role: privacy-counsel
    on: 2026-03-30
    because: The readers are bound to confidence and deleted it unread; a risk to people is unlikely.
  - whom: people
    by: client
    role: privacy-counsel
    on: 2026-03-30
    because: The risk to them is not high, for the same reason.
scope:
  - {category: curriculum vitae, people: candidates, count: 14}
  - {category: contact details, people: candidates, count: 14}
measures:
  - {id: deleted, text: Have the mail deleted and confirm it., owner: privacy-counsel, due: 2026-03-28, done_on: 2026-03-27}
  - {id: no-files, text: Send shortlists through the tracking system only., owner: delivery-lead, due: 2026-04-17STEP}
"""
DONE = ", done_on: 2026-04-14"
CLOSED = """\
closed:
  on: 2026-04-20
  client: privacy-counsel
  provider: privacy-lead
  learned: No shortlist leaves the tracking system as a file; the address book is no safeguard.
"""
PATH = "records/incidents/misdirected-shortlist-2026-03.yaml"


def cared() -> tuple[Proposal, ...]:
    """Give every change of these records, by the day it was agreed."""
    opened = INCIDENT.replace("STEP", "")
    ended = INCIDENT.replace("STEP", DONE) + CLOSED
    return (
        _proposal(
            "incident-2026-03",
            "Record the misdirected shortlist of 27 March",
            date(2026, 3, 30),
            {PATH: opened},
        ),
        _proposal(
            "attestations-2026",
            "Attest privacy training and confidentiality",
            date(2026, 4, 9),
            dict(_attested()),
        ),
        _proposal(
            "incident-2026-03-closed",
            "Close the incident of 27 March",
            date(2026, 4, 20),
            {PATH: ended},
        ),
    )


def _attested() -> tuple[tuple[str, str], ...]:
    rows = (
        ("privacy-training", "provider", RECRUITERS, 24, 25, "Learning system, report PT-2026-03"),
        ("privacy-training", "client", TALENT, 15, 15, "Learning system, report HF-L-311"),
        ("confidentiality", "provider", RECRUITERS, 25, 25, "Personnel files, list C-2026-1"),
    )
    found = []
    for topic, party, group, covered, required, evidence in rows:
        text = TRAINED.format(
            topic=topic,
            words=topic.replace("-", " "),
            party=party,
            group=group,
            covered=covered,
            required=required,
            owner="privacy-lead" if party == "provider" else "privacy-counsel",
            evidence=evidence,
        )
        note = LATECOMER if covered < required else ""
        found.append((f"records/attestations/{topic}-2026-{party}.yaml", text + note))
    return tuple(found)
