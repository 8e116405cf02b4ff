"""What a field means: the words below it in its model's source, looked up where they are shown.

Pydantic would look for all of them whenever the models are imported, which every command would
wait for and few show.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache

from pydantic import BaseModel

Words = Mapping[str, str]
"""The words of a class' fields by name; a field without any has empty ones."""


def meaning_of(model: type[BaseModel], name: str) -> str:
    """Give a field's words, or nothing where its model says none.

    Args:
        model: The model that has the field, or inherits it.
        name: The field's name in Python.

    """
    said = model.model_fields[name].description
    if said:
        return said
    for part in model.__mro__:
        words = _words_in(part.__module__).get(part.__qualname__, {})
        if name in words:
            return words[name]
    amended: type[BaseModel] | None = getattr(model, "amends", None)
    return meaning_of(amended, name) if amended else ""


@cache
def _words_in(module: str) -> Mapping[str, Words]:
    """Read a module's source for the words of its classes, by class; nothing without a source."""
    try:
        source = inspect.getsource(sys.modules[module])
    except (KeyError, OSError, TypeError):
        return {}
    classes = (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_words_of(node)) for node in classes}


def _words_of(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Yield each field of a class with the text that follows it."""
    for field, follower in zip(node.body, [*node.body[1:], None], strict=True):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
            yield field.target.id, _text(follower)


def _text(node: ast.stmt | None) -> str:
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return inspect.cleandoc(node.value.value) if isinstance(node.value.value, str) else ""
    return ""
