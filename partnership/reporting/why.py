"""Renders one verdict taken apart: clause, counts, arithmetic, status and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from partnership.documents import SLA, Metric
from partnership.documents.measurement import Row
from partnership.documents.sla import Target
from partnership.judging import Status, Verdict
from partnership.judging.cases import Case
from partnership.judging.counts import is_higher_better
from partnership.judging.explaining import Explanation
from partnership.judging.proposals import Proposed
from partnership.judging.steps import NOT_REACHED, subjects
from partnership.judging.wording import listed, sum_in_words, with_unit
from partnership.measuring.supported_sums import is_made
from partnership.reporting.bars import bars
from partnership.reporting.text import STATUS_COLOURS
from partnership.reporting.verdicts import PARTIES
from partnership.reporting.words import paint, printable
from partnership.statistics import Histogram

LABEL = 12
SHORT = 12
"""How much of a digest is shown."""


def render(found: Explanation, colour: bool) -> str:  # noqa: FBT001
    """Render an explanation as text for one screen, ending in a newline."""
    verdict = found.verdict
    status = paint(verdict.status.words, STATUS_COLOURS.get(verdict.status, ""), colour=colour)
    part = f" from {verdict.since} to {verdict.until}" if verdict.since else ""
    title = f"{printable(verdict.title)} (SLA {verdict.sla}), {verdict.segment}, {verdict.period}"
    lines = [f"{title}{part}: {status}", ""]
    facts = [*_facts(found), ("Next step", next_step(found))]
    lines.extend(f"{label.ljust(LABEL)}{printable(text)}" for label, text in facts if text)
    if found.case and found.case.row:
        lines.extend(_clocks(found.case, found.case.row))
    return "\n".join(lines) + "\n"


def _facts(found: Explanation) -> Iterator[tuple[str, str]]:
    verdict, case = found.verdict, found.case
    yield "Promise", _promise(case) if case else ""
    since = f", in force since {found.since}" if found.since else ""
    amended = " (amended then)" if found.amended else ""
    place = verdict.place
    yield "Clause", f"{place.path}:{place.line} {place.pointer}{since}{amended}"
    for step in found.steps:
        if step.text != NOT_REACHED:
            yield step.name.capitalize(), step.text
    yield "Status", f"{verdict.status.words}, decided by {verdict.decided_by}: {verdict.reason}"
    yield "Closed", _closed(verdict)
    yield "Disputed", _disputed(verdict, found.undisputed)
    yield "Measured", _measured(case)
    yield "Proposed", "; ".join(map(_proposed, found.proposed))
    others = (f"{other.segment}{_days(other)} {other.status.words}" for other in found.others)
    yield "Other rows", ", ".join(others)


def _closed(verdict: Verdict) -> str:
    """Say which Close sealed a verdict, by whose terms all above is worked out."""
    named = f"sealed by Close/{verdict.sealed}, by the terms and the counts it holds"
    return f"{named}; `partnership audit periods` judges it again" if verdict.sealed else ""


def _disputed(verdict: Verdict, undisputed: Verdict | None) -> str:
    if not verdict.disputed:
        return ""
    said = f"`{verdict.measurement}` is contested, and nothing has come of it yet"
    said += "; the status stands until then"
    if undisputed is None:
        return said
    part = f"{undisputed.status.words}: {undisputed.reason}"
    return f"{said}; what nobody contests stands by itself, {part}"


def promise_in_words(terms: SLA, target: Target, metric: Metric, unit: str = "") -> str:
    """Say what is promised: `at least 90% of requisitions within 7 business days; below …`."""
    expected, minimum = (with_unit(str(level), unit) for level in (target.expected, target.minimum))
    higher = is_higher_better(terms.statistic, metric)
    good, bad = ("at least", "below") if higher else ("at most", "above")
    many = subjects(metric)
    match terms.statistic.name:
        case "share within":
            what = f"{good} {expected} of {many} within {target.within}"
        case "share beyond":
            what = f"{good} {expected} of {many} last at least {target.within}"
        case "bucket counts" if terms.buckets:
            most = max(terms.buckets, key=lambda bucket: bucket.amount)
            what = f"{good} {expected} {many} that run longer than {most}"
        case "ratio of sums" | "sum" | "count" if is_made(metric):
            what = f"{good} {expected} of {sum_in_words(metric)}"
        case name if is_made(metric):
            what = f"{name} of {good} {expected} of {sum_in_words(metric)}"
        case "ratio of sums" if metric.start and metric.stop:
            reached = " or ".join(metric.stop.events)
            what = f"{good} {expected} of {many} reach {reached}{_of_which(metric)}"
        case "ratio of sums":
            ratio = f"{listed(metric.numerator)} among {listed(metric.denominator)}"
            what = f"{good} {expected} of {many} {ratio}{_of_which(metric)}"
        case name:
            what = f"a {terms.statistic if name == 'percentile' else name} of {good} "
            what += f"{expected} over {many}"
    miss = "misses the minimum" if terms.owed_by == "both" else "is a breach"
    return f"{what}; {bad} {minimum} {miss}"


def _of_which(metric: Metric) -> str:
    """Say which segment alone is above the line."""
    parts = (
        f"{name} {value if isinstance(value, str) else ' or '.join(value)}"
        for name, value in metric.of_which.items()
    )
    return f", {', '.join(parts)} alone above the line" if metric.of_which else ""


def next_step(found: Explanation) -> str:
    """Say what follows from a verdict."""
    verdict, case = found.verdict, found.case
    match verdict.status:
        case Status.MINIMUM_MISSED | Status.EXPECTED_MISSED:
            return _escalation(found)
        case Status.NOT_MEASURED:
            by = f" by the {case.terms.measured_by}" if case and case.terms.measured_by else ""
            return f"measure {verdict.period} with `partnership measure`{by}"
        case Status.NOT_YET_DUE:
            return f"measure {verdict.period} by {verdict.due}"
        case Status.INSUFFICIENT_DATA:
            carried = "; carried forward" in verdict.reason
            return "none; the next period is judged together with it" if carried else "none"
        case _:
            return "none"


def _escalation(found: Explanation) -> str:
    case, level = found.case, found.level
    if case is None:
        return ""
    steps = []
    path = case.terms.escalation
    if level:
        pair = " and ".join(
            f"{role} ({party})"
            for party, role in (("client", level.client), ("provider", level.provider))
            if role
        )
        steps.append(
            f"escalation path {path}, level {level.id}: {pair} answer within "
            f"{level.acknowledge_within} and decide within {level.decide_within}"
        )
    elif path:
        steps.append(f"no level of escalation path {path} is for this; raise it by hand")
    else:
        steps.append("no escalation path is agreed; raise it at the next meeting")
    remedies = case.terms.remedies
    if remedies and found.verdict.is_breach:
        if remedies.root_cause_within:
            steps.append(f"root cause within {remedies.root_cause_within}")
        if remedies.plan_within:
            steps.append(f"plan within {remedies.plan_within}")
    return "; ".join(steps)


def _promise(case: Case) -> str:
    who = PARTIES[case.terms.owed_by]
    verb = "owe" if case.terms.owed_by == "both" else "owes"
    if case.metric is None:
        return f"{who} {verb} it"
    segment = _segment(case.target)
    text = promise_in_words(case.terms, case.target, case.metric, case.unit)
    return f"{who} {verb}{segment} {text}"


def _segment(target: Target) -> str:
    if target.otherwise:
        return ", for whatever the other rows leave,"
    parts = [
        f"{name} {value if isinstance(value, str) else ' or '.join(value)}"
        for name, value in target.when.items()
    ]
    return f", for {', '.join(parts)}," if parts else ""


def _proposed(found: Proposed) -> str:
    """Say which level follows from the past, and how."""
    level = found.shown or "a level to be agreed"
    return f"expected {level} from {found.since}, not {found.written}: {found.arithmetic}"


def _measured(case: Case | None) -> str:
    if case is None or case.measurement is None:
        return ""
    found = case.measurement
    digests: Mapping[str, str] = {
        "definition": found.digests.definition,
        "counts": found.digests.counts,
    }
    named = ", ".join(f"{name} {digest[:SHORT]}" for name, digest in digests.items())
    name = f"{found.id} in place of {found.replaces}" if found.replaces else found.id
    return f"{name}, known {found.known}, complete {found.gate.completeness}, {named}"


def _days(verdict: Verdict) -> str:
    return f" from {verdict.since}" if verdict.since else ""


def _clocks(case: Case, row: Row) -> Iterator[str]:
    limit = case.target.within.amount if case.target.within else None
    unit = case.metric.unit if case.metric else ""
    until = f", on time up to {limit}" if limit is not None else ""
    for name, counts in (("Closed", row.closed), ("Still open", row.open)):
        try:
            histogram = Histogram.from_counts((int(value), n) for value, n in counts.items())
        except ValueError:
            continue
        if histogram.bins:
            yield ""
            yield f"{name}, by {unit}{until}"
            yield from (f"  {line}" for line in bars(histogram, limit))
