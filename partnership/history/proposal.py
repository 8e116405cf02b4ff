"""A branch compared with its base: the documents of both, and what judges the one from the other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from partnership.agreement import Agreement
from partnership.documents import Document


@dataclass(frozen=True, slots=True)
class Removed:
    """A document that was there once and is gone, by its name."""

    name: str
    """`Kind/id`."""
    commit: str
    """The commit that took it away or gave it another name."""
    day: date
    """That commit's day."""
    digest: str
    """The SHA-256 of its last terms."""


@dataclass(frozen=True, slots=True)
class Message:
    """What a commit says of itself."""

    commit: str
    """In full."""
    text: str


@dataclass(frozen=True)
class Proposal:
    """A branch compared with its base."""

    base: Agreement
    """The documents where the branch left its base."""
    head: Agreement
    """The documents as they are proposed."""
    policy: Agreement
    """The documents of the base as it is now: their waivers judge, not the proposal's own."""
    as_of: date
    """The day judged."""
    removed: tuple[Removed, ...] = ()
    """Names of the proposal's new documents that other documents had before."""
    changed: tuple[str, ...] = ()
    """Every path that differs from the base, from git's top, sorted."""
    messages: tuple[Message, ...] = ()
    """What the commits say that the base does not have, the newest first."""

    @cached_property
    def kept(self) -> tuple[tuple[Document, Document], ...]:
        """Every document that is in both, as it was and as it is proposed."""
        pairs = ((before, self.head.named(before.name)) for before in self.base.documents)
        return tuple((before, after) for before, after in pairs if after is not None)

    @cached_property
    def added(self) -> tuple[Document, ...]:
        """Every document whose name the base does not have, not even in a file it could not read."""
        unread = _unread(self.base)
        return tuple(
            after
            for after in self.head.documents
            if self.base.named(after.name) is None and not unread & {after.name, after.path}
        )

    @cached_property
    def deleted(self) -> tuple[Document, ...]:
        """Every document whose name is gone, unless its file is there and could not be read."""
        unread = _unread(self.head)
        return tuple(
            before
            for before in self.base.documents
            if self.head.named(before.name) is None and not unread & {before.name, before.path}
        )


def _unread(agreement: Agreement) -> set[str]:
    found = agreement.refused
    return {name for one in found for name in (one.place.document, one.place.path) if name}
