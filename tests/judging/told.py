"""Everything that judging says, written out line by line, so that a test can hold all of it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum

from pydantic import BaseModel

from partnership.documents import Document
from partnership.findings import Place
from partnership.judging.judged import Judged

NOT_TOLD = {"title"}
"""What every small agreement has alike."""


def told(things: Iterable[object], leave_out: Container[str] = ()) -> str:
    """Write things one below another: every field that says more than nothing, by its name."""
    return "\n".join("\n".join(_lines(one, leave_out)) + "\n" for one in things)


def taken_apart(judged: Iterable[Judged]) -> str:
    """Write verdicts with every step on the way to them."""
    return "\n".join(
        "\n".join((*_lines(one.verdict), *_lines(one.standing, indent="  "), *_steps(one))) + "\n"
        for one in judged
    )


def _steps(one: Judged) -> Iterator[str]:
    for step in one.steps:
        yield f"  | {step.name:11} {step.text}"


def _lines(thing: object, leave_out: Container[str] = (), indent: str = "") -> Iterator[str]:
    for name, default in _fields(thing):
        value = getattr(thing, name)
        usual = default is not MISSING and _same(value, default)
        if usual or name in NOT_TOLD or name in leave_out:
            continue
        if _is_thing(value):
            yield f"{indent}{name}:"
            yield from _lines(value, leave_out, f"{indent}  ")
        elif _is_list_of_things(value):
            for one in value:
                yield f"{indent}{name}:"
                yield from _lines(one, leave_out, f"{indent}  ")
        else:
            yield f"{indent}{name}: {_text(value)}"


def _fields(thing: object) -> Iterator[tuple[str, object]]:
    """Yield the fields of a dataclass or a named tuple, with what each is where nothing is said."""
    if _is_named_tuple(thing):
        defaults = type(thing)._field_defaults  # type: ignore[attr-defined]
        yield from ((name, defaults.get(name, MISSING)) for name in type(thing)._fields)  # type: ignore[attr-defined]
    else:
        yield from ((field.name, field.default) for field in fields(thing))  # type: ignore[arg-type]


def _is_named_tuple(thing: object) -> bool:
    return isinstance(thing, tuple) and hasattr(type(thing), "_fields")


def _same(value: object, usual: object) -> bool:
    return value is usual or (type(value) is type(usual) and value == usual)


def _is_list_of_things(value: object) -> bool:
    return isinstance(value, tuple | list) and any(_is_thing(one) for one in value)


def _is_thing(value: object) -> bool:
    told = is_dataclass(value) and type(value).__str__ is object.__str__
    return (told or _is_named_tuple(value)) and not _is_plain(value)


def _is_plain(value: object) -> bool:
    return isinstance(value, Place | Document)


def _text(value: object) -> str:
    """Write a value so that no two read alike."""
    if isinstance(value, Document):
        return value.name
    if isinstance(value, Place):
        return f"{value.path}:{value.line}:{value.column} {value.document} {value.pointer}"
    if isinstance(value, BaseModel):
        return value.model_dump_json(by_alias=True, exclude_defaults=True)
    if isinstance(value, Enum):
        return str(value.value)
    if _is_named_tuple(value):
        return f"({', '.join(_lines(value))})"
    if isinstance(value, tuple | list):
        return f"[{', '.join(map(_text, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_text(key)}: {_text(one)}' for key, one in value.items())}}}"
    if isinstance(value, float):
        return f"{value:.10g}"
    if _is_thing(value):
        return f"({', '.join(_lines(value))})"
    return str(value) if value != "" else "''"
