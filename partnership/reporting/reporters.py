"""Every reporter by the format it writes; each is one module with one function."""

from __future__ import annotations

from collections.abc import Callable

from partnership.report import Report
from partnership.reporting import github, json, markdown, text

REPORTERS: dict[str, Callable[[Report, bool], str]] = {
    "text": text.render,
    "json": json.render,
    "github": github.render,
    "markdown": markdown.render,
}
"""Format name to reporter; the second argument says whether colour may be used."""
