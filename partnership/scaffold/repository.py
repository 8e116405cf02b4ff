"""A new repository on disk: room for it, its files with pinned schemas, its first commit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from partnership.documents import KINDS
from partnership.errors import WrongUsage
from partnership.files import write_file
from partnership.history.git import NO_TIP, as_user
from partnership.schema import write_schemas

SCHEMAS = Path("schemas/v1")
FIRST_COMMIT = "Write down what we agree"


def require_room(folder: Path, *, may_be_cloned: bool = False) -> None:
    """Make sure that a folder does not exist or is empty.

    Args:
        folder: Where something is to be written.
        may_be_cloned: Whether it may be a repository without a commit, as a clone of an empty one.

    Raises:
        WrongUsage: where something is there that we might spoil.

    """
    try:
        inside = sorted(entry.name for entry in folder.iterdir()) if folder.exists() else []
    except NotADirectoryError as error:
        msg = f"{folder} is a file; name a new folder"
        raise WrongUsage(msg) from error
    except OSError as error:
        msg = f"{folder} cannot be read: {(error.strerror or str(error)).lower()}"
        raise WrongUsage(msg) from error
    if may_be_cloned and inside == [".git"] and as_user(folder, {}).tip() == NO_TIP:
        return
    if inside:
        first = next((name for name in inside if name != ".git"), ".git")
        msg = f"{folder} is not empty (it holds `{first}`); name a new folder or an empty one"
        raise WrongUsage(msg)


def require_alone(folder: Path) -> None:
    """Make sure that a folder lies in no partnership, whose git and checks would take it in.

    Raises:
        WrongUsage: where a folder above holds a partnership.

    """
    for above in folder.absolute().parents:
        if (above / "partnership/partnership.yaml").is_file():
            msg = f"{folder} lies inside the partnership in {above}; name a folder outside it"
            raise WrongUsage(msg)


def write_repository(folder: Path, files: Mapping[str, str]) -> None:
    """Write a repository's files, and beside them the schemas for editors.

    Args:
        folder: Its top.
        files: The text of each file by its path from there.

    """
    for path, text in files.items():
        write_file(folder / path, text)
    write_schemas(folder / SCHEMAS, (*KINDS, "document", "drill-events"))


def commit_as_user(folder: Path, environment: Mapping[str, str]) -> bool:
    """Make the first commit as whoever git knows; stage only, and give False, where it knows nobody.

    Args:
        folder: The repository's top.
        environment: Where git finds its configuration.

    """
    repository = as_user(folder, environment)
    repository.init()
    repository.add_all()
    if not repository.knows_identity():
        return False
    repository.commit(FIRST_COMMIT)
    return True
