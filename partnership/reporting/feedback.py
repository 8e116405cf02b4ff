"""Renders what surveys came to: for a terminal, as Markdown, for a spreadsheet and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from partnership.agreement import Agreement
from partnership.documents.vocabulary import snake
from partnership.duties import State
from partnership.duties.answers import Gap, Score, told
from partnership.duties.duty import Duty
from partnership.duties.feedback import Heard, ToldRound
from partnership.history.git import Tip
from partnership.judging.wording import shown
from partnership.reporting.agendas import day_words
from partnership.reporting.escaping import escape
from partnership.reporting.tables import as_csv
from partnership.reporting.words import printable

FORMAT = "partnership/feedback/1"
COLUMNS = (
    "survey",
    "period",
    "audience",
    "item",
    "statistic",
    "scale",
    "n",
    "status",
    "value",
    "text",
)
Told = Sequence[Heard]


def render_text(found: Told, agreement: Agreement, as_of: date, tip: Tip) -> str:  # noqa: ARG001
    """Render what was answered for a terminal, ending in a newline."""
    lines = [] if found else ["There is no Survey here.", ""]
    for one in found:
        lines += [*_survey(one, as_of), ""]
    return "".join(f"{printable(line)}\n" for line in (*lines, _foot(as_of, tip)))


def _survey(one: Heard, as_of: date) -> Iterator[str]:
    yield f"{one.survey.title} ({one.survey.id})"
    for missing in one.missing:
        yield f"  no result of {missing.period}; it was due by {day_words(missing.due)}"
    last = one.last
    if last is None:
        yield "  no round is told yet"
        return
    for row in last.result.audiences:
        yield f"  {last.period}: {row.responded} of {row.invited} answered ({row.audience})"
    for score in last.scores:
        yield f"    {score.audience:<16} {score.question.id:<20} {_value(score):<18} {_change(one, score)}".rstrip()
    yield from (f"  {line}" for line in _gaps(last))
    if one.actions:
        yield f"  {one.done(as_of)} of {len(one.actions)} actions are done"
    for action in one.actions:
        if action.state(as_of) is not State.DONE:
            yield f"    {_action(action, as_of)}"
    for unacted in one.unacted:
        question = unacted.survey.items[unacted.index].id
        rounds = " and ".join(str(period) for period in unacted.rounds)
        yield f"  `{question}` was asked in {rounds}, and no action is about it"


def _gaps(last: ToldRound) -> Iterator[str]:
    if last.gaps:
        yield "how each side sees itself, and is seen by the other"
    for gap in last.gaps:
        views = f"{_view(gap.own):<18} {_view(gap.seen):<18}"
        yield f"  {gap.dimension:<17} {gap.party:<9} {views} {_gap(gap)}".rstrip()
    if last.health is not None:
        yield f"the mean of all these views is {shown(last.health, 'number')}"


def _value(score: Score) -> str:
    return _status(score) if score.value is None else f"{score.text} (n {score.n})"


def _view(score: Score | None) -> str:
    return "not asked" if score is None else _status(score) if score.value is None else score.text


def _status(score: Score) -> str:
    return score.status.replace("_", " ")


def _gap(gap: Gap) -> str:
    if gap.value is None:
        return ""
    return f"gap {'+' if gap.value > 0 else ''}{shown(gap.value, 'number')}"


def _change(one: Heard, score: Score) -> str:
    moved = one.change(score)
    if moved is None:
        return ""
    text = told(moved, score.statistic).removeprefix("+").replace("%", " points")
    return f"{'+' if moved > 0 else ''}{text}" if moved else "as before"


def _action(action: Duty, as_of: date) -> str:
    state = action.state(as_of)
    return f"{state}: {action.what} ({action.owner}, by {day_words(action.due)})"


def render_markdown(found: Told, agreement: Agreement, as_of: date, tip: Tip) -> str:  # noqa: ARG001
    """Render what was answered as Markdown, ending in a newline."""
    lines = ["# What was answered"]
    for one in found:
        lines += ["", f"## {escape(one.survey.title)}", ""]
        lines += [
            f"- no result of {missing.period}; it was due by {day_words(missing.due)}"
            for missing in one.missing
        ]
        lines += _tables(one) if one.last else ["No round is told yet."]
        if one.actions:
            lines += ["", f"{one.done(as_of)} of {len(one.actions)} actions are done.", ""]
            open_ = (each for each in one.actions if each.state(as_of) is not State.DONE)
            lines += [f"- {escape(_action(each, as_of))}" for each in open_]
    return "\n".join([*lines, "", escape(_foot(as_of, tip)), ""])


def _tables(one: Heard) -> list[str]:
    last = one.last
    if last is None:
        return []
    lines = [f"| Who | What | {last.period} | Change |", "| --- | --- | --- | --- |"]
    for score in last.scores:
        cells = (score.audience, score.question.question, _value(score), _change(one, score))
        lines.append(f"| {' | '.join(escape(cell) for cell in cells)} |")
    if last.gaps:
        lines += ["", "| What | About | Sees itself at | Is seen at | Gap |"]
        lines.append("| --- | --- | --- | --- | --- |")
    for gap in last.gaps:
        told_ = (gap.dimension, gap.party, _view(gap.own), _view(gap.seen), _gap(gap))
        lines.append(f"| {' | '.join(escape(cell) for cell in told_)} |")
    return lines


def render_csv(found: Told, agreement: Agreement, as_of: date, tip: Tip) -> str:  # noqa: ARG001
    """Render every number of every round as CSV, ending in a newline."""
    rows = []
    for one in found:
        for each in one.rounds:
            for score in each.scores:
                cells = _score(score)
                cells |= {"survey": one.survey.id, "period": str(each.period)}
                rows.append(["" if cells[name] is None else str(cells[name]) for name in COLUMNS])
    return as_csv(COLUMNS, rows)


def render_json(found: Told, agreement: Agreement, as_of: date, tip: Tip) -> str:
    """Render what was answered as JSON, ending in a newline."""
    whole = agreement.partnership
    answer = {
        "format": FORMAT,
        "agreement": whole.id if whole else "",
        "commit": tip.full,
        "as_of": str(as_of),
        "surveys": [_as_json(one, as_of) for one in found],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def _as_json(one: Heard, as_of: date) -> dict[str, Any]:
    return {
        "survey": one.survey.id,
        "title": one.survey.title,
        "missing": [{"period": str(each.period), "due": str(each.due)} for each in one.missing],
        "rounds": [_round(each) for each in one.rounds],
        "actions": [
            {
                "text": each.what,
                "party": each.party,
                "owner": each.owner,
                "due": str(each.due),
                "done_on": str(each.done_on) if each.done_on else None,
                "state": str(each.state(as_of)),
                "path": each.document.place(*each.loc).path,
                "line": each.document.place(*each.loc).line,
            }
            for each in one.actions
        ],
        "not_acted_on": [each.survey.items[each.index].id for each in one.unacted],
    }


def _round(one: ToldRound) -> dict[str, Any]:
    return {
        "period": str(one.period),
        "told_on": str(one.result.told_on),
        "audiences": [
            {"audience": row.audience, "invited": row.invited, "responded": row.responded}
            for row in one.result.audiences
        ],
        "scores": [_score(score) for score in one.scores],
        "gaps": [
            {
                "dimension": snake(gap.dimension),
                "party": gap.party,
                "own": _exact(gap.own.value if gap.own else None),
                "seen": _exact(gap.seen.value if gap.seen else None),
                "gap": _exact(gap.value),
            }
            for gap in one.gaps
        ],
        "health": _exact(one.health),
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "audience": score.audience,
        "item": score.question.id,
        "statistic": snake(score.statistic),
        "scale": str(score.scale),
        "n": score.n,
        "status": score.status,
        "value": _exact(score.value),
        "text": None if score.value is None else score.text,
    }


def _exact(value: Fraction | None) -> str | None:
    return None if value is None else str(value)


def _foot(as_of: date, tip: Tip) -> str:
    edited = ", with changes that are not committed" if tip.edited else ""
    return f"As of {day_words(as_of)} from {tip.short}{edited}"


RENDERERS = {
    "text": render_text,
    "markdown": render_markdown,
    "csv": render_csv,
    "json": render_json,
}
"""Every form of what was answered by its name."""
