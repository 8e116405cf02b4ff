"""The counts of a question agree with each other.

Those who responded either answered a question or skipped it; a histogram, the best two answers, promoters and
detractors are all counts of the same people, and the sum of all answers is one that they can have given. What
does not add up would be published as a number that nobody's answers give.

To mend it: count the question again; write how many left it out as `skipped`, and the count that its
statistic needs: `total` for a mean, `top_two`, or `promoters` and `detractors`.
"""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.checks._surveys import Answered, find_answered
from partnership.duties.answers import (
    PROMOTED,
    counts_of,
    find_fitting,
    histogram_of,
    is_told,
    question_of,
    value_of,
)
from partnership.findings import Finding, Severity

SEVERITY = Severity.ERROR
NEEDED = {
    "mean": "`histogram` or `total`",
    "top two box": "`histogram` or `top_two`",
    "net promoter score": "`histogram`, or `promoters` and `detractors`",
}


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every question whose counts do not agree."""
    for one in find_answered(agreement):
        field, message = _wrong(one)
        if message:
            hint = "count the question again; who left it out is `skipped`"
            yield one.result.finding(message, *one.loc, field, hint=hint)
            continue
        question = question_of(one.survey, one.item.item)
        unknown = question and value_of(question, one.scale, one.n, one.item) is None
        if question and unknown and is_told(one.survey, one.row, one.item):
            message = f"`{question.id}` is a {question.statistic}, and no count says it"
            hint = f"write {NEEDED[question.statistic]}"
            yield one.result.finding(message, *one.loc, hint=hint)


def _wrong(one: Answered) -> tuple[str, str]:
    """Name the field, and say what does not add up in it."""
    item, n = one.item, one.n
    if n < 0:
        return "skipped", f"{item.skipped} skipped `{item.item}`, and {one.row.responded} responded"
    if item.histogram is not None:
        return _histogram(one)
    if one.scale != PROMOTED and (item.promoters is not None or item.detractors is not None):
        return (
            "promoters",
            f"there are promoters on a scale from 0 to 10 only, not from {one.scale}",
        )
    known = [(name, getattr(item, name)) for name in ("top_two", "promoters", "detractors")]
    for name, count in known:
        if count is not None and count > n:
            return name, f"`{name}` is {count}, and {n} answered `{item.item}`"
    if item.promoters is not None and item.detractors is not None:
        both = item.promoters + item.detractors
        if both > n:
            said = f"{item.promoters} promoters + {item.detractors} detractors = {both}"
            return "promoters", f"{said}, and {n} answered `{item.item}`"
    return _total(one)


def _total(one: Answered) -> tuple[str, str]:
    """Hold the sum of all answers to what so many people can have answered."""
    item, n, scale = one.item, one.n, one.scale
    if item.total is None:
        return "", ""
    least, most = scale.lowest * n, scale.highest * n
    if not least <= item.total <= most:
        said = f"{n} answers from {scale} add up to {least} at least and {most} at most"
        return "total", f"{said}, not to {item.total}"
    if next(find_fitting(n, scale, counts_of(item, scale)), None) is None:
        said = ", ".join(
            f"`{name}` {count}"
            for name in ("top_two", "promoters", "detractors")
            if (count := getattr(item, name)) is not None
        )
        return "total", f"no {n} answers from {scale} with {said} add up to {item.total}"
    return "", ""


def _histogram(one: Answered) -> tuple[str, str]:
    item, counts = one.item, [count for _, count in histogram_of(one.item).bins]
    if sum(counts) > one.row.invited:  # told by a check of its own
        return "", ""
    added = f"{' + '.join(map(str, counts))} = {sum(counts)}" if len(counts) > 1 else sum(counts)
    if sum(counts) != one.n:
        who = f"{one.row.responded} responded, {item.skipped} of them skipped it"
        return "histogram", f"`{item.item}` has {added} answers, and {one.n} are left: {who}"
    bins = counts_of(item, one.scale)
    for name in ("total", "top_two", "promoters", "detractors"):
        written, given = getattr(item, name), getattr(bins, name)
        if written is not None and written != given:
            return name, f"`{name}` is {written}, and the histogram gives {given}"
    return "", ""
