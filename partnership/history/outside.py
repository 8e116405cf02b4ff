"""Documents that lie where nothing reads them: beside the agreement's folders."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.documents import KINDS
from partnership.history.git import Repository
from partnership.history.revisions import name_in, read_blobs
from partnership.loading.gathering import ENDINGS, FOLDERS, ROOT_FILE, path_from_git_top

PLAIN = (b"100644", b"100755")


def find_outside(repository: Repository, commit: str) -> Iterator[tuple[str, str, str]]:
    """Yield the path of each document outside the agreement's folders, the fact and the next step.

    Another partnership's folder, as a sample has one, is its own.

    Args:
        repository: The partnership's folder, as git sees it.
        commit: In full.

    """
    listed = repository.ask("ls-tree", "-r", "-z", commit, "--", ".")
    files: dict[str, bytes] = {}
    for line in listed.split(b"\0"):
        about, _, named = line.partition(b"\t")
        if named.endswith(tuple(ending.encode() for ending in ENDINGS)):
            mode, _, blob = about.split(b" ")
            if mode in PLAIN:
                files[named.decode("utf-8", "backslashreplace")] = blob
    others = tuple(path.removesuffix(ROOT_FILE) for path in files if path.endswith(f"/{ROOT_FILE}"))
    own = tuple(f"{folder}/" for folder in FOLDERS)
    outside = {path: blob for path, blob in files.items() if not path.startswith((*own, *others))}
    contents = read_blobs(repository, outside.values())
    for path, blob in sorted(outside.items()):
        content = contents[blob]
        name = name_in(content) if isinstance(content, bytes) else ""
        if name.partition("/")[0] in KINDS:
            hint = f"move it into `{FOLDERS[0]}/` or `{FOLDERS[1]}/`, or delete it"
            place = path_from_git_top(repository.folder) + path
            yield place, f"{place} holds `{name}`, and nothing reads it there", hint
