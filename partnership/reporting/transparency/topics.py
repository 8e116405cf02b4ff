"""What both parties want to see of hiring, and which topic a measured metric belongs to.

A topic is told from what a metric counts, never from its name. The first that fits holds; what fits
none is one of the agreed others.
"""

from __future__ import annotations

from dataclasses import dataclass

from partnership.documents import Metric

COSTS = {"internal cost", "external cost", "agency cost", "comparable cost"}
HIRES = {"hires", "starts"}
FILLED = {"offer accepted", "hired", "employee started", "opening closed"}
WORK = {
    *("intake scheduled", "intake completed", "posted", "acknowledged", "contacted", "screened"),
    *("submitted to client", "disposition sent"),
}
"""What recruiters do first: an event that ends such a piece of work."""
WORKED = {
    *("openings opened", "openings filled", "candidates submitted", "candidates interviewed"),
    *("offers extended", "hires", "starts"),
}
STANDING = {"openings open on average"}
STAGES = {
    *("client advanced", "client declined", "stage entered", "slots requested", "slots provided"),
    *("interview confirmed", "interview started", "interview ended", "feedback submitted"),
    *("approval decided", "approval given", "offer extended", "offer decided"),
}
"""Where a candidate stands between the first work and the hire."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing both parties want to see."""

    id: str
    title: str
    library: str
    """A definition of it in the field's library; empty where none must be there."""


ACTIVITY = Topic("recruitment_activity", "Recruitment activity", "time-to-first-submittal")
PIPELINE = Topic("pipeline_status", "Pipeline status", "req-aging")
TIME = Topic("time_to_hire", "Time to hire", "time-to-hire")
COST = Topic("cost_per_hire", "Cost per hire", "cph-internal")
OTHERS = Topic("agreed_others", "The agreed others", "")
TOPICS = (ACTIVITY, PIPELINE, TIME, COST, OTHERS)


def topic_of(metric: Metric, placed_by: str) -> Topic:
    """Say which topic a metric belongs to, as its SLA counts it.

    Args:
        metric: What is counted.
        placed_by: The date that places a subject in a period, as its SLA says.

    """
    above, below = set(metric.amount or ()), set(metric.per or ())
    stops = set(metric.stop.events) if metric.stop else set()
    if above & COSTS:
        return COST if below & HIRES else OTHERS
    if placed_by == "open at the end" or above & STANDING:
        return PIPELINE
    if metric.type == "duration" and stops & FILLED:
        return TIME
    if stops & WORK and metric.type == "duration":
        return ACTIVITY
    if stops & (STAGES | WORK):
        return PIPELINE
    return ACTIVITY if above & WORKED and not below else OTHERS
