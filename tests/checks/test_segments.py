"""Rows of targets divide the scope as counting every segment one by one says."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from partnership.checks._segments import divide

NAMES = ("urgency", "country", "level")


@st.composite
def scopes(draw) -> dict[str, tuple[str, ...]]:
    sizes = draw(st.lists(st.integers(1, 4), max_size=3))
    return {
        name: tuple(f"{name}{number}" for number in range(size))
        for name, size in zip(NAMES, sizes, strict=False)
    }


@st.composite
def divisions(draw):
    """A scope, what a metric counts of it, and rows that may or may not divide that."""
    scope = draw(scopes())

    def segment() -> dict[str, str | tuple[str, ...]]:
        when = {}
        for name, values in scope.items():
            chosen = draw(st.lists(st.sampled_from(values), unique=True, max_size=len(values)))
            if chosen:
                when[name] = chosen[0] if len(chosen) == 1 else tuple(chosen)
        return when

    rows = [segment() for _ in range(draw(st.integers(1, 6)))]
    return scope, segment() if draw(st.booleans()) else {}, rows


def takes(when, segment) -> bool:
    """Whether one single segment is in a `when`."""
    for name, wanted in when.items():
        if segment[name] not in ((wanted,) if isinstance(wanted, str) else wanted):
            return False
    return True


def segments_of(scope, where):
    every = (dict(zip(scope, values, strict=True)) for values in product(*scope.values()))
    return [segment for segment in every if takes(where, segment)]


@given(divisions())
def test_rows_overlap_exactly_where_one_segment_is_in_two(case):
    scope, where, rows = case
    counted = segments_of(scope, where)
    shared = {
        later
        for earlier, later in combinations(range(len(rows)), 2)
        if any(takes(rows[earlier], one) and takes(rows[later], one) for one in counted)
    }

    division = divide(rows, where, scope)

    assert division is not None
    assert shared == {later for _, later, _ in division.overlaps}


@given(divisions())
def test_a_gap_is_named_exactly_where_a_segment_is_in_no_row(case):
    scope, where, rows = case
    left = [
        segment
        for segment in segments_of(scope, where)
        if not any(takes(row, segment) for row in rows)
    ]

    division = divide(rows, where, scope)

    assert division is not None
    if not division.overlaps:
        assert bool(left) == (division.gap is not None)


@given(divisions())
def test_every_segment_of_a_named_gap_is_in_no_row(case):
    scope, where, rows = case
    division = divide(rows, where, scope)

    assert division is not None
    if division.gap is not None:
        named = {} if division.gap == "everything" else parsed(division.gap)
        inside = [one for one in segments_of(scope, where) if takes(named, one)]
        assert inside
        assert not any(takes(row, one) for row in rows for one in inside)


def parsed(text: str) -> dict[str, tuple[str, ...]]:
    """Read `urgency: urgency0, urgency1, country: country0` back."""
    when: dict[str, tuple[str, ...]] = {}
    name = ""
    for part in text.split(", "):
        before, colon, after = part.partition(": ")
        name = before if colon else name
        when[name] = (*when.get(name, ()), after if colon else before)
    return when


def test_words_that_are_not_in_the_scope_are_left_to_the_check_that_names_them():
    assert divide([{"urgency": "high"}], {}, {"urgency": ("low",)}) is None


def test_a_thousand_rows_are_divided_without_trying_every_segment():
    """Eleven dimensions of ten values have 10^11 segments; the answer comes from counting."""
    scope = {f"d{number}": tuple(map(str, range(10))) for number in range(11)}
    rows = [{"d0": str(a), "d1": str(b), "d2": str(c)} for a, b, c in product(range(10), repeat=3)]

    whole, without_one = divide(rows, {}, scope), divide(rows[:-1], {}, scope)

    assert whole is not None
    assert without_one is not None
    assert ((), None) == (whole.overlaps, whole.gap)
    assert "d0: 9, d1: 9, d2: 9" == without_one.gap
