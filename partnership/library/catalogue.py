"""Which metrics there are, by group, in the order they are read."""

from __future__ import annotations

from collections.abc import Mapping

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Speed": (
        "time-to-fill",
        "time-to-start",
        "time-to-hire",
        "req-approval-time",
        "intake-turnaround",
        "time-to-post",
        "time-to-first-submittal",
        "time-to-first-slate",
        "cv-review-turnaround",
        "interviewer-availability",
        "interview-scheduling",
        "interview-feedback",
        "decision-time",
        "offer-approval",
        "offer-extension",
        "candidate-response",
        "disposition-notice",
        "req-aging",
        "stage-aging",
    ),
    "Conversion, quality, experience": (
        "submittal-to-interview",
        "interview-to-offer",
        "offer-acceptance-rate",
        "renege-rate",
        "fill-rate",
        "quality-of-hire",
        "retention-90d",
        "retention-1y",
        "replacement-rate",
        "candidate-nps",
        "candidate-csat",
        "hm-csat",
        "survey-response-rate",
        "source-mix",
        "internal-fill-rate",
        "slate-diversity",
        "adverse-impact-ratio",
    ),
    "Cost, capacity, integrity, governance": (
        "cph-internal",
        "cph-comparable",
        "hire-cost-ratio",
        "agency-spend-share",
        "recruiter-load",
        "forecast-accuracy",
        "data-completeness",
        "data-latency",
        "audit-pass-rate",
        "training-currency",
        "report-on-time",
        "meeting-adherence",
        "action-closure",
        "escalation-response",
        "rca-on-time",
        "cap-on-time",
        "relationship-health",
    ),
}
"""The ids of each group."""

IDS: tuple[str, ...] = tuple(name for names in GROUPS.values() for name in names)
"""All ids in one order."""
