"""What each document is called and what it names: enough to check references without loading it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from partnership.agreement import Agreement
from partnership.documents import Document, Origin
from partnership.documents.references import references_in
from partnership.documents.repeats import repeats_in
from partnership.files import Cache
from partnership.loading.gathering import Gathered
from partnership.loading.repository import link_files, load_all


@dataclass(frozen=True, slots=True)
class Outlined:
    """An agreement of which only what may be wrong was loaded."""

    agreement: Agreement
    """Changed documents whole, the others by name; good for questions of form and reference.

    Where all is right nobody has to ask, and the others are left out.
    """
    changed: Mapping[str, bytes]
    """What was not known yet, by path."""
    is_right: bool
    """Whether there is nothing to find of form and reference."""


class Named(Document):
    """Stands for a document that is known to be well formed: a kind and an id at a path."""


def outline_of(document: Document) -> str:
    """Write what a document is called, with its seats, and what it names, on two lines."""
    called = [document.name]
    if document.kind == "Roles":  # asked by name, because a model takes long to import
        called += [f"role/{seat.id}" for seat in document.roles]  # type: ignore[attr-defined]
    names = {
        name if kind == "any" else f"{kind}/{name}" for _, kind, name in references_in(document)
    }
    return f"{' '.join(called)}\n{' '.join(sorted(names))}"


def outline(
    gathered: Gathered, known: Mapping[bytes, str], cache: Cache | None, *kinds: str
) -> Outlined:
    """Load what changed, and what a change may have broken.

    Args:
        gathered: The files, as bytes.
        known: Outlines of documents in which nothing was found, by content.
        cache: Where documents that were clean before are remembered by their content.
        kinds: Kinds that are loaded in any case; Roles are, for their seats.

    """
    changed = {path: text for path, text in gathered.contents.items() if text not in known}
    loaded = {one.path: one for one in load_all(changed, cache)}
    outlines = {path: known[text] for path, text in gathered.contents.items() if text in known}
    of_kinds = tuple(f"{kind}/" for kind in ("Roles", *kinds))
    again = {path for path, text in outlines.items() if text.startswith(of_kinds)}
    documents = {path: one.document for path, one in loaded.items() if one.document}
    outlines |= {path: outline_of(document) for path, document in documents.items()}
    doubtful = set(_doubtful(outlines))
    agreement = link_files(gathered, documents.values(), list(loaded.values()))
    if not (doubtful or agreement.refused or any(map(_repeats, documents.values()))):
        return Outlined(agreement, changed, is_right=True)
    wanted = {path: gathered.contents[path] for path in sorted(again | doubtful - set(changed))}
    loaded |= {one.path: one for one in load_all(wanted, cache)}
    found = (
        loaded[path].document if path in loaded else _named(path, outlines[path])
        for path in gathered.contents
    )
    whole = (document for document in found if document)
    agreement = link_files(gathered, whole, list(loaded.values()))
    return Outlined(agreement, changed, is_right=False)


def _repeats(document: Document) -> bool:
    return any(repeats_in(document))


def _doubtful(outlines: Mapping[str, str]) -> Iterator[str]:
    """Yield the documents that name what is not there, or are called as another is."""
    parts = {path: text.split("\n") for path, text in outlines.items()}
    called = Counter(name for own, _ in parts.values() for name in own.split())
    there, shared = set(called), {name for name, times in called.items() if times > 1}
    for path, (own, names) in parts.items():
        if not (there.issuperset(names.split()) and shared.isdisjoint(own.split())):
            yield path


def _named(path: str, outline: str) -> Named:
    kind, _, name = outline.partition("\n")[0].partition(" ")[0].partition("/")
    return Named.model_construct(kind=kind, id=name).placed(Origin(path, ""))
