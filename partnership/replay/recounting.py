"""What a record would say under another `within`, from its bins, where they tell it exactly.

Closed clocks stand in bins of whole units, so the share within any other limit is known. Of clocks
that still run only those past the old limit have bins: where a shorter limit would take in more of
them, nobody knows without the events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from partnership.agreement import Agreement
from partnership.canonical import canonical_json
from partnership.documents import SLA, Measurement, Metric
from partnership.documents.measurement import Row
from partnership.measuring.definitions import (
    Definition,
    definition_digest,
    definitions_until,
    last_day_seen,
)
from partnership.measuring.periods import parts_of
from partnership.measuring.records import counts_digest, from_written
from partnership.measuring.subjects import PEOPLE
from partnership.statistics import Histogram
from partnership.values.levels import Share
from partnership.values.periods import Span

Limits = Mapping[str, set[int | None]]
"""By row: every limit under which subjects of a period may have been counted."""

OF_RUNNING = {"open", "open_past_due", "not_yet_due"}
"""What a row says of clocks that still run."""


class NotTold(Exception):  # noqa: N818 - reads as the sentence it is
    """The bins do not tell it; the text says why."""


@dataclass(frozen=True)
class Question:
    """One record, the terms it was counted by, and the terms it is wanted by."""

    record: Measurement
    sla: SLA
    counted: Agreement
    """The documents by which it was counted."""
    wanted: Agreement
    """The documents by which it is wanted."""

    @property
    def period(self) -> Span:
        """The period."""
        return self.record.period

    @property
    def until(self) -> date:
        """The last day whose events are seen."""
        return last_day_seen(self.wanted, self.sla, self.period)

    def definitions(self, agreement: Agreement) -> tuple[Definition, ...]:
        """Give the definitions of the promise up to that day, on one side."""
        sla = agreement.get(SLA, self.sla.id)
        return definitions_until(agreement, sla, self.until) if sla else ()


def unlike(question: Question) -> tuple[str, ...]:
    """Name the terms in which the counted definition and the wanted one differ, by their fields.

    Raises:
        PartnershipError: A definition cannot be resolved.

    """
    was, now = (
        _values(question.definitions(one), question.until)
        for one in (question.counted, question.wanted)
    )
    named = [name for name in sorted({*was, *now}) if was.get(name) != now.get(name)]
    for name in _excusing(question):
        sides = (_listed(question, name, one) for one in (question.counted, question.wanted))
        if len(set(sides)) > 1:
            named.append(f"the promise `{name}`, which excuses it")
    if not named and len(set(_parts(question))) > 1:
        named.append("the days at which its rows are divided")
    return tuple(named) or ("the days from which its terms hold",)


def recounted(question: Question) -> Measurement:
    """Give a record as it would be under another `within`.

    Raises:
        NotTold: Its bins do not tell it.
        PartnershipError: A definition cannot be resolved.

    """
    _require_within_only(question)
    terms = question.definitions(question.wanted)[-1]
    _require_bins(terms.sla, terms.metric, question.record)
    old, new = (_limits(question.definitions(one)) for one in (question.counted, question.wanted))
    gone, rows = 0, []
    for row, written in zip(question.record.rows, question.record.written["rows"], strict=True):
        limit = _one_limit(row, new)
        moved, counted = _recount(row, dict(written), terms.sla, limit, old.get(row.segment, set()))
        gone += moved
        rows.append(counted)
    gate = question.record.gate
    is_whole = gate.completeness == Share.parse("100%") and not gate.out_of_order
    if gone and terms.sla.placed_by == "stop" and not is_whole:
        raise NotTold("its gate rests on clocks that would change sides of their limit")
    made: dict[str, Any] = {**question.record.written, "rows": rows}
    definition = definition_digest(question.wanted, question.sla, question.period)
    digests = {**made["digests"], "definition": definition, "counts": counts_digest(made)}
    return from_written({**made, "digests": digests}, question.wanted.base)


def _values(definitions: Sequence[Definition], until: date) -> dict[str, set[str]]:
    """Give every value that each field ever has up to a day."""
    found: dict[str, set[str]] = {}
    for one in definitions:
        written = one.terms(until)
        sla = {**written["sla"], "within": [t["within"] for t in written["sla"]["targets"]]}
        sla["segments"] = _without_limits(sla.pop("targets"))
        owners = (("", sla), (f"Metric/{one.metric.id} ", written["metric"]))
        for owner, fields in (*owners, (f"Calendar/{one.calendar.id} ", written["calendar"])):
            for name, value in fields.items():
                found.setdefault(f"{owner}`{name}`", set()).add(canonical_json(value))
    return found


def _without_limits(targets: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    return [{name: one[name] for name in one if name != "within"} for one in targets]


def _require_within_only(question: Question) -> None:
    sides = []
    for agreement in (question.counted, question.wanted):
        merged: list[tuple[str, date]] = []
        for one in question.definitions(agreement):
            terms = one.terms(question.until)
            sla = {**terms["sla"], "targets": _without_limits(terms["sla"]["targets"])}
            text = canonical_json({**terms, "sla": sla})
            if not merged or merged[-1][0] != text:
                merged.append((text, one.first))
        sides.append(merged)
    excuses = _excusing(question)
    same = all(
        _listed(question, name, question.counted) == _listed(question, name, question.wanted)
        for name in excuses
    )
    if sides[0] != sides[1] or not same or len(set(_parts(question))) > 1:
        raise NotTold("")


def _excusing(question: Question) -> list[str]:
    sides = (question.counted, question.wanted)
    found = (one.sla.excused_by for side in sides for one in question.definitions(side))
    return sorted({name for names in found for name in names})


def _listed(question: Question, name: str, agreement: Agreement) -> str:
    sla = agreement.get(SLA, name)
    found = definitions_until(agreement, sla, question.until) if sla else ()
    return canonical_json([[str(one.first), one.terms(question.until)] for one in found])


def _parts(question: Question) -> Iterator[tuple[tuple[date, date], ...]]:
    for agreement in (question.counted, question.wanted):
        sla = agreement.get(SLA, question.sla.id) or question.sla
        yield tuple((part.first, part.last) for part in parts_of(sla, question.period))


def _limits(definitions: Sequence[Definition]) -> Limits:
    found: dict[str, set[int | None]] = {}
    for one in definitions:
        for target in one.sla.targets:
            limit = target.within.amount if target.within else None
            found.setdefault(target.id, set()).add(limit)
    return found


def _one_limit(row: Row, limits: Limits) -> int:
    known = limits.get(row.segment, set())
    limit = next(iter(known)) if len(known) == 1 else None
    if limit is None:
        raise NotTold("subjects of one period would be held to several limits")
    return limit


def _require_bins(sla: SLA, metric: Metric, record: Measurement) -> None:
    if sla.statistic.name != "share within":
        raise NotTold(f"a {sla.statistic} is not told by its bins")
    if sla.placed_by not in {"start", "stop"}:
        raise NotTold(f"subjects are placed by {sla.placed_by}, which moves with it")
    if metric.type != "duration" or metric.subject in PEOPLE:
        raise NotTold("no bins are published of people")
    if record.digests.reliefs and sla.relief in {"remove", "count as met"}:
        raise NotTold(f"bins do not say which subjects relief would {sla.relief}")


def _recount(
    row: Row, written: dict[str, Any], sla: SLA, limit: int, old: set[int | None]
) -> tuple[int, dict[str, Any]]:
    """Count a row anew; gives also how many that run change sides of their limit, at least."""
    if row.withheld or row.numerator is None or row.denominator is None:
        raise NotTold("its counts are not there")
    closed, running = (
        Histogram.from_counts((int(length), number) for length, number in bins.items())
        for bins in (row.closed, row.open)
    )
    if any(one is not None and closed.within(one) != row.numerator for one in old if len(old) == 1):
        raise NotTold("its bins and its counts are not of the same clocks")
    counts_running = sla.open_past_due != "ignored"
    is_shorter = any(one is None or one > limit for one in old)
    if counts_running and is_shorter and (sla.placed_by == "stop" or row.not_yet_due):
        raise NotTold("nothing says how long the clocks run that were not past their limit yet")
    late = running.beyond(limit)
    gone = running.n - late
    denominator = row.denominator - (gone if counts_running else 0)
    floor = max(1, sla.low_volume.below) if sla.low_volume else 1
    if denominator < floor and (row.before_relief or sla.relief or sla.excused_by):
        raise NotTold("nothing says how many relief alone would leave out")
    written |= {"numerator": closed.within(limit), "denominator": denominator, "n": denominator}
    written.pop("before_relief", None)
    if is_shorter:  # some that run and are not judged would be past their limit too
        kept = {name: written[name] for name in written if name not in OF_RUNNING}
        return 1, kept
    written["open"] = {name: one for name, one in row.open.items() if int(name) > limit}
    if row.open_past_due is not None:
        written["open_past_due"] = late
    if gone and sla.placed_by == "start":
        written["not_yet_due"] = (row.not_yet_due or 0) + gone
    return gone, {name: value for name, value in written.items() if value != {}}
