"""A seat speaks for its own party only.

The owner, the signatory and the rung on the client's side are the client's roles, and the
provider's the provider's; a deputy is of the same party as the seat it stands in for. Otherwise one
party answers, signs or decides for the other.

To mend it: name a role of the party that the field is for.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import get_args

from partnership.agreement import Agreement
from partnership.documents import (
    KINDS,
    Commitment,
    CrisisPlan,
    CrisisRecord,
    Document,
    Escalation,
    EscalationPath,
    Partnership,
    Role,
    Roles,
)
from partnership.documents.vocabulary import Party
from partnership.findings import Finding, Loc, Severity

SEVERITY = Severity.ERROR
PARTIES: tuple[Party, ...] = get_args(Party)

Seat = tuple[Loc, str | None, Party]
"""Where a role is named, which, and whose it should be."""


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every role that stands where the other party's belongs."""
    records: list[Escalation | CrisisRecord] = [*agreement.of(Escalation)]
    for record in (*records, *agreement.of(CrisisRecord)):
        for loc, name, party in _of_record(record):
            role = agreement.roles.get(name or "")
            if role and role.party != party:
                yield _finding(record, loc, role, party)
    commitments = [kind for kind in KINDS.values() if issubclass(kind, Commitment)]
    for stretch in chain.from_iterable(map(agreement.stretches, commitments)):
        for loc, name, party in _seats(stretch.terms):
            role = agreement.roles.get(name or "")
            if role and role.party != party:
                yield _finding(stretch.terms, loc, role, party)


def _finding(document: Document, loc: Loc, role: Role, party: Party) -> Finding:
    message = f"`{role.id}` is a role of the {role.party}, not of the {party}"
    return document.finding(message, *loc, hint=f"name a role of the {party}")


def _of_record(record: Escalation | CrisisRecord) -> Iterator[Seat]:
    """Yield who raises an escalation, who writes each side's facts, who agrees that it is over."""
    if isinstance(record, CrisisRecord):
        if record.stood_down is not None:
            yield ("stood_down", "client"), record.stood_down.client, "client"
            yield ("stood_down", "provider"), record.stood_down.provider, "provider"
        return
    yield ("role",), record.role, record.raised_by
    for party in PARTIES:
        position = getattr(record, f"{party}_position")
        if position is not None:
            yield (f"{party}_position", "role"), position.role, party
        if record.closed is not None:
            yield ("closed", party), getattr(record.closed, party), party


def _seats(terms: Commitment) -> Iterator[Seat]:
    for party in PARTIES:
        yield ("owners", party), getattr(terms.owners, party), party
        if isinstance(terms, EscalationPath):
            for index, level in enumerate(terms.levels):
                yield ("levels", index, party), getattr(level, party), party
        if isinstance(terms, CrisisPlan):
            for field in ("declares", "stands_down"):
                for index, name in enumerate(getattr(getattr(terms, field), party)):
                    yield (field, party, index), name, party
        if isinstance(terms, Partnership):
            for index, name in enumerate(getattr(terms.authorised_signatories, party)):
                yield ("authorised_signatories", party, index), name, party
    if isinstance(terms, Roles):
        for index, role in enumerate(terms.roles):
            for position, name in enumerate(role.deputies):
                yield ("roles", index, "deputies", position), name, role.party
