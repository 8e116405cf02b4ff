"""One metric of the library: its file, read strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from pydantic import Field, ValidationError

from partnership.canonical import canonical_json
from partnership.documents import SLA, Metric, Model
from partnership.documents.vocabulary import Owing
from partnership.errors import PartnershipError, WrongUsage
from partnership.findings import nearest
from partnership.library.catalogue import GROUPS, IDS
from partnership.loading.document import find_wrong
from partnership.loading.tree import parse
from partnership.values import Period, Text

BASE = re.compile(r"([a-z0-9]+(?:-[a-z0-9]+)*)@([1-9][0-9]{0,3})")
OWNERS = {"client": "client", "provider": "provider"}
SINCE = "2026-01-01"
Table = tuple[Mapping[str, Any], ...]


class _Example(Model):
    """The form of a worked example."""

    told: Text
    tables: dict[Text, tuple[dict[Text, Any], ...]] = Field(min_length=1)
    period: Period
    result: dict[Text, Any] = Field(min_length=1)


class _Form(Model):
    """The form of a file."""

    version: int = Field(ge=1)
    formula: Text
    source: Text
    typical: Text
    owed_by: Owing
    metric: dict[Text, Any]
    promise: dict[Text, Any]
    example: _Example


@dataclass(frozen=True, slots=True)
class Example:
    """A few rows of the event tables, and what is counted of them."""

    told: str
    """What happened and how it is counted, in words."""
    tables: Mapping[str, Table]
    """The columns that matter, by table; times are local ones."""
    period: str
    """The period that is measured."""
    result: Mapping[str, Any]
    """The measured row, and the exact `value` that a promise is held against."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One metric of the library."""

    id: str
    version: int
    formula: str
    """In plain words, then as arithmetic."""
    source: str
    """Where the definition comes from."""
    typical: str
    """What is usual in the field: a starting point to be baselined."""
    owed_by: Owing
    """Who usually owes it."""
    metric: Metric
    """The definition, with owners and days that stand for the agreement's own."""
    promise: Mapping[str, Any]
    """The fields of an SLA that are usually promised of it."""
    example: Example
    text: str
    """The file as it was written."""

    @property
    def base(self) -> str:
        """What `based_on` says of a copy: `time-to-fill@1`."""
        return f"{self.id}@{self.version}"

    @property
    def group(self) -> str:
        """The group it is listed in; none where it is not in the catalogue."""
        return next((group for group, ids in GROUPS.items() if self.id in ids), "")


def entries() -> tuple[Entry, ...]:
    """Read the whole library, in the catalogue's order."""
    return tuple(entry(name) for name in IDS)


@lru_cache(maxsize=128)
def entry(name: str) -> Entry:
    """Read one metric of the library.

    Raises:
        WrongUsage: The library has no such metric; it says the nearest.
    """
    if name not in IDS:
        near = nearest(name.lower(), IDS)
        hint = f"did you mean `{near}`?" if near else "`partnership metrics list` lists them"
        raise WrongUsage(f"the library has no metric `{name}`; {hint}")
    return read(name, (files("partnership.library") / f"{name}.yaml").read_text("utf-8"))


def base_of(written: str) -> tuple[str, int] | None:
    """Read a `based_on` such as `time-to-fill@1`; None where it is not written so."""
    found = BASE.fullmatch(written)
    return (found[1], int(found[2])) if found else None


def read(name: str, text: str) -> Entry:
    """Read the text of a library file.

    Args:
        name: The metric's id, which is the file's name.
        text: What the file holds.

    Raises:
        PartnershipError: It is not in the form; the message names the file and the field.
    """
    path = f"partnership/library/{name}.yaml"
    tree = parse(text.encode())
    if tree.refusals:
        refusal = tree.refusals[0]
        raise PartnershipError(f"{path}:{refusal.line}:{refusal.column}: {refusal.message}")
    written = tree.value if isinstance(tree.value, Mapping) else {}
    try:
        form = _Form.model_validate_json(canonical_json(written), strict=True)
    except ValidationError as error:
        first = error.errors()[0]
        way = ".".join(str(part) for part in first["loc"])
        raise PartnershipError(f"{path}: `{way}`: {first['msg']}") from None
    example = written["example"]
    made = Entry(
        id=name,
        version=form.version,
        formula=form.formula.strip(),
        source=form.source.strip(),
        typical=form.typical.strip(),
        owed_by=form.owed_by,
        metric=_metric(path, written["metric"]),
        promise=written["promise"],
        example=Example(
            form.example.told.strip(),
            example["tables"],
            str(form.example.period),
            example["result"],
        ),
        text=text,
    )
    _require_whole(path, made)
    return made


def _metric(path: str, written: Mapping[str, Any]) -> Metric:
    """Make the document that a copy would be."""
    found = canonical_json({**written, "owners": OWNERS, "effective": {"from": SINCE}})
    for wrong in find_wrong("Metric", found):
        way = ".".join(str(part) for part in wrong.loc)
        raise PartnershipError(f"{path}: `metric.{way}`: {wrong.message}")
    return Metric.model_validate_json(found, strict=True)


def _require_whole(path: str, made: Entry) -> None:
    """Make sure that a file is about its own metric, and its promise is one an SLA can make."""
    if made.metric.id != made.id:
        raise PartnershipError(f"{path}: `metric.id` is `{made.metric.id}`, not the file's name")
    if made.metric.based_on is not None:
        raise PartnershipError(f"{path}: `metric.based_on` is written when it is copied")
    promised = {
        "kind": "SLA",
        "id": made.id,
        "owners": OWNERS,
        "effective": {"from": SINCE},
        "owed_by": made.owed_by,
        "metric": made.id,
        "calendar": "client",
    }
    double = sorted(set(promised) & set(made.promise))
    if double:
        raise PartnershipError(f"{path}: `promise.{double[0]}` is written when it is copied")
    for wrong in find_wrong(SLA.__name__, canonical_json(promised | dict(made.promise))):
        way = ".".join(str(part) for part in wrong.loc)
        raise PartnershipError(f"{path}: `promise.{way}`: {wrong.message}")
