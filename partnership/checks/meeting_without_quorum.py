"""Enough people come to decide.

`quorum` says how many required roles of each side make a meeting count; a deputy counts for the seat it stands
in for. Without them the others sat there in vain, and what they decided can be doubted. It is named for three
months with the party that was not there.

To mend it: write who stood in, where somebody did; otherwise see that it is not so again, or change who
is required.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from partnership.agreement import Agreement
from partnership.checks._meetings import failed
from partnership.duties.meetings import QUORUM
from partnership.findings import Finding, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement, as_of: date) -> Iterator[Finding]:
    """Yield every meeting of the last three months to which one side sent too few."""
    for duty in failed(agreement, as_of, QUORUM):
        hint = "add the deputy that stood in, or see that the next one has its quorum"
        yield duty.finding(f"the {duty.party} owed {duty.what}", hint)
