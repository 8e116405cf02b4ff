"""The example's metrics that say what they are based on differ from it in words alone."""

from __future__ import annotations

from importlib.resources import files

import pytest

from partnership.documents import Metric
from partnership.library import base_of, differences, entry
from partnership.loading.document import load_document

METRICS = files("partnership.example") / "repository" / "partnership" / "metrics"
BASED = {
    path.name: loaded.document
    for path in METRICS.iterdir()
    if (loaded := load_document(path.name, path.read_bytes())).document
    and isinstance(loaded.document, Metric)
    and loaded.document.based_on
}


def test_most_of_them_say_it():
    assert 6 == len(BASED)


@pytest.mark.parametrize("name", sorted(BASED))
def test_what_is_counted_is_what_the_library_counts(name):
    metric = BASED[name]
    assert isinstance(metric, Metric)
    base, _ = base_of(metric.based_on or "") or ("", 0)

    assert [] == [one.field for one in differences(metric, entry(base)) if one.counts]
