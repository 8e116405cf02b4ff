"""A PostgreSQL server for this folder, and event folders that are written once."""

from __future__ import annotations

import pytest

from tests.postgresql import running

SETTINGS = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.log.level": "FATAL",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
"""Small tables: what Spark compiles for large ones takes longer than it saves."""


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


@pytest.fixture(scope="session")
def session(tmp_path_factory):
    """One session of Spark for all its tests."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").appName("conformance")
    warehouse = tmp_path_factory.mktemp("warehouse")
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": str(warehouse)}.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    yield found
    found.stop()
