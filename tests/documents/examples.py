"""The examples that stand in the kinds' modules."""

from __future__ import annotations

import importlib

from partnership.documents import KINDS


def example(kind: str) -> str:
    """Give the example of a kind, as YAML."""
    return str(importlib.import_module(KINDS[kind].__module__).EXAMPLE)
