"""What is open between the parties, each thing in one form whatever kind of document it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from partnership.agreement import Agreement
from partnership.documents import SLA, Dispute, Document, Relief
from partnership.duties.duty import Duty
from partnership.duties.lapsing import find_lapses
from partnership.errors import PartnershipError
from partnership.findings import Loc, Place
from partnership.history.waiting import Waiting
from partnership.judging.disputes import is_in_time, is_open, last_day_to_decide
from partnership.judging.proposals import find_all_proposals


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that is open."""

    text: str
    party: str
    """`client`, `provider` or `both`: who has to do something."""
    owner: str = ""
    """The role that does it, where one is known."""
    due: date | None = None
    place: Place = field(default_factory=lambda: Place(""))


def of_duty(one: Duty) -> Point:
    """Give a duty as something that is open."""
    return Point(one.what, one.party, one.owner, one.due, one.document.place(*one.loc))


def for_both(what: str, document: Document, loc: Loc, due: date | None) -> Point:
    """Give something that both parties have to do."""
    return Point(what, "both", "", due, document.place(*loc))


def find_awaited(agreement: Agreement, as_of: date) -> Iterator[Point]:
    """Yield relief that the other party has not answered."""
    for relief in agreement.of(Relief):
        is_open = relief.answer is None or relief.answer.on > as_of
        if relief.notified_on <= as_of and is_open and not _is_by_rule(agreement, relief):
            other = "client" if relief.raised_by == "provider" else "provider"
            what = f"an answer to the {relief.raised_by}'s relief `{relief.id}` of {relief.notified_on}"
            yield Point(what, other, place=relief.place("notified_on"))


def _is_by_rule(agreement: Agreement, relief: Relief) -> bool:
    """Whether relief holds without an answer, by the band of a hiring plan."""
    if relief.type != "volume outside band" or relief.answer is not None:
        return False
    from partnership.measuring.volumes import is_by_band

    return is_by_band(agreement, relief) is not None


def find_decisions(agreement: Agreement, as_of: date) -> Iterator[Point]:
    """Yield disputes to be decided and levels to be set."""
    for dispute in agreement.of(Dispute):
        try:
            counts = is_open(dispute, as_of) and is_in_time(agreement, dispute)
            last = last_day_to_decide(agreement, dispute)
        except PartnershipError:  # the calendar's own finding says why nothing gets due on it
            continue
        if counts:
            what = f"decide the {dispute.raised_by}'s dispute of `{dispute.measurement}`"
            yield for_both(what, dispute, ("raised_on",), last)
    for one in find_all_proposals(agreement, as_of):
        if one.is_open and one.level != one.written.value:
            sla: SLA = one.terms
            level = f"expects {one.shown} from {one.since}" if one.shown else "has a new level"
            yield for_both(f"whether `{sla.id}`, {one.segment}, {level}", sla, one.loc, one.since)


def find_lapsing(agreement: Agreement, as_of: date) -> Iterator[Point]:
    """Yield what stops binding soon."""
    for one in sorted(find_lapses(agreement, as_of), key=lambda one: one.last):
        name = "the agreement's term" if one.is_term else one.document.title or one.document.name
        yield for_both(f"{name} {one.ends(as_of)}", one.document, one.loc, one.last)


def waits(agreement: Agreement, branch: Waiting) -> Point:
    """Say of a branch who has to agree to it: the party that did not propose it, where that is known."""
    domain = branch.by.rpartition("@")[2]
    found = agreement.partnership
    known = found.parties if found else None
    party = "both"
    if known and domain in known.client.domains:
        party = "provider"
    elif known and domain in known.provider.domains:
        party = "client"
    return Point(f"the branch `{branch.branch}` of {branch.proposed}: {branch.subject}", party)
