"""What a credit is made of, as numbers that the stand-alone script multiplies again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from partnership.agreement import Agreement
from partnership.documents import Commercials
from partnership.documents.commercials import Category
from partnership.judging import Verdict
from partnership.judging.credits import Account, Line, State, settle
from partnership.judging.credits.amounts import unit_of
from partnership.judging.credits.bands import stretches
from partnership.judging.credits.outcomes import find_outcomes
from partnership.judging.credits.sealing import kept_by
from partnership.judging.judged import Judged
from partnership.values.periods import Span

DECIDED = {State.UPHELD, State.WAIVED}
COMPUTED = {State.DUE, State.NOTHING, State.SUSPENDED, *DECIDED}
"""States of a line whose amount follows from its own verdict."""
APART = {State.DISPUTED, State.ONE_EVENT}
"""States whose amount follows from it too, where points are not added up."""
MISSED = {
    "minimum missed": ["minimum_missed"],
    "expected missed": ["minimum_missed", "expected_missed"],
}


def credit_of(
    agreement: Agreement, judged: Sequence[Judged], verdict: Verdict
) -> dict[str, Any] | None:
    """Give what the credit for a verdict is made of, or None where none rests on it.

    Args:
        agreement: All documents.
        judged: Every verdict there is, with what led to it.
        verdict: The verdict.

    """
    outcomes = None
    for commercials in agreement.of(Commercials):
        if commercials.owed_by != verdict.owed_by:
            continue
        outcomes = outcomes or find_outcomes(agreement, judged)
        ends = Span.parse(verdict.period).last
        invoiced = Span.containing(ends, commercials.invoice_period)
        terms = commercials.on(invoiced.last)
        last = max(ends, *(one.verdict.last for one in judged if one.verdict.is_judged))
        until = Span.containing(last, commercials.invoice_period)
        accounts = settle(kept_by(agreement), outcomes, commercials, until)
        for account in accounts:
            lines = _lines(account, verdict) if account.period == str(invoiced) else []
            if terms and lines:
                meant = next(one for one in judged if one.verdict == verdict)
                suspended = lines[0].state is State.SUSPENDED
                later = _later(accounts, verdict) if suspended else ""
                return _credit(terms, account, lines, meant) | {"later": later}
    return None


def _later(accounts: Iterable[Account], verdict: Verdict) -> str:
    """Say which later account upheld or waived a suspended credit, or that none has yet."""
    for account in accounts:
        for line in _lines(account, verdict):
            if line.state in DECIDED:
                return f"{line.reason}, in the account of {account.period}"
    return "no later period has decided yet"


def _lines(account: Account, verdict: Verdict) -> list[Line]:
    """Find the lines that rest on a verdict, all of the first's category: more where a part is held."""
    wanted = (verdict.sla, verdict.period, verdict.segment)
    found = []
    for line in account.lines:
        named = ((source.sla, source.period, source.segment) for source in line.sources)
        if line.section == "credit" and wanted in named:
            found.append(line)
    same = [line for line in found if line.category == found[0].category]
    return same if verdict.disputed else same[:1]


def _follows(account: Account, line: Line, meant: Judged, *, by_points: bool) -> bool:
    """Whether a line's amount can be made from its own verdict."""
    if not meant.verdict.disputed:
        return line.state in (COMPUTED if by_points else COMPUTED | APART)
    window = (meant.verdict.sla, meant.verdict.period)
    rows = {
        source.segment
        for one in account.lines
        for source in one.sources
        if (one.section, one.category) == ("credit", line.category)
        and (source.sla, source.period) == window
    }
    return not by_points and rows == {meant.verdict.segment}


def _credit(
    terms: Commercials, account: Account, lines: Sequence[Line], meant: Judged
) -> dict[str, Any]:
    verdict, line = meant.verdict, lines[0]
    category = next((one for one in terms.categories if one.id == line.category), None)
    by_points = category is not None and category.method == "points"
    follows = _follows(account, line, meant, by_points=by_points)
    is_computed = follows and line.amount is not None and category is not None
    data: dict[str, Any] = {
        "account": account.id,
        "period": account.period,
        "currency": account.currency,
        "clause": f"{line.clause.path}:{line.clause.line}",
        "state": line.state.value,
        "given": "" if is_computed else line.reason or line.state.words,
    }
    if not is_computed or category is None or account.charges is None:
        return data | {"given": data["given"] or line.reason or "the charges are not known"}
    others = [one for one in account.lines if one.section == "credit" and one not in lines]
    return data | {
        "method": category.method,
        "costs": MISSED[category.on],
        "factors": [[what, str(factor)] for what, factor in _factors(terms, category, meant)],
        "charges": str(account.charges),
        "times": meant.multiplier,
        "gap": _gap(category, verdict),
        "points": _points(category, line, verdict),
        "undisputed": _undisputed(meant) if len(lines) > 1 else None,
        "counts": line.state.counts or line.state is State.NOTHING,
        "held": "" if line.state in {State.DUE, State.NOTHING} else _held(line),
        "others": [[one.title, str(one.amount)] for one in others if one.state.counts],
        "caps": [[cap.name, str(cap.room)] for cap in account.caps],
        "rounding": _rounding(terms),
        "recorded": {"amount": str(line.amount), "payable": str(account.payable)}
        | ({"held": str(lines[1].amount)} if len(lines) > 1 else {}),
    }


def _undisputed(meant: Judged) -> dict[str, str] | None:
    """Give what the counts come to that nobody contests."""
    found = meant.undisputed
    if found is None:
        return None
    counts = f"{found.numerator}/{found.denominator}"
    return {"status": found.status.value, "value": str(found.value), "counts": counts}


def _held(line: Line) -> str:
    return f"{line.state.words}: {line.reason}"


def _factors(terms: Commercials, category: Category, meant: Judged) -> list[tuple[str, Fraction]]:
    """Give what the charges are multiplied by, beside repeats and gaps."""
    if category.method == "fixed percent" and category.percent:
        return [("a miss", category.percent.value)]
    if category.method != "allocation":
        return []
    sla = meant.case.terms if meant.case else None
    found = [("at risk", terms.at_risk.value if terms.at_risk else Fraction(0))]
    if category.share:
        found.append((f"share of {category.id}", category.share.value))
    allocation = sla.allocation.value if sla and sla.allocation else Fraction(0)
    return [*found, (f"allocation of {meant.verdict.sla}", allocation)]


def _gap(category: Category, verdict: Verdict) -> str | None:
    """Name the level a gap is measured to."""
    if category.method != "gap to target":
        return None
    level = verdict.minimum if category.gap_to == "minimum" else verdict.expected
    return str(level.value) if level else None


def _points(category: Category, line: Line, verdict: Verdict) -> dict[str, Any] | None:
    """Give the bands, what the points cost, and the points of the line's other promises."""
    if category.method != "points" or category.points is None:
        return None
    own = (verdict.sla, verdict.period)
    others = [one for one in line.sources if (one.sla, one.period) != own]
    each = category.points.each
    return {
        "bands": [
            {
                "points": one.points,
                "low": [str(one.low[0]), one.low[1]] if one.low else None,
                "high": [str(one.high[0]), one.high[1]] if one.high else None,
            }
            for one in stretches(category.points.bands)
        ],
        "table": [[step.from_, str(step.percent.value)] for step in category.points.table],
        "each": str(each.value) if each else None,
        "others": [[one.sla, one.points or 0] for one in others],
    }


def _rounding(terms: Commercials) -> dict[str, str] | None:
    unit = unit_of(terms.rounding, terms.currency)
    if terms.rounding is None or unit is None:
        return None
    return {"unit": str(unit), "mode": terms.rounding.mode, "when": terms.rounding.when}
