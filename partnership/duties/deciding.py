"""Who decides something, who does it, and who answers for it: found by the words people use."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Responsibilities, Role
from partnership.documents.responsibilities import Activity, Decision
from partnership.errors import WrongUsage
from partnership.findings import nearest

ALIKE = 0.8
"""How near words must be to what is asked to be what was meant."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A decision, an activity or a seat that somebody asks about."""

    about: Decision | Activity | Role
    words: tuple[str, ...]
    """What it is called."""
    place: str
    """Where it stands: `Responsibilities/responsibilities.decisions[offer-above-band]`."""

    @property
    def title(self) -> str:
        """What people call it first."""
        return self.about.title


def find_subjects(agreement: Agreement, day: date) -> Iterator[Subject]:
    """Yield everything that can be asked about on a day: decisions, then activities, then seats."""
    in_force = agreement.in_force(Responsibilities, day)
    for terms in in_force:
        for decision in terms.decisions:
            words = (decision.id, decision.title, *decision.also)
            yield Subject(decision, words, f"{terms.name}.decisions[{decision.id}]")
    for terms in in_force:
        for activity in terms.activities:
            slas = (agreement.get(SLA, name) for name in activity.slas)
            promised = (word for sla in slas if sla for word in (sla.id, sla.name, sla.title))
            words = (activity.id, activity.title, *activity.also, *promised)
            yield Subject(activity, words, f"{terms.name}.activities[{activity.id}]")
    for role in agreement.roles.values():
        yield Subject(role, (role.id, role.title), f"role {role.id}")


def find_who(agreement: Agreement, asked: str, day: date) -> tuple[Subject, ...]:
    """Find what somebody asks about, by its name or by words that stand in its names.

    A name that is just what is asked comes before names that hold its words. A seat is found only
    where no decision and no activity is.

    Args:
        agreement: The terms.
        asked: In anybody's words: `offer above band`.
        day: The day whose terms count.

    Raises:
        WrongUsage: Nothing is called so; the text names what is near, or what there is.

    """
    subjects = tuple(find_subjects(agreement, day))
    wanted = _plain(asked)
    exact = [one for one in subjects if wanted in map(_plain, one.words)]
    held = [one for one in subjects if any(_holds(word, wanted) for word in one.words)]
    for found in (exact, held if wanted else []):
        chosen = [one for one in found if not isinstance(one.about, Role)] or found
        if chosen:
            return tuple(chosen)
    raise WrongUsage(_nothing(asked, subjects))


def _nothing(asked: str, subjects: tuple[Subject, ...]) -> str:
    named = {_plain(word): one for one in subjects for word in one.words}
    near = nearest(_plain(asked), named, ALIKE)
    if near:
        return f"nothing here is called `{asked}`; did you mean `{named[near].title}`?"
    if all(isinstance(one.about, Role) for one in subjects):
        return f"nothing here is called `{asked}`: no `Responsibilities` is in force on that day"
    listed = ", ".join(one.title for one in subjects if not isinstance(one.about, Role))
    return f"nothing here is called `{asked}`; these are named: {listed}"


def _plain(words: str) -> str:
    """Write words without case, accents, signs and hyphens."""
    spread = unicodedata.normalize("NFKD", words.casefold())
    letters = "".join(one for one in spread if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", letters.replace("_", " ")))


def _holds(name: str, wanted: str) -> bool:
    return set(wanted.split()) <= set(_plain(name).split())
