"""Writes a check's page: its module's docstring, and what its two partnerships show."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from difflib import unified_diff
from types import ModuleType

from partnership.checks import check_id
from partnership.checks.register import DAY, PROPOSAL

IN_A_COPY = "In a copy of this folder:"
AFTER_A_BASE = (
    "Where `fail` is a repository whose `main` has the files of [`base/`](base), after those of "
    "`before/` where there are any, and whose working tree stands as above:"
)


MESSAGE = "COMMIT_MESSAGE"
WITH_A_MESSAGE = (
    "Where `fail` is a repository whose `main` has the files of [`base/`](base), and whose branch adds a "
    f"commit that says what `{MESSAGE}` holds:"
)


def text_of(check: ModuleType) -> str:
    """Give a check's page as its author wrote it, in Markdown."""
    return inspect.cleandoc(check.__doc__ or "")


def readme(
    check: ModuleType, passing: Mapping[str, str], failing: Mapping[str, str], expected: str
) -> str:
    """Write a check's page in the catalogue.

    Args:
        check: The check.
        passing: The text of every file of `pass/`, by path.
        failing: The same of `fail/`.
        expected: The command and its output.

    """
    name = check_id(check)
    return f"""\
# {name}

Severity: {check.SEVERITY}. {_asked(check)}

{text_of(check)}

## Pass and fail

[`pass/`](pass) and [`fail/`](fail) are two small partnerships that differ by one edit:

````diff
{differences(passing, failing)}````

{_how(check, failing)}

````console
{expected}````
"""


def _how(check: ModuleType, failing: Mapping[str, str]) -> str:
    if MESSAGE in failing:
        return WITH_A_MESSAGE
    return AFTER_A_BASE if check in PROPOSAL else IN_A_COPY


def _asked(check: ModuleType) -> str:
    if check in PROPOSAL:
        return "Asked by `validate --base REV`."
    return f"Asked by `validate` and `check`{', as of a day' if check in DAY else ''}."


def differences(passing: Mapping[str, str], failing: Mapping[str, str]) -> str:
    """Write what differs between two sets of files, a hunk for each."""
    lines: list[str] = []
    for path in sorted({*passing, *failing}):
        before, after = passing.get(path), failing.get(path)
        if before == after:
            continue
        old = f"pass/{path}" if before is not None else "/dev/null"
        new = f"fail/{path}" if after is not None else "/dev/null"
        pair = (_lines(before), _lines(after))
        lines.extend(unified_diff(*pair, old, new, n=1, lineterm=""))
    return "".join(f"{line}\n" for line in lines)


def _lines(text: str | None) -> list[str]:
    """Split a text into lines that show what is not printed."""
    shown = (text or "").replace("\r", "␍").replace("\ufeff", "<BOM>")
    return shown.splitlines()
