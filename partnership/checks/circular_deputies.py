"""Deputies lead to someone who is there, not back to the seat that is empty.

Where A stands in for B and B for A, both being away leaves nobody, and whoever follows the list goes
round in it.

To mend it: let the last seat of the chain name a deputy outside it, or none.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._cycles import find_cycles
from partnership.documents import Roles
from partnership.findings import Finding, Loc, Severity

SEVERITY = Severity.WARNING


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every chain of deputies that leads back to its beginning."""
    seats: dict[str, tuple[Roles, Loc]] = {}
    deputies: dict[str, tuple[str, ...]] = {}
    for roles in agreement.of(Roles):
        for index, role in enumerate(roles.roles):
            seats[role.id] = (roles, ("roles", index, "deputies"))
            deputies[role.id] = role.deputies
    for cycle in find_cycles(deputies):
        roles, loc = seats[cycle[0]]
        chain = " → ".join(f"`{name}`" for name in (*cycle, cycle[0]))
        hint = "name a deputy outside the circle"
        yield roles.finding(f"deputies go round: {chain}", *loc, hint=hint)
