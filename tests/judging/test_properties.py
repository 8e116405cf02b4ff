"""What holds for all counts and all levels, not only for those somebody thought of."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from partnership.documents import SLA, Measurement, Metric
from partnership.documents.measurement import Row
from partnership.judging import Status
from partnership.judging.bands import band, band_reason
from partnership.judging.cases import Case, Pool
from partnership.judging.counts import Counts, exact_value
from partnership.judging.deciding import decide
from partnership.judging.parts import Part
from partnership.judging.wording import shown
from partnership.statistics import Histogram
from partnership.values.levels import Threshold
from partnership.values.periods import Span
from partnership.values.statistic_names import Statistic
from tests.judging.agreements import agreement, measurement, row, sla

ORDER = [Status.MINIMUM_MISSED, Status.EXPECTED_MISSED, Status.MET]
SHARES = st.fractions(0, 1, max_denominator=1000)
LEVELS = st.tuples(SHARES, SHARES).map(sorted)
STATISTICS = st.sampled_from(
    [
        Statistic("mean"),
        Statistic("median"),
        Statistic("percentile", 90, "linear"),
        Statistic("percentile", 90, "nearest rank"),
    ]
)


def percent(value):
    return Threshold(value, "percent")


@given(LEVELS, st.integers(1, 400), st.data())
def test_a_better_numerator_never_worsens_the_status(levels, n, data):
    fewer = data.draw(st.integers(0, n))
    more = data.draw(st.integers(fewer, n))
    minimum, expected = map(percent, levels)

    worse = band(Fraction(fewer, n), expected, minimum, higher=True)
    better = band(Fraction(more, n), expected, minimum, higher=True)

    assert ORDER.index(worse) <= ORDER.index(better)


@given(LEVELS, SHARES)
def test_the_other_direction_mirrors(levels, value):
    minimum, expected = levels

    higher = band(value, percent(expected), percent(minimum), higher=True)
    lower = band(1 - value, percent(1 - expected), percent(1 - minimum), higher=False)

    assert higher == lower


@given(LEVELS, SHARES)
def test_equal_is_never_a_miss(levels, value):
    minimum, _ = levels

    assert Status.MET == band(value, percent(value), percent(min(minimum, value)), higher=True)


@given(st.lists(st.integers(0, 60), min_size=1), st.data(), STATISTICS)
def test_splitting_a_histogram_and_adding_it_up_changes_nothing(values, data, statistic):
    cut = data.draw(st.integers(0, len(values)))
    one, other = Histogram.from_values(values[:cut]), Histogram.from_values(values[cut:])
    whole = Histogram.from_values(values)

    together = Counts(one.n, closed=one).plus(Counts(other.n, closed=other))

    assert Counts(whole.n, closed=whole) == together
    assert exact_value(Counts(whole.n, closed=whole), statistic) == exact_value(together, statistic)


@given(SHARES, SHARES)
def test_a_value_never_reads_like_a_level_it_is_not(value, level):
    same = shown(value, "percent", [level]) == shown(level, "percent", [value])

    assert (value == level) == same


@given(SHARES)
def test_what_is_shown_is_within_half_a_hundredth_of_a_percent(value):
    text = shown(value, "percent")

    assert abs(Fraction(text.rstrip("%")) / 100 - value) <= Fraction(1, 20000)


@given(LEVELS, SHARES)
def test_a_reason_names_the_level_that_decided(levels, value):
    minimum, expected = map(percent, (Fraction(round(level * 100), 100) for level in levels))

    status = band(value, expected, minimum, higher=True)
    reason = band_reason(value, "1/2", expected, minimum, higher=True, unit="", status=status)

    decided = minimum if status is Status.MINIMUM_MISSED else expected
    assert str(decided) in reason


LOW = [
    "",
    "low_volume: {below: 8, then: report only}\n",
    "low_volume: {below: 8, then: carry forward, at_most: 2 periods}\n",
    "low_volume: {below: 8, then: allow misses, misses: 1}\n",
]


def test_every_verdict_has_a_status_and_a_reason(tmp_path_factory):
    """Whatever is counted in however many months, something is said, and nothing empty is met."""
    counted = measurement("2025-01", row("1/1"))
    terms = {
        text: agreement(tmp_path_factory.mktemp("terms"), sla(more=text), counted) for text in LOW
    }

    @given(
        st.sampled_from(LOW),
        st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=6),
    )
    def hold(text, counts):
        _hold(terms[text], counts)

    hold()


def _hold(agreed, counts):
    promise = agreed.get(SLA, "first-slate")
    pool, periods = Pool(), Span(2025, 1, 1)
    carried = judged = 0
    for numerator, misses in counts:
        part = Part(periods, periods.first, periods.last, periods.last, promise)
        found = Row(segment="all", numerator=numerator, denominator=numerator + misses)
        case = Case(
            part,
            promise.targets[0],
            promise.place("targets", 0),
            str(periods),
            date(2026, 1, 1),
            date(2026, 7, 1),
            agreed.get(Metric, promise.metric),
            agreed.get(Measurement, "first-slate.2025-01"),
            found,
        )
        decision, pool = decide(case, pool)
        assert decision.reason
        assert decision.decided_by
        assert (decision.status is Status.INSUFFICIENT_DATA) or decision.value is not None
        if not numerator + misses:
            assert Status.INSUFFICIENT_DATA == decision.status
        if decision.status in ORDER and decision.counts:
            judged += decision.counts.n
        carried += numerator + misses
        periods = periods.next
    assert judged <= carried
