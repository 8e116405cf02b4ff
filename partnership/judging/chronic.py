"""When repeated misses of the expected level weigh like a miss of the minimum."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from partnership.judging.cases import Case, Decision
from partnership.judging.verdicts import Status
from partnership.judging.wording import listed
from partnership.measuring.days import day_before


def chronic(
    case: Case, decision: Decision, missed: Mapping[date, str]
) -> tuple[Decision, tuple[str, ...]]:
    """Turn one miss of the expected level too many into a miss of the minimum.

    Args:
        case: The case in which the expected level was missed.
        decision: What was decided about it alone.
        missed: The periods in which it was missed, this one included, by their last day.

    Returns:
        The decision, and the periods that were counted together. Where the time is in a unit in
        which misses are not counted, nobody can say which it is, so it is not measured.

    """
    agreed = case.terms.chronic
    if agreed is None:
        return decision, ()
    last = case.part.ends
    begin = day_before(last, agreed.in_)
    if begin is None:
        place = case.terms.place("chronic", "in")
        where = f"{place.path}:{place.line}"
        reason = f"{where}: misses are not counted in {agreed.in_.unit}; write `12 months`"
        return decision._replace(
            status=Status.NOT_MEASURED, reason=reason, decided_by="chronic"
        ), ()
    within = tuple(period for day, period in missed.items() if begin < day <= last)
    if len(within) < agreed.expected_missed:
        return decision, within
    times = f"{len(within)} times" if len(within) > 1 else "once"
    reason = (
        f"{decision.reason}; the expected level was missed {times} in {agreed.in_} "
        f"({listed(within)}), and {agreed.expected_missed} weigh like a miss of the minimum"
    )
    decided = decision._replace(status=Status.MINIMUM_MISSED, reason=reason, decided_by="chronic")
    return decided, within
