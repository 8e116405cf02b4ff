"""The scorecard as JSON: `partnership/scorecard/1`, a contract with a published schema."""

from __future__ import annotations

import json
from typing import Any

from partnership.judging import Status
from partnership.judging.scores import Score
from partnership.reporting.json import verdict_data
from partnership.reporting.scorecards.card import PARTIES, Card, Promise, Row, Side
from partnership.reporting.scorecards.goals import Reached

FORMAT = "partnership/scorecard/1"


def render(card: Card, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a scorecard as JSON, ending in a newline."""
    return json.dumps(as_data(card), indent=2, ensure_ascii=False) + "\n"


def as_data(card: Card) -> dict[str, Any]:
    """Give a scorecard as plain data; exact values are strings."""
    both = [side for side in card.sides if side.party not in PARTIES]
    return {
        "format": FORMAT,
        "period": card.period,
        "as_of": card.as_of.isoformat(),
        "agreement": {
            "id": card.agreement,
            "title": card.title,
            "commit": card.commit,
            "uncommitted": card.edited,
            "digest": card.digest,
        },
        "parties": [_side(side) for side in card.parties],
        "owed_by_both": [_promise(one) for side in both for one in side.promises],
        "credits": [
            {
                "commercials": owed.commercials,
                "owed_by": owed.owed_by,
                "owed_to": owed.owed_to,
                "period": owed.period,
                "currency": owed.currency,
                "net": owed.amount,
                "undetermined": owed.undetermined,
            }
            for owed in card.owed
        ],
        "goals": [_goal(goal) for goal in card.goals],
        "waivers": {
            "in_force": [waiver.id for waiver in card.waivers],
            "findings": card.waived,
        },
        "unread": list(card.unread),
    }


def _side(side: Side) -> dict[str, Any]:
    return {
        "party": side.party,
        "name": side.name,
        "score": _score(side.score),
        "breaches": side.breaches,
        "rows": {status.value: side.count(status) for status in Status if side.count(status)},
        "promises": [_promise(promise) for promise in side.promises],
        "judged_later": [
            {
                "sla": later.sla,
                "title": later.title,
                "weight": later.weight,
                "period": later.period,
                "ends": later.ends.isoformat(),
            }
            for later in side.later
        ],
        "disputes": [
            {
                "id": dispute.id,
                "measurement": dispute.measurement,
                "raised_by": dispute.raised_by,
                "raised_on": dispute.raised_on.isoformat(),
                "decision": dispute.outcome.decision if dispute.outcome else None,
            }
            for dispute in side.disputes
        ],
        "overdue": [
            {"what": due.what, "due": due.due.isoformat(), "document": due.document.name}
            for due in side.overdue
        ],
        "late": [
            {
                "what": due.what,
                "due": due.due.isoformat(),
                "done_on": str(due.done_on),
                "document": due.document.name,
            }
            for due in side.late
        ],
        "corrective_actions": [
            {"id": action.id, "closed": action.closed is not None} for action in side.actions
        ],
    }


def _score(score: Score) -> dict[str, Any]:
    return {
        "earned": str(score.earned),
        "missed": str(score.missed),
        "not_known": str(score.not_known),
        "weights": str(score.total),
    }


def _promise(promise: Promise) -> dict[str, Any]:
    weighed = promise.weighed
    return {
        "sla": promise.sla,
        "title": promise.title,
        "class": "critical" if promise.critical else "kpi",
        "window": promise.window or None,
        "weight": weighed.weight if weighed else None,
        "earned": str(weighed.earned) if weighed else None,
        "missed": str(weighed.missed) if weighed else None,
        "not_known": str(weighed.not_known) if weighed else None,
        "periods": dict(_outcomes(promise)),
        "rows": [_row(row) for row in promise.rows],
    }


def _outcomes(promise: Promise) -> list[tuple[str, str]]:
    weighed = promise.weighed
    return [(period, outcome.value) for period, outcome in weighed.outcomes] if weighed else []


def _row(row: Row) -> dict[str, Any]:
    trend = [{"period": one.period, "status": one.status.value} for one in row.trend]
    return verdict_data(row.verdict) | {"trend": trend}


def _goal(goal: Reached) -> dict[str, Any]:
    return {
        "goal": goal.goal,
        "title": goal.title,
        "key_result": goal.result,
        "baseline": goal.baseline,
        "target": goal.target,
        "due": goal.due.isoformat(),
        "state": goal.state.replace(" ", "_"),
        "now": [
            {
                "sla": one.sla,
                "period": one.period,
                "segment": one.segment,
                "value": str(one.value),
                "shown": one.shown,
            }
            for one in goal.now
        ],
    }
