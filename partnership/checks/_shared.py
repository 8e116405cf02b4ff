"""Asks the checks of a large agreement in several processes, each some of them."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnership.agreement import Agreement
    from partnership.findings import Finding

Asked = Callable[[], Iterator["Finding"]]
"""A check with what it asks."""

MOST_PROCESSES = 4
AT_ONCE = 10
"""How many checks a process takes at once: neighbours often ask for the same."""


def find_shared(agreement: Agreement, asked: Sequence[Asked]) -> Iterator[Finding]:
    """Ask every check, in forks that have the agreement already, and yield what is found in order.

    Args:
        agreement: What the checks ask.
        asked: The checks.

    """
    if "cleared" in agreement.answers:
        agreement.answers["cleared"]()  # a fork has nobody who would tell it
    pool = ProcessPoolExecutor(
        min(len(os.sched_getaffinity(0)), MOST_PROCESSES),
        multiprocessing.get_context("fork"),
        _take,
        (asked,),
    )
    with pool:
        for found in pool.map(_find, range(len(asked)), chunksize=AT_ONCE):
            yield from found


_taken: list[Asked] = []


def _take(asked: Sequence[Asked]) -> None:
    """Keep what this process is asked for; a fork inherits it."""
    _taken[:] = asked


def _find(number: int) -> list[Finding]:
    return [*_taken[number]()]
