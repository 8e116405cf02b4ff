"""One event behind several misses: only one of them is credited, where the terms say so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents import Commercials, CorrectiveAction

Key = tuple[str, str]
"""A promise and its period."""


@dataclass(frozen=True, slots=True)
class Event:
    """What both parties agreed was one event."""

    id: str
    """The corrective action that names its breaches."""
    breaches: frozenset[Key]
    credited: str = ""
    """The promise whose miss is credited, where the other party has chosen."""


def find_events(agreement: Agreement, party: str) -> tuple[Event, ...]:
    """Give every event that a party's corrective actions name."""
    return tuple(
        Event(
            record.id,
            frozenset((breach.sla, str(breach.period)) for breach in record.breaches),
            record.credited or "",
        )
        for record in agreement.of(CorrectiveAction)
        if record.one_event and record.owed_by == party and len(record.breaches) > 1
    )


def lower_of_one_event(
    terms: Commercials, costs: Sequence[tuple[Key, Fraction | int]], events: Sequence[Event]
) -> dict[int, str]:
    """Name the costs that another one of the same event replaces, each with the reason.

    Args:
        terms: Say whether one event is credited once.
        costs: Each miss, and what it costs.
        events: What was one event.

    """
    if terms.single_event is None:
        return {}
    lower: dict[int, str] = {}
    for event in events:
        same = [index for index, (key, _) in enumerate(costs) if key in event.breaches]
        if len(same) < 2:
            continue
        kept = max(same, key=lambda index: (costs[index][1], -index))
        chosen = [index for index in same if costs[index][0][0] == event.credited]
        is_choice = terms.single_event == "choice of the other party"
        if is_choice and chosen:
            kept = chosen[0]
        why = "chosen" if is_choice and chosen else "highest"
        for index in same:
            if index != kept:
                words = f"{costs[kept][0][0]} is credited for it, the {why}"
                lower[index] = f"one event (CorrectiveAction/{event.id}): {words}"
    return lower
