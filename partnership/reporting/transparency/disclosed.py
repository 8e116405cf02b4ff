"""The transparency report of a period: what was counted, by topic, and what is not shown and why.

It is made of Measurements alone, which hold counts and no person. What is judged and what is owed
stands in the scorecard; here stand the numbers, each with how many it is of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from partnership.agreement import Agreement
from partnership.documents.measurement import Row
from partnership.errors import WrongUsage
from partnership.history.git import NO_TIP, Tip
from partnership.judging.cases import Case
from partnership.judging.counts import Counts, exact_value, read_counts, unit_of
from partnership.judging.judged import Judged
from partnership.judging.steps import subjects
from partnership.judging.wording import shown, sum_in_words, with_unit
from partnership.measuring.supported_sums import is_made
from partnership.reporting.scorecards.card import last_day
from partnership.reporting.transparency.topics import OTHERS, TOPICS, Topic, topic_of
from partnership.statistics import Histogram, median, percentile
from partnership.values.periods import Span


@dataclass(frozen=True, slots=True)
class Line:
    """One row of counts in one period."""

    period: str
    segment: str
    since: date | None
    value: Fraction
    shown: str
    counted: str
    """What the value is made of: `19 of 23`."""
    counts: Counts
    median: Fraction | None
    """The middle of how long the clocks that stopped ran, where their lengths are published."""
    ninetieth: Fraction | None
    """The length by which nine of ten of them had stopped."""
    left_out: dict[str, int]
    open_past_due: int | None
    known: date
    measurement: str


@dataclass(frozen=True, slots=True)
class Item:
    """One metric as one SLA counts it."""

    sla: str
    title: str
    metric: str
    definition: str
    """What is counted, in words."""
    owed_by: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not shown, and why."""

    topic: str
    what: str
    period: str
    segment: str
    why: str


@dataclass(frozen=True, slots=True)
class Section:
    """What was counted of one topic."""

    topic: Topic
    items: tuple[Item, ...]
    missing: str
    """Why there is nothing, where there is nothing."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """The transparency report of one period, ready to render."""

    period: str
    as_of: date
    agreement: str
    title: str
    commit: str
    edited: bool
    digest: str
    sections: tuple[Section, ...]
    not_shown: tuple[Withheld, ...]
    unread: tuple[str, ...]


def disclose(
    agreement: Agreement,
    judged: Iterable[Judged],
    period: Span,
    as_of: date,
    tip: Tip = NO_TIP,
) -> Disclosed:
    """Gather what was counted in a period.

    Args:
        agreement: All documents.
        judged: Every verdict with what led to it; only the counts are looked at.
        period: A month, a quarter or a year; it holds every window that ends in it.
        as_of: The day judged.
        tip: The commit that is checked out.

    Raises:
        WrongUsage: no promise has a window that ends in the period.

    """
    inside = [one for one in judged if period.first <= last_day(one.verdict.period) <= period.last]
    if not inside:
        message = f"nothing is counted for a period that ends in {period} as of {as_of}"
        raise WrongUsage(message)
    partnership = agreement.partnership
    return Disclosed(
        period=str(period),
        as_of=as_of,
        agreement=partnership.id if partnership else "",
        title=partnership.title if partnership else "",
        commit=tip.full,
        edited=tip.edited,
        digest=agreement.digest,
        sections=tuple(_section(topic, inside, period) for topic in TOPICS),
        not_shown=tuple(_not_shown(inside)),
        unread=agreement.unread,
    )


def _topic(judged: Judged) -> Topic:
    case = judged.case
    return topic_of(case.metric, case.terms.placed_by) if case and case.metric else OTHERS


def _section(topic: Topic, inside: Sequence[Judged], period: Span) -> Section:
    own = [one for one in inside if _topic(one) is topic]
    items = []
    for name in dict.fromkeys(one.verdict.sla for one in own):
        found = [one for one in own if one.verdict.sla == name]
        lines = tuple(line for one in found if (line := _line(one)) is not None)
        if lines:
            items.append(_item(found[-1], lines))
    return Section(topic, tuple(items), "" if items else _missing(topic, own, period))


def _missing(topic: Topic, own: Sequence[Judged], period: Span) -> str:
    """Say why a topic has no number: nothing counts it, or what counts it is not shown."""
    if own:
        names = ", ".join(dict.fromkeys(one.verdict.title for one in own))
        return f"counted by {names}, and no number of {period} is shown: see below"
    if not topic.library:
        return "nothing else is counted in this period"
    return (
        "not measured: no promise counts it in this period; "
        f"`partnership metrics add {topic.library}` copies a definition to agree on"
    )


def _item(judged: Judged, lines: tuple[Line, ...]) -> Item:
    verdict, case = judged.verdict, judged.case
    metric = case.metric if case else None
    return Item(
        sla=verdict.sla,
        title=metric.title if metric else verdict.title,
        metric=metric.id if metric else "",
        definition=_definition(judged, case) if case else "",
        owed_by=verdict.owed_by,
        lines=lines,
    )


def _definition(judged: Judged, case: Case) -> str:
    """Say what the number is of: the statistic, the subjects, the clock and what places them."""
    if case.metric is None:
        return ""
    what = sum_in_words(case.metric) if is_made(case.metric) else subjects(case.metric)
    within = {str(row.within): None for row in case.terms.targets if row.within}
    limit = f" {' or '.join(within)}" if within else ""
    clock = next((step.text for step in judged.steps if step.name == "clocks"), "")
    parts = [f"{case.terms.statistic}{limit} of {what}", f"placed by {case.terms.placed_by}"]
    if case.metric.start and case.metric.stop and clock:
        parts.append(clock)
    return "; ".join(parts)


def _line(judged: Judged) -> Line | None:
    """Give the numbers of a row; None where none may or can be shown."""
    case = judged.case
    if case is None or case.row is None or case.measurement is None or _reason(judged):
        return None
    counts = read_counts(case.row, case.terms.statistic)
    value = exact_value(counts, case.terms.statistic)
    if value is None or case.metric is None:
        return None
    unit = unit_of(case.terms.statistic, case.metric) or "number"
    lengths = Histogram.from_counts((int(one), n) for one, n in case.row.closed.items())
    return Line(
        period=judged.verdict.period,
        segment=judged.verdict.segment,
        since=judged.verdict.since,
        value=value,
        shown=with_unit(shown(value, unit), case.unit),
        counted=_counted(counts),
        counts=counts,
        median=median(lengths),
        ninetieth=percentile(lengths, 90, "nearest rank"),
        left_out=dict(case.row.excluded),
        open_past_due=case.row.open_past_due,
        known=case.measurement.known,
        measurement=case.measurement.id,
    )


def _counted(counts: Counts) -> str:
    if counts.amount is not None:
        return counts.fraction
    return counts.fraction.replace("/", " of ")


def _not_shown(inside: Iterable[Judged]) -> Iterator[Withheld]:
    for one in inside:
        why = _reason(one)
        if why:
            verdict = one.verdict
            topic = _topic(one).title
            yield Withheld(topic, verdict.title, verdict.period, verdict.segment, why)


def _reason(judged: Judged) -> str:
    """Say why a row's numbers are not shown; nothing where they are."""
    case, verdict = judged.case, judged.verdict
    if case is None or case.fault or case.measurement is None or case.row is None:
        return verdict.reason
    if case.part.ends >= case.as_of:
        return verdict.reason
    return _unreadable(case.row, case)


def _unreadable(row: Row, case: Case) -> str:
    if row.withheld:
        return "withheld for privacy: so few subjects would tell of a person"
    try:
        counts = read_counts(row, case.terms.statistic)
    except ValueError as error:
        return f"{error}: measure again"
    return "nothing was counted" if exact_value(counts, case.terms.statistic) is None else ""
