"""What every form of the scorecard says in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from partnership.judging import Status, Verdict
from partnership.judging.scores import Outcome, Score, Weighed
from partnership.judging.wording import shown
from partnership.reporting.scorecards.card import Card, Promise, Row, Side
from partnership.reporting.words import plural
from partnership.values.levels import decimal_text

TONES = {
    Status.MET: "good",
    Status.EXPECTED_MISSED: "short",
    Status.MINIMUM_MISSED: "bad",
}
"""Only `met` is good; every status that is not here is not known."""
MARKS = {
    Status.MET: "●",
    Status.EXPECTED_MISSED: "◐",
    Status.MINIMUM_MISSED: "○",
}
UNKNOWN_MARK = "·"
LEGEND = "● met  ◐ expected missed  ○ minimum missed  · not known"
OUTCOMES = {Outcome.MET: "met", Outcome.MISSED: "missed", Outcome.NOT_KNOWN: "not known"}
PLACES = 2


def tone(status: Status) -> str:
    """Give the tone of a status: `good`, `short`, `bad` or `unknown`."""
    return TONES.get(status, "unknown")


def mark(status: Status) -> str:
    """Give the mark of a status, which needs no colour."""
    return MARKS.get(status, UNKNOWN_MARK)


def marks(row: Row) -> str:
    """Write a row's last windows as marks, the newest last."""
    return "".join(mark(one.status) for one in row.trend)


def status_words(verdict: Verdict) -> str:
    """Write a status with its overlay: `minimum missed, disputed`."""
    return f"{verdict.status.words}{', disputed' if verdict.disputed else ''}"


def period_words(verdict: Verdict) -> str:
    """Name a period, and the first day of its part where it has several."""
    return f"{verdict.period} from {verdict.since}" if verdict.since else verdict.period


def counts(verdict: Verdict) -> str:
    """Write the counts: `19/23`, or `n 3`; nothing where there are none."""
    return verdict.fraction or (f"n {verdict.n}" if verdict.n is not None else "")


def value_words(verdict: Verdict) -> str:
    """Write a value with its counts: `82.61% (19/23)`."""
    said = counts(verdict)
    return f"{verdict.shown} ({said})" if verdict.shown and said else verdict.shown or said


def levels(verdict: Verdict) -> str:
    """Write both levels as briefly as they read: `92%/80%`, `40/60 calendar days`."""
    expected, minimum = verdict.expected, verdict.minimum
    if expected is None or minimum is None:
        return ""
    first = str(expected)
    if expected.unit == minimum.unit and expected.unit not in {"percent", "number"}:
        first = decimal_text(expected.value)
    return f"{first}/{minimum}"


def points(number: Fraction) -> str:
    """Write a part of a weight: exactly where it has an end, else with two decimals."""
    try:
        text = decimal_text(number)
    except ValueError:
        return shown(number, "number")
    return text if len(text.partition(".")[2]) <= PLACES else shown(number, "number")


def score_words(score: Score) -> str:
    """Write a score: `70 of 100`; what is not known stands apart and counts for nobody."""
    if not score.weighed:
        return "no weights"
    if not score.known:
        return f"{points(score.not_known)} of {points(score.total)} not known"
    text = f"{points(score.earned)} of {points(score.known)}"
    if score.not_known:
        text += f", {points(score.not_known)} not known"
    return text


def weight_words(weighed: Weighed | None) -> str:
    """Write what a promise earns of its weight: `0 of 30`, `not known, 25`."""
    if weighed is None:
        return "no weight"
    known = weighed.earned + weighed.missed
    text = f"{points(weighed.earned)} of {points(known)}" if known else ""
    rest = f"{points(weighed.not_known)} not known" if weighed.not_known else ""
    return ", ".join(filter(None, (text, rest)))


def summary(side: Side) -> Iterator[tuple[str, str]]:
    """Yield the lines both parties are compared by."""
    yield "weighted score", score_words(side.score)
    later = sum(one.weight or 0 for one in side.later)
    yield "weight judged later", str(later)
    yield "promises", str(len(side.promises))
    yield "rows met", str(side.count(Status.MET))
    yield "expected missed", str(side.count(Status.EXPECTED_MISSED))
    yield "minimum missed", str(side.count(Status.MINIMUM_MISSED))
    yield "not known", str(len(side.not_known))
    yield "breaches", str(side.breaches)
    yield "disputed rows", str(sum(1 for one in side.verdicts if one.disputed))
    done = sum(1 for one in side.actions if one.closed)
    yield "corrective actions", f"{len(side.actions)}{f', {done} closed' if side.actions else ''}"
    yield "overdue after breaches", str(len(side.overdue))


def promise_words(promise: Promise) -> str:
    """Head a promise: `First slate in time (first-slate), critical, by month`."""
    kind = ", critical" if promise.critical else ""
    window = f", by {promise.window}" if promise.window else ""
    return f"{promise.title} ({promise.sla}){kind}{window}"


def side_words(side: Side) -> str:
    """Head a side: `Harbour Foods, the client: 100 of 100`."""
    if side.party == "both":
        return "Owed by both parties, and nobody's breach"
    return f"{side.name}, the {side.party}: {score_words(side.score)}"


def source_words(card: Card) -> str:
    """Say what was looked at: the day, the tip and the terms."""
    tip = "no commit" if card.commit == "none" else f"commit {card.commit[:12]}"
    edited = " with uncommitted changes" if card.edited else ""
    return f"as of {card.as_of}, {tip}{edited}, terms {card.digest[:12]}"


def notes(card: Card) -> Iterator[str]:
    """Yield what a reader should know beside the numbers."""
    for side in card.sides:
        for later in side.later:
            weight = f", weight {later.weight}" if later.weight is not None else ""
            who = "Both parties owe" if side.party == "both" else f"The {side.party} owes"
            yield (
                f"{who} {later.title} ({later.sla}{weight}): judged for {later.period}, "
                f"which ends on {later.ends}, and not in {card.period}"
            )
    for owed in card.owed:
        yield f"{owed.words}; `partnership statement {owed.period}` takes it apart"
    for name in card.unread:
        yield f"{name} cannot be read as written, so whatever it promises is not judged"
    for side in card.sides:
        for dispute in side.disputes:
            outcome = dispute.outcome
            state = f"{outcome.decision} on {outcome.on}" if outcome else "not decided"
            yield (
                f"The {dispute.raised_by} disputes {dispute.measurement} since "
                f"{dispute.raised_on} ({dispute.id}): {state}"
            )
    for side in card.sides:
        for due in side.overdue:
            what = f"The step `{due.what}`" if due.is_step else f"The {due.what}"
            who = f"by the {due.owed_by}, {due.document.name}"
            yield f"{what} was due on {due.due} and is overdue ({who})"
        for due in side.late:
            what = f"The step `{due.what}`" if due.is_step else f"The {due.what}"
            who = f"by the {due.owed_by}, {due.document.name}"
            days = plural((due.done_on - due.due).days, "day") if due.done_on else ""
            yield f"{what} was due on {due.due} and delivered {days} late, on {due.done_on} ({who})"
    is_one = len(card.waivers) == 1
    accepts = "accepts" if is_one else "accept"
    accepted = f", and {accepts} {plural(card.waived, 'finding')}" if card.waivers else ""
    verb = "is" if is_one else "are"
    yield f"{plural(len(card.waivers), 'waiver').capitalize()} {verb} in force{accepted}"
