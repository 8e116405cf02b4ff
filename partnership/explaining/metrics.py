"""The pages of the library's metrics, as Markdown: for `explain metric:ID` and for the reference."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from partnership.documents import SLA, Metric
from partnership.explaining.choices import METRIC, meanings
from partnership.explaining.fields import FieldPage, fields_of
from partnership.judging.counts import unit_of
from partnership.judging.wording import shown
from partnership.library import GROUPS, Entry, entry, metric_text
from partnership.values.statistic_names import Statistic

NOT_SHOWN = frozenset(
    [
        "kind",
        "id",
        "title",
        "description",
        "intent",
        "owners",
        "effective",
        "type",
        "subject",
        "unit",
        "direction",
    ]
)
CLOCK: Mapping[str, tuple[str, str]] = {
    "start": ("starts the clock", "puts a subject into the denominator"),
    "stop": ("stops it", "puts it into the numerator"),
    "failed_by": ("ends it", "ends it without that; with neither it is left out"),
}
"""What the events of a definition do, in a duration and in a ratio."""
PROMISED = (
    *("statistic", "window", "placed_by", "matures", "buckets", "open_past_due", "pauses"),
    *("relief", "low_volume", "missing_data"),
)
"""The fields of a promise whose choice changes the number, or whether it is judged."""
ABOUT = (
    "Ready definitions, to be copied into an agreement and changed there: `partnership metrics add ID` "
    "writes one, `partnership metrics compare` names what differs from it, and what is counted is what "
    "the agreement's own document says. [What the choices mean](choices.md) says what each of them does "
    "to the number."
)
ALIKE = (
    "In every example the time zone is London's, people work Monday to Friday from 09:00 to 17:00, and "
    "17:00 is the cut-off. Columns that do not matter are left out; a subject that belongs to a "
    "requisition, opening or application that is not shown has one of its own."
)
COUNTED = {
    "numerator": "numerator",
    "denominator": "denominator",
    "amount": "amount",
    "per": "per",
    "n": "n",
    "open_past_due": "open past due",
    "not_yet_due": "not yet due",
    "invited": "invited",
    "excluded": "left out",
    "closed": "closed, by length",
    "open": "still open, by length",
    "buckets": "buckets",
}


def metric_page(found: Entry) -> str:
    """Give the page of one of the library's metrics.

    Args:
        found: The metric.
    """
    parts = [
        f"# {found.id}",
        f"{found.metric.title}. {found.metric.intent}",
        (found.metric.description or "").strip(),
        f"`partnership metrics add {found.id}` copies it into an agreement, as `{found.base}`.",
        "## Formula",
        found.formula,
        _unit(found),
        "## Where it comes from",
        found.source,
        "## The choices it makes",
        "\n".join(_choices(found)),
        "## What is usually promised",
        f"Usual levels, as a starting point to be baselined: {found.typical}",
        "\n".join(_promise(found)),
        "## A worked example",
        found.example.told,
        *_tables(found),
        f"Measured for {found.example.period}:",
        "\n".join(_result(found)),
        "## The definition",
        f"```yaml\n{_definition(found)}```",
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def metric_index() -> str:
    """Give the page that leads to every metric's."""
    parts = ["# Metrics of the field", ABOUT, ALIKE]
    for group, ids in GROUPS.items():
        rows = ["| Metric | What it is | Unit | Usually owed by |", "| --- | --- | --- | --- |"]
        for one in map(entry, ids):
            title = _cell(one.metric.title)
            rows.append(
                f"| [`{one.id}`]({one.id}.md) | {title} | {one.metric.unit} | {one.owed_by} |"
            )
        parts += [f"## {group}", "\n".join(rows)]
    return "\n\n".join(parts) + "\n"


def _unit(found: Entry) -> str:
    metric = found.metric
    meaning = next(meanings("unit", metric.unit))
    return f"Unit: {metric.unit} ({meaning}), of each {metric.subject}; {metric.direction}."


def _choices(found: Entry) -> Iterator[str]:
    """Yield a line for each field that is written: what stands there, and what it decides."""
    written = found.metric.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for page in fields_of(Metric):
        if page.key in CLOCK and page.key in written:
            yield _event(page.key, found, written[page.key])
        elif page.key in written and page.key not in NOT_SHOWN:
            yield _choice(page, written[page.key])


def _event(key: str, found: Entry, written: Mapping[str, Any]) -> str:
    """Write what an event does, and which one of several does it."""
    does = CLOCK[key][found.metric.type == "ratio"]
    which = METRIC["which"].get(written["which"], METRIC["which"]["nth"])
    return f"- `{key}: {_flow(written)}`: {does}; {which}."


def _promise(found: Entry) -> Iterator[str]:
    """Yield a line for each field of the promise that changes the number."""
    yield f"- Owed by: {found.owed_by}."
    for row in found.promise["targets"]:
        limit = f"within {row['within']}, " if "within" in row else ""
        yield f"- Level: {limit}expected {row['expected']}, minimum {row['minimum']}."
    pages = {page.key: page for page in fields_of(SLA)}
    for key in PROMISED:
        if key in found.promise:
            yield _choice(pages[key], found.promise[key])


def _choice(page: FieldPage, value: Any) -> str:  # noqa: ANN401 - what a document holds
    """Write what stands in a field and what that means; what the field is for where nothing is known."""
    said = "; ".join(meanings(page.key, value))
    if said and page.key == "exclusions":
        said = f"left out and counted: {said}"
    meaning = f"{said}." if said else page.meaning[0].lower() + page.meaning[1:]
    return f"- `{page.key}: {_flow(value)}`: {meaning}"


def _tables(found: Entry) -> Iterator[str]:
    for name, rows in found.example.tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        lines = [
            f"| {' | '.join(columns)} |",
            f"|{' --- |' * len(columns)}",
            *(f"| {' | '.join(_cell(row.get(name, '')) for name in columns)} |" for row in rows),
        ]
        yield f"`{name}`"
        yield "\n".join(lines)


def _cell(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text.replace("|", "\\|")


def _result(found: Entry) -> Iterator[str]:
    result = found.example.result
    for key, words in COUNTED.items():
        if key in result:
            yield f"- {words}: {_result_of(result[key], found)}"
    yield f"- value: {_value(found)}"


def _result_of(value: Any, found: Entry) -> str:  # noqa: ANN401 - what a row holds
    if not isinstance(value, Mapping):
        return str(value)
    unit = found.metric.unit
    pairs = (
        f"{count} of {name} {unit}" if str(name).isdigit() else f"{count} {name}"
        for name, count in value.items()
    )
    return ", ".join(pairs)


def _value(found: Entry) -> str:
    """Write the exact value, and for reading where that looks different."""
    exact = str(found.example.result["value"])
    unit = unit_of(Statistic.parse(found.promise["statistic"]), found.metric) or "number"
    reading = shown(Fraction(exact), unit)
    return reading if reading == exact else f"{exact}, which reads {reading}"


def _definition(found: Entry) -> str:
    """Write the definition without what is the agreement's own."""
    own = ("# yaml-language-server", "owners:", "effective:")
    lines = metric_text(found, ("client", "provider"), date(2026, 1, 1)).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(own))


def _flow(value: Any) -> str:  # noqa: ANN401 - any scalar, list or mapping
    if isinstance(value, Mapping):
        pairs = (f"{key}: {_flow(item)}" for key, item in value.items() if item is not None)
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_flow, value))}]"
    return str(value)
