"""Templates: text with `${names}` in it, and values that cannot break out of their place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from importlib.resources.abc import Traversable

from partnership.loading.scalars import resolve

NAME = re.compile(r"\$\{([a-z_]+)\}")
PLAIN = re.compile(r"[^\W\d_][\w .'&()/-]*(?<! )")
FRAGILE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
"""What JSON writes as it is and YAML would not read back."""
MARKED = re.compile(r"([\\`*_\[\]<>#|!&~])")
DOTTED = {
    "github",
    "gitlab",
    "gitlab-ci.yml",
    "gitignore",
    "gitattributes",
    "pre-commit-config.yaml",
    "vscode",
}
"""Files and folders whose dot is left out in the package, so that they mean nothing there."""


class Written(str):
    """Text that is already as its place needs it: numbers, days, lines of our own."""

    __slots__ = ()


def yaml_scalar(text: str) -> str:
    """Write a text as one YAML scalar on one line, whatever it holds.

    Args:
        text: Any text that has UTF-8.

    """
    if PLAIN.fullmatch(text) and isinstance(resolve(text), str):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return FRAGILE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def markdown_text(text: str) -> str:
    """Write a text as plain words of one Markdown line."""
    return MARKED.sub(r"\\\1", " ".join(text.split()))


def filled(
    template: str, values: Mapping[str, str], write: Callable[[str], str] = yaml_scalar
) -> str:
    """Put values where a template names them, each written so that it stays one value.

    Args:
        template: Text with `${names}`.
        values: A value for each name.
        write: How a value is written in this kind of text.

    """

    def value(found: re.Match[str]) -> str:
        text = values[found[1]]
        return text if isinstance(text, Written) else write(text)

    return NAME.sub(value, template)


def files_below(folder: Traversable, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield the path and text of every file below a folder of the package, sorted."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        name = f".{entry.name}" if entry.name in DOTTED else entry.name
        if entry.is_dir():
            yield from files_below(entry, f"{path}{name}/")
        else:
            yield f"{path}{name}", entry.read_text(encoding="utf-8")
