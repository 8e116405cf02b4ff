"""From bytes to data: YAML 1.2 core, with a place for every key and value, or what is refused where.

PyYAML's events are read one by one; its constructors never run, because they have YAML 1.1's
meaning (`no`, `on`, `1:30`) and crash the interpreter on deep nesting.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from unicodedata import normalize

import yaml

from partnership.findings import Loc
from partnership.loading.gathering import CLOSE, MAX_BYTES, most_bytes
from partnership.loading.plain import MAX_DEPTH, build_plain
from partnership.loading.scalars import resolve

MAX_NODES = 50_000
MAX_SCALAR = 1 << 16
MAX_REFUSALS = 1_000
"""After so many refusals the rest of a file is not read."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
PLAIN = bytes((*b"\t\n\r", *range(0x20, 0x7F)))
"""What is no control character at a glance: nearly all that a file holds."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something a document may not contain, and where."""

    check: str
    line: int
    column: int
    message: str
    hint: str = ""


@dataclass(slots=True)
class Tree:
    """What one file says: its data, or why it cannot be taken."""

    value: Any = None
    refusals: list[Refusal] = field(default_factory=list)
    keys: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every key, and of every list item."""
    values: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every value."""
    is_empty: bool = False
    """Whether there is nothing but blanks and comments."""


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much one file may hold."""

    of: str
    nodes: int
    scalar: int


ANY = _Limits("document", MAX_NODES, MAX_SCALAR)
OF_CLOSE = _Limits("Close", 500_000, MAX_BYTES)
"""A Close holds other documents as texts, and a verdict for every row of every promise."""


def _limits(content: bytes) -> _Limits:
    return OF_CLOSE if content.startswith(CLOSE) else ANY


class _Stop(Exception):  # noqa: N818 - control flow, never seen outside
    """The rest of the file is not worth reading."""


def parse(content: bytes, *, with_places: bool = False) -> Tree:
    """Parse one file; what cannot be taken is told in `refusals`, and nothing is raised.

    Args:
        content: The file's bytes.
        with_places: Whether to note the place of every key and value.

    """
    tree = Tree()
    text = decode(content, tree)
    if text is None:
        return tree
    limits = _limits(content)
    if not with_places:
        tree.value = build_plain(text, limits.nodes)
        if tree.value is not None:
            return tree
    try:
        _Builder(tree, limits, with_places=with_places).run(text)
    except _Stop:
        tree.value = None
    except yaml.YAMLError as error:
        tree.value = None
        tree.refusals.append(_syntax(error, text))
    return tree


def decode(content: bytes, tree: Tree) -> str | None:
    """Turn bytes into text, or say at which byte they are no text.

    Args:
        content: The file's bytes.
        tree: Whose refusals tell what is wrong with them.

    """
    most = most_bytes(content)
    if len(content) > most:
        message = f"the file has more than {most:,} bytes, and no {_limits(content).of} may"
        tree.refusals.append(Refusal("unreadable-file", 1, 1, message, "split it by subject"))
        return None
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8")
        message = f"byte 0x{content[error.start]:02X} is not UTF-8"
        hint = "save the file as UTF-8"
        tree.refusals.append(Refusal("unreadable-file", *_position(before), message, hint))
        return None
    if content.translate(None, PLAIN) and (found := CONTROL.search(text)):
        message = f"the control character U+{ord(found[0]):04X} cannot stand in a document"
        place = _position(text[: found.start()])
        tree.refusals.append(Refusal("unreadable-file", *place, message, "delete it"))
        return None
    _note_foreign(text, tree)
    return text.removeprefix("\ufeff")


def _note_foreign(text: str, tree: Tree) -> None:
    if text.startswith("\ufeff"):
        message = "the file begins with a byte order mark"
        hint = "save it as UTF-8 without one"
        tree.refusals.append(Refusal("foreign-text", 1, 1, message, hint))
    if "\r" in text:
        place = _position(text[: text.index("\r")])
        message = "lines end in carriage returns, so git shows every line as changed"
        hint = "save it with plain line ends; `* text eol=lf` in .gitattributes keeps them"
        tree.refusals.append(Refusal("foreign-text", *place, message, hint))


def _position(before: str) -> tuple[int, int]:
    """Line and column that follow a text."""
    line = before.count("\n") + 1
    return line, len(before) - (before.rfind("\n") + 1) + 1


def _syntax(error: yaml.YAMLError, text: str) -> Refusal:
    """Say what the parser could not read, at its line."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = text.split("\n")
    written = lines[line - 1] if line <= len(lines) else ""
    indent = written[: len(written) - len(written.lstrip())]
    if "\t" in indent:
        message, hint = "a tab indents this line", "indent with spaces"
        return Refusal("refused-yaml", line, indent.index("\t") + 1, message, hint)
    problem = str(getattr(error, "problem", None) or "this is not YAML")
    context = str(getattr(error, "context", None) or "")
    message = f"{context}: {problem}" if context else problem
    hint = "look at the colons, quotes and indentation of this line and the one above"
    return Refusal("yaml-syntax", line, column, message, hint)


class _Builder:
    """Builds data from events without recursion, refusing what a document may not have."""

    def __init__(self, tree: Tree, limits: _Limits, *, with_places: bool) -> None:
        self.tree = tree
        self.limits = limits
        self.with_places = with_places
        self.nodes = 0
        self.stack: list[_Open] = []

    def run(self, text: str) -> None:
        """Read all events of a text into the tree."""
        loader = yaml.CLoader(text)
        try:
            for event in _events(loader):
                self.take(event)
        finally:
            loader.dispose()

    def take(self, event: Any) -> None:  # noqa: ANN401 - PyYAML's events have no common type
        """Take one event."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, {} if kind is yaml.MappingStartEvent else [])
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self.stack.pop()
        elif kind is yaml.AliasEvent:
            hint = "write the value out; a reader sees every term where it stands"
            self._refuse(event, f"the alias `*{event.anchor}` is not used here", hint)
            self._place(None, event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)
        elif kind is yaml.StreamEndEvent:
            self.tree.is_empty = self.nodes == 0

    def _document(self, event: Any) -> None:  # noqa: ANN401
        if self.nodes:
            hint = "write each document in a file of its own"
            self._refuse(event, "a second document begins here", hint)
            raise _Stop
        if event.tags or event.version not in {None, (1, 2)}:
            self._refuse(
                event, "directives are not used here", "delete the line that starts with %"
            )

    def _open(self, event: Any, container: dict[str, Any] | list[Any]) -> None:  # noqa: ANN401
        self._refuse_decoration(event)
        loc = self._place(container, event)
        self.stack.append(_Open(container, loc))
        if len(self.stack) > MAX_DEPTH:
            self._refuse(event, f"nesting goes deeper than {MAX_DEPTH} levels", "write it flatter")
            raise _Stop

    def _scalar(self, event: Any) -> None:  # noqa: ANN401
        if event.anchor is not None or event.tag is not None:
            self._refuse_decoration(event)
        text = event.value
        if len(text) > self.limits.scalar:
            self._refuse(event, f"a text of {len(text):,} characters is too long", "shorten it")
            raise _Stop
        top = self.stack[-1] if self.stack else None
        if top is not None and top.key is None and top.is_mapping:
            self._key(event, top, text)
            return
        if event.implicit[0]:
            try:
                value = resolve(text)
            except ValueError as error:
                self._refuse(event, str(error), "write a plain decimal number")
                value = 0
        else:
            value = text
        self._place(value, event)

    def _key(self, event: Any, top: _Open, text: str) -> None:  # noqa: ANN401
        if text == "<<" and event.implicit[0]:
            self._refuse(event, "the merge key `<<` is not used here", "write the fields out")
        if not text.isascii():
            text = normalize("NFC", text)
        if text in top.container:
            mark = event.start_mark
            message = f"the key `{text}` stands here twice"
            hint = "keep one of the two"
            refusal = Refusal("duplicate-key", mark.line + 1, mark.column + 1, message, hint)
            self.tree.refusals.append(refusal)
        top.key = text
        if self.with_places:
            mark = event.start_mark
            self.tree.keys.setdefault((*top.loc, text), (mark.line + 1, mark.column + 1))

    def _place(self, value: Any, event: Any) -> Loc:  # noqa: ANN401
        """Put a value where it belongs; returns the way to it."""
        self.nodes += 1
        if len(self.tree.refusals) > MAX_REFUSALS:
            raise _Stop
        if self.nodes > self.limits.nodes:
            self._refuse(event, f"more than {self.limits.nodes:,} values in one file", "split it")
            raise _Stop
        if not self.stack:
            self.tree.value = value
            return self._note((), event)
        top = self.stack[-1]
        if top.is_mapping:
            if top.key is None:
                self._refuse(event, "a key is a mapping or a list", "write a plain word as key")
                raise _Stop
            part: str | int = top.key
            top.container[part] = value
            top.key = None
        else:
            part = len(top.container)
            top.container.append(value)
        return self._note((*top.loc, part), event) if self.with_places else ()

    def _note(self, loc: Loc, event: Any) -> Loc:  # noqa: ANN401
        if self.with_places:
            mark = event.start_mark
            place = (mark.line + 1, mark.column + 1)
            self.tree.values.setdefault(loc, place)
            self.tree.keys.setdefault(loc, place)
        return loc

    def _refuse_decoration(self, event: Any) -> None:  # noqa: ANN401
        if event.anchor is not None:
            self._refuse(event, f"the anchor `&{event.anchor}` is not used here", "delete it")
        if event.tag is not None:
            self._refuse(event, f"the tag `{event.tag}` is not used here", "delete it")

    def _refuse(self, event: Any, message: str, hint: str) -> None:  # noqa: ANN401
        mark = event.start_mark
        refusal = Refusal("refused-yaml", mark.line + 1, mark.column + 1, message, hint)
        self.tree.refusals.append(refusal)


class _Open:
    """A mapping or list that is still being filled."""

    __slots__ = ("container", "is_mapping", "key", "loc")

    def __init__(self, container: Any, loc: Loc) -> None:  # noqa: ANN401
        self.container = container
        self.is_mapping = type(container) is dict
        self.key: str | None = None
        self.loc = loc


def _events(loader: Any) -> Iterator[Any]:  # noqa: ANN401
    """Yield the parser's events one by one, so that nothing deep is ever held."""
    get_event = loader.get_event
    while True:
        event = get_event()
        yield event
        if type(event) is yaml.StreamEndEvent:
            return
