"""A folder of files becomes an agreement; a broken file hides no other, and none is passed by."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from partnership.documents import KINDS, SLA
from partnership.errors import NotAPartnership
from partnership.files import Cache
from partnership.loading import find_root, load
from tests.documents.examples import example

PARTNERSHIP = example("Partnership")


@pytest.fixture
def root(tmp_path) -> Path:
    """A partnership with one document of its own."""
    (tmp_path / "partnership").mkdir()
    (tmp_path / "partnership/partnership.yaml").write_text(PARTNERSHIP)
    return tmp_path


def told(root: Path) -> list[tuple[str, str, str]]:
    """List what was refused, as path, check and message."""
    return [(found.place.path, found.check, found.message) for found in load(root).refused]


def test_the_root_is_found_from_anything_in_it(root):
    (root / "partnership/slas").mkdir()

    assert root == find_root(root / "partnership/slas/first-slate.yaml")
    assert root == find_root(root)


def test_where_there_is_no_partnership_it_says_so(tmp_path):
    with pytest.raises(
        NotAPartnership, match=r"holds partnership/partnership.yaml; `partnership init"
    ):
        find_root(tmp_path)


def test_every_example_loads_from_its_folder(root):
    for name in KINDS:
        (root / f"partnership/{name}.yml").write_text(example(name))
    (root / "partnership/Partnership.yml").unlink()

    agreement = load(root)

    assert () == agreement.refused
    assert set(KINDS) == {document.kind for document in agreement.documents}


def test_a_broken_file_hides_no_other(root):
    (root / "partnership/a.yaml").write_text("kind: [\n")
    (root / "partnership/b.yaml").write_text(example("SLA"))
    (root / "partnership/c.yaml").write_text(example("Goal").replace("objective:", "objektive:"))

    agreement = load(root)

    assert ["yaml-syntax", "unknown-key"] == [found.check for found in agreement.refused]
    assert agreement.get(SLA, "first-slate") is not None


def test_a_file_that_is_not_yaml_is_a_finding(root):
    (root / "partnership/notes.docx").write_bytes(b"PK\x03\x04")
    (root / "records").mkdir()
    (root / "records/.DS_Store").write_bytes(b"")

    assert [
        ("partnership/notes.docx", "not-a-document", "the file is not a document"),
        ("records/.DS_Store", "not-a-document", "the file is not a document"),
    ] == told(root)


def test_python_in_the_repository_is_a_finding_and_is_not_run(root):
    (root / "partnership/__init__.py").write_text("raise SystemExit('ran')\n")

    assert [("partnership/__init__.py", "not-a-document", "the file is not a document")] == told(
        root
    )


def test_a_link_out_of_the_repository_is_not_followed(root, tmp_path_factory):
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.yaml"
    secret.write_text("kind: Goal\n")
    (root / "partnership/leak.yaml").symlink_to(secret)
    (root / "records").symlink_to(secret.parent)
    (root / "partnership/folder").symlink_to(secret.parent)

    assert [
        ("partnership/folder", "unreadable-file", "the link leads out of the repository"),
        ("partnership/leak.yaml", "unreadable-file", "the link leads out of the repository"),
        ("records", "unreadable-file", "the link leads out of the repository"),
    ] == told(root)


@pytest.mark.parametrize("private", [".git/config", "data/events/offer.csv"])
def test_a_link_to_what_is_private_in_the_folder_is_not_followed(root, private):
    (root / private).parent.mkdir(parents=True, exist_ok=True)
    (root / private).write_text("token: secret\n")
    (root / "partnership/leak.yaml").symlink_to(root / private)

    path = "partnership/leak.yaml"
    reason = "the link leads out of the documents' folders"
    assert [(path, "unreadable-file", reason)] == told(root)


def test_a_link_within_the_repository_is_read_and_a_broken_or_circular_one_is_told(root):
    (root / "partnership/real.yaml").write_text(example("SLA"))
    (root / "partnership/broken.yaml").symlink_to(root / "partnership/nowhere.yaml")
    (root / "partnership/circle.yaml").symlink_to(root / "partnership/circle.yaml")

    found = told(root)

    assert ["partnership/broken.yaml", "partnership/circle.yaml"] == [path for path, _, _ in found]
    assert "the file cannot be read: no such file or directory" == found[0][2]
    assert {"unreadable-file"} == {check for _, check, _ in found}


def test_a_pipe_is_not_waited_for(root):
    os.mkfifo(root / "partnership/pipe.yaml")

    assert [("partnership/pipe.yaml", "unreadable-file", "this is not a plain file")] == told(root)


def as_nobody(question):
    """Ask in a child process without root's power to read everything."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            answer = repr(question())
        except BaseException as error:  # noqa: BLE001 - the child must not return into pytest
            answer = f"raised {error!r}"
        os.write(writing, answer.encode())
        os._exit(0)
    os.close(writing)
    os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        return pipe.read()


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are POSIX's")
@pytest.mark.filterwarnings("ignore:.*use of fork:DeprecationWarning")
def test_a_file_and_a_folder_without_permission_are_told(root):
    for folder in (root, *root.parents):
        if folder.stat().st_uid == os.geteuid() and folder != Path("/"):
            folder.chmod(folder.stat().st_mode | 0o555)
    (root / "partnership/closed.yaml").write_text(example("SLA"))
    (root / "partnership/closed.yaml").chmod(0)
    (root / "partnership/shut").mkdir()
    (root / "partnership/shut").chmod(0)

    answer = as_nobody(lambda: told(root))
    (root / "partnership/shut").chmod(0o755)

    assert (
        repr(
            [
                (
                    "partnership/closed.yaml",
                    "unreadable-file",
                    "the file cannot be read: permission denied",
                ),
                ("partnership/shut", "unreadable-file", "the folder cannot be listed"),
            ]
        )
        == answer
    )


def test_an_empty_folder_of_records_is_nothing_to_tell(root):
    (root / "records").mkdir()

    assert [] == told(root)


def test_paths_are_from_gits_top(root):
    (root / "partnership/bad.yaml").write_text("title: x\n")
    inner = root / "shared/agreement"
    inner.parent.mkdir()
    shutil.move(root / "partnership", inner / "partnership")
    (root / ".git").mkdir()

    assert ["shared/agreement/partnership/bad.yaml"] == [path for path, _, _ in told(inner)]


def test_a_name_that_is_no_utf_8_can_be_printed(root):
    name = os.fsencode(root) + b"/partnership/caf\xe9.yaml"
    Path(os.fsdecode(name)).write_text("title: x\n")

    assert [r"partnership/caf\xe9.yaml"] == [path for path, _, _ in told(root)]


def test_the_sites_settings_are_data(root):
    (root / "site").mkdir()
    (root / "site/mkdocs.yml").write_text("site_name: Us\nhooks: !!python/name:os.system\n")

    agreement = load(root)

    assert agreement.site is not None
    assert "Us" == agreement.site.value["site_name"]
    assert ["refused-yaml"] == [found.check for found in agreement.refused]


def test_a_cache_changes_no_answer(root, tmp_path_factory):
    """Cold, warm, after an edit, with a cache that is broken: always the same."""
    (root / "partnership/a.yaml").write_text(example("SLA"))
    (root / "partnership/b.yaml").write_text(
        example("SLA").replace("expected: 90%", "expcted: 90%")
    )
    folder = tmp_path_factory.mktemp("cache")
    plain = load(root)

    for _ in range(2):
        cached = load(root, Cache(folder, "1"))
        assert plain.documents == cached.documents
        assert plain.refused == cached.refused
        assert plain.digest == cached.digest
    (root / "partnership/a.yaml").write_text(example("SLA").replace("First slate", "Erster"))
    edited = load(root, Cache(folder, "1")).get(SLA, "first-slate")
    assert edited is not None
    assert "Erster on time" == edited.title
    (folder / "documents.sqlite3").write_bytes(b"no database")
    assert 2 == len(load(root, Cache(folder, "1")).documents)


def test_many_files_are_parsed_in_processes_with_the_same_answer(root):
    sla = example("SLA")
    for number in range(600):
        text = sla.replace("id: first-slate", f"id: sla-{number}")
        broken = text.replace("owed_by: provider", "owed_by: nobody")
        (root / f"partnership/{number:04}.yaml").write_text(broken if number % 100 == 0 else text)

    agreement = load(root)

    assert 594 == len(agreement.of(SLA))
    assert [f"partnership/{number:04}.yaml" for number in range(0, 600, 100)] == [
        found.place.path for found in agreement.refused
    ]
