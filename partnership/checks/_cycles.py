"""Finding circles in what leads to what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence


def find_cycles(leads_to: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """Yield circles, each once and beginning with its first name in order; no node is in two.

    Args:
        leads_to: What each name leads to; names that are no key lead nowhere.

    """
    done: set[str] = set()
    for start in sorted(leads_to):
        if start not in done:
            yield from _from(start, leads_to, done)


def _from(
    start: str, leads_to: Mapping[str, Sequence[str]], done: set[str]
) -> Iterator[tuple[str, ...]]:
    """Walk from one name, depth first and without recursion."""
    path, on_path = [start], {start}
    open_ends = [iter(leads_to.get(start, ()))]
    while open_ends:
        following = next(open_ends[-1], None)
        if following is None:
            open_ends.pop()
            done.add(path[-1])
            on_path.discard(path.pop())
        elif following in on_path:
            cycle = path[path.index(following) :]
            if not done.intersection(cycle):
                least = cycle.index(min(cycle))
                yield (*cycle[least:], *cycle[:least])
                done.update(cycle)
        elif following not in done and following in leads_to:
            path.append(following)
            on_path.add(following)
            open_ends.append(iter(leads_to[following]))
