"""One grammar: how a scalar is written, what a wrong one is told, what it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, core_schema

from partnership.findings import nearest

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

    def nearest(self, text: str) -> str | None:
        """Guess the right spelling of a wrong one: its words mended, its number kept."""
        if not self.words:
            return None
        number, _, rest = text.strip().partition(" ")
        close = nearest(rest.lower(), self.words, ALIKE) if rest else None
        if close and number.isdecimal():
            return f"{number} {close}"
        return nearest(text.strip().lower(), self.words, ALIKE)

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
