"""Which commit a revision means, as the user wrote it; knows no documents, so that it is there at once."""

from __future__ import annotations

from partnership.errors import GitError, WrongUsage
from partnership.history.git import NO_TIP, Repository


def resolve(repository: Repository, revision: str) -> str:
    """Name the commit that a revision means, in full.

    Raises:
        WrongUsage: there is no such revision.
        GitError: git keeps nothing here.

    """
    if not repository.is_kept():
        msg = f"git keeps nothing in {repository.folder}, so there is no `{revision}`"
        raise GitError(f"{msg}; `git init` begins, `git clone` fetches")
    # No revision begins with a dash; git before 2.30 cannot be told that no option follows.
    if not revision.strip() or revision.startswith("-") or not revision.isprintable():
        shown = ascii(revision)[1:-1].strip()
        named = f"`{shown}`" if shown else "an empty name"
        msg = f"{named} is no revision; name a branch, a tag or a commit, as `origin/main`"
        raise WrongUsage(msg)
    repository.ask("rev-parse", "--git-dir")  # says so where git does not trust the folder
    if revision == "HEAD" and repository.tip() == NO_TIP:
        msg = f"git keeps no commit in {repository.folder}, so there is no history to read"
        raise GitError(f"{msg}; commit, and ask again")
    try:
        found = repository.ask("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")
    except GitError as error:
        msg = (
            f"there is no commit `{revision}` here; fetch it (`git fetch origin`), or name another"
        )
        raise WrongUsage(f"{msg} branch, tag or commit") from error
    return found.decode().strip()
