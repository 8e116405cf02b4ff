"""The suite of `test_stores.py` on Spark, in local mode: `make conformance-spark` runs it.

It is apart because Spark is hundreds of megabytes and takes seconds for each statement.
"""

from __future__ import annotations

import pytest

from partnership.store.opening import open_store
from tests.conformance.cases import CASES, answers


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
