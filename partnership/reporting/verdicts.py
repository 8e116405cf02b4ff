"""What every reporter tells of verdicts, in the same order and the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from partnership.judging import Status, Verdict
from partnership.report import Report
from partnership.reporting import outlooks
from partnership.reporting.words import plural

PARTIES = {"client": "The client", "provider": "The provider", "both": "Both parties"}
RANGE = "95% range"
"""Above a share's range by chance alone, which warns of few subjects and decides nothing."""
STATUSES = tuple(reversed(Status))
"""In the order of interest: met first, not in force last."""


@dataclass(frozen=True, slots=True)
class Gap:
    """Periods of one SLA that are not measured for one reason."""

    verdict: Verdict
    """The last of them."""
    reason: str
    periods: tuple[str, ...]
    segments: tuple[str, ...]

    @property
    def text(self) -> str:
        """Say whose promise is not measured when, and why."""
        verdict = self.verdict
        many = len(self.periods) > 1
        when = f"{self.periods[0]} to {self.periods[-1]}" if many else self.periods[0]
        count = f" ({plural(len(self.periods), 'period')})" if many else ""
        rows = ", ".join(self.segments)
        return f"{promise(verdict)}: SLA {verdict.sla}, {rows}, {when}{count}: {self.reason}"


def range_of(verdict: Verdict) -> str:
    """Say between what a share of few subjects may lie; nothing of any other value."""
    return " to ".join(verdict.range or ())


def promise(verdict: Verdict) -> str:
    """Say who owes what: `The provider owes First slate on time`."""
    verb = "owe" if verdict.owed_by == "both" else "owes"
    return f"{PARTIES[verdict.owed_by]} {verb} {verdict.title}"


def subject(verdict: Verdict) -> str:
    """Name the row and the period: `SLA first-slate, standard, 2025-11`."""
    part = f" from {verdict.since} to {verdict.until}" if verdict.since else ""
    return f"SLA {verdict.sla}, {verdict.segment}, {verdict.period}{part}"


def result(verdict: Verdict) -> str:
    """Say the number and the level it misses, or why there is none."""
    if verdict.decided_by != "band" or verdict.pooled or not verdict.shown:
        return verdict.reason
    counts = verdict.fraction or f"n {verdict.n}"
    if verdict.status is Status.MINIMUM_MISSED:
        return f"{verdict.shown} ({counts}), minimum {verdict.minimum}"
    if verdict.status is Status.EXPECTED_MISSED:
        return f"{verdict.shown} ({counts}), expected {verdict.expected}"
    return f"{verdict.shown} ({counts})"


def counts_of(verdict: Verdict) -> str:
    """Say what was counted: `19/23`, `n 30`, `20/40, 4% of 1000 answered`."""
    counts = verdict.fraction or (f"n {verdict.n}" if verdict.n is not None else "")
    return ", ".join(filter(None, (counts, verdict.answered)))


def told(verdict: Verdict) -> str:
    """Say a verdict in one line."""
    overlay = " (disputed)" if verdict.disputed else ""
    return f"{promise(verdict)}: {subject(verdict)}: {result(verdict)}{overlay}"


def period_of(verdict: Verdict) -> str:
    """Name the period in a table: with its part where it has several, and whether it is closed."""
    part = f" from {verdict.since}" if verdict.since else ""
    return f"{verdict.period}{part}{' closed' if verdict.sealed else ''}"


def status_of(verdict: Verdict) -> str:
    """Say the status in a table, and whether it is disputed."""
    return verdict.status.words + (", disputed" if verdict.disputed else "")


def breaches(report: Report) -> tuple[Verdict, ...]:
    """Give every breach, by party, the newest first."""
    found = [verdict for verdict in report.verdicts if verdict.is_breach]
    found.sort(key=lambda verdict: verdict.last, reverse=True)
    return tuple(sorted(found, key=lambda verdict: verdict.owed_by))


def below_expected(report: Report) -> tuple[Verdict, ...]:
    """Give what is below expected in the last due periods."""
    return tuple(one for one in latest(report) if one.status is Status.EXPECTED_MISSED)


def shared_misses(report: Report) -> tuple[Verdict, ...]:
    """Give the minimums missed that both parties owe, in the last due periods: nobody's breach."""
    missed = (one for one in latest(report) if one.status is Status.MINIMUM_MISSED)
    return tuple(verdict for verdict in missed if not verdict.is_breach)


def gaps(report: Report) -> tuple[Gap, ...]:
    """Give what is due and not measured; periods in a row with one reason are told at once."""
    missing = [verdict for verdict in report.verdicts if verdict.is_unmeasured]
    return tuple(_gaps(missing))


def unread(report: Report) -> Iterator[str]:
    """Say of everything that cannot be read that nothing of it is judged."""
    for name in report.unread:
        yield f"{name} cannot be read as written, so whatever it promises is not judged"


def latest(report: Report) -> tuple[Verdict, ...]:
    """Give the verdicts of each SLA's last due period, or of its running one where none is due."""
    found: list[Verdict] = []
    for _, group in groupby(report.verdicts, key=lambda verdict: verdict.sla):
        verdicts = tuple(group)
        ended = [verdict for verdict in verdicts if verdict.status is not Status.NOT_YET_DUE]
        if ended:
            newest = max(ended, key=lambda verdict: verdict.last).period
            found.extend(verdict for verdict in ended if verdict.period == newest)
        else:
            found.extend(verdict for verdict in verdicts if verdict.period == verdicts[0].period)
    return tuple(found)


def listed(report: Report) -> tuple[Verdict, ...]:
    """Give the verdicts for the table: all where that was asked, else the last due periods."""
    return report.verdicts if report.every_verdict else latest(report)


def counts(verdicts: Iterable[Verdict]) -> tuple[tuple[Status, ...], dict[str, list[int]]]:
    """Count verdicts by party and status; statuses that do not occur are left out."""
    found = list(verdicts)
    statuses = tuple(
        status for status in STATUSES if any(verdict.status is status for verdict in found)
    )
    table = {
        party: [
            sum(1 for one in found if one.owed_by == party and one.status is status)
            for status in statuses
        ]
        for party in PARTIES
        if any(verdict.owed_by == party for verdict in found)
    }
    return statuses, table


def closing(report: Report) -> str:
    """Say how many verdicts there are, and what of them needs someone."""
    found = plural(len(report.verdicts), "verdict")
    facts = [plural(len(breaches(report)), "breach", "breaches")]
    unmeasured = sum(1 for verdict in report.verdicts if verdict.is_unmeasured)
    if unmeasured:
        facts.append(f"{unmeasured:,} not measured")
    disputed = sum(1 for verdict in report.verdicts if verdict.disputed)
    if disputed:
        facts.append(f"{disputed:,} disputed")
    at_risk = outlooks.closing(report)
    facts += [at_risk] if at_risk else []
    return f"{found} as of {report.as_of}: {', '.join(facts)}"


def _gaps(missing: list[Verdict]) -> Iterator[Gap]:
    merged: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in missing:
        reason = verdict.reason.partition(";")[0]
        merged.setdefault((verdict.sla, reason), []).append(verdict)
    for (_, reason), verdicts in merged.items():
        periods = tuple(dict.fromkeys(verdict.period for verdict in verdicts))
        segments = tuple(dict.fromkeys(verdict.segment for verdict in verdicts))
        whole = verdicts[-1].reason if len(periods) == 1 else reason
        yield Gap(verdicts[-1], whole, periods, segments)
