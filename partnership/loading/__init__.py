"""From files to an agreement and the findings that say what could not be taken."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from partnership.loading.gathering import Gathered, find_root, gather

if TYPE_CHECKING:
    from partnership.agreement import Agreement
    from partnership.files import Cache


def load(root: Path, cache: Cache | None = None) -> Agreement:
    """Load every document of the partnership in a folder.

    Args:
        root: The folder that holds `partnership/partnership.yaml`.
        cache: Where documents that were clean before are remembered by their content.

    """
    return load_gathered(gather(root), cache)


def load_gathered(gathered: Gathered, cache: Cache | None = None) -> Agreement:
    """Load documents from files that are already read; they are parsed while models are imported."""
    from partnership.loading.parsing import start_parsing

    parsed = start_parsing(gathered.contents, cache)

    from partnership.loading.repository import link

    return link(gathered, cache, parsed)


__all__ = ["Gathered", "find_root", "gather", "load", "load_gathered"]
