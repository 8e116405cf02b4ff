"""Shell completion, tried in the shells themselves."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from partnership.cli import run


@pytest.fixture
def shell(tmp_path):
    """Run a script in a shell, with `partnership` on the PATH."""

    def ask(*command: str) -> list[str]:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        done = subprocess.run(
            command,
            env={**os.environ, "PATH": path},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )
        assert "" == done.stderr
        return done.stdout.split()

    return ask


BASH = """
eval "$(partnership completion bash)"
COMP_WORDS=(partnership {words})
COMP_CWORD={at}
_partnership_completion partnership
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.needs_program("bash")
def test_bash_completes_commands_options_and_choices(shell):
    assert ["validate"] == shell("bash", "-c", BASH.format(words="val", at=1))
    assert ["--fail-on"] == shell("bash", "-c", BASH.format(words="validate --fa", at=2))
    assert ["github"] == shell("bash", "-c", BASH.format(words="validate --format gi", at=3))
    assert ["SLA", "Scope", "Survey", "SurveyResult"] == sorted(
        shell("bash", "-c", BASH.format(words="schema S", at=2))
    )


ZSH = """
autoload -Uz compinit && compinit -u -d "$PWD/zcompdump"
eval "$(partnership completion zsh)"
print -- ${_comps[partnership]}
compdef() { : }
_describe() { print -rl -- "${(P)3[@]}" }
words=(partnership val) CURRENT=2
_partnership_completion
"""


@pytest.mark.needs_program("zsh")
def test_zsh_completes_commands(shell):
    shown = shell("zsh", "-f", "-c", ZSH)

    assert "_partnership_completion" == shown[0]
    assert any(word.startswith("validate") for word in shown[1:])


@pytest.mark.needs_program("fish")
def test_fish_completes_commands(shell):
    script = "partnership completion fish | source; complete --do-complete 'partnership val'"

    assert "validate" == shell("fish", "--no-config", "-c", script)[0]


def test_another_shell_is_refused(capsys):
    assert 2 == run(["completion", "tcsh"])
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in capsys.readouterr().err
