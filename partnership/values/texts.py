"""Words for people: never empty."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

Text = Annotated[str, StringConstraints(min_length=1)]
"""Words for people, at least one character; Markdown where they are long."""
