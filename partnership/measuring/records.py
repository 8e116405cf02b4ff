"""Measurement records: one fixed layout, the same bytes for the same counts, never overwritten.

A record stands at `records/measurements/PERIOD/SLA.yaml`. Once it is there it never changes: where
a later run counts otherwise, or by other terms or relief, the new counts stand beside it as
`SLA.r1.yaml`, `SLA.r2.yaml`, …, each of which names the one it `replaces`, and the last of them is the
one that counts. Whoever has not merged
a record yet may delete it and measure again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from partnership.agreement import Agreement
from partnership.canonical import canonical_json, digest, digest_of_canonical
from partnership.documents import Measurement, Origin
from partnership.documents.measurement import Gate, Row
from partnership.errors import PartnershipError
from partnership.files import write_file
from partnership.values.periods import Span
from partnership.yaml_text import flow, quoted, scalar

FOLDER = "records/measurements"
_ROW = [info.alias or name for name, info in Row.model_fields.items()]
_GATE = list(Gate.model_fields)


def record(
    sla: str, period: Span, known: str, content: Mapping[str, Any], base: str
) -> Measurement:
    """Make a Measurement from its rows, gate and digests.

    Args:
        sla: The SLA's id.
        period: The period.
        known: The day it is measured.
        content: `rows`, `gate`, `definition`, `reliefs` and `measured_with`.
        base: The root's path from git's top.
    """
    counts = counts_digest(content)
    digests: dict[str, Any] = {"definition": content["definition"], "counts": counts}
    if content["reliefs"]:
        digests["reliefs"] = content["reliefs"]
    written = {
        "kind": "Measurement",
        "id": f"{sla}.{period}",
        "sla": sla,
        "period": str(period),
        "known": known,
        "rows": content["rows"],
        "gate": content["gate"],
        "digests": digests,
        "measured_with": content["measured_with"],
    }
    return from_written(written, base)


def counts_digest(written: Mapping[str, Any]) -> str:
    """Name the counts of a record: its rows and its gate, as they are written."""
    return digest({name: written.get(name) for name in ("rows", "gate")})


def is_as_measured(measurement: Measurement) -> bool:
    """Whether a record's counts are those that were measured, by their digest."""
    canonical = measurement.origin.canonical
    if not canonical:
        return False
    counts = digest_of_canonical(f'{{"gate":{_gate_in(canonical)},"rows":{_rows_in(canonical)}}}')
    return counts == measurement.digests.counts


def _gate_in(canonical: str) -> str:
    """Cut the gate out of a record: the one such key, and flat; no text ends in a comma and a name."""
    start = canonical.index(',"gate":{') + len(',"gate":')
    return canonical[start : canonical.index("}", start) + 1]


def _rows_in(canonical: str) -> str:
    """Cut the rows out of a record: the one list of that name, and before `sla`, which no row has."""
    start = canonical.index(',"rows":[') + len(',"rows":')
    return canonical[start : canonical.index(',"sla":"', start)]


def from_written(written: Mapping[str, Any], base: str = "") -> Measurement:
    """Make a Measurement from what stands in its file."""
    canonical = canonical_json(dict(written))
    made = Measurement.model_validate_json(canonical, strict=True)
    return made.placed(Origin(base + str(path_of(made)), canonical))


def settled(agreement: Agreement, made: Measurement) -> Measurement:
    """Give the record that stands for these counts: the one that is there, or a new one.

    Where the last record of this SLA and period has the same digests, it is given as it stands;
    where it differs, or the period was not over on its day, what was made becomes its next
    correction. What was known on an earlier day than the last record's corrects nothing, and is
    given as it was made.

    Raises:
        PartnershipError: The counts of the last record are not those that were measured.
    """
    last, number = None, -1
    for there in agreement.of(Measurement):
        if (there.sla, there.period) == (made.sla, made.period) and correction(there) > number:
            last, number = there, correction(there)
    if last is None:
        return made
    if not is_as_measured(last):
        raise PartnershipError(
            f"{last.path}: its counts differ from their digest, so the record was changed after it "
            "was measured; restore the file from git"
        )
    if made.known < last.known:
        return made
    if last.digests == made.digests and not is_early(last):
        return last
    base = made.path.removesuffix(str(path_of(made)))
    correcting = {"id": f"{made.id}.r{number + 1}", "replaces": last.id}
    return from_written({**made.written, **correcting}, base)


def correction(measurement: Measurement) -> int:
    """Give the number of a correction, 0 for a first record and -1 for one of another subject."""
    subject = f"{measurement.sla}.{measurement.period}"
    if measurement.id == subject:
        return 0
    number = measurement.id.removeprefix(f"{subject}.r")
    return int(number) if re.fullmatch("[0-9]+", number) else -1


def is_early(measurement: Measurement) -> bool:
    """Whether a period was not over on the day to which its record knows the events."""
    return measurement.known <= measurement.period.last


def path_of(measurement: Measurement) -> Path:
    """Give a record's path from the root: its folder is the period, its name is the rest of its id."""
    period = str(measurement.period)
    name = measurement.id.replace(f".{period}", "", 1)
    return Path(FOLDER) / period / f"{name}.yaml"


def write(root: Path, measurements: Iterable[Measurement]) -> tuple[Path, ...]:
    """Write records that are not there yet; a file that is there is left as it is.

    Args:
        root: The folder that holds `partnership/` and `records/`.
        measurements: What `measure` gave.

    Returns:
        The paths written, from the root.

    Raises:
        WriteError: A file cannot be written.
    """
    written = []
    for measurement in measurements:
        path = path_of(measurement)
        if not (root / path).exists():
            write_file(root / path, to_yaml(measurement))
            written.append(path)
    return tuple(written)


def to_yaml(measurement: Measurement) -> str:
    """Write a record in its one layout."""
    return "".join(f"{line}\n" for line in _lines(measurement.written))


def _lines(written: Mapping[str, Any]) -> Iterator[str]:
    for name in ("kind", "id", "sla", "period", "known"):
        yield f"{name}: {scalar(written[name])}"
    if "replaces" in written:
        yield f"replaces: {scalar(written['replaces'])}"
    yield "rows:"
    for row in written["rows"]:
        mark = "  - "
        for name in (name for name in _ROW if name in row):
            yield f"{mark}{name}: {flow(_ordered(row[name]))}"
            mark = "    "
    gate = {name: written["gate"][name] for name in _GATE if name in written["gate"]}
    yield f"gate: {flow(_ordered(gate))}"
    digests = written["digests"]
    yield "digests:"
    yield from (f"  {name}: {quoted(digests[name])}" for name in ("definition", "counts"))
    if "reliefs" in digests:
        yield "  reliefs:"
        yield from (
            f"    {scalar(name)}: {quoted(value)}"
            for name, value in sorted(digests["reliefs"].items())
        )
    yield f"measured_with: {scalar(written['measured_with'])}"


def _ordered(value: Any) -> Any:  # noqa: ANN401 - what JSON holds
    """Sort the lengths and buckets of a histogram; what has fields of its own stays as it is."""
    if not isinstance(value, Mapping):
        return value
    has_fields = "completeness" in value or "numerator" in value
    keys = value if has_fields else sorted(value, key=_rank)
    return {str(key): _ordered(value[key]) for key in keys}


def _rank(key: str) -> tuple[int, str]:
    """Order lengths and buckets by their number: `2`, `10`; `0 to 9`, `10 to 20`, `over 20`."""
    found = re.match(r"(-?[0-9]+)( to [0-9]+)?$|over ([0-9]+)$", key)
    return (int(found[1] or found[3]), key) if found else (0, key)
