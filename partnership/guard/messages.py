"""Commit messages: what git itself adds names nobody anew."""

from __future__ import annotations

import re

TRAILER = re.compile(
    r"^[A-Za-z-]{2,40}-by:[^\n]*$|^(?:Author|Committer|From):[^\n]*<[^\n]*$", re.MULTILINE
)
"""Lines such as `Signed-off-by`: the same names stand as author and committer beside the message."""
COMMENT = re.compile(r"^#[^\n]*$", re.MULTILINE)
SCISSORS = re.compile(r"^# -+ >8 -+$.*", re.MULTILINE | re.DOTALL)


def without_trailers(message: str) -> str:
    """Blank a message's trailers; every place in it stays where it was."""
    return TRAILER.sub(_blank, message)


def without_comments(message: str) -> str:
    """Blank what git leaves out of a message that is being written."""
    return COMMENT.sub(_blank, SCISSORS.sub(_blank, message))


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])
