"""What holds for every calendar, every unit and every set of pauses."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from partnership.clock import Pause, Timeline, Unit, WorkingTime
from tests.clock.calendars import LONDON, LUNCH, NO_WORK, OFFICE

SPRING = date(2026, 3, 20)
TIMELINES = [
    Timeline(working, SPRING, SPRING + timedelta(days=60))
    for working in (
        LONDON,
        NO_WORK,
        WorkingTime("Europe/London", dict.fromkeys(range(7), ((time(), time()),))),
        WorkingTime(
            "Asia/Beirut",
            dict.fromkeys(range(5), LUNCH),
            special_hours={date(2026, 4, 2): ((time(9), time(12)),)},
            cut_off=time(16, 30),
        ),
        WorkingTime("Asia/Kolkata", {0: OFFICE, 3: LUNCH}, cut_off=time(23, 59, 59)),
    )
]
# Full days and hours often fall on a border; single seconds fall beside it.
LAST = min(timeline.until_utc - timeline.from_utc for timeline in TIMELINES) - 1
OFFSETS = st.one_of(
    st.integers(0, LAST),
    st.builds(
        lambda day, hour, second: max(0, min(LAST, day * 86_400 + hour * 3600 + second)),
        st.integers(0, 60),
        st.integers(0, 24),
        st.integers(-1, 1),
    ),
)
TIMELINE, UNIT = st.sampled_from(TIMELINES), st.sampled_from(Unit)


@st.composite
def pauses(draw, timeline, *, open_ended=True):
    some = draw(st.lists(st.tuples(OFFSETS, OFFSETS), max_size=4))
    found = [Pause(timeline.from_utc + min(pair), timeline.from_utc + max(pair)) for pair in some]
    if open_ended and draw(st.booleans()):
        found.append(Pause(timeline.from_utc + draw(OFFSETS)))
    return found


@given(TIMELINE, UNIT, st.lists(OFFSETS, min_size=3, max_size=3))
def test_time_adds_up_and_never_runs_back(timeline, unit, offsets):
    first, second, third = (timeline.from_utc + offset for offset in sorted(offsets))
    parts = timeline.raw(unit, first, second), timeline.raw(unit, second, third)

    assert sum(parts) == timeline.raw(unit, first, third)
    assert min(parts) >= 0


@given(st.data(), TIMELINE, UNIT, OFFSETS, OFFSETS, st.randoms(use_true_random=False))
def test_pauses_in_any_order_take_off_the_same(data, timeline, unit, one, other, random):
    start, stop = (timeline.from_utc + offset for offset in sorted((one, other)))
    some = data.draw(pauses(timeline))
    net = timeline.raw(unit, start, stop, some)

    assert 0 <= net <= timeline.raw(unit, start, stop)
    assert net == timeline.raw(unit, start, stop, random.sample(some, len(some)))
    assert net == timeline.raw(unit, start, stop, some + some)


@given(st.data(), TIMELINE, UNIT, st.lists(OFFSETS, min_size=3, max_size=3))
def test_net_time_adds_up_too(data, timeline, unit, offsets):
    first, second, third = (timeline.from_utc + offset for offset in sorted(offsets))
    some = data.draw(pauses(timeline))

    assert timeline.raw(unit, first, third, some) == (
        timeline.raw(unit, first, second, some) + timeline.raw(unit, second, third, some)
    )


@given(st.data(), TIMELINE, UNIT, OFFSETS, st.integers(0, 200))
def test_due_is_the_last_instant_on_time(data, timeline, unit, offset, within):
    start = timeline.from_utc + offset
    some = data.draw(pauses(timeline))
    end = timeline.until_utc - 1

    try:
        due = timeline.due(unit, start, within, some)
    except ValueError:
        assert timeline.elapsed(unit, start, end, some) <= within
        return

    if due is None:
        assert timeline.elapsed(unit, start, end, some) <= within
        return
    assume(due < end)
    assert start <= due
    assert timeline.elapsed(unit, start, due, some) <= within
    assert timeline.elapsed(unit, start, due + 1, some) > within


@given(st.data(), TIMELINE, st.sampled_from([Unit.BUSINESS_DAYS, Unit.CALENDAR_DAYS]), OFFSETS)
def test_the_day_after_the_due_day_is_too_late(data, timeline, unit, offset):
    start = timeline.from_utc + offset
    some = data.draw(pauses(timeline))
    within = data.draw(st.integers(0, 30))
    try:
        day = timeline.due_day(unit, start, within, some)
    except ValueError:
        return
    assume(day is not None)

    of_day = [segment for segment in timeline.segments if segment.day == day.toordinal()]
    first, after = max(start, of_day[0].from_utc), of_day[-1].until_utc
    assume(after < timeline.until_utc)
    assert timeline.elapsed(unit, start, first, some) <= within
    assert timeline.elapsed(unit, start, after, some) > within


@given(st.data(), TIMELINE, UNIT, OFFSETS, st.integers(0, 100))
def test_due_is_what_window_sums_over_pauses_give(data, timeline, unit, offset, within):
    """The closed form of the module's docstring, written out as SQL would."""
    start = timeline.from_utc + offset
    disjoint = sorted(data.draw(st.sets(OFFSETS, max_size=6)))
    some = [
        Pause(max(start, timeline.from_utc + first), timeline.from_utc + second)
        for first, second in zip(disjoint[::2], disjoint[1::2], strict=False)
        if timeline.from_utc + second > start
    ]
    try:
        due = timeline.due(unit, start, within, some)
    except ValueError:
        return
    assume(due is not None)
    assume(due + 1 < timeline.until_utc)

    running = [(timeline.count(unit, p.from_utc), timeline.count(unit, p.until_utc)) for p in some]
    lengths = [last - first for first, last in running]
    begin, allowed = timeline.count(unit, start), within * unit.size
    nets = [first - begin - sum(lengths[:k]) for k, (first, _) in enumerate(running)]
    goal = (
        begin
        + allowed
        + sum(length for length, net in zip(lengths, nets, strict=True) if net <= allowed)
    )

    assert timeline.count(unit, due) <= goal < timeline.count(unit, due + 1)


@given(UNIT, st.integers(0, 10**9), st.integers(0, 10**5))
def test_rounding_up_never_changes_who_is_on_time(unit, raw, within):
    assert (unit.rounded_up(raw) <= within) == (raw <= within * unit.size)


ZONES = ("Europe/London", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "Asia/Tokyo")
PIECES = ((), OFFICE, LUNCH, ((time(), time()),), ((time(22), time()),), ((time(), time(3)),))
SPECIAL = st.dictionaries(st.dates(SPRING, SPRING + timedelta(days=20)), st.sampled_from(PIECES))
WORKING = st.builds(
    WorkingTime,
    st.sampled_from(ZONES),
    st.fixed_dictionaries({day: st.sampled_from(PIECES) for day in range(7)}),
    special_hours=SPECIAL,
)


def seconds(working, among):
    """Every quarter of an hour that is worked in three weeks around two changes of clocks."""
    first, until = among.from_utc, among.until_utc
    timeline = Timeline(working, SPRING - timedelta(days=3), SPRING + timedelta(days=25))
    return {at for at in range(first, until, 900) if timeline.segment_at(at).open}


@given(WORKING, WORKING, WORKING)
@settings(max_examples=25)
def test_common_time_is_what_each_of_them_works_in_any_order(one, other, third):
    """Whatever the zones; the first says which days there are, and so no more than that."""
    among = Timeline(one, SPRING, SPRING + timedelta(days=20))
    both = seconds(replace(one, others=(other, third)), among)

    assert both == seconds(one, among) & seconds(other, among) & seconds(third, among)
    assert both == seconds(replace(third, others=(one, other)), among)
    assert both == seconds(replace(other, others=(third, one, one)), among)


@given(WORKING, WORKING)
@settings(max_examples=25)
def test_a_day_off_on_either_calendar_is_a_day_off_on_their_common_one(one, other):
    shut = replace(other, hours={}, special_hours={})
    common = replace(one, others=(shut,))

    assert not any(common.opened(SPRING + timedelta(days=number)) for number in range(20))
    assert common.never_works_from(SPRING)
