"""How the example's agreement came about: who proposed what, who agreed, and on which day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from partnership.history.git import Identity

LONDON = ZoneInfo("Europe/London")

VENDOR_MANAGER = Identity("Client vendor manager", "vendor-manager@client.example")
DELIVERY_LEAD = Identity("Provider delivery lead", "delivery-lead@provider.example")

AMENDED = "partnership/slas/first-slate.yaml"
AMENDMENT = "# Agreed in December 2025"
SHARED = "partnership/credits/provider-credits.yaml"
SHARING = "# Agreed in March 2026"
DRILLED = "partnership/escalations/delivery.yaml"
DRILL = "last_drill: "
FORECAST = "partnership/hiring.yaml"
CRISIS = "partnership/crisis.yaml"
RESPONSIBLE = "partnership/responsibilities.yaml"
OWED_BY_CLIENT = ("partnership/metrics/interview-feedback.yaml", "partnership/slas/interview-")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A branch with one commit, and its merge by the other party."""

    branch: str
    by: Identity
    agreed_by: Identity
    proposed: datetime
    agreed: datetime
    message: str
    files: Mapping[str, str]
    """The text of each file that it writes, by path."""

    @property
    def agreement(self) -> str:
        """What the merge says."""
        subject = self.message.partition("\n")[0]
        return f"Agree: {subject[0].lower()}{subject[1:]}\n\nMerges {self.branch}.\n"


def first_files(files: Mapping[str, str]) -> dict[str, str]:
    """Give what stood there from the first commit on: parties, roles, scope, calendars."""
    ways = (
        "channels/",
        "escalations/",
        "metrics/",
        "slas/",
        "cadences/",
        "goals/",
        "credits/",
        "care/",
        "change/",
        "imports/",
        "surveys/",
        "disclosures/",
        "cultures/",
        "responsibilities.yaml",
        "crisis.yaml",
        "hiring.yaml",
    )
    later = tuple(f"partnership/{folder}" for folder in ways)
    return {path: text for path, text in files.items() if not path.startswith(later)}


def proposals(files: Mapping[str, str]) -> tuple[Proposal, ...]:
    """Give every change of the terms, by the day it was agreed.

    Args:
        files: The example as it stands in the end.

    """
    then = dict(files) | {
        AMENDED: files[AMENDED].partition(AMENDMENT)[0],
        SHARED: files[SHARED].partition(SHARING)[0],
        DRILLED: before_drill(files),
    }
    promises = {
        path: text
        for path, text in _below(then, "metrics", "slas").items()
        if not path.startswith(OWED_BY_CLIENT)
    }
    return (
        _by_provider(
            "channels-and-escalation",
            "Say where we reach each other, and where to go when we do not agree",
            (date(2024, 12, 4), date(2024, 12, 6)),
            _below(then, "channels", "escalations"),
        ),
        _by_provider(
            "provider-promises",
            "Promise slates, hires and a good experience",
            (date(2024, 12, 9), date(2024, 12, 11)),
            promises,
        ),
        _by_client(
            "interview-feedback",
            "Owe feedback within 16 business hours of an interview",
            (date(2024, 12, 12), date(2024, 12, 13)),
            {path: text for path, text in then.items() if path.startswith(OWED_BY_CLIENT)},
        ),
        _by_provider(
            "meetings-and-goals",
            "Say when we meet, and what we want to reach",
            (date(2024, 12, 16), date(2024, 12, 18)),
            _below(then, "cadences", "goals"),
        ),
        _by_client(
            "credits",
            "Say what a miss costs, in both directions",
            (date(2024, 12, 19), date(2024, 12, 20)),
            _below(then, "credits"),
        ),
        _by_provider(
            "who-does-what",
            "Say who does what, and who decides",
            (date(2024, 12, 23), date(2024, 12, 24)),
            {RESPONSIBLE: then[RESPONSIBLE]},
        ),
        _by_provider(
            "surveys",
            "Ask both sides how they see themselves and each other",
            (date(2025, 6, 24), date(2025, 6, 24)),
            _below(then, "surveys"),
        ),
        _by_client(
            "first-slate-92",
            "Expect 92% of first slates in time from January\n\n"
            "November was below the minimum. The months up to December keep their terms.\n",
            (date(2025, 12, 12), date(2025, 12, 15)),
            {AMENDED: files[AMENDED]},
        ),
        _by_client(
            "openings-2026",
            "Say how many openings we expect this year",
            (date(2026, 1, 9), date(2026, 1, 9)),
            {FORECAST: files[FORECAST].partition("amendments:\n")[0]},
        ),
        _by_client(
            "care-with-data",
            "Keep the register of data protection here, and that of the skills test",
            (date(2026, 1, 26), date(2026, 1, 30)),
            _below(then, "care"),
        ),
        _by_provider(
            "cultures",
            "Write down how each side works, side by side",
            (date(2026, 2, 2), date(2026, 2, 3)),
            _below(then, "cultures"),
        ),
        _by_provider(
            "what-is-told",
            "Say what is told each month, and what is not and why",
            (date(2026, 2, 4), date(2026, 2, 5)),
            _below(then, "disclosures"),
        ),
        _by_provider(
            "crisis-plan",
            "Say what both do when hiring cannot go on as agreed",
            (date(2026, 2, 9), date(2026, 2, 10)),
            {CRISIS: then[CRISIS]},
        ),
        _by_provider(
            "escalation-drill",
            "Note the escalation drill of 10 February",
            (date(2026, 2, 11), date(2026, 2, 12)),
            {DRILLED: files[DRILLED]},
        ),
        _by_provider(
            "tracking-system-map",
            "Say how the client's tracking system is read",
            (date(2026, 2, 25), date(2026, 2, 25)),
            _below(then, "imports"),
        ),
        _by_client(
            "advertising-spend",
            "Share what is saved on job advertising from April",
            (date(2026, 3, 24), date(2026, 3, 24)),
            {SHARED: files[SHARED]},
        ),
        _by_client(
            "risks-and-plans",
            "Keep risks, what we try, how work comes in and how we would part",
            (date(2026, 4, 27), date(2026, 4, 30)),
            _below(then, "change"),
        ),
        _by_client(
            "openings-renewed",
            "Renew the forecast of openings from July",
            (date(2026, 6, 29), date(2026, 6, 30)),
            {FORECAST: files[FORECAST]},
        ),
    )


def measured(period: str, day: date, files: Mapping[str, str]) -> Proposal:
    """Give the proposal that brings a month's measurements, on the day they are known."""
    names = sorted(path.rpartition("/")[2].removesuffix(".yaml") for path in files)
    message = f"Measure {period}\n\nCounted from the event store: {', '.join(names)}.\n"
    return Proposal(
        f"measure-{period}",
        DELIVERY_LEAD,
        VENDOR_MANAGER,
        at(day, 9, 30),
        at(day, 15, 0),
        message,
        files,
    )


def closed(period: str, day: date, files: Mapping[str, str]) -> Proposal:
    """Give the proposal that closes a month, on the day it can be contested no more."""
    message = f"Close {period}\n\nNobody contests what was measured.\n"
    return Proposal(
        f"close-{period}",
        VENDOR_MANAGER,
        DELIVERY_LEAD,
        at(day, 10, 0),
        at(day, 15, 30),
        message,
        files,
    )


def in_a_day(
    branch: str,
    message: str,
    day: date,
    files: Mapping[str, str],
    *,
    times: tuple[tuple[int, int], tuple[int, int]],
    by_client: bool = False,
) -> Proposal:
    """Give a change that one party proposes, the provider or the client, and the other agrees to on the same day.

    Args:
        branch: Its branch.
        message: What it is.
        day: The day.
        files: The text of each file that it writes, by path.
        times: Hour and minute of proposing it and of agreeing.
        by_client: Whether the client proposes it.

    """
    by, agreed_by = DELIVERY_LEAD, VENDOR_MANAGER
    if by_client:
        by, agreed_by = agreed_by, by
    proposed, agreed = (at(day, hour, minute) for hour, minute in times)
    return Proposal(branch, by, agreed_by, proposed, agreed, f"{message}\n", files)


def before_drill(files: Mapping[str, str]) -> str:
    """Give the escalation path as it was before its drill."""
    lines = files[DRILLED].splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(DRILL))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """Give the instant of a London clock time."""
    return datetime.combine(day, time(hour, minute), LONDON)


def _below(files: Mapping[str, str], *folders: str) -> dict[str, str]:
    tops: Iterable[str] = (f"partnership/{folder}/" for folder in folders)
    wanted = tuple(tops)
    return {path: text for path, text in files.items() if path.startswith(wanted)}


def _by_provider(
    branch: str,
    message: str,
    days: tuple[date, date],
    files: Mapping[str, str],
) -> Proposal:
    proposed, agreed = at(days[0], 10, 15), at(days[1], 16, 40)
    return Proposal(branch, DELIVERY_LEAD, VENDOR_MANAGER, proposed, agreed, message, files)


def _by_client(
    branch: str, message: str, days: tuple[date, date], files: Mapping[str, str]
) -> Proposal:
    proposed, agreed = at(days[0], 11, 5), at(days[1], 14, 20)
    return Proposal(branch, VENDOR_MANAGER, DELIVERY_LEAD, proposed, agreed, message, files)
