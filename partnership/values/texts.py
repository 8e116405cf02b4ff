"""Words for people: never empty."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from partnership.values.grammar import Grammar

Text = Annotated[str, StringConstraints(min_length=1)]
"""Words for people, at least one character; Markdown where they are long."""

STEP = Grammar(
    what="one line of at most 160 characters without quotation marks",
    pattern='^[^\\n\\r"“”„‟«»]{1,160}$',
    examples=("Say with each slate what was changed.",),
    parse=str,
)
Step = Annotated[str, STEP]
"""What is done, in one line: nobody's words are quoted in it."""
