"""Fits a page to a terminal: wrapped to its width, headings and code in colour where it may be."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

BULLET = re.compile(r"( *)- ")
BOLD, CODE, PLAIN = "\x1b[1m", "\x1b[36m", "\x1b[0m"


def fit(page: str, width: int, *, colour: bool) -> str:
    """Wrap a Markdown page; code blocks and tables stay as they are.

    Args:
        page: The page.
        width: How many columns there are.
        colour: Whether headings and code may be coloured.

    """
    return "\n".join(_painted(line, colour=colour) for line in _lines(page, width)) + "\n"


def _lines(page: str, width: int) -> Iterator[str]:
    paragraph: list[str] = []
    in_code = False
    for line in page.rstrip("\n").split("\n"):
        fence = line.startswith("```")
        alone = fence or in_code or not line or line.startswith(("#", "|", "    ")) or _begins(line)
        if alone:
            yield from _wrapped(paragraph, width)
            paragraph = []
        if fence:
            in_code = not in_code
        elif in_code:
            yield f"    {line}"
        elif alone and not _begins(line):
            yield line
        else:
            paragraph.append(line)
    yield from _wrapped(paragraph, width)


def _begins(line: str) -> bool:
    return BULLET.match(line) is not None


def _wrapped(paragraph: list[str], width: int) -> Iterator[str]:
    if not paragraph:
        return
    bullet = BULLET.match(paragraph[0])
    indent = bullet[1][: len(bullet[1]) // 2] if bullet else ""
    text = " ".join(line.strip() for line in paragraph)
    hanging = f"{indent}  " if bullet else ""
    # Spaces within code are not places to break at.
    held = re.sub(r"`[^`]*`", lambda code: code[0].replace(" ", "\u00a0"), text)
    for line in textwrap.wrap(
        held,
        width,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    ):
        yield line.replace("\u00a0", " ")


def _painted(line: str, *, colour: bool) -> str:
    if not colour or line.startswith("    "):
        return line
    if line.startswith("#"):
        return f"{BOLD}{line}{PLAIN}"
    return re.sub(r"`[^`]+`", lambda code: f"{CODE}{code[0]}{PLAIN}", line)
