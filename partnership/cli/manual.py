"""The manual of the command line as a page, made from the commands themselves."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import click

INTRODUCTION = """\
# The command line

Every command is `partnership COMMAND`, and `-h` or `--help` after any of them prints its own help.
The answer goes to standard output, everything else to standard error.
`NO_COLOR` switches colour off."""

EXIT_CODES = """\
## Exit codes

| Code | Meaning |
| --- | --- |
| 0 | Clean: nothing that `--fail-on` names. |
| 1 | Something that `--fail-on` names was found. |
| 2 | Wrong usage, input that cannot be read, or nothing to check. |
| 3 | A bug of ours; the last line says where the report to paste was written. |
| 130 | Interrupted. |"""


def manual(group: click.Group) -> str:
    """Write the manual of a group's commands as one Markdown page."""
    parts = [INTRODUCTION, EXIT_CODES, *_commands(group, click.Context(group), "partnership")]
    return "\n\n".join(parts) + "\n"


def _commands(group: click.Group, ctx: click.Context, path: str) -> Iterator[str]:
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        if command is None:
            continue
        named = f"{path} {name}"
        inner = click.Context(command, parent=ctx, info_name=name)
        yield _section(command, inner, named)
        if isinstance(command, click.Group):
            yield from _commands(command, inner, named)


def _section(command: click.Command, ctx: click.Context, named: str) -> str:
    usage = " ".join([named, *command.collect_usage_pieces(ctx)])
    parts = [f"## {named}", f"```text\n{usage}\n```", inspect.cleandoc(command.help or "")]
    options = [
        param.get_help_record(ctx) for param in command.params if isinstance(param, click.Option)
    ]
    lines = [f"- `{record[0]}`: {record[1]}" for record in options if record]
    if lines:
        parts.append("\n".join(lines))
    return "\n\n".join(part for part in parts if part)
