"""Decides a case: the first status that holds, in the order of the design, and why."""

from __future__ import annotations

from dataclasses import replace

from partnership.documents.sla import LowVolume
from partnership.judging.bands import band, band_reason
from partnership.judging.cases import Case, Decision, Pool
from partnership.judging.counts import (
    Counts,
    can_pool,
    exact_value,
    has_misses,
    is_higher_better,
    not_missed,
    read_counts,
)
from partnership.judging.verdicts import Status
from partnership.judging.wording import listed, shown, with_unit


def decide(case: Case, pool: Pool) -> tuple[Decision, Pool]:
    """Decide a case; gives also what is carried forward to the next period's.

    Args:
        case: The terms, and what was measured.
        pool: What earlier periods carried forward.

    """
    early = _before_counts(case)
    if early:
        return early, pool
    row, statistic = case.row, case.terms.statistic
    if row is None or case.metric is None:
        return _not_measured(f"the measurement has no row `{case.target.id}`", "row"), pool
    if row.withheld:
        reason = "the row is withheld for privacy: so few subjects would tell of a person"
        return Decision(Status.INSUFFICIENT_DATA, reason, "privacy"), pool
    try:
        counts = read_counts(row, statistic)
    except ValueError as error:
        return _not_measured(f"{error}: measure again", "counts"), pool
    if _is_excused(case, counts):
        before = row.before_relief.denominator if row.before_relief else 0
        reason = f"accepted relief leaves {counts.n} of {before} to judge"
        return Decision(Status.EXCUSED, reason, "relief", counts), pool
    if exact_value(counts, statistic) is None or not (counts.n or counts.amount is not None):
        reason = "nothing was counted"
        return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts), pool
    return _by_volume(case, counts, pool)


def _before_counts(case: Case) -> Decision | None:
    """Decide what no count is needed for."""
    part = case.part
    if part.ends >= case.as_of:
        reason = f"{part.period} runs until {part.ends}"
        return Decision(Status.NOT_YET_DUE, reason, "period")
    if case.measurement is None and case.as_of <= case.due:
        reason = f"{part.period} is over; its measurement is due by {case.due}"
        return Decision(Status.NOT_YET_DUE, reason, "period")
    if case.fault:
        return _not_measured(case.fault.reason, case.fault.found_by)
    if case.measurement is None:
        reason = f"there is no measurement; it was due by {case.due}"
        return _not_measured(reason, "measurement")
    return None


def _not_measured(reason: str, decided_by: str) -> Decision:
    return Decision(Status.NOT_MEASURED, reason, decided_by)


def _is_excused(case: Case, counts: Counts) -> bool:
    before = case.row.before_relief if case.row else None
    return before is not None and counts.n < case.floor <= before.denominator


def _by_volume(case: Case, counts: Counts, pool: Pool) -> tuple[Decision, Pool]:
    low = case.terms.low_volume
    if _allows_unknown_misses(case, counts):
        reason = (
            f"{not_missed(case.terms.statistic, case.metric)}; "
            "write `then: report only` or `then: carry forward`"
        )
        return _not_measured(reason, "low volume"), Pool()
    if low is None or low.then == "allow misses" or counts.n >= low.below:
        if low is None or low.then != "carry forward":
            return _by_band(case, counts), Pool()
        return _pooled(case, counts, pool, low)
    if low.then == "report only":
        value = exact_value(counts, case.terms.statistic)
        reason = f"{counts.n} counted, and below {low.below} the number is only reported"
        return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts, value), Pool()
    return _pooled(case, counts, pool, low)


def _pooled(case: Case, counts: Counts, pool: Pool, low: LowVolume) -> tuple[Decision, Pool]:
    """Judge a period with what earlier ones carried, or carry it forward."""
    meaning = _meaning(case, counts)
    dropped = ""
    if pool.periods and pool.terms != meaning:
        dropped = f"; what {listed(pool.periods)} carried is dropped, because the terms changed"
        pool = Pool()
    together = pool.counts + counts if pool.periods else counts
    if together.n >= low.below:
        decision = _by_band(case, together, pool.periods)
        return replace(decision, reason=decision.reason + dropped), Pool()
    statistic = case.terms.statistic
    value = exact_value(counts, statistic)
    so_far = f"{counts.n} counted"
    if pool.periods:
        so_far += f", {together.n} with {listed(pool.periods)}"
    reason = f"{so_far}, and {low.below} are needed"
    if not can_pool(counts, statistic):
        reason += f"; a {statistic} cannot be carried forward without its bins"
        return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts, value), Pool()
    if case.is_baselining:
        reason += "; nothing is carried out of baselining"
        return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts, value), Pool()
    most = int(low.at_most.split()[0]) if low.at_most else None
    if most is not None and len(pool.periods) >= most:
        dropped += f"; {listed(pool.periods)} dropped after {low.at_most}"
        pool, together = Pool(), counts
    carried = Pool((*pool.periods, str(case.part.period)), together, meaning)
    reason += f"{dropped}; carried forward"
    return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts, value), carried


def _by_band(case: Case, counts: Counts, pooled: tuple[str, ...] = ()) -> Decision:
    statistic, target = case.terms.statistic, case.target
    value = exact_value(counts, statistic)
    if value is None or case.metric is None:
        return Decision(Status.INSUFFICIENT_DATA, "nothing was counted", "low volume", counts)
    fraction = counts.fraction + (f" with {listed(pooled)}" if pooled else "")
    phase = case.phase
    if phase is not None and case.is_baselining:
        until = f" until {phase.to}" if phase.to else ""
        values = target.expected.value, target.minimum.value
        text = with_unit(shown(value, target.expected.unit, values), case.unit)
        reason = f"baselining{until}: {text} ({fraction}) is shown and not judged"
        return Decision(Status.BASELINING, reason, "phase", counts, value, pooled)
    allowed = _allowed_misses(case, counts)
    if allowed is not None and counts.misses <= allowed:
        reason = f"{counts.misses} of {counts.n} missed, and {allowed} may while there are so few"
        return Decision(Status.MET, reason, "low volume", counts, value, pooled)
    higher = is_higher_better(statistic, case.metric)
    status = band(value, target.expected, target.minimum, higher=higher)
    levels = target.expected, target.minimum
    reason = band_reason(value, fraction, *levels, higher=higher, unit=case.unit)
    return Decision(status, reason, "band", counts, value, pooled)


def _allows_unknown_misses(case: Case, counts: Counts) -> bool:
    """Say whether so few are judged by their misses, and nothing can be told to be missed."""
    if _allowed_misses(case, counts) is None or case.is_baselining:
        return False
    return not has_misses(case.terms.statistic, case.metric) or counts.denominator is None


def _allowed_misses(case: Case, counts: Counts) -> int | None:
    """Give how many misses are allowed at this volume, or None where the band decides."""
    low = case.terms.low_volume
    if low is None or low.then != "allow misses" or counts.n >= low.below:
        return None
    return low.misses or 0


def _meaning(case: Case, counts: Counts) -> tuple[str, ...]:
    """Say what the counts mean; counts of another meaning are not added up."""
    terms = case.terms
    bins = "bins" if counts.closed.bins else "no bins"
    within = str(case.target.within)
    return (terms.metric, str(terms.statistic), within, terms.calendar, terms.owed_by, bins)
