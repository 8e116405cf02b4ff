"""Which seats somebody fills."""

from __future__ import annotations

from datetime import date

from partnership.agreement import Agreement
from partnership.documents import Roles
from partnership.duties.reach import is_filled


def filled_on(agreement: Agreement, day: date) -> set[str]:
    """Name the seats for which somebody answers, if only a deputy's deputy."""
    seats = {role.id: role for roles in agreement.in_force(Roles, day) for role in roles.roles}
    stands_in: dict[str, list[str]] = {}
    for role in seats.values():
        for deputy in role.deputies:
            stands_in.setdefault(deputy, []).append(role.id)
    filled: set[str] = set()
    waiting = [role.id for role in seats.values() if is_filled(role, day)]
    while waiting:
        name = waiting.pop()
        if name not in filled:
            filled.add(name)
            waiting.extend(stands_in.get(name, ()))
    return filled
