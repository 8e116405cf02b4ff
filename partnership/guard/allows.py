"""Inline allows: `# allow[phone]: REASON` in a file says why something is no person's.

At the end of a line it covers that line. Alone on a line it covers the next one: in YAML with all that
is indented below it, so that it may stand over a block of text, and on a page to the next blank line,
where it is written as a comment that is not shown, `[//]: # (allow[phone]: REASON)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from partnership.guard.leaks import SORTS, Leak

ALLOW = re.compile(
    r"(?:(?:^|(?<=\s))#|^[ \t]{0,3}\[//\]:[ \t]*#[ \t]*\(|<!--)[ \t]*allow\[(?P<sort>[^\]\n]{0,40})\]"
    r"(?P<rest>[^\n]*)",
    re.MULTILINE,
)
SIGN = "allow["
FEWEST = 8
"""How many signs a reason has at least."""


@dataclass(frozen=True, slots=True)
class Allow:
    """An inline allow: where it stands, what it allows, and why."""

    at: int
    sort: str
    reason: str
    start: int
    """Where what it covers begins."""
    end: int
    """Where that ends."""

    @property
    def is_good(self) -> bool:
        """Whether it allows something that there is, and says why."""
        return self.sort in SORTS and len(self.reason) >= FEWEST

    def covers(self, leak: Leak) -> bool:
        """Whether it accepts a leak."""
        return self.is_good and leak.sort == self.sort and self.start <= leak.start < self.end


def allows_in(text: str, *, is_page: bool = False) -> list[Allow]:
    """Give the allows of a text, in order.

    Args:
        text: A document, or a page in Markdown.
        is_page: Whether it is a page.

    """
    if SIGN not in text:
        return []
    return [_allow(text, found, is_page=is_page) for found in ALLOW.finditer(text)]


def split(leaks: Sequence[Leak], allows: Sequence[Allow]) -> tuple[list[Leak], list[Allow]]:
    """Give the leaks that no allow covers, and the allows that do nothing."""
    left = [leak for leak in leaks if not any(allow.covers(leak) for allow in allows)]
    idle = [allow for allow in allows if not any(map(allow.covers, leaks))]
    return left, idle


def _allow(text: str, found: re.Match[str], *, is_page: bool) -> Allow:
    start = text.rfind("\n", 0, found.start()) + 1
    end = _line_end(text, found.end())
    if not text[start : found.start()].strip():
        start, end = _below(text, start, end, is_page=is_page)
    reason = found["rest"].removesuffix("-->").strip()
    if text[found.start() : found.end()].lstrip().startswith("[//]"):
        reason = reason.removesuffix(")")
    reason = reason.removeprefix(":").strip() if reason.startswith(":") else ""
    return Allow(found.start(), found["sort"].strip(), reason, start, end)


def _below(text: str, start: int, end: int, *, is_page: bool) -> tuple[int, int]:
    """Find what an allow alone on its line covers: the next block; other allows lie between."""
    first = 0
    for begins, ends in _lines(text, end + 1):
        line = text[begins:ends]
        if is_page and not line.strip() and first:
            break
        if not line.strip() or (not first and (SIGN in line or line.lstrip().startswith("#"))):
            continue
        depth = len(line) - len(line.lstrip(" "))
        if first and not is_page and depth <= first - 1:
            break
        first = first or depth + 1
        end = ends
    return start, end


def _lines(text: str, at: int) -> Iterator[tuple[int, int]]:
    while at < len(text):
        end = _line_end(text, at)
        yield at, end
        at = end + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return end if end >= 0 else len(text)
