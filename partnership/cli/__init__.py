"""The command line: parse, one library call, render, exit code. Commands are imported when used."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any

import click

from partnership import __version__

COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("partnership.cli.demo", "Write the example, check it, and serve its handbook."),
    "init": ("partnership.cli.init", "Write a new partnership's repository."),
    "new": ("partnership.cli.new", "Write a new document: a calendar with its holidays."),
    "metrics": ("partnership.cli.metrics", "List, copy and compare the field's metrics."),
    "validate": ("partnership.cli.validate", "Check documents, references and promises."),
    "hook": ("partnership.cli.hook", "Check form and references before a commit, quickly."),
    "import": ("partnership.cli.import_", "Turn a tracking system's exports into event tables."),
    "measure": ("partnership.cli.measure", "Count events and write Measurement records."),
    "check": ("partnership.cli.check", "Validate, judge every promise, and flag breaches."),
    "why": ("partnership.cli.why", "Take one verdict apart."),
    "scorecard": ("partnership.cli.scorecard", "Show how both parties kept a period's promises."),
    "statement": ("partnership.cli.statement", "Say what each party owes for a period."),
    "attest": ("partnership.cli.attest", "Turn meetings and actions into rows to measure."),
    "calendar": ("partnership.cli.calendar", "Give the meetings to calendar programs."),
    "agenda": ("partnership.cli.agenda", "Draft the next meeting from what is open."),
    "todo": ("partnership.cli.todo", "Say what everybody owes this week."),
    "feedback": ("partnership.cli.feedback", "Say what surveys came to, both ways."),
    "notify": ("partnership.cli.notify", "Tell each role what it owes, on a channel."),
    "close": ("partnership.cli.close", "Seal a month: terms, measurements and verdicts."),
    "audit": ("partnership.cli.audit", "Prove what the records say from themselves."),
    "log": ("partnership.cli.log", "Tell every change of a term, in order."),
    "blame": ("partnership.cli.blame", "Say since when each term holds, and whose it is."),
    "show": ("partnership.cli.show", "Show the terms of a day, as known on another."),
    "diff": ("partnership.cli.diff", "Say which terms differ, and whom that favours."),
    "replay": ("partnership.cli.replay", "Say what a proposal would have done."),
    "handbook": ("partnership.cli.handbook", "Build or serve the agreement as web pages."),
    "codeowners": ("partnership.cli.codeowners", "Print who reviews what, from Roles."),
    "who": ("partnership.cli.who", "Say who decides or does something, and how to reach them."),
    "escalations": (
        "partnership.cli.escalations",
        "List what is open on the ladders, hold a fire drill.",
    ),
    "explain": ("partnership.cli.explain", "Explain a check, a kind of document or a field."),
    "purge-guide": (
        "partnership.cli.purge_guide",
        "Say what to do when personal data was committed.",
    ),
    "schema": ("partnership.cli.schema", "Print or write the JSON Schemas of documents."),
    "completion": ("partnership.cli.completion", "Print a shell's completion script."),
}
"""Command name to module and short help, so that listing them imports nothing."""


class LazyGroup(click.Group):
    """A group that knows its commands by name and imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Name the commands in the order they are used."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command that is called."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        command.short_help = COMMANDS[cmd_name][1]
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with their short help, importing none."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, short) for name, (_, short) in COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        """Complete command names without importing them."""
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(name, help=short)
            for name, (_, short) in COMMANDS.items()
            if name.startswith(incomplete)
        ] + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find a command, or say which one is nearest."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if near and "did you mean" not in error.message.lower():
                msg = f"{error.message} Did you mean `{near[0]}`?"
                raise click.UsageError(msg, ctx) from None
            raise


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="partnership")
def cli() -> None:
    """Keep what a client and a recruitment provider promised each other: check it, measure it, judge it."""


def main() -> None:
    """Run the command line and leave with its exit code (see `site/docs/cli.md`)."""
    gc.disable()  # a command ends before collecting its garbage would pay
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for them takes a while
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; 0 clean, 1 found, 2 wrong usage or input, 3 our bug, 130 interrupted."""
    from partnership.errors import PartnershipError

    try:
        result = cli.main(arguments, prog_name="partnership", standalone_mode=False)
    except click.exceptions.Abort:
        return 130
    except KeyboardInterrupt:
        return 130
    except click.ClickException as error:
        error.show()
        return 2
    except PartnershipError as error:
        click.echo(f"error: {error}", err=True)
        return 2
    except BrokenPipeError:
        return _closed_pipe()
    except Exception as error:  # noqa: BLE001 - the one place that reports our own bugs
        from partnership.cli.crash import report_crash

        return report_crash(error, arguments)
    return result if isinstance(result, int) else 0


def _closed_pipe() -> int:
    """The reader had enough; leave without a second complaint at interpreter exit."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
