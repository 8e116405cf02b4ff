"""Tells a fire drill: who is called when, as written and when nobody answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from partnership.agreement import Agreement
from partnership.duties.climbing import DECIDED
from partnership.duties.drills import Course, Simulated, Step, channel_of
from partnership.reporting.escalations import (
    called_words,
    channel_data,
    channel_words,
    end_words,
    level_words,
    moment,
    seat_data,
    utc,
)
from partnership.reporting.escaping import escape
from partnership.reporting.tables import as_csv
from partnership.reporting.words import plural, printable

FORMAT = "partnership/drill/1"
COURSES = (("as_written", "As written"), ("nobody_answers", "When nobody answers"))
COLUMNS = ("course", "at", "what", "level", "party", "role", "answered_by", "contact", "there_from")


def render_text(agreement: Agreement, found: Simulated) -> str:
    """Tell a drill for a terminal, ending in a newline."""
    lines = [*_head(found)]
    for title, course in _courses(found):
        lines += ["", title]
        lines += [f"  {line}" for step in course.steps for line in _lines(agreement, found, step)]
        lines += [f"  {line}" for line in _end(found, course)]
    lines += ["", "A drill: nothing was changed, and nobody was called."]
    return "".join(f"{printable(line)}\n" for line in lines)


def render_markdown(agreement: Agreement, found: Simulated) -> str:
    """Tell a drill as Markdown, ending in a newline."""
    title, *rest = _head(found)
    lines = [f"# {escape(title)}", "", *(escape(one) for one in rest)]
    for name, course in _courses(found):
        lines += ["", f"## {name}", "", "| When | What |", "| --- | --- |"]
        for step in course.steps:
            said = "<br>".join(escape(one) for one in _said(agreement, found, step))
            lines.append(f"| {escape(moment(found.zone, step.at))} | {said} |")
        lines += ["", *(escape(one) for one in _end(found, course))]
    return "\n".join([*lines, "", "A drill: nothing was changed, and nobody was called.", ""])


def render_json(agreement: Agreement, found: Simulated) -> str:
    """Tell a drill as JSON by the published schema, ending in a newline."""
    answer = {
        "format": FORMAT,
        "path": found.path.id,
        "about": found.drill.about,
        "raised_by": found.drill.raised_by,
        "from": utc(found.at),
        **{
            name: _course_data(agreement, course)
            for (name, _), (_, course) in zip(COURSES, _courses(found), strict=True)
        },
    }
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def render_csv(agreement: Agreement, found: Simulated) -> str:
    """Tell a drill as CSV, a line for each call and each thing done; formulas are disarmed."""
    rows = []
    for (name, _), (_, course) in zip(COURSES, _courses(found), strict=True):
        for step in _course_data(agreement, course)["steps"]:
            for seat in step["called"] or [step["by"] or {}]:
                flat = {**step, **seat, "course": name}
                rows.append([flat.get(column) or "" for column in COLUMNS])
    return as_csv(COLUMNS, rows)


RENDERERS: Mapping[str, Callable[[Agreement, Simulated], str]] = {
    "text": render_text,
    "json": render_json,
    "markdown": render_markdown,
    "csv": render_csv,
}
"""Every form of a drill by its name."""


def _courses(found: Simulated) -> tuple[tuple[str, Course], ...]:
    courses = (found.as_written, found.silent)
    return tuple((title, one) for (_, title), one in zip(COURSES, courses, strict=True))


def _head(found: Simulated) -> Iterator[str]:
    yield found.drill.title or f"Fire drill of the ladder {found.path.title}"
    about = f" about {found.drill.about}" if found.drill.about else ""
    yield (
        f"The {found.drill.raised_by} raises it{about} on the ladder `{found.path.id}` "
        f"at {moment(found.zone, found.at)}."
    )


def _lines(agreement: Agreement, found: Simulated, step: Step) -> Iterator[str]:
    at = moment(found.zone, step.at)
    for said in _said(agreement, found, step):
        yield f"{at}  {said}"
        at = " " * len(at)


def _said(agreement: Agreement, found: Simulated, step: Step) -> Iterator[str]:
    rung = step.rung
    match step.what:
        case "called":
            yield f"{level_words(rung)} is called{_why(step)}"
            for seat in step.called:
                yield f"  {called_words(agreement, seat, step.at)}"
            channel = channel_of(agreement, rung)
            if channel:
                yield f"  in {channel_words(channel)}"
            if rung.acknowledge_by is not None:
                yield f"  to acknowledge until {moment(found.zone, rung.acknowledge_by)}"
            if rung.decide_by is not None:
                yield f"  to decide until {moment(found.zone, rung.decide_by)}"
        case "climbs":
            yield f"{level_words(rung)} lets its time pass: {step.words}"
        case "ends":
            yield f"{level_words(rung)}, the last level: {step.words}"
            yield f"  {end_words(rung)}"
        case _:
            act = step.act
            role = agreement.roles.get(act.role) if act else None
            who = f"{role.title} ({role.party})" if role else ""
            text = f": {act.text}" if act and act.text else ""
            did = "hands it up" if step.what == "handed up" else step.what
            yield f"{who} {did}{text}"


def _why(step: Step) -> str:
    """Say why a level is called, where the line before does not."""
    return f": {step.words}" if step.words.startswith("raised") else ""


def _end(found: Simulated, course: Course) -> Iterator[str]:
    for act in course.unused:
        yield (
            f"Too late, or after a decision: {act.did} by {act.role} at {moment(found.zone, act.at)}"
        )
    levels = plural(len(course.climb.rungs), "level")
    decided = course.climb.present.decided
    if course.climb.state == DECIDED and decided:
        yield f"Decided {_span(decided.at - found.at)} after it was raised, over {levels}."
    elif course.climb.present.left_at is not None:
        gone = course.climb.present.left_at - found.at
        yield f"Nobody decided: the ladder ended {_span(gone)} after it was raised, over {levels}."
    else:
        yield f"It stays at {level_words(course.climb.present)}: its calendar never comes so far."


def _span(seconds: int) -> str:
    days, rest = divmod(seconds, 86400)
    hours, minutes = divmod(rest // 60, 60)
    parts = [plural(days, "day")] if days else []
    parts += [f"{hours} h"] if hours else []
    parts += [f"{minutes} min"] if minutes or not parts else []
    return " ".join(parts)


def _course_data(agreement: Agreement, course: Course) -> dict[str, Any]:
    last = course.climb.present
    return {
        "state": course.climb.state.replace(" ", "_"),
        "steps": [_step_data(agreement, step) for step in course.steps],
        "ends_with": end_words(last) if last.left_at is not None and not last.decided else None,
        "unused": [{"did": act.did, "role": act.role, "at": utc(act.at)} for act in course.unused],
    }


def _step_data(agreement: Agreement, step: Step) -> dict[str, Any]:
    act = step.act
    is_called = step.what == "called"
    return {
        "at": utc(step.at),
        "what": step.what.replace(" ", "_"),
        "level": step.rung.level.id,
        "path": step.rung.path.id,
        "because": step.words or None,
        "called": [seat_data(seat) for seat in step.called],
        "channel": channel_data(channel_of(agreement, step.rung)) if is_called else None,
        "acknowledge_by": utc(step.rung.acknowledge_by) if is_called else None,
        "decide_by": utc(step.rung.decide_by) if is_called else None,
        "by": {"party": act.party, "role": act.role, "text": act.text or None} if act else None,
    }
