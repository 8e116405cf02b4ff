"""What the answers to a survey come to: exact numbers, and what must not be told of few people."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from partnership.documents import Survey, SurveyResult
from partnership.documents.survey import ItemStatistic, Pair, SurveyQuestion
from partnership.documents.survey_result import AudienceResult, ItemResult
from partnership.judging.wording import shown
from partnership.statistics import Histogram, nps_of_counts, ratio
from partnership.values.scales import Range

SMALL = 5
"""Fewer people than this who gave one answer could be known by it."""
PROMOTED = Range(0, 10)
"""The scale that a net promoter score is asked on."""


@dataclass(frozen=True, slots=True)
class Score:
    """What one audience's answers to one question come to."""

    audience: str
    question: SurveyQuestion
    scale: Range
    n: int
    value: Fraction | None
    """None where too few answered, or where no count says it."""

    @property
    def status(self) -> str:
        """`counted`, or `insufficient_data`."""
        return "insufficient_data" if self.value is None else "counted"

    @property
    def statistic(self) -> ItemStatistic:
        """How the answers become one number."""
        return self.question.statistic

    @property
    def text(self) -> str:
        """The number for reading: `4`, `75.00%`, `+20`."""
        return "too few to tell" if self.value is None else told(self.value, self.statistic)


def told(value: Fraction, statistic: ItemStatistic) -> str:
    """Write a value for reading; a net promoter score with its sign."""
    text = shown(value, "percent" if statistic == "top two box" else "number")
    return f"+{text}" if statistic == "net promoter score" and value > 0 else text


def scale_of(survey: Survey, question: SurveyQuestion) -> Range:
    """Give the scale that a question is answered on."""
    return question.scale or survey.scale


def question_of(survey: Survey, name: str) -> SurveyQuestion | None:
    """Give a survey's question by its id."""
    return next((one for one in survey.items if one.id == name), None)


def is_told(survey: Survey, row: AudienceResult, item: ItemResult | None = None) -> bool:
    """Whether enough of an audience answered for anything to be told of them."""
    n = row.responded - (item.skipped if item else 0)
    return not (row.withheld or (item and item.withheld)) and n >= survey.minimum_respondents


def find_scores(survey: Survey, result: SurveyResult) -> Iterator[Score]:
    """Yield what the answers of a round come to, audience by audience.

    Args:
        survey: Its terms in that round.
        result: The round's record.

    """
    for row in result.audiences:
        written = {item.item: item for item in row.items}
        for question in survey.items:
            if question.asked_of and row.audience not in question.asked_of:
                continue
            item = written.get(question.id)
            scale = scale_of(survey, question)
            n = row.responded - (item.skipped if item else 0)
            known = item is not None and is_told(survey, row, item)
            value = value_of(question, scale, n, item) if item and known else None
            yield Score(row.audience, question, scale, n, value)


def value_of(question: SurveyQuestion, scale: Range, n: int, item: ItemResult) -> Fraction | None:
    """Give the exact number of one question; None where no count says it."""
    counts = counts_of(item, scale)
    if question.statistic == "mean":
        return Fraction(counts.total, n) if counts.total is not None and n else None
    if question.statistic == "top two box":
        return ratio(counts.top_two, n) if counts.top_two is not None else None
    if counts.promoters is None or counts.detractors is None:
        return None
    return nps_of_counts(counts.promoters, counts.detractors, n)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is known of the answers to one question."""

    total: int | None
    top_two: int | None
    promoters: int | None
    detractors: int | None


def counts_of(item: ItemResult, scale: Range) -> Counts:
    """Give the counts that are written, or that the histogram gives."""
    if item.histogram is None:
        top = item.promoters if item.top_two is None and scale == PROMOTED else item.top_two
        return Counts(item.total, top, item.promoters, item.detractors)
    bins = histogram_of(item)
    best = bins.beyond(scale.highest - 2)
    promoted = scale == PROMOTED
    total = sum(value * count for value, count in bins.bins)
    return Counts(total, best, best if promoted else None, bins.within(6) if promoted else None)


def histogram_of(item: ItemResult) -> Histogram:
    """Give the written histogram by number."""
    return Histogram.from_counts({int(key): count for key, count in (item.histogram or {}).items()})


def find_fitting(n: int, scale: Range, counts: Counts) -> Iterator[dict[int, int]]:
    """Yield every histogram of so many answers that has these counts."""
    groups = _groups(n, scale, counts)
    if any(count < 0 for _, _, count in groups):
        return
    if counts.total is not None:
        yield from _filled(groups, counts.total)
        return
    yield {low: count for low, _, count in groups if count}
    for low, _, count in groups:
        if count:
            yield {low + 1: count}


def _groups(n: int, scale: Range, counts: Counts) -> list[tuple[int, int, int]]:
    """Split a scale where counts tell it: lowest and highest answer, and how many gave one of them."""
    low, high = scale.lowest, scale.highest
    groups, left, end = [], n, high
    if counts.top_two is not None:
        groups.append((high - 1, high, counts.top_two))
        left, end = left - counts.top_two, high - 2
    if counts.detractors is not None and scale == PROMOTED:
        groups.append((low, 6, counts.detractors))
        left, low = left - counts.detractors, 7
    return [*groups, (low, end, left)]


def _filled(groups: list[tuple[int, int, int]], total: int) -> Iterator[dict[int, int]]:
    (low, high, count), *rest = groups
    least = sum(one * each for one, _, each in rest)
    most = sum(one * each for _, one, each in rest)
    for own in range(max(low * count, total - most), min(high * count, total - least) + 1):
        for filled in _spread(low, high, count, own):
            if not rest:
                yield filled
                continue
            for others in _filled(rest, total - own):
                yield filled | others


def _spread(low: int, high: int, count: int, total: int) -> Iterator[dict[int, int]]:
    """Yield each way to give so many answers from `low` to `high` that add up."""
    if low == high:
        if low * count == total:
            yield {low: count} if count else {}
        return
    for here in range(count + 1):
        left, rest = count - here, total - here * low
        if left * (low + 1) <= rest <= left * high:
            for others in _spread(low + 1, high, left, rest):
                yield {low: here, **others} if here else others


def worked_out(n: int, scale: Range, counts: Counts) -> dict[int, int] | None:
    """Give the histogram where the counts leave one way only; None where they leave several."""
    found = list(islice(find_fitting(n, scale, counts), 2))
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True, slots=True)
class Gap:
    """How one side sees itself, and how the other side sees it."""

    dimension: str
    party: str
    """The side that both speak about."""
    own: Score | None
    seen: Score | None

    @property
    def value(self) -> Fraction | None:
        """Its own view less the other's: above 0 it sees itself better than it is seen."""
        if self.own is None or self.seen is None:
            return None
        if self.own.value is None or self.seen.value is None:
            return None
        return self.own.value - self.seen.value


def find_gaps(survey: Survey, result: SurveyResult) -> Iterator[Gap]:
    """Yield, dimension by dimension, how each side sees itself and is seen by the other."""
    parties: dict[str, str] = {one.party: one.id for one in survey.audiences if one.party}
    scores = {(one.audience, one.question.id): one for one in find_scores(survey, result)}
    for pair in survey.pairs:
        for party, other in (("client", "provider"), ("provider", "client")):
            own, seen = _views(pair, parties.get(party, ""), parties.get(other, ""))
            yield Gap(pair.dimension, party, scores.get(own), scores.get(seen))


def _views(pair: Pair, own: str, other: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return (own, pair.own), (other, pair.other)


def health_of(gaps: list[Gap]) -> Fraction | None:
    """Give the mean of all views of both sides; None unless every one of them may be told."""
    views = [one for gap in gaps for one in (gap.own, gap.seen)]
    values = [one.value for one in views if one is not None and one.value is not None]
    if not values or len(values) < len(views):
        return None
    return sum(values, Fraction(0)) / len(values)
