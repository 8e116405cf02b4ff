"""An account: what one party owes the other for one invoice period, every amount taken apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from partnership.findings import Place


class State(StrEnum):
    """What becomes of a line."""

    DUE = "due"
    NOTHING = "nothing"
    """Judged, and no credit falls due."""
    NOT_DETERMINED = "not_determined"
    """Nobody knows yet, which is not nothing."""
    SUSPENDED = "suspended"
    UPHELD = "upheld"
    """Suspended before, and due now."""
    WAIVED = "waived"
    ONE_EVENT = "one_event"
    """Another credit for the same event counts."""
    DISPUTED = "disputed"
    """Held until the dispute is over."""

    @property
    def words(self) -> str:
        """The state as people say it: `not determined`."""
        return self.value.replace("_", " ")

    @property
    def counts(self) -> bool:
        """Whether the line's amount is part of what is owed now."""
        return self in {State.DUE, State.UPHELD}


@dataclass(frozen=True, slots=True)
class Source:
    """One verdict that a line rests on."""

    sla: str
    title: str
    period: str
    segment: str
    status: str
    value: str
    """For reading, with its counts: `82.61% (19/23)`."""
    measurement: str
    """The id of the measurement, or nothing."""
    clause: Place
    """Where the row of targets stands that was judged."""
    points: int | None = None
    """The service points it costs, repeats counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One amount of an account, or the reason why there is none."""

    section: str
    """`credit`, `returned`, `bonus` or `gain share`."""
    category: str
    title: str
    state: State
    clause: Place
    """Where the terms stand that make the amount."""
    sources: tuple[Source, ...] = ()
    arithmetic: str = ""
    amount: Fraction | None = None
    """Exact, or rounded where the terms round each line; None where it is not known."""
    reason: str = ""

    @property
    def slas(self) -> tuple[str, ...]:
        """The promises it is about."""
        return tuple(dict.fromkeys(source.sla for source in self.sources))


def added(lines: Iterable[Line]) -> Fraction:
    """Add up what is known of some lines."""
    return Fraction(sum(line.amount for line in lines if line.amount))


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that the credits of a period come to, and why."""

    name: str
    clause: Place
    amount: Fraction
    arithmetic: str
    room: Fraction
    """What of it is left for this period."""
    reached: bool
    """Whether the credits fill what is left."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A trigger that fired, with what made it fire."""

    text: str
    clause: Place


@dataclass(frozen=True, slots=True)
class Account:
    """What one party owes the other for one invoice period."""

    id: str
    """The id of its Commercials."""
    title: str
    owed_by: str
    owed_to: str
    period: str
    currency: str
    clause: Place
    charges: Fraction | None
    """None where they are not known."""
    charges_from: str
    """Where they come from, in words."""
    at_risk: Fraction | None
    lines: tuple[Line, ...]
    credits: Fraction
    """The sum of the credits that count, before any cap."""
    caps: tuple[Cap, ...]
    payable: Fraction
    """After caps; rounded where the terms say how."""
    returned: Fraction
    """What is earned back of earlier credits."""
    bonus: Fraction
    """What the other party owes for bonus and gain share."""
    rounding: str
    """How it was rounded, in words."""
    rounded_from: tuple[tuple[str, Fraction], ...] = ()
    """Every sum that rounding changed, as it was."""
    facts: tuple[Fact, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def net(self) -> Fraction:
        """What the owing party owes in the end; below zero it is owed itself."""
        return self.payable - self.returned - self.bonus

    @property
    def open_lines(self) -> tuple[Line, ...]:
        """What could not be determined."""
        return tuple(line for line in self.lines if line.state is State.NOT_DETERMINED)

    @property
    def is_determined(self) -> bool:
        """Whether every amount is known."""
        return not self.open_lines

    def sum_of(self, *states: State) -> Fraction:
        """Add up the credits of some states."""
        return added(
            line for line in self.lines if line.section == "credit" and line.state in states
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """All accounts of an invoice period, in both directions."""

    period: str
    as_of: str
    agreement: str
    accounts: tuple[Account, ...]
    notes: tuple[str, ...] = ()
    """What a reader should know: what cannot be read may hide an amount."""
    commit: str = "none"
    """Git's tip, or `none`."""
    edited: bool = False
    """Whether files differ from git's tip."""

    def owes(self, party: str, currency: str) -> Fraction:
        """Add up what a party owes the other, before it is set off against the other way.

        What is given back or earned is owed by the other party.
        """
        total = Fraction(0)
        for account in self.accounts:
            if account.currency == currency:
                is_own = account.owed_by == party
                total += account.payable if is_own else account.returned + account.bonus
        return total

    @property
    def currencies(self) -> tuple[str, ...]:
        """Every currency of an account, in the order of the accounts."""
        return tuple(dict.fromkeys(account.currency for account in self.accounts))
