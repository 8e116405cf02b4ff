"""What holds of verdicts for all counts: better is never worse, swapping swaps, relief never harms."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnership.agreement import Agreement
from partnership.canonical import canonical_json
from partnership.documents import KINDS, SLA, Measurement, Metric, Origin, Relief
from partnership.judging import Status, judge, judge_in_full
from partnership.judging.counts import exact_value, read_counts
from partnership.measuring.records import counts_digest, from_written
from partnership.measuring.tallies import Tally, before_relief, counted_row
from tests.judging.agreements import agreement, measurement, metric, relief, row, sla

AS_OF = date(2026, 7, 10)
MARCH = "{from: 2026-03-01, to: 2026-03-31}"
ORDER = {Status.MINIMUM_MISSED: 0, Status.EXPECTED_MISSED: 1, Status.MET: 2}
DAYS = "  - {id: all, expected: 20 calendar days, minimum: 30 calendar days}\n"


def with_rows(agreed: Agreement, *rows: dict[str, Any]) -> Agreement:
    """Put other counts into the only measurement, with their digest, as measuring would."""
    (record,) = agreed.of(Measurement)
    written = {**record.written, "rows": list(rows)}
    written["digests"] = {**written["digests"], "counts": counts_digest(written)}
    others = tuple(one for one in agreed.documents if one is not record)
    return replace(agreed, documents=(*others, from_written(written)))


def status(agreed: Agreement, **counts: Any) -> Status:
    """Judge March on other counts."""
    (verdict,) = judge(with_rows(agreed, {"segment": "all", **counts}), AS_OF)
    return verdict.status


@pytest.fixture(scope="module")
def shares(tmp_path_factory):
    return agreement(
        tmp_path_factory.mktemp("shares"), sla(effective=MARCH), measurement("2026-03", row("1/1"))
    )


@given(st.integers(1, 300), st.data())
def test_one_more_on_time_never_lowers_the_result_of_who_owes(shares, n, data):
    """Within a period and fixed terms; low volume and ratchet are shown apart."""
    fewer = data.draw(st.integers(0, n))
    more = data.draw(st.integers(fewer, n))

    worse = status(shares, numerator=fewer, denominator=n, n=n)
    better = status(shares, numerator=more, denominator=n, n=n)

    assert ORDER[worse] <= ORDER[better]


STATISTICS = ("mean", "median", "90th percentile, linear", "90th percentile, nearest rank")


@pytest.fixture(scope="module", params=STATISTICS)
def clocks(request, tmp_path_factory):
    promise = sla(DAYS, measures="time-to-fill", statistic=request.param, effective=MARCH)
    counted = measurement("2026-03", row('n: 1, closed: {"1": 1}'))
    return agreement(tmp_path_factory.mktemp("clocks"), promise, counted)


@given(st.lists(st.integers(0, 60), min_size=1, max_size=30), st.data())
def test_a_shorter_clock_never_lowers_the_result_of_who_owes(clocks, lengths, data):
    position = data.draw(st.integers(0, len(lengths) - 1))
    shorter = list(lengths)
    shorter[position] = data.draw(st.integers(0, lengths[position]))

    worse, better = (status(clocks, n=len(one), closed=bins(one)) for one in (lengths, shorter))

    assert ORDER[worse] <= ORDER[better]


def bins(lengths):
    return {str(length): count for length, count in sorted(Counter(lengths).items())}


PARTIES = {"client": "provider", "provider": "client"}


def swapped(value: Any) -> Any:
    """Exchange the two parties wherever they are named, as keys and as values."""
    if isinstance(value, dict):
        return {PARTIES.get(key, key): swapped(each) for key, each in value.items()}
    if isinstance(value, list):
        return [swapped(each) for each in value]
    return PARTIES.get(value, value) if isinstance(value, str) else value


def mirrored(agreed: Agreement) -> Agreement:
    """Give the agreement of the same two companies with their parts exchanged."""
    made = []
    for document in agreed.documents:
        canonical = canonical_json(swapped(dict(document.written)))
        copy = KINDS[document.kind].model_validate_json(canonical, strict=True)
        made.append(copy.placed(Origin(document.path, canonical, document.origin.locate)))
    digests = {one.id: one.digest for one in made if isinstance(one, Relief)}
    documents = [_with_reliefs(one, digests) for one in made]
    return replace(agreed, documents=tuple(documents))


def _with_reliefs(document, digests):
    if not isinstance(document, Measurement) or not document.digests.reliefs:
        return document
    used = {name: digests[name] for name in document.digests.reliefs}
    return from_written(
        {**document.written, "digests": {**document.written["digests"], "reliefs": used}}
    )


SHARES = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(
    lambda pair: f"{min(pair)}/{max(pair)}"
)


@pytest.fixture(scope="module")
def both_ways(tmp_path_factory):
    """What each party owes the other, with relief, repeats, a floor, and a change of who owes."""
    more = (
        "relief: extend the clock\nrelief_notice: 5 business days\ndata_owner: client\n"
        "measured_by: provider\nverified_by: client\n"
        "low_volume: {below: 8, then: carry forward, at_most: 2 periods}\n"
        "chronic: {expected_missed: 2, in: 12 months, becomes: minimum missed}\n"
        "repeat: {within: 1 month, multiplier: 2}\n"
    )
    term = "{from: 2026-02-01, to: 2026-05-31}"
    turned = "amendments:\n  - {from: 2026-05-01, owed_by: client}\n"
    folder = tmp_path_factory.mktemp("both")
    return lambda counts: agreement(
        folder,
        sla(effective=term, more=more + turned),
        sla(name="feedback", owed_by="client", effective=term, more=more),
        relief(),
        *(
            measurement(f"2026-{2 + index // 2:02d}", row(one), name=name)
            for index, one in enumerate(counts)
            for name in [("first-slate", "feedback")[index % 2]]
        ),
    )


@settings(max_examples=25)
@given(st.lists(SHARES, min_size=8, max_size=8))
def test_swapping_the_parties_in_all_documents_swaps_every_verdict(both_ways, counts):
    agreed = both_ways(counts)

    one, other = (list(judge_in_full(each, AS_OF)) for each in (agreed, mirrored(agreed)))

    assert 8 == len(one)
    assert [PARTIES[each.verdict.owed_by] for each in one] == [
        each.verdict.owed_by for each in other
    ]
    assert [facts(each) for each in one] == [facts(each) for each in other]


def facts(judged):
    """All of a verdict but who owes it, in words without the parties' names."""
    verdict = judged.verdict
    said = verdict.reason.replace("client", "party").replace("provider", "party")
    return (verdict.sla, verdict.period, verdict.status, verdict.value, said, judged.standing)


TALLIES = st.tuples(*[st.integers(0, 9)] * 5)


@pytest.mark.parametrize("method", ["remove", "count as met"])
@given(TALLIES)
def test_relief_never_lowers_the_value_of_a_fixed_population(fills, method, drawn):
    """Of those that miss some are covered: without them, or with them met, the share is no less."""
    on_time, late, open_late, closed, open_ = drawn
    tally = Tally(on_time=on_time, late=late + closed, open_late=open_late + open_)
    tally.excused_closed, tally.excused_open = Counter({40: closed}), Counter({50: open_})
    tally.closed = Counter({10: on_time, 40: late + closed})
    tally.open = Counter({50: open_late + open_})
    promise, counted = fills[method]

    before = before_relief(tally, promise, counted)
    after = counted_row(tally, promise, counted)

    if after["denominator"] and before["denominator"]:
        relieved, plain = (
            Fraction(one["numerator"], one["denominator"]) for one in (after, before)
        )
        assert relieved >= plain
    else:
        assert method == "remove" or not before["denominator"]


@pytest.fixture(scope="module")
def fills(tmp_path_factory):
    found = {}
    for method in ("remove", "count as met"):
        promise = sla(
            "  - {id: all, within: 30 calendar days, expected: 90%, minimum: 80%}\n",
            measures="time-to-fill",
            more=f"relief: {method}\n",
        )
        agreed = agreement(tmp_path_factory.mktemp("fills"), metric("time-to-fill"), promise)
        found[method] = agreed.get(SLA, "first-slate"), agreed.get(Metric, "time-to-fill")
    return found


@pytest.fixture(scope="module", params=STATISTICS)
def carried(request, tmp_path_factory):
    """The same clocks in one period, and in two of which the first is too small to judge."""
    promise = sla(
        DAYS,
        measures="time-to-fill",
        statistic=request.param,
        effective="{from: 2026-03-01, to: 2026-04-30}",
        more="low_volume: {below: 20, then: carry forward}\n",
    )
    folder = tmp_path_factory.mktemp("carried")
    return lambda *months: agreement(
        folder,
        promise,
        *(
            measurement(
                f"2026-{3 + index:02d}", row(f"n: {len(one)}, closed: {canonical_json(bins(one))}")
            )
            for index, one in enumerate(months)
        ),
    )


@settings(max_examples=20)
@given(st.lists(st.integers(0, 60), min_size=20, max_size=40), st.data())
def test_splitting_a_periods_histogram_and_adding_it_back_changes_nothing(carried, lengths, data):
    cut = data.draw(st.integers(1, 19))

    whole, _ = judge(carried(lengths, []), AS_OF)
    first, together = judge(carried(lengths[:cut], lengths[cut:]), AS_OF)

    assert Status.INSUFFICIENT_DATA == first.status
    assert (whole.value, whole.n) == (together.value, together.n)
    assert whole.status == together.status
    assert ("2026-03",) == together.pooled


def test_the_value_of_a_row_is_the_value_of_its_verdict(shares):
    """The counts read from a row, and the verdict's value, are one and the same fraction."""
    agreed = with_rows(shares, {"segment": "all", "numerator": 7, "denominator": 9, "n": 9})
    (record,) = agreed.of(Measurement)
    (promise,) = agreed.of(SLA)

    (verdict,) = judge(agreed, AS_OF)

    assert (
        exact_value(read_counts(record.rows[0], promise.statistic), promise.statistic)
        == verdict.value
    )
