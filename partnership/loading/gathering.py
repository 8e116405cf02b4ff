"""Finds a partnership's files and reads their bytes; what cannot be read is told, not passed by."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from partnership.errors import NotAPartnership
from partnership.findings import Finding, Place

FOLDERS = ("partnership", "records")
ROOT_FILE = "partnership/partnership.yaml"
SITE_FILE = "site/mkdocs.yml"
MAX_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Gathered:
    """A partnership's files as bytes, before anyone asks what they mean."""

    contents: dict[str, bytes]
    """What each file holds, by path from git's top, sorted."""
    refused: tuple[Finding, ...]
    """Files that cannot be read, and files that are no documents by their name."""
    site: bytes | Finding | None
    """The site's settings, where there are any."""
    base: str
    """The root's path from git's top, with a slash at its end, or nothing."""


def find_root(start: Path) -> Path:
    """Find the partnership that a path lies in: the nearest folder upward that holds one.

    Raises:
        NotAPartnership: where there is none.

    """
    start = start.absolute()
    for folder in (start, *start.parents):
        if (folder / ROOT_FILE).is_file():
            return folder
    msg = (
        f"no partnership here: neither {start} nor a folder above it holds {ROOT_FILE}; "
        "`partnership init DIR` writes a new one"
    )
    raise NotAPartnership(msg)


def gather(root: Path) -> Gathered:
    """Read every file below the documents' folders.

    Args:
        root: The folder that holds `partnership/partnership.yaml`.

    """
    base = _path_from_git_top(root)
    contents: dict[str, bytes] = {}
    refused = []
    for relative in _walk(root):
        path = base + _printable(relative)
        content = _content(root, relative, path)
        if isinstance(content, Finding):
            refused.append(content)
        else:
            contents[path] = content
    return Gathered(contents, tuple(refused), _site(root, base), base)


def _walk(root: Path) -> Iterator[str]:
    """Yield every file below the documents' folders, by path from the root, sorted."""
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            yield folder
        elif (root / folder).is_dir():
            yield from _below(root, folder)


def _below(root: Path, folder: str) -> Iterator[str]:
    """Yield a folder's files; a folder that cannot be listed is yielded itself."""
    try:
        with os.scandir(root / folder) as opened:
            entries = sorted(opened, key=lambda entry: entry.name)
    except OSError:
        yield folder
        return
    for entry in entries:
        relative = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(root, relative)
        else:
            yield relative


def _content(root: Path, relative: str, path: str) -> bytes | Finding:
    """Read a file's bytes, or say why it is no document of this repository."""
    file = root / relative
    try:
        if file.is_symlink() and not file.resolve().is_relative_to(root.resolve()):
            return _unreadable(
                path, "the link leads out of the repository", "write the file itself"
            )
        mode = file.stat().st_mode
        if stat.S_ISDIR(mode) and not file.is_symlink():
            return _unreadable(path, "the folder cannot be listed", "mend its permissions")
        if not stat.S_ISREG(mode):
            return _unreadable(path, "this is not a plain file", "delete it, or move it elsewhere")
        if not relative.endswith((".yaml", ".yml")):
            hint = "documents end in `.yaml`; move other files out of `partnership/` and `records/`"
            return Finding(Place(path), "the file is not a document", hint, "not-a-document")
        with file.open("rb") as opened:
            return opened.read(MAX_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return _unreadable(path, f"the file cannot be read: {reason}", "mend its permissions")
    except RuntimeError:  # Python 3.11 and 3.12 resolve a circular link so
        return _unreadable(path, "the link leads to itself", "write the file itself")


def _unreadable(path: str, message: str, hint: str) -> Finding:
    return Finding(Place(path), message, hint, "unreadable-file")


def _printable(relative: str) -> str:
    """Write a file name that is no UTF-8 so that it can be printed."""
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def _path_from_git_top(root: Path) -> str:
    """Give the root's path from git's top, ending in a slash; nothing where they are one."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            relative = root.relative_to(folder).as_posix()
            return "" if relative == "." else f"{relative}/"
    return ""


def _site(root: Path, base: str) -> bytes | Finding | None:
    if not (root / SITE_FILE).exists() and not (root / SITE_FILE).is_symlink():
        return None
    return _content(root, SITE_FILE, base + SITE_FILE)
