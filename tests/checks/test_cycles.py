"""Circles are found where there are any, each once."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from partnership.checks._cycles import find_cycles

GRAPHS = st.dictionaries(
    st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefgx"), max_size=4)
)


def is_circular(graph) -> bool:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError:
        return True
    return False


@given(GRAPHS)
def test_a_circle_is_found_exactly_where_there_is_one(graph):
    assert is_circular(graph) == bool(list(find_cycles(graph)))


@given(GRAPHS)
def test_each_circle_follows_what_leads_on_and_begins_with_its_first_name(graph):
    for cycle in find_cycles(graph):
        assert min(cycle) == cycle[0]
        assert all(
            after in graph[before]
            for before, after in zip(cycle, (*cycle[1:], cycle[0]), strict=True)
        )


@given(GRAPHS)
def test_no_name_is_in_two_circles(graph):
    names = [name for cycle in find_cycles(graph) for name in cycle]

    assert len(names) == len(set(names))


def test_a_chain_of_a_hundred_thousand_is_followed_without_recursion():
    chain = {str(number): [str(number + 1)] for number in range(100_000)}

    assert [] == list(find_cycles(chain))
