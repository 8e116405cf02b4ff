"""Renders what a proposal would have done: as text, Markdown, JSON or CSV."""

from collections.abc import Callable, Mapping

from partnership.replay import Replay
from partnership.reporting.replays import json, markdown, sheet, text

RENDERERS: Mapping[str, Callable[[Replay, bool], str]] = {
    "text": text.render,
    "json": json.render,
    "markdown": markdown.render,
    "csv": sheet.render,
}
"""Format name to renderer; the second argument says whether colour may be used."""
