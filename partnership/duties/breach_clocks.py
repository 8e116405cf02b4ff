"""The clocks that a breach of personal data starts: who tells whom until which instant.

They run in elapsed hours and never pause. A processor tells its controller, within what both agreed; a
controller tells its authority within 72 hours of being aware (Article 33 GDPR), or within less where that
is agreed. A controller that a processor tells is aware from then on, where it was not before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from partnership.agreement import Agreement
from partnership.clock.zones import local_time
from partnership.documents import DataProtection, Incident
from partnership.documents.data_protection import Activity
from partnership.documents.vocabulary import Party
from partnership.duties.moments import instant_of
from partnership.findings import Loc
from partnership.values.durations import Span
from partnership.values.moments import Moment

AUTHORITY_HOURS = 72
"""What Article 33(1) GDPR gives a controller."""
SECONDS = {"elapsed hours": 3600, "elapsed minutes": 60}
OTHER: dict[Party, Party] = {"client": "provider", "provider": "client"}
CONTROLLERS = {"controller", "joint controller", "independent controller"}


@dataclass(frozen=True, slots=True)
class BreachClock:
    """One duty to tell: since when, until when, and when it was done."""

    incident: Incident
    party: Party
    """Who tells."""
    whom: str
    """`controller` or `authority`."""
    since: int
    """The instant from which it runs."""
    within: int
    """How many seconds there are."""
    zone: str
    """On whose clocks it is shown: those of the moment that started it."""
    loc: Loc
    """What started it, in the record."""
    told: int | None = None
    """The instant it was done."""
    told_loc: Loc = ()
    is_spared: bool = False
    """Whether the record says why nobody need be told."""
    source: str = ""
    """Where the limit stands."""

    @property
    def due(self) -> int:
        """The last instant that is in time."""
        return self.since + self.within

    @property
    def due_day(self) -> date:
        """The day of the last instant, on the clocks that it is shown on."""
        return local_time(self.zone, self.due).date()

    @property
    def is_late(self) -> bool:
        """Whether it was done, and after the last instant."""
        return self.told is not None and self.told > self.due

    @property
    def is_running(self) -> bool:
        """Whether nobody was told and nobody said why not."""
        return self.told is None and not self.is_spared


def find_breach_clocks(agreement: Agreement, incident: Incident) -> Iterator[BreachClock]:
    """Yield every clock that an incident starts, the first to run out first."""
    key = ("breach clocks", incident.name)
    if key not in agreement.answers:  # several checks ask for the same clocks
        found = sorted(_clocks(agreement, incident), key=lambda clock: (clock.due, clock.whom))
        agreement.answers[key] = tuple(found)
    yield from agreement.answers[key]


def activity_of(agreement: Agreement, incident: Incident) -> Activity | None:
    """Give the activity in which an incident happened, on the terms of that day."""
    protection = terms_of(agreement, incident)
    found = protection.activities if protection else ()
    return next((one for one in found if one.id == incident.activity), None)


def terms_of(agreement: Agreement, incident: Incident) -> DataProtection | None:
    """Give the terms under which an incident happened."""
    found = agreement.get(DataProtection, incident.protection)
    return (found.on(incident.detected.day) or found) if found else None


def _clocks(agreement: Agreement, incident: Incident) -> Iterator[BreachClock]:
    protection, activity = terms_of(agreement, incident), activity_of(agreement, incident)
    if protection is None or activity is None:
        return
    for party in OTHER:
        role = getattr(activity, party)
        if role == "processor" and incident.party == party:
            limit = _limit(protection, party, "controller")
            if limit is not None:
                yield from _clock(incident, party, "controller", limit)
        if role in CONTROLLERS and _concerns(incident, activity, party):
            agreed = _limit(protection, party, "authority")
            legal = (AUTHORITY_HOURS * 3600, "Article 33(1) GDPR")
            yield from _clock(incident, party, "authority", min(agreed or legal, legal))


def _concerns(incident: Incident, activity: Activity, party: Party) -> bool:
    """Whether a controller answers for what happened: with itself, or with whom it controls or shares."""
    if incident.party == party:
        return True
    return getattr(activity, party) in {"controller", "joint controller"}


def _limit(protection: DataProtection, party: Party, whom: str) -> tuple[int, str] | None:
    """Give the shortest that both agreed on, in seconds, with its source."""
    found = [
        (seconds, clock.source)
        for clock in protection.breach_clocks
        if clock.party == party
        and clock.whom == whom
        and (seconds := seconds_of(clock.within)) is not None
    ]
    return min(found, default=None)


def seconds_of(span: Span) -> int | None:
    """Give the length of a span on a clock that never stops; None for units that pause or vary."""
    size = SECONDS.get(span.unit)
    return span.amount * size if size else None


def _clock(
    incident: Incident, party: Party, whom: str, limit: tuple[int, str]
) -> Iterator[BreachClock]:
    started = _start(incident, party)
    if started is None:
        return
    told, told_loc = _told(incident, party, whom)
    yield BreachClock(
        incident=incident,
        party=party,
        whom=whom,
        since=instant_of(started[0]),
        within=limit[0],
        zone=started[0].zone,
        loc=started[1],
        told=told,
        told_loc=told_loc,
        is_spared=any(one.whom == whom and one.by == party for one in incident.no_notice),
        source=limit[1],
    )


def _start(incident: Incident, party: Party) -> tuple[Moment, Loc] | None:
    """Give the first moment from which a party was aware: by itself, or because it was told."""
    found: list[tuple[int, Moment, Loc]] = []
    own: Moment | None = getattr(incident.aware, party)
    if own is not None:
        found.append((instant_of(own), own, ("aware", party)))
    for index, notice in enumerate(incident.notices):
        if notice.whom == "controller" and notice.by == OTHER[party]:
            found.append((instant_of(notice.at), notice.at, ("notices", index, "at")))
    if found:
        _, moment, loc = min(found, key=lambda one: one[0])
        return moment, loc
    # Who had it happen and wrote no moment of certainty was aware when it was detected.
    return (incident.detected, ("detected",)) if incident.party == party else None


def _told(incident: Incident, party: Party, whom: str) -> tuple[int | None, Loc]:
    found = [
        (instant_of(notice.at), ("notices", index, "at"))
        for index, notice in enumerate(incident.notices)
        if notice.whom == whom and notice.by == party
    ]
    return min(found, default=(None, ()))
