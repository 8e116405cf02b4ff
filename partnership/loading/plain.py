"""Builds data from YAML of which nothing is to be refused, which is nearly all there is, and fast.

Whatever is not plain is left to the builder in `tree`, which knows what to say about it. Both give
the same data where both give any.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yaml import (
    CLoader,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
    YAMLError,
)

from partnership.loading.scalars import resolve

MAX_DEPTH = 64
NextEvent = Callable[[], Any]


class NotPlain(Exception):  # noqa: N818 - control flow, never seen outside
    """Something may have to be refused."""


def build_plain(text: str, nodes: int) -> dict[str, Any] | None:
    """Build a mapping from a file's text; None where something may have to be refused.

    Args:
        text: The file; one that has fewer characters than it may have values has no more of them.
        nodes: How many values it may have.

    """
    if len(text) >= nodes:
        return None
    loader = CLoader(text)
    try:
        return _document(loader.get_event)
    except (NotPlain, ValueError, YAMLError):
        return None
    finally:
        loader.dispose()


def _document(next_event: NextEvent) -> dict[str, Any]:
    start = next_event()
    while type(start) is StreamStartEvent:
        start = next_event()
    if type(start) is not DocumentStartEvent or start.version or start.tags:
        raise NotPlain
    found = _value(next_event(), next_event, MAX_DEPTH)
    next_event()
    if type(found) is not dict or type(next_event()) is not StreamEndEvent:
        raise NotPlain
    return found


def _value(event: Any, next_event: NextEvent, depth: int) -> Any:  # noqa: ANN401
    """Build what begins with an event."""
    kind = type(event)
    if kind is ScalarEvent:
        if event.anchor is not None or event.tag is not None:
            raise NotPlain
        return resolve(event.value) if event.implicit[0] else event.value
    is_mapping = kind is MappingStartEvent
    if not (is_mapping or kind is SequenceStartEvent) or not depth:
        raise NotPlain
    if event.anchor is not None or event.tag is not None:
        raise NotPlain
    return (_mapping if is_mapping else _list)(next_event, depth - 1)


def _mapping(next_event: NextEvent, depth: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while type(event := next_event()) is not MappingEndEvent:
        if type(event) is not ScalarEvent or event.anchor is not None or event.tag is not None:
            raise NotPlain
        key = event.value
        if key in found or key == "<<" or not key.isascii():
            raise NotPlain
        found[key] = _value(next_event(), next_event, depth)
    return found


def _list(next_event: NextEvent, depth: int) -> list[Any]:
    found = []
    while type(event := next_event()) is not SequenceEndEvent:
        found.append(_value(event, next_event, depth))
    return found
