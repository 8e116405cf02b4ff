"""A PostgreSQL server for this folder, and event folders that are written once."""

from __future__ import annotations

import pytest

from tests.postgresql import running


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server that ends with the tests."""
    with running() as found:
        yield found


@pytest.fixture(scope="session")
def written(tmp_path_factory):
    """Give the folder of a case's events."""
    there = {}

    def folder(write):
        if write not in there:
            there[write] = write(tmp_path_factory.mktemp(write.__name__) / "events")
        return there[write]

    return folder
