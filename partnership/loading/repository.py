"""Finds a partnership's files and loads every one of them; a broken one hides no other."""

from __future__ import annotations

import multiprocessing
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from partnership.agreement import Agreement, Settings
from partnership.errors import NotAPartnership
from partnership.files import Cache
from partnership.findings import Finding, Place
from partnership.loading.document import Loaded, clean_canonical, load_document
from partnership.loading.tree import MAX_BYTES, parse

FOLDERS = ("partnership", "records")
ROOT_FILE = "partnership/partnership.yaml"
SITE_FILE = "site/mkdocs.yml"
WORTH_A_PROCESS = 500


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


def load(root: Path, cache: Cache | None = None) -> Agreement:
    """Load every document of a partnership.

    Args:
        root: The folder that holds `partnership/partnership.yaml`.
        cache: Where documents that were clean before are remembered by their content.

    """
    base = _path_from_git_top(root)
    found: list[Loaded] = []
    contents: dict[str, bytes] = {}
    for relative in _walk(root):
        path = base + _printable(relative)
        content = _content(root, relative, path)
        if isinstance(content, Finding):
            found.append(Loaded(path, findings=[content]))
        else:
            contents[path] = content
    found.extend(_load_all(contents, cache))
    found.sort(key=lambda loaded: loaded.path)
    site = _site(root, base)
    refused = [finding for loaded in found for finding in loaded.findings]
    return Agreement(
        documents=tuple(loaded.document for loaded in found if loaded.document),
        refused=(*refused, *(site.refused if site else ())),
        files=len(found),
        site=site,
        base=base,
    )


def _load_all(contents: dict[str, bytes], cache: Cache | None) -> Iterator[Loaded]:
    known = cache.get_many(contents.values()) if cache else {}
    missing = [content for content in contents.values() if content not in known]
    fresh = {content: canonical for content, canonical in _parse_all(missing) if canonical}
    for path, content in contents.items():
        canonical = known.get(content) or fresh.get(content, "")
        loaded = load_document(path, content, canonical)
        if not loaded.canonical:
            fresh.pop(content, None)
        yield loaded
    if cache and fresh:
        cache.put_many(fresh)


def _parse_all(contents: list[bytes]) -> Iterable[tuple[bytes, str]]:
    """Parse files on all processors where there are enough of them to be worth it."""
    if len(contents) < WORTH_A_PROCESS or not sys.platform.startswith("linux"):
        return zip(contents, map(clean_canonical, contents), strict=True)
    forked = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(mp_context=forked) as pool:
        parsed = list(pool.map(clean_canonical, contents, chunksize=100))
    return zip(contents, parsed, strict=True)


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


def _site(root: Path, base: str) -> Settings | None:
    """Read the site's settings as data; MkDocs' own loader would run what they name."""
    path = base + SITE_FILE
    if not (root / SITE_FILE).exists() and not (root / SITE_FILE).is_symlink():
        return None
    content = _content(root, SITE_FILE, path)
    if isinstance(content, Finding):
        return Settings(path, None, {}, (content,))
    tree = parse(content, with_places=True)
    refused = tuple(
        Finding(
            Place(path, refusal.line, refusal.column), refusal.message, refusal.hint, refusal.check
        )
        for refusal in tree.refusals
    )
    return Settings(path, tree.value, tree.keys, refused)
