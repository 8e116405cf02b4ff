"""The list of changes, from real git."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from partnership.history.commits import list_commits
from partnership.history.git import Identity, isolated

CLIENT = Identity("Client vendor manager", "vendor-manager@client.example")
PROVIDER = Identity("Provider account director", "account-director@provider.example")


def test_it_tells_of_main_s_own_line_the_newest_first(tmp_path):
    repository = isolated(tmp_path, os.environ)
    repository.init()
    write(tmp_path, "partnership/partnership.yaml", "a: 1\n")
    repository.add_all()
    repository.commit("Begin\x1f here", CLIENT, datetime(2025, 1, 2, tzinfo=UTC))
    repository.branch("proposal")
    write(tmp_path, "partnership/odd ünd.yaml", "a: 2\n")
    write(tmp_path, "README.md", "not a document\n")
    repository.add_all()
    repository.commit("Propose", PROVIDER, datetime(2025, 1, 3, tzinfo=UTC))
    repository.switch("main")
    repository.merge("proposal", "Agree", CLIENT, datetime(2025, 1, 4, tzinfo=UTC))

    found = list_commits(repository)

    assert ["Agree", "Begin\x1f here"] == [one.subject for one in found]
    assert (date(2025, 1, 4), "Client vendor manager") == (found[0].day, found[0].author)
    assert ("partnership/odd ünd.yaml",) == found[0].paths
    assert ("partnership/partnership.yaml",) == found[1].paths


def test_paths_are_named_from_git_s_top(tmp_path):
    repository = isolated(tmp_path, os.environ)
    repository.init()
    write(tmp_path, "agreement/records/a.yaml", "a: 1\n")
    repository.add_all()
    repository.commit("Begin", CLIENT, datetime(2025, 1, 2, tzinfo=UTC))

    found = list_commits(isolated(tmp_path / "agreement", os.environ))

    assert ("agreement/records/a.yaml",) == found[0].paths


def test_without_git_or_a_commit_there_are_none(tmp_path):
    assert () == list_commits(isolated(tmp_path, os.environ))
    repository = isolated(tmp_path, os.environ)
    repository.init()
    assert () == list_commits(repository)


def write(folder, path, text):
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")
