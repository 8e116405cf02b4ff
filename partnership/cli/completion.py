"""`partnership completion`: the script that lets a shell complete commands and options."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = {
    "bash": 'eval "$(partnership completion bash)"    # in ~/.bashrc',
    "zsh": 'eval "$(partnership completion zsh)"     # in ~/.zshrc, after compinit',
    "fish": "partnership completion fish | source    # in ~/.config/fish/config.fish",
}
"""Shell to the line that turns completion on."""


@click.command("completion")
@click.argument("shell", type=click.Choice(tuple(SHELLS)))
def command(shell: str) -> None:
    """Print a shell's completion script.

    Put one line into the shell's start-up file: `eval "$(partnership completion bash)"`, the same
    with `zsh`, or `partnership completion fish | source`.
    """
    from partnership.cli import cli

    complete = get_completion_class(shell)
    assert complete is not None  # noqa: S101 - click knows the three shells
    click.echo(complete(cli, {}, "partnership", "_PARTNERSHIP_COMPLETE").source(), nl=False)
