"""A replay for programs: `partnership/replay/1`."""

from __future__ import annotations

import json
from typing import Any

from partnership.history.changes import Change
from partnership.judging.credits.amounts import plain_text
from partnership.judging.scores import Score
from partnership.judging.verdicts import Status, Verdict
from partnership.replay import Account, Compared, Credited, Party, Promise, Replay
from partnership.replay.results import misses

FORMAT = "partnership/replay/1"


def render(replay: Replay, colour: bool) -> str:  # noqa: ARG001, FBT001
    """Render a replay as JSON by the published schema, ending in a newline."""
    answer = {
        "format": FORMAT,
        "base": replay.base,
        "head": replay.head or None,
        "as_of": str(replay.as_of),
        "periods": replay.periods,
        "store": replay.has_store,
        "promises": [_promise(one) for one in replay.promises],
        "parties": [_party(one) for one in replay.parties],
        "accounts": [_account(one) for one in replay.accounts],
        "elsewhere": [_change(one) for one in replay.elsewhere],
        "not_replayed": [_change(one) for one in replay.dates],
        "beside": [_change(one) for one in replay.beside],
        "recounted": replay.recounted,
        "measured": replay.measured,
        "unlike": [{"sla": sla, "period": period} for sla, period in replay.unlike],
        "judged_otherwise": replay.judged_otherwise,
        "rewritten": list(replay.rewritten),
        "restated": list(replay.restated),
    }
    return json.dumps(answer, indent=2, ensure_ascii=False) + "\n"


def _promise(promise: Promise) -> dict[str, Any]:
    return {
        "sla": promise.sla,
        "title": promise.title,
        "owed_by": _sides(*(name or None for name in promise.owed_by)),
        "periods": _sides(*map(list, promise.periods)),
        "changes": [_change(one) for one in promise.changes],
        "rows": [_compared(one) for one in promise.rows],
        "left_out": [{"period": period, "reason": why} for period, why in promise.left_out],
    }


def _compared(row: Compared) -> dict[str, Any]:
    return {
        "period": row.period,
        "segment": row.segment,
        "from": str(row.since) if row.since else None,
        "differs": row.differs,
        **_sides(*(verdict_data(one) for one in (row.before, row.after))),
    }


def verdict_data(verdict: Verdict | None) -> dict[str, Any] | None:
    """Give a verdict as it stands in JSON, or nothing where nothing is owed."""
    if verdict is None:
        return None
    return {
        "owed_by": verdict.owed_by,
        "status": verdict.status.value,
        "reason": verdict.reason,
        "disputed": verdict.disputed,
        "value": None if verdict.value is None else str(verdict.value),
        "shown": verdict.shown,
        "numerator": verdict.numerator,
        "denominator": verdict.denominator,
        "n": verdict.n,
        "expected": str(verdict.expected) if verdict.expected else None,
        "minimum": str(verdict.minimum) if verdict.minimum else None,
        "path": verdict.place.path,
        "line": verdict.place.line,
    }


def _party(party: Party) -> dict[str, Any]:
    sides = zip((party.before, party.after), party.scores, strict=True)
    return {"party": party.name, **_sides(*(_counts(*side) for side in sides))}


def _counts(counts: dict[Status, int], score: Score) -> dict[str, Any]:
    return {
        "misses": misses(counts),
        "verdicts": {status.value: counts[status] for status in Status if counts[status]},
        "score": _score(score) if score.total else None,
    }


def _score(score: Score) -> dict[str, str]:
    names = ("earned", "missed", "not_known")
    return {name: str(getattr(score, name)) for name in names}


def _account(account: Account) -> dict[str, Any]:
    sides = (_credited(one) for one in (account.before, account.after))
    return {"commercials": account.id, "periods": list(account.periods), **_sides(*sides)}


def _credited(side: Credited | None) -> dict[str, Any] | None:
    if side is None:
        return None
    amounts = {
        name: plain_text(getattr(side, name))
        for name in ("credits", "payable", "returned", "bonus", "net")
    }
    return {
        "owed_by": side.owed_by,
        "currency": side.currency,
        **amounts,
        "undetermined": side.undetermined,
        "by_sla": [
            {"slas": list(names), "credits": plain_text(amount)}
            for names, amount in side.by_sla.items()
        ],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "document": change.document,
        "pointer": change.pointer,
        "effect": change.effect,
        "favours": change.favours,
        "from": change.since or None,
        "path": change.path,
        "fingerprint": change.fingerprint,
    }


def _sides(before: Any, after: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"before": before, "after": after}
