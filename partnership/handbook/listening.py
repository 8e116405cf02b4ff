"""What the pages of surveys and their results show: numbers, how each side is seen, what is done."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partnership.documents import Survey, SurveyResult
from partnership.duties import State
from partnership.duties.answers import Gap, Score, told
from partnership.duties.duty import Duty
from partnership.duties.feedback import Heard, ToldRound, find_feedback
from partnership.handbook.book import Book
from partnership.handbook.names import day_words, period_words, row_words
from partnership.handbook.spread import Line, spread
from partnership.handbook.writing import STACKED, bullets, escape, paragraph, table
from partnership.judging.wording import shown

STATISTICS = {
    "mean": "the mean",
    "top two box": "the share of the two best answers",
    "net promoter score": "the share of 9 and 10 less that of 0 to 6, in points",
}
SHOWN = 4
"""How many rounds stand side by side at most."""
LEGEND = (
    '<p class="pac-legend">'
    '<svg class="pac-mark" aria-hidden="true" width="16" height="16"><circle class="pac-own" cx="8" cy="8" r="6"/></svg>'
    " how they see themselves "
    '<svg class="pac-mark" aria-hidden="true" width="16" height="16"><path class="pac-seen" d="M8 1l7 7l-7 7l-7 -7z"/></svg>'
    " how the other side sees them</p>"
)


def about(book: Book, found: Survey | SurveyResult, path: str) -> Iterator[str]:
    """Yield what the page of a survey, or of a round's result, shows."""
    if isinstance(found, Survey):
        yield from survey(book, found, path)
    else:
        yield from result(book, found, path)


def survey(book: Book, found: Survey, path: str) -> Iterator[str]:
    """Yield what a survey's page shows: its rounds side by side, the gaps, the actions."""
    [heard] = find_feedback(book.agreement, book.as_of, found.id)
    terms = heard.survey
    yield paragraph(escape(terms.purpose), "pac-lead")
    asked = f"Asked once a {terms.every}" + (f", when {terms.trigger}" if terms.trigger else "")
    yield paragraph(
        f"{escape(asked)}; {book.role(terms.run_by, path)} brings the result within "
        f"{escape(terms.results_within)}. Nothing is told of fewer than {terms.minimum_respondents}."
    )
    yield from _missing(heard)
    if heard.last is None:
        yield paragraph("No round is told yet.")
        return
    yield from _gaps(book, heard.last, f"survey-{found.id}")
    yield from _health(heard)
    yield "## What was answered"
    rounds = heard.rounds[-SHOWN:]
    head = ("Who, and what was asked", *(period_words(one.period) for one in rounds), "Change")
    yield table(head, (_row(heard, one, rounds) for one in heard.last.scores), STACKED)
    yield from _actions(book, heard, path)
    yield "## What is asked"
    head = ("Question", "On a scale from", "Told as")
    asked_rows = (
        (escape(one.question), escape(one.scale or terms.scale), STATISTICS[one.statistic])
        for one in terms.items
    )
    yield table(head, asked_rows, STACKED)


def _missing(heard: Heard) -> Iterator[str]:
    if heard.missing:
        named = ", ".join(period_words(one.period) for one in heard.missing[-SHOWN:])
        yield paragraph(f"<strong>Overdue</strong>: the result of {escape(named)}.")


def _row(heard: Heard, score: Score, rounds: tuple[ToldRound, ...]) -> tuple[str, ...]:
    who = row_words(score.audience)
    name = (
        f"<strong>{escape(who[:1].upper() + who[1:])}</strong><br>{escape(score.question.question)}"
    )
    cells = []
    for one in rounds:
        found = one.score(score.audience, score.question.id)
        cells.append(_cell(found) if found else "not asked")
    moved = heard.change(score)
    change = "" if moved is None else _signed(moved, score)
    return name, *cells, change


def _cell(score: Score) -> str:
    if score.value is None:
        return f"too few to tell<br><small>{score.n} answered</small>"
    return f"<strong>{escape(score.text)}</strong><br><small>{score.n} answered</small>"


def _signed(moved: Fraction, score: Score) -> str:
    if not moved:
        return "as before"
    text = told(abs(moved), score.statistic).removeprefix("+").replace("%", " points")
    return f"{'+' if moved > 0 else '−'}{escape(text)}"


def _gaps(book: Book, last: ToldRound, name: str) -> Iterator[str]:
    if not last.gaps:
        return
    yield "## How each side sees itself, and is seen"
    scale = next((one.own.scale for one in last.gaps if one.own), None)
    lines = [
        Line(
            f"{book.party(one.party)}: {one.dimension}",
            one.own.value if one.own else None,
            one.seen.value if one.seen else None,
        )
        for one in last.gaps
    ]
    picture = (
        spread(lines, scale, f"How each side is seen, {period_words(last.period)}", name)
        if scale
        else ""
    )
    if picture:
        yield f'<figure class="pac-figure" tabindex="0">{picture}</figure>'
        yield LEGEND
    head = ("What", "About", "Sees itself at", "Is seen at", "Apart by")
    yield table(head, (_gap(book, one) for one in last.gaps), STACKED)


def _gap(book: Book, one: Gap) -> tuple[str, ...]:
    views = [view.text if view else "not asked" for view in (one.own, one.seen)]
    apart = "not told" if one.value is None else shown(abs(one.value), "number")
    if one.value:
        apart += ", sees itself better" if one.value > 0 else ", is seen better"
    what = one.dimension[:1].upper() + one.dimension[1:]
    return escape(what), escape(book.party(one.party)), *map(escape, views), escape(apart)


def _health(heard: Heard) -> Iterator[str]:
    told_rounds = [(one.period, one.health) for one in heard.rounds if one.health is not None]
    if told_rounds:
        said = ", ".join(
            f"{period_words(period)} {shown(value, 'number')}" for period, value in told_rounds
        )
        yield paragraph(f"The mean of all these views: {escape(said)}.")


def _actions(book: Book, heard: Heard, path: str) -> Iterator[str]:
    yield "## What is done about it"
    if heard.actions:
        done = heard.done(book.as_of)
        yield paragraph(f"{done} of {len(heard.actions)} actions are done.")
        yield table(
            ("What", "Who", "By", "How it stands"),
            (_action(book, one, path) for one in reversed(heard.actions)),
            STACKED,
        )
    if heard.unacted:
        asked = (one.survey.items[one.index].question for one in heard.unacted)
        yield paragraph("Asked in the last two rounds, and nobody has done anything about it:")
        yield bullets(escape(one) for one in asked)


def _action(book: Book, one: Duty, path: str) -> tuple[str, ...]:
    state = one.state(book.as_of)
    stands = f"done on {day_words(one.done_on)}" if state is State.DONE and one.done_on else state
    if state is State.OVERDUE:
        stands = "<strong>overdue</strong>"
    return escape(one.what), book.role(one.owner, path), day_words(one.due), stands


def result(book: Book, found: SurveyResult, path: str) -> Iterator[str]:
    """Yield what the page of a round's result shows."""
    terms = book.agreement.get(Survey, found.survey)
    if terms is None:
        return
    [heard] = find_feedback(book.agreement, found.told_on, terms.id)
    own = next((one for one in heard.rounds if one.result.id == found.id), None)
    invited = (
        f"{one.responded} of {one.invited} ({escape(row_words(one.audience))})"
        for one in found.audiences
    )
    yield paragraph(f"{book.link_to(terms, path)}: {', '.join(invited)} answered.", "pac-lead")
    if own is None:
        return
    head = ("Who, and what was asked", period_words(found.period))
    yield table(head, (_row(heard, one, (own,))[:2] for one in own.scores), STACKED)
    yield from _gaps(book, own, f"round-{found.id}")
