"""Reads what comes to the store added up: costs, capacity, forecasts, answers, attestations.

A quantity of which the store holds nothing is not 0: it is not known.
"""

# ruff: noqa: S608 - names are our own literals, values are parameters

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from partnership.documents.vocabulary import Quantity
from partnership.errors import EventsError, PartnershipError
from partnership.measuring.aggregates import (
    Entries,
    Entry,
    covered,
    entries_of,
    months_of,
    place,
    require_one_level,
)
from partnership.measuring.happenings import happenings
from partnership.measuring.made import Amount, AmountView, Found
from partnership.measuring.periods import ONE_DAY
from partnership.measuring.quantities import (
    CAPACITY,
    COMPARABLE,
    COST_ENTRIES,
    COSTS,
    FORECASTS,
    PAY,
)
from partnership.measuring.query import Query
from partnership.measuring.scores import answers_of
from partnership.store.tables import DECIMAL_PLACES
from partnership.values.periods import Span

ISSUED_LATE = "issued late"


def costs(view: AmountView, quantity: Quantity) -> Found:
    """Add up cost entries, or the pay that stands beside them; of one currency, at one level."""
    own = [
        entry
        for entry in entries_of(view.store, COST_ENTRIES, view.spans)
        if _is_cost(entry, quantity)
    ]
    placed = _placed(view, own, COST_ENTRIES)
    _require_one_currency(view, placed)
    if quantity == PAY:
        _require_pay_once(placed)
        require_one_level(_levels(placed), "`cost_entry.first_year_comp`", COST_ENTRIES.many)
    for key in sorted({entry.key[:2] for entry, _ in placed}):
        same = [pair for pair in placed if pair[0].key[:2] == key]
        require_one_level(_levels(same), f"`cost_entry` {' '.join(key)}", COST_ENTRIES.many)
    column = 2 if quantity == PAY else 1
    found = Found()
    rows = _by_row(placed, found)
    for row, entries in rows.items():
        total = sum(entry.values[column] or 0 for entry in entries)
        paid = _paid(view, entries) if quantity == PAY else 0
        found.rows[row] = Amount(_exact(total), paid, len(entries))
    _count_months(view, found, rows.values())
    return found


def _paid(view: AmountView, entries: Sequence[Entry]) -> int:
    """Count the hires of the periods and segments that pay stands for: few would tell each one's."""
    paid, terms = 0, view.sla.targets[0]
    for period in sorted({entry.period for entry in entries}):
        own = [entry for entry in entries if entry.period == period]
        rows = [
            {"id": f"row-{n}", "when": one.segment, "otherwise": None} for n, one in enumerate(own)
        ]
        targets = tuple(terms.model_copy(update=row) for row in rows)
        seen = replace(
            view,
            sla=view.sla.model_copy(update={"targets": targets}),
            first=period.first,
            seen=min(view.seen, period.last),
        )
        paid += sum(row.n for row in happenings(seen, "hires").rows.values())
    return paid


def _is_cost(entry: Entry, quantity: Quantity) -> bool:
    names = dict(zip(COST_ENTRIES.key, entry.key, strict=True))
    if any(names[column] != word for column, word in COSTS[quantity].items()):
        return False
    comparable, _, pay = entry.values
    if quantity == PAY:
        return pay is not None
    return quantity != COMPARABLE or bool(comparable)


def _require_one_currency(view: AmountView, placed: Sequence[tuple[Entry, int | None]]) -> None:
    """Refuse money of another currency: amounts of two cannot be added up.

    Raises:
        PartnershipError: Nothing says which currency is meant.
        EventsError: An entry is in another one.
    """
    if view.currency is None:
        raise PartnershipError(
            f"{view.metric.path}: `{view.metric.id}` counts money, and no `Partnership` says in which "
            "currency"
        )
    others = [entry.key[2] for entry, _ in placed if entry.key[2] != view.currency]
    if others:
        raise EventsError(
            f"`cost_entry`: column `currency` holds {_listed(sorted(set(others)))} in {len(others)} "
            f"of the {len(placed)} entries counted from {view.first} to {view.last}; only "
            f"`{view.currency}`, the partnership's currency, is added up"
        )


def _require_pay_once(placed: Sequence[tuple[Entry, int | None]]) -> None:
    stands = Counter((entry.period, tuple(sorted(entry.segment.items()))) for entry, _ in placed)
    twice = sum(1 for count in stands.values() if count > 1)
    if twice:
        raise EventsError(
            f"`cost_entry`: column `first_year_comp` stands on several entries of {twice} "
            f"segment{'s' if twice > 1 else ''}, which would count some twice; write a segment's "
            "total on one of them"
        )


def capacity(view: AmountView) -> Found:
    """Give the provider's full-time equivalents, averaged over the months that are there."""
    entries = entries_of(view.store, CAPACITY, view.spans, {"party": "provider"})
    placed = _placed(view, entries, CAPACITY)
    require_one_level(_levels(placed), "`capacity`", CAPACITY.many)
    found = Found()
    rows = _by_row(placed, found)
    for row, own in rows.items():
        total = sum((entry.values[0] or 0) * entry.period.months for entry in own)
        months = len(months_of(entry.period for entry in own))
        found.rows[row] = Amount(_exact(total) / months, entries=len(own))
    _count_months(view, found, rows.values())
    return found


def forecasts(view: AmountView) -> Found:
    """Add up the last forecast of each period and segment that was issued before the period."""
    last: dict[tuple[Span, tuple[tuple[str, str], ...]], Entry] = {}
    late: list[Entry] = []
    for entry in entries_of(view.store, FORECASTS, view.spans):
        if (entry.values[0] or 0) >= entry.period.first.toordinal():
            late.append(entry)
            continue
        key = (entry.period, tuple(sorted(entry.segment.items())))
        there = last.get(key)
        if there is None or (entry.values[0] or 0) > (there.values[0] or 0):
            last[key] = entry
    placed = _placed(view, list(last.values()), FORECASTS)
    require_one_level(_levels(placed), "`forecast`", FORECASTS.many)
    found = Found()
    rows = _by_row(placed, found)
    for row, own in rows.items():
        total = sum(entry.values[1] or 0 for entry in own)
        found.rows[row] = Amount(Fraction(total), total, len(own))
    for _, late_row in _placed(view, late, FORECASTS):
        if late_row is not None:
            found.excluded[late_row][ISSUED_LATE] += 1
    _count_months(view, found, rows.values())
    return found


def _count_months(view: AmountView, found: Found, rows: Iterable[Sequence[Entry]]) -> None:
    """Count the months that each row has entries of."""
    spans = [[entry.period for entry in own] for own in rows]
    found.there, found.asked = covered(view.months, spans)


def answers(view: AmountView, quantity: Quantity) -> Found:
    """Count who answered a survey's question, or who was asked."""
    found_answers, _ = answers_of(view.store, view.metric, view.sla.targets, view.spans)
    found = Found()
    placed = [one.periods for row, one in found_answers.items() if row is not None]
    found.there, found.asked = covered(view.months, placed)
    for row, one in found_answers.items():
        if one.answered > one.invited:
            survey = view.metric.answers.survey if view.metric.answers else ""
            raise EventsError(
                f"survey `{survey}`: {one.answered} answers were given by {one.invited} who were asked"
            )
        number = one.answered if quantity == "survey responses" else one.invited
        if row is None:
            found.unassigned += number
        else:
            found.rows[row] = Amount(Fraction(number), number)
    return found


def attestations(view: AmountView, quantity: Quantity) -> Found:
    """Add up what was attested on a topic, of the party that owes it."""
    metric, query = view.metric, Query()
    if metric.topic is None:
        raise PartnershipError(f"{metric.path}: `{quantity}` of `{metric.id}` needs a `topic`")
    narrowed = [*metric.where, *(name for target in view.sla.targets for name in target.when)]
    if narrowed:
        raise PartnershipError(f"{metric.path}: attestations do not carry `{narrowed[0]}`")
    days = query.bind(view.first.toordinal()), query.bind((view.seen + ONE_DAY).toordinal())
    party = "" if view.sla.owed_by == "both" else f" AND v.party = {query.bind(view.sla.owed_by)}"
    sql = (
        "SELECT count(*) AS entries, coalesce(sum(v.covered), 0) AS covered,"
        " coalesce(sum(v.required), 0) AS required,"
        " coalesce(sum(CASE WHEN v.covered > v.required OR v.covered < 0 THEN 1 ELSE 0 END), 0)"
        f" AS wrong FROM attestation AS v WHERE v.topic = {query.bind(metric.topic)}"
        f' AND v."date" >= {days[0]} AND v."date" < {days[1]}{party}'
    )
    entries, covered, required, wrong = (_whole(value) for value in query.ask(view.store, sql)[0])
    if wrong:
        raise EventsError(
            f"`attestation`: column `covered` is above `required`, or below 0, in {wrong} of the "
            f"{entries} rows of `{metric.topic}` from {view.first} to {view.last}"
        )
    number = covered if quantity == "attested" else required
    rows = {0: Amount(Fraction(number), number, entries)} if entries else {}
    return Found(rows, there=len(rows), asked=1)


def _placed(
    view: AmountView, entries: Iterable[Entry], source: Entries
) -> list[tuple[Entry, int | None]]:
    """Give the entries that are counted, with their row of targets."""
    found = []
    for entry in entries:
        counts, row = place(entry, view.metric, view.sla.targets, source.many)
        if counts:
            found.append((entry, row))
    return found


def _levels(
    placed: Iterable[tuple[Entry, int | None]],
) -> list[tuple[Span, tuple[str, ...]]]:
    return [(entry.period, entry.dimensions) for entry, _ in placed]


def _by_row(placed: Iterable[tuple[Entry, int | None]], found: Found) -> dict[int, list[Entry]]:
    rows: dict[int, list[Entry]] = {}
    for entry, row in placed:
        if row is None:
            found.unassigned += 1
        else:
            rows.setdefault(row, []).append(entry)
    return rows


def _exact(ten_thousandths: int) -> Fraction:
    return Fraction(ten_thousandths, 10**DECIMAL_PLACES)


def _listed(words: Sequence[str]) -> str:
    return " and ".join(f"`{word}`" for word in words)


def _whole(value: int | str | None) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value
