"""What an import did, for people and for programs: where every row that was read went."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from partnership.importing.mapped import Mapped
from partnership.importing.outcome import FORMAT, Outcome, Unmapped, counted
from partnership.importing.work import forms_in_use

WORDS_TOLD = 10
"""Words of one column that the text tells of; JSON has them all."""


def as_text(outcome: Outcome, *, values: bool = False) -> str:
    """Write what an import did for people; unlisted words may name persons, so `values` asks for them."""
    return "\n".join(_lines(outcome, values=values)) + "\n"


def _lines(outcome: Outcome, *, values: bool) -> Iterator[str]:
    files = counted(outcome.files, "file")
    read = sum(outcome.read.values())
    yield f"{outcome.event_map} ({outcome.system}): {counted(read, 'row')} read in {files}"
    yield from (f"  {_number(rows)} {name}" for name, rows in sorted(outcome.read.items()))
    for name, why in sorted(outcome.unread.items()):
        yield f"  not read: {name} ({why})"
    for name, rows in sorted(outcome.unknown.items()):
        yield f"  not read: {counted(rows, 'object')} in {name} that no table is made from"
    yield from _table_lines(outcome)
    yield from _unmapped_lines(outcome, values=values)
    if outcome.quarantined:
        yield "set aside:"
        for found in sorted(
            outcome.quarantined, key=lambda one: (-one.rows, one.table, one.reason)
        ):
            yield f"  {_number(found.rows)} {found.table}: {found.reason} (first at {found.first})"
    if outcome.rows_orphaned:
        yield "orphaned (kept; what they name is not in the store):"
        for name, count in outcome.tables.items():
            if count.orphaned:
                yield f"  {_number(count.orphaned)} {name}"
    if outcome.left_out:
        yield "left empty, because the export has a day where a moment is asked for (`counts_as` in the map):"
        yield from (f"  {_number(rows)} {name}" for name, rows in sorted(outcome.left_out.items()))
    if outcome.gone:
        yield "in the last snapshot and no longer in this one (nothing is inferred):"
        yield from (f"  {_number(rows)} {name}" for name, rows in sorted(outcome.gone.items()))
    if outcome.earlier:
        yield "of days that were read before a later one (nothing more is made of them):"
        yield from (f"  {_number(rows)} {name}" for name, rows in sorted(outcome.earlier.items()))
    for name, why in sorted(outcome.skipped.items()):
        yield f"not made: {name}: {why}"
    yield _last_line(outcome)


def _table_lines(outcome: Outcome) -> Iterator[str]:
    if not outcome.tables:
        return
    yield f"{'mapped':>10} {'new':>10} {'changed':>10} {'known':>10} {'repeated':>10}  table"
    for name, count in outcome.tables.items():
        first = count.added - count.changed
        numbers = (count.mapped, first, count.changed, count.unchanged, count.repeated)
        yield " ".join(f"{number:>10,}" for number in numbers) + f"  {name}"


def _unmapped_lines(outcome: Outcome, *, values: bool) -> Iterator[str]:
    by_column: dict[str, list[Unmapped]] = {}
    for found in outcome.unmapped:
        by_column.setdefault(f"{found.table}.{found.column}", []).append(found)
    if by_column:
        yield "words that the map does not list:"
    for name, several in sorted(by_column.items()):
        for found in several[:WORDS_TOLD]:
            word = f"{found.word} " if values else ""
            yield f"  {_number(found.rows)} {name}: {word}(first at {found.first})"
        if len(several) > WORDS_TOLD:
            rest = several[WORDS_TOLD:]
            rows = sum(found.rows for found in rest)
            yield f"  {_number(rows)} {name}: {counted(len(rest), 'other word')}"


def _last_line(outcome: Outcome) -> str:
    what = (
        f"{counted(outcome.added, 'row')} {'added' if outcome.wrote else 'would be added'}"
        if outcome.added
        else "nothing to add"
    )
    return (
        f"{what}: {counted(outcome.rows_unmapped, 'row')} with unmapped words,"
        f" {outcome.rows_quarantined:,} set aside, {outcome.rows_orphaned:,} orphaned"
    )


def as_data(outcome: Outcome) -> dict[str, Any]:
    """Give what an import did as JSON has it."""
    return {
        "format": FORMAT,
        "system": outcome.system,
        "event_map": outcome.event_map,
        "recorded_at": outcome.recorded_at,
        "files": outcome.files,
        "wrote": outcome.wrote,
        "read": dict(sorted(outcome.read.items())),
        "not_read": dict(sorted(outcome.unread.items())),
        "unknown_objects": dict(sorted(outcome.unknown.items())),
        "not_made": dict(sorted(outcome.skipped.items())),
        "tables": [
            {
                "table": name,
                "mapped": count.mapped,
                "added": count.added,
                "changed": count.changed,
                "unchanged": count.unchanged,
                "repeated": count.repeated,
                "orphaned": count.orphaned,
            }
            for name, count in outcome.tables.items()
        ],
        "unmapped": [
            {"table": one.table, "column": one.column, "rows": one.rows, "first": one.first}
            for one in outcome.unmapped
        ],
        "quarantined": [
            {"table": one.table, "reason": one.reason, "rows": one.rows, "first": one.first}
            for one in outcome.quarantined
        ],
        "left_empty": dict(sorted(outcome.left_out.items())),
        "gone": dict(sorted(outcome.gone.items())),
        "read_before": dict(sorted(outcome.earlier.items())),
        "tokens_issued": outcome.tokens,
        "summary": {
            "read": sum(outcome.read.values()),
            "added": outcome.added,
            "unmapped": outcome.rows_unmapped,
            "quarantined": outcome.rows_quarantined,
            "orphaned": outcome.rows_orphaned,
            "not_made": len(outcome.skipped),
        },
    }


def allow_list(whole: Mapped) -> str:
    """Print every column that is read, by the system's table, and the name it has here."""
    lines = []
    for form in forms_in_use(whole):
        where = f" (rows of `{form.each}`)" if form.each else ""
        how = {"csv": "CSV", "api": "JSON", "webhook": "webhook"}.get(form.source, form.source)
        lines.append(f"{form.name}  [{how}]{where}")
        for name, path in form.fields.items():
            kind = whole.shapes.things[form.thing].fields[name]
            lines.append(f"  {path:<42} {form.thing}.{name} ({kind})")
    return "\n".join(lines) + "\n"


def _number(rows: int) -> str:
    return f"{rows:>8,}"
