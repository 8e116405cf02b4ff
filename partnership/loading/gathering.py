"""Finds a partnership's files and reads their bytes; what cannot be read is told, not passed by."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from partnership.errors import NotAPartnership
from partnership.findings import Finding, Place

FOLDERS = ("partnership", "records")
ROOT_FILE = "partnership/partnership.yaml"
SITE_FILE = "site/mkdocs.yml"
OWN_FOLDER = "site/docs"
ENDINGS = (".yaml", ".yml")
MAX_BYTES = 1 << 20
MAX_CLOSE_BYTES = 8 << 20
CLOSE = b"kind: Close\n"
"""How a Close begins, which holds a month's terms and verdicts and may be larger."""
AT_ONCE = 1 << 16


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
    own: dict[str, bytes | Finding] = field(default_factory=dict)
    """The pages in their own words and what stands beside them, by path from git's top."""


def find_root(start: Path) -> Path:
    """Find the partnership that a path lies in: the nearest folder upward that holds one.

    Raises:
        NotAPartnership: where there is none.

    """
    start = start.absolute()
    upward = (start, *start.parents)
    for folder in upward:
        if (folder / ROOT_FILE).is_file():
            return folder
    msg = f"no partnership here: neither {start} nor a folder above it holds {ROOT_FILE}"
    if any((folder / "HEAD").is_file() and (folder / "objects").is_dir() for folder in upward):
        msg = f"{start} is a bare repository, which holds no files"
        raise NotAPartnership(
            f"{msg}; `git clone` it, or `git worktree add` beside it, and ask there"
        )
    raise NotAPartnership(f"{msg}; `partnership init DIR` writes a new one")


def gather(root: Path) -> Gathered:
    """Read every file below the documents' folders.

    Args:
        root: The folder that holds `partnership/partnership.yaml`.

    """
    base = path_from_git_top(root)
    contents: dict[str, bytes] = {}
    refused = []
    for relative, is_plain in _walk(root):
        path = base + _printable(relative)
        content = _content(root, relative, path, is_plain=is_plain)
        if isinstance(content, Finding):
            refused.append(content)
        else:
            contents[path] = content
    return Gathered(contents, tuple(refused), _site(root, base), base, _own(root, base))


def _walk(root: Path) -> Iterator[tuple[str, bool]]:
    """Yield every file below the documents' folders, sorted, and whether it is a plain one."""
    for folder in FOLDERS:
        if (root / folder).is_symlink():
            yield folder, False
        elif (root / folder).is_dir():
            yield from _below(str(root), folder)


def _below(root: str, folder: str) -> Iterator[tuple[str, bool]]:
    """Yield a folder's files; a folder that cannot be listed is yielded itself."""
    try:
        with os.scandir(f"{root}/{folder}") as opened:
            entries = sorted(opened, key=lambda entry: entry.name)
    except OSError:
        yield folder, False
        return
    for entry in entries:
        relative = f"{folder}/{entry.name}"
        if entry.is_dir(follow_symlinks=False):
            yield from _below(root, relative)
        else:
            yield relative, entry.is_file(follow_symlinks=False)


def _content(root: Path, relative: str, path: str, *, is_plain: bool) -> bytes | Finding:
    """Read a file's bytes, or say why it is no document of this repository."""
    try:
        wrong = None if is_plain else _not_plain(root, root / relative)
        if wrong:
            return unreadable(path, *wrong)
        if not relative.endswith(ENDINGS):
            return not_a_document(path)
        return _bytes(f"{root}/{relative}")
    except OSError as error:
        return _not_read(path, error)


def _bytes(file: str) -> bytes:
    """Read a file, or of a large one as much as shows that it is too large."""
    opened = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0))  # `open` takes twice as long
    try:
        content = part = os.read(opened, AT_ONCE)
        most = most_bytes(content)
        while part and len(content) <= most:
            part = os.read(opened, AT_ONCE)
            content += part
        return content[: most + 1]
    finally:
        os.close(opened)


def most_bytes(content: bytes) -> int:
    """Give the most bytes that a file may have, by how it begins."""
    return MAX_CLOSE_BYTES if content.startswith(CLOSE) else MAX_BYTES


def _not_read(path: str, error: OSError) -> Finding:
    reason = (error.strerror or str(error)).lower()
    return unreadable(path, f"the file cannot be read: {reason}", "mend its permissions")


def _not_plain(root: Path, file: Path) -> tuple[str, str] | None:
    """Say what a link, pipe or unlisted folder is, unless it leads to a plain file of ours."""
    try:
        target, own = file.resolve(), root.resolve()
    except RuntimeError:  # Python 3.11 and 3.12 resolve a circular link so
        return "the link leads to itself", "write the file itself"
    if not target.is_relative_to(own):
        return "the link leads out of the repository", "write the file itself"
    if not any(target.is_relative_to(own / folder) for folder in (*FOLDERS, "site")):
        return "the link leads out of the documents' folders", "write the file itself"
    mode = file.stat().st_mode
    if stat.S_ISREG(mode):
        return None
    if stat.S_ISDIR(mode) and not file.is_symlink():
        return "the folder cannot be listed", "mend its permissions"
    return "this is not a plain file", "delete it, or move it elsewhere"


def not_a_document(path: str) -> Finding:
    """Say that a file's name is none of a document's."""
    hint = "documents end in `.yaml`; move other files out of `partnership/` and `records/`"
    return Finding(Place(path), "the file is not a document", hint, "not-a-document")


def unreadable(path: str, message: str, hint: str) -> Finding:
    """Say why a file's bytes cannot be taken."""
    return Finding(Place(path), message, hint, "unreadable-file")


def _printable(relative: str) -> str:
    """Write a file name that is no UTF-8 so that it can be printed."""
    if relative.isascii():
        return relative
    return os.fsencode(relative).decode("utf-8", "backslashreplace")


def path_from_git_top(root: Path) -> str:
    """Give the root's path from git's top, ending in a slash; nothing where they are one."""
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            relative = root.relative_to(folder).as_posix()
            return "" if relative == "." else f"{relative}/"
    return ""


def _site(root: Path, base: str) -> bytes | Finding | None:
    if not (root / SITE_FILE).exists() and not (root / SITE_FILE).is_symlink():
        return None
    return _content(root, SITE_FILE, base + SITE_FILE, is_plain=False)


def _own(root: Path, base: str) -> dict[str, bytes | Finding]:
    """Read what stands below `site/docs/`; names that begin with a dot mean nothing there."""
    for folder in ("site", OWN_FOLDER):
        if (root / folder).is_symlink():
            path = base + folder
            return {path: unreadable(path, "the folder is a link", "put the folder itself there")}
    if not (root / OWN_FOLDER).is_dir():
        return {}
    found = {}
    for relative, is_plain in _below(str(root), OWN_FOLDER):
        path = base + _printable(relative)
        if "/." not in relative:
            found[path] = _own_content(root, relative, path, is_plain=is_plain)
    return found


def _own_content(root: Path, relative: str, path: str, *, is_plain: bool) -> bytes | Finding:
    """Read a file to publish; a link is never followed, because it could publish anything."""
    file = root / relative
    if file.is_symlink():
        return unreadable(path, "the file is a link", "put the file itself there")
    try:
        wrong = None if is_plain else _not_plain(root, file)
        if wrong:
            return unreadable(path, *wrong)
        content = _bytes(f"{root}/{relative}")
    except OSError as error:
        return _not_read(path, error)
    if len(content) <= MAX_BYTES:
        return content
    message = f"the file is too large; a page or a picture has at most {MAX_BYTES:,} bytes"
    return unreadable(path, message, "make it smaller, or split it by subject")
