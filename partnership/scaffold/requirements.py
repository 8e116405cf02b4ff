"""What a partnership's CI installs: this version of the tool and all it needs, each with its hash."""

from __future__ import annotations

from importlib.resources import files

NAME = "partnership-as-code"
TO_FILL_IN = "fill-in"
HOW = """\
#
# The hash below is still to be written, and until then CI stops and says so. Take the wheel of this
# version from where your two companies keep it, run `pip hash` on it, and write what it prints.
"""


def requirements_text(version: str, sha256: str | None) -> str:
    """Write the requirements of one version of the tool.

    Args:
        version: The version that is installed here.
        sha256: Its wheel's hash, where it is known.

    """
    needed = (files("partnership.scaffold") / "requirements.txt").read_text(encoding="utf-8")
    return (
        "# What CI installs: the tool, and all it needs, each by name, version and hash.\n"
        f"# pip takes nothing else (`--require-hashes`).\n{HOW if sha256 is None else ''}"
        f"{NAME}=={version} \\\n    --hash=sha256:{sha256 or TO_FILL_IN}\n{needed}"
    )
