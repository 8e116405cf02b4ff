"""What nobody contests of a disputed row: its counts stand, and are judged for themselves meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from partnership.documents import Dispute, Metric
from partnership.documents.measurement import Counted, Row
from partnership.judging.cases import UNCOUNTED, Case, Decision
from partnership.judging.counts import COUNTED, can_be
from partnership.judging.deciding import NOTHING, decide_counts
from partnership.judging.verdicts import EXPECTED_MISSED, MINIMUM_MISSED, Verdict
from partnership.values.statistic_names import Statistic


def undisputed_part(
    verdict: Verdict, case: Case | None, contested: Sequence[Dispute]
) -> Verdict | None:
    """Judge the counts of a row that nobody contests; None where they are not known.

    Args:
        verdict: The verdict on the whole row.
        case: What it was judged from.
        contested: The disputes about the row; where they name different counts, none is known.

    """
    said = {dispute.undisputed for dispute in contested}
    counted = said.pop() if len(said) == 1 else None
    if counted is None or case is None or case.row is None or not verdict.is_judged:
        return None
    is_one = case.measurement and all(
        len(contested_rows(one, case.measurement.rows)) == 1 for one in contested
    )
    if not is_one or why_not(counted, case.row, case.terms.statistic, case.metric):
        return None
    alone = Row(
        segment=case.row.segment,
        numerator=counted.numerator,
        denominator=counted.denominator,
    )
    decision, _ = decide_counts(case._replace(row=alone), NOTHING)
    return _judged(verdict, decision)


def _judged(verdict: Verdict, decision: Decision) -> Verdict:
    """Give the verdict on a part; what repeated misses made worse stays so where it missed too."""
    if decision.status is EXPECTED_MISSED and verdict.decided_by == "chronic":
        reason = f"{decision.reason}; repeated, it weighs like a miss of the minimum"
        decision = decision._replace(status=MINIMUM_MISSED, reason=reason, decided_by="chronic")
    counts = decision.counts or UNCOUNTED
    return verdict._replace(
        status=decision.status,
        reason=decision.reason,
        value=decision.value,
        n=counts.n,
        numerator=counts.numerator,
        denominator=counts.denominator,
        decided_by=decision.decided_by,
        pooled=(),
    )


def contested_rows(dispute: Dispute, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Give the rows of a measurement that a dispute is about: all where it names none."""
    return tuple(row for row in rows if not dispute.segments or row.segment in dispute.segments)


def why_not(said: Counted, row: Row, statistic: Statistic, metric: Metric | None) -> str:
    """Say why counts cannot be a part of a row's; nothing where they can."""
    top, bottom = said.numerator, said.denominator
    if statistic.name not in COUNTED or row.numerator is None or row.denominator is None:
        return f"row `{row.segment}` was not measured as a numerator and a denominator"
    if not bottom:
        return f"{top} of 0 undisputed says nothing"
    if not can_be(top, bottom, statistic, metric):
        return f"{top} of {bottom} undisputed cannot be"
    left = row.numerator - top, row.denominator - bottom
    if can_be(*left, statistic, metric):
        return ""
    measured = f"{row.numerator} of {row.denominator} measured"
    return f"{measured} less {top} of {bottom} undisputed leaves {left[0]} of {left[1]}, which cannot be"
