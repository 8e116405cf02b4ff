"""One grammar: how a scalar is written, what a wrong one is told, what it becomes."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from partnership.findings import nearest
from partnership.values.respelling import is_unit, respelt, with_words

GRAMMARS: dict[str, Grammar] = {}
"""Every grammar by its regular expression, to turn a refusal into a right example."""

ALIKE = 0.5
"""How alike a word is at least to one of the few that fit: `working days` and `business days` are."""


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """A scalar's grammar, for use in `Annotated[type, grammar]`."""

    what: str
    """With its article, as in: `x` is not *a duration*."""
    pattern: str
    """One regular expression without look-around, the same in Python, Rust and ECMAScript."""
    examples: tuple[str, ...]
    parse: Callable[[str], Any]
    """Turn a text that matches into its value; raises ValueError with a plain sentence."""
    words: tuple[str, ...] = ()
    """Words the scalar is made of, for guessing what a misspelt one meant."""
    format: str | None = None
    """A JSON Schema `format`, where the pattern alone says too little (`date`)."""

    def __post_init__(self) -> None:
        """Remember the grammar, for messages; equal texts give one value, they are all frozen."""
        GRAMMARS[self.pattern] = self
        object.__setattr__(self, "parse", lru_cache(maxsize=8192)(self.parse))

    def nearest(self, text: str) -> tuple[str, ...]:
        """Guess the right spellings of a wrong one: its number respelt, its words mended.

        More than one where the words mean several things: `30 days` are business or calendar days.
        """
        spelt = respelt(text, self.pattern)
        if spelt:
            return (spelt,)
        number, _, rest = text.strip().lower().partition(" ")
        several = with_words(text, self.words, self.pattern)
        if several:
            return several
        close = nearest(rest, self.words, ALIKE) if rest and not is_unit(rest) else None
        whole = nearest(text.strip().lower(), self.words, ALIKE)
        guesses = (f"{number} {close}" if close else "", whole or "")
        return tuple(one for one in guesses if re.fullmatch(self.pattern, one))[:1]

    def __get_pydantic_core_schema__(self, _: Any, __: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Validate as a string of this pattern, then parse; print with `str`."""
        return core_schema.no_info_after_validator_function(
            self.parse,
            core_schema.str_schema(pattern=self.pattern, strict=True),
            serialization=core_schema.to_string_ser_schema(),
        )

    def __get_pydantic_json_schema__(
        self, _: CoreSchema, __: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Publish the pattern and right examples."""
        schema: dict[str, Any] = {"type": "string", "pattern": self.pattern}
        if self.format:
            schema["format"] = self.format
        return schema | {"examples": list(self.examples)}
