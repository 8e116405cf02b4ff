"""Renders what speaks against a history: a line and a next step for each thing, then what was looked at."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from partnership.findings import Severity
from partnership.history.health import SHORT, Health
from partnership.reporting.words import plural, printable

FORMAT = "partnership/history/1"
SHOWN = 5
"""How many flaws of one sort are shown as text; JSON has them all."""


def render_text(health: Health) -> str:
    """Render what was found for a terminal, ending in a newline."""
    return "".join(f"{line}\n" for line in _lines(health))


def _lines(health: Health) -> Iterator[str]:
    seen = Counter[str]()
    every = Counter(flaw.what for flaw in health.flaws)
    for flaw in health.flaws:
        seen[flaw.what] += 1
        if seen[flaw.what] == SHOWN + 1:
            more = every[flaw.what] - SHOWN
            yield f"{flaw.severity}[{flaw.what}] {more} more; `--format json` names them all"
        if seen[flaw.what] > SHOWN:
            continue
        yield f"{flaw.severity}[{flaw.what}] {flaw.commit[:SHORT]} {printable(flaw.message)}"
        if every[flaw.what] == seen[flaw.what] or seen[flaw.what] == SHOWN:
            yield f"  hint: {printable(flaw.hint)}"
    yield _closing(health)


def _closing(health: Health) -> str:
    severities = Counter(flaw.severity for flaw in health.flaws)
    found = ", ".join(
        plural(severities[severity], severity.value)
        for severity in Severity
        if severities[severity]
    )
    roots = plural(len(health.roots), "beginning")
    looked = f"{plural(health.commits, 'commit')} from {roots} up to {health.tip[:SHORT]}"
    own = f"{health.line:,} on main's own line, {plural(health.amended, 'amendment')}"
    return f"{looked}, {own}: {found or 'nothing speaks against this history'}"


def render_json(health: Health) -> str:
    """Render what was found as JSON by the published schema, ending in a newline."""
    answer = {
        "format": FORMAT,
        "tip": health.tip,
        "commits": health.commits,
        "line": health.line,
        "amended": health.amended,
        "roots": list(health.roots),
        "holds": not any(flaw.severity is Severity.ERROR for flaw in health.flaws),
        "flaws": [
            {
                "what": flaw.what,
                "severity": flaw.severity,
                "commit": flaw.commit,
                "message": flaw.message,
                "hint": flaw.hint,
                "path": flaw.path or None,
            }
            for flaw in health.flaws
        ],
    }
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


RENDERERS: Mapping[str, Callable[[Health], str]] = {"text": render_text, "json": render_json}
"""Format name to renderer."""
