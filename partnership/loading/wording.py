"""What the model refuses, in words: the thing, the fact, the nearest right spelling."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from partnership.documents.meanings import meaning_of
from partnership.findings import Loc, nearest
from partnership.values import GRAMMARS
from partnership.values.grammar import Grammar
from partnership.values.levels import LEVEL_TEXT
from partnership.values.respelling import out_of_bounds

TYPES = {
    "string_type": "a text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "`true` or `false`",
    "tuple_type": "a list",
    "list_type": "a list",
    "dict_type": "a mapping of keys to values",
    "model_type": "a mapping of keys to values",
    "model_attributes_type": "a mapping of keys to values",
}
ECHOES = {"too_short", "literal_error", "string_type"}


@dataclass(frozen=True, slots=True)
class Wrong:
    """One thing the model refuses: which check says so, where, and what to write."""

    check: str
    loc: Loc
    message: str
    hint: str = ""


def words_for(
    model: type[BaseModel], written: Mapping[str, Any], error: ValidationError
) -> Iterator[Wrong]:
    """Yield one `Wrong` for each thing to mend; a misspelt key is one thing, not two."""
    wrongs = []
    seen: set[Loc] = set()
    details = [(_way(written, detail["loc"]), detail) for detail in error.errors(include_url=False)]
    beneath = {loc[:length] for loc, _ in details for length in range(len(loc))}
    for loc, detail in details:
        # pydantic also calls a list too short, or no single word, whose items were refused
        is_echo = detail["type"] in ECHOES and loc in beneath
        if loc not in seen and not is_echo:
            seen.add(loc)
            wrongs.append(_wrong(model, written, loc, detail))
    explained = {
        (*wrong.loc[:-1], _nearest_key(model, wrong.loc))
        for wrong in wrongs
        if wrong.check == "unknown-key"
    }
    for wrong in wrongs:
        if not (wrong.check == "missing-key" and wrong.loc in explained):
            yield wrong


def fields_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Find the model of the mapping that a way leads to, or None where there is none."""
    current: Any = model
    for part in loc:
        if isinstance(part, int):
            continue
        if not (isinstance(current, type) and issubclass(current, BaseModel)):
            return None
        current = _model_in(_annotation(current, part))
    return current if isinstance(current, type) and issubclass(current, BaseModel) else None


def keys_of(model: type[BaseModel]) -> dict[str, str]:
    """Name a model's fields by the keys people write."""
    return {info.alias or name: name for name, info in model.model_fields.items()}


def _annotation(model: type[BaseModel], key: str) -> Any:  # noqa: ANN401
    name = keys_of(model).get(key)
    return model.model_fields[name].annotation if name else None


def _grammar_of(model: type[BaseModel], loc: Loc) -> Grammar | None:
    """Find the grammar of a text, where its field has one and no other."""
    parent = fields_at(model, loc[:-1])
    name = keys_of(parent).get(str(loc[-1])) if parent else None
    if parent is None or name is None:
        return None
    info = parent.model_fields[name]
    return next(_grammars_in(info.annotation, info.metadata), None)


def _grammars_in(annotation: Any, metadata: Iterable[Any] = ()) -> Iterator[Grammar]:  # noqa: ANN401
    yield from (one for one in metadata if isinstance(one, Grammar))
    yield from (one for one in getattr(annotation, "__metadata__", ()) if isinstance(one, Grammar))
    for inner in typing.get_args(annotation):
        yield from _grammars_in(inner)


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401
    """Find the model inside `X | None`, `tuple[X, ...]` or `Annotated[X, …]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, types.GenericAlias | types.UnionType) or typing.get_origin(
        annotation
    ):
        for inner in typing.get_args(annotation):
            found = _model_in(inner)
            if found:
                return found
    return None


def _way(written: Any, loc: tuple[str | int, ...]) -> Loc:  # noqa: ANN401
    """Follow pydantic's location through the data, leaving out the names of union members."""
    way: list[str | int] = []
    for index, part in enumerate(loc):
        if isinstance(written, Mapping):
            if part in written:
                written = written[part]
            elif index != len(loc) - 1:
                continue
            way.append(part)
        elif isinstance(written, list) and isinstance(part, int) and part < len(written):
            written = written[part]
            way.append(part)
    return tuple(way)


def _wrong(
    model: type[BaseModel],
    written: Mapping[str, Any],
    loc: Loc,
    detail: Any,  # noqa: ANN401
) -> Wrong:
    kind = detail["type"]
    key = loc[-1] if loc else ""
    if kind == "extra_forbidden":
        return _unknown(model, loc, str(key))
    if kind == "missing":
        parent = f"`{loc[-2]}`" if len(loc) > 1 and isinstance(loc[-2], str) else "this"
        subject = "the document" if len(loc) == 1 else parent
        return Wrong("missing-key", loc, f"{subject} has no `{key}`", _describe(model, loc))
    if kind == "none_required":
        return Wrong("unknown-key", loc, f"`{key}` has no place here", _described(model, loc))
    is_key = detail["loc"][-1:] == ("[key]",)
    value = key if is_key else _value_at(written, loc)
    grammar = _grammar_of(model, loc) if kind == "string_type" else None
    if grammar and isinstance(value, int | float) and not isinstance(value, bool):
        message, hint = _refused_text(_shown(value), value, grammar.pattern)
    else:
        message, hint = _refused_value(kind, value, detail)
    return Wrong("wrong-value", loc, message, hint)


def _unknown(model: type[BaseModel], loc: Loc, key: str) -> Wrong:
    if loc[0] == "amendments" and key in getattr(model, "fixed", ()):
        hint = (
            "end these terms by `effective: {to: …}`, and begin others in a document of their own"
        )
        return Wrong("unknown-key", loc, f"no amendment changes `{key}`", hint)
    near = _nearest_key(model, loc)
    hint = f"did you mean `{near}`?" if near else _known_keys(model, loc)
    return Wrong("unknown-key", loc, f"there is no key `{key}` here", hint)


def _refused_value(kind: str, value: Any, detail: Any) -> tuple[str, str]:  # noqa: ANN401
    shown = _shown(value)
    ctx = detail.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _refused_text(shown, value, ctx["pattern"])
    if kind == "value_error":
        return str(ctx["error"]), getattr(ctx["error"], "hint", "write one that exists")
    if kind == "literal_error":
        return _refused_word(shown, value, ctx["expected"])
    if kind == "level":
        return _refused_level(shown, value)
    if kind in TYPES:
        return f"{shown} is not {TYPES[kind]}", f"write {TYPES[kind]}"
    if kind in {"string_too_short", "too_short"}:
        return "nothing stands here", "write at least one"
    text = str(detail["msg"])
    return f"{shown}: {text[:1].lower()}{text[1:]}", ""


def _refused_text(shown: str, value: Any, pattern: str) -> tuple[str, str]:  # noqa: ANN401
    grammar = GRAMMARS.get(pattern)
    if grammar is None:
        return f"{shown} is not written as agreed", f"it matches `{pattern}`"
    examples = f"write it like {' or '.join(f'`{example}`' for example in grammar.examples)}"
    bound = out_of_bounds(str(value), pattern)
    if bound:
        return f"{shown} {bound}", examples
    return f"{shown} is not {grammar.what}", _meant(grammar.nearest(str(value))) or examples


def _refused_level(shown: str, value: Any) -> tuple[str, str]:  # noqa: ANN401
    hint = "write it like `90%`, `30 calendar days` or a plain number"
    if not isinstance(value, str):
        return f"{shown} is not a level", hint
    bound = out_of_bounds(value, LEVEL_TEXT.pattern)
    if bound:
        return f"{shown} {bound}", hint
    return f"{shown} is not a level", _meant(LEVEL_TEXT.nearest(value)) or hint


def _meant(spellings: tuple[str, ...]) -> str:
    """Ask for one of the spellings that may have been meant; nothing where there is none."""
    return f"did you mean {' or '.join(f'`{one}`' for one in spellings)}?" if spellings else ""


def _refused_word(shown: str, value: Any, expected: str) -> tuple[str, str]:  # noqa: ANN401
    words = [word for word in expected.replace(" or ", ", ").split(", ") if word]
    bare = [word.strip("'") for word in words]
    near = nearest(str(value), bare)
    known = ", ".join(f"`{word}`" for word in bare)
    if len(bare) == 1:
        return f"{shown} cannot stand here", f"write {known}"
    hint = f"did you mean `{near}`?" if near else f"write one of {known}"
    return f"{shown} is not one of the words used here", hint


def _nearest_key(model: type[BaseModel], loc: Loc) -> str | None:
    parent = fields_at(model, loc[:-1])
    return nearest(str(loc[-1]), keys_of(parent)) if parent else None


def _known_keys(model: type[BaseModel], loc: Loc) -> str:
    parent = fields_at(model, loc[:-1])
    names = ", ".join(f"`{key}`" for key in keys_of(parent)) if parent else ""
    return f"the keys here are {names}" if names else ""


def _describe(model: type[BaseModel], loc: Loc) -> str:
    meaning = _described(model, loc)
    return f"add `{loc[-1]}:` ({meaning})" if meaning else f"add `{loc[-1]}:`"


def _described(model: type[BaseModel], loc: Loc) -> str:
    """Say what a key means, as a part of a sentence."""
    parent = fields_at(model, loc[:-1])
    name = keys_of(parent).get(str(loc[-1])) if parent else None
    meaning = meaning_of(parent, name).rstrip(".").replace("\n", " ") if parent and name else ""
    return f"{meaning[:1].lower()}{meaning[1:]}"


def _value_at(written: Any, loc: Loc) -> Any:  # noqa: ANN401
    for part in loc:
        if isinstance(written, Mapping) and part not in written:
            return None
        written = written[part]
    return written


def _shown(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list):
        return "a list"
    text = "true" if value is True else "false" if value is False else str(value)
    return f"`{text if len(text) <= 60 else text[:57] + '…'}`"
