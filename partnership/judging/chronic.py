"""When repeated misses of the expected level weigh like a miss of the minimum."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from partnership.errors import PartnershipError
from partnership.judging.cases import Case, Decision
from partnership.judging.due import shifted
from partnership.judging.verdicts import Status
from partnership.judging.wording import listed
from partnership.measuring.periods import ONE_DAY
from partnership.values.durations import Span


def chronic(case: Case, decision: Decision, missed: Mapping[date, str]) -> Decision:
    """Turn one miss of the expected level too many into a miss of the minimum.

    Args:
        case: The case in which the expected level was missed.
        decision: What was decided about it alone.
        missed: The periods in which it was missed, this one included, by their last day.

    """
    agreed = case.terms.chronic
    if agreed is None:
        return decision
    last = case.part.ends
    begin = _begin(case, last, agreed.in_)
    within = [period for day, period in missed.items() if begin < day <= last]
    if len(within) < agreed.expected_missed:
        return decision
    times = f"{len(within)} times" if len(within) > 1 else "once"
    reason = (
        f"{decision.reason}; the expected level was missed {times} in {agreed.in_} "
        f"({listed(within)}), and {agreed.expected_missed} weigh like a miss of the minimum"
    )
    return replace(decision, status=Status.MINIMUM_MISSED, reason=reason, decided_by="chronic")


def _begin(case: Case, last: date, span: Span) -> date:
    """Give the last day before the time in which misses are counted."""
    try:
        match span.unit:
            case "years":
                return shifted(last + ONE_DAY, -12 * span.amount) - ONE_DAY
            case "months":
                return shifted(last + ONE_DAY, -span.amount) - ONE_DAY
            case "weeks":
                return last - timedelta(weeks=span.amount)
            case "calendar days":
                return last - timedelta(days=span.amount)
    except (OverflowError, ValueError):
        return date.min
    place = case.terms.place("chronic", "in")
    message = f"{place.path}:{place.line}: misses are not counted in {span.unit}; write `12 months`"
    raise PartnershipError(message)
