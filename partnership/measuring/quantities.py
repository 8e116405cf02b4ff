"""What can be added up over a period: for each word what it is, which day places it, in which table.

Some quantities are counted one by one, on the day they happen; a candidate who is submitted, seen
or offered to more than once counts once, on the first day. Others come to the store added up, by
period and segment, and are read as they stand. All of them are whole numbers, or whole numbers of
ten-thousandths, in the database; what is made of them is made in Python.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from partnership.documents import Metric
from partnership.documents.vocabulary import Quantity, Subject
from partnership.measuring.aggregates import Entries
from partnership.measuring.subjects import PEOPLE


@dataclass(frozen=True, slots=True)
class Happening:
    """Something counted one by one."""

    subject: Subject
    """Whose segment and exclusions it has."""
    table: str
    column: str
    """The instant, or local day, it happens on; null where it has not happened."""
    where: str = ""
    """A condition on the row `e`, in words of the table's own lists."""
    is_day: bool = False

    @property
    def key(self) -> str:
        """The column that names the subject: each counts once, on its first day."""
        return f"{self.subject}_id"


HAPPENINGS: Mapping[Quantity, Happening] = {
    "hires": Happening("hire", "hire", "accepted_at"),
    "starts": Happening("hire", "hire", "actual_start", is_day=True),
    "offers extended": Happening("application", "offer", "extended_at"),
    "candidates interviewed": Happening(
        "application", "interview", "end_at", "e.status = 'completed'"
    ),
    "candidates submitted": Happening(
        "application", "app_event", "occurred_at", "e.type = 'submitted_to_client'"
    ),
    "openings opened": Happening("opening", "opening", "opened_at"),
    "openings filled": Happening("opening", "opening", "closed_at", "e.close_reason = 'filled'"),
}
"""What is counted one by one."""

OPEN_ON_AVERAGE: Quantity = "openings open on average"
"""The days each opening was open at the end of, added up, over the days of the period."""

COST_ENTRIES = Entries(
    "cost_entry",
    "cost entries",
    ("kind", "category", "currency"),
    ("comparable", "amount", "first_year_comp"),
)
COSTS: Mapping[Quantity, Mapping[str, str]] = {
    "internal cost": {"kind": "internal"},
    "external cost": {"kind": "external"},
    "agency cost": {"kind": "external", "category": "agency"},
    "comparable cost": {},
    "first-year pay": {},
}
"""Which cost entries each cost is added up from, by the words their columns hold."""
PAY: Quantity = "first-year pay"
COMPARABLE: Quantity = "comparable cost"

CAPACITY = Entries("capacity", "capacities", ("party",), ("recruiter_fte",))
FORECASTS = Entries("forecast", "forecasts", (), ("issued_on", "openings"))

SURVEYED: tuple[Quantity, ...] = ("survey responses", "survey invitations")
ATTESTED: tuple[Quantity, ...] = ("attested", "attestations required")
FIELDS: tuple[Quantity, ...] = ("required fields", "required fields filled")

OVERLAPPING: tuple[frozenset[Quantity], ...] = (
    frozenset(("external cost", "agency cost")),
    frozenset(("comparable cost", "internal cost")),
    frozenset(("comparable cost", "external cost")),
    frozenset(("comparable cost", "agency cost")),
    frozenset(("required fields", "required fields filled")),
    frozenset(("attested", "attestations required")),
    frozenset(SURVEYED),
)
"""Quantities of which one holds some of the other: added up, some would count twice."""


def quantities_of(metric: Metric) -> tuple[Quantity, ...]:
    """Give the quantities a metric is made of, each once."""
    return tuple(dict.fromkeys((*(metric.amount or ()), *(metric.per or ()))))


def is_money(quantity: Quantity) -> bool:
    """Whether a quantity is an amount of money."""
    return quantity in COSTS


def is_one_by_one(quantity: Quantity) -> bool:
    """Whether a quantity is counted from single rows, so that some can be left out."""
    return quantity in HAPPENINGS or quantity in FIELDS or quantity == OPEN_ON_AVERAGE


def counts_money(metric: Metric) -> bool:
    """Whether a metric counts money, so that the currency changes what is counted."""
    return any(is_money(quantity) for quantity in quantities_of(metric))


def counts_attestations(metric: Metric) -> bool:
    """Whether a metric counts attestations, which are of the party that owes the promise."""
    return any(quantity in ATTESTED for quantity in quantities_of(metric))


def is_of_people(metric: Metric) -> bool:
    """Whether what a metric counts tells of persons, so that small rows are withheld."""
    if metric.subject in PEOPLE or metric.selection or metric.composition or metric.indicators:
        return True
    return any(map(_is_of_people, quantities_of(metric)))


def counts_people(quantity: Quantity) -> bool:
    """Whether a quantity is a number of persons."""
    happening = HAPPENINGS.get(quantity)
    return quantity in SURVEYED or (happening is not None and happening.subject in PEOPLE)


def counts_only_people(metric: Metric) -> bool:
    """Whether a metric's value is a number of people, and of nobody below the line."""
    above, below = metric.amount or (), metric.per or ()
    return any(map(counts_people, above)) and not any(map(_is_of_people, below))


def _is_of_people(quantity: Quantity) -> bool:
    return quantity == PAY or counts_people(quantity)


def first_overlap(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Give a quantity that stands twice, or two of which one holds some of the other, or none."""
    seen: list[Quantity] = []
    for quantity in quantities:
        for other in seen:
            if other == quantity or {other, quantity} in OVERLAPPING:
                return other, quantity
        seen.append(quantity)
    return ()
