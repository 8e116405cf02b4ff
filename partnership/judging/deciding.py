"""Decides a case: the first status that holds, in the order of the design, and why."""

from __future__ import annotations

from fractions import Fraction

from partnership.documents.sla import LowVolume
from partnership.judging.bands import band, band_reason
from partnership.judging.cases import Case, Decision, Meaning, Pool
from partnership.judging.counts import (
    MIDDLES,
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

NOTHING = Pool()
"""What is carried forward where nothing is."""


def decide(case: Case, pool: Pool) -> tuple[Decision, Pool]:
    """Decide a case; gives also what is carried forward to the next period's.

    Args:
        case: The terms, and what was measured.
        pool: What earlier periods carried forward.

    """
    early = before_counts(case)
    return (early, pool) if early else decide_counts(case, pool)


def decide_counts(case: Case, pool: Pool) -> tuple[Decision, Pool]:
    """Decide a case whose measurement is there and counts."""
    row, statistic = case.row, case.part.terms.statistic
    if row is None or case.metric is None:
        return _not_measured(f"the measurement has no row `{case.target.id}`", "row"), pool
    if row.withheld:
        reason = "the row is withheld for privacy: so few subjects would tell of a person"
        return Decision(Status.INSUFFICIENT_DATA, reason, "privacy"), pool
    try:
        counts = read_counts(row, statistic, case.metric)
    except ValueError as error:
        return _not_measured(f"{error}: measure again", "counts"), pool
    before = row.before_relief
    if before is not None and counts.n < case.floor <= before.denominator:
        reason = f"accepted relief leaves {counts.n} of {before.denominator} to judge"
        return Decision(Status.EXCUSED, reason, "relief", counts), pool
    value = exact_value(counts, statistic)
    if value is None or not (counts.n or counts.amount is not None):
        reason = "nothing was counted"
        return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts), pool
    if too_few := _too_few_answered(case, counts):
        return Decision(Status.INSUFFICIENT_DATA, too_few, "low volume", counts, value), NOTHING
    return _by_volume(case, counts, value, pool)


def _too_few_answered(case: Case, counts: Counts) -> str:
    """Say that too few of those asked answered; nothing where enough did, or none is asked for."""
    low, invited = case.part.terms.low_volume, case.row.invited if case.row else None
    floor = low.response if low else None
    if floor is None or not invited or Fraction(counts.n, invited) >= floor.value:
        return ""
    share = shown(Fraction(counts.n, invited), "percent", (floor.value,))
    return f"{share} of {invited} answered, and below {floor} the number is only reported"


def before_counts(case: Case) -> Decision | None:
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


def _by_volume(case: Case, counts: Counts, value: Fraction, pool: Pool) -> tuple[Decision, Pool]:
    low = case.part.terms.low_volume
    if low is None:
        return _by_band(case, counts, value), NOTHING
    if low.then == "allow misses":
        return _by_misses(case, counts, value, low), NOTHING
    if low.then == "carry forward" and (pool.periods or counts.n < low.below):
        return _pooled(case, counts, value, pool, low)
    if counts.n >= low.below:
        return _by_band(case, counts, value), NOTHING
    reason = f"{counts.n} counted, and below {low.below} the number is only reported"
    return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts, value), NOTHING


def _pooled(
    case: Case, counts: Counts, value: Fraction, pool: Pool, low: LowVolume
) -> tuple[Decision, Pool]:
    """Judge a period with what earlier ones carried, or carry it forward."""
    meaning, statistic = _meaning(case), case.part.terms.statistic
    dropped = ""
    if why := _unlike(pool, counts, meaning):
        dropped = f"; what {listed(pool.periods)} carried is dropped, because {why}"
        pool = NOTHING
    together = pool.counts.plus(counts) if pool.periods else counts
    if together.n >= low.below:
        decision = _by_band(case, together, exact_value(together, statistic), pool.periods)
        return decision._replace(reason=decision.reason + dropped), NOTHING
    so_far = f"{counts.n} counted"
    if pool.periods:
        so_far += f", {together.n} with {listed(pool.periods)}"
    reason = f"{so_far}, and {low.below} are needed"
    if not can_pool(counts, statistic):
        only = "only with its bins" if statistic.name in MIDDLES else "to no other period"
        reason += f"; `{statistic}` is carried forward {only}"
        return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts, value), NOTHING
    if case.is_baselining:
        reason += "; nothing is carried out of baselining"
        return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts, value), NOTHING
    most = int(low.at_most.split()[0]) if low.at_most else None
    if most is not None and len(pool.periods) >= most:
        dropped = f"; {listed(pool.periods)} dropped after {low.at_most}"
        pool, together = NOTHING, counts
    carried = Pool((*pool.periods, case.period), together, meaning)
    reason += f"{dropped}; carried forward"
    return Decision(Status.INSUFFICIENT_DATA, reason, "low volume", counts, value), carried


def _by_band(
    case: Case, counts: Counts, value: Fraction | None, pooled: tuple[str, ...] = ()
) -> Decision:
    metric, target, fraction = case.metric, case.target, counts.fraction
    if value is None or metric is None:
        return Decision(Status.INSUFFICIENT_DATA, "nothing was counted", "low volume", counts)
    if pooled:
        fraction += f" with {listed(pooled)}"
    phase = case.phase
    if phase is not None and phase.phase == "baselining":
        until = f" until {phase.to}" if phase.to else ""
        values = target.expected.value, target.minimum.value
        text = with_unit(shown(value, target.expected.unit, values), case.unit)
        reason = f"baselining{until}: {text} ({fraction}) is shown and not judged"
        return Decision(Status.BASELINING, reason, "phase", counts, value, pooled)
    higher = is_higher_better(case.part.terms.statistic, metric)
    expected, minimum = target.expected, target.minimum
    status = band(value, expected, minimum, higher=higher)
    reason = band_reason(
        value, fraction, expected, minimum, higher=higher, unit=case.unit, status=status
    )
    return Decision(status, reason, "band", counts, value, pooled)


def _by_misses(case: Case, counts: Counts, value: Fraction, low: LowVolume) -> Decision:
    """Judge so few by how many missed, where they are so few; else by the band."""
    if counts.n >= low.below or case.is_baselining:
        return _by_band(case, counts, value)
    if not has_misses(case.terms.statistic, case.metric) or counts.denominator is None:
        reason = (
            f"{not_missed(case.terms.statistic, case.metric)}; "
            "write `then: report only` or `then: carry forward`"
        )
        return _not_measured(reason, "low volume")
    allowed = low.misses or 0
    if counts.misses > allowed:
        return _by_band(case, counts, value)
    reason = f"{counts.misses} of {counts.n} missed, and {allowed} may while there are so few"
    return Decision(Status.MET, reason, "low volume", counts, value)


def _meaning(case: Case) -> Meaning:
    """Say what the counts mean; counts of another meaning are not added up."""
    terms, within = case.part.terms, case.target.within
    return (terms.metric, terms.statistic, within, terms.calendar, terms.owed_by)


def _unlike(pool: Pool, counts: Counts, meaning: Meaning) -> str:
    """Say why counts cannot be added to what was carried; nothing where they can."""
    if not pool.periods:
        return ""
    if pool.terms != meaning:
        return "the terms changed"
    one, other = ((bool(each.closed.bins), each.amount is None) for each in (pool.counts, counts))
    return "" if one == other else "it was counted in another way"
