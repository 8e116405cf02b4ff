"""The objects of a JSON file one by one: an array, a page, or one object a line, of any length."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn, TextIO

from partnership.errors import StoreError

CHUNK = 1 << 18
LONGEST_VALUE = 1 << 24
PAGES = ("data", "results", "items", "values")
"""The keys under which pages keep their rows."""
_SPACE = re.compile(r"[\s,\x1e]*")
_LISTED = re.compile(
    r'\{\s*(?:"\w+"\s*:\s*(?:true|false|null|-?\d+|"[^"]*")\s*,\s*)*"(?P<key>'
    + "|".join(PAGES)
    + r')"\s*:\s*(?P<list>\[)'
)
NO_LISTS: frozenset[str] = frozenset()


def objects_in(
    path: Path, shown: str, lists: frozenset[str] = NO_LISTS
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each object with the line it begins on; what is no object counts as an empty one.

    Args:
        path: The file.
        shown: Its name in messages.
        lists: Keys under which the objects that are asked for keep lists: no page is one of these.

    Raises:
        StoreError: The file is not JSON from some line on.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        stream = _Stream(file, shown, lists)
        for line, value in stream.values():
            yield from ((line, found) for found in _rows(value, lists))


def _rows(value: Any, lists: frozenset[str]) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    if isinstance(value, list):
        for item in value:
            yield from _rows(item, lists)
        return
    row = value if isinstance(value, dict) else {}
    key = next((key for key in PAGES if isinstance(row.get(key), list)), None)
    if key is None and isinstance(row.get("results"), dict):
        key = "results"
    if key is None or {"id", "action", "event"} & row.keys() or _is_asked(row, key, lists):
        yield row
    else:
        yield from _rows(row[key], lists)


def _is_asked(row: dict[str, Any], key: str, lists: frozenset[str]) -> bool:
    """Whether an object is one that is asked for, with a list, and no page of such objects."""
    if key not in lists:
        return False
    inside = row[key] if isinstance(row[key], list) else [row[key]]
    return not any(isinstance(item, dict) and key in item for item in inside)


class _Stream:
    """A window on a file, read on as values need more of it."""

    def __init__(self, file: TextIO, shown: str, lists: frozenset[str]) -> None:
        self._file = file
        self._shown = shown
        self._lists = lists
        self._window = ""
        self._at = 0
        self._line = 1
        self._decode = json.JSONDecoder(parse_float=str).raw_decode

    def values(self) -> Iterator[tuple[int, Any]]:
        """Yield the file's values: those of the outermost array or page, or one after another."""
        if not self._skip():
            return
        in_list = self._window[self._at] == "[" or self._enter_page()
        if in_list:
            self._step(1)
        while self._skip():
            if in_list and self._window[self._at] == "]":
                return
            line = self._line
            yield line, self._value()
        if in_list:
            self._refuse("the list has no end")

    def _enter_page(self) -> bool:
        """Step to the list of a page that is too long to read at once."""
        if self._more(LONGEST_VALUE // 8) < LONGEST_VALUE // 8:
            return False
        found = _LISTED.match(self._window, self._at)
        if (
            found is None
            or found["key"] in self._lists
            or re.search(r'"(?:id|action|event)"\s*:', found[0])
        ):
            return False
        self._step(found.start("list") - self._at)
        return True

    def _skip(self) -> bool:
        while True:
            found = _SPACE.match(self._window, self._at)
            assert found is not None  # noqa: S101 - the pattern matches nothing too
            self._step(found.end() - self._at)
            if self._at < len(self._window):
                return True
            if not self._read():
                return False

    def _value(self) -> Any:  # noqa: ANN401
        while True:
            try:
                value, end = self._decode(self._window, self._at)
            except RecursionError:
                self._refuse("it is nested too deeply")
            except json.JSONDecodeError as error:
                if len(self._window) - self._at > LONGEST_VALUE:
                    self._refuse("one value is longer than 16 MiB")
                if not self._read(max(CHUNK, len(self._window) - self._at)):
                    self._step(max(0, error.pos - self._at))
                    self._refuse(error.msg)
                continue
            self._step(end - self._at)
            return value

    def _step(self, size: int) -> None:
        self._line += self._window.count("\n", self._at, self._at + size)
        self._at += size

    def _more(self, size: int) -> int:
        while len(self._window) - self._at < size and self._read():
            pass
        return len(self._window) - self._at

    def _read(self, size: int = 0) -> bool:
        got = self._file.read(size or CHUNK)
        if got:
            self._window = self._window[self._at :] + got
            self._at = 0
        return bool(got)

    def _refuse(self, why: str) -> NoReturn:
        raise StoreError(
            f"{self._shown}: line {self._line}: the file is not JSON from here on: {why}"
        )
