"""Loads a partnership's documents and links them; a broken file hides no other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from partnership.agreement import Agreement, Settings
from partnership.documents import Document
from partnership.files import Cache
from partnership.findings import Finding, Place
from partnership.loading.document import Loaded, load_document
from partnership.loading.gathering import SITE_FILE, Gathered
from partnership.loading.parsing import Parsed, start_parsing
from partnership.loading.tree import parse


def link(gathered: Gathered, cache: Cache | None = None, parsed: Parsed | None = None) -> Agreement:
    """Make files an agreement.

    Args:
        gathered: The files, as bytes.
        cache: Where documents that were clean before are remembered by their content.
        parsed: The same files, where they are being parsed already.

    """
    parsed = parsed or start_parsing(gathered.contents, cache)
    loaded = list(load_all(gathered.contents, cache, parsed))
    agreement = link_files(gathered, (one.document for one in loaded if one.document), loaded)
    agreement.answers["cleared"] = parsed.cleared
    return agreement


def link_files(
    gathered: Gathered, documents: Iterable[Document], loaded: list[Loaded]
) -> Agreement:
    """Make documents an agreement, with what was refused.

    Args:
        gathered: The files, as bytes.
        documents: What they hold, by path.
        loaded: The files that were looked into.

    """
    files = [Loaded(finding.place.path, findings=[finding]) for finding in gathered.refused]
    files.extend(loaded)
    files.sort(key=lambda one: one.path)
    site = settings_in(gathered)
    refused = [finding for one in files for finding in one.findings]
    refused.extend(one for one in gathered.own.values() if isinstance(one, Finding))
    texts = dict(gathered.contents)
    if isinstance(gathered.site, bytes):
        texts[gathered.base + SITE_FILE] = gathered.site
    return Agreement(
        documents=tuple(documents),
        refused=(*refused, *(site.refused if site else ())),
        files=len(gathered.contents) + len(gathered.refused),
        site=site,
        base=gathered.base,
        own={path: one for path, one in gathered.own.items() if isinstance(one, bytes)},
        texts=texts,
    )


def load_all(
    contents: Mapping[str, bytes], cache: Cache | None, parsed: Parsed | None = None
) -> Iterator[Loaded]:
    """Load files, from the cache where they were clean before, and remember what is clean now.

    Args:
        contents: The files, by path.
        cache: Where documents that were clean before are remembered by their content.
        parsed: The same files, where they are being parsed already.

    """
    parsed = parsed or start_parsing(contents, cache)
    fresh: dict[bytes, str] = {}
    in_turn = parsed.in_turn(contents.values())
    for (path, content), canonical in zip(contents.items(), in_turn, strict=True):
        loaded = load_document(path, content, canonical)
        if loaded.canonical and content not in parsed.known:
            fresh[content] = loaded.canonical
        yield loaded
    if cache and fresh:
        cache.put_many(fresh)


def settings_in(gathered: Gathered) -> Settings | None:
    """Read the site's settings as data; MkDocs' own loader would run what they name."""
    path = gathered.base + SITE_FILE
    if gathered.site is None:
        return None
    if isinstance(gathered.site, Finding):
        return Settings(path, None, {}, (gathered.site,))
    tree = parse(gathered.site, with_places=True)
    refused = tuple(
        Finding(
            Place(path, refused.line, refused.column), refused.message, refused.hint, refused.check
        )
        for refused in tree.refusals
    )
    return Settings(path, tree.value, tree.keys, refused)
