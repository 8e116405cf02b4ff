"""The suite of `test_stores.py` on Spark, in local mode: `make conformance-spark` runs it.

It is apart because Spark is hundreds of megabytes and takes seconds for each statement.
"""

from __future__ import annotations

import pytest
from pyspark.sql import SparkSession

from partnership.store.opening import open_store
from tests.conformance.cases import CASES, answers

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
def session(tmp_path_factory):
    """One session for all cases."""
    builder = SparkSession.builder.master("local[2]").appName("conformance")
    warehouse = tmp_path_factory.mktemp("warehouse")
    for name, value in {**SETTINGS, "spark.sql.warehouse.dir": str(warehouse)}.items():
        builder = builder.config(name, value)
    found = builder.getOrCreate()
    yield found
    found.stop()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
@pytest.mark.usefixtures("session")
def test_spark_gives_the_same_records(case, written):
    folder = written(case.write)
    with open_store(folder) as store:
        expected = answers(case, store)

    with open_store(f"spark://local[2]{folder}") as store:
        found = answers(case, store)

    assert set(expected) == set(found)
    for name, text in expected.items():
        assert text == found[name], name
    print(f"\n{case.name}: {len(found)} answers, the same bytes")
