"""The pages, as Markdown."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from types import ModuleType

from partnership.checks import check_id
from partnership.checks.register import ALL
from partnership.documents import KINDS, Commitment
from partnership.errors import WrongUsage
from partnership.explaining.fields import FieldPage, fields_of
from partnership.explaining.metrics import metric_page
from partnership.findings import nearest
from partnership.library import IDS, entries, entry
from partnership.schema.kinds import example_text

BINDS = "A commitment: it binds from `effective.from`, and it is changed only with both parties' agreement."
HAPPENED = "A record: it says what happened, and what it says is not changed."
METRIC = "metric:"


def explain(what: str) -> str:
    """Give the page of a check, of a kind, or of a field of a kind.

    Args:
        what: `unknown-key`, `SLA`, `SLA.targets.within`, `metric:time-to-fill`; a pointer of a
            finding will do.

    Raises:
        WrongUsage: where there is nothing of that name; it says the nearest.

    """
    if what.startswith(METRIC):
        return metric_page(entry(what.removeprefix(METRIC)))
    checks = {check_id(check): check for check in ALL}
    if what in checks:
        return check_page(checks[what])
    kind, *way = re.sub(r"\[[^\]]*\]", "", what).split(".")
    if kind in KINDS:
        return field_page(kind, way) if way else kind_page(kind)
    known = {name.lower(): name for name in (*KINDS, *checks)}
    near = nearest(what.lower(), known)
    hint = f"did you mean `{known[near]}`?" if near else "`partnership explain` lists all"
    if kind in IDS:
        hint = f"did you mean `{METRIC}{kind}`?"
    msg = f"there is no kind and no check `{what}`; {hint}"
    raise WrongUsage(msg)


def overview() -> str:
    """Give what can be explained: the kinds, the checks and the metrics, a line each."""
    kinds = [f"- `{kind}`: {_first_line(model)}" for kind, model in KINDS.items()]
    checks = [f"- `{check_id(check)}`: {_first_line(check)}" for check in _sorted_checks()]
    metrics = [f"- `{METRIC}{found.id}`: {found.metric.title}." for found in entries()]
    return _joined(
        "# What can be explained",
        "A kind, `partnership explain SLA`; a field, `partnership explain SLA.targets.within`; "
        "a check, `partnership explain unknown-key`; a metric of the library, "
        "`partnership explain metric:time-to-fill`.",
        "## Kinds of document",
        "\n".join(kinds),
        "## Checks",
        "\n".join(checks),
        "## Metrics of the library",
        "\n".join(metrics),
    )


def kind_page(kind: str) -> str:
    """Give a kind's page: what it is, its fields, an example."""
    model = KINDS[kind]
    return _joined(
        f"# {kind}",
        _docstring(model),
        BINDS if issubclass(model, Commitment) else HAPPENED,
        "## Fields",
        "\n".join(_bullets(fields_of(model), 0)),
        "## Example",
        f"```yaml\n{example_text(kind).rstrip()}\n```",
    )


def field_page(kind: str, way: Sequence[str]) -> str:
    """Give a field's page.

    Args:
        kind: A key of `KINDS`.
        way: The keys that lead to the field.

    Raises:
        WrongUsage: where the kind has no such field; it says the nearest.

    """
    fields, page, walked = fields_of(KINDS[kind]), None, kind
    for key in way:
        page = next((field for field in fields if field.key == key), None)
        if page is None:
            raise WrongUsage(_no_field(walked, key, fields))
        fields, walked = page.fields, f"{walked}.{key}"
    assert page is not None  # noqa: S101 - `way` is never empty
    needed = "Required" if page.required else "Optional"
    parts = [f"# {walked}", page.meaning, f"{needed}: {page.takes}.{_otherwise(page)}"]
    if page.fields:
        parts += ["## Fields", "\n".join(_bullets(page.fields, 0))]
    return _joined(*parts)


def check_page(check: ModuleType) -> str:
    """Give a check's page: its severity, what it asks and why, how to mend it."""
    return _joined(f"# {check_id(check)}", f"Severity: {check.SEVERITY}.", _docstring(check))


def kind_index() -> str:
    """Give the page that leads to every kind's."""
    lines = [
        f"- [{kind}]({kind.lower()}.md): {_first_line(model)}" for kind, model in KINDS.items()
    ]
    return _joined("# Kinds of document", "One page each.", "\n".join(lines))


def check_index() -> str:
    """Give the page that names every check."""
    lines = ["| Check | Severity | What it asks for |", "| --- | --- | --- |"]
    for check in _sorted_checks():
        asks = _first_line(check).replace("|", "\\|")
        lines.append(f"| `{check_id(check)}` | {check.SEVERITY} | {asks} |")
    return _joined(
        "# Checks",
        "`partnership validate` and `partnership check` ask all of them; "
        "those that compare a proposal with its base are asked by `partnership validate --base REV`. "
        "`partnership explain CHECK` prints a check's page: why it is asked, and how to mend what it finds. "
        "In the source each has a folder, `checks/CHECK`, with its page and two small partnerships "
        "that differ by one edit, one that passes and one that does not.",
        "\n".join(lines),
    )


def _bullets(fields: Sequence[FieldPage], depth: int) -> Iterator[str]:
    for page in fields:
        needed = " (required)" if page.required else ""
        again = page.meaning.lower() == f"{page.takes}.".lower()
        meaning = "" if again else f" {page.meaning}"
        said = f"{page.takes}.{meaning}{_otherwise(page)}"
        yield f"{'    ' * depth}- `{page.key}`{needed}: {said}"
        yield from _bullets(page.fields, depth + 1)


def _otherwise(page: FieldPage) -> str:
    return f" Where it is not written, `{page.default}`." if page.default else ""


def _no_field(walked: str, key: str, fields: Sequence[FieldPage]) -> str:
    keys = [field.key for field in fields]
    near = nearest(key, keys)
    if near:
        return f"`{walked}` has no field `{key}`; did you mean `{walked}.{near}`?"
    if keys:
        return f"`{walked}` has no field `{key}`; it has {', '.join(f'`{one}`' for one in keys)}"
    return f"`{walked}` has no fields of its own, so no `{key}`"


def _sorted_checks() -> list[ModuleType]:
    return sorted(ALL, key=check_id)


def _docstring(of: object) -> str:
    return inspect.getdoc(of) or ""


def _first_line(of: object) -> str:
    return _docstring(of).partition("\n")[0]


def _joined(*parts: str) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
