"""Parses files on all processors; imports no models, so that they can be imported meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import TYPE_CHECKING

from partnership.canonical import canonical_json
from partnership.files import Cache
from partnership.guard import find_suspects
from partnership.loading.tree import parse

if TYPE_CHECKING:
    from concurrent.futures import Future

WORTH_A_PROCESS = 500


@dataclass(frozen=True, slots=True)
class Parsed:
    """Files that were parsed before, and those that are being parsed."""

    known: Mapping[bytes, str]
    """Canonical form by content, from the cache."""
    missing: list[bytes]
    """The contents the cache does not know."""
    results: Iterable[str]
    """The canonical form of each of them, or nothing; waits for whoever parses."""
    suspects: Future[list[int]] | None = None
    """Which of them may hold what belongs to a person, where others look while this process goes on."""

    def fresh(self) -> dict[bytes, str]:
        """Give what was parsed now and has a form that needs no finding."""
        pairs = zip(self.missing, self.results, strict=True)
        return {content: canonical for content, canonical in pairs if canonical}

    def cleared(self) -> AbstractSet[bytes]:
        """Give the contents in which nothing can belong to a person; waits for whoever looks."""
        if self.suspects is None:
            return frozenset()
        suspects = {*self.suspects.result()}
        return {content for at, content in enumerate(self.missing) if at not in suspects}

    def in_turn(self, contents: Iterable[bytes]) -> Iterator[str]:
        """Yield the canonical form of each content, or nothing, as soon as it is there.

        Args:
            contents: What was to be parsed, in the same order.

        """
        results = iter(self.results)
        for content in contents:
            yield self.known[content] if content in self.known else next(results)


def start_parsing(
    contents: Mapping[str, bytes], cache: Cache | None, *, looks_for_persons: bool = False
) -> Parsed:
    """Begin to parse files, in processes of their own where there are enough to be worth it.

    Args:
        contents: The files, by path.
        cache: Where files that were clean before are remembered by their content.
        looks_for_persons: Whether to look for suspects too, where there are processes for it.

    """
    known = cache.get_many(contents.values()) if cache else {}
    missing = [content for content in contents.values() if content not in known]
    if len(missing) < WORTH_A_PROCESS or not sys.platform.startswith("linux"):
        return Parsed(known, missing, map(clean_canonical, missing))
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor

    pool = ProcessPoolExecutor(mp_context=multiprocessing.get_context("fork"))
    results = pool.map(clean_canonical, missing, chunksize=100)
    suspects = pool.submit(find_suspected, missing) if looks_for_persons else None
    pool.shutdown(wait=False)
    return Parsed(known, missing, results, suspects)


def find_suspected(contents: list[bytes]) -> list[int]:
    """Give the contents that may hold what belongs to a person."""
    return find_suspects([content.decode("utf-8", "replace") for content in contents])


def clean_canonical(content: bytes) -> str:
    """Give a file's data in canonical form, or nothing where its form alone needs a finding."""
    tree = parse(content)
    kind = tree.value.get("kind") if isinstance(tree.value, dict) else None
    return canonical_json(tree.value) if isinstance(kind, str) and not tree.refusals else ""
