"""From files to an agreement and the findings that say what could not be taken."""

from partnership.loading.repository import find_root, load

__all__ = ["find_root", "load"]
