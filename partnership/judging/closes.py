"""The chain of Closes: each names the one before it by its content."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from partnership.agreement import Agreement
from partnership.documents import Close
from partnership.findings import Loc


@dataclass(frozen=True, slots=True)
class Break:
    """A link of the chain that does not hold, and where it is written."""

    close: Close
    message: str
    loc: Loc = ()


def closes_in(agreement: Agreement) -> tuple[Close, ...]:
    """Give every Close, each after the one that it names."""
    return in_order(agreement.of(Close))


def in_order(closes: Iterable[Close]) -> tuple[Close, ...]:
    """Sort Closes so that each comes after the one it names; what names nothing known comes first."""
    known = {close.id: close for close in sorted(closes, key=_rank)}
    following: dict[str | None, list[Close]] = {}
    for close in known.values():
        before = known.get(close.previous.id) if close.previous else None
        following.setdefault(before.id if before else None, []).append(close)
    found: dict[str, Close] = {}
    waiting = list(reversed(following.get(None, [])))
    while waiting:
        close = waiting.pop()
        found[close.id] = close
        waiting.extend(reversed(following.get(close.id, [])))
    return (*found.values(), *(close for close in known.values() if close.id not in found))


def find_breaks(closes: Iterable[Close]) -> Iterator[Break]:
    """Yield every link that does not hold, by Close."""
    ordered = in_order(closes)
    known = {close.id: close for close in ordered}
    first = next((close for close in ordered if close.previous is None), None)
    named: dict[str, Close] = {}
    for close in ordered:
        before = close.previous
        if before is None:
            if close is not first and first is not None:
                message = f"`{close.id}` names no Close before it, though `{first.id}` is the first"
                yield Break(close, message, ("id",))
            continue
        if before.id not in known:
            message = f"`{close.id}` names `{before.id}` before it, which is not there"
            yield Break(close, message, ("previous", "id"))
        elif known[before.id].digest != before.digest:
            message = f"`{before.id}` is not what it was when `{close.id}` was written after it"
            yield Break(close, message, ("previous", "digest"))
        if before.id in named:
            message = (
                f"`{close.id}` and `{named[before.id].id}` both name `{before.id}` before them"
            )
            yield Break(close, message, ("previous", "id"))
        named.setdefault(before.id, close)


def revision(close: Close) -> int:
    """Give the number of a correction, 0 for a month's first Close."""
    _, _, number = close.id.partition("-r")
    return int(number or 0)


def _rank(close: Close) -> tuple[str, int]:
    return str(close.period), revision(close)
