"""A partnership's files at a revision are those of the working tree then, read in bulk."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from partnership.errors import GitError, WrongUsage
from partnership.history.git import Identity, Repository, as_user, isolated
from partnership.history.revisions import (
    changed_paths,
    find_fork,
    find_removed,
    gather_at,
    propose,
)
from partnership.loading import gather, load
from tests.documents.examples import example

pytestmark = pytest.mark.needs_program("git")

LEAD = Identity("Provider delivery lead", "delivery-lead@provider.example")
START = datetime(2026, 3, 1, 12, tzinfo=UTC)


class Trail:
    """A repository that gets a commit a day."""

    def __init__(self, folder: Path, root: Path | None = None) -> None:
        folder.mkdir(exist_ok=True)
        self.root = root or folder
        self.git = isolated(folder, os.environ)
        self.git.init()
        self.days = 0

    @property
    def kept(self) -> Repository:
        """The partnership's folder, as its user's git sees it."""
        return as_user(self.root, os.environ)

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def commit(self, message: str = "Agree") -> str:
        self.git.add_all()
        self.git.commit(message, LEAD, START + timedelta(days=self.days))
        self.days += 1
        return self.git.tip().full


@pytest.fixture
def trail(tmp_path) -> Trail:
    """A partnership with one commit."""
    made = Trail(tmp_path / "agreement")
    begin(made)
    return made


def begin(made: Trail) -> None:
    for kind in ("Partnership", "Roles", "Scope"):
        made.write(f"partnership/{kind.lower()}.yaml", example(kind))
    made.commit("Begin")


def run(*arguments: str | Path, folder: Path) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True)


def odd_files(made: Trail) -> None:
    """Write everything that is no plain document, and some documents with odd names."""
    made.write("partnership/notes.txt", "a note\n")
    made.write("partnership/large.yaml", b"# " + b"x" * (1 << 20))
    made.write("partnership/name with\nline.yaml", "kind: Nothing\n")
    made.write(os.fsdecode(b"records/caf\xe9.yaml"), "kind: Nothing\n")
    made.write("partnership/fine/\u00e9.yaml", b"kind: \xff\n")
    made.write("site/mkdocs.yml", "site_name: Ours\n")
    for name, target in (
        ("inside", "roles.yaml"),
        ("outside", "../../elsewhere.yaml"),
        ("nowhere", "gone.yaml"),
        ("folder", "fine"),
        ("itself", "itself.yaml"),
        ("through", "roles.yaml/more.yaml"),
    ):
        (made.root / f"partnership/{name}.yaml").symlink_to(target)


def told(gathered) -> list[tuple[str, str]]:
    return sorted((finding.place.path, finding.check) for finding in gathered.refused)


@pytest.mark.parametrize("inside", ["", "clients/harbour"], ids=["at git's top", "in a subfolder"])
def test_a_revision_gives_the_same_files_by_the_same_paths_as_the_working_tree(tmp_path, inside):
    """Links, other files, odd names and the site's settings too."""
    made = Trail(tmp_path / "git", tmp_path / "git" / inside)
    begin(made)
    odd_files(made)
    made.commit()
    there = gather(made.root)

    found = gather_at(made.kept, "HEAD", made.root)

    large = {path for path in there.contents if path.endswith("large.yaml")}
    assert found.base == there.base == (f"{inside}/" if inside else "")
    assert found.site == there.site == b"site_name: Ours\n"
    assert found.contents == {k: v for k, v in there.contents.items() if k not in large}
    refused = [one for one in told(found) if one[0] not in large]
    assert refused == told(there)
    assert len(refused) == 6


def test_what_is_refused_is_said_in_words(trail):
    odd_files(trail)
    trail.commit()

    found = gather_at(trail.kept, "main", trail.root)

    assert {finding.place.path: finding.message for finding in found.refused} == {
        "partnership/folder.yaml": "this is not a plain file",
        "partnership/itself.yaml": "the link leads to itself",
        "partnership/large.yaml": "the file has 1,048,578 bytes; a document has at most 1,048,576",
        "partnership/notes.txt": "the file is not a document",
        "partnership/nowhere.yaml": "the file cannot be read: no such file or directory",
        "partnership/outside.yaml": "the link leads out of the repository",
        "partnership/through.yaml": "the file cannot be read: no such file or directory",
    }


def test_a_close_at_a_revision_may_be_larger_than_other_documents(trail):
    """A Close of 2 MiB is read, one of 9 MiB is not."""
    trail.write("records/closes/2026-04.yaml", "kind: Close\n" + "a: b\n" * 400_000)
    trail.write("records/closes/2026-05.yaml", "kind: Close\n" + "a: b\n" * 1_800_000)
    trail.commit()

    found = gather_at(trail.kept, "main", trail.root)

    assert "records/closes/2026-04.yaml" in found.contents
    assert {
        "records/closes/2026-05.yaml": (
            "the file has 9,000,012 bytes; a document has at most 1,048,576, and a Close 8,388,608"
        )
    } == {finding.place.path: finding.message for finding in found.refused}


def test_a_submodule_is_no_document(trail):
    other = Trail(trail.root.parent / "other")
    other.write("a.yaml", "kind: SLA\n")
    other.commit()
    run(
        *("-c", "protocol.file.allow=always", "submodule", "add", other.root, "partnership/theirs"),
        folder=trail.root,
    )
    trail.commit()

    found = gather_at(trail.kept, "HEAD", trail.root)

    assert told(found) == [("partnership/theirs", "unreadable-file")]
    assert "partnership/theirs/a.yaml" not in found.contents


def test_an_older_revision_gives_what_stood_then(trail):
    before = gather(trail.root)
    first = trail.kept.tip().full
    trail.write("partnership/scope.yaml", "kind: Scope\n")
    trail.commit()
    run("tag", "v1", first, folder=trail.root)

    for revision in (first, first[:10], "HEAD~1", "main^", "v1"):
        assert gather_at(trail.kept, revision, trail.root) == before


def test_a_revision_before_the_partnership_has_no_files(trail):
    other = Trail(trail.root.parent / "other")
    other.write("README.md", "Not yet.\n")
    other.commit()
    begin(other)

    assert gather_at(other.kept, "HEAD~1", other.root).contents == {}


@pytest.mark.parametrize(
    "revision",
    ["nowhere", "--output=x", "-n1", "", " ", "a\nb", "main..other", "HEAD:partnership", "0" * 40],
)
def test_what_is_no_revision_is_wrong_usage_and_never_an_option(trail, revision):
    with pytest.raises(WrongUsage, match=r"no revision; name a branch|there is no commit"):
        gather_at(trail.kept, revision, trail.root)
    assert not (trail.root / "x").exists()


def test_an_unknown_revision_says_the_next_step(trail):
    with pytest.raises(WrongUsage) as raised:
        find_fork(trail.kept, "origin/main")

    assert str(raised.value) == (
        "there is no commit `origin/main` here; fetch it (`git fetch origin`), "
        "or name another branch, tag or commit"
    )


def test_outside_git_there_is_no_revision(tmp_path):
    with pytest.raises(
        GitError, match=r"git keeps nothing in .*, so there is no `main`; `git init`"
    ):
        find_fork(as_user(tmp_path, os.environ), "main")


def test_an_unborn_branch_has_nothing_to_compare(trail):
    run("checkout", "--orphan", "new", folder=trail.root)

    with pytest.raises(GitError) as raised:
        find_fork(trail.kept, "main")

    assert str(raised.value) == (
        "nothing is committed here yet, so nothing can be compared with `main`; "
        "commit, and ask again"
    )


def test_a_shallow_clone_says_how_to_fetch_the_rest(trail):
    trail.write("README.md", "Ours.\n")
    trail.commit()
    clone = trail.root.parent / "clone"
    run("clone", "--depth=1", f"file://{trail.root}", clone, folder=trail.root)

    with pytest.raises(GitError) as raised:
        find_fork(as_user(clone, os.environ), "origin/main")

    assert str(raised.value) == (
        "the history here is cut off, so the way back to `origin/main` may be missing; "
        "fetch the whole history, `git fetch --unshallow` (`fetch-depth: 0` in a workflow)"
    )


def test_a_missing_object_is_said(trail):
    blob = subprocess.run(
        ["git", "rev-parse", "HEAD:partnership/scope.yaml"],
        cwd=trail.root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (trail.root / ".git/objects" / blob[:2] / blob[2:]).unlink()

    with pytest.raises(GitError) as raised:
        gather_at(trail.kept, "HEAD", trail.root)

    assert str(raised.value) == (
        f"git lacks the object {blob[:12]}; `git fetch` brings it, or clone afresh"
    )


def test_branches_that_share_nothing_cannot_be_compared(trail):
    run("checkout", "--orphan", "new", folder=trail.root)
    trail.commit("Begin again")

    with pytest.raises(GitError, match="`main` and what is checked out share no commit"):
        find_fork(trail.kept, "main")


def test_a_branch_is_compared_with_where_it_left_its_base(trail):
    """What main agreed on since is not a change of the branch, also with a detached head."""
    start = trail.kept.tip().full
    trail.git.branch("proposal")
    trail.write("partnership/waiver.yaml", example("Waiver"))
    trail.commit("Propose")
    trail.git.switch("main")
    trail.write("partnership/relief.yaml", example("Relief"))
    main = trail.commit("Agree on something else")
    run("checkout", "--detach", "proposal", folder=trail.root)

    fork = find_fork(trail.kept, "main")
    asked = propose(trail.kept, fork, load(trail.root), trail.root, date(2026, 3, 31))

    assert (fork.tip, fork.start) == (main, start)
    assert asked.changed == ("partnership/waiver.yaml",)
    assert [one.name for one in asked.added] == ["Waiver/one-sided-while-ramping"]
    assert asked.deleted == ()
    assert asked.policy.named("Relief/relief-2026-014") is not None


def test_every_changed_path_is_named_from_gits_top(tmp_path):
    """Committed, changed, staged, untracked and deleted ones; not those that are ignored."""
    made = Trail(tmp_path / "git", tmp_path / "git/sub")
    begin(made)
    (tmp_path / "git/.gitignore").write_text("data/\n")
    (tmp_path / "git/old.txt").write_text("old\n")
    start = made.commit()
    (tmp_path / "git/.github").mkdir()
    (tmp_path / "git/.github/CODEOWNERS").write_text("* @a\n")
    made.commit()
    made.write("partnership/scope.yaml", "kind: Scope\n")
    made.write("partnership/\u00e9.yaml", "kind: Scope\n")
    made.write("data/rows.csv", "1\n")
    (tmp_path / "git/old.txt").unlink()
    run("config", "diff.relative", "true", folder=made.root)
    os.utime(made.root / "partnership/roles.yaml", (1, 1))

    assert changed_paths(made.kept, start) == (
        ".github/CODEOWNERS",
        "old.txt",
        "sub/partnership/scope.yaml",
        "sub/partnership/\u00e9.yaml",
    )


def test_a_work_tree_beside_the_clone_works_too(trail):
    start = trail.kept.tip().full
    beside = trail.root.parent / "beside"
    run("worktree", "add", "-b", "proposal", beside, folder=trail.root)
    (beside / "partnership/scope.yaml").write_text("kind: Scope\n")
    repository = as_user(beside, os.environ)

    assert find_fork(repository, "main").start == start
    assert changed_paths(repository, start) == ("partnership/scope.yaml",)
    assert gather_at(repository, "main", beside) == gather(trail.root)


def removed(made: Trail, *names: str) -> list[tuple[str, str]]:
    found = find_removed(made.kept, made.kept.tip().full, set(names))
    return [(one.name, one.day.isoformat()) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "kind: Waiver\nid: old\n",
        "# first\nid: 'old' # its name\nkind: \"Waiver\"\n",
        "{kind: Waiver, id: old}\n",
        "kind:\n  Waiver\nid: old\n",
        "kind: Waiver\r\nid: old\r\n",
    ],
    ids=["plain", "quoted with comments", "flow", "on a line of its own", "carriage returns"],
)
def test_a_removed_name_is_found_however_it_was_written(trail, text):
    file = trail.write("records/waiver.yaml", text)
    trail.commit()
    file.unlink()
    trail.commit()

    assert removed(trail, "Waiver/old", "Waiver/other") == [("Waiver/old", "2026-03-03")]


def test_a_name_that_was_changed_in_its_file_is_gone_too(trail):
    trail.write("records/waiver.yaml", "kind: Waiver\nid: old\n")
    trail.commit()
    trail.write("records/waiver.yaml", "kind: Waiver\nid: new\n")
    trail.commit()

    assert removed(trail, "Waiver/old") == [("Waiver/old", "2026-03-03")]


def test_what_a_merged_branch_removed_is_found_at_its_merge(trail):
    file = trail.write("records/waiver.yaml", "kind: Waiver\nid: old\n")
    trail.commit()
    trail.git.branch("proposal")
    file.unlink()
    trail.commit()
    trail.git.switch("main")
    trail.git.merge("proposal", "Merge", LEAD, START + timedelta(days=9))

    assert removed(trail, "Waiver/old") == [("Waiver/old", "2026-03-10")]
    assert removed(trail) == []
