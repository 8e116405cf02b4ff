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
    r'\{\s*(?:"\w+"\s*:\s*(?:true|false|null|-?\d+|"[^"]*")\s*,\s*)*"(?:'
    + "|".join(PAGES)
    + r')"\s*:\s*(\[)'
)


def objects_in(path: Path, shown: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each object with the line it begins on.

    Raises:
        StoreError: The file is not JSON from some line on.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        stream = _Stream(file, shown)
        for line, value in stream.values():
            yield from ((line, found) for found in _rows(value))


def _rows(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, list):
        for item in value:
            yield from _rows(item)
    elif isinstance(value, dict):
        inner = next((value[key] for key in PAGES if isinstance(value.get(key), list)), None)
        if inner is None and isinstance(value.get("results"), dict):
            inner = [value["results"]]
        is_page = inner is not None and not {"id", "action", "event"} & value.keys()
        if is_page:
            yield from _rows(inner)
        else:
            yield value


class _Stream:
    """A window on a file, read on as values need more of it."""

    def __init__(self, file: TextIO, shown: str) -> None:
        self._file = file
        self._shown = shown
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
        if found is None or re.search(r'"(?:id|action|event)"\s*:', found[0]):
            return False
        self._step(found.start(1) - self._at)
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

    def _read(self, size: int = CHUNK) -> bool:
        got = self._file.read(size)
        if got:
            self._window = self._window[self._at :] + got
            self._at = 0
        return bool(got)

    def _refuse(self, why: str) -> NoReturn:
        raise StoreError(
            f"{self._shown}: line {self._line}: the file is not JSON from here on: {why}"
        )
