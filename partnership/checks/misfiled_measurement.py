"""A measurement is called, and filed, by what it measures.

Its id is the SLA and the period, `first-slate.2026-03`, with `.r1` for a correction, and its file is
`records/measurements/2026-03/first-slate.yaml`. Filed elsewhere it is not found by whoever looks, and the
next run writes a second one beside it. A correction names the record it stands in place of, the last one
before it (`replaces`), and nothing else does.

To mend it: move the file, or measure again; a measurement is not edited by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.documents import Measurement
from partnership.findings import Finding, Severity
from partnership.measuring.records import correction

SEVERITY = Severity.ERROR
CORRECTION = re.compile(r"\.r[1-9][0-9]?$")


def find(agreement: Agreement) -> Iterator[Finding]:
    """Yield every measurement whose id, path or `replaces` does not say what it measures."""
    yield from _names(agreement)
    before: dict[tuple[str, str], Measurement] = {}
    for record in sorted(agreement.of(Measurement), key=correction):
        if correction(record) < 0:
            continue  # its name says what it measures
        last = before.get((record.sla, str(record.period)))
        before[record.sla, str(record.period)] = record
        if last is None and (record.replaces is None) == (correction(record) == 0):
            continue  # what it names is looked for where references are
        if last is None or record.replaces != last.id:
            yield _replaced(record, last)


def _replaced(record: Measurement, last: Measurement | None) -> Finding:
    """Say what a record replaces that it does not name, or names and does not replace."""
    if last is None:
        hint = "it is no correction: leave `replaces` out"
        if correction(record):
            hint = "measure again: `partnership measure` writes it"
        said = f"`{record.id}` replaces nothing that is there"
        return record.finding(said, *_field(record), hint=hint)
    said = f"`{record.id}` stands in place of `{last.id}`, and "
    said += f"names `{record.replaces}`" if record.replaces else "does not say so"
    return record.finding(said, *_field(record), hint=f"write `replaces: {last.id}`")


def _field(record: Measurement) -> tuple[str, ...]:
    return ("replaces" if record.replaces else "id",)


def _names(agreement: Agreement) -> Iterator[Finding]:
    """Yield every measurement whose id or path does not say what it measures."""
    for record in agreement.of(Measurement):
        wanted = f"{record.sla}.{record.period}"
        ending = CORRECTION.search(record.id)
        suffix = ending.group() if ending else ""
        if record.id != wanted + suffix:
            message = f"`{record.id}` measures `{record.sla}` in {record.period}"
            yield record.finding(message, "id", hint=f"its id is `{wanted}{suffix}`")
            continue
        folder = f"{agreement.base}records/measurements/{record.period}/"
        known = {f"{folder}{record.sla}{suffix}{ending}" for ending in (".yaml", ".yml")}
        if record.path not in known:
            message = f"the file of `{record.id}` stands elsewhere"
            hint = f"move it to `{folder}{record.sla}{suffix}.yaml`"
            yield record.finding(message, "period", hint=hint)
