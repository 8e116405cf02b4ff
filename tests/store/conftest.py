"""A PostgreSQL server for this folder's tests."""

from __future__ import annotations

import pytest

from tests.postgresql import running


@pytest.fixture(scope="session")
def server():
    """A PostgreSQL server that ends with the tests."""
    with running() as found:
        yield found
