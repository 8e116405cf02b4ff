"""A replay for a pull request's comment or a job's summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from partnership.replay import Promise, Replay
from partnership.reporting.changes import sentence
from partnership.reporting.escaping import escape
from partnership.reporting.replays import words


def render(replay: Replay, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a replay as Markdown, ending in a newline."""
    return "\n".join(_lines(replay)) + "\n"


def _lines(replay: Replay) -> Iterator[str]:
    yield f"**{escape(words.headline(replay))}**"
    if not replay.changes:
        return
    yield from ("", escape(words.AS_IF), "")
    yield from (f"- {escape(line)}" for line in words.party_lines(replay))
    for promise in replay.told:
        yield from _promise(promise, replay)
    for document, changes in words.by_document(replay.elsewhere):
        yield from ("", f"### {escape(document)}", "")
        yield from (f"- {escape(sentence(change))}" for change in changes)
    yield ""
    yield from (f"- {escape(note)}" for note in words.notes(replay))


def _promise(promise: Promise, replay: Replay) -> Iterator[str]:
    yield from ("", f"### {escape(words.title_of(promise))}", "")
    for change in promise.changes:
        own = change.document == f"SLA/{promise.sla}"
        yield f"- {escape(sentence(change) if own else f'{change.document} {sentence(change)}')}"
    for said in words.credits_of(promise, replay.accounts):
        yield f"- {escape(said)}"
    for said in words.left_out(promise, has_store=replay.has_store):
        yield f"- **{escape(said)}**"
    if promise.rows:
        columns = words.statuses(promise)
        yield from ("", _row(["row", *(status.words for status in columns)]))
        yield _row("---" for _ in range(len(columns) + 1))
        for name in promise.segments:
            yield _row(escape(cell) for cell in (name, *words.cells(promise, name, columns)))
    found = list(words.otherwise(promise))
    if found:
        yield from ("", "| period | row | what would have been |", "| --- | --- | --- |")
    for period, segment, said, _ in found:
        yield _row(escape(cell) for cell in (period, segment, said))


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
