"""Whatever was measured, closing changes no verdict, and what is closed reproduces."""

from __future__ import annotations

import shutil

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnership.judging import Status, Verdict, judge
from partnership.loading import load
from tests.judging.agreements import agreement, months, sla
from tests.judging.closes import AS_OF, audited, close

LOW = st.sampled_from(
    [
        "",
        "low_volume: {below: 8, then: carry forward, at_most: 2 periods}\n",
        "low_volume: {below: 8, then: report only}\n",
        "low_volume: {below: 8, then: allow misses, misses: 1}\n",
    ]
)
CHRONIC = st.sampled_from(
    ["", "chronic: {expected_missed: 2, in: 12 months, becomes: minimum missed}\n"]
)
COUNTS = st.lists(
    st.integers(0, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
    min_size=2,
    max_size=4,
)


def bare(verdict: Verdict) -> Verdict:
    """Give a verdict without what says that it is closed."""
    return verdict._replace(sealed="", is_due=True)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(counts=COUNTS, low=LOW, chronic=CHRONIC, closed=st.integers(1, 4))
def test_closing_changes_no_verdict_and_each_close_reproduces(
    tmp_path_factory, counts, low, chronic, closed
):
    folder = tmp_path_factory.mktemp("any")
    measured = [f"{numerator}/{denominator}" for numerator, denominator in counts]
    agreement(
        folder,
        sla(effective="{from: 2026-04-01}", more=low + chronic),
        *months("2026-04", measured),
    )
    before = judge(load(folder), AS_OF)
    names = [f"2026-{month:02}" for month in range(4, 4 + min(closed, len(counts)))]

    found = close(folder, *names)

    after = judge(found, AS_OF)
    assert [bare(one) for one in before] == [bare(one) for one in after]
    assert names == [one.period for one in after if one.sealed]
    assert {name: [] for name in names} == audited(found)
    assert all(one.status is not Status.NOT_MEASURED for one in after if one.sealed)
    shutil.rmtree(folder)
