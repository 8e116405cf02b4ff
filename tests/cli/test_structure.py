"""What every command keeps: help, options with help, one short help."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

import partnership
from partnership.cli import COMMANDS, cli, run


def commands(group: click.Group, path: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command and subcommand."""
    ctx = click.Context(group)
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


ALL = dict(commands(cli, "partnership"))
every_command = pytest.mark.parametrize("name", ALL)


@every_command
def test_a_command_says_what_it_does_and_so_does_every_option(name):
    command = ALL[name]
    silent = [
        option.name
        for option in command.params
        if isinstance(option, click.Option) and not option.help
    ]

    assert command.help
    assert command.help.split("\n\n")[0].rstrip().endswith((".", ":")), "a sentence first"
    assert [] == silent


@every_command
def test_the_words_of_an_option_are_a_sentence(name):
    for option in ALL[name].params:
        if isinstance(option, click.Option) and option.help:
            said = re.sub(r"  \[default: .*\]$", "", option.help)
            assert said[0].isupper(), f"{name} {option.name}: {said}"
            assert said.endswith("."), f"{name} {option.name}: {said}"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_short_help_of_a_command_stands_in_the_table(name):
    command = ALL[f"partnership {name}"]

    assert COMMANDS[name][1] == command.short_help
    assert COMMANDS[name][1].endswith(".")
    assert len(COMMANDS[name][1]) < 60
    assert name == command.name


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_lists_every_command(flag, capsys):
    assert 0 == run([flag])
    shown = capsys.readouterr().out
    assert [] == [name for name in COMMANDS if f"\n  {name} " not in shown]


def test_listing_the_commands_imports_click_and_the_version_alone():
    """What else is slow to import waits until a command needs it."""
    script = (
        "import sys; from partnership.cli import run; run(['--help']); run(['--version']);"
        "print(sorted(m for m in sys.modules if m.startswith('partnership')))"
        ";print('pydantic' in sys.modules, 'yaml' in sys.modules, 'rich' in sys.modules)"
    )
    shown = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.splitlines()

    assert "['partnership', 'partnership.cli', 'partnership.errors']" == shown[-2]
    assert "False False False" == shown[-1]


def public_modules() -> list[str]:
    found = pkgutil.walk_packages(partnership.__path__, "partnership.")
    names = ["partnership", *(module.name for module in found)]
    return [name for name in names if not name.endswith("__main__")]


@pytest.mark.parametrize("name", public_modules())
def test_a_module_says_what_it_is_for(name):
    module = importlib.import_module(name)

    assert module.__doc__
    undocumented = [
        part.__name__
        for part in vars(module).values()
        if inspect.isfunction(part) or inspect.isclass(part)
        if part.__module__ == name and not part.__name__.startswith("_") and not part.__doc__
    ]
    assert [] == undocumented
