"""All documents of one revision, linked: who is there, what refers to what, what holds on a day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from partnership import documents
from partnership.documents import Commitment, Document
from partnership.documents.references import references_in
from partnership.findings import Finding, Loc, Place, nearest

if TYPE_CHECKING:
    from partnership.documents import Partnership, Role, Scope

D = TypeVar("D", bound=Document)
C = TypeVar("C", bound=Commitment)
T_co = TypeVar("T_co", bound=Commitment, covariant=True)


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from one document to another, or to a role."""

    document: Document
    loc: Loc
    kind: str
    """The kind referred to, or `role`, or `any` for `Kind/id`."""
    id: str


@dataclass(frozen=True, slots=True)
class Stretch(Generic[T_co]):
    """Terms and the days on which they are in force, as ordinals; `until` is the day after."""

    first: int
    until: int
    terms: T_co


@dataclass(frozen=True, slots=True)
class Settings:
    """A file that is data though no document: `site/mkdocs.yml`."""

    path: str
    value: Any
    keys: Mapping[Loc, tuple[int, int]]
    refused: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """All documents of one repository at one revision."""

    documents: tuple[Document, ...]
    """Every document that could be taken, by path."""
    refused: tuple[Finding, ...] = ()
    """What could not be taken, and why."""
    files: int = 0
    """How many files were looked at."""
    site: Settings | None = None
    """The site's settings, where there are any."""
    base: str = ""
    """The root's path from git's top, with a slash at its end, or nothing."""
    own: Mapping[str, bytes] = field(default_factory=dict)
    """The files below `site/docs/`, by path from git's top, sorted."""
    texts: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Every file of documents and of the site's settings as it is, by path from git's top."""

    @cached_property
    def _by_kind(self) -> dict[str, dict[str, Document]]:
        kinds: dict[str, dict[str, Document]] = {}
        for document in self.documents:
            kinds.setdefault(document.kind, {}).setdefault(document.id, document)
        written = {
            name: one
            for name, one in kinds.get("Calendar", {}).items()
            if isinstance(one, documents.Calendar)
        }
        common = {name: one.among(written) for name, one in written.items() if one.is_common}
        if common:
            kinds["Calendar"].update(common)
        return kinds

    def of(self, kind: type[D]) -> tuple[D, ...]:
        """Give all documents of a kind, by id."""
        if kind.__name__ not in self._in_order:
            found = self._by_kind.get(kind.__name__, {})
            self._in_order[kind.__name__] = tuple(found[name] for name in sorted(found))
        return self._in_order[kind.__name__]  # type: ignore[return-value]

    @cached_property
    def _in_order(self) -> dict[str, tuple[Document, ...]]:
        return {}

    def get(self, kind: type[D], name: str | None) -> D | None:
        """Give one document by kind and id, or None."""
        return self._by_kind.get(kind.__name__, {}).get(name or "")  # type: ignore[return-value]

    def ids(self, kind: str) -> tuple[str, ...]:
        """Name everything of a kind, sorted; `role` names the seats."""
        return tuple(sorted(self.roles if kind == "role" else self._by_kind.get(kind, {})))

    def named(self, name: str) -> Document | None:
        """Give a document by its `Kind/id`, or None."""
        kind, _, document_id = name.partition("/")
        return self._by_kind.get(kind, {}).get(document_id)

    @cached_property
    def answers(self) -> dict[Any, Any]:
        """What was worked out from these documents, for whoever would work it out again."""
        return {}

    @cached_property
    def partnership(self) -> Partnership | None:
        """The partnership's own document."""
        return next(iter(self.of(documents.Partnership)), None)

    @cached_property
    def scope(self) -> Scope | None:
        """What is in scope, and the dimensions."""
        return next(iter(self.of(documents.Scope)), None)

    @cached_property
    def roles(self) -> dict[str, Role]:
        """Every seat by its id."""
        return {role.id: role for roles in self.of(documents.Roles) for role in roles.roles}

    @cached_property
    def dimensions(self) -> dict[str, tuple[str, ...]]:
        """Every dimension of the scope, with its values."""
        if self.scope is None:
            return {}
        return {dimension.id: dimension.values for dimension in self.scope.dimensions}

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Every reference, with its place."""
        return tuple(self._links())

    def _links(self) -> Iterator[Link]:
        for document in self.documents:
            for loc, kind, target in references_in(document):
                yield Link(document, loc, kind, target)

    def resolves(self, link: Link) -> bool:
        """Whether what a link names is there."""
        if link.kind == "any":
            return self.named(link.id) is not None
        if link.kind == "role":
            return link.id in self.roles
        return link.id in self._by_kind.get(link.kind, {})

    @cached_property
    def dangling(self) -> tuple[Link, ...]:
        """Every reference that names nothing, unless what it names was written and refused."""
        return tuple(
            link
            for link in self.links
            if not self.resolves(link) and not self._may_be_refused(link)
        )

    @cached_property
    def _refused_files(self) -> dict[str, str]:
        """Files that hold a document nobody could take: path to `Kind/id`, where it is known."""
        taken = {document.path for document in self.documents}
        return {
            found.place.path: found.place.document
            for found in self.refused
            if found.place.path not in taken
            and found.place.path.endswith((".yaml", ".yml"))
            and not found.place.path.startswith(f"{self.base}site/")
        }

    def is_whole(self, *kinds: str) -> bool:
        """Whether every document of these kinds that was written could be taken."""
        named = (name.partition("/")[0] for name in self._refused_files.values())
        return not any(kind in {"", *kinds} for kind in named)

    def _may_be_refused(self, link: Link) -> bool:
        kind, _, name = link.id.partition("/") if link.kind == "any" else (link.kind, "", link.id)
        if kind == "role":
            return not self.is_whole("Roles")
        files = self._refused_files.items()
        return any(
            refused == f"{kind}/{name}"
            or (refused.partition("/")[0] in {"", kind} and PurePosixPath(path).stem == name)
            for path, refused in files
        )

    def nearest(self, link: Link) -> str | None:
        """Guess what a dangling link meant."""
        if link.kind == "any":
            named = (f"{kind}/{name}" for kind, found in self._by_kind.items() for name in found)
            return nearest(link.id, named)
        return nearest(
            link.id, self.roles if link.kind == "role" else self._by_kind.get(link.kind, {})
        )

    def refused_by(self, check: str) -> Iterator[Finding]:
        """Yield what the loader refused for one reason."""
        yield from (finding for finding in self.refused if finding.check == check)

    @cached_property
    def unread(self) -> tuple[str, ...]:
        """Name what cannot be read as written and may hold a promise: `SLA/id`, or a path."""
        found = {
            finding.place.path: finding.place.document or finding.place.path
            for finding in self.refused
            if finding.check not in {"not-a-document", "unknown-kind"}
            and not finding.place.path.startswith(f"{self.base}site/")
        }
        for document in self.documents:
            found.pop(document.path, None)
        promises = (name for path, name in found.items() if name == path or name.startswith("SLA/"))
        return tuple(sorted(promises))

    def in_force(self, kind: type[C], day: date) -> tuple[C, ...]:
        """Give the terms of a kind that bind on a day."""
        on = day.toordinal()
        return tuple(one.terms for one in self.stretches(kind) if one.first <= on < one.until)

    @cached_property
    def _stretches(self) -> dict[str, dict[str, tuple[Stretch[Any], ...]]]:
        return {}

    def _stretches_of(self, kind: type[C]) -> dict[str, tuple[Stretch[C], ...]]:
        known = self._stretches.get(kind.__name__)
        if known is None:
            known = {document.id: tuple(_stretches(document)) for document in self.of(kind)}
            self._stretches[kind.__name__] = known
        return known

    def stretches(self, kind: type[C], name: str | None = None) -> Iterator[Stretch[C]]:
        """Yield all terms of a kind or of one of its documents, with the days they are in force."""
        known = self._stretches_of(kind)
        for found in known.values() if name is None else (known.get(name, ()),):
            yield from found

    def during(self, kind: type[C], name: str | None, days: Stretch[Any]) -> Iterator[C]:
        """Yield the terms of one document that are in force on any day of a stretch."""
        for stretch in self.stretches(kind, name or ""):
            if stretch.first < days.until and days.first < stretch.until:
                yield stretch.terms

    def zone(self, calendar: str | None = None) -> str:
        """Name the time zone of a calendar, or the partnership's where none is named."""
        found = self.get(documents.Calendar, calendar)
        if found:
            return found.time_zone
        return self.partnership.time_zone if self.partnership else "UTC"

    @cached_property
    def digest(self) -> str:
        """The SHA-256 that names exactly these documents, wherever their files stand."""
        lines = sorted(f"{document.name} {document.digest}" for document in self.documents)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def place(self, path: str) -> Place:
        """Give the place of a file by its path from the root."""
        return Place(self.base + path)


def _stretches(document: C) -> Iterator[Stretch[C]]:
    """Yield the terms of a commitment with their days; terms that never hold are left out."""
    start = document.effective.from_.toordinal()
    last = document.effective.to or date.max
    is_one = not document.amendments and document.kind != "Calendar"
    versions = [(date.min, document)] if is_one else list(document.versions())
    ends = [since.toordinal() for since, _ in versions[1:]] + [last.toordinal() + 1]
    for (since, terms), end in zip(versions, ends, strict=True):
        first, until = max(start, since.toordinal()), min(end, last.toordinal() + 1)
        if first < until:
            yield Stretch(first, until, terms)
