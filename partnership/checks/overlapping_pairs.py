"""A pair shows one thing from both sides.

Each side answers one question about itself and one about the other; the gap between them is what there is to talk
about. A question in two pairs, a dimension with two pairs, or a question that one side is not asked makes a gap
between things that do not belong together.

To mend it: give each dimension one pair, of two questions that both parties are asked on the same scale.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Survey
from partnership.documents.survey import SurveyQuestion
from partnership.duties.answers import question_of, scale_of
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
HINT = "give each dimension one pair, of two questions of its own"


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every pair that shares something, or that one side cannot answer."""
    for stretch in agreement.stretches(Survey):
        survey = stretch.terms
        used: dict[str, str] = {}
        for index, pair in enumerate(survey.pairs):
            if pair.dimension in used.values():
                message = f"`{pair.dimension}` has a pair already"
                yield survey.finding(message, "pairs", index, "dimension", hint=HINT)
            for field in ("own", "other"):
                name = getattr(pair, field)
                if name in used:
                    message = f"`{name}` is in the pair of `{used[name]}` already"
                    yield survey.finding(message, "pairs", index, field, hint=HINT)
                used[name] = pair.dimension
            yield from _one_sided(survey, index)


def _one_sided(survey: Survey, index: int) -> Iterator[Finding]:
    pair = survey.pairs[index]
    found = [question_of(survey, name) for name in (pair.own, pair.other)]
    own, other = found
    if own is None or other is None:  # told by a check of its own
        return
    if scale_of(survey, own) != scale_of(survey, other) or own.statistic != other.statistic:
        ways = [f"a {one.statistic} from {scale_of(survey, one)}" for one in (own, other)]
        message = f"`{own.id}` is {ways[0]} and `{other.id}` {ways[1]}: they have no gap"
        yield survey.finding(message, "pairs", index, hint="ask both on one scale")
    for party in ("client", "provider"):
        names = [one.id for one in survey.audiences if one.party == party]
        if not all(_is_asked(one, names) for one in (own, other)):
            message = f"no audience of the {party} is asked both `{own.id}` and `{other.id}`"
            yield survey.finding(message, "pairs", index, hint="ask both parties both questions")


def _is_asked(question: SurveyQuestion, audiences: list[str]) -> bool:
    return any(not question.asked_of or name in question.asked_of for name in audiences)
