"""What differs between an agreement's own definition and the library's, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from partnership.documents import Metric
from partnership.library.entries import Entry

OWN = frozenset(("kind", "id", "owners", "effective", "amendments", "based_on", "labels"))
"""Fields that are the agreement's own: the library has none of them."""
WORDS = frozenset(("title", "description", "intent", "standard_ref"))
"""Fields that explain, and change no number."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is not as in the library; None is a field that is not written."""

    field: str
    yours: Any
    library: Any

    @property
    def counts(self) -> bool:
        """Whether it changes what is counted, and not only what is said about it."""
        return self.field not in WORDS


def differences(metric: Metric, entry: Entry) -> tuple[Difference, ...]:
    """Name every field in which a definition is not as the library's, in the order they are written.

    Args:
        metric: The agreement's own terms, with the amendments that hold.
        entry: What it is compared with.
    """
    return tuple(_different(_fields(metric), _fields(entry.metric)))


def _different(yours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[Difference]:
    for name, info in Metric.model_fields.items():
        field = info.alias or name
        if field not in OWN and yours.get(field) != theirs.get(field):
            yield Difference(field, yours.get(field), theirs.get(field))


def _fields(metric: Metric) -> dict[str, Any]:
    """Give what is written, with defaults left out, as data."""
    dumped = metric.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {name: _plain(value) for name, value in dumped.items()}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any scalar, list or mapping
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if item is not None}
    return [_plain(item) for item in value] if isinstance(value, list) else value
