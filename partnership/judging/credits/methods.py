"""How a miss becomes money: allocation, service points, gap to target, fixed percent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from partnership.documents import Commercials
from partnership.documents.commercials import Category
from partnership.findings import Place
from partnership.judging.credits.account import Line, State
from partnership.judging.credits.amounts import money_text, rounded, unit_of
from partnership.judging.credits.charges import Base
from partnership.judging.credits.events import Event, lower_of_one_event
from partnership.judging.credits.outcomes import Assessed, Outcome, assess
from partnership.judging.verdicts import Status
from partnership.judging.wording import points_text
from partnership.values.levels import decimal_text

STANDS = "what nobody contests stands; only what goes beyond it is held until the dispute is over"
"""Why a part of a contested miss is due."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A line on its way into an account."""

    line: Line
    assessed: tuple[Assessed, ...] = ()

    def becomes(self, state: State, reason: str) -> Draft:
        """Give it another state, and why."""
        return replace(self, line=replace(self.line, state=state, reason=reason))


@dataclass(frozen=True, slots=True)
class Terms:
    """What all lines of an account are made with."""

    commercials: Commercials
    base: Base

    @property
    def at_risk(self) -> Fraction | None:
        """The amount at risk, where it is agreed and the charges are known."""
        share = self.commercials.at_risk
        known = share is not None and self.base.amount is not None
        return self.base.amount * share.value if known else None  # type: ignore[operator, union-attr]

    def rounded_line(self, line: Line) -> Line:
        """Round a line's amount, where the terms round each line."""
        rounding = self.commercials.rounding
        unit = unit_of(rounding, self.commercials.currency)
        if line.amount is None or rounding is None or unit is None or rounding.when != "each line":
            return line
        amount = rounded(line.amount, unit, rounding.mode)
        if amount == line.amount:
            return line
        text = f"{line.arithmetic}, rounded {rounding.mode} to {self.money(amount)}"
        return replace(line, amount=amount, arithmetic=text)

    def money(self, amount: Fraction) -> str:
        """Write an amount with the account's currency."""
        return money_text(amount, self.commercials.currency)


def find_drafts(
    terms: Terms, outcomes: Mapping[str, Sequence[Outcome]], events: Iterable[Event]
) -> Iterator[Draft]:
    """Yield a line for every promise of every category that has a period in the account.

    Args:
        terms: What lines are made with.
        outcomes: The outcomes whose periods end in the account's, by promise.
        events: What both parties agreed was one event.

    """
    for index, category in enumerate(terms.commercials.categories):
        assessed = []
        for name in dict.fromkeys(category.slas):
            for outcome in outcomes.get(name, ()):
                aside = _aside(terms, category, index, outcome)
                if aside is None:
                    assessed.append(assess(category, outcome))
                else:
                    yield aside
        yield from _drafts(terms, category, index, assessed, tuple(events))


def _drafts(
    terms: Terms,
    category: Category,
    index: int,
    assessed: Sequence[Assessed],
    events: tuple[Event, ...],
) -> Iterator[Draft]:
    for one in assessed:
        if not one.failed:
            yield _free(terms, category, index, one)
    failed = [one for one in assessed if one.failed]
    if category.method == "points":
        yield from _points(terms, category, index, failed, events)
        return
    for one in failed:
        amount, arithmetic = _amount(terms, category, one)
        if one.disputed:
            yield from _contested(terms, category, index, one, amount, arithmetic)
        else:
            yield _draft(terms, category, index, (one,), amount, arithmetic)


def _contested(
    terms: Terms,
    category: Category,
    index: int,
    one: Assessed,
    amount: Fraction | None,
    arithmetic: str,
) -> Iterator[Draft]:
    """Make what is due of a contested miss whatever comes of it, and hold the rest."""
    whole = _draft(terms, category, index, (one,), amount, arithmetic)
    stands = assess(category, one.outcome.undisputed)
    owed, words = _amount(terms, category, stands)
    if not amount or not owed:
        yield whole
        return
    due = _draft(terms, category, index, (stands,), owed, words) if owed <= amount else whole
    yield due.becomes(State.DUE, STANDS)
    if owed < amount:
        words = f"{arithmetic}, less {terms.money(owed)} that stand"
        yield _draft(terms, category, index, (one,), amount - owed, words)


def _amount(terms: Terms, category: Category, one: Assessed) -> tuple[Fraction | None, str]:
    """Give the amount of a miss with its arithmetic; a reason where it is not known."""
    if terms.base.amount is None:
        return None, terms.base.words
    match category.method:
        case "allocation":
            return _allocation(terms, category, one)
        case "gap to target":
            if category.gap_to is None:
                return None, "`gap_to` does not say to which level the gap is measured"
            row = one.verdict
            if row and row.expected and row.expected.unit != "percent":
                return None, f"a gap to {row.expected} is no share of the charges"
            factor, words = one.gap, one.gap_words
        case _:
            if category.percent is None:
                return None, "`percent` does not say what a miss costs"
            factor, words = category.percent.value, f"{category.percent} a miss"
    amount = terms.base.amount * factor * one.times
    return amount, _said(terms, (terms.base.amount,), words, one.times, amount)


def _allocation(terms: Terms, category: Category, one: Assessed) -> tuple[Fraction | None, str]:
    allocation, share = one.outcome.sla.allocation, category.share
    at_risk, base = terms.at_risk, terms.base.amount
    if at_risk is None or base is None:
        return None, "`at_risk` does not say how much of the charges is at risk"
    if allocation is None:
        return None, f"SLA `{one.outcome.sla.id}` has no `allocation`"
    amount = at_risk * (share.value if share else 1) * allocation.value * one.times
    words = f"{terms.commercials.at_risk} at risk"
    if share:
        words += f" × {share} of {category.id}"
    words += f" × {allocation} of {one.outcome.sla.id}"
    return amount, _said(terms, (base,), words, one.times, amount)


def _points(
    terms: Terms,
    category: Category,
    index: int,
    failed: Sequence[Assessed],
    events: tuple[Event, ...],
) -> Iterator[Draft]:
    """Add the points of a period up and look up what they cost; contested points are held apart."""
    lower = lower_of_one_event(
        terms.commercials,
        [(one.outcome.key, one.weight) for one in failed],
        events,
    )
    counted = [one for position, one in enumerate(failed) if position not in lower]
    for position in sorted(lower):
        one = failed[position]
        draft = _draft(terms, category, index, (one,), Fraction(0), _point_words(one))
        yield draft.becomes(State.ONE_EVENT, lower[position])
    contested = [(one, _standing(category, one)) for one in counted if one.disputed]
    stands = [part for _, part in contested if part.failed]
    sure = [*(one for one in counted if not one.disputed), *stands]
    amount, words = _cost(terms, category, sure)
    if sure:
        draft = _draft(terms, category, index, sure, amount, words)
        is_part = amount is not None and bool(stands)
        yield draft.becomes(State.DUE, STANDS) if is_part else draft
    held = [one for one, part in contested if part.weight < one.weight]
    if held:
        whole, words = _cost(terms, category, counted)
        more = None if whole is None else whole - (amount or 0)
        yield _draft(terms, category, index, held, more, f"beyond the others: {words}")


def _standing(category: Category, one: Assessed) -> Assessed:
    """Give what of a contested miss costs points whatever comes of it: the milder of both."""
    return min(assess(category, one.outcome.undisputed), one, key=lambda part: part.weight)


def _cost(
    terms: Terms, category: Category, counted: Sequence[Assessed]
) -> tuple[Fraction | None, str]:
    total = sum(one.weight for one in counted)
    base, points = terms.base.amount, category.points
    if base is None or points is None:
        return None, terms.base.words
    said = f"{' + '.join(_point_words(one) for one in counted)} = {points_text(total)}"
    if points.table:
        steps = [step for step in points.table if step.from_ <= total]
        share = max(steps, key=lambda step: step.from_).percent.value if steps else Fraction(0)
        said += f", which cost {decimal_text(share * 100)}%"
    elif points.each is not None:
        share = points.each.value * total
        said += f" × {points.each}"
    else:
        return None, f"{said}, and `points` does not say what they cost"
    amount = base * share
    return amount, f"{said} × {money_text(base)} = {terms.money(amount)}"


def _point_words(one: Assessed) -> str:
    repeated = f" × {one.times} for a repeat" if one.times > 1 else ""
    return f"{one.points}{repeated} of {one.outcome.sla.id}"


def _said(
    terms: Terms, base: tuple[Fraction, ...], words: str, times: int, amount: Fraction
) -> str:
    repeated = f" × {times} for a repeat" if times > 1 else ""
    return f"{money_text(base[0])} × {words}{repeated} = {terms.money(amount)}"


def _draft(
    terms: Terms,
    category: Category,
    index: int,
    assessed: Sequence[Assessed],
    amount: Fraction | None,
    arithmetic: str,
) -> Draft:
    """Make the line of a failure; without an amount it is not determined, and says why."""
    names = ", ".join(dict.fromkeys(one.outcome.sla.title for one in assessed))
    state = State.DUE if amount is not None else State.NOT_DETERMINED
    if amount is not None and any(one.disputed for one in assessed):
        state = State.DISPUTED
    line = Line(
        section="credit",
        category=category.id,
        title=names,
        state=state,
        clause=_clause(terms, index),
        sources=tuple(one.source for one in assessed),
        arithmetic=arithmetic if amount is not None else "",
        amount=amount,
        reason="held until the dispute is over" if state is State.DISPUTED else "",
    )
    if amount is None:
        line = replace(line, reason=arithmetic)
    return Draft(terms.rounded_line(line), tuple(assessed))


def _free(terms: Terms, category: Category, index: int, one: Assessed) -> Draft:
    """Make the line of an outcome that costs nothing, or about which nothing is known."""
    source = one.source
    state = State.NOT_DETERMINED if one.reason else State.NOTHING
    reason = one.reason or Status(source.status).words
    line = Line(
        section="credit",
        category=category.id,
        title=one.outcome.sla.title,
        state=state,
        clause=_clause(terms, index),
        sources=(source,),
        amount=None if state is State.NOT_DETERMINED else Fraction(0),
        reason=reason,
    )
    return Draft(line)


def _aside(terms: Terms, category: Category, index: int, outcome: Outcome) -> Draft | None:
    """Make the line of a promise that pays nothing whatever came of it."""
    sla = outcome.sla
    if sla.owed_by != terms.commercials.owed_by:
        reason = f"owed by {'both' if sla.owed_by == 'both' else f'the {sla.owed_by}'}"
    elif sla.class_ == "kpi":
        reason = f"a kpi on {outcome.ends}, and a kpi pays no credit"
    else:
        return None
    draft = _free(terms, category, index, Assessed(outcome))
    return draft.becomes(State.NOTHING, reason)


def _clause(terms: Terms, index: int) -> Place:
    return terms.commercials.place("categories", index)
